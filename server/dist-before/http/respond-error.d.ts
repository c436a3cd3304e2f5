/** @module Our own format of errors: problem details, RFC 9457. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { type AppError, type Language } from "../errors.js";
/** The language of an answer: Korean if `Accept-Language` names it first, else English. */
export declare function languageOf(request: FastifyRequest): Language;
/** The body of a problem: `type` names the code, `detail` says what to do. */
export declare function problemDetails(error: AppError, language: Language, requestId: string): {
    type: string;
    title: "attempt.not_found" | "connector.active" | "connector.config_invalid" | "connector.development_only" | "connector.in_use" | "connector.not_found" | "connector.test_failed" | "connector.unknown_factory" | "connector.untested" | "connector.version_not_found" | "experience.draft_not_found" | "experience.first_is_off" | "experience.idle_too_long" | "experience.insecure_url" | "experience.invalid" | "experience.method_proves_nothing" | "experience.named_twice" | "experience.no_connector" | "experience.no_language" | "experience.phone_code_required" | "experience.sign_up_is_no_method" | "experience.sign_up_needs_identifier" | "experience.sign_up_needs_password" | "experience.sign_up_needs_proof" | "experience.term_reserved" | "experience.unknown_service" | "experience.username_has_no_code" | "experience.version_changed" | "experience.version_required" | "key.last" | "key.not_found" | "limits.beyond_counting" | "limits.challenge_required" | "limits.exceeded" | "message.not_found" | "rate_limit.interval_taken" | "rate_limit.name_invalid" | "rate_limit.name_taken" | "rate_limit.not_found" | "rate_limit.too_many" | "rate_limit.too_many_buckets" | "request.invalid" | "request.malformed" | "request.media_type" | "request.not_found" | "request.origin_not_allowed" | "request.other_site" | "request.timeout" | "request.too_large" | "request.unauthenticated" | "request.wrong_host" | "safe_list.already_listed" | "safe_list.not_found" | "server.internal" | "server.unavailable" | "service.not_found" | "sign_in.cannot_send" | "sign_in.challenge" | "sign_in.code_expired" | "sign_in.code_locked" | "sign_in.code_unreadable" | "sign_in.consent_missing" | "sign_in.country_not_served" | "sign_in.email_unreadable" | "sign_in.flow_over" | "sign_in.identifier_taken" | "sign_in.name_unusable" | "sign_in.no_sends_left" | "sign_in.no_sign_up" | "sign_in.not_signed_in" | "sign_in.number_ambiguous" | "sign_in.number_missing" | "sign_in.number_not_mobile" | "sign_in.number_retired" | "sign_in.number_unreadable" | "sign_in.password_common" | "sign_in.password_long" | "sign_in.password_short" | "sign_in.proof_too_old" | "sign_in.restricted" | "sign_in.suspended" | "sign_in.username_unreadable" | "sign_in.wait" | "sign_in.wrong_code" | "sign_in.wrong_password" | "template.built_in" | "template.in_use" | "template.no_translation" | "template.not_found" | "template.substitution_missing" | "template.unknown" | "verification.already_approved" | "verification.channel_disabled" | "verification.channel_unusable" | "verification.country_blocked" | "verification.landline" | "verification.not_found" | "verification.number_blocked" | "verification.payment_missing" | "verification.target_missing" | "verification.too_early" | "verification.too_many_checks" | "verification.too_many_sends" | "verification.wrong_code";
    status: 400 | 401 | 403 | 404 | 408 | 409 | 410 | 412 | 413 | 415 | 421 | 422 | 428 | 429 | 500 | 503;
    detail: string;
    requestId: string;
    parameter?: string;
    reason?: "approved" | "canceled" | "expired" | "locked" | "spent" | "unknown";
    retryAfterSeconds?: number;
    problems?: readonly {
        path: string;
        problem: string;
    }[];
    services?: readonly {
        sid: string;
        friendlyName: string;
    }[];
    signInMethods?: readonly string[];
};
export declare function respondError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply;
/** Logs our own faults with their cause. A caller's mistake needs no line of its own: the request's line has its status. */
export declare function logFailure(failure: AppError, error: unknown, request: FastifyRequest): void;
/** `Retry-After` in seconds, RFC 9110 §10.2.3. */
export declare function retryAfter(reply: FastifyReply, { facts }: AppError): FastifyReply;
