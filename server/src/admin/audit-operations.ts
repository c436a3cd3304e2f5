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
  "GET /api/audit-log.csv": {
    id: "exportAuditEvents",
    summary: "Download the audit log as a table",
    description: "All that a search finds, for a spreadsheet, as users are; facts as JSON.",
    success: { 200: "The table, newest first." },
    errors: ["request.invalid"],
  },
} as const satisfies ApiWords["operations"];
