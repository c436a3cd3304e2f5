/** @module Keeps why a provider failed, for administrators: the provider's code and the reason, and nothing of the person. */
import type { SocialFailure } from "@munjigi/connectors/social/contract";
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import { notedReasons } from "./schema.js";
import type { ReadySocial } from "./social-connectors.js";
import { FAILURE_SECONDS, keepFailure } from "./store.js";

/** When each failure was written down last, in milliseconds, by what it is. */
export type Throttle = Map<string, number>;

/** Failures that differ, of all connectors, within `FAILURE_SECONDS`: whoever makes codes up is not written down for each. */
const MAX_NOTED = 20;

/**
 * Only reasons that administrators can do something about; that people say no, or come too late, is none. A failure is written at
 * most once in `FAILURE_SECONDS`. Never rejects: a sign-in is not to fail for it.
 */
export async function noteSocialFailure(
  { sql, log }: { sql: Database; log: Logger },
  throttle: Throttle,
  { id, versionId, kind }: ReadySocial,
  { reason, vendorCode }: Pick<SocialFailure, "reason" | "vendorCode">,
): Promise<void> {
  const noted = notedReasons.find((one) => one === reason);
  if (!noted) return;
  const code = cleanCode(vendorCode, kind.remedies);
  if (!isDue(throttle, [versionId, noted, code].join(" "))) return;
  await keepFailure(sql, id, { reason: noted, code, versionId }).catch((err) =>
    log.warn({ err, connector: id }, "a failure of a connector is not recorded"),
  );
}

function isDue(throttle: Throttle, name: string): boolean {
  // A clock of its own, that nobody sets.
  const now = performance.now();
  for (const [other, at] of throttle) if (now - at >= FAILURE_SECONDS * 1000) throttle.delete(other);
  if (throttle.has(name) || throttle.size >= MAX_NOTED) return false;
  throttle.set(name, now);
  return true;
}

/**
 * The code, unless it may be something else: what a provider calls its error comes through the browser, where anybody may put a
 * number or an address in its place.
 */
export function cleanCode(code: unknown, remedies: ReadySocial["kind"]["remedies"] = {}): string | null {
  if (typeof code !== "string") return null;
  return Object.hasOwn(remedies, code) || (/^[\w.-]{1,64}$/.test(code) && !/\d{6}/.test(code)) ? code : null;
}
