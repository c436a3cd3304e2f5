/** @module What openapi.json says of imports of people. */
import type { ApiWords } from "../http/api-words.js";

export const userImportOperations = {
  "POST /api/users/import": {
    id: "importUsers",
    summary: "Import people",
    description:
      'A file of JSON objects, one a line, of at most 1 GiB and 64 KiB a line; also with `Content-Encoding: gzip`. It is kept, encrypted, and worked through in the background. Nobody is sent anything. An import adds what is missing and changes nothing that is there, so the same file does nothing a second time. `dryRun=true` tells what would be done. A first line `{"settings": {"firebaseScrypt": {…}}}` has the hash settings of a project of Firebase.',
    success: { 202: "The file is kept, and will be worked through." },
    errors: [
      ...(["request.media_type", "request.timeout", "user_import.empty", "user_import.settings_invalid"] as const),
      ...(["user_import.file_too_large", "user_import.file_unreadable"] as const),
    ],
  },
  "GET /api/users/imports": {
    id: "listUserImports",
    summary: "List imports of people",
    success: { 200: "The last hundred, newest first." },
    errors: ["request.invalid"],
  },
  "GET /api/users/imports/{id}": {
    id: "fetchUserImport",
    summary: "Fetch an import of people",
    success: { 200: "How far it is." },
    errors: ["request.invalid", "user_import.not_found"],
  },
  "GET /api/users/imports/{id}/report": {
    id: "downloadUserImportReport",
    summary: "Download the report of an import of people",
    description:
      "A JSON object for each line that was worked through, in order: `created`, `updated`, `unchanged` with the `user`, or `refused` with its `problems`. No number, address, name or hash is in it. Kept for 30 days.",
    success: { 200: "The report." },
    errors: ["request.invalid", "user_import.not_found"],
  },
  "POST /api/users/imports/{id}/cancel": {
    id: "cancelUserImport",
    summary: "Cancel an import of people",
    description: "Lines that were not worked through are forgotten. Who was made stays.",
    success: { 200: "It goes no further." },
    errors: ["request.invalid", "user_import.not_found", "user_import.over"],
  },
} as const satisfies ApiWords["operations"];
