/** @module Versions of documents as `ETag` and `If-Match` have them (RFC 9110, 8.8.3 and 13.1.1). */
import type { FastifyRequest } from "fastify";
import type { Expectation } from "../core.js";
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

/** Of what has no version but the time of its last change, in milliseconds. */
export const tagOfTime = (updatedAt: Date | string): string => `"${new Date(updatedAt).getTime().toString(36)}"`;

/** What `If-Match` expects of such a noun; without the header nothing. */
export function expectationOf({ headers }: FastifyRequest): Expectation {
  const seen = headers["if-match"]?.trim();
  return ({ updatedAt }) => {
    if (seen !== undefined && seen !== tagOfTime(updatedAt)) throw new AppError("request.changed_meanwhile");
  };
}
