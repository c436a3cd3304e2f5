/** @module Webhooks: endpoints that are told of events, and what each was told. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { expectationOf } from "../http/entity-tag.js";
import { readSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import type { Webhooks } from "../webhooks/webhooks.js";
import { deliveryQuery, newWebhook, rotation, toChanges, toNewEndpoint, webhookChange } from "./webhook-params.js";
import {
  deliveryList,
  deliveryResource,
  freshWebhook,
  testResult,
  toDeliveryResource,
  toWebhookResource,
  webhookList,
  webhookResource,
} from "./webhook-resources.js";

export interface WebhookRoutesOptions {
  webhooks: Omit<Webhooks, "carrier" | "jobs" | "listOf">;
}

const params = z.strictObject({ id: z.string() });
const ofDelivery = z.strictObject({ id: z.string(), deliveryId: z.string() });
const querystring = z.strictObject({});
const nothing = z.strictObject({}).nullish();
const readWebhookSid = (text: string) => readSid("YW", text, "webhook.not_found");

export const webhookRoutes: FastifyPluginAsyncZod<WebhookRoutesOptions> = async (app, { webhooks }) => {
  app.get("/webhooks", { schema: { querystring, response: { 200: webhookList } } }, async () => ({
    webhooks: (await webhooks.list()).map(toWebhookResource),
  }));

  app.post("/webhooks", { schema: { body: newWebhook, response: { 201: freshWebhook } } }, async (request, reply) => {
    const { endpoint, secret } = await webhooks.create(toNewEndpoint(request.body), actorOf(request));
    return reply.code(201).send({ ...toWebhookResource(endpoint), secret });
  });

  app.get("/webhooks/:id", { schema: { params, querystring, response: { 200: webhookResource } } }, async (request) =>
    toWebhookResource(await webhooks.find(readWebhookSid(request.params.id))),
  );

  app.patch(
    "/webhooks/:id",
    { schema: { params, body: webhookChange, response: { 200: webhookResource } } },
    async (request) => {
      const sid = readWebhookSid(request.params.id);
      const only = { expect: expectationOf(request) };
      return toWebhookResource(await webhooks.update(sid, toChanges(request.body), actorOf(request), only));
    },
  );

  app.delete("/webhooks/:id", { schema: { params } }, async (request, reply) => {
    await webhooks.remove(readWebhookSid(request.params.id), actorOf(request));
    return reply.code(204).send();
  });

  app.post(
    "/webhooks/:id/rotate-secret",
    { schema: { params, body: rotation.nullish(), response: { 200: freshWebhook } } },
    async (request) => {
      const sid = readWebhookSid(request.params.id);
      const { endpoint, secret } = await webhooks.rotateSecret(sid, request.body ?? {}, actorOf(request));
      return { ...toWebhookResource(endpoint), secret };
    },
  );

  app.post(
    "/webhooks/:id/test",
    { schema: { params, body: nothing, response: { 200: testResult } } },
    async (request) => await webhooks.test(readWebhookSid(request.params.id)),
  );

  app.post(
    "/webhooks/:id/resume",
    { schema: { params, body: nothing, response: { 200: webhookResource } } },
    async (request) => toWebhookResource(await webhooks.resume(readWebhookSid(request.params.id), actorOf(request))),
  );

  app.get(
    "/webhooks/:id/deliveries",
    { schema: { params, querystring: deliveryQuery, response: { 200: deliveryList } } },
    async ({ params: { id }, query }) => {
      const { deliveries, next } = await webhooks.deliveries(readWebhookSid(id), query);
      return { deliveries: deliveries.map(toDeliveryResource), next };
    },
  );

  app.post(
    "/webhooks/:id/deliveries/:deliveryId/replay",
    { schema: { params: ofDelivery, body: nothing, response: { 200: deliveryResource } } },
    async (request) => {
      const { id, deliveryId } = request.params;
      const sid = readWebhookSid(id);
      const deliverySid = readSid("WD", deliveryId, "webhook.delivery_not_found");
      return toDeliveryResource(await webhooks.replay(sid, deliverySid, actorOf(request)));
    },
  );

  app.post(
    "/webhooks/:id/replay",
    { schema: { params, body: nothing, response: { 200: z.strictObject({ replayed: z.int() }) } } },
    async (request) => ({ replayed: await webhooks.replayDead(readWebhookSid(request.params.id), actorOf(request)) }),
  );
};
