/**
 * @module The SQL that deletes what is old: verifications and notices, each with its messages, in one statement for a batch, so nobody
 * sees one without the other. It names tables of the rooms above.
 */
import type { Database } from "../db/open.js";
import { hourOf, isFinal } from "../insight/final-hours.js";

export type Kind = "verifications" | "notices";

export interface Batch {
  /** Verifications or notices. */
  deleted: number;
  messages: number;
  /** The sweep has come to its end. */
  isLast: boolean;
}

export interface BatchRequest {
  /** The process: while it sweeps no other one does. */
  holder: string;
  /** What is older goes. */
  days: number;
  /** How many rows are looked at. */
  limit: number;
}

/** A process that says nothing for so long has died or hangs: another one goes on where it was. */
export const LEASE_SECONDS = 60;
/** From the end of a sweep to the next. */
const REST_SECONDS = 3600;

/** Makes sure that there is a row to take a turn by. */
export async function prepareSweeps(sql: Database): Promise<void> {
  await sql`insert into history_sweeps (kind) values ('verifications'), ('notices') on conflict do nothing`;
}

/** Of the message of an identifier, whether it is still to be sent. */
const isOnItsWay = (sid: string) => `exists (
  select from (select status from messages where sid = ${sid} limit 1) as message where status in ('queued', 'sending'))`;

/**
 * What goes of the rows that were looked at (`l`), and how its messages are named. An end is what `verify` has written: until then a
 * code can be entered, or is locked, or is to be announced.
 */
const kinds = {
  verifications: {
    prefix: "VE",
    columns: "sid, status, sends",
    goes: `l.status not in ('pending', 'max_attempts_reached')
      and exists (select from counted_hours as c where c.hour = ${hourOf("l.sid")} and ${isFinal("c")})
      and not exists (select from jsonb_array_elements(l.sends) as send where ${isOnItsWay("send ->> 'attempt_sid'")})`,
    columnsOfGone: "l.sid, l.sends",
    messages: "select send ->> 'attempt_sid' from gone cross join lateral jsonb_array_elements(gone.sends) as send",
  },
  notices: {
    prefix: "NO",
    columns: "sid, expires_at",
    goes: `l.expires_at <= statement_timestamp() and not ${isOnItsWay("'VL' || substr(l.sid, 3)")}`,
    columnsOfGone: "l.sid",
    messages: "select 'VL' || substr(sid, 3) from gone",
  },
} as const;

/**
 * Looks at the next rows of a sweep, the oldest first, and deletes those that may go; the others stay for the next sweep, an hour later.
 * `undefined`: it is another process's turn, or nobody's yet.
 *
 * Rows are found by the primary key from where the last batch ended: dead rows that vacuum has not taken away yet are walked over once in
 * a sweep, not in every batch. Messages are fetched by a list of identifiers: with a join all messages there are would be hashed.
 * A row that somebody changes at this moment is passed over. The commit does not wait for the disk: what a crash brings back goes later.
 */
export async function deleteBatch(
  sql: Database,
  kind: Kind,
  { holder, days, limit }: BatchRequest,
): Promise<Batch | undefined> {
  const { prefix, columns, goes, columnsOfGone, messages } = kinds[kind];
  const before = `'${prefix}' || lpad(to_hex((extract(epoch from statement_timestamp() - $2::int * interval '1 day') * 1000)::bigint), 12, '0')`;
  const [row] = await sql.unsafe<(Batch & { turns: number })[]>(
    `with turn as (
      select s.cursor from history_sweeps as s, set_config('synchronous_commit', 'off', true)
      where s.kind = '${kind}' and (s.holder = $1::text or s.next_at <= clock_timestamp()) for update of s skip locked
    ), looked as materialized (
      select row.* from turn cross join lateral (
        select ${columns} from ${kind} where sid > turn.cursor and sid < ${before}
        order by sid limit $3::int for update skip locked
      ) as row
    ), gone as materialized (
      select ${columnsOfGone} from looked as l where ${goes}
    ), deleted_messages as (
      delete from messages where sid = any (array(${messages})) returning 1
    ), deleted as (
      delete from ${kind} where sid = any (array(select sid from gone)) returning 1
    ), progress as (
      select count(*) < $3::int as is_last, max(sid) as cursor from looked
    ), moved as (
      update history_sweeps as s set
        cursor = case when is_last then '' else p.cursor end,
        holder = case when is_last then null else $1::text end,
        next_at = clock_timestamp() + (case when is_last then ${REST_SECONDS} else ${LEASE_SECONDS} end) * interval '1 second'
      from turn, progress as p where s.kind = '${kind}'
    )
    select (select count(*)::int from turn) as turns, (select count(*)::int from deleted) as deleted,
      (select count(*)::int from deleted_messages) as messages, is_last from progress`,
    [holder, days, limit],
    { prepare: true },
  );
  if (!row || row.turns === 0) return undefined;
  const { deleted, isLast } = row;
  return { deleted, messages: row.messages, isLast };
}
