/** @module Whether a config would change a connector: of its secrets only which of them would get another value. */
import { AppError, type Language } from "../errors.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { fingerprintOf, openNewestSettings } from "./sealed-settings.js";
import { secretsOf } from "./settings-secrets.js";
import { selectConnector } from "./store.js";

export interface Comparison {
  same: boolean;
  /** The paths of secrets that have another value there, or none. */
  secrets: string[];
}

/** A connector that people are served by, whose newest version may be another than the one it serves them with. */
export const isInForce = ({ status }: Pick<Connector, "status">): boolean =>
  status === "active" || status === "standby";

/**
 * With the version in force, or of a connector that is not in force with the newest. Where the config has the mask, the secret of
 * that version is meant. Changes nothing. Throws `connector.not_found` and `connector.config_invalid`.
 */
export async function compareConfig(
  { sql, factories, keyring }: Pick<ConnectorDependencies, "sql" | "factories" | "keyring">,
  id: string,
  config: unknown,
  language: Language,
): Promise<Comparison> {
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  const kind = requireKind(factories, row.factoryId);
  const before = openNewestSettings(keyring, kind, isInForce(row) ? { ...row, draft: null } : row);
  const { settings } = readConfig(kind, config, language, before);
  const known = secretsOf(kind, before);
  const wanted = secretsOf(kind, { settings });
  const secrets = [...wanted]
    .filter(([path, secret]) => JSON.stringify(known.get(path)) !== JSON.stringify(secret))
    .map(([path]) => path);
  const print = (one: unknown) => fingerprintOf(keyring.naming, kind, one);
  return { same: before !== undefined && print(before.settings) === print(settings), secrets };
}
