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

export function languageOfService({ defaultLocale, defaultCountry }: Service): Language {
  return (defaultLocale ?? (defaultCountry === "KR" ? "ko" : "en")).startsWith("ko") ? "ko" : "en";
}

export function languageOf(request: FastifyRequest): Language {
  const { locale } = (request.body ?? {}) as { locale?: unknown };
  const asked = typeof locale === "string" ? pick([locale]) : pick(acceptedLanguages(request));
  return asked ?? request.defaultLanguage ?? "ko";
}

/** RFC 9110 §12.5.4, the best first. */
function acceptedLanguages(request: FastifyRequest): string[] {
  const header = request.headers["accept-language"] ?? "";
  const ranges = header
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = /^q=([\d.]+)$/.exec(parameters.join("").trim())?.[1];
      return { tag, quality: quality === undefined ? 1 : Number(quality) };
    });
  return ranges
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

function pick(tags: readonly string[]): Language | undefined {
  for (const tag of tags) {
    if (/^ko\b/i.test(tag)) return "ko";
    if (/^en\b/i.test(tag)) return "en";
  }
  return undefined;
}
