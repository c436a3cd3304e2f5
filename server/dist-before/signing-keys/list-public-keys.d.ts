/** @module What anybody needs to verify our tokens: a JWK Set, RFC 7517 §5. */
import type { SigningKeyCache } from "./cache-signing-keys.js";
import type { PublicJwk } from "./schema.js";
export interface JwkSet {
    keys: (PublicJwk & {
        kid: string;
        alg: "ES256";
        use: "sig";
    })[];
}
/** Newest first; a key that does not sign yet and one that no longer does are in it too. */
export declare function listPublicKeys(keys: SigningKeyCache): Promise<JwkSet>;
