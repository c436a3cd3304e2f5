/** @module The SQL of an account's page: all of it in one statement; and what its export has besides. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import { type Lifetimes, lives } from "../sessions/session.js";
import type { IdentifierKind } from "../users/user.js";

/** What the page shows. */
export interface AccountFacts {
  name: string | null;
  createdAt: Date;
  hasPassword: boolean;
  identifiers: { sid: string; kind: IdentifierKind; value: string; isVerified: boolean }[];
  /** The one used last first; times in ISO 8601. */
  sessions: { sid: string; device: string; usedAt: string }[];
  /** What was agreed to and not taken back. */
  agreed: string[];
  hasConsents: boolean;
  /** Which may see what is theirs, the newest first; times in ISO 8601. */
  applications: { sid: string; name: string; scope: string; at: string }[];
  /** The oldest first; times in ISO 8601. */
  passkeys: { sid: string; name: string; at: string; isUsable: boolean }[];
  /** What they belong to, the oldest first, each role with what people read of it. */
  organizations: { sid: string; name: string; roles: { name: string; description: string | null }[] }[];
  /** Since when it has an authenticator app, in ISO 8601. */
  totpAt: string | null;
  /** Accounts at providers that it is signed in to with, the oldest first; times in ISO 8601. */
  social: { sid: string; connectorId: string; email: string | null; at: string }[];
}

const MAX_SESSIONS = 100;

const select = prepare<AccountFacts>()(fragment`
  select u.name, u.created_at, u.password_hash is not null as has_password,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', sid, 'kind', kind, 'value', value, 'isVerified', verified_at is not null)
      order by created_at, sid), '[]') from identifiers where user_sid = u.sid) as identifiers,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', sid, 'device', device, 'usedAt', used_at) order by used_at desc), '[]')
      from (select * from sessions s where s.user_sid = u.sid and ${lives} order by used_at desc limit ${MAX_SESSIONS}) as newest)
      as sessions,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', a.sid, 'name', a.name, 'scope', o.scope, 'at', o.at) order by o.at desc), '[]')
      from oidc_consents o join applications a on a.sid = o.application_sid where o.user_sid = u.sid) as applications,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', o.sid, 'name', o.name, 'roles', (
        select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'description', d.description) order by r.name), '[]')
        from jsonb_array_elements_text(m.roles) as r(name) left join organization_roles d on d.name = r.name
      )) order by o.sid), '[]') from organization_members m join organizations o on o.sid = m.organization_sid where m.user_sid = u.sid)
      as organizations,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', sid, 'connectorId', connector_id, 'email', email, 'at', created_at) order by sid), '[]')
      from social_identities where user_sid = u.sid) as social,
    (select coalesce(jsonb_agg(jsonb_build_object('sid', sid, 'name', name, 'at', created_at, 'isUsable', is_usable) order by sid), '[]')
      from passkeys where user_sid = u.sid) as passkeys,
    (select to_jsonb(confirmed_at) #>> '{}' from user_totp where user_sid = u.sid) as totp_at,
    coalesce(c.agreed, '[]') as agreed, c.agreed is not null as has_consents
  from users u left join lateral (
    select jsonb_agg(item) filter (where agreed) as agreed from (
      select distinct on (item) item, agreed from user_consents where user_sid = u.sid order by item, at desc
    ) as newest having count(*) > 0
  ) c on true
  where u.sid = ${param("userSid")}`);

export async function selectAccount(
  sql: Database,
  userSid: string,
  { idleDays, absoluteDays }: Lifetimes,
): Promise<AccountFacts | undefined> {
  const [row] = await select(sql, { userSid, idleDays, absoluteDays });
  return row;
}

const selectMembershipRows = prepare<{
  organization: string;
  name: string;
  roles: string[];
  createdAt: Date;
}>()(fragment`
  select m.organization_sid as organization, o.name, m.roles, m.created_at
  from organization_members m join organizations o on o.sid = m.organization_sid
  where m.user_sid = ${param("userSid")} order by m.organization_sid`);

/** What somebody belongs to, the oldest first. */
export const selectMemberships = (sql: Database, userSid: string) => selectMembershipRows(sql, { userSid });
