/** @module API keys: who may call, and what pages may do. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { ApiKeys } from "../api-keys/api-keys.js";
export interface KeyRoutesOptions {
    keys: ApiKeys;
}
export declare const keyRoutes: FastifyPluginAsyncZod<KeyRoutesOptions>;
