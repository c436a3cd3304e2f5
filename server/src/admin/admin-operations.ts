/** @module What openapi.json says of administrators. */
import type { ApiWords } from "../http/api-words.js";

export const adminOperations = {
  "GET /api/admins": {
    id: "listAdmins",
    summary: "List who may enter the console",
    success: { 200: "The first one first." },
    errors: ["request.invalid"],
  },
  "PUT /api/admins/{user}": {
    id: "setAdminRole",
    summary: "Let a user into the console, or give them another role",
    body: { role: "operator" },
    success: { 200: "The administrator." },
    errors: ["user.not_found", "console.last_admin"],
  },
  "DELETE /api/admins/{user}": {
    id: "removeAdmin",
    summary: "Let a user into the console no more",
    description: "Their sessions there end at once; their account stays.",
    success: { 204: "They are no administrator." },
    errors: ["request.invalid", "user.not_found", "console.admin_not_found", "console.last_admin"],
  },
  "POST /api/admin-links": {
    id: "createAdminLink",
    summary: "Make a link that lets somebody into the console",
    description:
      "Once, for a quarter of an hour. It makes a new administrator, who registers a passkey; with `user` it gives one that there is another passkey.",
    body: { role: "operator" },
    success: { 201: "The link, shown here only." },
    errors: ["user.not_found", "console.admin_not_found"],
  },
} as const satisfies ApiWords["operations"];
