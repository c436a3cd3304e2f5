/** @module The limits of a service's public phone API. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Alarmed, liftAlarm } from "../fraud-guard/lift-alarm.js";
import { limitsSchema } from "../fraud-guard/limits.js";
import { changeServiceLimits, limitChanges, showServiceLimits } from "../fraud-guard/service-limits.js";
import { readServiceSid } from "../http/read-sid.js";
import { isCountry, normalizePhone } from "../phone.js";
import type { Keyring } from "../secrets.js";
import type { ServiceCache } from "../services/find-service.js";

export interface LimitRoutesOptions {
  sql: Database;
  services: ServiceCache;
  keyring: Keyring;
}

const params = z.strictObject({ sid: z.string() });
/** What the alarm is about: a country, the prefix of a number, or with neither the whole service. */
const alarmQuery = z.strictObject({
  country: z
    .string()
    .transform((text) => text.toUpperCase())
    .refine(isCountry, "must be an ISO 3166-1 alpha-2 country code")
    .optional(),
  phoneNumber: z.string().max(64).optional(),
});
const resource = z.strictObject({
  limits: limitsSchema,
  changed: z.array(z.string()).describe("The names of those that are not the default."),
});
resource.register(z.globalRegistry, { id: "Limits" });

export const limitRoutes: FastifyPluginAsyncZod<LimitRoutesOptions> = async (app, options) => {
  app.get("/services/:sid/limits", { schema: { params, response: { 200: resource } } }, async (request) =>
    showServiceLimits(options, readServiceSid(request.params.sid)),
  );

  app.patch(
    "/services/:sid/limits",
    { schema: { params, body: limitChanges, response: { 200: resource } } },
    async (request) => await changeServiceLimits(options, readServiceSid(request.params.sid), request.body),
  );

  app.delete(
    "/services/:sid/alarms",
    { schema: { params, querystring: alarmQuery, response: { 200: z.strictObject({ lifted: z.boolean() }) } } },
    async (request) => ({
      lifted: await liftAlarm(options, readServiceSid(request.params.sid), readAlarm(request.query)),
    }),
  );
};

function readAlarm({ country, phoneNumber }: z.infer<typeof alarmQuery>): Alarmed {
  if (country !== undefined && phoneNumber !== undefined)
    throw new AppError("request.invalid", { parameter: "country", problem: "give it or phoneNumber, not both" });
  if (country !== undefined) return { country };
  if (phoneNumber === undefined) return {};
  const phone = normalizePhone(phoneNumber, "KR");
  if (!phone.ok)
    throw new AppError("request.invalid", { parameter: "phoneNumber", problem: "it is not a mobile number" });
  return { e164: phone.e164 };
}
