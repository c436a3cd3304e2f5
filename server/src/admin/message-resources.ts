/** @module A message, as the management API shows it. */
import { carriers } from "@munjigi/connectors/kit/carrier";
import { explainFailure } from "@munjigi/connectors/kit/explain-failure";
import { failureClasses } from "@munjigi/connectors/message-connector";
import { z } from "zod";
import type { Factories } from "../connectors/factories.js";
import { type MessageRecord, maskRecipient, messageStatuses } from "../delivery/message.js";
import { noticeKinds } from "../delivery/notice.js";
import { priceClasses } from "../delivery/price-class.js";

const bilingual = z.strictObject({ ko: z.string(), en: z.string() });
export const messageResource = z.strictObject({
  id: z.string(),
  to: z.string().nullable().describe("Masked; `null` once it is emptied."),
  channel: z.string(),
  country: z.string().nullable(),
  status: z.enum(messageStatuses),
  connectorId: z.string().nullable().describe("The connector's `id`; `null`: part of the program."),
  connector: z.string().nullable().describe("The kind of connector."),
  vendorMessageId: z.string().nullable(),
  parts: z.int().nullable(),
  price: z.strictObject({ amount: z.string(), currency: z.string() }).nullable().describe("As the vendor told it."),
  priceClass: z
    .enum(priceClasses)
    .nullable()
    .describe("How a Korean vendor charges for it; `null`: others, who count `parts`, and e-mail."),
  carrier: z.enum(carriers).nullable().describe("Whose customer the recipient is, where the vendor told."),
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
messageResource.register(z.globalRegistry, { id: "Message" });

/** What a vendor's failure means and what to do about it; `undefined` for reasons of our own, as `expired`. */
function explain({ errorClass, errorCode, connector }: MessageRecord, factories: Factories) {
  const known = failureClasses.find((one) => one === errorClass);
  const kind = connector === null ? undefined : factories.find(connector);
  return known && explainFailure(known, errorCode ?? undefined, kind);
}

export function toMessage(message: MessageRecord, factories: Factories) {
  const { sid, recipient, channel, country, status, connectorId, connector, vendorMessageId, parts } = message;
  const { price, currency, priceClass, carrier, errorClass, errorCode, createdAt, sentAt, reportedAt } = message;
  const { noticeKind, verificationSid, noticeSid, serviceSid } = message;
  return {
    id: sid,
    to: recipient && maskRecipient(recipient),
    ...{ channel, country, status, connectorId, connector, vendorMessageId, parts },
    kind: noticeKind ?? ("code" as const),
    ...{ verificationSid, noticeSid, serviceSid },
    price: price !== null && currency !== null ? { amount: price, currency } : null,
    ...{ priceClass, carrier },
    failure: errorClass === null ? null : { class: errorClass, vendorCode: errorCode, ...explain(message, factories) },
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
    reportedAt: reportedAt?.toISOString() ?? null,
  };
}
