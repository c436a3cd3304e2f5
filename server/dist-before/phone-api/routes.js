import { z } from "zod";
import { MAX_TYPED_CODE_LENGTH, readCode } from "../codes.js";
import { AppError } from "../errors.js";
import { notFound } from "../http/create-server.js";
import { guardTwice } from "../http/require-key.js";
import { readLocale } from "../language.js";
import { isCountry } from "../phone.js";
import { acceptRecipient, readRecipient } from "../recipient.js";
import { hashToken } from "../secrets.js";
import { parseSid } from "../sid.js";
import { isStorable } from "../text.js";
import { languageOf } from "./language.js";
import { answerPreflight, requirePublishableKey } from "./require-publishable-key.js";
import { phoneErrorBody, respondPhoneError } from "./respond-phone-error.js";
import { successes } from "./texts.js";
/** Codes of this API are of no other purpose. */
const PURPOSE = "public";
const altcha = z.string().max(4096).optional().describe("The solution of a challenge, in base64.");
const country = z
    .string()
    .meta({ examples: ["KR"] })
    .transform((text) => text.toUpperCase())
    .refine(isCountry, "must be an ISO 3166-1 alpha-2 country code")
    .optional()
    .describe("Of numbers written without one; otherwise the service's.");
const locale = z
    .string()
    .meta({ examples: ["ko"] })
    .transform((text, context) => {
    const read = readLocale(text);
    if (read === undefined)
        context.addIssue({ code: "custom", message: "must be a language tag such as ko or en-GB" });
    return read;
})
    .optional()
    .describe("Of the text and of this answer. What we do not write is in the service's language, else in English.");
const phoneNumber = z
    .string()
    .max(64)
    .meta({ description: "In national or international form.", examples: ["01012345678", "+821012345678"] });
const sendBody = z.strictObject({
    phoneNumber,
    country,
    locale,
    nonce: z
        .string()
        .min(1)
        .max(128)
        .refine(isStorable)
        .optional()
        .describe("Comes back in the token: ties it to the page's own session. Sends of one nonce are of one verification."),
    verificationId: z
        .string()
        .max(64)
        .optional()
        .describe("Of an earlier send, whose code is to be sent again. A nonce says so too."),
    altcha,
});
const message = z.string().describe("For people, in Korean or English.");
const sent = z.strictObject({
    message,
    verificationId: z.string().describe("Send it along with the check: nobody else's wrong tries count then."),
    expiresInSeconds: z.int().meta({ examples: [600] }),
    resendInSeconds: z.int().meta({ description: "Before that, sending again is 429.", examples: [30] }),
    sendsLeft: z.int().meta({ examples: [4] }),
});
const checkBody = z.strictObject({
    phoneNumber,
    country,
    locale,
    code: z
        .string()
        .max(MAX_TYPED_CODE_LENGTH)
        .meta({
        description: "The code of the text, as it was typed: blanks and hyphens do no harm.",
        examples: ["123456"],
    })
        .transform((typed, context) => {
        const code = readCode(typed, { letters: false });
        if (code === undefined)
            context.addIssue({ code: "custom", message: "must be 4 to 10 digits" });
        return code;
    }),
    verificationId: z.string().max(64).optional().describe("The one the send was answered with."),
    altcha,
});
const verified = z.strictObject({
    message,
    verificationToken: z
        .string()
        .describe("A JWT (ES256) that proves the number; verify it with /.well-known/jwks.json."),
});
const challenge = z.strictObject({ parameters: z.record(z.string(), z.unknown()), signature: z.string() });
challenge.register(z.globalRegistry, { id: "Challenge", description: "A proof of work: https://altcha.org" });
const failure = z.object({
    message: z.string().describe("For people, in Korean or English."),
    error: z.string().describe("For programs, in English whatever the language."),
    statusCode: z.int(),
    retryAfterSeconds: z.int().optional(),
    challenge: challenge.optional(),
});
failure.register(z.globalRegistry, { id: "PhoneError" });
const failures = { 400: failure, 401: failure, 403: failure, 428: failure, 429: failure, 500: failure, 503: failure };
export const phoneRoutes = async (app, options) => {
    const { services, authenticate, cors, fraudGuard, signToken } = options;
    app.setErrorHandler(async (error, request, reply) => {
        const action = request.routeOptions.url?.endsWith("/phone") ? "send" : "check";
        if (error instanceof AppError && error.code === "limits.challenge_required" && request.caller)
            return await respondChallenge(error, request, reply, action);
        return respondPhoneError(error, request, reply);
    });
    app.setNotFoundHandler((request, reply) => respondPhoneError(notFound(), request, reply));
    app.removeContentTypeParser(["application/x-www-form-urlencoded", "text/plain"]);
    app.options("/*", { schema: { hide: true } }, answerPreflight);
    /** A developer's own machine has no address to be limited by. */
    const visitorOf = (request) => {
        const address = options.readAddress(request);
        const isOwnMachine = cors.environment === "development" && address.isLoopback;
        return { key: callerOf(request).key, address: isOwnMachine ? undefined : address };
    };
    const respondChallenge = async (error, request, reply, action) => {
        const work = await fraudGuard.createChallenge(visitorOf(request), action);
        return reply.code(error.status).send({ ...phoneErrorBody(error, languageOf(request)), challenge: work });
    };
    const guard = guardTwice(requirePublishableKey(authenticate, services, cors));
    app.get("/challenge", {
        ...guard,
        schema: {
            querystring: z.strictObject({ action: z.enum(["send", "check"]).default("send") }),
            response: { 200: challenge, 401: failure, 403: failure },
        },
    }, async (request) => {
        const work = await fraudGuard.createChallenge(visitorOf(request), request.query.action);
        return work;
    });
    app.post("/phone", { ...guard, schema: { body: sendBody, response: { 200: sent, ...failures } } }, async (request) => {
        const { service } = callerOf(request);
        const { body } = request;
        const code = await fraudGuard.sendCode({
            service,
            recipient: readRecipient(body.phoneNumber, "sms", body.country ?? service.defaultCountry),
            purpose: PURPOSE,
            // Whoever begins with another nonce, or with none, is somebody else.
            binding: body.nonce === undefined ? undefined : hashToken(body.nonce),
            verificationId: body.verificationId === undefined ? undefined : parseSid("VE", body.verificationId),
            visitor: visitorOf(request),
            locale: body.locale,
            nonce: body.nonce,
            altcha: body.altcha,
        });
        return { message: successes.sent[languageOf(request)], ...code };
    });
    app.post("/phone-verification", { ...guard, schema: { body: checkBody, response: { 200: verified, 409: failure, ...failures } } }, async (request) => {
        const { service } = callerOf(request);
        const { body } = request;
        const country = body.country ?? service.defaultCountry;
        const recipient = acceptRecipient(readRecipient(body.phoneNumber, "sms", country));
        if (!recipient)
            throw new AppError("request.invalid", { parameter: "phoneNumber", problem: "it is not a mobile number" });
        const { verificationId } = body;
        const sid = verificationId === undefined ? undefined : parseSid("VE", verificationId);
        if (verificationId !== undefined && !sid)
            throw new AppError("verification.not_found", { reason: "unknown" });
        const checked = await fraudGuard.checkCode({
            service,
            recipient,
            purpose: PURPOSE,
            visitor: visitorOf(request),
            code: body.code,
            verificationId: sid,
            altcha: body.altcha,
        });
        return { message: successes.verified[languageOf(request)], verificationToken: await signToken(checked) };
    });
};
function callerOf(request) {
    const { caller } = request;
    if (!caller)
        throw new AppError("request.unauthenticated", { expected: "a publishable key (X-Munjigi-Key: pk_…)" });
    return caller;
}
//# sourceMappingURL=routes.js.map