/**
 * @module Errors in Twilio's format: `{code, message, more_info, status[, details]}`. Never with both `type` and `title`: the
 * SDK would take it for RFC 9457 and lose `moreInfo`. https://www.twilio.com/docs/api/errors
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type AppError, type ErrorCode, errorCatalog } from "../errors.js";
import { logFailure, retryAfter } from "../http/respond-error.js";
import { toAppError } from "../http/to-app-error.js";

interface TwilioEntry {
  code: number;
  message: (error: AppError, path: string) => string;
}

const say = (text: string) => () => text;
const ourWords = (error: AppError) => error.text("en");
const notFoundAt = (_: AppError, path: string) => `The requested resource ${path} was not found`;

/** What this API calls the things that rooms below it refuse. */
const parameterNames = new Map([
  ["recipient", "To"],
  ["template", "TemplateSid"],
]);

/** Twilio's code and message for each of ours: callers match on both. */
export const twilioErrors: Record<ErrorCode, TwilioEntry> = {
  "request.invalid": {
    code: 60200,
    message: ({ facts: { parameter = "", problem } }) =>
      `Invalid parameter \`${parameterNames.get(parameter) ?? parameter}\`: ${problem}`,
  },
  "request.malformed": { code: 60200, message: ourWords },
  "request.unauthenticated": { code: 20003, message: say("Authenticate") },
  "request.not_found": { code: 20404, message: notFoundAt },
  "request.timeout": { code: 20001, message: ourWords },
  "request.too_large": { code: 20001, message: ourWords },
  "request.media_type": { code: 20001, message: ourWords },
  "request.wrong_host": { code: 20404, message: ourWords },
  "server.unavailable": { code: 20503, message: say("Service Unavailable") },
  "server.internal": { code: 20500, message: say("Internal Server Error") },
  "service.not_found": { code: 20404, message: notFoundAt },
  "request.origin_not_allowed": { code: 20403, message: ourWords },
  "limits.exceeded": { code: 20429, message: say("Too many requests") },
  "limits.challenge_required": { code: 20403, message: ourWords },
  "verification.too_early": { code: 20429, message: say("Too many requests") },
  "verification.wrong_code": { code: 60200, message: ourWords },
  "verification.already_approved": { code: 20404, message: ourWords },
  "verification.payment_missing": { code: 60206, message: say("'Amount' & 'Payee' params are required") },
  "key.not_found": { code: 20404, message: ourWords },
  "key.last": { code: 20001, message: ourWords },
  "rate_limit.not_found": { code: 20404, message: notFoundAt },
  "rate_limit.name_invalid": { code: 60209, message: say("UniqueName format is invalid") },
  "rate_limit.name_taken": { code: 60208, message: say("Rate limit with that UniqueName already exists") },
  "rate_limit.too_many": { code: 60207, message: say("Max rate limits per service reached") },
  "rate_limit.interval_taken": { code: 60211, message: say("Bucket with the given Interval already exists") },
  "rate_limit.too_many_buckets": { code: 60210, message: say("Max Buckets per Rate limit reached") },
  "safe_list.not_found": { code: 20404, message: notFoundAt },
  "safe_list.already_listed": { code: 60411, message: say("Phone Number or Prefix already exists in Safelist") },
  "template.unknown": { code: 60228, message: say("Template was not found") },
  "template.no_translation": { code: 60229, message: say("Template translation was not found") },
  "template.substitution_missing": {
    code: 60224,
    message: ({ facts }) => `Missing substitutions for selected template: ${facts.parameter}`,
  },
  "template.not_found": { code: 60228, message: say("Template was not found") },
  "template.in_use": { code: 20001, message: ourWords },
  "template.built_in": { code: 20001, message: ourWords },
  "connector.unknown_factory": { code: 20404, message: ourWords },
  "connector.not_found": { code: 20404, message: ourWords },
  "connector.version_not_found": { code: 20404, message: ourWords },
  "connector.config_invalid": { code: 20001, message: ourWords },
  "connector.untested": { code: 20001, message: ourWords },
  "connector.test_failed": { code: 20001, message: ourWords },
  "connector.in_use": { code: 20001, message: ourWords },
  "connector.active": { code: 20001, message: ourWords },
  "connector.development_only": { code: 20001, message: ourWords },
  "message.not_found": { code: 20404, message: ourWords },
  "attempt.not_found": { code: 20404, message: notFoundAt },
  "verification.target_missing": { code: 60221, message: say("No target verification specified") },
  "verification.not_found": { code: 20404, message: notFoundAt },
  "verification.too_many_checks": { code: 60202, message: say("Max check attempts reached") },
  "verification.too_many_sends": { code: 60203, message: say("Max send attempts reached") },
  "verification.channel_disabled": { code: 60223, message: say("Delivery channel disabled: no connector is active") },
  "verification.landline": { code: 60205, message: say("SMS is not supported by landline phone number") },
  "verification.number_blocked": {
    code: 60410,
    message: ({ facts }) =>
      `Verification delivery attempt blocked: texts are not sent to numbers of type ${facts.type}`,
  },
  "verification.country_blocked": {
    code: 60605,
    message: ({ facts }) => `Verification delivery attempt blocked (Geo permissions): ${facts.country} is not allowed`,
  },
};

export function respondTwilioError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toAppError(error);
  logFailure(failure, error, request);
  const { status } = errorCatalog[failure.code];
  // The only rules of this API are the caller's own rate limits.
  if (failure.code === "limits.exceeded" && failure.facts.rule !== undefined)
    reply.header("twilio-reached-rate-limit", failure.facts.rule);
  if (status === 401) reply.header("www-authenticate", 'Basic realm="Munjigi", charset="UTF-8"');
  return retryAfter(reply, failure)
    .code(status)
    .send(twilioErrorBody(failure, maskedPath(request)));
}

/** `path` without the version. */
export function twilioErrorBody(failure: AppError, path: string) {
  const { code, message } = twilioErrors[failure.code];
  const { reason, retryAfterSeconds } = failure.facts;
  const details = {
    ...(reason && { reason }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
  return {
    code,
    message: message(failure, path),
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status: errorCatalog[failure.code].status,
    ...(Object.keys(details).length > 0 && { details }),
  };
}

/** Identifiers and words; anything else in a path may be somebody's number, however it is written. */
const HARMLESS = /^([A-Z]{2}[0-9a-fA-F]{32}|[A-Za-z]{0,40})$/;

/** The path as Twilio repeats it, without the version and without what a caller may have written into it. */
function maskedPath(request: FastifyRequest): string {
  const path = (request.url.split("?")[0] as string).replace(/^\/v2/, "");
  const parts = path.split("/").map((part) => (HARMLESS.test(part) ? part : "…"));
  return path.length > 200 ? "(too long)" : parts.join("/");
}
