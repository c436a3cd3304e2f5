/** @module Twilio's list of templates: https://www.twilio.com/docs/verify/api/templates */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Deployment } from "../core.js";
import type { Templates } from "../templates/templates.js";
import { buildMeta, listResource, readPage } from "./paging.js";
import { templateQuery } from "./template-params.js";
import { templateResource, toTemplateResource } from "./template-resources.js";

export interface TemplateRoutesOptions {
  deployment: Deployment;
  templates: Pick<Templates, "list">;
}

export const templateRoutes: FastifyPluginAsyncZod<TemplateRoutesOptions> = async (app, { templates, deployment }) => {
  app.get(
    "/Templates",
    { schema: { querystring: templateQuery, response: { 200: listResource("templates", templateResource) } } },
    async ({ query }) => {
      const { FriendlyName } = query;
      const page = await templates.list({ ...readPage(query, "HJ"), friendlyName: FriendlyName });
      const { origin } = deployment;
      return {
        templates: page.rows.map((template) => toTemplateResource(template, deployment)),
        meta: buildMeta(page, { origin, path: "/Templates", query, filters: { FriendlyName }, key: "templates" }),
      };
    },
  );
};
