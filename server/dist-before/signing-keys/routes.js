import { z } from "zod";
/** Half of the time that a new key is published before it signs. */
const MAX_AGE_SECONDS = 300;
const jwk = z.strictObject({
    kty: z.literal("EC"),
    crv: z.literal("P-256"),
    x: z.string(),
    y: z.string(),
    kid: z.string(),
    alg: z.literal("ES256"),
    use: z.literal("sig"),
});
export const keyRoutes = async (app, { signingKeys }) => {
    app.get("/.well-known/jwks.json", { schema: { response: { 200: z.strictObject({ keys: z.array(jwk) }) } } }, async (_request, reply) => {
        const keys = await signingKeys.listPublic();
        return reply
            .header("cache-control", `public, max-age=${MAX_AGE_SECONDS}`)
            .header("access-control-allow-origin", "*")
            .header("cross-origin-resource-policy", "cross-origin")
            .type("application/jwk-set+json")
            .send(keys);
    });
};
//# sourceMappingURL=routes.js.map