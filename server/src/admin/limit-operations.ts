/** @module What openapi.json says of limits of the public phone API. */
import type { ApiWords } from "../http/api-words.js";

export const limitOperations = {
  "GET /api/services/{sid}/limits": {
    id: "getLimits",
    summary: "Show the limits of a service's public phone API",
    success: { 200: "What holds, and which of it is not the default." },
    errors: ["service.not_found"],
  },
  "PATCH /api/services/{sid}/limits": {
    id: "updateLimits",
    summary: "Change the limits of a service's public phone API",
    description: "Each limit whole, or null for the default. What is absent stays as it is.",
    body: { number: { soft: ["5/10m"], hard: ["20/24h"] } },
    success: { 200: "What holds now." },
    errors: ["request.changed_meanwhile", "limits.beyond_counting", "service.not_found"],
  },
  "POST /api/services/{sid}/limits/lift": {
    id: "liftNumber",
    summary: "Lift what refuses a number",
    description:
      "Its counters begin anew, those of its network and of your rate limits that refused it in the last day, and its waits; codes that are live are ended, with their locks. The next request is sent at once, unless an alarm, a list or a limit of the whole service stands in the way.",
    body: { to: "+821012345678" },
    success: { 200: "What was lifted; a second time there is nothing." },
    errors: ["request.invalid", "service.not_found"],
  },
  "GET /api/services/{sid}/alarms": {
    id: "listAlarms",
    summary: "Show the alarms of a service's public phone API",
    description:
      "Of each its mode, where it is up, and what it did in the last seven days, or would have done where it only observes. A count is there within a second.",
    success: { 200: "The four alarms." },
    errors: ["service.not_found"],
  },
  "DELETE /api/services/{sid}/alarms": {
    id: "liftAlarm",
    summary: "Take back an alarm of a service's public phone API",
    description:
      "A block or a demand for proofs of work: of a country, of the prefix of a number in all networks, or with neither of the service as a whole.",
    success: { 200: "Whether there was one." },
    errors: ["service.not_found"],
  },
} as const satisfies ApiWords["operations"];
