/** @module The SQL of flows. What a step needs is read by one statement, the live code and the account it opens included. */
import type { Purpose } from "../codes.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { FlowKind, FlowState } from "./flow.js";
import type { FlowData } from "./schema.js";

/** A flow ends when it was not used for an hour, and a day after it began. */
export const FLOW_LIFE = { idleMinutes: 60, hours: 24 } as const;

export interface Flow {
  sid: string;
  kind: FlowKind;
  state: FlowState;
  browserHash: string;
  step: number;
  serviceSid: string;
  userSid: string | null;
  sessionSid: string | null;
  recipient: string | null;
  channel: "sms" | "email" | null;
  country: string | null;
  purpose: Purpose | null;
  returnTo: string | null;
  data: FlowData;
}

/** The account that is found by what a flow proves, or is about. */
export interface Holder {
  userSid: string;
  identifierSid: string | null;
  isSuspended: boolean;
  /** Since the identifier was proved last; `null`: it never was. */
  daysSinceProof: number | null;
  /** The account was signed in to in this browser before. */
  isKnownDevice: boolean;
  hasName: boolean;
  passwordHash: string | null;
  /** `synced`: whoever loses a device has it on the next one; `bound`: it goes with its device. */
  passkeys: "none" | "bound" | "synced";
  /** It has an authenticator app. */
  hasTotp: boolean;
  /** What its other identifiers are, where they were proved. */
  otherKinds: string[];
  /** What was agreed to and not taken back: item → version. */
  consents: Record<string, string>;
}

/** The code that a flow waits for. */
export interface LiveCode {
  sid: string;
  secondsLeft: number;
  secondsSinceSend: number;
  sends: number;
  attempts: number;
  codeLength: number;
  isTest: boolean;
  /** Its last message could not be sent, or did not arrive. */
  hasFailed: boolean;
}

export interface FlowWithFacts extends Flow {
  isOver: boolean;
  /** It has a row. */
  isStored: boolean;
  /** 0: it goes on. */
  secondsSinceEnd: number;
  /** Not used for a minute: see `touchFlow`. */
  isIdle: boolean;
  holder: Holder | null;
  code: LiveCode | null;
}

const columns = fragment`f.sid, f.kind, f.state, f.browser_hash, f.step, f.service_sid, f.user_sid, f.session_sid, f.recipient,
  f.channel, f.country, f.purpose, f.return_to, f.data`;

const isOver = fragment`(f.used_at < clock_timestamp() - interval '${FLOW_LIFE.idleMinutes} minutes'
  or f.created_at < clock_timestamp() - interval '${FLOW_LIFE.hours} hours')`;

/** What was agreed to last, item by item. */
const consentsOfHolder = fragment`(select coalesce(jsonb_object_agg(item, version), '{}') from (
    select distinct on (item) item, version, agreed from user_consents where user_sid = u.sid order by item, at desc
  ) as newest where agreed)`;

const passkeysOfHolder = fragment`(select case when bool_or(is_backed_up) then 'synced' when count(*) > 0 then 'bound' else 'none' end
    from passkeys where user_sid = u.sid and is_usable)`;

const holder = fragment`jsonb_build_object('userSid', u.sid, 'identifierSid', coalesce(i.sid, si.sid, pk.sid), 'isSuspended', u.suspended_at is not null,
  'daysSinceProof', extract(epoch from clock_timestamp() - i.proved_at) / 86400,
  'isKnownDevice', exists (select from known_devices d where d.user_sid = u.sid and d.browser_hash = ${param("browserHash")}),
  'hasName', u.name is not null, 'passwordHash', u.password_hash, 'passkeys', ${passkeysOfHolder},
  'hasTotp', exists (select from user_totp t where t.user_sid = u.sid and t.confirmed_at is not null),
  'otherKinds', (select coalesce(jsonb_agg(distinct o.kind), '[]') from identifiers o
    where o.user_sid = u.sid and o.sid is distinct from i.sid and o.verified_at is not null),
  'consents', ${consentsOfHolder})`;

/**
 * The account is found by what the flow has proved, else by what it is proving; where the flow belongs to an account, by that
 * alone: a number that is being added never leads to whoever else has it.
 */
const selectWithFacts = prepare<FlowWithFacts>()(fragment`
  select ${columns}, ${isOver} as is_over, f.used_at < clock_timestamp() - interval '1 minute' as is_idle, true as is_stored,
    coalesce(extract(epoch from clock_timestamp() - f.ended_at), 0)::float8 as seconds_since_end,
    case when u.sid is not null then ${holder} end as holder,
    case when v.sid is not null then jsonb_build_object('sid', v.sid, 'sends', jsonb_array_length(v.sends),
      'secondsLeft', extract(epoch from v.expires_at - clock_timestamp()),
      'secondsSinceSend', extract(epoch from clock_timestamp() - (v.sends -> -1 ->> 'time')::timestamptz),
      'attempts', v.attempts, 'codeLength', v.code_length, 'isTest', v.extras ? 'testNumber',
      'hasFailed', exists (select from messages m where m.sid = v.sends -> -1 ->> 'attempt_sid' and m.status = 'failed')) end as code
  from flows f
    left join identifiers i on f.kind not in ('link', 'step-up', 'password', 'delete', 'verify')
      and i.kind = coalesce(f.data #>> '{proved,kind}',
        case f.channel when 'sms' then 'phone' when 'email' then 'email' else f.data ->> 'identifierKind' end)
      and i.value = coalesce(f.data #>> '{proved,value}', f.recipient)
    left join social_identities si on f.data #>> '{proved,kind}' = 'social' and si.connector_id = f.data #>> '{social,connectorId}'
      and si.issuer = f.data #>> '{social,issuer}' and si.subject = f.data #>> '{social,subject}'
    left join passkeys pk on f.data #>> '{proved,kind}' = 'passkey' and pk.sid = f.data #>> '{proved,value}'
    left join users u on u.sid = case when f.kind in ('link', 'step-up', 'password', 'delete', 'verify') then f.user_sid
      else coalesce(i.user_sid, si.user_sid, pk.user_sid) end
    left join lateral (
      select * from verifications
      where service_sid = f.service_sid and recipient = f.recipient and purpose = f.purpose and binding = f.sid
        and status in ('pending', 'max_attempts_reached')
      order by created_at desc limit 1
    ) v on true
  where f.sid = ${param("sid")} and f.browser_hash = ${param("browserHash")}`);

/** A flow of this browser, with what its next step needs to know. */
export async function selectFlow(sql: Database, sid: string, browserHash: string): Promise<FlowWithFacts | undefined> {
  const [row] = await selectWithFacts(sql, { sid, browserHash });
  return row;
}

const selectHolders = prepare<{ holder: Holder }>()(fragment`
  select ${holder} as holder from (select) as one
    left join identifiers i on i.kind = ${param("kind")} and i.value = ${param("value")}
    left join social_identities si on si.connector_id = ${param("connectorId")} and si.issuer = ${param("issuer")}
      and si.subject = ${param("subject")}
    left join passkeys pk on pk.sid = ${param("passkeySid")}
    join users u on u.sid = coalesce(i.user_sid, si.user_sid, pk.user_sid)`);

/** The account that somebody is found by, as a flow finds it: by a number or address, an account at a provider, or a passkey. */
export async function selectHolder(
  sql: Database,
  browserHash: string,
  by:
    | { kind: "phone" | "email"; value: string }
    | { connectorId: string; issuer: string; subject: string }
    | { passkeySid: string },
): Promise<Holder | undefined> {
  const nothing = { kind: null, value: null, connectorId: null, issuer: null, subject: null, passkeySid: null };
  const { kind, value, connectorId, issuer, subject, passkeySid } = { ...nothing, ...by };
  const [row] = await selectHolders(sql, { browserHash, kind, value, connectorId, issuer, subject, passkeySid });
  return row?.holder;
}

/** Of these numbers and addresses those that have an account that is not suspended. */
export async function selectTaken(
  sql: Database,
  given: readonly { kind: "phone" | "email"; value: string }[],
): Promise<{ kind: "phone" | "email"; value: string }[]> {
  if (given.length === 0) return [];
  return await sql<{ kind: "phone" | "email"; value: string }[]>`select i.kind, i.value
    from jsonb_to_recordset(${sql.json(given as never)}::jsonb) as n(kind text, value text)
      join identifiers i on i.kind = n.kind and i.value = n.value and i.verified_at is not null
      join users u on u.sid = i.user_sid and u.suspended_at is null`;
}

/** What is known of somebody who asks for a code, before it is sent. */
export interface VisitFacts {
  /** This browser is one of its owner's. */
  isKnownDevice: boolean;
  /** The flow of this browser that waits for a code to the same number. `isOver`: also with the session that began it. */
  waiting: { sid: string; isOver: boolean; hasCode: boolean; purpose: Purpose } | null;
}

const selectVisits = prepare<VisitFacts>()(fragment`
  select exists (select from known_devices d where d.user_sid = u.sid and d.browser_hash = ${param("browserHash")}) as is_known_device,
    (select jsonb_build_object('sid', f.sid, 'purpose', f.purpose,
        'isOver', ${isOver} or f.session_sid is distinct from ${param("sessionSid")}, 'hasCode', exists (
        select from verifications v where v.service_sid = f.service_sid and v.recipient = f.recipient and v.purpose = f.purpose
          and v.binding = f.sid and v.status = 'pending' and v.expires_at > clock_timestamp()))
      from flows f where f.browser_hash = ${param("browserHash")} and f.recipient = ${param("value")}
        and f.kind = ${param("flowKind")} and f.state = 'code' and f.ended_at is null and not f.data ? 'proved') as waiting
  from (select) as one left join identifiers i on i.kind = ${param("kind")} and i.value = ${param("value")}
    left join users u on u.sid = i.user_sid`);

export async function selectVisit(
  sql: Database,
  visit: { kind: string; value: string; browserHash: string; flowKind: FlowKind; sessionSid: string | null },
): Promise<VisitFacts> {
  const [row] = await selectVisits(sql, visit);
  if (!row) throw new Error("a look-up returned nothing");
  return row;
}

export async function deleteFlow(sql: Database, sid: string): Promise<void> {
  await sql`delete from flows where sid = ${sid} and ended_at is null`;
}

/** Nobody else goes on with it until the transaction ends. A flow is locked before its user: see `users/forget-addresses.ts`. */
export async function lockFlow(tx: Database, sid: string): Promise<void> {
  await tx`select 1 from flows where sid = ${sid} for update`;
}

/** A flow that waits for a code leads from now on to whoever has asked for it last. Its step stays: a code that is on its way is still right. */
export async function leadElsewhere(
  sql: Database,
  sid: string,
  { returnTo, data: { nonce } }: Pick<Flow, "returnTo" | "data">,
): Promise<void> {
  await sql`update flows set return_to = ${returnTo},
      data = (data - 'nonce') || ${sql.json(nonce === undefined ? {} : { nonce })}::jsonb
    where sid = ${sid} and ended_at is null`;
}

/** Ends a flow that nobody can go on with. */
export async function closeFlow(sql: Database, sid: string): Promise<void> {
  await sql`update flows set ended_at = clock_timestamp(), recipient = null, data = '{}' where sid = ${sid} and ended_at is null`;
}

const insert = prepare<{ step: number }>()(fragment`
  insert into flows (sid, kind, state, browser_hash, service_sid, user_sid, session_sid, recipient, channel, country, purpose,
    return_to, data, created_at, used_at)
  values (${param("sid")}, ${param("kind")}, ${param("state")}, ${param("browserHash")}, ${param("serviceSid")},
    ${param("userSid")}, ${param("sessionSid")}, ${param("recipient")}, ${param("channel")}, ${param("country")},
    ${param("purpose")}, ${param("returnTo")}, ${param("data")}::jsonb, clock_timestamp(), clock_timestamp())
  on conflict (sid) do update set state = excluded.state, step = flows.step + ${param("advance")}::int, recipient = excluded.recipient,
    channel = excluded.channel, country = excluded.country, purpose = excluded.purpose, data = excluded.data,
    used_at = clock_timestamp()
    where flows.step = ${param("step")} and flows.browser_hash = excluded.browser_hash and flows.ended_at is null
  returning step`);

/**
 * Writes a step: a flow that is new, or the next state of one that still is where it was read. With `advance` 0 it stays in its step,
 * so that what is said of a wrong code undoes no right one that is being accepted. Resolves to the number of the step;
 * `undefined`: somebody else was quicker. Throws PostgreSQL's `23505` where another window of the browser waits for a code to the
 * same number.
 */
export async function saveFlow(sql: Database, flow: Flow, advance: 0 | 1): Promise<number | undefined> {
  const { data, ...same } = flow;
  const [row] = await insert(sql, { ...same, advance, data: sql.json(data as never) });
  return row?.step;
}

const begin = prepare<BegunCode>()(fragment`
  with visit as (
    select u.sid is not null as is_known,
      exists (select from known_devices d where d.user_sid = u.sid and d.browser_hash = ${param("browserHash")}) as is_known_device
    from (select) as one left join identifiers i on i.kind = ${param("identifierKind")} and i.value = ${param("recipient")}
      left join users u on u.sid = i.user_sid
  ), written as (
    insert into flows (sid, kind, state, browser_hash, service_sid, user_sid, session_sid, recipient, channel, country, purpose,
      return_to, data, created_at, used_at)
    select ${param("sid")}, ${param("kind")}, 'code', ${param("browserHash")}, ${param("serviceSid")}, ${param("userSid")},
      ${param("sessionSid")}, ${param("recipient")}, ${param("channel")}, ${param("country")},
      case when is_known then ${param("purposeIfKnown")} else ${param("purposeIfNot")} end,
      ${param("returnTo")}, ${param("data")}::jsonb, clock_timestamp(), clock_timestamp()
    from visit
    on conflict (sid) do update set state = 'code', step = flows.step + 1, recipient = excluded.recipient,
      channel = excluded.channel, country = excluded.country, purpose = excluded.purpose, data = excluded.data,
      used_at = clock_timestamp()
      where flows.step = ${param("step")} and flows.browser_hash = excluded.browser_hash and flows.ended_at is null
    returning step, purpose
  )
  select step, purpose, is_known_device from written cross join visit`);

/** A flow that waits for a code from now on. */
export interface BegunCode {
  step: number;
  purpose: Purpose;
  isKnownDevice: boolean;
}

/**
 * Writes the step that waits for a code, with the purpose that follows from whether the number has an account. `undefined`:
 * somebody else was quicker. Throws PostgreSQL's `23505` where another window of the browser waits for a code to the same number.
 */
export async function beginCodeStep(
  sql: Database,
  flow: Omit<Flow, "state" | "purpose">,
  more: { identifierKind: string; purposeIfKnown: Purpose; purposeIfNot: Purpose },
): Promise<BegunCode | undefined> {
  const { data, ...same } = flow;
  const [row] = await begin(sql, { ...same, ...more, data: sql.json(data as never) });
  return row;
}

const touch = prepare<{ sid: string }>()(fragment`update flows set used_at = clock_timestamp()
  where sid = ${param("sid")} returning sid`);

/** A page that is looked at is in use; a minute more or less is nothing to write down. */
export async function touchFlow(sql: Database, { sid, isIdle }: FlowWithFacts): Promise<void> {
  if (isIdle) await touch(sql, { sid });
}

/** Flows that have proved an account and wait for something else: they open it no more. `except`: the one that is ending. */
export async function closeFlowsOf(sql: Database, userSid: string, except = ""): Promise<void> {
  await sql`delete from flows where ended_at is null and data #>> '{pinned,userSid}' = ${userSid} and sid <> ${except}`;
}

/** Flows whose time is over, some at a time; what they held of people goes with them. */
export async function sweepFlows(sql: Database): Promise<number> {
  const rows = await sql`delete from flows where sid in (
    select sid from flows where used_at < clock_timestamp() - ${FLOW_LIFE.hours}::int * interval '1 hour' limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}

export const SWEEP_BATCH = 1000;
