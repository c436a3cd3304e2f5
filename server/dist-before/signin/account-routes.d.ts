/** @module The account's own pages: what it has, where it is signed in, what was agreed to; and signing out. */
import type { FastifyPluginAsync } from "fastify";
import type { SigninRoutesOptions } from "./routes.js";
export declare const accountRoutes: FastifyPluginAsync<SigninRoutesOptions>;
