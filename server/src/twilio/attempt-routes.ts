/** @module Twilio's Attempts: https://www.twilio.com/docs/verify/api/list-verification-attempts */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { parseSid } from "../sid.js";
import { type Attempt, isConverted } from "../verify/attempt.js";
import { fetchAttempt } from "../verify/fetch-attempt.js";
import { listAttempts } from "../verify/list-attempts.js";
import { summarizeAttempts } from "../verify/summarize-attempts.js";
import { attemptQuery, readFilter, summaryQuery, writeFilters } from "./attempt-params.js";
import { describeMeta, listResource, readPage } from "./paging.js";
import { type Deployment, date, sid, toSeconds, url } from "./resource.js";

export interface AttemptRoutesOptions {
  deployment: Deployment;
  sql: Database;
  clock: Clock;
}

const attemptResource = z.strictObject({
  sid: sid("VL"),
  account_sid: sid("AC"),
  service_sid: sid("VA"),
  verification_sid: sid("VE"),
  date_created: date,
  date_updated: date,
  conversion_status: z.enum(["converted", "unconverted"]),
  channel: z.string(),
  /** As the vendor told it when it took the message; few do. */
  price: z.strictObject({ value: z.string().nullable(), currency: z.string().nullable() }),
  channel_data: z.strictObject({
    verification_sid: sid("VE"),
    to: z.string().nullable(),
    status: z.enum(["confirmed", "unconfirmed", "expired"]),
    message_status: z.string(),
    error_code: z.string().nullable(),
    country: z.string(),
    code_length: z.int(),
    locale: z.string().nullable(),
    mcc: z.null(),
    mnc: z.null(),
    carrier: z.null(),
  }),
  url,
});

const summaryResource = z.strictObject({
  total_attempts: z.int(),
  total_converted: z.int(),
  total_unconverted: z.int(),
  conversion_rate_percentage: z.string(),
  url,
});

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
        attempts: page.rows.map((attempt) => describeAttempt(attempt, deployment)),
        meta: describeMeta(page, address),
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
    const sid = parseSid("VL", request.params.Sid);
    if (!sid) throw new AppError("attempt.not_found");
    return describeAttempt(await fetchAttempt(sql, sid), deployment);
  });
};

/** With nine decimals at most, as Twilio's: `81.818181818`. */
function percentage(part: number, whole: number): string {
  return String(Number(((100 * part) / Math.max(whole, 1)).toFixed(9)));
}

function describeAttempt(attempt: Attempt, { origin, accountSid }: Deployment) {
  const { sid, verificationSid } = attempt;
  return {
    sid,
    account_sid: accountSid,
    service_sid: attempt.serviceSid,
    verification_sid: verificationSid,
    date_created: toSeconds(attempt.createdAt),
    date_updated: toSeconds(attempt.updatedAt),
    conversion_status: isConverted(attempt) ? ("converted" as const) : ("unconverted" as const),
    channel: attempt.channel,
    price: { value: attempt.price, currency: attempt.currency },
    channel_data: {
      verification_sid: verificationSid,
      to: attempt.recipient,
      status: statusOf(attempt),
      message_status: attempt.messageStatus,
      error_code: attempt.errorCode,
      country: attempt.country,
      code_length: attempt.codeLength,
      locale: attempt.locale,
      mcc: null,
      mnc: null,
      carrier: null,
    },
    url: `${origin}/v2/Attempts/${sid}`,
  };
}

function statusOf(attempt: Attempt) {
  if (isConverted(attempt)) return "confirmed" as const;
  const { verificationStatus, isOver } = attempt;
  const isExpired = verificationStatus === "expired" || (verificationStatus !== "canceled" && isOver);
  return isExpired ? ("expired" as const) : ("unconfirmed" as const);
}
