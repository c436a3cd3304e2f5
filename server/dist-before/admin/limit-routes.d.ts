/** @module The limits of a service's public phone API. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { FraudGuard } from "../fraud-guard/fraud-guard.js";
export interface LimitRoutesOptions {
    fraudGuard: Pick<FraudGuard, "showLimits" | "changeLimits" | "liftAlarm">;
}
export declare const limitRoutes: FastifyPluginAsyncZod<LimitRoutesOptions>;
