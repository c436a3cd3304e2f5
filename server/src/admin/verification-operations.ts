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
  "GET /api/verifications.csv": {
    id: "exportVerifications",
    summary: "Download verifications as a table",
    description: "All that a search finds, for a spreadsheet, as users are. Recipients are masked.",
    success: { 200: "The table, newest first." },
    errors: ["request.invalid", "service.not_found"],
  },
  "POST /api/verifications/{sid}/cancel": {
    id: "cancelVerification",
    summary: "End a verification",
    description: "Its code is good no more, and the next request begins another one. One that is locked stays so.",
    success: { 200: "The verification as it is now." },
    errors: ["verification.not_found"],
  },
  "GET /api/verifications/{sid}": {
    id: "showVerification",
    summary: "Show a verification and what happened to it",
    description: "Whatever became of it: asked for, sent, refused, delivered, tried, ended; with its messages.",
    success: { 200: "The verification, its timeline in order, and its messages." },
    errors: ["verification.not_found"],
  },
} as const satisfies ApiWords["operations"];
