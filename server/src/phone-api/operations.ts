/** @module What openapi.json says of the public phone API. */
import type { ApiWords } from "../http/api-words.js";

export const phoneOperations = {
  tag: "Public phone API",
  description:
    "For pages and apps: verify the phone number of whoever is in front of it. Opened by a publishable key, limited by number, address and service. Texts of answers are Korean or English: the body's `locale`, else `Accept-Language`, else the service's language.",
  operations: {
    "POST /auth/phone": {
      id: "sendCode",
      summary: "Send a code",
      description:
        "Texts a code to a mobile number. Sending again with the same `nonce` or the `verificationId`, before the code expires, sends the same code; `resendInSeconds` says when. Another nonce, or neither, begins a verification of its own. When limits are near, the answer is 428 with a challenge: solve it with [ALTCHA](https://altcha.org) and send the same body again with the solution as `altcha`.",
      body: { phoneNumber: "01012345678" },
      success: { 200: "The code is on its way." },
      errors: [
        "request.invalid",
        "verification.landline",
        "verification.number_blocked",
        "verification.recipient_blocked",
        "verification.country_blocked",
        "verification.too_early",
        "verification.payment_missing",
        "limits.exceeded",
        "limits.challenge_required",
        "verification.channel_disabled",
        "verification.channel_unusable",
      ],
    },
    "POST /auth/phone-verification": {
      id: "checkCode",
      summary: "Check a code",
      description:
        "Five tries. A right code is accepted once and answered with a signed token, which your server verifies with the keys of `/.well-known/jwks.json`. With `verificationId` of the send, nobody else's wrong tries on the number count against this one; without, the code of any of the number's texts is right.",
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
      summary: "Fetch a challenge",
      description:
        "A proof of work ahead of time, for keys that always ask for one. It lives ten minutes, is good for one request of this action, this key and this network.",
      success: { 200: "A challenge for ALTCHA's widget or `solveChallenge`." },
      errors: ["request.invalid"],
    },
  },
} as const satisfies ApiWords;
