/** @module Webhooks and their deliveries as the management API shows them. */
import { z } from "zod";
import { type Delivery, deliveryStatuses, type Endpoint, endpointStatuses } from "../webhooks/endpoint.js";

const time = z.iso.datetime();

export const webhookResource = z.strictObject({
  id: z.string().describe("`YW…`"),
  url: z.string(),
  events: z.array(z.string()),
  includeNumbers: z.boolean(),
  enabled: z.boolean(),
  status: z
    .enum(endpointStatuses)
    .describe(
      "`paused`: it failed for three days; what happens is kept for it. `disabled`: by you, or by its answer 410.",
    ),
  description: z.string().nullable(),
  service: z.string().nullable(),
  oldSecretUntil: time.nullable().describe("Until then the secret before signs too."),
  failingSince: time.nullable().describe("Of the first failure after the last success."),
  pausedAt: time.nullable(),
  waiting: z.int().describe("What it is still to be told; counted up to 1000."),
  dead: z.int().describe("What was given up, and can be replayed; counted up to 1000."),
  createdAt: time,
  updatedAt: time,
});
export const freshWebhook = webhookResource.extend({
  secret: z.string().describe("`whsec_…`, shown here only: what signatures are checked with."),
});
export const webhookList = z.strictObject({ webhooks: z.array(webhookResource) });

export const deliveryResource = z.strictObject({
  id: z.string().describe("`WD…`"),
  eventId: z.string().describe("The `webhook-id` of every try."),
  type: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  service: z.string().nullable(),
  status: z.enum(deliveryStatuses),
  tries: z.int(),
  answer: z.int().nullable().describe("The HTTP status of the last answer."),
  problem: z
    .enum(["timeout", "address_refused", "no_connection", "secret_unreadable"])
    .nullable()
    .describe("Why there was no answer."),
  happenedAt: time,
  triedAt: time.nullable(),
  nextTryAt: time.nullable(),
  replayedAt: time.nullable(),
});
export const deliveryList = z.strictObject({ deliveries: z.array(deliveryResource), next: z.string().nullable() });

export const testResult = z.strictObject({
  delivered: z.boolean(),
  answer: z.int().nullable(),
  problem: z.string().nullable(),
  ms: z.int(),
});

webhookResource.register(z.globalRegistry, { id: "Webhook" });
freshWebhook.register(z.globalRegistry, { id: "FreshWebhook" });
deliveryResource.register(z.globalRegistry, { id: "WebhookDelivery" });

const iso = (date: Date | null) => date?.toISOString() ?? null;

export function toWebhookResource(endpoint: Endpoint) {
  const { sid, url, eventTypes, includeNumbers, status, description, serviceSid, waiting, dead } = endpoint;
  return {
    ...{ id: sid, url, events: eventTypes, includeNumbers, enabled: status !== "disabled", status, description },
    ...{ service: serviceSid, oldSecretUntil: iso(endpoint.oldSecretUntil), failingSince: iso(endpoint.failingSince) },
    ...{ pausedAt: iso(endpoint.pausedAt), waiting, dead },
    ...{ createdAt: endpoint.createdAt.toISOString(), updatedAt: endpoint.updatedAt.toISOString() },
  };
}

export function toDeliveryResource(delivery: Delivery) {
  const { sid, eventSid, type, subjectKind, subjectId, serviceSid, status, tries, answer, problem } = delivery;
  return {
    ...{ id: sid, eventId: eventSid, type, subject: { kind: subjectKind, id: subjectId }, service: serviceSid },
    ...{ status, tries, answer, problem, happenedAt: delivery.happenedAt.toISOString() },
    ...{ triedAt: iso(delivery.triedAt), nextTryAt: status === "waiting" ? iso(delivery.nextAt) : null },
    replayedAt: iso(delivery.replayedAt),
  };
}
