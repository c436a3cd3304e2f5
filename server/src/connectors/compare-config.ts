/** @module What a connector is shown with in a file: its secrets, and whether a config would change it. */
import type { ConnectorKind } from "@munjigi/connectors/contract";
import { AppError, type Language } from "../errors.js";
import type { Keyring } from "../secrets.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { fingerprintOf, openNewestSettings } from "./sealed-settings.js";
import { secretsOf } from "./settings-secrets.js";
import { type ConnectorRow, selectConnector } from "./store.js";

export interface Comparison {
  same: boolean;
  /** The paths of secrets that have another value there, or none. */
  secrets: string[];
}

/** A connector that people are served by, whose newest version may be another than the one it serves them with. */
export const isInForce = ({ status }: Pick<Connector, "status">): boolean =>
  status === "active" || status === "standby";

/** Of a connector in force the version that serves people, of another the newest. */
const openShown = (keyring: Keyring, kind: ConnectorKind, row: ConnectorRow) =>
  openNewestSettings(keyring, kind, isInForce(row) ? { ...row, draft: null } : row);

/** The secrets of that version by path; none of a kind that is gone, or that cannot be read any more. Throws `connector.not_found`. */
export async function openSecrets(
  { sql, factories, keyring }: Pick<ConnectorDependencies, "sql" | "factories" | "keyring">,
  id: string,
): Promise<Map<string, unknown>> {
  const row = await selectConnector(sql, id);
  if (!row) throw new AppError("connector.not_found");
  const kind = factories.find(row.factoryId);
  return kind ? secretsOf(kind, openShown(keyring, kind, row)) : new Map();
}

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
  const before = openShown(keyring, kind, row);
  const { settings } = readConfig(kind, config, language, before);
  const known = secretsOf(kind, before);
  const wanted = secretsOf(kind, { settings });
  const secrets = [...wanted]
    .filter(([path, secret]) => JSON.stringify(known.get(path)) !== JSON.stringify(secret))
    .map(([path]) => path);
  const print = (one: unknown) => fingerprintOf(keyring.naming, kind, one);
  return { same: before !== undefined && print(before.settings) === print(settings), secrets };
}
