/**
 * @module Twilio's code and message for each failure that `/v2` can tell. Callers match on both.
 * https://www.twilio.com/docs/api/errors
 */
import type { AppError, ErrorCode } from "../errors.js";

interface TwilioEntry {
  code: number;
  message: (error: AppError, path: string) => string;
}

const say = (text: string) => () => text;
const ourWords = (error: AppError) => error.text("en");
const notFoundAt = (_: AppError, path: string) => `The requested resource ${path} was not found`;

/** This API's parameters, by the domain's words for what they give. */
const parameterNames = new Map([
  ["recipient", "To"],
  ["template", "TemplateSid"],
  ["substitutions", "TemplateCustomSubstitutions"],
  ["amount", "Amount"],
  ["payee", "Payee"],
  ["customCode", "CustomCode"],
  ["url", "WebhookUrl"],
]);

/** A row for each failure that an operation of `/v2` lists: a test holds it against openapi.json, both ways. */
export const twilioErrors: Partial<Record<ErrorCode, TwilioEntry>> = {
  "request.invalid": {
    code: 60200,
    message: ({ facts: { parameter = "", problem } }) =>
      `Invalid parameter \`${parameterNames.get(parameter) ?? parameter}\`: ${problem}`,
  },
  "request.malformed": { code: 60200, message: ourWords },
  "request.unauthenticated": { code: 20003, message: say("Authenticate") },
  // https://www.twilio.com/docs/api/errors/20403
  "request.other_site": { code: 20403, message: ourWords },
  "request.not_found": { code: 20404, message: notFoundAt },
  "request.too_large": { code: 20001, message: ourWords },
  "request.media_type": { code: 20001, message: ourWords },
  "server.unavailable": { code: 20503, message: say("Service Unavailable") },
  "server.internal": { code: 20500, message: say("Internal Server Error") },
  "service.not_found": { code: 20404, message: notFoundAt },
  "limits.exceeded": { code: 20429, message: say("Too many requests") },
  "rate_limit.not_found": { code: 20404, message: notFoundAt },
  "rate_limit.name_invalid": { code: 60209, message: say("UniqueName format is invalid") },
  "rate_limit.name_taken": { code: 60208, message: say("Rate limit with that UniqueName already exists") },
  "rate_limit.too_many": { code: 60207, message: say("Max rate limits per service reached") },
  "rate_limit.interval_taken": { code: 60211, message: say("Bucket with the given Interval already exists") },
  "rate_limit.too_many_buckets": { code: 60210, message: say("Max Buckets per Rate limit reached") },
  "factor.not_found": { code: 20404, message: notFoundAt },
  "factor.entity_not_found": { code: 20404, message: notFoundAt },
  "factor.entity_exists": { code: 60301, message: say("Entity already exists") },
  "factor.type_unavailable": { code: 20404, message: ourWords },
  "factor.too_many": { code: 60315, message: say("Reached max limit of 100 totp Factors associated per Entity") },
  "factor.unverified": { code: 60318, message: say("Factor is unverified") },
  "factor.already_verified": { code: 60311, message: say("Factor verification failed: it is verified already") },
  "factor.too_many_tries": { code: 60310, message: say("Factor verification attempts reached") },
  "factor.locked": { code: 60308, message: say("Challenge verification attempts limit reached") },
  "factor.challenge_not_found": { code: 20404, message: notFoundAt },
  "factor.challenge_responded": { code: 60322, message: say("Challenge already responded") },
  "factor.challenge_expired": { code: 60323, message: say("Challenge expired") },
  "factor.challenge_too_many_tries": {
    code: 60308,
    message: say("Challenge verification attempts limit reached"),
  },
  "factor.too_many_challenges": { code: 60312, message: say("Challenge creation limit reached") },
  "safe_list.not_found": { code: 20404, message: notFoundAt },
  "safe_list.already_listed": { code: 60411, message: say("Phone Number or Prefix already exists in Safelist") },
  "template.unknown": { code: 60228, message: say("Template was not found") },
  "template.no_translation": { code: 60229, message: say("Template translation was not found") },
  "template.substitution_missing": {
    code: 60224,
    message: ({ facts }) => `Missing substitutions for selected template: ${facts.parameter}`,
  },
  "webhook.not_found": { code: 20404, message: notFoundAt },
  "webhook.too_many": { code: 20001, message: ourWords },
  "attempt.not_found": { code: 20404, message: notFoundAt },
  "verification.target_missing": { code: 60221, message: say("No target verification specified") },
  "verification.not_found": { code: 20404, message: notFoundAt },
  "verification.too_many_checks": { code: 60202, message: say("Max check attempts reached") },
  "verification.too_many_sends": { code: 60203, message: say("Max send attempts reached") },
  "verification.too_early": { code: 20429, message: say("Too many requests") },
  "verification.payment_missing": { code: 60206, message: say("'Amount' & 'Payee' params are required") },
  "verification.channel_unusable": {
    code: 20503,
    message: say("Service Unavailable: the settings of the active connector cannot be read"),
  },
  "verification.channel_disabled": { code: 60223, message: say("Delivery channel disabled: no connector is active") },
  "verification.channel_not_served": {
    code: 60223,
    message: ({ facts }) => `Delivery channel disabled: ${facts.channel} is not served`,
  },
  "verification.landline": { code: 60205, message: say("SMS is not supported by landline phone number") },
  "verification.number_blocked": {
    code: 60410,
    message: ({ facts }) =>
      `Verification delivery attempt blocked: texts are not sent to numbers of type ${facts.type}`,
  },
  "verification.recipient_blocked": {
    code: 60410,
    message: say("Verification delivery attempt blocked: the number is on the block list"),
  },
  "verification.country_blocked": {
    code: 60605,
    message: ({ facts }) => `Verification delivery attempt blocked (Geo permissions): ${facts.country} is not allowed`,
  },
};

/** Twilio's general code of a status. */
const generalCodes: Record<number, number> = { 401: 20003, 403: 20403, 404: 20404, 429: 20429, 500: 20500, 503: 20503 };

/** A failure without a row is told in its own sentence, with the general code of its status. */
export function findTwilioError({ code, status }: AppError): TwilioEntry {
  return twilioErrors[code] ?? { code: generalCodes[status] ?? 20001, message: ourWords };
}
