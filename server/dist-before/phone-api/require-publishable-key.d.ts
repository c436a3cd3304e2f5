/** @module Who may call the public phone API: whoever shows a publishable key, from a page of one of its origins. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { PublishableKey } from "../api-keys/api-key.js";
import type { AuthenticateKey } from "../api-keys/authenticate-key.js";
import type { Service } from "../services/service.js";
import type { Services } from "../services/services.js";
declare module "fastify" {
    interface FastifyRequest {
        caller?: {
            key: PublishableKey;
            service: Service;
        };
    }
}
export interface CorsConfig {
    origin: string;
    environment: "development" | "production";
}
/**
 * Answers a browser's question before the question (Fetch standard, "CORS-preflight"). It carries no key, so it cannot be
 * refused for one: it says what may be sent, and the request itself is then refused or not.
 */
export declare function answerPreflight(request: FastifyRequest, reply: FastifyReply): FastifyReply;
/** A hook: the key must live and the page's origin be one of its own. Apps send no Origin. */
export declare function requirePublishableKey(authenticate: AuthenticateKey, services: Pick<Services, "find">, cors: CorsConfig): (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
