/** @module Messages: what was sent to whom by which connector, and what became of it. Recipients are masked. */
import { carriers } from "@munjigi/connectors/kit/carrier";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Factories } from "../connectors/factories.js";
import { messageStatuses } from "../delivery/message.js";
import type { Messages } from "../delivery/messages.js";
import { AppError } from "../errors.js";
import { readSid } from "../http/read-sid.js";
import { findRecipient } from "../recipient.js";
import { isStorable } from "../text.js";
import { messageResource, toMessage } from "./message-resources.js";
import { moment, pageSize } from "./page-query.js";

const listQuery = z.strictObject({
  to: z.string().max(320).optional().describe("A number or an e-mail address."),
  status: z.enum(messageStatuses).optional(),
  connector: z
    .string()
    .max(64)
    .refine(isStorable, "must not contain NUL")
    .optional()
    .describe("A connector's `id`, or a kind of connector."),
  since: moment.optional().describe("Made at this time or later."),
  until: moment.optional().describe("Made before this time."),
  after: z.string().optional().describe("The `next` of the page before."),
  size: pageSize,
});

const timeline = z.array(
  z.strictObject({
    at: z.iso.datetime(),
    event: z.enum(["created", "try_failed", "sent", "delivered", "failed", "next_try", "verification_ended"]),
    connector: z.string().optional(),
    carrier: z.enum(carriers).optional().describe("Of `delivered`, where the vendor told."),
    class: z.string().optional(),
    code: z.string().optional(),
    status: z.string().optional(),
  }),
);
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
    return { messages: messages.map((message) => toMessage(message, factories)), next };
  });

  app.get(
    "/messages/:id",
    { schema: { params, response: { 200: messageResource.extend({ timeline }) } } },
    async (request) => {
      const { timeline, ...message } = await options.messages.fetch(
        readSid("VL", request.params.id, "message.not_found"),
      );
      return { ...toMessage(message, factories), timeline };
    },
  );
};

function addressOf(text: string): string {
  const recipient = findRecipient(text);
  if (recipient) return recipient.address;
  throw new AppError("request.invalid", { parameter: "to", problem: "it is no mobile number and no e-mail address" });
}
