/** @module What happened, for those who look: newest first, by what one looks for. The face of this room; `record.ts` writes. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { firstSid } from "../sid.js";
import type { EventRecord, EventType } from "./event.js";
import { deleteEvents, selectEvents } from "./store.js";

export interface EventQuery {
  types?: readonly EventType[] | undefined;
  /** An API key or a user. */
  actor?: string | undefined;
  subject?: string | undefined;
  /** At this time or later. */
  since?: Date | undefined;
  /** Before this time. */
  until?: Date | undefined;
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  size: number;
}

export interface Audit {
  /** `next`: the `after` of the next page, or `null`. */
  list(query: EventQuery): Promise<{ events: EventRecord[]; next: string | null }>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface AuditDependencies {
  sql: Database;
  clock: Clock;
  /** Events are kept for so many days; 0: for ever. */
  retentionDays: number;
}

const SWEEP_SECONDS = 3600;
const BATCH = 1000;
const DAY_MS = 86_400_000;

export function createAudit({ sql, clock, retentionDays }: AuditDependencies): Audit {
  async function sweep(): Promise<void> {
    const before = firstSid("AE", new Date(clock().getTime() - retentionDays * DAY_MS));
    while ((await deleteEvents(sql, before, BATCH)) === BATCH);
  }

  return {
    async list({ types, actor, subject, since, until, after, size }) {
      const bounds = [after, until && firstSid("AE", until)].filter((one) => one !== undefined).sort();
      const rows = await selectEvents(sql, {
        ...{ types, actor, subject },
        before: bounds[0],
        from: since && firstSid("AE", since),
        limit: size + 1,
      });
      const events = rows.slice(0, size);
      return { events, next: rows.length > size ? (events.at(-1)?.sid ?? null) : null };
    },
    jobs: retentionDays === 0 ? [] : [{ name: "forget events", seconds: SWEEP_SECONDS, work: sweep }],
  };
}
