/** @module A connector as administrators see it: whole but for its secrets. */
import type { Keyring } from "../secrets.js";
import { makeReady } from "./active-connectors.js";
import type { Connector } from "./connector.js";
import type { Factories } from "./factories.js";
import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./seal-settings.js";
import { maskSecrets } from "./settings-secrets.js";
import type { ConnectorRow, VersionRow } from "./store.js";

export interface DescribeDependencies {
  keyring: Keyring;
  factories: Factories;
  origin: string;
}

export function describeConnector({ keyring, factories, origin }: DescribeDependencies, row: ConnectorRow): Connector {
  const factory = factories.find(row.factoryId);
  const show = (version: VersionRow) => {
    try {
      return factory ? maskSecrets(factory, openSettings(keyring, version)) : null;
    } catch {
      // MUNJIGI_SECRET_KEY has lost the key; doctor says so.
      return null;
    }
  };
  let problem: string | null = null;
  try {
    makeReady({ keyring, factories, environment: "development", origin }, row);
  } catch (error) {
    problem = (error as Error).message;
  }
  const { id, factoryId, type, version, createdAt, updatedAt, draft, draftVersion } = row;
  return {
    id,
    factoryId,
    type,
    status: row.status === "draft" && row.tested ? "tested" : row.status,
    version,
    settings: show(row),
    secrets: row.secretsSetAt,
    draft: draft && {
      version: draftVersion as number,
      settings: show(draft),
      secrets: draft.secretsSetAt,
      tested: draft.tested,
    },
    problem,
    receiptUrl: factory?.receipt ? receiptUrlOf(origin, row.receiptToken) : null,
    createdAt,
    updatedAt,
  };
}
