/** @module Twilio's list of templates: https://www.twilio.com/docs/verify/api/templates */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../db/open.js";
import { listTemplates } from "../templates/list-templates.js";
import type { Template } from "../templates/template.js";
import { optional, text } from "./fields.js";
import { describeMeta, listResource, pageFields, readPage } from "./paging.js";
import { type Deployment, date, sid, toSeconds } from "./resource.js";

export interface TemplateRoutesOptions {
  deployment: Deployment;
  sql: Database;
}

const templateResource = z.strictObject({
  sid: sid("HJ"),
  account_sid: sid("AC"),
  friendly_name: z.string(),
  channels: z.array(z.string()),
  translations: z.record(
    z.string(),
    z.strictObject({
      is_default_translation: z.boolean(),
      status: z.literal("approved"),
      locale: z.string(),
      text: z.string(),
      date_updated: date,
      date_created: date,
    }),
  ),
});

const templateQuery = z.object({ ...pageFields, FriendlyName: optional(text) });

export const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions> = async (app, { sql, deployment }) => {
  app.get(
    "/Templates",
    { schema: { querystring: templateQuery, response: { 200: listResource("templates", templateResource) } } },
    async ({ query }) => {
      const { FriendlyName } = query;
      const page = await listTemplates(sql, { ...readPage(query, "HJ"), friendlyName: FriendlyName });
      const { origin } = deployment;
      return {
        templates: page.rows.map((template) => describeTemplate(template, deployment)),
        meta: describeMeta(page, { origin, path: "/Templates", query, filters: { FriendlyName }, key: "templates" }),
      };
    },
  );
};

function describeTemplate(
  { sid, friendlyName, translations, createdAt, updatedAt }: Template,
  { accountSid }: Deployment,
) {
  const dates = { date_updated: toSeconds(updatedAt), date_created: toSeconds(createdAt) };
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    channels: ["sms"],
    translations: Object.fromEntries(
      translations.map(({ locale, text, isDefault }) => [
        locale,
        { is_default_translation: isDefault, status: "approved" as const, locale, text, ...dates },
      ]),
    ),
  };
}
