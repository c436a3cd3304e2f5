/** @module The limits of a service's public phone API, and its alarms. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AppError } from "../errors.js";
import type { FraudGuard } from "../fraud-guard/fraud-guard.js";
import type { Alarmed } from "../fraud-guard/lift-alarm.js";
import { alarmNames, limitsSchema } from "../fraud-guard/limits.js";
import { limitChanges, type ServiceLimits } from "../fraud-guard/service-limits.js";
import { expectationOf } from "../http/entity-tag.js";
import { readServiceSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { isCountry } from "../phone.js";
import { acceptRecipient, findRecipient, readRecipient } from "../recipient.js";

export interface LimitRoutesOptions {
  fraudGuard: Pick<FraudGuard, "showLimits" | "changeLimits" | "showAlarms" | "liftAlarm" | "liftNumber">;
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
  defaults: limitsSchema.describe("What holds where nothing was said."),
  updatedAt: z.iso.datetime().describe("When anything of the service was changed last: what `If-Match` is made of."),
});
resource.register(z.globalRegistry, { id: "Limits" });

const counts = {
  raised: z.int().describe("How often it was raised."),
  refused: z.int().describe("Sends that it alone refused."),
  challenged: z.int().describe("Sends that it alone asked for a proof of work."),
  wouldRefuse: z.int().describe("Texts that went out because it only observed: else they would have been refused."),
  wouldChallenge: z.int().describe("The same, of which a proof of work would have been asked for."),
  passedKnown: z
    .int()
    .describe("Texts to numbers that were verified before, while strangers were refused or would have been."),
};
const alarms = z.strictObject({
  timeZone: z.literal("UTC").describe("Whose days they are."),
  alarms: z.array(
    z.strictObject({
      name: z.enum(alarmNames),
      mode: z.enum(["enforce", "observe"]),
      up: z
        .array(
          z.strictObject({
            scope: z
              .string()
              .describe(
                "`service`, `country`, `prefix`, or `prefix-network`: a prefix for the network that texted it.",
              ),
            country: z
              .string()
              .nullable()
              .describe("Of the numbers it is about; `null`: of all. A prefix is not told."),
            action: z.enum(["block", "challenge"]).describe("What it does, or would do."),
            count: z.int().describe("So many of this kind are up."),
            until: z.iso.datetime().describe("When the last of them ends."),
          }),
        )
        .describe("Where it is up now, whether it is in force or only observes."),
      week: z.strictObject(counts).describe("All of `days` together."),
      days: z
        .array(
          z.strictObject({
            day: z.iso.date(),
            ...counts,
            countries: z.array(z.strictObject({ country: z.string().describe("`ZZ`: none."), ...counts })),
          }),
        )
        .describe("Today and the six days before, the newest first."),
    }),
  ),
});
alarms.register(z.globalRegistry, { id: "Alarms" });

const liftBody = z.strictObject({ to: z.string().min(1).max(320).describe("A number or an e-mail address, whole.") });
const lifted = z.strictObject({
  lifted: z.boolean().describe("Whether anything stood in the way."),
  rules: z.array(z.string()).describe("The limits that had refused it."),
  counters: z.int().describe("Counters and waits that begin anew."),
  verifications: z
    .array(z.string())
    .describe("Verifications that were live and are over: their codes are good no more."),
});
lifted.register(z.globalRegistry, { id: "Lifted" });

const toResource = ({ updatedAt, ...limits }: ServiceLimits) => ({ ...limits, updatedAt: updatedAt.toISOString() });

export const limitRoutes: FastifyPluginAsyncZod<LimitRoutesOptions> = async (app, { fraudGuard }) => {
  app.get("/services/:sid/limits", { schema: { params, response: { 200: resource } } }, async (request) =>
    toResource(await fraudGuard.showLimits(readServiceSid(request.params.sid))),
  );

  app.patch(
    "/services/:sid/limits",
    { schema: { params, body: limitChanges, response: { 200: resource } } },
    async (request) =>
      toResource(
        await fraudGuard.changeLimits(readServiceSid(request.params.sid), request.body, {
          by: actorOf(request),
          expect: expectationOf(request),
        }),
      ),
  );

  app.post(
    "/services/:sid/limits/lift",
    { schema: { params, body: liftBody, response: { 200: lifted } } },
    async (request) => {
      const recipient = findRecipient(request.body.to);
      if (!recipient)
        throw new AppError("request.invalid", {
          ...{ parameter: "to", problem: "it is no mobile number and no e-mail address" },
        });
      const serviceSid = readServiceSid(request.params.sid);
      const found = await fraudGuard.liftNumber(serviceSid, recipient.address, actorOf(request));
      return { lifted: found.counters > 0 || found.verifications.length > 0, ...found };
    },
  );

  app.get("/services/:sid/alarms", { schema: { params, response: { 200: alarms } } }, async (request) => {
    const shown = await fraudGuard.showAlarms(readServiceSid(request.params.sid));
    return {
      timeZone: "UTC" as const,
      alarms: shown.map(({ up, ...one }) => ({
        ...one,
        up: up.map(({ until, ...where }) => ({ ...where, until: until.toISOString() })),
      })),
    };
  });

  app.delete(
    "/services/:sid/alarms",
    { schema: { params, querystring: alarmQuery, response: { 200: z.strictObject({ lifted: z.boolean() }) } } },
    async (request) => ({
      lifted: await fraudGuard.liftAlarm(
        readServiceSid(request.params.sid),
        readAlarm(request.query),
        actorOf(request),
      ),
    }),
  );
};

function readAlarm({ country, phoneNumber }: z.infer<typeof alarmQuery>): Alarmed {
  if (country !== undefined && phoneNumber !== undefined)
    throw new AppError("request.invalid", { parameter: "country", problem: "give it or phoneNumber, not both" });
  if (country !== undefined) return { country };
  if (phoneNumber === undefined) return {};
  const recipient = acceptRecipient(readRecipient(phoneNumber, "sms", "KR"));
  if (!recipient)
    throw new AppError("request.invalid", { parameter: "phoneNumber", problem: "it is not a mobile number" });
  return { e164: recipient.address };
}
