/**
 * @module The SQL of people who are imported: some hundred at a time, each table by one statement. Rows are written in the order in which
 * others write theirs (users, then identifiers by kind and value), so that nobody waits for somebody who waits for them.
 */
import type { Database } from "../../db/open.js";
import type { Account } from "./decide-person.js";
import type { PersonConsent, PersonIdentity, PersonKey } from "./person.js";

interface AccountRow extends Omit<Account, "social" | "consents"> {
  social: PersonIdentity[];
  consents: { item: string; version: string; agreed: boolean; at: string }[];
}

export type FoundAccount = AccountRow;

/** The accounts that any of these keys name, each locked until the transaction ends. */
export async function lockAccounts(tx: Database, keys: readonly PersonKey[]): Promise<FoundAccount[]> {
  const named = keys.map(({ type, value }) => {
    if (type !== "social") return { type, value };
    const [connectorId, issuer, subject] = JSON.parse(value) as [string, string, string];
    return { type, value: subject, connectorId, issuer };
  });
  // In an order, so that no two wait for each other.
  const locked = await tx<{ sid: string }[]>`
    with asked as materialized (
      select * from jsonb_to_recordset(${tx.json(named as never)}::jsonb) as a(type text, value text, "connectorId" text, issuer text)
    ), found as materialized (
      select u.sid from asked a join users u on u.external_id = a.value where a.type = 'external'
      union
      select i.user_sid from asked a join identifiers i on i.kind = a.type and i.value = a.value
      union
      select s.user_sid from asked a join social_identities s
        on s.connector_id = a."connectorId" and s.issuer = a.issuer and s.subject = a.value where a.type = 'social'
    )
    select sid from users where sid in (select sid from found) order by sid for no key update`;
  if (locked.length === 0) return [];
  // Read again: whoever held a lock may have changed them.
  return await tx<FoundAccount[]>`
    select u.sid, u.external_id, u.name, u.language, u.password_hash is not null as has_password,
      (select coalesce(jsonb_agg(jsonb_build_object('sid', i.sid, 'kind', i.kind, 'value', i.value, 'verified', i.verified_at is not null)), '[]')
        from identifiers i where i.user_sid = u.sid) as identifiers,
      (select coalesce(jsonb_agg(jsonb_build_object('connectorId', s.connector_id, 'issuer', s.issuer, 'subject', s.subject)), '[]')
        from social_identities s where s.user_sid = u.sid) as social,
      (select coalesce(jsonb_agg(jsonb_build_object('item', c.item, 'version', c.version, 'agreed', c.agreed, 'at', c.at)), '[]')
        from user_consents c where c.user_sid = u.sid) as consents
    from jsonb_to_recordset(${tx.json(locked as never)}::jsonb) as l(sid text) join users u on u.sid = l.sid`;
}

export interface NewUserRow {
  sid: string;
  externalId: string | null;
  name: string | null;
  language: string | null;
  passwordHash: string | null;
  createdAt: string | null;
  suspended: boolean;
}

/** Throws PostgreSQL's `23505` where somebody has an own id. */
export async function insertUsers(tx: Database, users: readonly NewUserRow[]): Promise<void> {
  await tx`insert into users (sid, external_id, name, language, password_hash, created_at, updated_at, suspended_at)
    select n.sid, n."externalId", n.name, n.language, n."passwordHash", coalesce(n."createdAt", clock_timestamp()), clock_timestamp(),
      case when n.suspended then clock_timestamp() end
    from jsonb_to_recordset(${tx.json(users as never)}::jsonb) as n(sid text, "externalId" text, name text, language text,
      "passwordHash" text, "createdAt" timestamptz, suspended boolean)
    order by n.sid`;
}

export type UserRowChange = Omit<NewUserRow, "createdAt" | "suspended">;

/** `null` leaves what there is. */
export async function updateUsers(tx: Database, changes: readonly UserRowChange[]): Promise<void> {
  await tx`update users u set external_id = coalesce(n."externalId", u.external_id), name = coalesce(n.name, u.name),
      language = coalesce(n.language, u.language), password_hash = coalesce(n."passwordHash", u.password_hash),
      updated_at = clock_timestamp()
    from jsonb_to_recordset(${tx.json(changes as never)}::jsonb) as n(sid text, "externalId" text, name text, language text,
      "passwordHash" text)
    where u.sid = n.sid`;
}

export interface NewIdentifierRow {
  sid: string;
  userSid: string;
  kind: string;
  value: string;
  verified: boolean;
  /** `null`: now. */
  verifiedAt: string | null;
}

/** Resolves to how many were added: what somebody else has is left out. */
export async function insertIdentifierRows(tx: Database, rows: readonly NewIdentifierRow[]): Promise<number> {
  const added = await tx`insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select n.sid, n."userSid", n.kind, n.value, clock_timestamp(), p.at, p.at
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as n(sid text, "userSid" text, kind text, value text, verified boolean,
      "verifiedAt" timestamptz),
      lateral (select case when n.verified then coalesce(n."verifiedAt", clock_timestamp()) end as at) as p
    order by n.kind, n.value
    on conflict (kind, value) do nothing`;
  return added.count;
}

export async function verifyIdentifiers(
  tx: Database,
  rows: readonly { sid: string; verifiedAt: string | null }[],
): Promise<void> {
  await tx`update identifiers i set verified_at = p.at, proved_at = p.at
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as n(sid text, "verifiedAt" timestamptz),
      lateral (select coalesce(n."verifiedAt", clock_timestamp()) as at) as p
    where i.sid = n.sid and i.verified_at is null`;
}

/** Resolves to how many were added, as above. */
export async function insertIdentities(
  tx: Database,
  rows: readonly (PersonIdentity & { sid: string; userSid: string })[],
): Promise<number> {
  const added =
    await tx`insert into social_identities (sid, user_sid, connector_id, issuer, subject, client_id, email, created_at, used_at)
    select n.sid, n."userSid", n."connectorId", n.issuer, n.subject, n."clientId", n.email, clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as n(sid text, "userSid" text, "connectorId" text, issuer text,
      subject text, "clientId" text, email text)
    order by n."connectorId", n.issuer, n.subject
    on conflict (connector_id, issuer, subject) do nothing`;
  return added.count;
}

export async function insertConsents(
  tx: Database,
  rows: readonly (PersonConsent & { userSid: string })[],
): Promise<void> {
  await tx`insert into user_consents (user_sid, item, version, agreed, at)
    select n."userSid", n.item, n.version, n.agreed, coalesce(n.at, clock_timestamp())
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as n("userSid" text, item text, version text, agreed boolean, at timestamptz)
    on conflict do nothing`;
}
