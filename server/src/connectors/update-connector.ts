/** @module Gives a connector new settings: a version that waits until it is activated. */
import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import { AppError, type Language } from "../errors.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { requireKind } from "./factories.js";
import { type OpenedSettings, openSettings } from "./open-settings.js";
import { readConfig } from "./read-config.js";
import { sealSettings } from "./seal-settings.js";
import type { KnownSettings } from "./settings-secrets.js";
import { type ConnectorRow, insertVersion, selectConnector, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";

/** The settings as they were last shown: the draft's, if one waits. `undefined` if they cannot be opened any more. */
export function newestSettings(
  { keyring }: Pick<ConnectorDependencies, "keyring">,
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

/**
 * The config replaces the settings as a whole; where it has the mask, the secret stays. Throws `connector.not_found` and
 * `connector.config_invalid`.
 */
export async function updateConnector(
  dependencies: ConnectorDependencies,
  id: string,
  config: unknown,
  language: Language,
): Promise<{ connector: Connector; ignored: string[] }> {
  return await withSwitchLock(dependencies.sql, async (tx) => {
    const row = await selectConnector(tx, id);
    if (!row) throw new AppError("connector.not_found");
    const kind = requireKind(dependencies.factories, row.factoryId);
    const before = newestSettings(dependencies, kind, row);
    const { settings, ignored } = readConfig(kind, config, language, before);
    await insertVersion(tx, id, sealSettings(dependencies, kind, settings, before));
    const changed = await selectConnector(tx, id);
    return { connector: toConnector(dependencies, changed as ConnectorRow), ignored };
  });
}
