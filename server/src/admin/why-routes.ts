/** @module Why a number or an address got no text: one answer for whoever is asked. */
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { maskRecipient } from "../delivery/message.js";
import type { Diagnoses, Diagnosis } from "../diagnosis/diagnosis.js";
import { readServiceSid } from "../http/read-sid.js";

const query = z.strictObject({
  to: z.string().min(1).max(320).describe("A number or an e-mail address."),
  service: z.string().max(64).optional().describe("Only what is this service's."),
});

const time = z.iso.datetime();
const bilingual = z.strictObject({ ko: z.string(), en: z.string() });

const lift = z.strictObject({
  method: z.enum(["DELETE", "PATCH", "POST"]),
  path: z.string(),
  body: z.record(z.string(), z.string()).optional(),
});

const cause = z.strictObject({
  code: z
    .string()
    .describe(
      "`verification.…` as callers were told, `limit.…`, `alarm.…`, `message.…`, `connector.inbox`, `test_number`.",
    ),
  serviceSid: z.string().nullable(),
  purpose: z.string().nullable(),
  at: time.describe("When it came up last."),
  times: z.int().describe("How often in the last day."),
  until: time.nullable().describe("`null`: it ends by nothing but a change, or nobody knows."),
  holds: z.boolean().describe("Whether it stands in the way now."),
  sentence: bilingual,
  remedy: bilingual,
  message: z
    .strictObject({
      id: z.string(),
      status: z.string(),
      connector: z.string().nullable(),
      vendorCode: z.string().nullable(),
    })
    .nullable(),
  lift: z.array(lift).describe("Calls that end it; `{id}` and `{sid}` are yours to fill in."),
});
cause.register(z.globalRegistry, { id: "Cause" });

const resource = z.strictObject({
  to: z.string().nullable().describe("Masked; `null`: it could not be read."),
  channel: z.enum(["sms", "email"]),
  country: z.string().nullable(),
  sent: z.strictObject({
    messages: z.int().describe("Of the last day, at most 50."),
    delivered: z.int(),
    lastDeliveredAt: time.nullable(),
  }),
  causes: z.array(cause).describe("What holds now first, then the newest. Empty: nothing stood in the way."),
});
resource.register(z.globalRegistry, { id: "Diagnosis" });

export interface WhyRoutesOptions {
  diagnoses: Diagnoses;
}

export const whyRoutes: FastifyPluginAsyncZod<WhyRoutesOptions> = async (app, { diagnoses }) => {
  app.get("/why", { schema: { querystring: query, response: { 200: resource } } }, async (request) => {
    const { to, service } = request.query;
    const serviceSid = service === undefined ? undefined : readServiceSid(service);
    return toResource(await diagnoses.of({ to, serviceSid }));
  });
};

function toResource({ address, channel, country, sent, causes }: Diagnosis) {
  return {
    to: address === undefined ? null : maskRecipient(address),
    ...{ channel, country },
    sent: { ...sent, lastDeliveredAt: sent.lastDeliveredAt?.toISOString() ?? null },
    causes: causes.map(({ at, until, message, ...one }) => ({
      ...one,
      at: at.toISOString(),
      until: until?.toISOString() ?? null,
      message: message
        ? { id: message.sid, status: message.status, connector: message.connector, vendorCode: message.vendorCode }
        : null,
    })),
  };
}
