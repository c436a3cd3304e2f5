/** @module What the management API takes about webhooks. Whether an address may be called is the room's own rule. */
import { z } from "zod";
import { parseSid } from "../sid.js";
import { isStorable } from "../text.js";
import {
  deliveryStatuses,
  KEEP_OLD_HOURS,
  MAX_EVENT_TYPES,
  problemWithDescription,
  problemWithEventType,
} from "../webhooks/endpoint.js";
import { pageAfter, pageSize } from "./page-query.js";

const checked = (problemWith: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const message = problemWith(text);
    if (message) context.addIssue({ code: "custom", message });
  });

const service = z.string().transform((text, context) => {
  const sid = parseSid("VA", text);
  if (sid) return sid;
  context.addIssue({ code: "custom", message: "it must be VA and 32 hex digits" });
  return z.NEVER;
});

const settings = {
  url: z.string().min(1).refine(isStorable, "must not contain NUL").describe("Where events are posted to."),
  events: z
    .array(checked(problemWithEventType))
    .min(1, "it must have at least one")
    .max(MAX_EVENT_TYPES, `it must have at most ${MAX_EVENT_TYPES}`)
    .transform((list) => [...new Set(list)])
    .describe("Types of events, `user.*` for all that begin so, or `*`."),
  includeNumbers: z.boolean().describe("Whether it is told phone numbers and e-mail addresses. Default: false."),
  enabled: z.boolean().describe("Default: true. What happens while it is false it is never told."),
  description: checked(problemWithDescription).nullable(),
  service: service.nullable().describe("Only events of this service. `null`, the default: all."),
};
const { url, events, ...others } = settings;

export const newWebhook = z.strictObject({ url, events, ...z.strictObject(others).partial().shape });
export const webhookChange = z.strictObject(settings).partial();

export const rotation = z.strictObject({
  keepOldHours: z
    .int()
    .min(0)
    .max(KEEP_OLD_HOURS.max)
    .optional()
    .describe("How long the secret before signs too. Default: 24."),
});

export const deliveryQuery = z.strictObject({
  status: z.enum(deliveryStatuses).optional(),
  after: pageAfter("WD"),
  size: pageSize,
});

/** The room's words for what was read. */
export function toNewEndpoint({ events: eventTypes, service: serviceSid, ...same }: z.output<typeof newWebhook>) {
  return { ...same, eventTypes, serviceSid };
}

export function toChanges({ events: eventTypes, service: serviceSid, ...same }: z.output<typeof webhookChange>) {
  return { ...same, eventTypes, serviceSid };
}
