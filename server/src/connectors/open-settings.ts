/**
 * @module Stored settings on their way out of the table: opened, and read by the schema their kind has today. That schema may be
 * a later release's, with fields that the settings do not have, or rules that they break.
 */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { type CheckedSettings, checkSettings } from "@munjigi/connectors/sms/settings";
import { type Keyring, unseal } from "../secrets.js";
import { type KnownSettings, secretsOf } from "./settings-secrets.js";
import type { ConnectorRow, VersionRow } from "./store.js";

export interface OpenedSettings {
  /** As they were sealed: what the fingerprint is of. */
  stored: unknown;
  /** As the schema reads them, with the defaults of newer fields. Where there is a problem: as they were sealed. */
  settings: unknown;
  /** Which fields no longer fit and why, in words. With a problem the settings may be shown, masked, and never sent with. */
  problem: string | null;
}

/** Throws in words if the key ring has lost the key, or the value was changed. */
export function openSettings(keyring: Keyring, kind: SmsConnector, version: VersionRow): OpenedSettings {
  const stored: unknown = JSON.parse(unseal(keyring, version.sealedSettings, version.versionId));
  const checked = parseStored(kind, stored);
  if (checked === undefined) return { stored, settings: stored, problem: "the schema of its settings fails on them" };
  if (checked.ok) return { stored, settings: checked.settings, problem: null };
  const secrets = secretTexts(kind, stored, version);
  const fields = checked.problems.map(({ path, problem }) => `${path || "config"} ${discreet(problem, secrets)}`);
  const listed = fields.slice(0, MAX_FIELDS).join("; ");
  return { stored, settings: stored, problem: `its settings do not fit this release: ${listed}. Save them anew` };
}

/** The settings as they were last shown: the draft's, if one waits. `undefined` if they cannot be opened any more. */
export function openNewestSettings(
  keyring: Keyring,
  kind: SmsConnector,
  row: ConnectorRow,
): (OpenedSettings & KnownSettings) | undefined {
  const newest = row.draft ?? row;
  try {
    return { ...openSettings(keyring, kind, newest), secretsSetAt: newest.secretsSetAt };
  } catch {
    return undefined;
  }
}

const MAX_FIELDS = 10;

/** `undefined`: the schema itself threw. The message of that error may repeat a secret, so it is dropped. */
function parseStored(kind: SmsConnector, stored: unknown): CheckedSettings<unknown> | undefined {
  try {
    return checkSettings(kind, stored, "en");
  } catch {
    return undefined;
  }
}

function secretTexts(kind: SmsConnector, stored: unknown, { secretsSetAt }: VersionRow): string[] {
  const secrets = secretsOf(kind, { settings: stored, secretsSetAt });
  return textsIn([...secrets.values()]);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

/** Letters in a row that tell too much of a secret. */
const TELLING_LENGTH = 8;

/** What a schema says of a field, unless it repeats a secret or a part of one: modules of a team's own may quote what they refuse. */
function discreet(problem: string, secrets: readonly string[]): string {
  const parts = Array.from({ length: problem.length }, (_, at) => problem.slice(at, at + TELLING_LENGTH));
  const tells = secrets.some(
    (secret) =>
      secret !== "" &&
      (problem.includes(secret) || parts.some((part) => part.length === TELLING_LENGTH && secret.includes(part))),
  );
  return tells ? "does not fit" : problem;
}
