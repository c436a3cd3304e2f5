/** @module Versions of documents as `ETag` and `If-Match` have them (RFC 9110, 8.8.3 and 13.1.1). */
import type { FastifyRequest } from "fastify";
import { AppError } from "../errors.js";

export const etagOf = ({ version }: { version: number }): string => `"${version}"`;

/**
 * The version that whoever asks has seen. Throws the noun's `version_required`, and `version_changed` for what is none of ours; `*`
 * would let a change overwrite what its author has not seen.
 */
export function versionOf({ headers }: FastifyRequest, noun: "experience" | "organization" | "alert"): number {
  const text = headers["if-match"];
  if (text === undefined) throw new AppError(`${noun}.version_required`);
  const [, version] = /^\s*"(\d{1,9})"\s*$/.exec(text) ?? [];
  if (version === undefined) throw new AppError(`${noun}.version_changed`);
  return Number(version);
}
