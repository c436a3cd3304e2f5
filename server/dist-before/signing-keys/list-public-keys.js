/** @module What anybody needs to verify our tokens: a JWK Set, RFC 7517 §5. */
/** Newest first; a key that does not sign yet and one that no longer does are in it too. */
export async function listPublicKeys(keys) {
    const published = await keys.published();
    return { keys: published.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: "ES256", use: "sig" })) };
}
//# sourceMappingURL=list-public-keys.js.map