/** @module The SQL of sessions. It reads `users` by name: a session lives only while its user may sign in. */
import { eventList, recordEventsOf } from "../audit/record.js";
import { theServer } from "../core.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import { type Lifetimes, type LiveSession, lives, type Session } from "./session.js";

const columns = fragment`s.sid, s.user_sid, s.amr, s.auth_time, s.created_at, s.used_at, s.device, s.restricted_until`;

const selectLive = prepare<LiveSession>()(fragment`
  select ${columns}, s.proved_by, u.name as user_name, u.created_at as user_created_at,
    extract(epoch from clock_timestamp() - s.auth_time)::int as seconds_since_proof,
    extract(epoch from clock_timestamp() - s.used_at)::int as seconds_since_use,
    coalesce(s.restricted_until > clock_timestamp(), false) as is_restricted
  from sessions s join users u on u.sid = s.user_sid and u.suspended_at is null
  where s.token_hash = ${param("tokenHash")} and ${lives}`);

export async function selectLiveSession(
  sql: Database,
  tokenHash: string,
  lifetimes: Lifetimes,
): Promise<LiveSession | undefined> {
  const [row] = await selectLive(sql, { tokenHash, ...lifetimes });
  return row;
}

/** The commit does not wait for the disk: what a crash takes back is a few minutes of a time. */
const updateUsed = prepare<{ sid: string }>()(fragment`
  update sessions set used_at = clock_timestamp() from set_config('synchronous_commit', 'off', true)
  where sid = ${param("sid")} returning sid`);

export async function touchSession(sql: Database, sid: string): Promise<void> {
  await updateUsed(sql, { sid });
}

const selectOfUser = prepare<Session>()(fragment`
  select ${columns} from sessions s where s.user_sid = ${param("userSid")} and ${lives} order by s.used_at desc limit 100`);

export async function selectSessions(sql: Database, userSid: string, lifetimes: Lifetimes): Promise<Session[]> {
  return await selectOfUser(sql, { userSid, ...lifetimes });
}

/** Of a user's sessions the one named, or all but one, or all. Returns those that were there. */
export async function deleteSessions(
  sql: Database,
  userSid: string,
  which: { only: string } | { except: string } | "all",
): Promise<string[]> {
  const chosen =
    which === "all" ? sql`` : "only" in which ? sql`and sid = ${which.only}` : sql`and sid <> ${which.except}`;
  const rows = await sql<{ sid: string }[]>`delete from sessions where user_sid = ${userSid} ${chosen} returning sid`;
  return rows.map(({ sid }) => sid);
}

/** As many events stand in one list. */
export const SWEEP_BATCH = 250;

const sweep = prepare<{ ended: number }>()(fragment`
  with ended as (
    delete from sessions where sid in (
      select sid from sessions where used_at < clock_timestamp() - ${param("idleDays")}::int * interval '1 day'
        or created_at < clock_timestamp() - ${param("absoluteDays")}::int * interval '1 day' limit ${SWEEP_BATCH})
    returning sid, user_sid
  ), recorded as (${recordEventsOf(fragment`(select coalesce(jsonb_agg(${param("event")}::jsonb || jsonb_build_object(
    'subject_id', user_sid, 'data', jsonb_build_object('session', sid, 'reason', 'expired'))), '[]') from ended)`)})
  select count(*)::int as ended from ended`);

/** Ends those whose time is over, some at a time, each with its event. Resolves to how many. */
export async function sweepSessions(sql: Database, lifetimes: Lifetimes): Promise<number> {
  const event = { type: "session.ended", actor: theServer, subject: { kind: "user", id: "" } } as const;
  const [row] = await sweep(sql, { ...lifetimes, event: sql.json(eventList([event])[0] as never) });
  return row?.ended ?? 0;
}
