import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { type EdgeOptions } from "./edge.js";
import { type SigninDependencies } from "./visit.js";
export interface SigninRoutesOptions extends EdgeOptions {
    deps: SigninDependencies;
    /** Refuses a foreign Host. */
    onlyOwnHost: (request: FastifyRequest) => Promise<void>;
}
export declare const signinRoutes: FastifyPluginAsync<SigninRoutesOptions>;
