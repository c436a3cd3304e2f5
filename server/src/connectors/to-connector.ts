/** @module A connector as administrators see it: all of it, with its secrets masked. */
import type { Connector, ConnectorDependencies } from "./connector.js";
import { findKind } from "./ready-connector.js";
import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./sealed-settings.js";
import { maskSecrets } from "./settings-secrets.js";
import type { ConnectorRow, VersionRow } from "./store.js";

export function toConnector(
  { keyring, factories, origin }: Pick<ConnectorDependencies, "keyring" | "factories" | "origin">,
  row: ConnectorRow,
): Connector {
  const show = (version: VersionRow): { settings: unknown; problem: string | null } => {
    try {
      const kind = findKind(factories, row);
      const { settings, problem } = openSettings(keyring, kind, version);
      return { settings: maskSecrets(kind, { settings, secretsSetAt: version.secretsSetAt }), problem };
    } catch (error) {
      return { settings: null, problem: (error as Error).message };
    }
  };
  const { id, factoryId, type, version, createdAt, updatedAt, draft, draftVersion } = row;
  return {
    id,
    factoryId,
    type,
    status: row.status === "draft" && row.tested ? "tested" : row.status,
    version,
    ...show(row),
    secrets: row.secretsSetAt,
    draft: draft && {
      version: draftVersion as number,
      settings: show(draft).settings,
      secrets: draft.secretsSetAt,
      tested: draft.tested,
    },
    receiptUrl: factories.find(factoryId)?.receipt ? receiptUrlOf(origin, row.receiptToken) : null,
    createdAt,
    updatedAt,
  };
}
