/** @module Templates: texts of the team's own. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { expectationOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { parseLocale } from "../language.js";
import { problemWithTemplateName, problemWithTemplateText, type Template } from "../templates/template.js";
import type { Templates } from "../templates/templates.js";

export interface TemplateRoutesOptions {
  templates: Templates;
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

export const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions> = async (app, { templates }) => {
  app.get("/templates", { schema: { querystring: listQuery, response: { 200: templateList } } }, async ({ query }) => {
    const cursor =
      query.after === undefined
        ? undefined
        : { sid: readSid("HJ", query.after, "template.not_found"), side: "older" as const };
    const { rows, older } = await templates.list({ size: PAGE_SIZE, cursor });
    return { templates: rows.map(toResource), next: older ?? null };
  });

  app.post(
    "/templates",
    { schema: { body: newTemplate, response: { 201: templateResource } } },
    async (request, reply) => reply.code(201).send(toResource(await templates.create(request.body, actorOf(request)))),
  );

  app.get("/templates/:sid", { schema: { params, response: { 200: templateResource } } }, async (request) =>
    toResource(await templates.fetch(readSid("HJ", request.params.sid, "template.not_found"))),
  );

  app.patch(
    "/templates/:sid",
    { schema: { params, body: newTemplate.partial(), response: { 200: templateResource } } },
    async (request) =>
      toResource(
        await templates.update(
          readSid("HJ", request.params.sid, "template.not_found"),
          request.body,
          actorOf(request),
          expectationOf(request),
        ),
      ),
  );

  app.delete("/templates/:sid", { schema: { params } }, async (request, reply) => {
    await templates.delete(readSid("HJ", request.params.sid, "template.not_found"), actorOf(request));
    return reply.code(204).send();
  });
};

function toResource({ createdAt, updatedAt, ...template }: Template) {
  return { ...template, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
