/**
 * @module The SQL of people. Deleting one ends their sessions, by the foreign keys of their tables. It names `sessions` where a
 * suspension ends them, and `flows` and `organization_invitations` where what they hold of somebody is to be forgotten.
 */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Consent, IdentifierKind, NewIdentifier, User } from "./user.js";

export type UserRow = Omit<User, "identifiers"> & { identifiers: StoredIdentifier[] };

/** As JSON has it. */
interface StoredIdentifier {
  sid: string;
  kind: IdentifierKind;
  value: string;
  createdAt: string;
  verifiedAt: string | null;
  provedAt: string | null;
}

/** Of user `u`. */
export const columns = fragment`u.sid, u.external_id, u.name, u.language, u.password_hash is not null as has_password, u.created_at, u.updated_at,
  u.suspended_at, (select coalesce(jsonb_agg(jsonb_build_object('sid', i.sid, 'kind', i.kind, 'value', i.value,
    'createdAt', i.created_at, 'verifiedAt', i.verified_at, 'provedAt', i.proved_at) order by i.created_at, i.sid), '[]')
    from identifiers i where i.user_sid = u.sid) as identifiers`;

const selectOne = prepare<UserRow>()(fragment`select ${columns} from users u where u.sid = ${param("sid")}`);

export async function selectUser(sql: Database, sid: string): Promise<User | undefined> {
  const [row] = await selectOne(sql, { sid });
  return row && toUser(row);
}

const date = (text: string | null) => (text === null ? null : new Date(text));

export function toUser(row: UserRow): User {
  const identifiers = row.identifiers.map((one) => ({
    ...one,
    createdAt: new Date(one.createdAt),
    verifiedAt: date(one.verifiedAt),
    provedAt: date(one.provedAt),
  }));
  return { ...row, identifiers };
}

/** Keeps others from changing the user until the transaction ends; whoever signs in does not wait. Resolves to the user as it then is. */
export async function lockUser(tx: Database, sid: string): Promise<User | undefined> {
  await tx`select from users where sid = ${sid} for no key update`;
  return await selectUser(tx, sid);
}

/** Resolves to the kinds that could be added: what somebody else has is left out. In an order, so that no two wait for each other. */
export async function insertUser(
  tx: Database,
  user: { sid: string; name: string | null; language: string | null; passwordHash: string | null },
  identifiers: readonly (NewIdentifier & { sid: string })[],
): Promise<IdentifierKind[]> {
  const { sid, name, language, passwordHash } = user;
  await tx`insert into users (sid, name, language, password_hash, created_at, updated_at)
    values (${sid}, ${name}, ${language}, ${passwordHash}, clock_timestamp(), clock_timestamp())`;
  return await insertIdentifiers(tx, sid, identifiers);
}

/** The same of a user that there is. */
export async function insertIdentifiers(
  tx: Database,
  userSid: string,
  identifiers: readonly (NewIdentifier & { sid: string })[],
): Promise<IdentifierKind[]> {
  const rows = await tx<{ kind: IdentifierKind }[]>`
    insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select n.sid, ${userSid}, n.kind, n.value, clock_timestamp(),
      case when n.verified then clock_timestamp() end, case when n.verified then clock_timestamp() end
    from jsonb_to_recordset(${tx.json(identifiers as never)}::jsonb) as n(sid text, kind text, value text, verified boolean)
    order by n.kind
    on conflict (kind, value) do nothing
    returning kind`;
  return rows.map(({ kind }) => kind);
}

/** Somebody vouches for it. */
export async function verifyIdentifier(tx: Database, sid: string): Promise<void> {
  await tx`update identifiers set verified_at = clock_timestamp(), proved_at = clock_timestamp() where sid = ${sid}`;
}

/** The newest word on each item. */
export async function selectConsents(sql: Database, userSid: string): Promise<Consent[]> {
  return await sql<Consent[]>`select distinct on (item) item, version, agreed, at, source from user_consents
    where user_sid = ${userSid} order by item, at desc`;
}

export async function insertConsent(
  sql: Database,
  userSid: string,
  consent: Omit<Consent, "at" | "source">,
): Promise<void> {
  await sql`insert into user_consents (user_sid, item, version, agreed, at)
    values (${userSid}, ${consent.item}, ${consent.version}, ${consent.agreed}, clock_timestamp())`;
}

export async function updateProfile(
  tx: Database,
  sid: string,
  { name, language }: Pick<User, "name" | "language">,
): Promise<void> {
  await tx`update users set name = ${name}, language = ${language}, updated_at = clock_timestamp() where sid = ${sid}`;
}

/** Resolves to whether it was otherwise before. */
export async function updateSuspended(tx: Database, sid: string, isSuspended: boolean): Promise<boolean> {
  const rows = await tx`
    update users set updated_at = clock_timestamp(), suspended_at = case when ${isSuspended}::boolean then clock_timestamp() end
    where sid = ${sid} and (suspended_at is null) = ${isSuspended}::boolean returning sid`;
  return rows.length > 0;
}

/** All of a user's sessions; resolves to those that were there. */
export async function endSessions(tx: Database, userSid: string): Promise<string[]> {
  const rows = await tx<{ sid: string }[]>`delete from sessions where user_sid = ${userSid} returning sid`;
  return rows.map(({ sid }) => sid);
}

/** `null`: there is no password any more. Resolves to whether that changed anything. */
export async function updatePasswordHash(sql: Database, sid: string, passwordHash: string | null): Promise<boolean> {
  const rows = await sql`update users set password_hash = ${passwordHash}, updated_at = clock_timestamp()
    where sid = ${sid} and password_hash is distinct from ${passwordHash} returning sid`;
  return rows.length > 0;
}

/** The same password, hashed otherwise. Resolves to whether it still was that one. */
export async function replacePasswordHash(sql: Database, sid: string, from: string, to: string): Promise<boolean> {
  const rows =
    await sql`update users set password_hash = ${to} where sid = ${sid} and password_hash = ${from} returning sid`;
  return rows.length > 0;
}

export async function deleteUser(tx: Database, sid: string): Promise<boolean> {
  const rows = await tx`delete from users where sid = ${sid} returning sid`;
  return rows.length > 0;
}

/** One of several, of which another one was proved. The user's row is locked, so that two at once do not take the last two. */
export async function deleteIdentifier(tx: Database, userSid: string, sid: string): Promise<boolean> {
  await tx`select from users where sid = ${userSid} for no key update`;
  const rows = await tx`delete from identifiers i where i.sid = ${sid} and i.user_sid = ${userSid}
    and exists (select from identifiers o where o.user_sid = ${userSid} and o.sid <> i.sid and o.verified_at is not null)
    returning i.sid`;
  return rows.length > 0;
}

export async function hasIdentifier(sql: Database, kind: IdentifierKind, value: string): Promise<boolean> {
  const rows = await sql`select from identifiers where kind = ${kind} and value = ${value}`;
  return rows.length > 0;
}

/** Whichever it is. The user must be locked. */
export async function deleteAnyIdentifier(tx: Database, sid: string): Promise<void> {
  await tx`delete from identifiers where sid = ${sid}`;
}

/**
 * Flows in which somebody gave one of these numbers or addresses: those that `flowSids` names, and in the browsers that the user is known
 * by also others. One that waits for a code goes on and ends by itself; one that has ended holds nothing.
 */
export async function deleteFlowsOf(
  tx: Database,
  userSid: string,
  { addresses, flowSids }: { addresses: readonly string[]; flowSids: readonly string[] },
): Promise<void> {
  const listOf = (texts: readonly string[]) =>
    tx`(select jsonb_array_elements_text(${tx.json(texts as string[])}::jsonb))`;
  await tx`
    delete from flows where sid in (
      select sid from flows where sid in ${listOf(flowSids)}
      union
      select f.sid from known_devices d join flows f on f.browser_hash = d.browser_hash
      where d.user_sid = ${userSid} and (f.recipient in ${listOf(addresses)} or f.data ? 'typed' or f.data ? 'social'
        or f.data #>> '{proved,value}' in ${listOf(addresses)})
    ) and ended_at is null and state not in ('code', 'proof')`;
}

/** Forgets browsers whose cookie is gone by now; at most `limit` rows. */
export async function deleteOldDevices(sql: Database, days: number, limit: number): Promise<number> {
  const since = sql`statement_timestamp() - ${days}::int * interval '1 day'`;
  // By their places, which nobody changes while the rows are locked: with a join all rows there are would be hashed.
  const rows = await sql`
    delete from known_devices where ctid = any (array(
      select ctid from known_devices where created_at < ${since} and used_at < ${since}
      order by created_at limit ${limit}::int for update skip locked)) returning 1`;
  return rows.length;
}

/** Empties the numbers and addresses of invitations to organizations that are over. An open one is still to be accepted, by whoever has it next. */
export async function forgetInvitations(tx: Database, addresses: readonly string[]): Promise<void> {
  await tx`update organization_invitations set recipient = null
    where recipient in (select jsonb_array_elements_text(${tx.json(addresses as string[])}::jsonb))
      and (status <> 'pending' or expires_at <= clock_timestamp())`;
}
