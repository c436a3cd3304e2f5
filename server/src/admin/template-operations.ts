/** @module What openapi.json says of templates. */
import type { ApiWords } from "../http/api-words.js";

export const templateOperations = {
  "GET /api/templates": {
    id: "listTemplates",
    summary: "List templates",
    success: { 200: "A page of templates; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "POST /api/templates": {
    id: "createTemplate",
    summary: "Make a template",
    description: "A text of your own, in as many languages as you like; one is the default.",
    body: {
      friendlyName: "short",
      translations: [{ locale: "ko", text: "{{friendly_name}} {{code}}", isDefault: true }],
    },
    success: { 201: "The template." },
  },
  "GET /api/templates/{sid}": {
    id: "fetchTemplate",
    summary: "Fetch a template",
    success: { 200: "The template." },
    errors: ["template.not_found"],
  },
  "PATCH /api/templates/{sid}": {
    id: "updateTemplate",
    summary: "Change a template",
    body: { friendlyName: "another name" },
    success: { 200: "The template as it is now." },
    errors: ["request.changed_meanwhile", "template.not_found", "template.built_in"],
  },
  "DELETE /api/templates/{sid}": {
    id: "deleteTemplate",
    summary: "Delete a template",
    success: { 204: "It is gone." },
    errors: ["template.not_found", "template.built_in", "template.in_use"],
  },
} as const satisfies ApiWords["operations"];
