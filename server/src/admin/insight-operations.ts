/** @module What openapi.json says of how verifications go. */
import type { ApiWords } from "../http/api-words.js";

export const insightOperations = {
  "GET /api/insight": {
    id: "readInsight",
    summary: "Count how verifications go",
    description:
      "How many of those that were asked for were sent, arrived and were verified, in whole hours, how long it took, and why the others were not; by country, connector, service, hour or day. Test numbers are left out.",
    success: { 200: "All together, and each group." },
    errors: ["request.invalid", "service.not_found"],
  },
} as const satisfies ApiWords["operations"];
