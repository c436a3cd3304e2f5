/** @module What openapi.json says of Twilio's API. */
import type { ErrorCode } from "../errors.js";
import type { ApiWords } from "../http/api-words.js";

/** How an operation on one verification may fail. */
const acting: readonly ErrorCode[] = ["service.not_found", "verification.not_found"];

const ofEntity: readonly ErrorCode[] = ["service.not_found", "factor.entity_not_found"];
const ofFactor: readonly ErrorCode[] = ["service.not_found", "factor.not_found"];
const ofChallenge: readonly ErrorCode[] = ["service.not_found", "factor.challenge_not_found"];

export const twilioOperations = {
  tag: "Twilio Verify v2",
  description:
    "The secret API, for servers: what the official `twilio` SDK calls once `client.verify.baseUrl` points here. Bodies are forms; unknown fields are ignored, as Twilio does.",
  operations: {
    "POST /v2/Services": {
      id: "createService",
      summary: "Create a service",
      description: "A service is a brand that sends codes: its name, language, countries and code rules.",
      success: { 201: "The service." },
      errors: ["template.unknown"],
    },
    "GET /v2/Services": {
      id: "listServices",
      summary: "List services",
      description: "Newest first. Follow `meta.next_page_url` until it is null.",
      success: { 200: "A page of services." },
      errors: ["request.invalid"],
    },
    "GET /v2/Services/{ServiceSid}": {
      id: "fetchService",
      summary: "Fetch a service",
      success: { 200: "The service." },
      errors: ["service.not_found"],
    },
    "POST /v2/Services/{ServiceSid}": {
      id: "updateService",
      summary: "Update a service",
      description: "Fields that are absent or empty stay as they are. Every server follows within a second.",
      success: { 200: "The service as it is now." },
      errors: ["service.not_found", "template.unknown"],
    },
    "DELETE /v2/Services/{ServiceSid}": {
      id: "deleteService",
      summary: "Delete a service",
      success: { 204: "It is gone." },
      errors: ["service.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/Verifications": {
      id: "createVerification",
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
        "verification.landline",
        "verification.number_blocked",
        "verification.recipient_blocked",
        "verification.country_blocked",
        "verification.payment_missing",
        "verification.channel_disabled",
        "verification.channel_not_served",
        "verification.channel_unusable",
        "verification.too_many_checks",
        "verification.too_many_sends",
        "verification.too_early",
      ],
    },
    "GET /v2/Services/{ServiceSid}/Verifications/{Sid}": {
      id: "fetchVerification",
      summary: "Fetch a verification",
      description: "`Sid` is its identifier, or the number or e-mail address it is for while it is pending.",
      success: { 200: "The verification." },
      errors: acting,
    },
    "POST /v2/Services/{ServiceSid}/Verifications/{Sid}": {
      id: "updateVerification",
      summary: "Cancel or approve a verification",
      description:
        "`Sid` is its identifier, or the number or e-mail address it is for. Only a pending verification can be ended.",
      success: { 200: "The verification as it is now." },
      errors: acting,
    },
    "POST /v2/Services/{ServiceSid}/VerificationCheck": {
      id: "checkVerification",
      summary: "Check a code",
      description:
        'Five tries; a right code is accepted once. Name the verification by `To` or by `VerificationSid`; given both, both must match. A wrong code is 200 with `status: "pending"`, as at Twilio.',
      success: { 200: "`status` is `approved` if the code was right, `pending` if it was wrong." },
      errors: [...acting, "verification.target_missing", "verification.too_many_checks"],
    },
    "POST /v2/Services/{ServiceSid}/RateLimits": {
      id: "createRateLimit",
      summary: "Create a rate limit",
      description:
        "A limit on a value of your choice, such as a session or an address: a start gives the value in `RateLimits`, under the limit's name. Its buckets say how many starts in how long.",
      success: { 201: "The rate limit." },
      errors: ["service.not_found", "rate_limit.name_invalid", "rate_limit.name_taken", "rate_limit.too_many"],
    },
    "GET /v2/Services/{ServiceSid}/RateLimits": {
      id: "listRateLimits",
      summary: "List rate limits",
      success: { 200: "A page of rate limits." },
      errors: ["request.invalid", "service.not_found"],
    },
    "GET /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
      id: "fetchRateLimit",
      summary: "Fetch a rate limit",
      success: { 200: "The rate limit." },
      errors: ["service.not_found", "rate_limit.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
      id: "updateRateLimit",
      summary: "Update a rate limit",
      success: { 200: "The rate limit as it is now." },
      errors: ["service.not_found", "rate_limit.not_found"],
    },
    "DELETE /v2/Services/{ServiceSid}/RateLimits/{Sid}": {
      id: "deleteRateLimit",
      summary: "Delete a rate limit",
      success: { 204: "It is gone." },
      errors: ["service.not_found", "rate_limit.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
      id: "createBucket",
      summary: "Create a bucket of a rate limit",
      success: { 201: "The bucket." },
      errors: ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken", "rate_limit.too_many_buckets"],
    },
    "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets": {
      id: "listBuckets",
      summary: "List the buckets of a rate limit",
      success: { 200: "A page of buckets." },
      errors: ["request.invalid", "service.not_found", "rate_limit.not_found"],
    },
    "GET /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
      id: "fetchBucket",
      summary: "Fetch a bucket",
      success: { 200: "The bucket." },
      errors: ["service.not_found", "rate_limit.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
      id: "updateBucket",
      summary: "Update a bucket",
      success: { 200: "The bucket as it is now." },
      errors: ["service.not_found", "rate_limit.not_found", "rate_limit.interval_taken"],
    },
    "DELETE /v2/Services/{ServiceSid}/RateLimits/{RateLimitSid}/Buckets/{Sid}": {
      id: "deleteBucket",
      summary: "Delete a bucket",
      success: { 204: "It is gone." },
      errors: ["service.not_found", "rate_limit.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/Entities": {
      id: "createEntity",
      summary: "Create an entity",
      description:
        "Somebody whom you know by an identity of your own, whose factors these are. A new factor makes its entity by itself.",
      success: { 201: "The entity." },
      errors: ["service.not_found", "factor.entity_exists"],
    },
    "GET /v2/Services/{ServiceSid}/Entities": {
      id: "listEntities",
      summary: "List entities",
      success: { 200: "A page of entities, newest first." },
      errors: ["request.invalid", "service.not_found"],
    },
    "GET /v2/Services/{ServiceSid}/Entities/{Identity}": {
      id: "fetchEntity",
      summary: "Fetch an entity",
      success: { 200: "The entity." },
      errors: ofEntity,
    },
    "DELETE /v2/Services/{ServiceSid}/Entities/{Identity}": {
      id: "deleteEntity",
      summary: "Delete an entity",
      success: { 204: "It is gone, with its factors and challenges." },
      errors: ofEntity,
    },
    "POST /v2/Services/{ServiceSid}/Entities/{Identity}/Factors": {
      id: "createFactor",
      summary: "Create a factor",
      description:
        "An authenticator app (`totp`). `binding` has its secret and the address of a QR code, this once. It is unverified until a code of the app has been given, within a day. The SDK calls it `newFactors`.",
      success: { 201: "The factor, with its secret." },
      errors: ["service.not_found", "factor.type_unavailable", "factor.too_many"],
    },
    "GET /v2/Services/{ServiceSid}/Entities/{Identity}/Factors": {
      id: "listFactors",
      summary: "List the factors of an entity",
      success: { 200: "A page of factors, newest first." },
      errors: ["request.invalid", ...ofEntity],
    },
    "GET /v2/Services/{ServiceSid}/Entities/{Identity}/Factors/{Sid}": {
      id: "fetchFactor",
      summary: "Fetch a factor",
      success: { 200: "The factor." },
      errors: ofFactor,
    },
    "POST /v2/Services/{ServiceSid}/Entities/{Identity}/Factors/{Sid}": {
      id: "updateFactor",
      summary: "Verify a factor, or change it",
      description:
        'A right code verifies it; a wrong one is 200 with `status: "unverified"`, as at Twilio, and the sixth try is refused.',
      success: { 200: "`status` is `verified` if the code was right." },
      errors: [...ofFactor, "factor.already_verified", "factor.too_many_tries"],
    },
    "DELETE /v2/Services/{ServiceSid}/Entities/{Identity}/Factors/{Sid}": {
      id: "deleteFactor",
      summary: "Delete a factor",
      success: { 204: "It is gone, with its challenges." },
      errors: ofFactor,
    },
    "POST /v2/Services/{ServiceSid}/Entities/{Identity}/Challenges": {
      id: "createChallenge",
      summary: "Challenge a verified factor",
      description:
        'With `AuthPayload` the code is tried at once; a wrong one is 201 with `status: "pending"`, as at Twilio. A code of the app is right once.',
      success: { 201: "The challenge; `approved` if the code was right." },
      errors: [...ofFactor, "factor.unverified", "factor.locked", "factor.too_many_challenges"],
    },
    "GET /v2/Services/{ServiceSid}/Entities/{Identity}/Challenges": {
      id: "listChallenges",
      summary: "List the challenges of an entity",
      success: { 200: "A page of challenges, newest first unless `Order` is `asc`." },
      errors: ["request.invalid", ...ofEntity],
    },
    "GET /v2/Services/{ServiceSid}/Entities/{Identity}/Challenges/{Sid}": {
      id: "fetchChallenge",
      summary: "Fetch a challenge",
      success: { 200: "The challenge." },
      errors: ofChallenge,
    },
    "POST /v2/Services/{ServiceSid}/Entities/{Identity}/Challenges/{Sid}": {
      id: "updateChallenge",
      summary: "Answer a challenge with a code",
      description: 'Five tries. A wrong code is 200 with `status: "pending"`, as at Twilio.',
      success: { 200: "`status` is `approved` if the code was right." },
      errors: [
        ...ofChallenge,
        "factor.locked",
        "factor.challenge_responded",
        "factor.challenge_expired",
        "factor.challenge_too_many_tries",
      ],
    },
    "GET /v2/Attempts": {
      id: "listAttempts",
      summary: "List attempts",
      description: "Every text that was to be sent, newest first.",
      success: { 200: "A page of attempts." },
      errors: ["request.invalid"],
    },
    "GET /v2/Attempts/Summary": {
      id: "summarizeAttempts",
      summary: "Count attempts and how many were converted",
      success: { 200: "The counts." },
      errors: ["request.invalid"],
    },
    "GET /v2/Attempts/{Sid}": {
      id: "fetchAttempt",
      summary: "Fetch an attempt",
      success: { 200: "The attempt." },
      errors: ["attempt.not_found"],
    },
    "GET /v2/Templates": {
      id: "listVerifyTemplates",
      summary: "List templates",
      success: { 200: "A page of templates." },
      errors: ["request.invalid"],
    },
    "POST /v2/SafeList/Numbers": {
      id: "addSafeNumber",
      summary: "Put a number on the safe list",
      success: { 201: "The number." },
      errors: ["safe_list.already_listed"],
    },
    "GET /v2/SafeList/Numbers/{PhoneNumber}": {
      id: "fetchSafeNumber",
      summary: "Look a number up in the safe list",
      success: { 200: "The number." },
      errors: ["safe_list.not_found"],
    },
    "DELETE /v2/SafeList/Numbers/{PhoneNumber}": {
      id: "removeSafeNumber",
      summary: "Take a number off the safe list",
      success: { 204: "It is off." },
      errors: ["safe_list.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/Webhooks": {
      id: "createServiceWebhook",
      summary: "Make a webhook of a service",
      description: "Its events come as docs/webhooks.md says, signed with `signing_secret`.",
      success: { 201: "The webhook." },
      errors: ["service.not_found", "webhook.too_many"],
    },
    "GET /v2/Services/{ServiceSid}/Webhooks": {
      id: "listServiceWebhooks",
      summary: "List the webhooks of a service",
      description: "Newest first. Follow `meta.next_page_url` until it is null.",
      success: { 200: "A page of webhooks." },
      errors: ["request.invalid", "service.not_found"],
    },
    "GET /v2/Services/{ServiceSid}/Webhooks/{Sid}": {
      id: "fetchServiceWebhook",
      summary: "Fetch a webhook of a service",
      success: { 200: "The webhook." },
      errors: ["service.not_found", "webhook.not_found"],
    },
    "POST /v2/Services/{ServiceSid}/Webhooks/{Sid}": {
      id: "updateServiceWebhook",
      summary: "Update a webhook of a service",
      description: "Fields that are absent or empty stay as they are. `Status=enabled` resumes one that was paused.",
      success: { 200: "The webhook as it is now." },
      errors: ["service.not_found", "webhook.not_found"],
    },
    "DELETE /v2/Services/{ServiceSid}/Webhooks/{Sid}": {
      id: "deleteServiceWebhook",
      summary: "Delete a webhook of a service",
      success: { 204: "It is gone." },
      errors: ["service.not_found", "webhook.not_found"],
    },
  },
} as const satisfies ApiWords;
