import { unseal } from "../secrets.js";
import { selectSigningKeys } from "./store.js";
const MAX_SHOWN = 100;
/** Newest first. */
export async function listSigningKeys({ sql, keyring }) {
    const rows = await selectSigningKeys(sql, MAX_SHOWN);
    const signing = rows.find((row) => row.isPublished && row.maySign && opens(keyring, row));
    return rows.map((row) => {
        const { kid, createdAt, signsFrom, retiresAt } = row;
        return { kid, state: stateOf(row, row === signing, keyring), createdAt, signsFrom, retiresAt };
    });
}
function stateOf(row, isSigning, keyring) {
    if (!row.isPublished)
        return "retired";
    if (isSigning)
        return "signing";
    if (!opens(keyring, row))
        return "lost";
    return row.maySign ? "published" : "waiting";
}
function opens(keyring, { kid, sealedPrivateKey }) {
    try {
        unseal(keyring, sealedPrivateKey, kid);
        return true;
    }
    catch {
        return false;
    }
}
//# sourceMappingURL=list-signing-keys.js.map