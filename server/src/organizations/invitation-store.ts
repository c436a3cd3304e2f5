/**
 * @module The SQL of invitations. It names `identifiers` and `users`: whether somebody has the number that is invited is decided by the
 * statement that makes them a member.
 */
import type { NewEvent } from "../audit/event.js";
import { eventList, recordEvents } from "../audit/record.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Invitation, InvitationFacts, InvitationStatus } from "./invitation.js";

/** Of invitation `i`. */
const status = fragment`case when i.status = 'pending' and i.expires_at <= clock_timestamp() then 'expired' else i.status end`;
const columns = fragment`i.sid, i.organization_sid, i.channel, i.recipient, i.country, i.roles, i.locale, i.key_id, i.expires_at,
  i.invited_by, i.accepted_by, i.sends, i.sent_at, i.notice_sid, i.created_at, i.ended_at, ${status} as status`;
/** A condition on invitation `i`. */
const isOpen = fragment`i.status = 'pending' and i.expires_at > clock_timestamp()`;
/** A condition on invitation `i`: parameter `userSid` has proved the number or address that is invited. */
const isInvited = fragment`exists (select from identifiers d join users u on u.sid = d.user_sid and u.suspended_at is null
  where d.user_sid = ${param("userSid")} and d.value = i.recipient
    and d.kind = case i.channel when 'sms' then 'phone' else 'email' end and d.verified_at is not null)`;

/** Any number that no other advisory lock of ours has. */
const INVITE_LOCK = 7_203_120;

export interface NewInvitation
  extends Pick<
    Invitation,
    "sid" | "organizationSid" | "channel" | "country" | "roles" | "locale" | "keyId" | "invitedBy" | "noticeSid"
  > {
  recipient: string;
  tokenHash: string;
  days: number;
}

/** Seconds until a number or address may be invited again, which waits for whoever invites it at this moment; `undefined`: it may. */
export async function secondsToInvite(tx: Database, recipient: string, max: number): Promise<number | undefined> {
  await tx`select pg_advisory_xact_lock(${INVITE_LOCK}, hashtext(${recipient}))`;
  const [row] = await tx<{ seconds: number }[]>`
    select ceil(extract(epoch from created_at + interval '1 day' - clock_timestamp()))::int as seconds
    from organization_invitations where recipient = ${recipient} and created_at > clock_timestamp() - interval '1 day'
    order by created_at desc offset ${max - 1}::int limit 1`;
  return row && Math.max(1, row.seconds);
}

/**
 * `false`: the number or address has one already that is open. Throws PostgreSQL's `23503` where there is no such organization. In a
 * transaction: one whose time is over makes room first.
 */
export async function insertInvitation(tx: Database, one: NewInvitation): Promise<boolean> {
  await tx`update organization_invitations set status = 'expired', ended_at = expires_at
    where organization_sid = ${one.organizationSid} and recipient = ${one.recipient} and status = 'pending'
      and expires_at <= clock_timestamp()`;
  const rows = await tx`
    insert into organization_invitations (sid, organization_sid, channel, recipient, country, roles, locale, token_hash, key_id,
      expires_at, invited_by, sent_at, notice_sid, created_at)
    values (${one.sid}, ${one.organizationSid}, ${one.channel}, ${one.recipient}, ${one.country}, ${tx.json(one.roles)}, ${one.locale},
      ${one.tokenHash}, ${one.keyId}, clock_timestamp() + ${one.days}::int * interval '1 day', ${one.invitedBy}, clock_timestamp(),
      ${one.noticeSid}, clock_timestamp())
    on conflict (organization_sid, recipient) where status = 'pending' and recipient is not null do nothing
    returning 1`;
  return rows.length > 0;
}

const selectOne = prepare<Invitation>()(fragment`select ${columns} from organization_invitations i
  where i.organization_sid = ${param("organizationSid")} and i.sid = ${param("sid")}`);

export async function selectInvitation(sql: Database, organizationSid: string, sid: string) {
  const [row] = await selectOne(sql, { organizationSid, sid });
  return row;
}

const facts = fragment`select ${columns}, o.name as organization_name, b.name as inviter_name,
    (select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'description', d.description) order by r.name), '[]')
      from jsonb_array_elements_text(i.roles) as r(name) left join organization_roles d on d.name = r.name) as role_names
  from organization_invitations i join organizations o on o.sid = i.organization_sid left join users b on b.sid = i.invited_by`;
const selectBySid = prepare<InvitationFacts>()(fragment`${facts} where i.sid = ${param("sid")}`);
const selectByToken = prepare<InvitationFacts>()(fragment`${facts} where i.token_hash = ${param("tokenHash")}`);

export async function selectInvitationFacts(
  sql: Database,
  by: { sid: string } | { tokenHash: string },
): Promise<InvitationFacts | undefined> {
  const [row] = "sid" in by ? await selectBySid(sql, by) : await selectByToken(sql, by);
  return row;
}

const selectInvited = prepare<{ isInvited: boolean }>()(
  fragment`select ${isInvited} as is_invited from organization_invitations i where i.sid = ${param("sid")}`,
);

/** Whether somebody has proved the number or address that is invited. */
export async function isInvitedUser(sql: Database, sid: string, userSid: string): Promise<boolean> {
  const [row] = await selectInvited(sql, { sid, userSid });
  return row?.isInvited === true;
}

export interface InvitationFilter {
  status: InvitationStatus | undefined;
  before: string | undefined;
  limit: number;
}

/** Newest first. */
export async function selectInvitations(
  sql: Database,
  organizationSid: string,
  filter: InvitationFilter,
): Promise<Invitation[]> {
  return await selectPage(sql, {
    organizationSid,
    status: filter.status ?? null,
    before: filter.before ?? null,
    limit: filter.limit,
  });
}

const selectPage = prepare<Invitation>()(fragment`select ${columns} from organization_invitations i
  where i.organization_sid = ${param("organizationSid")}
    and (${param("status")}::text is null or ${status} = ${param("status")}::text)
    and (${param("before")}::text is null or i.sid < ${param("before")}::text)
  order by i.sid desc limit ${param("limit")}::int`);

/**
 * Whoever has proved the number or address becomes a member with the roles of the invitation, whatever else was asked; once, however
 * many ask. A member gets its roles besides theirs. Resolves to whether it was they who did. Throws PostgreSQL's `23503` where the
 * user or organization has gone meanwhile.
 */
const accept = prepare<{ organizationSid: string }>()(fragment`
  with accepted as (
    update organization_invitations i set status = 'accepted', accepted_by = ${param("userSid")}, ended_at = clock_timestamp()
    where i.sid = ${param("sid")} and ${isOpen} and ${isInvited}
    returning i.organization_sid, i.roles
  ), joined as (
    insert into organization_members as m (organization_sid, user_sid, roles, created_at)
    select organization_sid, ${param("userSid")}, roles, clock_timestamp() from accepted
    on conflict (organization_sid, user_sid) do update set roles =
      (select jsonb_agg(distinct role) from jsonb_array_elements_text(m.roles || excluded.roles) as role)
  ), recorded as (${recordEvents} where exists (select from accepted))
  select organization_sid from accepted`);

export async function acceptInvitation(
  sql: Database,
  { sid, userSid }: { sid: string; userSid: string },
  events: readonly NewEvent[],
): Promise<boolean> {
  return (await accept(sql, { sid, userSid, events: eventList(events) })).length > 0;
}

const decline = prepare<{ sid: string }>()(fragment`
  with declined as (
    update organization_invitations i set status = 'declined', ended_at = clock_timestamp()
    where i.sid = ${param("sid")} and ${isOpen} and ${isInvited} returning i.sid
  ), recorded as (${recordEvents} where exists (select from declined))
  select sid from declined`);

/** By whoever is invited. */
export async function declineInvitation(
  sql: Database,
  { sid, userSid }: { sid: string; userSid: string },
  events: readonly NewEvent[],
): Promise<boolean> {
  return (await decline(sql, { sid, userSid, events: eventList(events) })).length > 0;
}

/** Takes a send, if the invitation is open, has sends left and the last one is long enough ago. Resolves to whether it could. */
export async function takeSend(
  tx: Database,
  { sid, tokenHash, keyId, noticeSid }: Pick<NewInvitation, "sid" | "tokenHash" | "keyId" | "noticeSid">,
  { max, waitSeconds }: { max: number; waitSeconds: number },
): Promise<boolean> {
  const rows = await tx`update organization_invitations set sends = sends + 1, sent_at = clock_timestamp(),
      token_hash = ${tokenHash}, key_id = ${keyId}, notice_sid = ${noticeSid}
    where sid = ${sid} and status = 'pending' and expires_at > clock_timestamp() and sends < ${max}::int
      and sent_at <= clock_timestamp() - ${waitSeconds}::int * interval '1 second' returning 1`;
  return rows.length > 0;
}

/** Seconds since the last send, as the database's clock has it. */
export async function secondsSinceSend(sql: Database, sid: string): Promise<number> {
  const [row] = await sql<
    { seconds: number }[]
  >`select extract(epoch from clock_timestamp() - sent_at)::float8 as seconds
    from organization_invitations where sid = ${sid}`;
  return row?.seconds ?? 0;
}

/** Resolves to the notice that was sent last; `undefined`: it was not open. */
export async function revokeInvitation(tx: Database, sid: string): Promise<{ noticeSid: string | null } | undefined> {
  const [row] = await tx<{ noticeSid: string | null }[]>`update organization_invitations
    set status = 'revoked', ended_at = clock_timestamp()
    where sid = ${sid} and status = 'pending' and expires_at > clock_timestamp() returning notice_sid`;
  return row;
}

/**
 * Until the transaction ends nobody accepts. Whoever accepts locks the invitation, then its organization, so whoever deletes the
 * organization goes the same way round. Resolves to the notices of what was open.
 */
export async function lockInvitations(tx: Database, organizationSid: string): Promise<string[]> {
  const rows = await tx<{ noticeSid: string | null }[]>`select notice_sid from organization_invitations
    where organization_sid = ${organizationSid} and status = 'pending' order by sid for update`;
  return rows.flatMap(({ noticeSid }) => noticeSid ?? []);
}

/** Empties the numbers and addresses of invitations that were over `days` ago, some at a time. Resolves to how many. */
export async function emptyInvitations(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`update organization_invitations set recipient = null where sid in (
    select sid from organization_invitations where recipient is not null
      and coalesce(ended_at, expires_at) < clock_timestamp() - ${days}::int * interval '1 day'
    limit ${limit}::int for update skip locked) returning 1`;
  return rows.length;
}

/** Deletes invitations that were over `days` ago; at most `limit` rows. Who belongs to an organization is in no invitation. */
export async function deleteOldInvitations(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`delete from organization_invitations where sid in (
    select sid from organization_invitations
    where coalesce(ended_at, expires_at) < clock_timestamp() - ${days}::int * interval '1 day'
    limit ${limit}::int for update skip locked) returning 1`;
  return rows.length;
}
