/** @module Our public keys, for whoever verifies our tokens: any site, under any name of ours. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { algorithms } from "./algorithm.js";
import type { SigningKeys } from "./signing-keys.js";

/** Half of the time that a new key is published before it signs. */
const MAX_AGE_SECONDS = 300;

const named = { kid: z.string(), alg: z.enum(algorithms), use: z.literal("sig") };
const jwk = z.discriminatedUnion("kty", [
  z.strictObject({
    ...{ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() },
    ...named,
  }),
  z.strictObject({ kty: z.literal("RSA"), n: z.string(), e: z.string(), ...named }),
]);

export const keyRoutes: FastifyPluginAsyncZod<{ signingKeys: Pick<SigningKeys, "listPublic"> }> = async (
  app,
  { signingKeys },
) => {
  app.get(
    "/.well-known/jwks.json",
    { schema: { response: { 200: z.strictObject({ keys: z.array(jwk) }) } } },
    async (_request, reply) => {
      const keys = await signingKeys.listPublic();
      return reply
        .header("cache-control", `public, max-age=${MAX_AGE_SECONDS}`)
        .header("access-control-allow-origin", "*")
        .header("cross-origin-resource-policy", "cross-origin")
        .type("application/jwk-set+json")
        .send(keys);
    },
  );
};
