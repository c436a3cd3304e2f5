/** @module What openapi.json says of why somebody got no text. */
import type { ApiWords } from "../http/api-words.js";

export const whyOperations = {
  "GET /api/why": {
    id: "explainMissingText",
    summary: "Why did this number get no text?",
    description:
      "Everything that held a number or an address up in the last 24 hours: limits, alarms, waits, cool-downs, connectors and what vendors said; until when, and which calls lift it. What was refused is there within a second.",
    success: { 200: "The causes; a recipient that cannot be read is one." },
    errors: ["request.invalid", "service.not_found"],
  },
} as const satisfies ApiWords["operations"];
