/** @module Gives a connector new settings: a version that waits until it is activated. */
import { AppError, type Language } from "../errors.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { requireKind } from "./factories.js";
import { openNewestSettings } from "./open-settings.js";
import { readConfig } from "./read-config.js";
import { sealSettings } from "./seal-settings.js";
import { type ConnectorRow, insertVersion, selectConnector, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";

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
    const before = openNewestSettings(dependencies.keyring, kind, row);
    const { settings, ignored } = readConfig(kind, config, language, before);
    await insertVersion(tx, id, sealSettings(dependencies, kind, settings, before));
    const changed = await selectConnector(tx, id);
    return { connector: toConnector(dependencies, changed as ConnectorRow), ignored };
  });
}
