/** @module What Twilio's Webhooks take: its five types of event, and the outcomes that it tells of elsewhere. */
import { z } from "zod";
import { outcomeTypes } from "../audit/announce.js";
import { MAX_EVENT_TYPES, NEVER_TOLD, problemWithDescription } from "../webhooks/endpoint.js";
import { form, optional, text } from "./fields.js";

/** https://www.twilio.com/docs/verify/api/webhooks#webhook-events */
const twilioTypes = ["factor.created", "factor.verified", "factor.deleted", "challenge.approved", NEVER_TOLD];
const known = new Set<string>(["*", ...twilioTypes, ...outcomeTypes]);

/** What `*` means: all that a service of Twilio's would tell, and how verifications end. Not who signs in. */
export const everyType = ["factor.*", "challenge.*", "verification.*"];

/** A field that is given once or several times. */
const eventTypes = z
  .preprocess((value) => (typeof value === "string" ? [value] : value), z.array(text, { error: "is required" }))
  .transform((list, context) => {
    const types = [...new Set(list.map((type) => type.trim()).filter(Boolean))];
    const unknown = types.find((type) => !known.has(type));
    const fail = (message: string) => {
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    if (types.length === 0) return fail("is required");
    if (types.length > MAX_EVENT_TYPES) return fail(`must be at most ${MAX_EVENT_TYPES} types`);
    if (unknown !== undefined) return fail(`must be of ${[...known].join(", ")}`);
    return types.includes("*") ? everyType : types;
  });

const friendlyName = text.transform((value, context) => {
  const message = value.trim() ? problemWithDescription(value) : "is required";
  if (message) context.addIssue({ code: "custom", message });
  return value.trim();
});
const status = z.enum(["enabled", "disabled"], { error: "must be enabled or disabled" });
/** What comes is the same for every version, so it would be wrong to promise the old one. */
const version = z.literal("v2", { error: "must be v2" });

export const createWebhookForm = form({
  FriendlyName: friendlyName,
  EventTypes: eventTypes,
  WebhookUrl: text.min(1, "is required"),
  Status: optional(status),
  Version: optional(version),
});
export const updateWebhookForm = form({
  FriendlyName: optional(friendlyName),
  EventTypes: optional(eventTypes),
  WebhookUrl: optional(text),
  Status: optional(status),
  Version: optional(version),
});
