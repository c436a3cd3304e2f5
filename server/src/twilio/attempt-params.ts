/** @module The filters of Twilio's Attempts. */
import { z } from "zod";
import { findRecipient, NO_COUNTRY } from "../recipient.js";
import type { AttemptFilter } from "../verify/attempt.js";
import { country, moment, optional, STARTS_INTERNATIONAL, sid, text } from "./fields.js";
import { pageFields } from "./paging.js";

const recipient = text.transform((value, context) => {
  const found = STARTS_INTERNATIONAL.test(value) || /[@\uff20]/.test(value) ? findRecipient(value) : undefined;
  if (found) return found.address;
  context.addIssue({ code: "custom", message: "must be a mobile number in E.164 format, or an e-mail address" });
  return z.NEVER;
});

const prefix = text
  .regex(/^\+?\d{1,15}$/, "must be the first digits of a number in E.164 format")
  .transform((value) => `+${value.replace(/\D/g, "")}`);

/** Twilio's channels. One that we do not send by is accepted, and no attempt matches it. */
const channel = z.enum(["sms", "call", "email", "whatsapp", "rbm"], {
  error: "must be sms, call, email, whatsapp or rbm",
});
const status = z.enum(["converted", "unconverted"], { error: "must be converted or unconverted" });

const common = {
  DateCreatedAfter: optional(moment),
  DateCreatedBefore: optional(moment),
  Country: optional(
    text.transform((value) => value.trim().toUpperCase()).pipe(z.union([z.literal(NO_COUNTRY), country])),
  ),
  Channel: optional(channel),
  VerifyServiceSid: optional(sid("VA")),
};

export const attemptQuery = z.object({
  ...pageFields,
  ...common,
  "ChannelData.To": optional(recipient),
  VerificationSid: optional(sid("VE")),
  Status: optional(status),
});

export const summaryQuery = z.object({ ...common, DestinationPrefix: optional(prefix) });

type Given = Partial<z.output<typeof attemptQuery>> & Partial<z.output<typeof summaryQuery>>;

export function readFilter(query: Given): AttemptFilter {
  return {
    after: query.DateCreatedAfter,
    before: query.DateCreatedBefore,
    recipient: query["ChannelData.To"],
    verificationSid: query.VerificationSid,
    serviceSid: query.VerifyServiceSid,
    country: query.Country,
    channel: query.Channel,
    converted: query.Status && query.Status === "converted",
    prefix: query.DestinationPrefix,
  };
}

/** The filters as the links to other pages repeat them. */
export function writeFilters(query: z.output<typeof attemptQuery>): Record<string, string | undefined> {
  const { PageSize: _size, Page: _page, PageToken: _token, DateCreatedAfter, DateCreatedBefore, ...texts } = query;
  return {
    ...texts,
    DateCreatedAfter: DateCreatedAfter?.toISOString(),
    DateCreatedBefore: DateCreatedBefore?.toISOString(),
  };
}
