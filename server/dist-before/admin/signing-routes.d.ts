/** @module The keys that sign our tokens: which there are, and another one. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SigningKeys } from "../signing-keys/signing-keys.js";
export interface SigningRoutesOptions {
    signingKeys: Pick<SigningKeys, "list" | "rotate">;
}
export declare const signingRoutes: FastifyPluginAsyncZod<SigningRoutesOptions>;
