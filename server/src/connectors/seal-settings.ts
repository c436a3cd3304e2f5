/** @module Settings on their way into the table and out of it. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Clock, Random } from "../clock.js";
import { hashLimitKey, type Keyring, type KeySet, seal, unseal } from "../secrets.js";
import { createSid } from "../sid.js";
import { secretsOf } from "./settings-secrets.js";
import type { NewVersion, VersionRow } from "./store.js";

export interface SealDependencies {
  keyring: Keyring;
  clock: Clock;
  random: Random;
}

/** What went before: whoever sends a secret as it was does not set it anew. */
export interface Before {
  settings: unknown;
  secretsSetAt: Record<string, string>;
}

export function sealSettings(
  { keyring, clock, random }: SealDependencies,
  connector: SmsConnector,
  settings: unknown,
  before?: Before,
): NewVersion {
  const versionId = createSid("CV", clock, random);
  const known = before && secretsOf(connector, before.settings);
  const now = clock().toISOString();
  const secretsSetAt = Object.fromEntries(
    [...secretsOf(connector, settings)].map(([path, secret]) => {
      const isSame = known?.has(path) && JSON.stringify(known.get(path)) === JSON.stringify(secret);
      return [path, (isSame && before?.secretsSetAt[path]) || now];
    }),
  );
  return {
    versionId,
    sealedSettings: seal(keyring, JSON.stringify(settings), versionId, random),
    fingerprint: fingerprintOf(keyring.current, connector, settings),
    secretsSetAt,
  };
}

/** Throws if the key ring has lost the key, or the value was changed. */
export function openSettings(keyring: Keyring, { versionId, sealedSettings }: VersionRow): unknown {
  return JSON.parse(unseal(keyring, sealedSettings, versionId));
}

/** Equal for equal settings of one kind, whatever the order of their members; of no use without the key. */
export function fingerprintOf(keys: KeySet, connector: Pick<SmsConnector, "id">, settings: unknown): string {
  return hashLimitKey(keys, "connector-settings", connector.id, JSON.stringify(inOrder(settings)));
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
