/**
 * @module What each operation is for and how it can fail: the words of openapi.json, by method and path. They stand here and not
 * at the routes because the running server has no use for them.
 */
import type { ErrorCode } from "../errors.js";

export const tags = {
  "Public phone API":
    "For pages and apps: verify the phone number of whoever is in front of it. Opened by a publishable key, limited by number, address and service. Texts of answers are Korean or English: the body's `locale`, else `Accept-Language`, else the service's language.",
  "Twilio Verify v2":
    "The secret API, for servers: what the official `twilio` SDK calls once `client.verify.baseUrl` points here. Bodies are forms; unknown fields are ignored, as Twilio does.",
  Management:
    "What an administrator's programs do: keys, limits, signing keys. Bodies are JSON; unknown members and wrong types are refused.",
  Operations: "Health, metrics, public keys, this document, and in development the inbox.",
} as const;

export type Tag = keyof typeof tags;

export interface Operation {
  /** Its name in generated clients. */
  id: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** A body to try, where one made of the schema would not do. */
  body?: object;
  /** What a success is, by status. */
  success: Record<number, string>;
  /** How it fails beyond what every operation of its API does; see `commonErrors`. */
  errors?: readonly ErrorCode[];
}

const acting: readonly ErrorCode[] = ["service.not_found", "verification.not_found"];
const refusals: readonly ErrorCode[] = [
  "verification.landline",
  "verification.number_blocked",
  "verification.country_blocked",
];

export const operations: Record<string, Operation> = {
  "POST /auth/phone": {
    id: "sendCode",
    tag: "Public phone API",
    summary: "Send a code",
    description:
      "Texts a code to a mobile number. Sending again before the code expires sends the same code; `resendInSeconds` says when. When limits are near, the answer is 428 with a challenge: solve it with [ALTCHA](https://altcha.org) and send the same body again with the solution as `altcha`.",
    body: { phoneNumber: "01012345678" },
    success: { 200: "The code is on its way." },
    errors: [
      "request.invalid",
      ...refusals,
      "verification.too_early",
      "verification.payment_missing",
      "limits.exceeded",
      "limits.challenge_required",
      "verification.channel_disabled",
    ],
  },
  "POST /auth/phone-verification": {
    id: "checkCode",
    tag: "Public phone API",
    summary: "Check a code",
    description:
      "Five tries. A right code is accepted once and answered with a signed token, which your server verifies with the keys of `/.well-known/jwks.json`. With `verificationId` of the send, nobody else's wrong tries on the number count against this one.",
    body: { phoneNumber: "01012345678", code: "123456" },
    success: { 200: "The number is verified." },
    errors: [
      "request.invalid",
      "verification.not_found",
      "verification.wrong_code",
      "verification.already_approved",
      "verification.too_many_checks",
      "limits.exceeded",
      "limits.challenge_required",
    ],
  },
  "GET /auth/challenge": {
    id: "getChallenge",
    tag: "Public phone API",
    summary: "Fetch a challenge",
    description:
      "A proof of work ahead of time, for keys that always ask for one. It lives ten minutes, is good for one request of this action, this key and this network.",
    success: { 200: "A challenge for ALTCHA's widget or `solveChallenge`." },
    errors: ["request.invalid"],
  },

  "POST /v2/Services": {
    id: "createService",
    tag: "Twilio Verify v2",
    summary: "Create a service",
    description: "A service is a brand that sends codes: its name, language, countries and code rules.",
    success: { 201: "The service." },
    errors: ["template.unknown"],
  },
  "GET /v2/Services": {
    id: "listServices",
    tag: "Twilio Verify v2",
    summary: "List services",
    description: "Newest first. Follow `meta.next_page_url` until it is null.",
    success: { 200: "A page of services." },
    errors: ["request.invalid"],
  },
  "GET /v2/Services/{ServiceSid}": {
    id: "fetchService",
    tag: "Twilio Verify v2",
    summary: "Fetch a service",
    success: { 200: "The service." },
    errors: ["service.not_found"],
  },
  "POST /v2/Services/{ServiceSid}": {
    id: "updateService",
    tag: "Twilio Verify v2",
    summary: "Update a service",
    description: "Fields that are absent or empty stay as they are. Every server follows within a second.",
    success: { 200: "The service as it is now." },
    errors: ["service.not_found", "template.unknown"],
  },
  "DELETE /v2/Services/{ServiceSid}": {
    id: "deleteService",
    tag: "Twilio Verify v2",
    summary: "Delete a service",
    success: { 204: "It is gone." },
    errors: ["service.not_found"],
  },
  "POST /v2/Services/{ServiceSid}/Verifications": {
    id: "createVerification",
    tag: "Twilio Verify v2",
    summary: "Start a verification, or send its code again",
    description:
      "While a verification of the recipient is pending, the same one is answered and its code sent again, up to five times; its ten minutes go on. The text is sent after the answer.",
    success: { 201: "The verification; its text is on its way." },
    errors: [
      "service.not_found",
      "limits.exceeded",
      "template.unknown",
      "template.no_translation",
      "template.substitution_missing",
      ...refusals,
      "verification.payment_missing",
      "verification.channel_disabled",
      "verification.too_many_checks",
      "verification.too_many_sends",
      "verification.too_early",
    ],
  },
  "GET /v2/Services/{ServiceSid}/Verifications/{Sid}": {
    id: "fetchVerification",
    tag: "Twilio Verify v2",
    summary: "Fetch a verification",
    description: "`Sid` is its identifier, or the number or e-mail address it is for while it is pending.",
    success: { 200: "The verification." },
    errors: acting,
  },
  "POST /v2/Services/{ServiceSid}/Verifications/{Sid}": {
    id: "updateVerification",
    tag: "Twilio Verify v2",
    summary: "Cancel or approve a verification",
    description:
      "`Sid` is its identifier, or the number or e-mail address it is for. Only a pending verification can be ended.",
    success: { 200: "The verification as it is now." },
    errors: acting,
  },
  "POST /v2/Services/{ServiceSid}/VerificationCheck": {
    id: "checkVerification",
    tag: "Twilio Verify v2",
    summary: "Check a code",
    description:
      'Five tries; a right code is accepted once. Name the verification by `To` or by `VerificationSid`; given both, both must match. A wrong code is 200 with `status: "pending"`, as at Twilio.',
    success: { 200: "`status` is `approved` if the code was right, `pending` if it was wrong." },
    errors: [...acting, "verification.target_missing", "verification.too_many_checks"],
  },

  "POST /v2/Services/{ServiceSid}/RateLimits": {
    id: "createRateLimit",
    tag: "Twilio Verify v2",
    summary: "Create a rate limit",
    description:
      "A limit on a value of your choice, such as a session or an address: a start gives the value in `RateLimits`, under the limit's name. Its buckets say how many starts in how long.",
    success: { 201: "The rate limit." },
    errors: ["service.not_found", "rate_limit.name_invalid", "rate_limit.name_taken", "rate_limit.too_many"],
  },
  "GET /v2/Services/{ServiceSid}/RateLimits": {
    id: "listRateLimits",
    tag: "Twilio Verify v2",
    summary: "List rate limits",
    success: { 200: "A page of rate limits." },
    errors: ["request.invalid", "service.not_found"],
  },
  "GET /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
    id: "fetchRateLimit",
    tag: "Twilio Verify v2",
    summary: "Fetch a rate limit",
    success: { 200: "The rate limit." },
    errors: ["service.not_found", "rate_limit.not_found"],
  },
  "POST /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
    id: "updateRateLimit",
    tag: "Twilio Verify v2",
    summary: "Update a rate limit",
    success: { 200: "The rate limit as it is now." },
    errors: ["service.not_found", "rate_limit.not_found"],
  },
  "DELETE /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
    id: "deleteRateLimit",
    tag: "Twilio Verify v2",
    summary: "Delete a rate limit",
    success: { 204: "It is gone." },
    errors: ["service.not_found", "rate_limit.not_found"],
  },
  "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
    id: "createBucket",
    tag: "Twilio Verify v2",
    summary: "Create a bucket of a rate limit",
    success: { 201: "The bucket." },
    errors: ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken", "rate_limit.too_many_buckets"],
  },
  "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
    id: "listBuckets",
    tag: "Twilio Verify v2",
    summary: "List the buckets of a rate limit",
    success: { 200: "A page of buckets." },
    errors: ["request.invalid", "service.not_found", "rate_limit.not_found"],
  },
  "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
    id: "fetchBucket",
    tag: "Twilio Verify v2",
    summary: "Fetch a bucket",
    success: { 200: "The bucket." },
    errors: ["service.not_found", "rate_limit.not_found"],
  },
  "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
    id: "updateBucket",
    tag: "Twilio Verify v2",
    summary: "Update a bucket",
    success: { 200: "The bucket as it is now." },
    errors: ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken"],
  },
  "DELETE /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
    id: "deleteBucket",
    tag: "Twilio Verify v2",
    summary: "Delete a bucket",
    success: { 204: "It is gone." },
    errors: ["service.not_found", "rate_limit.not_found"],
  },
  "GET /v2/Attempts": {
    id: "listAttempts",
    tag: "Twilio Verify v2",
    summary: "List attempts",
    description: "Every text that was to be sent, newest first.",
    success: { 200: "A page of attempts." },
    errors: ["request.invalid"],
  },
  "GET /v2/Attempts/Summary": {
    id: "summarizeAttempts",
    tag: "Twilio Verify v2",
    summary: "Count attempts and how many were converted",
    success: { 200: "The counts." },
    errors: ["request.invalid"],
  },
  "GET /v2/Attempts/{Sid}": {
    id: "fetchAttempt",
    tag: "Twilio Verify v2",
    summary: "Fetch an attempt",
    success: { 200: "The attempt." },
    errors: ["attempt.not_found"],
  },
  "GET /v2/Templates": {
    id: "listVerifyTemplates",
    tag: "Twilio Verify v2",
    summary: "List templates",
    success: { 200: "A page of templates." },
    errors: ["request.invalid"],
  },
  "POST /v2/SafeList/Numbers": {
    id: "addSafeNumber",
    tag: "Twilio Verify v2",
    summary: "Put a number on the safe list",
    success: { 201: "The number." },
    errors: ["safe_list.already_listed"],
  },
  "GET /v2/SafeList/Numbers/{PhoneNumber}": {
    id: "fetchSafeNumber",
    tag: "Twilio Verify v2",
    summary: "Look a number up in the safe list",
    success: { 200: "The number." },
    errors: ["safe_list.not_found"],
  },
  "DELETE /v2/SafeList/Numbers/{PhoneNumber}": {
    id: "removeSafeNumber",
    tag: "Twilio Verify v2",
    summary: "Take a number off the safe list",
    success: { 204: "It is off." },
    errors: ["safe_list.not_found"],
  },

  "GET /api/keys": {
    id: "listKeys",
    tag: "Management",
    summary: "List API keys",
    success: { 200: "All keys, newest first, revoked ones too." },
    errors: ["request.invalid"],
  },
  "POST /api/keys": {
    id: "createKey",
    tag: "Management",
    summary: "Make an API key",
    description: "`account` replaces the auth token: the old one dies.",
    body: { kind: "secret", name: "my app" },
    success: { 201: "The key and its secret, which is shown here only." },
    errors: ["service.not_found"],
  },
  "PATCH /api/keys/{id}": {
    id: "updateKey",
    tag: "Management",
    summary: "Change an API key",
    description: "`origins`, `challenge` and `dailyBudget` are of publishable keys only.",
    body: { name: "another name" },
    success: { 200: "The key as it is now." },
    errors: ["key.not_found"],
  },
  "DELETE /api/keys/{id}": {
    id: "revokeKey",
    tag: "Management",
    summary: "Revoke an API key",
    description:
      "Dead at once here and within a second on every other server. The last admin token and the last key that opens `/v2` stay.",
    success: { 204: "It is revoked, or was already." },
    errors: ["key.not_found", "key.last"],
  },
  "GET /api/services/{sid}/limits": {
    id: "getLimits",
    tag: "Management",
    summary: "Show the limits of a service's public phone API",
    success: { 200: "What holds, and which of it is not the default." },
    errors: ["service.not_found"],
  },
  "PATCH /api/services/{sid}/limits": {
    id: "updateLimits",
    tag: "Management",
    summary: "Change the limits of a service's public phone API",
    description: "Each limit whole, or null for the default. What is absent stays as it is.",
    body: { number: { soft: [], hard: ["5/10m", "10/24h"] } },
    success: { 200: "What holds now." },
    errors: ["service.not_found"],
  },
  "DELETE /api/services/{sid}/alarms": {
    id: "liftAlarm",
    tag: "Management",
    summary: "Take back an alarm of a service's public phone API",
    description:
      "A block or a demand for proofs of work: of a country, of the prefix of a number, or with neither of the service as a whole.",
    success: { 200: "Whether there was one." },
    errors: ["service.not_found"],
  },
  "GET /api/connector-factories": {
    id: "listConnectorFactories",
    tag: "Management",
    summary: "List kinds of connectors",
    description: "Each with the schema of its settings, a config to begin with, and what one needs from the vendor.",
    success: { 200: "All kinds." },
  },
  "GET /api/connector-factories/{id}": {
    id: "fetchConnectorFactory",
    tag: "Management",
    summary: "Fetch a kind of connector",
    success: { 200: "The kind." },
    errors: ["connector.unknown_factory"],
  },
  "GET /api/connectors": {
    id: "listConnectors",
    tag: "Management",
    summary: "List connectors",
    success: { 200: "All connectors, newest first." },
  },
  "POST /api/connectors": {
    id: "createConnector",
    tag: "Management",
    summary: "Make a connector",
    description:
      "Unless `activate` is false it is in force at once, in place of the one that was: its settings must have sent a test within the hour, or `force` be given. Every process obeys within a second; what is being sent is not lost.",
    body: {
      connectorId: "twilio-short-message-service",
      config: {
        accountSID: "AC…",
        authToken: "…",
        fromMessagingServiceSID: "MG…",
        templates: [
          { usageType: "Register", content: "[{{brand}}] 인증번호 [{{code}}]" },
          { usageType: "SignIn", content: "[{{brand}}] 인증번호 [{{code}}]" },
          { usageType: "ForgotPassword", content: "[{{brand}}] 인증번호 [{{code}}]" },
          { usageType: "Generic", content: "[{{brand}}] 인증번호 [{{code}}]" },
        ],
      },
    },
    success: { 201: "The connector, without its secrets." },
    errors: [
      "connector.unknown_factory",
      "connector.config_invalid",
      "connector.untested",
      "connector.development_only",
    ],
  },
  "GET /api/connectors/{id}": {
    id: "fetchConnector",
    tag: "Management",
    summary: "Fetch a connector",
    success: { 200: "The connector, with the versions its settings have had." },
    errors: ["connector.not_found"],
  },
  "PATCH /api/connectors/{id}": {
    id: "updateConnector",
    tag: "Management",
    summary: "Change a connector's settings",
    description:
      "Makes a version that waits until it is activated. `config` is given whole; a secret that is sent back as it was shown stays as it is.",
    body: { config: { accountSID: "AC…", authToken: "••••••••", fromMessagingServiceSID: "MG…", templates: [] } },
    success: { 200: "The connector, with its draft." },
    errors: ["connector.not_found", "connector.config_invalid", "connector.unknown_factory"],
  },
  "DELETE /api/connectors/{id}": {
    id: "deleteConnector",
    tag: "Management",
    summary: "Delete a connector",
    description:
      "With all its versions. The active one only with `?force=true`; the refusal names the services that could send no more.",
    success: { 204: "It is gone." },
    errors: ["connector.not_found", "connector.in_use"],
  },
  "POST /api/connectors/{id}/test": {
    id: "testConnector",
    tag: "Management",
    summary: "Send a test message",
    description:
      "`id` is a kind of connector and `config` its settings, or a stored connector, whose settings stand where `config` has masks or is absent. Shows what was said to the vendor and what it answered, without secrets. Five a minute.",
    body: { phone: "01012345678", config: {} },
    success: { 200: "The vendor took it." },
    errors: [
      "connector.test_failed",
      "connector.unknown_factory",
      "connector.not_found",
      "connector.config_invalid",
      "limits.exceeded",
    ],
  },
  "POST /api/connectors/{id}/activate": {
    id: "activateConnector",
    tag: "Management",
    summary: "Put a connector in force",
    description: "With its newest settings, in place of the one that was, which is retired.",
    body: { force: false },
    success: { 200: "The connector." },
    errors: ["connector.not_found", "connector.untested", "connector.development_only"],
  },
  "POST /api/connectors/{id}/standby": {
    id: "standConnectorBy",
    tag: "Management",
    summary: "Let a connector stand by",
    description: "It sends what the active one cannot: failures of the vendor or the account, never of the recipient.",
    body: { force: false },
    success: { 200: "The connector." },
    errors: ["connector.not_found", "connector.untested", "connector.active", "connector.development_only"],
  },
  "DELETE /api/connectors/{id}/standby": {
    id: "endStandby",
    tag: "Management",
    summary: "Take a connector off standby",
    success: { 200: "The connector." },
    errors: ["connector.not_found"],
  },
  "POST /api/connectors/{id}/restore": {
    id: "restoreConnector",
    tag: "Management",
    summary: "Take an earlier version",
    description:
      "A version that was in force before is so again at once, without a test; any other waits as the draft.",
    body: { version: 1 },
    success: { 200: "The connector." },
    errors: ["connector.not_found", "connector.version_not_found"],
  },
  "GET /api/messages": {
    id: "listMessages",
    tag: "Management",
    summary: "List messages",
    description: "By recipient, status, connector and time. Recipients are masked.",
    success: { 200: "A page of messages, newest first; `next` is the `after` of the next one." },
    errors: ["request.invalid", "message.not_found"],
  },
  "GET /api/messages/{id}": {
    id: "fetchMessage",
    tag: "Management",
    summary: "Fetch a message",
    success: { 200: "The message, and what happened to it, in order." },
    errors: ["message.not_found"],
  },
  "GET /api/templates": {
    id: "listTemplates",
    tag: "Management",
    summary: "List templates",
    success: { 200: "A page of templates; `next` is the `after` of the next one." },
    errors: ["request.invalid"],
  },
  "POST /api/templates": {
    id: "createTemplate",
    tag: "Management",
    summary: "Make a template",
    description: "A text of your own, in as many languages as you like; one is the default.",
    body: {
      friendlyName: "short",
      translations: [{ locale: "ko", text: "{{friendly_name}} {{code}}", isDefault: true }],
    },
    success: { 201: "The template." },
  },
  "GET /api/templates/{sid}": {
    id: "fetchTemplate",
    tag: "Management",
    summary: "Fetch a template",
    success: { 200: "The template." },
    errors: ["template.not_found"],
  },
  "PATCH /api/templates/{sid}": {
    id: "updateTemplate",
    tag: "Management",
    summary: "Change a template",
    body: { friendlyName: "another name" },
    success: { 200: "The template as it is now." },
    errors: ["template.not_found", "template.built_in"],
  },
  "DELETE /api/templates/{sid}": {
    id: "deleteTemplate",
    tag: "Management",
    summary: "Delete a template",
    success: { 204: "It is gone." },
    errors: ["template.not_found", "template.built_in", "template.in_use"],
  },
  "GET /api/signing-keys": {
    id: "listSigningKeys",
    tag: "Management",
    summary: "List signing keys",
    success: { 200: "The newest hundred, newest first." },
    errors: ["request.invalid"],
  },
  "POST /api/signing-keys": {
    id: "rotateSigningKey",
    tag: "Management",
    summary: "Rotate the signing key",
    description:
      "The new key is published at once and signs after ten minutes. With `revokeOthers` it signs at once and all others are withdrawn: their tokens are no longer accepted.",
    body: {},
    success: {
      200: "The key that is waiting already, or that an emergency of the last five seconds made.",
      201: "A new key.",
    },
  },

  "GET /.well-known/jwks.json": {
    id: "getPublicKeys",
    tag: "Operations",
    summary: "Fetch the public keys that verify our tokens",
    description: "For any site, to be kept for five minutes. RFC 7517.",
    success: { 200: "A JWK Set." },
  },
  "GET /livez": {
    id: "live",
    tag: "Operations",
    summary: "Does the process run?",
    description: "Asks nothing of the database.",
    success: { 200: "It runs." },
  },
  "GET /readyz": {
    id: "ready",
    tag: "Operations",
    summary: "Can it answer?",
    description: "503 when the database does not answer within two seconds, and from the moment a stop begins.",
    success: { 200: "It can." },
    errors: ["server.unavailable"],
  },
  "GET /metrics": {
    id: "metrics",
    tag: "Operations",
    summary: "Metrics for Prometheus",
    description: "In production it asks for the admin token.",
    success: { 200: "Prometheus's text format." },
    errors: ["request.unauthenticated"],
  },
  "GET /openapi.json": {
    id: "openapi",
    tag: "Operations",
    summary: "This document",
    description: "For any site.",
    success: { 200: "OpenAPI 3.1." },
  },
  "GET /dev/inbox.json": {
    id: "listInbox",
    tag: "Operations",
    summary: "Read the texts of the development inbox",
    description:
      "Newest first, at most fifty. In development only; it asks for the admin token unless `MUNJIGI_URL` is this machine.",
    success: { 200: "The texts, with their codes." },
    errors: ["request.invalid", "request.unauthenticated", "request.wrong_host"],
  },
};

/** Routes that are no part of the API, each with what it is. */
export const unlisted: Record<string, string> = {
  "GET /": "in development the way to the inbox",
  "GET /dev/inbox": "a page",
  "GET /docs": "a page",
  "GET /docs/ui/*": "what that page is made of",
  "HEAD /docs/ui/*": "the same",
  "GET /assets/*": "what pages are made of",
  "HEAD /assets/*": "the same",
  "GET /hooks/receipts/{token}": "a vendor's way to us, named by a secret",
  "POST /hooks/receipts/{token}": "the same",
  "OPTIONS /auth/*": "what browsers ask by themselves",
};
