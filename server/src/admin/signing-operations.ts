/** @module What openapi.json says of signing keys. */
import type { ApiWords } from "../http/api-words.js";

export const signingOperations = {
  "GET /api/signing-keys": {
    id: "listSigningKeys",
    summary: "List signing keys",
    success: { 200: "The newest hundred, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/signing-keys": {
    id: "rotateSigningKey",
    summary: "Rotate the signing key",
    description:
      "The new key is published at once and signs after ten minutes (`ES256`) or a day (`RS256`). With `revokeOthers` it signs at once and all others are withdrawn: their tokens are no longer accepted.",
    body: {},
    success: {
      200: "The key that is waiting already, or that an emergency of the last five seconds made.",
      201: "A new key.",
    },
  },
} as const satisfies ApiWords["operations"];
