import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { AuthenticateKey } from "../api-keys/authenticate-key.js";
import type { ReadClientAddress } from "../client-address.js";
import type { FraudGuard } from "../fraud-guard/fraud-guard.js";
import type { Services } from "../services/services.js";
import type { Verification } from "../verify/verification.js";
import { type CorsConfig } from "./require-publishable-key.js";
export interface PhoneRoutesOptions {
    authenticate: AuthenticateKey;
    services: Pick<Services, "find">;
    fraudGuard: Pick<FraudGuard, "sendCode" | "checkCode" | "createChallenge">;
    /** Signs what was verified: see `signVerificationToken`. */
    signToken: (verification: Verification) => Promise<string>;
    readAddress: ReadClientAddress;
    cors: CorsConfig;
}
export declare const phoneRoutes: FastifyPluginAsyncZod<PhoneRoutesOptions>;
