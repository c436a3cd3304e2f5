/** @module Twilio's safe list, one for the whole account: https://www.twilio.com/docs/verify/api/safe-list */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Deployment } from "../core.js";
import { actorOf } from "../http/require-key.js";
import type { SafeList } from "../services/safe-list.js";
import { readPathNumber, safeNumberForm } from "./safe-list-params.js";
import { safeNumberResource, toSafeNumberResource } from "./safe-list-resources.js";

export interface SafeListRoutesOptions {
  deployment: Deployment;
  safeList: SafeList;
}

const params = z.object({ PhoneNumber: z.string() });

export const safeListRoutes: FastifyPluginAsyncZod<SafeListRoutesOptions> = async (app, options) => {
  const { deployment, safeList } = options;

  app.post(
    "/SafeList/Numbers",
    { schema: { body: safeNumberForm, response: { 201: safeNumberResource } } },
    async (request, reply) =>
      reply
        .code(201)
        .send(toSafeNumberResource(await safeList.add(request.body.PhoneNumber, actorOf(request)), deployment)),
  );

  app.get(
    "/SafeList/Numbers/:PhoneNumber",
    { schema: { params, response: { 200: safeNumberResource } } },
    async (request) =>
      toSafeNumberResource(await safeList.fetch(readPathNumber(request.params.PhoneNumber)), deployment),
  );

  app.delete("/SafeList/Numbers/:PhoneNumber", { schema: { params } }, async (request, reply) => {
    await safeList.remove(readPathNumber(request.params.PhoneNumber), actorOf(request));
    return reply.code(204).send();
  });
};
