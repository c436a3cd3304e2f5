/** @module What openapi.json says of operations that belong to none of the three APIs; and the routes that it leaves out. */
import { socialActions } from "@munjigi/connectors/social/contract";
import type { ApiWords } from "../http/api-words.js";
import { flows } from "../signin/flow.js";

export const serverOperations = {
  tag: "Operations",
  description: "Health, metrics, public keys, this document, and in development the inbox.",
  operations: {
    "GET /.well-known/jwks.json": {
      id: "getPublicKeys",
      summary: "Fetch the public keys that verify our tokens",
      description: "For any site, to be kept for five minutes. RFC 7517.",
      success: { 200: "A JWK Set." },
    },
    "GET /livez": {
      id: "live",
      summary: "Does the process run?",
      description: "Asks nothing of the database.",
      success: { 200: "It runs." },
    },
    "GET /readyz": {
      id: "ready",
      summary: "Can it answer?",
      description: "503 when the database does not answer within two seconds, and from the moment a stop begins.",
      success: { 200: "It can." },
      errors: ["server.unavailable"],
    },
    "GET /metrics": {
      id: "metrics",
      summary: "Metrics for Prometheus",
      description: "In production it asks for the admin token.",
      success: { 200: "Prometheus's text format." },
      errors: ["request.unauthenticated"],
    },
    "GET /openapi.json": {
      id: "openapi",
      summary: "This document",
      description: "For any site.",
      success: { 200: "OpenAPI 3.1." },
    },
    "GET /dev/inbox.json": {
      id: "listInbox",
      summary: "Read the texts of the development inbox",
      description:
        "Newest first, at most fifty. In development only; it asks for the admin token unless `MUNJIGI_URL` is this machine.",
      success: { 200: "The texts, with their codes." },
      errors: ["request.invalid", "request.unauthenticated", "request.wrong_host"],
    },
  },
} as const satisfies ApiWords;

const accountPages = [
  ...["GET /account", "GET /account/name", "POST /account/name", "GET /account/consents", "POST /account/consents"],
  ...["GET /account/export", "POST /account/identifiers/{sid}/remove", "POST /account/sessions/{sid}/end"],
  ...[
    "POST /account/social/{sid}/remove",
    "POST /account/applications/{sid}/end",
    "POST /account/sessions/end",
    "POST /sign-in/continue",
    "POST /account/organizations/{id}/leave",
    "POST /sign-out",
    "GET /signed-out",
  ],
].map((route) => [route, "a page of an account: docs/sign-in.md"]);

const hostedPages = Object.values(flows).flatMap(({ path }) =>
  ["GET", "POST", "OPTIONS"].map((method) => [`${method} ${path}`, "a page, and its JSON face: docs/sign-in.md"]),
);

/** Routes that openapi.json leaves out, each with what it is. */
/** Its own metadata says what it is: `/oidc/.well-known/openid-configuration`. */
const openIdConnect = [
  ...["GET", "POST"].flatMap((method) => ["/oidc/auth", "/oidc/logout"].map((path) => `${method} ${path}`)),
  ...["GET", "POST", "OPTIONS"].map((method) => `${method} /oidc/*`),
  ...["GET /oidc/continue/{id}", "GET /oidc/consent/{id}", "POST /oidc/consent/{id}", "POST /oidc/logout/confirm"],
  ...["openid-configuration", "oauth-authorization-server"].map((document) => `GET /.well-known/${document}/oidc`),
].map((route) => [route, "OpenID Connect"] as const);

const social = [
  ...["POST /social/start", "GET /social/start", "GET /social/begin", "GET /social/ended"],
  ...["POST /social/native/{provider}", "POST /social/native/{provider}/challenge"],
  ...socialActions.flatMap((action) => [`GET /social/${action}`, `POST /social/${action}`]),
  "GET /social/callback",
  "POST /social/callback",
  "GET /social/callback/{connectorId}",
  "POST /social/callback/{connectorId}",
].map((route) => [route, "a page on the way through a social provider: docs/social-gateway.md"] as const);

const passkeys = [
  ...["GET /sign-in/passkey", "OPTIONS /sign-in/passkey", "GET /step-up/passkey", "POST /account/passkeys/options"],
  ...["GET /account/passkeys/new", "POST /account/passkeys", "GET /account/passkeys/{sid}"],
  ...["POST /account/passkeys/{sid}/name", "POST /account/passkeys/{sid}/remove"],
].map((route) => [route, "a page of passkeys, and what its script asks: docs/passkeys.md"] as const);

const totp = ["GET", "POST"]
  .map((method) => `${method} /account/totp`)
  .concat([
    "GET /account/totp/codes",
    "POST /account/totp/codes",
    "POST /account/totp/codes.txt",
    "POST /account/totp/remove",
  ])
  .map((route) => [route, "a page of an authenticator app: docs/authenticator-apps.md"] as const);

const providerNotices = ["GET /social/notices/{token}", "POST /social/notices/{token}"].map(
  (route) => [route, "a social provider's way to us, named by a secret"] as const,
);

export const unlisted: Record<string, string> = {
  "GET /invitations/{key}": "a page, and its JSON face: docs/organizations.md",
  "POST /invitations/{key}": "the same",
  "OPTIONS /invitations/{key}": "what browsers ask by themselves",
  "GET /": "in development the way to the inbox",
  "GET /dev/inbox": "a page",
  "GET /docs": "a page",
  "GET /docs/ui/*": "what that page is made of",
  "HEAD /docs/ui/*": "the same",
  "GET /assets/*": "what pages are made of",
  "HEAD /assets/*": "the same",
  "GET /hooks/receipts/{token}": "a vendor's way to us, named by a secret",
  "POST /hooks/receipts/{token}": "the same",
  "OPTIONS /auth/*": "what browsers ask by themselves",
  ...Object.fromEntries([...hostedPages, ...accountPages]),
  "GET /sign-in/colours.css": "what pages are made of",
  "GET /sign-in/preview.css": "what a draft that the console shows is made of",
  "GET /sign-in/leave": "a page",
  "GET /demo": "in development a page",
  ...Object.fromEntries(
    [
      ...["GET /console", "GET /console/*", "GET /console/assets/{name}", "GET /console/sign-in"],
      ...["GET /console/callback", "POST /console/join/link", "POST /console/join/options", "POST /console/join"],
      ...["GET /console/session", "DELETE /console/session", "POST /console/proof/options", "POST /console/proof"],
    ].map((route) => [route, "the console, and the way into it"]),
  ),
  ...Object.fromEntries([...openIdConnect, ...social, ...passkeys, ...totp, ...providerNotices]),
};
