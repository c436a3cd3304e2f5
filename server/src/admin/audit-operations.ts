/** @module What openapi.json says of the audit log. */
import type { ApiWords } from "../http/api-words.js";

export const auditOperations = {
  "GET /api/audit-log": {
    id: "listAuditEvents",
    summary: "List what happened",
    description: "By type, actor, subject and time.",
    success: { 200: "A page of events, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
} as const satisfies ApiWords["operations"];
