/** @module Settings that sent a test message may be activated for an hour. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { fingerprintOf } from "./seal-settings.js";
import { recordTest } from "./store.js";

export async function recordPassedTest(
  { sql, keyring }: { sql: Database; keyring: Keyring },
  connector: Pick<SmsConnector, "id">,
  settings: unknown,
): Promise<void> {
  // Of every key: the settings may have been saved under an older one.
  await recordTest(
    sql,
    keyring.all.map((keys) => fingerprintOf(keys, connector, settings)),
  );
}
