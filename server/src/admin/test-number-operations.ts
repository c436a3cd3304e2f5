/** @module What openapi.json says of test numbers. */
import type { ApiWords } from "../http/api-words.js";

export const testNumberOperations = {
  "GET /api/test-numbers": {
    id: "listTestNumbers",
    summary: "List the numbers whose codes are fixed",
    description:
      "They get no text and have no limits. They are set where the server is started; their codes are not told.",
    success: { 200: "All of them, in the order of the setting." },
    errors: ["request.invalid"],
  },
} as const satisfies ApiWords["operations"];
