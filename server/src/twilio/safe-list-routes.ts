/** @module Twilio's safe list, one for the whole account: https://www.twilio.com/docs/verify/api/safe-list */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { fetchSafeNumber } from "../settings/fetch-safe-number.js";
import { listSafeNumber } from "../settings/list-safe-number.js";
import { unlistSafeNumber } from "../settings/unlist-safe-number.js";
import type { Deployment } from "./resource.js";
import { readPathNumber, safeNumberForm } from "./safe-list-params.js";
import { safeNumberResource, toSafeNumberResource } from "./safe-list-resources.js";

export interface SafeListRoutesOptions {
  deployment: Deployment;
  sql: Database;
  clock: Clock;
  random: Random;
}

const params = z.object({ PhoneNumber: z.string() });

export const safeListRoutes: FastifyPluginAsyncZod<SafeListRoutesOptions> = async (app, options) => {
  const { sql, deployment } = options;

  app.post(
    "/SafeList/Numbers",
    { schema: { body: safeNumberForm, response: { 201: safeNumberResource } } },
    async (request, reply) =>
      reply.code(201).send(toSafeNumberResource(await listSafeNumber(options, request.body.PhoneNumber), deployment)),
  );

  app.get(
    "/SafeList/Numbers/:PhoneNumber",
    { schema: { params, response: { 200: safeNumberResource } } },
    async (request) =>
      toSafeNumberResource(await fetchSafeNumber(sql, readPathNumber(request.params.PhoneNumber)), deployment),
  );

  app.delete("/SafeList/Numbers/:PhoneNumber", { schema: { params } }, async (request, reply) => {
    await unlistSafeNumber(sql, readPathNumber(request.params.PhoneNumber));
    return reply.code(204).send();
  });
};
