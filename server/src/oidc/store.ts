/** @module The SQL of OpenID Connect. Whatever is asked for is alive only with its session, and its user may sign in. */
import { eventList, recordEventsOf } from "../audit/record.js";
import { theServer } from "../core.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Take } from "../limits/rule.js";
import { takeHits } from "../limits/take.js";
import { type Lifetimes, lives } from "../sessions/session.js";
import { MAX_ORGANIZATIONS, type Subject } from "./claims.js";
import type { TokenKind } from "./schema.js";

type Payload = Record<string, unknown>;

export interface StoredGrant {
  sid: string;
  applicationSid: string;
  userSid: string;
  sessionSid: string;
  sessionName: string;
  payload: Payload;
}

/** A grant with whom it is about. */
export interface GrantWithSubject extends StoredGrant {
  subject: Subject;
}

// ---- requests ----

/** The commit does not wait for the disk: what a crash takes back is a request whose page is asked for anew. */
const keep = prepare<{ createdAt: Date }>()(fragment`
  with taken as (${takeHits})
  insert into authorization_requests (id, application_sid, sealed_query, created_at)
  select ${param("id")}, ${param("applicationSid")}, ${param("sealedQuery")}, clock_timestamp()
  from set_config('synchronous_commit', 'off', true)
  where (select count(*) from taken) = jsonb_array_length(${param("takes")}::jsonb)
  returning created_at`);

/** Keeps a request, if all of `takes` have room. Resolves to when; `undefined`: one had none. */
export async function insertRequest(
  sql: Database,
  { takes, ...request }: { id: string; applicationSid: string; sealedQuery: string; takes: readonly Take[] },
): Promise<Date | undefined> {
  const [row] = await keep(sql, { ...request, takes: sql.json(takes as never) });
  return row?.createdAt;
}

/** `sealedQuery`: `null` once it is over; the row stays a while longer, to say where the application is. */
export async function selectRequest(sql: Database, id: string) {
  const [row] = await sql<{ applicationSid: string; sealedQuery: string | null; createdAt: Date }[]>`
    select application_sid, case when created_at > clock_timestamp() - interval '1 day' then sealed_query end as sealed_query, created_at
    from authorization_requests where id = ${id}`;
  return row;
}

// ---- grants ----

const subject = fragment`jsonb_build_object('userSid', u.sid, 'name', u.name, 'pictureUrl', u.picture_url,
  'updatedAt', u.updated_at, 'isRestricted', coalesce(s.restricted_until > clock_timestamp(), false),
  'organizations', (select coalesce(jsonb_agg(jsonb_build_object('sid', m.organization_sid, 'roles', m.roles)
    order by m.organization_sid), '[]') from (select organization_sid, roles from organization_members where user_sid = u.sid
    order by organization_sid limit ${MAX_ORGANIZATIONS}) m),
  'identifiers', (select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'value', i.value, 'isVerified', i.verified_at is not null)
    order by i.kind), '[]') from identifiers i where i.user_sid = u.sid))`;

/** An application that is not the team's own has nothing without a consent, whatever it got before. */
const liveGrant = fragment`oidc_grants g
  join sessions s on s.sid = g.session_sid and ${lives}
  join users u on u.sid = s.user_sid and u.suspended_at is null
  join applications a on a.sid = g.application_sid and (a.first_party
    or exists (select from oidc_consents c where c.user_sid = g.user_sid and c.application_sid = a.sid))`;

const grantColumns = fragment`g.sid, g.application_sid, g.user_sid, g.session_sid, g.session_name, g.payload, ${subject} as subject`;

interface GrantRow extends Omit<GrantWithSubject, "subject"> {
  subject: Omit<Subject, "updatedAt"> & { updatedAt: string };
}

const readGrant = ({ subject: { updatedAt, ...rest }, ...row }: GrantRow): GrantWithSubject => ({
  ...row,
  subject: { ...rest, updatedAt: new Date(updatedAt) },
});

const selectGrantBySid = prepare<GrantRow>()(
  fragment`select ${grantColumns} from ${liveGrant} where g.sid = ${param("sid")}`,
);

export async function selectGrant(sql: Database, sid: string, lifetimes: Lifetimes) {
  const [row] = await selectGrantBySid(sql, { sid, ...lifetimes });
  return row && readGrant(row);
}

/** What an application has in a session, and what its user has allowed it. */
const selectStandingRow = prepare<{
  grant: StoredGrant | null;
  consent: { scope: string; at: string } | null;
}>()(fragment`
  select (select jsonb_build_object('sid', g.sid, 'applicationSid', g.application_sid, 'userSid', g.user_sid,
      'sessionSid', g.session_sid, 'sessionName', g.session_name, 'payload', g.payload)
    from oidc_grants g where g.session_sid = ${param("sessionSid")} and g.application_sid = ${param("applicationSid")}
    order by g.created_at desc limit 1) as grant,
  (select jsonb_build_object('scope', c.scope, 'at', c.at) from oidc_consents c
    where c.user_sid = ${param("userSid")} and c.application_sid = ${param("applicationSid")}) as consent`);

export async function selectStanding(
  sql: Database,
  of: { sessionSid: string; applicationSid: string; userSid: string },
): Promise<{ grant: StoredGrant | undefined; consent: { scope: string; at: Date } | undefined }> {
  const [row] = await selectStandingRow(sql, of);
  const consent = row?.consent ?? undefined;
  return { grant: row?.grant ?? undefined, consent: consent && { scope: consent.scope, at: new Date(consent.at) } };
}

/** Ends a grant and every token of it, with an event that says why; once, however many ask. */
export async function deleteGrant(sql: Database, sid: string, reason: "revoked" | "reused"): Promise<void> {
  const event = { type: "grant.ended", actor: theServer, subject: { kind: "user", id: "" } } as const;
  await endGrant(sql, { sid, reason, event: sql.json(eventList([event])[0] as never) });
}

const endGrant = prepare<{ gone: number }>()(fragment`
  with gone as (delete from oidc_grants where sid = ${param("sid")} returning user_sid, application_sid),
    recorded as (${recordEventsOf(fragment`(select coalesce(jsonb_agg(${param("event")}::jsonb || jsonb_build_object(
      'subject_id', user_sid, 'data', jsonb_build_object('application', application_sid, 'reason', ${param("reason")}::text))), '[]') from gone)`)})
  select count(*)::int as gone from gone`);

// ---- tokens ----

export interface NewToken {
  idHash: string;
  kind: TokenKind;
  grantSid: string;
  payload: Payload;
  keyId: string;
  graceSeconds: number;
  seconds: number;
}

const insertTokenRow = prepare<{ idHash: string }>()(fragment`
  with granted as (
    insert into oidc_grants (sid, application_sid, user_sid, session_sid, session_name, payload, created_at, logout_at)
    select n.sid, n.application_sid, n.user_sid, n.session_sid, n.session_name, n.payload, clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(${param("grants")}::jsonb)
      as n(sid text, application_sid text, user_sid text, session_sid text, session_name text, payload jsonb)
    on conflict (sid) do update set payload = excluded.payload
  )
  insert into oidc_tokens (id_hash, kind, grant_sid, payload, key_id, grace_seconds, expires_at)
  values (${param("idHash")}, ${param("kind")}, ${param("grantSid")}, ${param("payload")}::jsonb, ${param("keyId")},
    ${param("graceSeconds")}::int, clock_timestamp() + ${param("seconds")}::int * interval '1 second')
  on conflict (id_hash) do nothing returning id_hash`);

/**
 * Writes a token, with the grant if that is new or has more than before. The same refresh token made twice at once is one row. Throws
 * PostgreSQL's `23503` where the grant or its session has ended.
 */
export async function insertToken(sql: Database, token: NewToken, grant: StoredGrant | undefined): Promise<void> {
  const { payload, ...same } = token;
  const grants = grant
    ? [
        {
          ...{ sid: grant.sid, application_sid: grant.applicationSid, user_sid: grant.userSid },
          ...{ session_sid: grant.sessionSid, session_name: grant.sessionName, payload: grant.payload },
        },
      ]
    : [];
  const json = (value: unknown) => sql.json(value as never);
  await insertTokenRow(sql, { ...same, payload: json(payload), grants: json(grants) });
}

export interface FoundToken {
  payload: Payload;
  keyId: string;
  /** It was used, and longer ago than its grace. */
  isSpent: boolean;
  grant: GrantWithSubject;
}

const selectTokenRow = prepare<GrantRow & { tokenPayload: Payload; keyId: string; isSpent: boolean }>()(fragment`
  select ${grantColumns}, t.payload as token_payload, t.key_id,
    t.consumed_at is not null and t.consumed_at < clock_timestamp() - t.grace_seconds * interval '1 second' as is_spent
  from ${liveGrant} join oidc_tokens t on t.grant_sid = g.sid
  where t.id_hash = ${param("idHash")} and t.kind = ${param("kind")} and t.expires_at > clock_timestamp()`);

export async function selectToken(
  sql: Database,
  { kind, idHash }: { kind: TokenKind; idHash: string },
  lifetimes: Lifetimes,
): Promise<FoundToken | undefined> {
  const [row] = await selectTokenRow(sql, { kind, idHash, ...lifetimes });
  if (!row) return undefined;
  const { tokenPayload, keyId, isSpent, ...grant } = row;
  return { payload: tokenPayload, keyId, isSpent, grant: readGrant(grant) };
}

const consumeCode = prepare<{ idHash: string }>()(fragment`
  update oidc_tokens set consumed_at = clock_timestamp(), expires_at = clock_timestamp() + interval '10 minutes'
  where id_hash = ${param("idHash")} and consumed_at is null returning id_hash`);

const consumeRefresh = prepare<{ idHash: string }>()(fragment`
  with used as (
    -- It stays for a week, so that somebody who uses it again is noticed.
    update oidc_tokens set consumed_at = coalesce(consumed_at, clock_timestamp()),
      expires_at = least(expires_at, coalesce(consumed_at, clock_timestamp()) + interval '7 days')
    where id_hash = ${param("idHash")} and (consumed_at is null
      or consumed_at >= clock_timestamp() - grace_seconds * interval '1 second' and grace_seconds > 0)
    returning id_hash, grant_sid
  ), touched as (
    -- A session that is refreshed is in use.
    update sessions s set used_at = clock_timestamp() from oidc_grants g, used
    where g.sid = used.grant_sid and s.sid = g.session_sid and s.used_at < clock_timestamp() - interval '5 minutes'
  )
  select id_hash from used`);

/** Uses a code once, a refresh token once and again within its grace. Resolves to whether it could be used. */
export async function consumeToken(sql: Database, kind: TokenKind, idHash: string): Promise<boolean> {
  const consume = kind === "RefreshToken" ? consumeRefresh : consumeCode;
  return (await consume(sql, { idHash })).length > 0;
}

// ---- consents ----

/** What is allowed is added to what was. */
export async function upsertConsent(
  sql: Database,
  { userSid, applicationSid, scope }: { userSid: string; applicationSid: string; scope: string },
): Promise<void> {
  await sql`insert into oidc_consents (user_sid, application_sid, scope, at)
    values (${userSid}, ${applicationSid}, ${scope}, clock_timestamp())
    on conflict (user_sid, application_sid) do update set at = excluded.at, scope = (
      select string_agg(distinct word, ' ') from regexp_split_to_table(oidc_consents.scope || ' ' || excluded.scope, ' +') as word
      where word <> '')`;
}

/** Takes back what an application was allowed, with all it has, in every session. */
export async function deleteAllowed(tx: Database, userSid: string, applicationSid: string): Promise<boolean> {
  const rows = await tx`with consent as (
      delete from oidc_consents where user_sid = ${userSid} and application_sid = ${applicationSid} returning 1
    ), grants as (delete from oidc_grants where user_sid = ${userSid} and application_sid = ${applicationSid} returning 1)
    select from consent`;
  return rows.length > 0;
}

// ---- sessions that have ended ----

export interface EndedGrant {
  sid: string;
  applicationSid: string;
  userSid: string;
  sessionName: string;
  attempts: number;
}

/** Leases grants whose session has ended and whose application is to be told, the oldest first. */
export async function leaseEndedGrants(sql: Database, limit: number, leaseSeconds: number): Promise<EndedGrant[]> {
  return await sql<EndedGrant[]>`update oidc_grants g set logout_attempts = logout_attempts + 1,
      logout_at = clock_timestamp() + ${leaseSeconds}::int * interval '1 second' * (2 ^ least(logout_attempts, 8))
    from applications a where a.sid = g.application_sid and g.sid in (
      select sid from oidc_grants where session_sid is null and logout_at <= clock_timestamp()
      order by logout_at limit ${limit}::int for update skip locked)
    returning g.sid, g.application_sid, g.user_sid, g.session_name, g.logout_attempts as attempts`;
}

export async function forgetEndedGrants(sql: Database, sids: readonly string[]): Promise<void> {
  await sql`delete from oidc_grants where session_sid is null
    and sid in (select jsonb_array_elements_text(${sql.json([...sids])}::jsonb))`;
}

/** Codes and tokens whose time is over, and requests nobody came back to, some at a time. Resolves to how many at most of a kind. */
export async function sweepOidc(sql: Database, batch: number): Promise<number> {
  const tokens = await sql`delete from oidc_tokens where id_hash in (
    select id_hash from oidc_tokens where expires_at < clock_timestamp() - interval '1 day' limit ${batch}::int) returning 1`;
  const emptied = await sql`update authorization_requests set sealed_query = null where id in (
    select id from authorization_requests where sealed_query is not null and created_at < clock_timestamp() - interval '1 day'
    limit ${batch}::int) returning 1`;
  const gone = await sql`delete from authorization_requests where id in (
    select id from authorization_requests where created_at < clock_timestamp() - interval '30 days' limit ${batch}::int) returning 1`;
  return Math.max(tokens.length, emptied.length, gone.length);
}
