/** @module The SQL of those who look at what happened, and of forgetting it. */
import type { Database } from "../db/open.js";
import type { EventRecord, EventType } from "./event.js";

export interface EventFilter {
  types: readonly EventType[] | undefined;
  actor: string | undefined;
  subject: string | undefined;
  /** Identifiers older than this. */
  before: string | undefined;
  /** Identifiers not older than this. */
  from: string | undefined;
  limit: number;
}

/**
 * Newest first. By types alone, each type's newest are read from the index and merged: a type that is rare among millions of
 * sign-ins would otherwise be looked for in all of them. With an actor or a subject their own index leads to few.
 */
export async function selectEvents(sql: Database, filter: EventFilter): Promise<EventRecord[]> {
  const { types, actor, subject, before, from, limit } = filter;
  const bounds = sql`
    ${before === undefined ? sql`` : sql`and sid < ${before}`}
    ${from === undefined ? sql`` : sql`and sid >= ${from}`}
    order by sid desc limit ${limit}::int`;
  const list = sql`select value from jsonb_array_elements_text(${sql.json(types ?? [])}::jsonb)`;
  if (types && actor === undefined && subject === undefined)
    return await sql<EventRecord[]>`select e.* from (${list}) as t(type)
      cross join lateral (select * from audit_events where type = t.type ${bounds}) as e
      order by e.sid desc limit ${limit}::int`;
  return await sql<EventRecord[]>`select * from audit_events where true
    ${types === undefined ? sql`` : sql`and type in (${list})`}
    ${actor === undefined ? sql`` : sql`and actor_id = ${actor}`}
    ${subject === undefined ? sql`` : sql`and subject_id = ${subject}`} ${bounds}`;
}

/** Forgets events before this identifier, oldest first; resolves to how many. */
export async function deleteEvents(sql: Database, before: string, limit: number): Promise<number> {
  const rows = await sql`delete from audit_events where sid in (
    select sid from audit_events where sid < ${before} order by sid limit ${limit}::int) returning 1`;
  return rows.length;
}
