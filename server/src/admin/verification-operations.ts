/** @module What openapi.json says of verifications that administrators look at. */
import type { ApiWords } from "../http/api-words.js";

export const verificationOperations = {
  "GET /api/verifications": {
    id: "listVerifications",
    summary: "List verifications",
    description:
      "By recipient, how it ended, service and time, also those that are over. Recipients are masked, and found as long as they are kept.",
    success: { 200: "A page of verifications, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid", "service.not_found"],
  },
  "GET /api/verifications/{sid}": {
    id: "showVerification",
    summary: "Show a verification and what happened to it",
    description: "Whatever became of it: asked for, sent, refused, delivered, tried, ended; with its messages.",
    success: { 200: "The verification, its timeline in order, and its messages." },
    errors: ["verification.not_found"],
  },
} as const satisfies ApiWords["operations"];
