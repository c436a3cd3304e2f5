/** @module What openapi.json says of API keys. */
import type { ApiWords } from "../http/api-words.js";

export const keyOperations = {
  "GET /api/keys": {
    id: "listKeys",
    summary: "List API keys",
    success: { 200: "All keys, newest first, revoked ones too." },
    errors: ["request.invalid"],
  },
  "POST /api/keys": {
    id: "createKey",
    summary: "Make an API key",
    description: "`account` replaces the auth token: the old one dies.",
    body: { kind: "secret", name: "my app" },
    success: { 201: "The key and its secret, which is shown here only." },
    errors: ["service.not_found"],
  },
  "GET /api/keys/{id}": {
    id: "fetchKey",
    summary: "Fetch an API key",
    success: { 200: "The key, without its secret; a revoked one too." },
    errors: ["key.not_found"],
  },
  "PATCH /api/keys/{id}": {
    id: "updateKey",
    summary: "Change an API key",
    description: "`origins`, `challenge` and `dailyBudget` are of publishable keys only.",
    body: { name: "another name" },
    success: { 200: "The key as it is now." },
    errors: ["request.changed_meanwhile", "key.not_found"],
  },
  "DELETE /api/keys/{id}": {
    id: "revokeKey",
    summary: "Revoke an API key",
    description:
      "Dead at once here and within a second on every other server. The last admin token and the last key that opens `/v2` stay.",
    success: { 204: "It is revoked, or was already." },
    errors: ["key.not_found", "key.last"],
  },
} as const satisfies ApiWords["operations"];
