/** @module How operations fail: each API in its own format. The examples are made by the functions that answer in the server. */
import type { OpenAPIV3_1 } from "openapi-types";
import { AppError, type ErrorCode } from "../errors.js";
import { problemDetails } from "../http/respond-error.js";
import { phoneErrorBody } from "../phone-api/respond-phone-error.js";
import { twilioErrorBody } from "../twilio/respond-error.js";
import { apis, type Tag } from "./apis.js";

type Answer = OpenAPIV3_1.ResponseObject;
type Examples = Record<string, { summary?: string; value: unknown }>;

/** One answer for each status, with every failure of that status as an example. `path` is the operation's. */
export function buildFailures(tag: Tag, codes: ReadonlySet<ErrorCode>, path: string): Record<string, Answer> {
  const answers: Record<string, { says: Set<string>; examples: Examples; retry: boolean }> = {};
  for (const code of codes)
    for (const { name, says, status, value, retry } of examplesOf(tag, code, path)) {
      answers[status] ??= { says: new Set(), examples: {}, retry: false };
      const answer = answers[status];
      answer.says.add(says);
      answer.examples[name] = { summary: name, value };
      answer.retry ||= retry;
    }
  const { error, errorType } = apis[tag];
  return Object.fromEntries(
    Object.entries(answers).map(([status, { says, examples, retry }]) => {
      const schema = { $ref: `#/components/schemas/${error}` };
      const headers = {
        ...(retry && {
          "Retry-After": { description: "Seconds to wait.", schema: { type: "integer" as const, minimum: 0 } },
        }),
        ...(status === "401" &&
          tag !== "Public phone API" && { "WWW-Authenticate": { schema: { type: "string" as const } } }),
      };
      return [
        status,
        {
          description: [...says].map((name) => `\`${name}\``).join(", "),
          ...(Object.keys(headers).length > 0 && { headers }),
          content: { [errorType]: { schema, examples } },
        },
      ];
    }),
  );
}

/** A failure as its API answers it; the public phone API in both languages. */
function examplesOf(tag: Tag, code: ErrorCode, path: string) {
  const error = new AppError(code, factsOf(tag, code));
  const { status } = error;
  const retry = error.facts.retryAfterSeconds !== undefined;
  if (tag === "Public phone API")
    return (["ko", "en"] as const).map((language) => {
      const body = phoneErrorBody(error, language);
      const value = code === "limits.challenge_required" ? { ...body, challenge: exampleChallenge } : body;
      return { name: `${body.error} (${language})`, says: body.error, status: String(body.statusCode), value, retry };
    });
  if (tag === "Twilio Verify v2") {
    const example = path
      .replace(/^\/v2/, "")
      .replace("{ServiceSid}", exampleSid("VA"))
      .replace("{Identity}", "…")
      .replace("{Sid}", exampleSid("VE"));
    return [{ name: code, says: code, status: String(status), value: twilioErrorBody(error, example), retry }];
  }
  return [
    { name: code, says: code, status: String(status), value: problemDetails(error, "en", "req_0123456789ab_1"), retry },
  ];
}

const exampleSid = (prefix: string) => `${prefix}${"0".repeat(31)}1`;

/** Facts for the examples: each failure gets those that its sentence contains. */
function factsOf(tag: Tag, code: ErrorCode): AppError["facts"] {
  const parameter = { "Twilio Verify v2": "To", "Public phone API": "phoneNumber" }[tag as string] ?? "name";
  const expected = {
    "Twilio Verify v2": "the account SID and auth token, or an API key",
    "Public phone API": "a publishable key (X-Munjigi-Key: pk_…)",
  }[tag as string];
  const facts: Partial<Record<ErrorCode, AppError["facts"]>> = {
    "request.invalid": {
      parameter,
      problem: tag === "Management" ? "it must not be empty" : "it is not a mobile number",
    },
    "request.malformed": { problem: "its address, headers or body are not well formed" },
    "request.unauthenticated": { expected: expected ?? "the admin token (Authorization: Bearer …)" },
    "request.media_type": {
      expected: tag === "Twilio Verify v2" ? "application/x-www-form-urlencoded" : "application/json",
    },
    "request.wrong_host": { host: "localhost:8010" },
    "verification.not_found": { reason: "expired" },
    "verification.number_blocked": { type: "voip" },
    "verification.country_blocked": { country: "US" },
    "verification.too_many_checks": { retryAfterSeconds: 540 },
    "verification.too_many_sends": { retryAfterSeconds: 540 },
    "verification.too_early": { retryAfterSeconds: 30 },
    "factor.type_unavailable": { type: "push", reason: "not_served" },
    "verification.channel_not_served": { channel: "whatsapp", reason: "not_served" },
    "factor.already_verified": { reason: "verified" },
    "factor.too_many_tries": { reason: "locked", retryAfterSeconds: 86_340 },
    "factor.locked": { reason: "locked", retryAfterSeconds: 30 },
    "factor.challenge_responded": { reason: "approved" },
    "factor.challenge_expired": { reason: "expired" },
    "factor.challenge_too_many_tries": { reason: "locked", retryAfterSeconds: 240 },
    "factor.too_many_challenges": { retryAfterSeconds: 1800 },
    "organization.unknown_role": { parameter: "roles" },
    "organization.too_many_roles": { expected: "100" },
    "invitation.over": { expected: "accepted" },
    "invitation.too_soon": { retryAfterSeconds: 40 },
    "invitation.too_often": { expected: "15", retryAfterSeconds: 3600 },
    "invitation.too_many_sends": { expected: "5" },
    "invitation.too_long": { expected: "90" },
    "limits.exceeded": { retryAfterSeconds: 30 },
    "server.unavailable": { retryAfterSeconds: 1 },
  };
  return facts[code] ?? {};
}

const exampleChallenge = {
  parameters: {
    algorithm: "PBKDF2/SHA-256",
    nonce: "5f2b1c9d8e7a4b3c2d1e0f9a8b7c6d5e",
    salt: "a1b2c3d4e5f60718293a4b5c6d7e8f90",
    cost: 5000,
    keyLength: 32,
    keyPrefix: "00",
    expiresAt: 1893456000,
    data: { id: "Vn3cJ0m1r9s2t8u7v6w5xQ", keyId: "pk_0123456789ab", action: "send", network: "…" },
  },
  signature: "0".repeat(64),
};
