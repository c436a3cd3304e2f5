/**
 * @module The keys of this moment, at most a second old: which are published, which one signs. All processes ask the same
 * clock, the database's, so they agree within that second.
 */
import { importJWK } from "jose";
import { cacheBriefly } from "../brief-cache.js";
import { unseal } from "../secrets.js";
import { rotateSigningKey } from "./rotate-signing-key.js";
import { selectPublishedKeys } from "./store.js";
const MAX_ROUNDS = 3;
export function cacheSigningKeys(parts) {
    const { sql, keyring, log } = parts;
    const opened = new Map();
    // There is one list of keys, under one name. Another process may still sign with a key withdrawn here for as long as it lives.
    const cache = cacheBriefly(async () => {
        const keys = await selectPublishedKeys(sql);
        for (const kid of opened.keys())
            if (!keys.some((key) => key.kid === kid))
                opened.delete(kid);
        return keys;
    });
    const published = () => cache.get("keys");
    const forget = () => cache.forget("keys");
    function open(key) {
        const known = opened.get(key.kid);
        if (known)
            return known;
        const opening = openPrivateKey(key).catch((error) => {
            // The message is the key ring's or the cipher's; neither has key material in it.
            log.warn({ kid: key.kid, problem: error.message }, "a signing key cannot be opened and is not used");
            return undefined;
        });
        opened.set(key.kid, opening);
        return opening;
    }
    async function openPrivateKey({ kid, sealedPrivateKey }) {
        return (await importJWK(JSON.parse(unseal(keyring, sealedPrivateKey, kid)), "ES256"));
    }
    return {
        published,
        forget,
        async signingKey() {
            for (let round = 0; round < MAX_ROUNDS; round++) {
                const keys = await published();
                for (const key of keys) {
                    const privateKey = key.maySign ? await open(key) : undefined;
                    if (privateKey)
                        return { kid: key.kid, privateKey };
                }
                await rotateSigningKey(parts, { why: "unusable", after: keys[0]?.generation ?? 0 });
                forget();
            }
            throw new Error("There is no signing key that can be opened");
        },
    };
}
//# sourceMappingURL=cache-signing-keys.js.map