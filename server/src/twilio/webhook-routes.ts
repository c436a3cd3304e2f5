/** @module Twilio's Webhooks, of one service each: https://www.twilio.com/docs/verify/api/webhooks */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Deployment } from "../core.js";
import { readServiceSid, readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import type { Services } from "../services/services.js";
import type { Webhooks } from "../webhooks/webhooks.js";
import { buildMeta, listQuery, listResource, readPage } from "./paging.js";
import { createWebhookForm, updateWebhookForm } from "./webhook-params.js";
import { newWebhookResource, toWebhookResource, webhookResource } from "./webhook-resources.js";

export interface WebhookRoutesOptions {
  deployment: Deployment;
  services: Pick<Services, "find">;
  webhooks: Pick<Webhooks, "create" | "find" | "listOf" | "update" | "resume" | "remove">;
}

const ofService = z.object({ ServiceSid: z.string() });
const ofWebhook = ofService.extend({ Sid: z.string() });

export const webhookRoutes: FastifyPluginAsyncZod<WebhookRoutesOptions> = async (app, options) => {
  const { deployment, services, webhooks } = options;
  /** Throws `service.not_found` if there is none, or it is deleted. */
  const serviceOf = async ({ ServiceSid }: { ServiceSid: string }) =>
    (await services.find(readServiceSid(ServiceSid))).sid;
  const pathOf = async (params: { ServiceSid: string; Sid: string }) => ({
    serviceSid: await serviceOf(params),
    sid: readSid("YW", params.Sid, "webhook.not_found"),
  });

  app.post(
    "/Services/:ServiceSid/Webhooks",
    { schema: { params: ofService, body: createWebhookForm, response: { 201: newWebhookResource } } },
    async (request, reply) => {
      const { FriendlyName: description, EventTypes: eventTypes, WebhookUrl: url, Status } = request.body;
      const serviceSid = await serviceOf(request.params);
      const settings = { url, eventTypes, description, serviceSid, enabled: Status !== "disabled" };
      const { endpoint, secret } = await webhooks.create(settings, actorOf(request));
      return reply.code(201).send({ ...toWebhookResource(endpoint, serviceSid, deployment), signing_secret: secret });
    },
  );

  app.get(
    "/Services/:ServiceSid/Webhooks",
    {
      schema: {
        params: ofService,
        querystring: listQuery,
        response: { 200: listResource("webhooks", webhookResource) },
      },
    },
    async ({ params, query }) => {
      const serviceSid = await serviceOf(params);
      const page = await webhooks.listOf(serviceSid, readPage(query, "YW"));
      const { origin } = deployment;
      return {
        webhooks: page.rows.map((endpoint) => toWebhookResource(endpoint, serviceSid, deployment)),
        meta: buildMeta(page, { origin, path: `/Services/${serviceSid}/Webhooks`, query, key: "webhooks" }),
      };
    },
  );

  app.get(
    "/Services/:ServiceSid/Webhooks/:Sid",
    { schema: { params: ofWebhook, response: { 200: webhookResource } } },
    async ({ params }) => {
      const { sid, serviceSid } = await pathOf(params);
      return toWebhookResource(await webhooks.find(sid, serviceSid), serviceSid, deployment);
    },
  );

  app.post(
    "/Services/:ServiceSid/Webhooks/:Sid",
    { schema: { params: ofWebhook, body: updateWebhookForm, response: { 200: webhookResource } } },
    async (request) => {
      const { sid, serviceSid } = await pathOf(request.params);
      const { FriendlyName: description, EventTypes: eventTypes, WebhookUrl: url, Status } = request.body;
      const changes = { description, eventTypes, url, enabled: Status && Status === "enabled" };
      let endpoint = await webhooks.update(sid, changes, actorOf(request), { serviceSid });
      if (Status === "enabled" && endpoint.status === "paused") endpoint = await webhooks.resume(sid, actorOf(request));
      return toWebhookResource(endpoint, serviceSid, deployment);
    },
  );

  app.delete("/Services/:ServiceSid/Webhooks/:Sid", { schema: { params: ofWebhook } }, async (request, reply) => {
    const { sid, serviceSid } = await pathOf(request.params);
    await webhooks.remove(sid, actorOf(request), serviceSid);
    return reply.code(204).send();
  });
};
