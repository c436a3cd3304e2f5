/** @module Settings on their way into the table: sealed, and with a fingerprint by which equal ones are known. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { hashLimitKey, type KeySet, seal } from "../secrets.js";
import { createSid } from "../sid.js";
import type { ConnectorDependencies } from "./connector.js";
import { type KnownSettings, secretsOf } from "./settings-secrets.js";
import type { NewVersion } from "./store.js";

/** A secret that is as it was `before` keeps the time it was set at; and what was a secret before is one still. */
export function sealSettings(
  { keyring, clock, random }: Pick<ConnectorDependencies, "keyring" | "clock" | "random">,
  kind: SmsConnector,
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
    fingerprint: fingerprintOf(keyring.current, kind, settings),
    secretsSetAt,
  };
}

/** Equal for equal settings of one kind, whatever the order of their members. Keyed, so that it cannot be guessed from outside. */
export function fingerprintOf(keys: KeySet, kind: Pick<SmsConnector, "id">, settings: unknown): string {
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
