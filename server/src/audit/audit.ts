/** @module What happened, for those who look: newest first, by what one looks for. The face of this room; `record.ts` writes. */
import type { Clock } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { firstSid } from "../sid.js";
import type { EventRecord, EventType } from "./event.js";
import { recordEvent } from "./record.js";
import { deleteEvents, selectEvents } from "./store.js";

export interface EventFilter {
  types?: readonly EventType[] | undefined;
  /** An API key or a user. */
  actor?: string | undefined;
  subject?: string | undefined;
  /** At this time or later. */
  since?: Date | undefined;
  /** Before this time. */
  until?: Date | undefined;
}

export interface EventQuery extends EventFilter {
  /** The identifier that the page before ended with. */
  after?: string | undefined;
  size: number;
}

export interface Audit {
  /** `next`: the `after` of the next page, or `null`. */
  list(query: EventQuery): Promise<{ events: EventRecord[]; next: string | null }>;
  /** All pages of a search; that somebody took it along is an event. */
  export(query: EventFilter, actor: Actor): AsyncIterable<EventRecord[]>;
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
const EXPORT_PAGE_SIZE = 200;
const DAY_MS = 86_400_000;

export function createAudit({ sql, clock, retentionDays }: AuditDependencies): Audit {
  async function sweep(): Promise<void> {
    const before = firstSid("AE", new Date(clock().getTime() - retentionDays * DAY_MS));
    while ((await deleteEvents(sql, before, BATCH)) === BATCH);
  }

  const list: Audit["list"] = async ({ types, actor, subject, since, until, after, size }) => {
    const bounds = [after, until && firstSid("AE", until)].filter((one) => one !== undefined).sort();
    const rows = await selectEvents(sql, {
      ...{ types, actor, subject },
      before: bounds[0],
      from: since && firstSid("AE", since),
      limit: size + 1,
    });
    const events = rows.slice(0, size);
    return { events, next: rows.length > size ? (events.at(-1)?.sid ?? null) : null };
  };

  async function* exportEvents(filter: EventFilter, by: Actor): AsyncGenerator<EventRecord[]> {
    await recordEvent(sql, { type: "export.downloaded", actor: by, subject: { kind: "export", id: "audit-log" } });
    let after: string | undefined;
    do {
      const page = await list({ ...filter, after, size: EXPORT_PAGE_SIZE });
      yield page.events;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  return {
    list,
    export: exportEvents,
    jobs: retentionDays === 0 ? [] : [{ name: "forget events", seconds: SWEEP_SECONDS, work: sweep }],
  };
}
