/** @module Settings as a file: exported, imported into another deployment, undone. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Environments, ImportSummary } from "../environments/environments.js";
import type { ImportReport } from "../environments/import-settings.js";
import { readSettingsFile, writeYaml } from "../environments/read-file.js";
import { isReferenceText } from "../environments/secret-references.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { languageOf } from "../http/respond-error.js";
import { yesOrNo } from "./page-query.js";

export interface SettingsRoutesOptions {
  environments: Environments;
}

/** Templates of e-mail may be whole pages. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_SECRET_LENGTH = 16_384;

const params = z.strictObject({ id: z.string() });
const readImportSid = (text: string) => readSid("IM", text, "settings.import_not_found");

const secretsByReference = z
  .record(
    z.string().refine(isReferenceText, "must be a reference such as env:SOLAPI_API_SECRET"),
    z.string().max(MAX_SECRET_LENGTH),
  )
  .default({});

const importBody = z.strictObject({
  settings: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .describe("The file: what the export answered, or its text in YAML or JSON."),
  secrets: secretsByReference.describe("Values, by the references that the file has in their places."),
});

const undoBody = z.strictObject({
  secrets: secretsByReference.describe("Of connectors that were deleted since: values, by the references in `before`."),
});

const change = z.strictObject({
  change: z.enum(["added", "changed", "removed"]),
  path: z.string(),
  old: z.unknown(),
  new: z.unknown(),
});
const counts = z.strictObject({ added: z.int(), changed: z.int(), removed: z.int() });
const references = z.array(z.strictObject({ path: z.string(), reference: z.string() }));
const file = z.record(z.string(), z.unknown());

const reportResource = z.strictObject({
  id: z.string().nullable().describe("`IM…`, for its undo; `null`: nothing was changed."),
  changes: z.array(change).describe("What differs from before. Of a secret only that it does."),
  counts,
  missingSecrets: references.describe("Of a dry run: what an import would be refused for."),
  keptSecrets: references.describe("No value was given, so the secret that is there stays."),
  onlyHere: z.array(z.string()).describe("What the file does not have, and what therefore stays."),
  problem: z.string().nullable().describe("Of a dry run without all secrets: what could not be tried without them."),
  credentials: z
    .array(z.strictObject({ path: z.string(), id: z.string(), secret: z.string().nullable() }))
    .describe("Of new applications and webhooks; shown here only."),
});
reportResource.register(z.globalRegistry, { id: "SettingsImportReport" });

const importKeyResource = z.strictObject({
  kid: z.string().describe("What sealed secrets name it by."),
  key: z.string().describe("For `encryptTo` where the file is exported. It is public."),
});

const importResource = z.strictObject({
  id: z.string(),
  by: z.strictObject({ kind: z.string(), id: z.string().nullable() }),
  counts,
  createdAt: z.iso.datetime(),
  undoneAt: z.iso.datetime().nullable(),
});

export const settingsRoutes: FastifyPluginAsyncZod<SettingsRoutesOptions> = async (app, { environments }) => {
  const nothing = z.strictObject({});

  app.get(
    "/settings/export",
    {
      schema: {
        querystring: z.strictObject({
          format: z.enum(["json", "yaml"]).default("json"),
          encryptTo: z.string().max(200).optional().describe("The `key` of the deployment that is to have the file."),
        }),
        response: { 200: file },
      },
    },
    async (request, reply) => {
      const { format, encryptTo } = request.query;
      const settings = await environments.export({ encryptTo }, actorOf(request));
      if (format === "json") return settings;
      const text = writeYaml(settings);
      return reply
        .type("application/yaml; charset=utf-8")
        .serializer(String)
        .send(text as never);
    },
  );

  app.get("/settings/import-key", { schema: { querystring: nothing, response: { 200: importKeyResource } } }, () =>
    environments.importKey(),
  );

  app.post(
    "/settings/import",
    {
      bodyLimit: MAX_FILE_BYTES,
      schema: {
        querystring: z.strictObject({ dryRun: yesOrNo, prune: yesOrNo }),
        body: importBody,
        response: { 200: reportResource },
      },
    },
    async (request) => {
      const { settings, secrets } = request.body;
      const asked = {
        ...{ file: readSettingsFile(settings), secrets, ...request.query },
        language: languageOf(request),
      };
      return toReport(await environments.import(asked, actorOf(request)));
    },
  );

  app.get(
    "/settings/imports",
    { schema: { querystring: nothing, response: { 200: z.strictObject({ imports: z.array(importResource) }) } } },
    async () => ({ imports: (await environments.imports()).map(toImport) }),
  );

  app.get(
    "/settings/imports/:id",
    { schema: { params, querystring: nothing, response: { 200: importResource.extend({ before: file }) } } },
    async (request) => {
      const found = await environments.find(readImportSid(request.params.id));
      return { ...toImport(found), before: found.before };
    },
  );

  app.post(
    "/settings/imports/:id/undo",
    {
      schema: {
        ...{ params, querystring: z.strictObject({ dryRun: yesOrNo }), body: undoBody.nullish() },
        response: { 200: z.strictObject({ changes: z.array(change), counts }) },
      },
    },
    async (request) => {
      const asked = { ...request.query, secrets: request.body?.secrets ?? {}, language: languageOf(request) };
      const undone = await environments.undo(readImportSid(request.params.id), asked, actorOf(request));
      return { ...undone, changes: undone.changes.map(toChange) };
    },
  );
};

/** JSON has no `undefined`. */
const toChange = ({ change, path, old = null, new: wanted = null }: ImportReport["changes"][number]) => ({
  ...{ change, path, old, new: wanted },
});

const toReport = ({ changes, ...same }: ImportReport) => ({ ...same, changes: changes.map(toChange) });

const toImport = ({ sid, actorKind, actorId, counts, createdAt, undoneAt }: ImportSummary) => ({
  ...{ id: sid, by: { kind: actorKind, id: actorId }, counts },
  createdAt: createdAt.toISOString(),
  undoneAt: undoneAt?.toISOString() ?? null,
});
