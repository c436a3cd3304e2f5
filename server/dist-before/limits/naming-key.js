/**
 * @module The key that names of counters come from. They must not change with the secret key: two processes with different first
 * keys would count apart, and afterwards all would be forgotten. So it is kept in the database, sealed under the secret keys.
 *
 * It is the first secret key's `limit`, as before 2026-11-29, so that processes of earlier releases count along. Whoever can open
 * the oldest one uses that; only where no copy can be opened, because the secret key is lost, there is another one.
 */
import { createSecretKey } from "node:crypto";
import { seal, unseal } from "../secrets.js";
import { addCopies, insertNamingKey, replaceCopies, selectNamingKeys, } from "./naming-store.js";
/** Authenticated with each copy: nothing else that is sealed can be put in its place. */
const CONTEXT = "naming-key";
/**
 * The ring with the naming key of this database, which is made where there is none. Sees to it that the current secret key alone
 * can open it the next time.
 */
export async function adoptNamingKey(parts) {
    const { sql, keyring, log } = parts;
    for (;;) {
        const rows = await selectNamingKeys(sql);
        const found = findOpen(keyring, rows);
        if (found) {
            const { row, secret } = found;
            if (!openCopy(keyring, row.copies, keyring.current))
                await addCopies(sql, { ...row, copies: sealCopies(parts, secret, [keyring.current]) });
            return { ...keyring, naming: { limit: createSecretKey(secret) } };
        }
        // For all keys of the ring: a process that does not have our first one yet has one of the others.
        const copies = sealCopies(parts, keyring.current.limit.export(), keyring.all);
        const isNew = await insertNamingKey(sql, { generation: (rows.at(-1)?.generation ?? 0) + 1, copies });
        if (isNew && rows.length > 0)
            log.warn({}, "MUNJIGI_SECRET_KEY lost the key that names counters: limits and waits begin anew");
    }
}
/**
 * Leaves the copy under the current secret key alone, so that older ones can be taken out of the ring. May be run at any time,
 * and again. `lost`: there are copies, and none can be opened.
 */
export async function rotateNamingKey(parts) {
    const { sql, keyring } = parts;
    for (;;) {
        const rows = await selectNamingKeys(sql);
        const found = findOpen(keyring, rows);
        if (!found)
            return { rotated: 0, lost: Math.min(rows.length, 1) };
        const { row, secret } = found;
        const own = openCopy(keyring, row.copies, keyring.current);
        if (own && Object.keys(row.copies).length === 1)
            return { rotated: 0, lost: 0 };
        if (await replaceCopies(sql, row, sealCopies(parts, secret, [keyring.current])))
            return { rotated: 1, lost: 0 };
    }
}
function findOpen(keyring, rows) {
    for (const row of rows)
        for (const keys of keyring.all) {
            const secret = openCopy(keyring, row.copies, keys);
            if (secret)
                return { row, secret };
        }
    return undefined;
}
/** `undefined` too if the copy is under another key of that id. */
function openCopy(keyring, copies, { id }) {
    const sealed = copies[id];
    if (sealed === undefined)
        return undefined;
    try {
        return Buffer.from(unseal(keyring, sealed, CONTEXT), "base64");
    }
    catch {
        return undefined;
    }
}
function sealCopies({ random }, secret, keys) {
    const text = secret.toString("base64");
    return Object.fromEntries(keys.map((current) => [current.id, seal({ current }, text, CONTEXT, random)]));
}
//# sourceMappingURL=naming-key.js.map