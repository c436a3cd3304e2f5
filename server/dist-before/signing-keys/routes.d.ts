/** @module Our public keys, for whoever verifies our tokens: any site, under any name of ours. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SigningKeys } from "./signing-keys.js";
export declare const keyRoutes: FastifyPluginAsyncZod<{
    signingKeys: Pick<SigningKeys, "listPublic">;
}>;
