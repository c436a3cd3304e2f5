import { findKind } from "./ready-connector.js";
import { receiptUrlOf } from "./receipt-url.js";
import { openSettings } from "./sealed-settings.js";
import { maskSecrets } from "./settings-secrets.js";
export function toConnector({ keyring, factories, origin }, row) {
    const show = (version) => {
        try {
            const kind = findKind(factories, row);
            const { settings, problem } = openSettings(keyring, kind, version);
            return { settings: maskSecrets(kind, { settings, secretsSetAt: version.secretsSetAt }), problem };
        }
        catch (error) {
            return { settings: null, problem: error.message };
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
            version: draftVersion,
            settings: show(draft).settings,
            secrets: draft.secretsSetAt,
            tested: draft.tested,
        },
        receiptUrl: factories.find(factoryId)?.receipt ? receiptUrlOf(origin, row.receiptToken) : null,
        createdAt,
        updatedAt,
    };
}
//# sourceMappingURL=to-connector.js.map