/** @module What a test is to send with: a kind of connector and a config, or a stored connector's settings. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Database } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { type Factories, requireFactory } from "./factories.js";
import { type ReadConfig, readConfig } from "./read-config.js";
import { selectConnector } from "./store.js";
import { newestSettings } from "./update-connector.js";

/** Throws `connector.unknown_factory`, `connector.not_found` and `connector.config_invalid`. */
export async function resolveTestSubject(
  { sql, keyring, factories }: { sql: Database; keyring: Keyring; factories: Factories },
  { id, config, language }: { id: string; config: unknown; language: Language },
): Promise<ReadConfig & { factory: SmsConnector }> {
  if (!id.startsWith("CN")) {
    const factory = requireFactory(factories, id);
    return { factory, ...readConfig(factory, config ?? {}, language) };
  }
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  const factory = requireFactory(factories, row.factoryId);
  const before = newestSettings({ keyring }, row)?.settings;
  return { factory, ...readConfig(factory, config ?? before, language, before) };
}
