/** @module What openapi.json says of settings as a file. */
import type { ApiWords } from "../http/api-words.js";

export const settingsOperations = {
  "GET /api/settings/export": {
    id: "exportSettings",
    summary: "Export the settings",
    description:
      'Services, templates, connectors, the sign-in experience, resources, applications, roles and webhooks, by names that mean the same in every deployment. A secret is a reference, as `{"secret": "env:SOLAPI_API_SECRET"}`; with `encryptTo` it is the secret itself, which only the deployment of that key can open.',
    success: { 200: "The file; with `format=yaml` the same in YAML." },
    errors: ["request.invalid", "settings.import_key_invalid"],
  },
  "GET /api/settings/import-key": {
    id: "fetchSettingsImportKey",
    summary: "Fetch the import key",
    description:
      "The public key of this deployment, to which another one encrypts secrets. It is made from the current key of `MUNJIGI_SECRET_KEY`; what was encrypted to an older one opens as long as that is in the ring.",
    success: { 200: "The key." },
    errors: ["request.invalid"],
  },
  "POST /api/settings/import": {
    id: "importSettings",
    summary: "Import settings",
    description:
      "One transaction. What the file does not have stays; with `prune=1` resources, roles and rate limits go. `dryRun=1` tells what would change and changes nothing.",
    body: {
      settings: { munjigi: 1, services: { default: { codeLength: 6 } } },
      secrets: { "env:SOLAPI_API_SECRET": "the secret" },
    },
    success: { 200: "What was changed." },
    errors: [
      "settings.file_invalid",
      "settings.secret_unopened",
      "settings.secrets_missing",
      "settings.busy",
      "connector.config_invalid",
    ],
  },
  "GET /api/settings/imports": {
    id: "listSettingsImports",
    summary: "List imports",
    success: { 200: "The last hundred, newest first." },
    errors: ["request.invalid"],
  },
  "GET /api/settings/imports/{id}": {
    id: "fetchSettingsImport",
    summary: "Fetch an import",
    success: { 200: "The import, and what was exported before it." },
    errors: ["settings.import_not_found"],
  },
  "POST /api/settings/imports/{id}/undo": {
    id: "undoSettingsImport",
    summary: "Undo an import",
    description:
      "The newest that is not undone. What was changed by hand since goes back too; `dryRun=1` tells what would. A connector that was deleted since needs its `secrets`.",
    success: { 200: "What was changed." },
    errors: [
      ...(["settings.import_not_found", "settings.already_undone", "settings.not_newest", "settings.busy"] as const),
      "settings.secrets_missing",
    ],
  },
} as const satisfies ApiWords["operations"];
