/** @module Makes the key that signs next. Of many rotations at once one makes a key and all others are told of that one. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from "jose";
import { recordChange } from "../audit/record.js";
import { theServer } from "../core.js";
import { AppError } from "../errors.js";
import { seal } from "../secrets.js";
import { insertSigningKey } from "./store.js";
/** A new key is published so long before it signs: twice as long as anybody may keep a copy of our keys. */
export const LEAD_SECONDS = 600;
/** An old key stays published so long after it stopped signing: longer than any token of ours lives. */
const KEEP_SECONDS = 86_400;
/** Each lost race means that somebody else's key came; who comes after them finds what was wanted. */
const MAX_ROUNDS = 5;
/**
 * "asked" and "aged" publish a key now that signs in ten minutes; "unusable" and "emergency" make one that signs at once,
 * and an emergency withdraws all others. Resolves to the key that now is the newest, and whether it was made here. Throws
 * `request.unauthenticated` if `reason.by` is revoked.
 */
export async function rotateSigningKey(maker, reason) {
    const key = await createSigningKey(maker);
    const times = {
        leadSeconds: reason.why === "asked" || reason.why === "aged" ? LEAD_SECONDS : 0,
        keepSeconds: reason.why === "emergency" ? 0 : KEEP_SECONDS,
    };
    for (let round = 0; round < MAX_ROUNDS; round++) {
        const newest = await recordChange(maker.sql, (tx) => insertSigningKey(tx, reason, key, times), (made) => made?.isNew
            ? {
                type: "signing_key.rotated",
                actor: ("by" in reason && reason.by) || theServer,
                subject: { kind: "signing_key", id: key.kid },
                data: { why: reason.why },
            }
            : undefined);
        if (newest?.kid === null)
            throw new AppError("request.unauthenticated", { expected: "an admin token that is not revoked" });
        if (newest)
            return { kid: newest.kid, isNew: newest.isNew };
    }
    throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}
/** P-256. The library takes its random bytes from the system; `random` is for the seal. */
async function createSigningKey({ keyring, random }) {
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const { x, y, d } = (await exportJWK(privateKey));
    const publicJwk = { kty: "EC", crv: "P-256", x, y };
    // RFC 7638: the name of a key is its content's, so no two keys share one.
    const kid = await calculateJwkThumbprint(publicJwk);
    return { kid, publicJwk, sealedPrivateKey: seal(keyring, JSON.stringify({ ...publicJwk, d }), kid, random) };
}
//# sourceMappingURL=rotate-signing-key.js.map