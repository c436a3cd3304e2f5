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

const columns = (
  sql: Database,
) => sql`sid, type, actor_kind, actor_id, subject_kind, subject_id, service_sid, before, after, data,
  request_id, created_at`;

/**
 * Newest first. By types alone, the newest of each type are looked for by themselves. The types stand in the statement, not in
 * parameters: only so PostgreSQL knows that a type is rare and takes its index, where it would else walk through millions of
 * sign-ins (50 ms for each type at 600 000 rows, against less than one). With an actor or a subject their own index leads to few.
 */
export async function selectEvents(sql: Database, filter: EventFilter): Promise<EventRecord[]> {
  const { types, actor, subject, before, from, limit } = filter;
  const bounds = sql`
    ${before === undefined ? sql`` : sql`and sid < ${before}`}
    ${from === undefined ? sql`` : sql`and sid >= ${from}`}
    order by sid desc limit ${limit}::int`;
  if (types?.length === 0) return [];
  if (types && actor === undefined && subject === undefined) {
    const newest = types.map(
      (type) => sql`(select ${columns(sql)} from audit_events where type = ${literal(sql, type)} ${bounds})`,
    );
    const all = newest.reduce((one, other) => sql`${one} union all ${other}`);
    return await sql<EventRecord[]>`select * from (${all}) as e order by sid desc limit ${limit}::int`;
  }
  const isOf = sql`and type in (select value from jsonb_array_elements_text(${sql.json(types ?? [])}::jsonb))`;
  return await sql<EventRecord[]>`select ${columns(sql)} from audit_events where true ${types ? isOf : sql``}
    ${actor === undefined ? sql`` : sql`and actor_id = ${actor}`}
    ${subject === undefined ? sql`` : sql`and subject_id = ${subject}`} ${bounds}`;
}

/** Types are names of a closed list of ours, of letters, dots and underscores. */
const literal = (sql: Database, type: EventType) => sql.unsafe(`'${type}'`);

/** Forgets events before this identifier, oldest first; resolves to how many. */
export async function deleteEvents(sql: Database, before: string, limit: number): Promise<number> {
  const rows = await sql`delete from audit_events where sid in (
    select sid from audit_events where sid < ${before} order by sid limit ${limit}::int) returning 1`;
  return rows.length;
}
