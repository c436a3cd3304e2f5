/** @module The version of a document that a caller has seen: `ETag` and `If-Match` (RFC 9110 §13.1.1). */
import type { FastifyRequest } from "fastify";
import { AppError, type ErrorCode } from "../errors.js";

export const etagOf = ({ version }: { version: number }) => `"${version}"`;

/** `*` would let a change overwrite what its author has not seen. */
export function versionOf({ headers }: FastifyRequest, errors: { required: ErrorCode; changed: ErrorCode }): number {
  const text = headers["if-match"];
  if (text === undefined) throw new AppError(errors.required);
  const [, version] = /^\s*"(\d{1,9})"\s*$/.exec(text) ?? [];
  if (version === undefined) throw new AppError(errors.changed);
  return Number(version);
}
