/** @module The SQL of what ends a flow: one statement each, with the account, the session and the browser that is known from now on. */
import type { NewEvent } from "../audit/event.js";
import { eventList, recordEventsOf } from "../audit/record.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import { enqueueNotices, noticeRecords } from "../delivery/enqueue.js";
import type { NewNotice } from "../delivery/notice.js";
import { type NewSession, openSession } from "../sessions/open-session.js";
import type { NewIdentity } from "../users/users.js";
import type { Flow } from "./flow-store.js";

/** What ends a flow that signs somebody in. Lists as the tables' rows, in JSON. */
export interface Ending {
  flow: Pick<Flow, "sid" | "step" | "browserHash">;
  userSid: string;
  /** The account is made now. */
  newUser: { name: string | null; language: string; password_hash: string | null; picture_url: string | null } | null;
  newIdentifiers: { sid: string; kind: string; value: string; verified: boolean }[];
  /** Accounts at providers that it can be signed in to with from now on. */
  newIdentities: NewIdentity[];
  /** The one that has signed in now, with what the provider says of it: if it is the account's no more, nothing is opened. */
  usedIdentity: { sid: string; clientId: string; email: string | null } | null;
  /** Proved now; it goes to the user from whoever has it, if it still is what was proved. */
  proved: { identifierSid: string; holderSid: string; value: string } | null;
  /** The hash that a password was right for: if the account has another one by now, nothing is opened. */
  verifiedHash: string | null;
  /** The passkey that was shown: if it is the account's no more, nothing is opened. */
  passkeySid: string | null;
  /** The account is opened by its number alone, which proves nothing. */
  isRestricted: boolean;
  /** `at`: when, where that was not now, and `source`: at which connector's provider. */
  consents: { item: string; version: string; agreed: boolean; source?: string; at?: string }[];
  name: string | null;
  passwordHash: string | null;
  /** Every other session of the user ends. */
  endOthers: boolean;
  /** Every session of the user that a number alone has opened a day ago or less ends. */
  endRestricted: boolean;
  /** The session that this browser had: it ends too. */
  replacedSid: string | null;
  session: NewSession;
  /** Sent if the account does not know this browser. */
  noticesOfNewDevice: readonly NewNotice[];
  events: readonly NewEvent[];
}

/** The events of those whose sessions `others` ended, each as parameter `sessionEnded`. */
const sessionsEnded = fragment`(select coalesce(jsonb_agg(${param("sessionEnded")}::jsonb || jsonb_build_object('subject_id', user_sid,
  'data', jsonb_build_object('session', sid, 'reason', reason))), '[]') from others)`;

const ending = fragment`
  with ended as (
    update flows f set state = 'done', step = step + 1, recipient = null, ended_at = clock_timestamp(), used_at = clock_timestamp(),
      data = '{}', session_sid = (${param("session")}::jsonb ->> 'sid'), user_sid = ${param("userSid")}
    where f.sid = ${param("flowSid")} and f.step = ${param("step")} and f.ended_at is null
    returning f.sid
  ), owner as (
    -- Waits for whoever changes the account at this moment, and sees what they made of it.
    select sid from users where sid = ${param("userSid")} and suspended_at is null
      and (${param("verifiedHash")}::text is null or password_hash = ${param("verifiedHash")})
      and (${param("passkeySid")}::text is null or exists (select from passkeys where sid = ${param("passkeySid")} and user_sid = ${param("userSid")}))
      and exists (select from ended)
    for share
  ), made as (
    insert into users (sid, name, language, password_hash, picture_url, created_at, updated_at)
    select ${param("userSid")}, n.name, n.language, n.password_hash, n.picture_url, clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(${param("newUsers")}::jsonb) as n(name text, language text, password_hash text, picture_url text)
    where exists (select from ended)
    returning sid
  ), named as (
    insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select n.sid, ${param("userSid")}, n.kind, n.value, clock_timestamp(),
      case when n.verified then clock_timestamp() end, case when n.verified then clock_timestamp() end
    from jsonb_to_recordset(${param("newIdentifiers")}::jsonb) as n(sid text, kind text, value text, verified boolean)
    where exists (select from ended)
    returning sid
  ), connected as (
    insert into social_identities (sid, user_sid, connector_id, issuer, subject, client_id, email, created_at, used_at)
    select n.sid, ${param("userSid")}, n."connectorId", n.issuer, n.subject, n."clientId", n.email, clock_timestamp(), clock_timestamp()
    from jsonb_to_recordset(${param("newIdentities")}::jsonb)
      as n(sid text, "connectorId" text, issuer text, subject text, "clientId" text, email text)
    where exists (select from ended)
  ), used as (
    update social_identities i set used_at = clock_timestamp(), client_id = n."clientId", email = n.email
    from jsonb_to_recordset(${param("usedIdentities")}::jsonb) as n(sid text, "clientId" text, email text)
    where i.sid = n.sid and i.user_sid = ${param("userSid")} and exists (select from ended)
    returning i.sid
  ), proved as (
    update identifiers i set user_sid = ${param("userSid")}, verified_at = coalesce(i.verified_at, clock_timestamp()),
      proved_at = case when ${param("isRestricted")}::boolean then i.proved_at else clock_timestamp() end
    where i.sid = ${param("provedSid")} and i.user_sid = ${param("holderSid")} and i.value = ${param("provedValue")}
      and exists (select from ended)
    returning i.sid
  ), changed as (
    update users set name = coalesce(${param("name")}, name), password_hash = coalesce(${param("passwordHash")}, password_hash),
      updated_at = clock_timestamp()
    where sid = ${param("userSid")} and (${param("name")}::text is not null or ${param("passwordHash")}::text is not null)
      and exists (select from ended)
  ), agreed as (
    insert into user_consents (user_sid, item, version, agreed, at, source)
    select ${param("userSid")}, n.item, n.version, n.agreed, coalesce(n.at, clock_timestamp()), n.source
    from jsonb_to_recordset(${param("consents")}::jsonb) as n(item text, version text, agreed boolean, at timestamptz, source text)
    where exists (select from ended)
  ), others as (
    delete from sessions where (user_sid = ${param("userSid")} and (${param("endOthers")}::boolean
        or ${param("endRestricted")}::boolean and restricted_until > clock_timestamp()) or sid = ${param("replacedSid")})
      and exists (select from ended)
    returning sid, user_sid, case when sid = ${param("replacedSid")} then 'replaced' when ${param("endOthers")}::boolean then 'password'
      else 'passkey' end as reason
  ), opened as (
    ${openSession(fragment`exists (select from ended) and (exists (select from made) or exists (select from owner))`)}
  ), known as (
    insert into known_devices as d (user_sid, browser_hash, created_at, used_at)
    select ${param("userSid")}, ${param("browserHash")}, clock_timestamp(), clock_timestamp()
    where exists (select from opened) and not ${param("isRestricted")}::boolean
    on conflict (user_sid, browser_hash) do update set used_at = excluded.used_at
    returning (xmax = 0) as is_new
  ), ${enqueueNotices(fragment`exists (select from known where is_new)`)}, recorded as (
    ${recordEventsOf(fragment`${param("events")}::jsonb || ${sessionsEnded}`)} where exists (select from opened)
  )
  select (select count(*)::int from ended) as ended, (select count(*)::int from opened) as opened,
    (select count(*)::int from proved) as proved, (select count(*)::int from used) as used_identities`;

const end = prepare<{ ended: number; opened: number; proved: number; usedIdentities: number }>()(ending);

/**
 * Ends a flow with a session: the account is made or found, what was proved is its, what was agreed to is written down, the browser
 * is known. Throws PostgreSQL's `23505` where somebody else has an identifier that was to be added.
 */
export async function endWithSession(sql: Database, given: Ending) {
  const { flow, newUser, newIdentifiers, proved, consents, session } = given;
  const json = (value: unknown) => sql.json(value as never);
  const [row] = await end(sql, {
    flowSid: flow.sid,
    step: flow.step,
    browserHash: flow.browserHash,
    userSid: given.userSid,
    newUsers: json(newUser ? [newUser] : []),
    newIdentifiers: json(newIdentifiers),
    newIdentities: json(given.newIdentities),
    usedIdentities: json(given.usedIdentity ? [given.usedIdentity] : []),
    provedSid: proved?.identifierSid ?? null,
    holderSid: proved?.holderSid ?? null,
    provedValue: proved?.value ?? null,
    verifiedHash: given.verifiedHash,
    passkeySid: given.passkeySid,
    isRestricted: given.isRestricted,
    name: given.name,
    passwordHash: given.passwordHash,
    consents: json(consents),
    endOthers: given.endOthers,
    endRestricted: given.endRestricted,
    replacedSid: given.replacedSid,
    session: json(session),
    notices: noticeRecords(sql, given.noticesOfNewDevice),
    events: json(eventList(given.events)),
    sessionEnded: json(eventOfOthers("session.ended", given.events)),
  });
  if (!row) throw new Error("an ending returned nothing");
  return row;
}

/** By whoever did the rest; the statement adds whom it befell. */
function eventOfOthers(type: "session.ended" | "user.identifier.removed", events: readonly NewEvent[]) {
  const [first] = events;
  if (!first) throw new Error("an ending has no event");
  const { actor, serviceSid } = first;
  return eventList([{ type, actor, subject: { kind: "user", id: "" }, serviceSid }])[0] as object;
}

const prove = prepare<{ sid: string }>()(fragment`
  with ended as (
    update flows f set state = 'done', step = step + 1, recipient = null, ended_at = clock_timestamp(), used_at = clock_timestamp(), data = '{}'
    where f.sid = ${param("flowSid")} and f.step = ${param("step")} and f.ended_at is null
    returning f.session_sid
  ), proved as (
    update identifiers set proved_at = clock_timestamp() where sid = ${param("provedSid")} and exists (select from ended)
  )
  update sessions s set token_hash = ${param("tokenHash")}, auth_time = clock_timestamp(), used_at = clock_timestamp(),
    proved_by = ${param("amr")}::jsonb, amr = (select jsonb_agg(distinct one) from jsonb_array_elements_text(s.amr || ${param("amr")}::jsonb) as one)
  from ended where s.sid = ended.session_sid
  returning s.sid`);

/** Ends a step-up: its session was proved now, under a new token. Resolves to whether there still was one. */
export async function endWithProof(
  sql: Database,
  {
    flow,
    tokenHash,
    amr,
    provedSid,
  }: { flow: Pick<Flow, "sid" | "step">; tokenHash: string; amr: readonly string[]; provedSid: string | null },
): Promise<boolean> {
  const values = { flowSid: flow.sid, step: flow.step, tokenHash, amr: sql.json(amr as never), provedSid };
  return (await prove(sql, values)).length > 0;
}

/** Ends a flow that proved a number, and keeps which code did. Resolves to whether it still was where it was read. */
export async function endWithVerification(
  sql: Database,
  { sid, step, data: { nonce } }: Pick<Flow, "sid" | "step" | "data">,
  verification: string,
): Promise<boolean> {
  const data = sql.json({ verification, ...(nonce !== undefined && { nonce }) });
  const rows =
    await sql`update flows set state = 'done', step = step + 1, recipient = null, ended_at = clock_timestamp(),
      used_at = clock_timestamp(), data = ${data}
    where sid = ${sid} and step = ${step} and ended_at is null
      and exists (select from verifications where sid = ${verification} and status = 'approved') returning 1`;
  return rows.length > 0;
}

/** The number that a code has proved, and when. */
export async function selectProved(
  sql: Database,
  verification: string,
): Promise<{ recipient: string; serviceSid: string; provedAt: Date } | undefined> {
  const [row] = await sql<{ recipient: string; serviceSid: string; provedAt: Date }[]>`
    select recipient, service_sid, updated_at as proved_at from verifications
    where sid = ${verification} and status = 'approved' and recipient is not null`;
  return row;
}

/** The event of whoever lost what `taken` took, as parameter `identifierTaken`. */
const identifierTaken = fragment`(select coalesce(jsonb_agg(${param("identifierTaken")}::jsonb || jsonb_build_object('subject_id', loser_sid,
  'data', jsonb_build_object('sid', sid, 'kind', kind, 'reason', 'recycled'))), '[]') from taken)`;

const link = prepare<{ ended: number; loserSid: string | null }>()(fragment`
  with ended as (
    update flows f set state = 'done', step = step + 1, recipient = null, ended_at = clock_timestamp(), used_at = clock_timestamp(), data = '{}'
    where f.sid = ${param("flowSid")} and f.step = ${param("step")} and f.ended_at is null
    returning f.user_sid, f.session_sid
  ), loser as (
    select i.sid, i.user_sid from identifiers i, ended
    where i.kind = ${param("kind")} and i.value = ${param("value")} and i.user_sid <> ended.user_sid
      and ${param("staleDays")}::int > 0 and i.proved_at < clock_timestamp() - ${param("staleDays")}::int * interval '1 day'
    for update of i
  ), taken as (
    update identifiers i set user_sid = ended.user_sid, verified_at = clock_timestamp(), proved_at = clock_timestamp()
    from ended, loser where i.sid = loser.sid
    returning i.sid, i.kind, loser.user_sid as loser_sid
  ), given_up as (
    delete from identifiers i using ended
    where i.user_sid = ended.user_sid and i.kind = ${param("kind")} and exists (select from taken)
  ), changed as (
    update identifiers i set value = ${param("value")}, verified_at = clock_timestamp(), proved_at = clock_timestamp()
    from ended where i.user_sid = ended.user_sid and i.kind = ${param("kind")} and not exists (select from taken)
    returning i.sid
  ), added as (
    insert into identifiers (sid, user_sid, kind, value, created_at, verified_at, proved_at)
    select ${param("identifierSid")}, user_sid, ${param("kind")}, ${param("value")}, clock_timestamp(), clock_timestamp(), clock_timestamp()
    from ended where not exists (select from taken)
      and not exists (select from identifiers where user_sid = ended.user_sid and kind = ${param("kind")})
  ), others as (
    delete from sessions s using ended where s.user_sid = ended.user_sid and s.sid <> ended.session_sid and ${param("endOthers")}::boolean
    returning s.sid, s.user_sid, 'identifier' as reason
  ), recorded as (
    ${recordEventsOf(fragment`${param("events")}::jsonb || ${identifierTaken} || ${sessionsEnded}`)} where exists (select from ended)
  )
  select (select count(*)::int from ended) as ended, (select loser_sid from taken) as loser_sid`);

/**
 * Ends a flow that adds or changes a number or address: there is one of a kind. One that somebody else has not proved for
 * `staleDays` goes over; otherwise it throws PostgreSQL's `23505`. Resolves to whether the flow was still where it was read, and
 * whose it was.
 */
export async function endWithIdentifier(
  sql: Database,
  given: {
    flow: Pick<Flow, "sid" | "step">;
    identifierSid: string;
    kind: "phone" | "email";
    value: string;
    staleDays: number;
    endOthers: boolean;
    events: readonly NewEvent[];
  },
): Promise<{ isEnded: boolean; loserSid: string | null }> {
  const { flow, events, ...same } = given;
  const [row] = await link(sql, {
    ...same,
    flowSid: flow.sid,
    step: flow.step,
    events: sql.json(eventList(events) as never),
    identifierTaken: sql.json(eventOfOthers("user.identifier.removed", events) as never),
    sessionEnded: sql.json(eventOfOthers("session.ended", events) as never),
  });
  return { isEnded: row?.ended === 1, loserSid: row?.loserSid ?? null };
}

/** Ends a flow whose work another room has done in the same transaction. Resolves to whether it was still where it was read. */
export async function endFlow(sql: Database, { sid, step }: Pick<Flow, "sid" | "step">): Promise<boolean> {
  const rows =
    await sql`update flows set state = 'done', step = step + 1, recipient = null, ended_at = clock_timestamp(),
    used_at = clock_timestamp(), data = '{}' where sid = ${sid} and step = ${step} and ended_at is null returning sid`;
  return rows.length > 0;
}
