/** @module Twilio's Webhook, property for property, and our addition (marked). */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Endpoint } from "../webhooks/endpoint.js";
import { date, sid, toSeconds, url } from "./resource.js";
import { everyType } from "./webhook-params.js";

export const webhookResource = z.strictObject({
  sid: sid("YW"),
  service_sid: sid("VA"),
  account_sid: sid("AC"),
  friendly_name: z.string().nullable(),
  event_types: z.array(z.string()),
  status: z.enum(["enabled", "disabled"]),
  version: z.literal("v2"),
  webhook_url: z.string(),
  webhook_method: z.literal("POST"),
  date_created: date,
  date_updated: date,
  url,
});
export const newWebhookResource = webhookResource.extend({
  signing_secret: z.string().describe("Addition: `whsec_…`, shown here only; what signatures are checked with."),
});

const isEvery = (types: readonly string[]) =>
  types.length === everyType.length && everyType.every((type) => types.includes(type));

/** One that is paused since it failed for days is told as disabled: `Status=enabled` resumes it. */
export function toWebhookResource(endpoint: Endpoint, serviceSid: string, { origin, accountSid }: Deployment) {
  return {
    sid: endpoint.sid,
    service_sid: serviceSid,
    account_sid: accountSid,
    friendly_name: endpoint.description,
    event_types: isEvery(endpoint.eventTypes) ? ["*"] : endpoint.eventTypes,
    status: endpoint.status === "enabled" ? ("enabled" as const) : ("disabled" as const),
    version: "v2" as const,
    webhook_url: endpoint.url,
    webhook_method: "POST" as const,
    date_created: toSeconds(endpoint.createdAt),
    date_updated: toSeconds(endpoint.updatedAt),
    url: `${origin}/v2/Services/${serviceSid}/Webhooks/${endpoint.sid}`,
  };
}
