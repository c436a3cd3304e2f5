/** @module How many attempts there were, and how many led to an approved verification. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import type { AttemptFilter } from "./attempt.js";
import { countAttempts } from "./attempt-store.js";

/** How far back a summary looks that was not told: it reads everything it counts. */
const USUAL_DAYS = 30;

/** Without `after`, of the 30 days up to `before` or now. */
export async function summarizeAttempts(
  { sql, clock }: { sql: Database; clock: Clock },
  filter: AttemptFilter,
): Promise<{ total: number; converted: number }> {
  const end = filter.before ?? clock();
  const after = filter.after ?? new Date(end.getTime() - USUAL_DAYS * 86_400_000);
  return await countAttempts(sql, { ...filter, after });
}
