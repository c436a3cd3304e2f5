/**
 * @module Twilio's Verification and VerificationCheck, property for property as its OpenAPI file lists them, and our additions
 * (marked). Absent optionals are null: the SDK reads an absent date as "now".
 */
import { z } from "zod";
import type { Deployment } from "../core.js";
import type { Verification } from "../verify/verification.js";
import { date, sid, toSeconds, url } from "./resource.js";
import { createVerificationFieldNames } from "./verification-params.js";
import { warnAboutFields } from "./without-effect.js";

const verificationBase = {
  sid: sid("VE"),
  service_sid: sid("VA"),
  account_sid: sid("AC"),
  to: z.string().nullable().describe("E.164, or an e-mail address in lower case; null once retention has emptied it."),
  channel: z.string().meta({ examples: ["sms"] }),
  status: z.string().describe("`pending`, `approved`, `canceled`, `expired`, `max_attempts_reached`."),
  valid: z.boolean().describe("Whether it is approved."),
  amount: z.string().nullable(),
  payee: z.string().nullable(),
  date_created: date,
  date_updated: date,
};

/** The type of line comes from the numbering metadata, which knows no carriers. An e-mail address has no line. */
const carrier = z.strictObject({
  type: z.string(),
  name: z.null(),
  mobile_country_code: z.null(),
  mobile_network_code: z.null(),
  error_code: z.null(),
});

export const verificationResource = z.strictObject({
  ...verificationBase,
  lookup: z.strictObject({ carrier: carrier.nullable() }),
  send_code_attempts: z.array(z.strictObject({ attempt_sid: sid("VL"), channel: z.string(), time: z.string() })),
  sna: z.null(),
  url,
  date_expires: date.describe("Addition: when the code ends."),
  tags: z.record(z.string(), z.string()).nullable().describe("Addition: the tags it was started with."),
  warnings: z
    .array(z.string())
    .describe("Addition: what of the request that started it had no effect; empty where it is only looked at."),
});
verificationResource.register(z.globalRegistry, { id: "Verification" });

export const verificationCheckResource = z.strictObject({
  ...verificationBase,
  sna_attempts_error_codes: z.array(z.never()),
});
verificationCheckResource.register(z.globalRegistry, { id: "VerificationCheck" });

/** `given`: the names of the fields that the request came with. */
export function toVerificationResource(
  row: Verification,
  { origin, accountSid }: Deployment,
  given: readonly string[] = [],
) {
  return {
    ...toCommonMembers(row, accountSid),
    lookup: { carrier: row.extras?.lineType ? toCarrier(row.extras.lineType) : null },
    send_code_attempts: row.sends,
    sna: null,
    url: `${origin}/v2/Services/${row.serviceSid}/Verifications/${row.sid}`,
    date_expires: toSeconds(row.expiresAt),
    tags: row.tags,
    warnings: warnAboutFields(given, createVerificationFieldNames),
  };
}

function toCarrier(type: string) {
  return { type, name: null, mobile_country_code: null, mobile_network_code: null, error_code: null };
}

export function toCheckResource(row: Verification, { accountSid }: Deployment) {
  return { ...toCommonMembers(row, accountSid), sna_attempts_error_codes: [] };
}

function toCommonMembers(row: Verification, accountSid: string) {
  return {
    sid: row.sid,
    service_sid: row.serviceSid,
    account_sid: accountSid,
    to: row.recipient,
    channel: row.channel,
    status: row.status,
    valid: row.status === "approved",
    amount: row.extras?.amount ?? null,
    payee: row.extras?.payee ?? null,
    date_created: toSeconds(row.createdAt),
    date_updated: toSeconds(row.updatedAt),
  };
}
