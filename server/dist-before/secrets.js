/**
 * @module The key ring behind `MUNJIGI_SECRET_KEY`: subkeys for each use, sealing of what must be read again, hashing
 * of what must only be recognised.
 */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, hkdfSync, } from "node:crypto";
const KEY_BYTES = 32;
/**
 * Reads `kid:base64(32 bytes)[,older…]`, the first key being the current one.
 * Throws an Error in words when it is something else; the message never contains key material.
 */
export function parseKeyring(text) {
    const all = text.split(",").map((entry, index) => {
        const at = entry.indexOf(":");
        const id = entry.slice(0, Math.max(at, 0)).trim();
        const key = Buffer.from(entry.slice(at + 1).trim(), "base64");
        if (!/^[A-Za-z0-9_-]{1,16}$/.test(id))
            throw new Error(`key ${index + 1} needs an id of 1 to 16 letters, digits, - or _ before a colon`);
        if (key.length !== KEY_BYTES)
            throw new Error(`key "${id}" must be base64 of exactly ${KEY_BYTES} bytes`);
        return deriveKeySet(id, key);
    });
    const byId = new Map(all.map((keys) => [keys.id, keys]));
    if (byId.size !== all.length)
        throw new Error("two keys have the same id");
    const current = all[0];
    return {
        current,
        all,
        naming: current,
        has: (id) => byId.has(id),
        get(id) {
            const keys = byId.get(id);
            if (!keys)
                throw new Error(`MUNJIGI_SECRET_KEY no longer has the key "${id}"`);
            return keys;
        },
    };
}
/** A new ring of one key, in the form `MUNJIGI_SECRET_KEY` takes. */
export function generateKeyring(random) {
    return `k1:${random(KEY_BYTES).toString("base64")}`;
}
function deriveKeySet(id, key) {
    const subkey = (use) => createSecretKey(Buffer.from(hkdfSync("sha256", key, "", `munjigi/v1/${use}`, KEY_BYTES)));
    return {
        id,
        code: subkey("code"),
        codeMac: subkey("code-mac"),
        limit: subkey("limit"),
        challenge: subkey("challenge"),
        session: subkey("session"),
        seal: subkey("seal"),
    };
}
/**
 * Encrypts a text with AES-256-GCM under the current key: `kid.base64url(nonce ‖ ciphertext ‖ tag)`.
 * `context` (say, the row's identifier) is authenticated with it, so a value cannot be moved to another row.
 */
export function seal(ring, plaintext, context, random) {
    const nonce = random(12);
    const cipher = createCipheriv("aes-256-gcm", ring.current.seal, nonce).setAAD(Buffer.from(context));
    const box = Buffer.concat([nonce, cipher.update(plaintext, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${ring.current.id}.${box.toString("base64url")}`;
}
/** Decrypts what `seal` made. Throws when the value was changed, moved, or sealed by a key the ring has lost. */
export function unseal(ring, sealed, context) {
    const dot = sealed.indexOf(".");
    const box = Buffer.from(sealed.slice(dot + 1), "base64url");
    const decipher = createDecipheriv("aes-256-gcm", ring.get(sealed.slice(0, dot)).seal, box.subarray(0, 12));
    decipher.setAAD(Buffer.from(context)).setAuthTag(box.subarray(-16));
    return Buffer.concat([decipher.update(box.subarray(12, -16)), decipher.final()]).toString("utf8");
}
/** SHA-256 of a token of at least 128 random bits: such a token cannot be guessed from its hash, salted or not. */
export function hashToken(token) {
    return hash("sha256", token, "base64url");
}
/** A counter's name for a recipient: recognisable to us, of no use to a reader of the table. By `Keyring.naming`. */
export function hashLimitKey(keys, ...parts) {
    return createHmac("sha256", keys.limit).update(parts.join("\n")).digest("base64url");
}
//# sourceMappingURL=secrets.js.map