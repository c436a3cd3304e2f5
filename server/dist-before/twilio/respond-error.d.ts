/**
 * @module Errors in Twilio's format: `{code, message, more_info, status[, details]}`. Never with both `type` and `title`: the
 * SDK would take it for RFC 9457 and lose `moreInfo`. https://www.twilio.com/docs/api/errors
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppError } from "../errors.js";
export declare function respondTwilioError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply;
/** `path` is the request's, without the version. */
export declare function twilioErrorBody(failure: AppError, path: string): {
    code: number;
    message: string;
    more_info: string;
    status: number;
    details?: {
        reason?: "approved" | "canceled" | "expired" | "locked" | "spent" | "unknown";
        retryAfterSeconds?: number;
    };
};
