/** @module Whether a config would be taken, and all that is wrong with it: nothing is saved. */
import { AppError, type Language } from "../errors.js";
import type { ConnectorDependencies } from "./connector.js";
import { type AnyConnector, requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { openNewestSettings } from "./sealed-settings.js";
import { selectConnector } from "./store.js";

export interface CheckedConfig {
  kind: AnyConnector;
  /** As `connector.config_invalid` names them; empty: it would be taken. */
  problems: readonly { path: string; problem: string }[];
  /** Members that nobody reads. They are known once nothing is wrong. */
  ignored: string[];
}

/** `id`: a kind, or a connector, whose secrets stand where the config has the mask. Throws `connector.unknown_factory` and `connector.not_found`. */
export async function checkConfig(
  { sql, keyring, factories }: Pick<ConnectorDependencies, "sql" | "keyring" | "factories">,
  { id, config, language }: { id: string; config: unknown; language: Language },
): Promise<CheckedConfig> {
  const row = id.startsWith("CN") ? await selectConnector(sql, id) : undefined;
  if (id.startsWith("CN") && !row) throw new AppError("connector.not_found");
  const kind = requireKind(factories, row?.factoryId ?? id);
  const before = row && openNewestSettings(keyring, kind, row);
  try {
    return { kind, problems: [], ignored: readConfig(kind, config, language, before).ignored };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "connector.config_invalid") throw error;
    return { kind, problems: error.facts.problems ?? [], ignored: [] };
  }
}
