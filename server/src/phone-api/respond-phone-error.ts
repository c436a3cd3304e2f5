/** @module Errors of the public phone API: `{message, error, statusCode}`, the shape of NestJS's exceptions. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppError, Language } from "../errors.js";
import { logFailure, retryAfter } from "../http/respond-error.js";
import { toAppError } from "../http/to-app-error.js";
import { languageOf } from "./language.js";
import { internalError, invalidNumber, type PhoneError, phoneErrors } from "./texts.js";

export function respondPhoneError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toAppError(error);
  logFailure(failure, error, request);
  const body = phoneErrorBody(failure, languageOf(request));
  return retryAfter(reply, failure).code(body.statusCode).send(body);
}

export function phoneErrorBody(failure: AppError, language: Language) {
  const entry = entryOf(failure);
  const { retryAfterSeconds, parameter, problem } = failure.facts;
  const isMalformed = failure.code === "request.invalid" && entry !== invalidNumber;
  const detail = isMalformed ? ` (${parameter}: ${problem})` : "";
  const message = entry[language].replace("{retryAfterSeconds}", String(retryAfterSeconds ?? 1)) + detail;
  const body = { message, error: entry.error, statusCode: entry.status };
  return entry.error === "Too Many Requests" ? { ...body, retryAfterSeconds: retryAfterSeconds ?? 1 } : body;
}

/** What the number is called by the schema of a body, and by the room `verify`: both may refuse it. */
const NUMBER = ["phoneNumber", "recipient"];

function entryOf({ code, facts }: AppError): PhoneError {
  if (code === "request.invalid" && NUMBER.includes(facts.parameter ?? "")) return invalidNumber;
  return phoneErrors[code] ?? internalError;
}
