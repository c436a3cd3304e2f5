/** @module The headers every answer carries. Pages replace the content security policy by their own. */
import type { FastifyReply } from "fastify";

const STRICT = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "interest-cohort=()",
};

const OVER_TLS = { ...STRICT, "strict-transport-security": "max-age=31536000; includeSubDomains" };

/** Pages load scripts and styles from our own files only, and run nothing that is inline. */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

export function securityHeaders(origin: string): Record<string, string> {
  return origin.startsWith("https:") ? OVER_TLS : STRICT;
}

/** For answers that a browser draws. */
export function allowOwnAssets(reply: FastifyReply): FastifyReply {
  return reply.header("content-security-policy", PAGE_POLICY);
}
