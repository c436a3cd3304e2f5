/** @module Templates: texts of the team's own. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { readSid } from "../http/read-sid.js";
import { parseLocale } from "../language.js";
import { createTemplate } from "../templates/create-template.js";
import { deleteTemplate } from "../templates/delete-template.js";
import { fetchTemplate } from "../templates/fetch-template.js";
import type { TemplateCache } from "../templates/find-template.js";
import { listTemplates } from "../templates/list-templates.js";
import { problemWithTemplateName, problemWithTemplateText, type Template } from "../templates/template.js";
import { updateTemplate } from "../templates/update-template.js";

export interface TemplateRoutesOptions {
  sql: Database;
  clock: Clock;
  random: Random;
  templates: TemplateCache;
}

const MAX_TRANSLATIONS = 50;
const PAGE_SIZE = 1000;

const checked = (problemWith: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = problemWith(text);
    if (message) context.addIssue({ code: "custom", message });
  });

const locale = z.string().transform((value, context) => {
  const parsed = parseLocale(value);
  if (!parsed) context.addIssue({ code: "custom", message: "is not a supported locale" });
  return parsed as string;
});

const translations = z
  .array(z.strictObject({ locale, text: checked(problemWithTemplateText), isDefault: z.boolean() }))
  .min(1)
  .max(MAX_TRANSLATIONS)
  .refine((list) => list.filter(({ isDefault }) => isDefault).length === 1, "must have exactly one default")
  .refine((list) => new Set(list.map((one) => one.locale)).size === list.length, "must have each language once");

const newTemplate = z.strictObject({ friendlyName: checked(problemWithTemplateName), translations });

const templateResource = z.strictObject({
  sid: z.string(),
  friendlyName: z.string(),
  translations: z.array(z.strictObject({ locale: z.string(), text: z.string(), isDefault: z.boolean() })),
  builtIn: z.boolean(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

const listQuery = z.strictObject({ after: z.string().optional() });
const templateList = z.strictObject({ templates: z.array(templateResource), next: z.string().nullable() });
const params = z.strictObject({ sid: z.string() });

export const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions> = async (app, options) => {
  const { sql } = options;

  app.get("/templates", { schema: { querystring: listQuery, response: { 200: templateList } } }, async ({ query }) => {
    const cursor =
      query.after === undefined
        ? undefined
        : { sid: readSid("HJ", query.after, "template.not_found"), side: "older" as const };
    const { rows, older } = await listTemplates(sql, { size: PAGE_SIZE, cursor });
    return { templates: rows.map(toResource), next: older ?? null };
  });

  app.post(
    "/templates",
    { schema: { body: newTemplate, response: { 201: templateResource } } },
    async (request, reply) => reply.code(201).send(toResource(await createTemplate(options, request.body))),
  );

  app.get("/templates/:sid", { schema: { params, response: { 200: templateResource } } }, async (request) =>
    toResource(await fetchTemplate(sql, readSid("HJ", request.params.sid, "template.not_found"))),
  );

  app.patch(
    "/templates/:sid",
    { schema: { params, body: newTemplate.partial(), response: { 200: templateResource } } },
    async (request) =>
      toResource(await updateTemplate(options, readSid("HJ", request.params.sid, "template.not_found"), request.body)),
  );

  app.delete("/templates/:sid", { schema: { params } }, async (request, reply) => {
    await deleteTemplate(options, readSid("HJ", request.params.sid, "template.not_found"));
    return reply.code(204).send();
  });
};

function toResource({ createdAt, updatedAt, ...template }: Template) {
  return { ...template, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
