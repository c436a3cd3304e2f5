/** @module Verifications, also those that are over: found by number, and one with all that happened to it. Recipients are masked. */
import { carriers } from "@munjigi/connectors/kit/carrier";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Factories } from "../connectors/factories.js";
import { maskRecipient } from "../delivery/message.js";
import {
  type Details,
  historyEvents,
  type Shown,
  type VerificationHistory,
} from "../diagnosis/verification-history.js";
import { AppError } from "../errors.js";
import { readServiceSid } from "../http/read-sid.js";
import { actorOf } from "../http/require-key.js";
import { findRecipient } from "../recipient.js";
import { parseSid } from "../sid.js";
import { recordStatuses, type VerificationRecord } from "../verify/record.js";
import { type Cell, csvAnswer, mapPages, sendCsv } from "./csv.js";
import { messageResource, toMessage } from "./message-resources.js";
import { moment, pageAfter, pageSize } from "./page-query.js";

const time = z.iso.datetime();
const exportQuery = z.strictObject({
  to: z.string().min(1).max(320).optional().describe("A number or an e-mail address, whole."),
  status: z.enum(recordStatuses).optional(),
  service: z.string().max(64).optional().describe("Of this service."),
  since: moment.optional().describe("Begun at this time or later."),
  until: moment.optional().describe("Begun before this time."),
});
const listQuery = exportQuery.extend({
  after: pageAfter("VE"),
  size: pageSize,
});

const resource = z.strictObject({
  id: z.string(),
  to: z.string().nullable().describe("Masked; `null` once it is emptied."),
  channel: z.string(),
  country: z.string().describe("ISO 3166-1 alpha-2; `ZZ` of an e-mail address."),
  serviceSid: z.string(),
  purpose: z.string().describe("What the code was for: `api`, `public`, `sign-in`, …"),
  status: z.enum(recordStatuses),
  stoppedBy: z
    .string()
    .nullable()
    .describe(
      "The limit that refused to send the code again: of the last day, and in a list only where `to` is given.",
    ),
  connectorId: z.string().nullable().describe("That of the last send; `null`: part of the program, or none yet."),
  connector: z.string().nullable().describe("Its kind."),
  sends: z.int(),
  checks: z.int().describe("Codes that were tried, the right one too."),
  isTest: z.boolean().describe("A test number's: no text is sent."),
  createdAt: time,
  expiresAt: time,
  endedAt: time.nullable(),
  secondsToVerify: z.number().nullable().describe("From the request to the right code; `null`: there was none."),
});
resource.register(z.globalRegistry, { id: "VerificationRecord" });

const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
const entry = z.strictObject({
  at: time.nullable().describe("`null`: only its place in the order is known."),
  event: z.enum(historyEvents),
  channel: z.string().optional(),
  messageId: z.string().optional(),
  connector: z.string().optional().describe("The kind of connector."),
  carrier: z.enum(carriers).optional().describe("Of `delivered`, where the vendor told."),
  class: z.string().optional().describe("Of a failure."),
  code: z.string().optional().describe("The vendor's; of `refused` what refused, as `/api/why` names it."),
  times: z.int().optional(),
  sentence: bilingual.optional().describe("What a refusal or a failure means."),
});
const details = resource.extend({ timeline: z.array(entry), messages: z.array(messageResource) });
details.register(z.globalRegistry, { id: "VerificationDetails" });

const params = z.strictObject({ sid: z.string() });
const nothing = z.strictObject({});

export interface VerificationRoutesOptions {
  history: VerificationHistory;
  factories: Factories;
}

export const verificationRoutes: FastifyPluginAsyncZod<VerificationRoutesOptions> = async (app, options) => {
  const { history, factories } = options;
  const list = z.strictObject({ verifications: z.array(resource), next: z.string().nullable() });
  app.get("/verifications", { schema: { querystring: listQuery, response: { 200: list } } }, async ({ query }) => {
    const { after, size, ...filter } = query;
    const { records, next } = await history.list({ ...toFilter(filter), after, size });
    return { verifications: records.map(toRecord), next };
  });

  app.get(
    "/verifications.csv",
    { schema: { querystring: exportQuery, response: { 200: csvAnswer } } },
    (request, reply) => {
      const pages = history.export(toFilter(request.query), actorOf(request));
      sendCsv(reply, "verifications", heads, mapPages(pages, toRow));
    },
  );

  app.get(
    "/verifications/:sid",
    { schema: { params, querystring: nothing, response: { 200: details } } },
    async (request) => toDetails(await history.fetch(readVerificationSid(request.params.sid)), factories),
  );

  app.post(
    "/verifications/:sid/cancel",
    { schema: { params, querystring: nothing, response: { 200: details } } },
    async (request) =>
      toDetails(await history.cancel(readVerificationSid(request.params.sid), actorOf(request)), factories),
  );
};

function readVerificationSid(text: string): string {
  const sid = parseSid("VE", text);
  if (!sid) throw new AppError("verification.not_found", { reason: "unknown" });
  return sid;
}

function toFilter({ to, service, since, until, status }: z.output<typeof exportQuery>) {
  return {
    status,
    recipient: to === undefined ? undefined : addressOf(to),
    serviceSid: service === undefined ? undefined : readServiceSid(service),
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
  };
}

function addressOf(text: string): string {
  const recipient = findRecipient(text);
  if (recipient) return recipient.address;
  throw new AppError("request.invalid", { parameter: "to", problem: "it is no mobile number and no e-mail address" });
}

function toDetails({ timeline, messages, ...record }: Details, factories: Factories) {
  return {
    ...toRecord(record),
    timeline: timeline.map(({ messageSid, ...one }) => ({ ...one, ...(messageSid && { messageId: messageSid }) })),
    messages: messages.map((message) => toMessage(message, factories)),
  };
}

const heads = [
  ...["time", "id", "to", "channel", "country", "service", "purpose", "status", "connector", "connectorId", "sends"],
  ...["checks", "isTest", "expiresAt", "endedAt", "secondsToVerify"],
];

/** Recipients are masked, as in the list. */
function toRow(record: VerificationRecord): Cell[] {
  const one = toRecord({ ...record, stoppedBy: null });
  return [
    ...[one.createdAt, one.id, one.to, one.channel, one.country, one.serviceSid, one.purpose, one.status],
    ...[one.connector, one.connectorId, one.sends, one.checks, String(one.isTest), one.expiresAt, one.endedAt],
    one.secondsToVerify,
  ];
}

function toRecord(record: Shown) {
  const { sid, recipient, channel, country, serviceSid, purpose, status, stoppedBy, connectorId, connector } = record;
  const { sends, checks, isTest, createdAt, expiresAt, endedAt } = record;
  return {
    id: sid,
    to: recipient && maskRecipient(recipient),
    ...{ channel, country, serviceSid, purpose, status, stoppedBy, connectorId, connector, checks, isTest },
    sends: sends.length,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    secondsToVerify: status === "approved" && endedAt ? (endedAt.getTime() - createdAt.getTime()) / 1000 : null,
  };
}
