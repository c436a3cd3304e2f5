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

/**
 * Hosted pages: proofs of work are done in a worker of ours. Their forms tell where they come from: under `no-referrer` a browser
 * sends `Origin: null` with them (Fetch standard, "append a request `Origin` header").
 */
const HOSTED = {
  "content-security-policy": `${PAGE_POLICY}; worker-src 'self'`,
  "referrer-policy": "same-origin",
  // A page may open a provider's in a window of its own, and hear of it.
  "cross-origin-opener-policy": "same-origin-allow-popups",
  vary: "Accept, Accept-Language, Cookie",
};

/**
 * Of a pop-up's pages, and of every redirect between them: a browser cuts off who opened the window at a redirect, too, where its answer asks for
 * that (HTML standard, "obtain a browsing context to use for a navigation response").
 */
export const KEEPS_OPENER = { "cross-origin-opener-policy": "unsafe-none" } as const;

/** `isFramed`: the console shows a draft in a frame. `isPopUp`: it tells the page that opened it, which may be another site's. */
export function hostedPageHeaders({
  isFramed = false,
  isPopUp = false,
  logo,
}: {
  isFramed?: boolean;
  isPopUp?: boolean;
  logo?: string;
} = {}): Record<string, string> {
  if (isPopUp) return { ...hostedPageHeaders({ ...(logo && { logo }) }), ...KEEPS_OPENER };
  let policy = HOSTED["content-security-policy"];
  if (logo) policy = policy.replace("img-src 'self'", `img-src 'self' ${logo}`);
  if (!isFramed) return { ...HOSTED, "content-security-policy": policy };
  // It only stands there: nothing on it is sent, followed or run.
  policy = `${policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")}; sandbox allow-same-origin`;
  return { ...HOSTED, "content-security-policy": policy, "x-frame-options": "SAMEORIGIN" };
}

/**
 * The console: its library of components writes its colours into an element of its own, which has the nonce; it shows our pages in a
 * frame.
 */
export const consoleHeaders = (nonce: string): Record<string, string> => ({
  "content-security-policy": `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: https:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  "referrer-policy": "same-origin",
});

export function securityHeaders(origin: string): Record<string, string> {
  return origin.startsWith("https:") ? OVER_TLS : STRICT;
}

/** For answers that a browser draws. */
export function allowOwnAssets(reply: FastifyReply): FastifyReply {
  return reply.header("content-security-policy", PAGE_POLICY);
}
