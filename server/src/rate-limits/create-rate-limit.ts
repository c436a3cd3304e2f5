/** @module Makes a rate limit of a service. It limits nothing until it has a bucket. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { isUniqueName, type RateLimit } from "./rate-limit.js";
import { insertRateLimit } from "./store.js";

/** Throws `service.not_found`, `rate_limit.name_invalid`, `.name_taken` and `.too_many`. */
export async function createRateLimit(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  limit: Pick<RateLimit, "serviceSid" | "uniqueName" | "description">,
): Promise<RateLimit> {
  if (!isUniqueName(limit.uniqueName)) throw new AppError("rate_limit.name_invalid");
  const made = await insertRateLimit(sql, { ...limit, sid: createSid("RK", clock, random) });
  if (made === "no_parent") throw new AppError("service.not_found");
  if (made === "taken") throw new AppError("rate_limit.name_taken");
  if (made === "full") throw new AppError("rate_limit.too_many");
  return made;
}
