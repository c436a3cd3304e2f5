/** @module The SQL of the console. It reads `users` by name: nobody is in whose account is suspended; and `api_keys`, which make links. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Role } from "./role.js";

/** Of a console session: it ends 12 hours after it began, and half an hour after it was used last. */
export const ABSOLUTE_SECONDS = 12 * 3600;
export const IDLE_SECONDS = 1800;
export const LINK_SECONDS = 900;

export interface LiveConsoleSession {
  sid: string;
  userSid: string;
  name: string | null;
  role: Role;
  byPasskey: boolean;
  secondsSinceProof: number;
  secondsSinceUse: number;
  endsAt: Date;
}

const lives = fragment`s.created_at > clock_timestamp() - ${ABSOLUTE_SECONDS} * interval '1 second'
  and s.used_at > clock_timestamp() - ${IDLE_SECONDS} * interval '1 second'`;

const selectLive = prepare<LiveConsoleSession>()(fragment`
  select s.sid, s.user_sid, u.name, a.role, s.by_passkey,
    extract(epoch from clock_timestamp() - s.proved_at)::int as seconds_since_proof,
    extract(epoch from clock_timestamp() - s.used_at)::int as seconds_since_use,
    s.created_at + ${ABSOLUTE_SECONDS} * interval '1 second' as ends_at
  from console_sessions s join admins a on a.user_sid = s.user_sid
    join users u on u.sid = s.user_sid and u.suspended_at is null
  where s.token_hash = ${param("tokenHash")} and ${lives}`);

export async function selectLiveSession(sql: Database, tokenHash: string): Promise<LiveConsoleSession | undefined> {
  const [row] = await selectLive(sql, { tokenHash });
  return row;
}

export async function touchSession(sql: Database, sid: string): Promise<void> {
  await sql`update console_sessions set used_at = clock_timestamp() where sid = ${sid}`;
}

/** A passkey was shown in it. */
export async function proveSession(tx: Database, sid: string): Promise<void> {
  await tx`update console_sessions set proved_at = clock_timestamp(), by_passkey = true where sid = ${sid}`;
}

/** `false` if they are no administrator, or were removed meanwhile. */
export async function insertSession(
  tx: Database,
  {
    sid,
    tokenHash,
    userSid,
    device,
    byPasskey,
  }: Record<"sid" | "tokenHash" | "userSid" | "device", string> & {
    byPasskey: boolean;
  },
): Promise<boolean> {
  const rows = await tx`
    insert into console_sessions (sid, token_hash, user_sid, device, by_passkey, proved_at, created_at, used_at)
    select ${sid}, ${tokenHash}, a.user_sid, ${device}, ${byPasskey}, now.at, now.at, now.at
    from (select * from admins where user_sid = ${userSid} for share) as a,
      (select clock_timestamp() as at) as now
    returning sid`;
  return rows.length > 0;
}

export async function deleteSession(tx: Database, sid: string): Promise<string | undefined> {
  const [row] = await tx<{ userSid: string }[]>`delete from console_sessions where sid = ${sid} returning user_sid`;
  return row?.userSid;
}

export interface Admin {
  userSid: string;
  name: string | null;
  role: Role;
  createdAt: Date;
  /** When a console session of theirs was used last. */
  usedAt: Date | null;
  passkeys: number;
  isSuspended: boolean;
}

export async function selectAdmins(sql: Database): Promise<Admin[]> {
  return await sql<Admin[]>`
    select a.user_sid, u.name, a.role, a.created_at, u.suspended_at is not null as is_suspended,
      (select max(used_at) from console_sessions s where s.user_sid = a.user_sid) as used_at,
      (select count(*)::int from passkeys p where p.user_sid = a.user_sid) as passkeys
    from admins a join users u on u.sid = a.user_sid order by a.created_at, a.user_sid`;
}

/**
 * All of role `admin` who may come in, locked: who takes the last one away waits, or is waited for. In one order, so that nobody waits in a
 * ring. They are read after the wait, by a statement of its own: one that waits for rows reads other tables, where somebody was suspended
 * meanwhile, as they were before.
 */
export async function lockAdmins(tx: Database): Promise<string[]> {
  await tx`select from admins where role = 'admin' order by user_sid for update`;
  const rows = await tx<{ userSid: string }[]>`
    select a.user_sid from admins a join users u on u.sid = a.user_sid and u.suspended_at is null where a.role = 'admin'`;
  return rows.map(({ userSid }) => userSid);
}

export async function selectRole(tx: Database, userSid: string): Promise<Role | undefined> {
  const [row] = await tx<{ role: Role }[]>`select role from admins where user_sid = ${userSid} for update`;
  return row?.role;
}

export async function selectIsAdmin(sql: Database, userSid: string): Promise<boolean> {
  const rows = await sql`select user_sid from admins where user_sid = ${userSid}`;
  return rows.length > 0;
}

export async function upsertAdmin(tx: Database, userSid: string, role: Role): Promise<void> {
  await tx`insert into admins (user_sid, role, created_at) values (${userSid}, ${role}, clock_timestamp())
    on conflict (user_sid) do update set role = excluded.role`;
}

/** Their console sessions go with it. */
export async function deleteAdmin(tx: Database, userSid: string): Promise<void> {
  await tx`delete from admins where user_sid = ${userSid}`;
}

export async function insertLink(
  tx: Database,
  link: { tokenHash: string; userSid: string; role: Role; isNew: boolean; maker: string | null },
): Promise<Date> {
  const [row] = await tx<{ expiresAt: Date }[]>`
    insert into admin_links (token_hash, user_sid, role, is_new, maker, created_at, expires_at)
    select ${link.tokenHash}, ${link.userSid}, ${link.role}, ${link.isNew}, ${link.maker}, at, at + ${LINK_SECONDS} * interval '1 second'
    from (select clock_timestamp() as at) as now returning expires_at`;
  return (row as { expiresAt: Date }).expiresAt;
}

/**
 * Whether whoever made link `l` may still make one: somebody who is about to be removed must not leave
 * a way back in.
 */
const makerMay = (sql: Database) => sql`(l.maker is null
  or exists (select from api_keys k where k.id = l.maker and k.revoked_at is null)
  or exists (select from admins m join users mu on mu.sid = m.user_sid and mu.suspended_at is null
    where m.user_sid = l.maker and m.role = 'admin'))`;

export interface OpenLink {
  userSid: string;
  role: Role;
  /** Of an administrator that there is, who gets another passkey. */
  name: string | null;
  isNew: boolean;
}

export async function selectLink(sql: Database, tokenHash: string): Promise<OpenLink | undefined> {
  const [row] = await sql<OpenLink[]>`
    select l.user_sid, coalesce(a.role, l.role) as role, u.name, l.is_new
    from admin_links l left join admins a on a.user_sid = l.user_sid left join users u on u.sid = a.user_sid
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > clock_timestamp()
      and (l.is_new or u.suspended_at is null and u.sid is not null) and ${makerMay(sql)}`;
  return row;
}

/** Uses it up; `undefined` if it was, or its time is over. */
export async function useLink(
  tx: Database,
  tokenHash: string,
): Promise<{ userSid: string; role: Role; isNew: boolean } | undefined> {
  const [row] = await tx<{ userSid: string; role: Role; isNew: boolean }[]>`
    update admin_links l set used_at = clock_timestamp()
    where token_hash = ${tokenHash} and used_at is null and expires_at > clock_timestamp() and ${makerMay(tx)}
    returning user_sid, role, is_new`;
  return row;
}

export const SWEEP_BATCH = 250;

/** Forgets sessions and links whose time is over, some at a time. Resolves to how many. */
export async function sweep(sql: Database): Promise<number> {
  const sessions = await sql`delete from console_sessions where sid in (
    select sid from console_sessions where used_at < clock_timestamp() - ${IDLE_SECONDS} * interval '1 second'
      or created_at < clock_timestamp() - ${ABSOLUTE_SECONDS} * interval '1 second' limit ${SWEEP_BATCH})`;
  const links = await sql`delete from admin_links where token_hash in (
    select token_hash from admin_links where expires_at < clock_timestamp() - interval '1 day' limit ${SWEEP_BATCH})`;
  return Math.max(sessions.count, links.count);
}
