/**
 * @module Settings in the table: sealed, with a fingerprint by which equal ones are known; opened, and read by the schema their
 * kind has today. That schema may be a later release's, with fields that the settings do not have, or rules that they break. What
 * is stored is what the schema made when they were saved: the schema may add to it and never changes it.
 */

import type { ConnectorKind } from "@munjigi/connectors/contract";
import { type CheckedSettings, checkSettings } from "@munjigi/connectors/kit/settings";
import { z } from "zod";
import { hashLimitKey, type Keyring, type KeySet, seal, unseal } from "../secrets.js";
import { createSid } from "../sid.js";
import type { ConnectorDependencies } from "./connector.js";
import { type KnownSettings, secretsOf } from "./settings-secrets.js";
import type { ConnectorRow, NewVersion, VersionRow } from "./store.js";

const MAX_FIELDS = 10;

/** A secret that is as it was `before` keeps the time it was set at; and what was a secret before is one still. */
export function sealSettings(
  { keyring, clock, random }: Pick<ConnectorDependencies, "keyring" | "clock" | "random">,
  kind: ConnectorKind,
  settings: unknown,
  before?: KnownSettings,
): NewVersion {
  const versionId = createSid("CV", clock, random);
  const known = secretsOf(kind, before);
  const now = clock().toISOString();
  const secretsSetAt = Object.fromEntries(
    [...secretsOf(kind, { ...before, settings })].map(([path, secret]) => {
      const isSame = known.has(path) && JSON.stringify(known.get(path)) === JSON.stringify(secret);
      return [path, (isSame && before?.secretsSetAt?.[path]) || now];
    }),
  );
  return {
    versionId,
    sealedSettings: seal(keyring, JSON.stringify(settings), versionId, random),
    fingerprint: fingerprintOf(keyring.naming, kind, settings),
    secretsSetAt,
  };
}

/** Equal for equal settings of one kind, whatever the order of their members. Keyed, so that it cannot be guessed from outside. */
export function fingerprintOf(keys: Pick<KeySet, "limit">, kind: Pick<ConnectorKind, "id">, settings: unknown): string {
  return hashLimitKey(keys, "connector-settings", kind.id, JSON.stringify(inOrder(settings)));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, inOrder(member)]),
  );
}

export interface OpenedSettings {
  /** As they were sealed: what the fingerprint is of. */
  stored: unknown;
  /** As they were sealed, and the defaults of newer fields. Where there is a problem: as they were sealed. */
  settings: unknown;
  /** Which fields no longer fit and why, in words. With a problem the settings may be shown, masked, and never sent with. */
  problem: string | null;
}

/** Throws in words if the key ring has lost the key, or the value was changed. */
export function openSettings(keyring: Keyring, kind: ConnectorKind, version: VersionRow): OpenedSettings {
  const stored: unknown = JSON.parse(unseal(keyring, version.sealedSettings, version.versionId));
  const checked = parseStored(kind, stored);
  if (checked?.ok) return { stored, settings: withAdditions(stored, asStored(checked.settings)), problem: null };
  if (transforms(kind)) return { stored, settings: stored, problem: null };
  if (checked === undefined) return { stored, settings: stored, problem: "the schema of its settings fails on them" };
  const secrets = secretTexts(kind, stored, version);
  const fields = checked.problems.map(({ path, problem }) => `${path || "config"} ${discreet(problem, secrets)}`);
  const listed = fields.slice(0, MAX_FIELDS).join("; ");
  return { stored, settings: stored, problem: `its settings do not fit this release: ${listed}. Save them anew` };
}

/** The settings as they were last shown: the draft's, if one waits. `undefined` if they cannot be opened any more. */
export function openNewestSettings(
  keyring: Keyring,
  kind: ConnectorKind,
  row: ConnectorRow,
): (OpenedSettings & KnownSettings) | undefined {
  const newest = row.draft ?? row;
  try {
    return { ...openSettings(keyring, kind, newest), secretsSetAt: newest.secretsSetAt };
  } catch {
    return undefined;
  }
}

/** `undefined`: the schema itself threw. The message of that error may repeat a secret, so it is dropped. */
function parseStored(kind: ConnectorKind, stored: unknown): CheckedSettings<unknown> | undefined {
  try {
    return checkSettings(kind, stored, "en", { emptyIsAbsent: false });
  } catch {
    return undefined;
  }
}

/** Settings as the table gives them back. */
const asStored = (settings: unknown): unknown => JSON.parse(JSON.stringify(settings ?? null));

/** `stored` with the members that only `read` has, however deep. */
function withAdditions(stored: unknown, read: unknown): unknown {
  if (Array.isArray(stored) && Array.isArray(read)) return stored.map((one, index) => withAdditions(one, read[index]));
  if (!isRecord(stored) || !isRecord(read)) return stored;
  const names = new Set([...Object.keys(stored), ...Object.keys(read)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      Object.hasOwn(stored, name) ? withAdditions(stored[name], read[name]) : read[name],
    ]),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Whether the schema makes something else of what it reads (`transform`, `preprocess`, a codec). It may then refuse what it made,
 * and no answer of it tells a misfit. Schemas of the program's own kinds never do.
 */
function transforms({ settings }: ConnectorKind): boolean {
  let found = false;
  z.toJSONSchema(settings, {
    unrepresentable: "any",
    override: ({ zodSchema }) => {
      found ||= ["pipe", "transform"].includes(zodSchema._zod.def.type);
    },
  });
  return found;
}

function secretTexts(kind: ConnectorKind, stored: unknown, { secretsSetAt }: VersionRow): string[] {
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
