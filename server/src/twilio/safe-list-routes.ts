/** @module Twilio's safe list, one for the whole account: https://www.twilio.com/docs/verify/api/safe-list */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { normalizePhone } from "../phone.js";
import { fetchSafeNumber } from "../settings/fetch-safe-number.js";
import { listSafeNumber } from "../settings/list-safe-number.js";
import { unlistSafeNumber } from "../settings/unlist-safe-number.js";
import { form, text } from "./fields.js";
import { type Deployment, sid, url } from "./resource.js";

export interface SafeListRoutesOptions {
  deployment: Deployment;
  sql: Database;
  clock: Clock;
  random: Random;
}

const params = z.object({ PhoneNumber: z.string() });

/** A number as texts are sent to it. The list is the account's, which has no country: the number must have its own. */
const phoneNumber = text.transform((value, context) => {
  const e164 = readNumber(value);
  if (e164) return e164;
  context.addIssue({ code: "custom", message: "must be a mobile number in E.164 format, +821012345678" });
  return z.NEVER;
});
const safeNumberForm = form({ PhoneNumber: phoneNumber });

const safeNumberResource = z.strictObject({ sid: sid("GN"), phone_number: z.string(), url });

export const safeListRoutes: FastifyPluginAsyncZod<SafeListRoutesOptions> = async (app, options) => {
  const { sql, deployment } = options;
  const describe = (number: { sid: string; phoneNumber: string }) => ({
    sid: number.sid,
    phone_number: number.phoneNumber,
    url: `${deployment.origin}/v2/SafeList/Numbers/${number.phoneNumber}`,
  });

  app.post(
    "/SafeList/Numbers",
    { schema: { body: safeNumberForm, response: { 201: safeNumberResource } } },
    async (request, reply) => reply.code(201).send(describe(await listSafeNumber(options, request.body.PhoneNumber))),
  );

  app.get(
    "/SafeList/Numbers/:PhoneNumber",
    { schema: { params, response: { 200: safeNumberResource } } },
    async (request) => describe(await fetchSafeNumber(sql, readPath(request.params.PhoneNumber))),
  );

  app.delete("/SafeList/Numbers/:PhoneNumber", { schema: { params } }, async (request, reply) => {
    await unlistSafeNumber(sql, readPath(request.params.PhoneNumber));
    return reply.code(204).send();
  });
};

function readNumber(value: string): string | undefined {
  // A form that did not encode the "+" gives a blank.
  if (!/^[+\uff0b ]/.test(value)) return undefined;
  const phone = normalizePhone(value, "KR");
  return phone.ok ? phone.e164 : undefined;
}

/** What cannot be on the list is not looked for. */
function readPath(value: string): string {
  const e164 = readNumber(value);
  if (!e164) throw new AppError("safe_list.not_found");
  return e164;
}
