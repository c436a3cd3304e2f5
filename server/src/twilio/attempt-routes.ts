/** @module Twilio's Attempts: https://www.twilio.com/docs/verify/api/list-verification-attempts */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import { readSid } from "../http/read-sid.js";
import { fetchAttempt } from "../verify/fetch-attempt.js";
import { listAttempts } from "../verify/list-attempts.js";
import { summarizeAttempts } from "../verify/summarize-attempts.js";
import { attemptQuery, readFilter, summaryQuery, writeFilters } from "./attempt-params.js";
import { attemptResource, summaryResource, toAttemptResource } from "./attempt-resources.js";
import { buildMeta, listResource, readPage } from "./paging.js";
import type { Deployment } from "./resource.js";

export interface AttemptRoutesOptions {
  deployment: Deployment;
  sql: Database;
  clock: Clock;
}

const params = z.object({ Sid: z.string() });

export const attemptRoutes: FastifyPluginAsyncZod<AttemptRoutesOptions> = async (app, options) => {
  const { sql, deployment } = options;
  const { origin } = deployment;

  app.get(
    "/Attempts",
    { schema: { querystring: attemptQuery, response: { 200: listResource("attempts", attemptResource) } } },
    async ({ query }) => {
      const page = await listAttempts(sql, readFilter(query), readPage(query, "VL"));
      const address = { origin, path: "/Attempts", query, filters: writeFilters(query), key: "attempts" };
      return {
        attempts: page.rows.map((attempt) => toAttemptResource(attempt, deployment)),
        meta: buildMeta(page, address),
      };
    },
  );

  app.get(
    "/Attempts/Summary",
    { schema: { querystring: summaryQuery, response: { 200: summaryResource } } },
    async ({ query }) => {
      const { total, converted } = await summarizeAttempts(options, readFilter(query));
      return {
        total_attempts: total,
        total_converted: converted,
        total_unconverted: total - converted,
        conversion_rate_percentage: percentage(converted, total),
        url: `${origin}/v2/Attempts/Summary`,
      };
    },
  );

  app.get("/Attempts/:Sid", { schema: { params, response: { 200: attemptResource } } }, async (request) => {
    const sid = readSid("VL", request.params.Sid, "attempt.not_found");
    return toAttemptResource(await fetchAttempt(sql, sid), deployment);
  });
};

/** At most nine decimals, as Twilio writes it: `81.818181818`. */
function percentage(part: number, whole: number): string {
  return String(Number(((100 * part) / Math.max(whole, 1)).toFixed(9)));
}
