/** @module Settings that sent a test message may be activated for an hour. */
import type { ConnectorDependencies } from "./connector.js";
import type { TestSubject } from "./resolve-test-subject.js";
import { fingerprintOf } from "./seal-settings.js";
import { recordTest } from "./store.js";

export async function recordPassedTest(
  { sql, keyring }: Pick<ConnectorDependencies, "sql" | "keyring">,
  { kind, settings, stored = settings }: Pick<TestSubject, "kind" | "settings" | "stored">,
): Promise<void> {
  // Under every key of the ring: the settings may have been saved under an older one. And as they are stored: a connector is
  // activated by the fingerprint of that.
  const fingerprints = [settings, stored].flatMap((one) => keyring.all.map((keys) => fingerprintOf(keys, kind, one)));
  await recordTest(sql, [...new Set(fingerprints)]);
}
