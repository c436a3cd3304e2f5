/** @module The SQL of people. Deleting one ends their sessions, by the foreign keys of their tables. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Consent, IdentifierKind, User } from "./user.js";

type UserRow = Omit<User, "identifiers"> & { identifiers: StoredIdentifier[] };

/** As JSON has it. */
interface StoredIdentifier {
  sid: string;
  kind: IdentifierKind;
  value: string;
  createdAt: string;
  verifiedAt: string | null;
  provedAt: string | null;
}

const columns = fragment`u.sid, u.name, u.language, u.password_hash is not null as has_password, u.created_at, u.updated_at,
  u.suspended_at, (select coalesce(jsonb_agg(jsonb_build_object('sid', i.sid, 'kind', i.kind, 'value', i.value,
    'createdAt', i.created_at, 'verifiedAt', i.verified_at, 'provedAt', i.proved_at) order by i.created_at, i.sid), '[]')
    from identifiers i where i.user_sid = u.sid) as identifiers`;

const selectOne = prepare<UserRow>()(fragment`select ${columns} from users u where u.sid = ${param("sid")}`);

export async function selectUser(sql: Database, sid: string): Promise<User | undefined> {
  const [row] = await selectOne(sql, { sid });
  return row && toUser(row);
}

const date = (text: string | null) => (text === null ? null : new Date(text));

function toUser(row: UserRow): User {
  const identifiers = row.identifiers.map((one) => ({
    ...one,
    createdAt: new Date(one.createdAt),
    verifiedAt: date(one.verifiedAt),
    provedAt: date(one.provedAt),
  }));
  return { ...row, identifiers };
}

/** The newest word on each item. */
export async function selectConsents(sql: Database, userSid: string): Promise<Consent[]> {
  return await sql<Consent[]>`select distinct on (item) item, version, agreed, at from user_consents
    where user_sid = ${userSid} order by item, at desc`;
}

export async function insertConsent(sql: Database, userSid: string, consent: Omit<Consent, "at">): Promise<void> {
  await sql`insert into user_consents (user_sid, item, version, agreed, at)
    values (${userSid}, ${consent.item}, ${consent.version}, ${consent.agreed}, clock_timestamp())`;
}

export async function updateName(sql: Database, sid: string, name: string): Promise<boolean> {
  const rows =
    await sql`update users set name = ${name}, updated_at = clock_timestamp() where sid = ${sid} returning sid`;
  return rows.length > 0;
}

export async function deleteUser(sql: Database, sid: string): Promise<boolean> {
  const rows = await sql`delete from users where sid = ${sid} returning sid`;
  return rows.length > 0;
}

export async function updatePasswordHash(sql: Database, sid: string, passwordHash: string): Promise<void> {
  await sql`update users set password_hash = ${passwordHash}, updated_at = clock_timestamp() where sid = ${sid}`;
}

/** One of several, of which another one was proved. The user's row is locked, so that two at once do not take the last two. */
export async function deleteIdentifier(sql: Database, userSid: string, sid: string): Promise<boolean> {
  await sql`select from users where sid = ${userSid} for update`;
  const rows = await sql`delete from identifiers i where i.sid = ${sid} and i.user_sid = ${userSid}
    and exists (select from identifiers o where o.user_sid = ${userSid} and o.sid <> i.sid and o.verified_at is not null)
    returning i.sid`;
  return rows.length > 0;
}

export async function hasIdentifier(sql: Database, kind: IdentifierKind, value: string): Promise<boolean> {
  const rows = await sql`select from identifiers where kind = ${kind} and value = ${value}`;
  return rows.length > 0;
}
