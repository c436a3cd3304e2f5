/** @module Messages: what was sent to whom by which connector, and what became of it. Recipients are masked. */

import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { failureClasses } from "@munjigi/connectors/message-connector";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Factories } from "../connectors/factories.js";
import { type MessageRecord, maskRecipient, messageStatuses } from "../delivery/message.js";
import type { Messages } from "../delivery/messages.js";
import { noticeKinds } from "../delivery/notice.js";
import { AppError } from "../errors.js";
import { readSid } from "../http/read-sid.js";
import { findRecipient } from "../recipient.js";
import { isStorable } from "../text.js";
import { pageSize } from "./page-query.js";

const listQuery = z.strictObject({
  to: z.string().max(320).optional().describe("A number or an e-mail address."),
  status: z.enum(messageStatuses).optional(),
  connector: z
    .string()
    .max(64)
    .refine(isStorable, "must not contain NUL")
    .optional()
    .describe("A connector's `id`, or a kind of connector."),
  since: z.iso.datetime({ offset: true }).optional().describe("Made at this time or later."),
  until: z.iso.datetime({ offset: true }).optional().describe("Made before this time."),
  after: z.string().optional().describe("The `next` of the page before."),
  size: pageSize,
});

const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
const messageResource = z.strictObject({
  id: z.string(),
  to: z.string().nullable().describe("Masked; `null` once it is emptied."),
  channel: z.string(),
  country: z.string().nullable(),
  status: z.enum(messageStatuses),
  connectorId: z.string().nullable().describe("The connector's `id`; `null`: part of the program."),
  connector: z.string().nullable().describe("The kind of connector."),
  vendorMessageId: z.string().nullable(),
  parts: z.int().nullable(),
  price: z.strictObject({ amount: z.string(), currency: z.string() }).nullable(),
  failure: z
    .strictObject({
      class: z.string(),
      vendorCode: z.string().nullable(),
      sentence: bilingual.optional().describe("Of a failure that is the vendor's."),
      remedy: bilingual.optional(),
    })
    .nullable(),
  kind: z.enum(["code", ...noticeKinds]).describe("What was sent: a code, or which notice."),
  verificationSid: z.string().nullable().describe("Of a code."),
  noticeSid: z.string().nullable().describe("Of a notice."),
  serviceSid: z.string().nullable(),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  reportedAt: z.iso.datetime().nullable(),
});
const timeline = z.array(
  z.strictObject({
    at: z.iso.datetime(),
    event: z.enum(["created", "try_failed", "sent", "delivered", "failed", "next_try", "verification_ended"]),
    connector: z.string().optional(),
    class: z.string().optional(),
    code: z.string().optional(),
    status: z.string().optional(),
  }),
);
messageResource.register(z.globalRegistry, { id: "Message" });
const messageList = z.strictObject({ messages: z.array(messageResource), next: z.string().nullable() });
const params = z.strictObject({ id: z.string() });

export interface MessageRoutesOptions {
  messages: Messages;
  factories: Factories;
}

export const messageRoutes: FastifyPluginAsyncZod<MessageRoutesOptions> = async (app, options) => {
  const { factories } = options;
  app.get("/messages", { schema: { querystring: listQuery, response: { 200: messageList } } }, async ({ query }) => {
    const { to, since, until, after, ...same } = query;
    const { messages, next } = await options.messages.list({
      ...same,
      recipient: to === undefined ? undefined : addressOf(to),
      since: since === undefined ? undefined : new Date(since),
      until: until === undefined ? undefined : new Date(until),
      after: after === undefined ? undefined : readSid("VL", after, "message.not_found"),
    });
    return { messages: messages.map((message) => toResource(message, factories)), next };
  });

  app.get(
    "/messages/:id",
    { schema: { params, response: { 200: messageResource.extend({ timeline }) } } },
    async (request) => {
      const { timeline, ...message } = await options.messages.fetch(
        readSid("VL", request.params.id, "message.not_found"),
      );
      return { ...toResource(message, factories), timeline };
    },
  );
};

function addressOf(text: string): string {
  const recipient = findRecipient(text);
  if (recipient) return recipient.address;
  throw new AppError("request.invalid", { parameter: "to", problem: "it is no mobile number and no e-mail address" });
}

/** What a vendor's failure means and what to do about it; `undefined` for reasons of our own, as `expired`. */
function explain({ errorClass, errorCode, connector }: MessageRecord, factories: Factories) {
  const known = failureClasses.find((one) => one === errorClass);
  const kind = connector === null ? undefined : factories.find(connector);
  return known && explainFailure(known, errorCode ?? undefined, kind);
}

function toResource(message: MessageRecord, factories: Factories) {
  const { sid, recipient, channel, country, status, connectorId, connector, vendorMessageId, parts } = message;
  const { price, currency, errorClass, errorCode, createdAt, sentAt, reportedAt } = message;
  const { noticeKind, verificationSid, noticeSid, serviceSid } = message;
  return {
    id: sid,
    to: recipient && maskRecipient(recipient),
    ...{ channel, country, status, connectorId, connector, vendorMessageId, parts },
    kind: noticeKind ?? ("code" as const),
    ...{ verificationSid, noticeSid, serviceSid },
    price: price !== null && currency !== null ? { amount: price, currency } : null,
    failure: errorClass === null ? null : { class: errorClass, vendorCode: errorCode, ...explain(message, factories) },
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    reportedAt: reportedAt?.toISOString() ?? null,
  };
}
