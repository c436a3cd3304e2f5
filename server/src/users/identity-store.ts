/** @module The SQL of accounts at providers that people sign in with. */
import type { Database } from "../db/open.js";

/** What names an account at a provider: of one connector and issuer there is one of a subject. */
export interface IdentityKey {
  connectorId: string;
  issuer: string;
  subject: string;
}

export interface SocialIdentity extends IdentityKey {
  sid: string;
  userSid: string;
  clientId: string;
  email: string | null;
  createdAt: Date;
  usedAt: Date;
}

export type NewIdentity = Pick<SocialIdentity, "sid" | "connectorId" | "issuer" | "subject" | "clientId" | "email">;

const columns = (sql: Database) =>
  sql`sid, user_sid, connector_id, issuer, subject, client_id, email, created_at, used_at`;

/** The oldest first. */
export async function selectIdentities(sql: Database, userSid: string): Promise<SocialIdentity[]> {
  return await sql<
    SocialIdentity[]
  >`select ${columns(sql)} from social_identities where user_sid = ${userSid} order by sid`;
}

/** `issuer: undefined`: whichever of the connector's. */
export async function selectIdentity(
  sql: Database,
  { connectorId, issuer, subject }: Omit<IdentityKey, "issuer"> & { issuer?: string | undefined },
): Promise<SocialIdentity | undefined> {
  const ofIssuer = issuer === undefined ? sql`` : sql`and issuer = ${issuer}`;
  const [row] = await sql<SocialIdentity[]>`select ${columns(sql)} from social_identities
    where connector_id = ${connectorId} and subject = ${subject} ${ofIssuer} order by sid limit 1`;
  return row;
}

/** Resolves to whose it is now: the user's, or of whoever had it. */
export async function insertIdentity(
  tx: Database,
  userSid: string,
  identity: NewIdentity,
): Promise<{ userSid: string; isNew: boolean }> {
  const { sid, connectorId, issuer, subject, clientId, email } = identity;
  const [row] = await tx<{ userSid: string; sid: string }[]>`
    insert into social_identities as s (sid, user_sid, connector_id, issuer, subject, client_id, email, created_at, used_at)
    values (${sid}, ${userSid}, ${connectorId}, ${issuer}, ${subject}, ${clientId}, ${email}, clock_timestamp(), clock_timestamp())
    on conflict (connector_id, issuer, subject) do update set
      used_at = case when s.user_sid = excluded.user_sid then clock_timestamp() else s.used_at end,
      client_id = case when s.user_sid = excluded.user_sid then excluded.client_id else s.client_id end,
      email = case when s.user_sid = excluded.user_sid then excluded.email else s.email end
    returning user_sid, sid`;
  if (!row) throw new Error("an identity was neither made nor found");
  return { userSid: row.userSid, isNew: row.sid === sid };
}

/** What people come in by now: kinds of identifiers, and connectors in force. */
export interface WaysIn {
  kinds: readonly string[];
  connectorIds: readonly string[];
}

/** The last thing that an account is found by stays; with `ways` the last that leads in. Resolves to what went. */
export async function deleteIdentity(
  tx: Database,
  { userSid, sid, isForced, ways }: { userSid: string; sid: string; isForced: boolean; ways?: WaysIn },
): Promise<SocialIdentity | undefined> {
  const isIn = (list: readonly string[]) =>
    tx`in (select jsonb_array_elements_text(${tx.json(list as string[])}::jsonb))`;
  const ofKind = ways ? tx`and i.kind ${isIn(ways.kinds)}` : tx``;
  const ofConnector = ways ? tx`and o.connector_id ${isIn(ways.connectorIds)}` : tx``;
  await tx`select from users where sid = ${userSid} for no key update`;
  const [row] = await tx<
    SocialIdentity[]
  >`delete from social_identities s where s.sid = ${sid} and s.user_sid = ${userSid}
    and (${isForced} or exists (select from identifiers i where i.user_sid = ${userSid} and i.verified_at is not null ${ofKind})
      or exists (select from social_identities o where o.user_sid = ${userSid} and o.sid <> s.sid ${ofConnector}))
    returning ${columns(tx)}`;
  return row;
}
