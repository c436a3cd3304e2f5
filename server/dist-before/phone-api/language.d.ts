/** @module The language of an answer: the body's `locale`, else `Accept-Language`, else the service's. */
import type { FastifyRequest } from "fastify";
import type { Language } from "../errors.js";
import type { Service } from "../services/service.js";
declare module "fastify" {
    interface FastifyRequest {
        /** Set once the key is known. */
        defaultLanguage?: Language;
    }
}
export declare function languageOfService({ defaultLocale, defaultCountry }: Service): Language;
export declare function languageOf(request: FastifyRequest): Language;
