/** @module Makes a connector of a config and, unless told otherwise, puts it in force at once. */
import { AppError, type Language } from "../errors.js";
import { createSid } from "../sid.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { refuseInbox, requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { sealSettings } from "./seal-settings.js";
import { insertConnector, promote, selectConnector, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";

export interface NewConnector {
  factoryId: string;
  config: unknown;
  activate: boolean;
  /** Without a test of the same settings. */
  force: boolean;
  language: Language;
}

/**
 * One transaction: it is made and in force, or nothing has changed. Throws `connector.unknown_factory`,
 * `connector.config_invalid`, `connector.untested`, `connector.development_only`.
 */
export async function createConnector(
  dependencies: ConnectorDependencies,
  request: NewConnector,
): Promise<{ connector: Connector; ignored: string[] }> {
  const { sql, factories, clock, random } = dependencies;
  const kind = requireKind(factories, request.factoryId);
  if (request.activate) refuseInbox(dependencies.environment, kind);
  const { settings, ignored } = readConfig(kind, request.config, request.language);
  const version = sealSettings(dependencies, kind, settings);
  const id = createSid("CN", clock, random);
  const receiptToken = random(24).toString("base64url");
  const row = await withSwitchLock(sql, async (tx) => {
    await insertConnector(tx, { id, factoryId: kind.id, type: kind.type, receiptToken }, version);
    const isInbox = kind.inbox === true;
    if (request.activate && (await promote(tx, id, "active", { force: request.force || isInbox })) !== "done")
      throw new AppError("connector.untested");
    return await selectConnector(tx, id);
  });
  if (request.activate) await dependencies.refresh();
  if (!row) throw new Error("a connector that was just made is gone");
  return { connector: toConnector(dependencies, row), ignored };
}
