/** @module The language of an answer: the body's `locale`, else `Accept-Language`, else the service's. */
import type { FastifyRequest } from "fastify";
import type { Language } from "../errors.js";
import { chooseLocale, findLanguage, preferredLanguage, writtenLanguage } from "../language.js";
import type { Service } from "../services/service.js";

declare module "fastify" {
  interface FastifyRequest {
    /** Set once the key is known. */
    defaultLanguage?: Language;
  }
}

export function languageOfService({ defaultLocale, defaultCountry }: Service): Language {
  return writtenLanguage(defaultLocale ?? chooseLocale(defaultCountry));
}

export function languageOf(request: FastifyRequest): Language {
  const { locale } = (request.body ?? {}) as { locale?: unknown };
  const asked =
    typeof locale === "string" ? findLanguage([locale]) : preferredLanguage(request.headers["accept-language"]);
  return asked ?? request.defaultLanguage ?? "ko";
}
