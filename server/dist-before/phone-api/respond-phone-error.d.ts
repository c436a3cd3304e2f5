/** @module Errors of the public phone API: `{message, error, statusCode}`, the shape of NestJS's exceptions. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppError, Language } from "../errors.js";
export declare function respondPhoneError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply;
export declare function phoneErrorBody(failure: AppError, language: Language): {
    message: string;
    error: string;
    statusCode: number;
} | {
    message: string;
    error: string;
    statusCode: number;
    retryAfterSeconds: number;
};
