/** @module The SQL of starting a verification: one statement. */
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param, prepare } from "../db/statement.js";
import { enqueueMessages, hasLife, recordSilentMessages, serviceLives } from "../delivery/enqueue.js";
import type { RenderableCode, Wording } from "../delivery/render-message.js";
import { nothingToWaitFor, secondsToWait } from "../limits/failure-streaks.js";
import type { Take } from "../limits/rule.js";
import type { Hit } from "../limits/take.js";
import { takeTurn } from "../limits/take-turn.js";
import { announceEnds, endColumns, wasPending } from "./announce-outcomes.js";
import {
  type Counted,
  columns,
  commitLater,
  type Obstacle,
  obstacleOf,
  recipientRows,
  takeAll,
  takeAllObserving,
  targetRow,
} from "./rows.js";
import type { VerificationExtras, VerificationStatus } from "./schema.js";
import { MAX_SENDS, type Target, type Verification } from "./verification.js";

/** A live verification with what its text is written from. */
export interface StartedVerification extends Verification, Omit<RenderableCode, "verificationSid" | "recipient"> {
  recipient: string;
  /** Sends of other live verifications of the recipient, which this one's are limited together with. */
  sendsElsewhere: number;
  /** The message is this process's to send. */
  leased: boolean;
}

export interface NewVerification extends Target {
  sid: string;
  messageSid: string;
  country: string;
  channel: string;
  keyId: string;
  codeLength: number;
  codeMac: string;
  codeMacBySid: string;
  limitKey: string;
  callerCode: boolean;
  customCode: string | null;
  wording: Wording;
  tags: Record<string, string> | null;
  extras: VerificationExtras | null;
  ttlSeconds: number;
}

export interface StartOptions {
  /** A send that another start has made meanwhile is enough: nothing more is sent. */
  joins: boolean;
  /** How long ago the request arrived. */
  elapsedMs: number;
  /** The message is to be this process's from birth. */
  leased: boolean;
  /** Whoever is told must have waited for a flush. */
  later: boolean;
}

/** What few starts ask for: these go by a statement of their own, so that the others do not pay for it. */
export interface StartConditions {
  /** Counted before anything else; a list of the limits room's. */
  takes: readonly Take[];
  /** The proof of work to spend. */
  challenge: string | null;
  /** Seconds to wait after the first, second, … send. */
  waits: readonly number[];
  /** A verification that was locked by wrong codes is no obstacle. */
  restartsLocked: boolean;
  /** The live verification whose code is to be replaced by this row's; empty if there was none; null to keep codes. */
  rotates: string | null;
  /** The hash of this row's code under the name of that live verification. The row's own hash is of its own name. */
  renewedMacBySid: string | null;
  maxSends: number;
  /** Waits and sends are those of the recipient under all bindings, whose starts go one after the other. */
  inTurn: boolean;
  /** No text is sent: the code is a test number's. */
  silent: boolean;
}

const insertColumns = fragment`sid, service_sid, recipient, country, purpose, binding, channel, key_id, code_length, code_mac,
  code_mac_by_sid, limit_key, caller_code, custom_code, wording, tags, extras, sends, created_at, updated_at, expires_at`;

const insertValues = fragment`${param("sid")}, ${param("serviceSid")}, ${param("recipient")}, ${param("country")}, ${param("purpose")},
  ${param("binding")}, ${param("channel")}, ${param("keyId")}, ${param("codeLength")}::int, ${param("codeMac")},
  ${param("codeMacBySid")}, ${param("limitKey")}, ${param("callerCode")}::boolean, ${param("customCode")},
  ${param("wording")}::jsonb, ${param("tags")}::jsonb, ${param("extras")}::jsonb,
  jsonb_build_array(jsonb_build_object('attempt_sid', ${param("messageSid")}::text, 'channel', ${param("channel")}::text,
    'time', to_char(now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
  now, now, now + ${param("ttlSeconds")}::int * interval '1 second'`;

/**
 * An expression of the `with` list: the live verification and its sends as they were when the statement began. Whatever live row
 * `v` has beyond that, another start has put there meanwhile (`metAnother`): PostgreSQL waits for that one's commit, and then
 * looks at the row as it is, but a sub-select still sees the snapshot. So has a start that sent after this request had arrived.
 */
const seen = fragment`seen as (
    select sid, jsonb_array_length(sends) as sends from verifications
    where ${targetRow} and status = 'pending' and expires_at > clock_timestamp()
  )`;
const metAnother = fragment`(${param("joins")}::boolean
  and ((v.sends -> -1 ->> 'time')::timestamptz > transaction_timestamp() - ${param("elapsedMs")}::float8 * interval '1 millisecond'
    or not exists (select from seen where seen.sid = v.sid and seen.sends = jsonb_array_length(v.sends))))`;

/** What a code was renewed from stays, unless it is renewed again: the text must say the code that the hashes are of. */
const resend = fragment`sends = case when ${metAnother} then v.sends else v.sends || excluded.sends end,
  channel = case when ${metAnother} then v.channel else excluded.channel end,
  wording = case when ${metAnother} then v.wording
    else jsonb_strip_nulls(jsonb_build_object('codeSeed', v.wording -> 'codeSeed')) || excluded.wording end,
  tags = case when ${metAnother} then v.tags else coalesce(excluded.tags, v.tags) end,
  updated_at = case when ${metAnother} then v.updated_at else excluded.updated_at end`;

/** A condition on what was returned: this start's own send is in it. */
const isSent = fragment`sends -> -1 ->> 'attempt_sid' = ${param("messageSid")}::text`;

const startedColumns = fragment`${columns}, country, purpose, key_id, code_length, caller_code, custom_code, wording`;

/**
 * A condition on live row `v`: its code confirms no payment and was set by no configuration. Any other row has a code that an
 * ordinary start could not say again, and gives way to a start with conditions.
 */
const ordinaryRow = fragment`v.extras ->> 'amount' is null and v.extras ->> 'testNumber' is null`;

/** A row that gave way, and a member of the `with` list that tells of it. */
const endedColumns = fragment`sid, service_sid, channel, status, tags, ${endColumns}, ${wasPending}`;
const announceEnded = fragment`announced as (${announceEnds(fragment`expired where was_pending`)})`;

const insertOrUpdate = prepare<StartedVerification>()(fragment`
  with ${seen}, expired as (
    update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
    returning ${endedColumns}
  ), started as (
    insert into verifications as v (${insertColumns})
    select ${insertValues} from (select clock_timestamp() as now, count(*), ${commitLater} from expired) as clock
    where ${nothingToWaitFor}
    on conflict (service_sid, recipient, purpose, binding) where status in ('pending', 'max_attempts_reached')
    do update set ${resend}
    where v.status = 'pending' and v.expires_at > clock_timestamp() and ${ordinaryRow}
      and (${metAnother} or jsonb_array_length(v.sends) < ${MAX_SENDS})
    returning ${startedColumns}, ${param("leased")}::boolean and ${hasLife} and ${serviceLives} and ${isSent} as leased
  ), queued as (
    ${enqueueMessages(fragment`started where ${isSent}`)}
  ), ${announceEnded}
  select *, 0 as sends_elsewhere from started`);

/**
 * Starts a verification or sends the live one's code again, and queues the message: one statement. `undefined` when a
 * limit forbids it (`whyNotStarted` says which).
 *
 * The insert reads from the expiring update, so that it runs after it; otherwise it would meet the old row's index entry.
 */
export async function startOrResend(
  sql: Database,
  row: NewVerification,
  options: StartOptions,
): Promise<StartedVerification | undefined> {
  const [started] = await insertOrUpdate(sql, { ...row, ...options });
  return started;
}

/** The wait after so many `sends`, by parameter `waits`. */
const waitAfter = <Names extends string>(sends: Fragment<Names>) => fragment`(interval '1 second'
  * coalesce((${param("waits")}::int[])[least(${sends}, cardinality(${param("waits")}::int[]))], 0))`;

const lastSentAt = <Names extends string>(row: Fragment<Names>) =>
  fragment`(${row}sends -> -1 ->> 'time')::timestamptz`;

/** When the next send of row `v` may come, by parameter `waits`. */
const nextSendAt = <Names extends string>(row: Fragment<Names>) =>
  fragment`(${lastSentAt(row)} + ${waitAfter(fragment`jsonb_array_length(${row}sends)`)})`;

const liveRows = fragment`${recipientRows} and status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()`;

/** Of live rows those of other bindings, where they are counted together; one of a test number has sent nothing. */
const isElsewhere = fragment`(${param("inTurn")}::boolean and binding <> ${param("binding")} and extras ->> 'testNumber' is null)`;

/** Row `v` is to have another code. */
const rotating = fragment`(${param("rotates")}::text is not null and not ${metAnother})`;

/** What a code is about: no text of the one says a code of the other. */
const subjectOf = <Names extends string>(extras: Fragment<Names>) =>
  fragment`(${extras} ->> 'amount', ${extras} ->> 'payee', ${extras} ->> 'testNumber')`;

/**
 * Whether a live row gives way: its time is up, its lock is forgiven, or its code is another than the text would say, because
 * it is about another payment or none, or because the number has become a test number or is one no more.
 */
const givesWay = fragment`(expires_at <= clock_timestamp()
  or (${param("restartsLocked")}::boolean and status = 'max_attempts_reached' and ${nextSendAt(fragment``)} <= clock_timestamp())
  or ${subjectOf(fragment`extras`)} is distinct from ${subjectOf(fragment`${param("extras")}::jsonb`)})`;

/**
 * Expressions of the `with` list. `together`: the sends of a recipient under all bindings, where there are others than this one
 * (one binding's own are looked at under the lock of its row). `gate`: whether this start may go on, by all that is known before
 * the row itself; where strangers may start beside it, only if `together` is still true, which `turn` sees to.
 */
const gate = fragment`together as (
    select coalesce(sum(jsonb_array_length(sends)) filter (where binding <> ${param("binding")}), 0)::int as elsewhere,
      coalesce(sum(jsonb_array_length(sends)), 0)::int as sends, max(${lastSentAt(fragment``)}) as last_at
    from verifications
    where ${liveRows} and (${isElsewhere} or (binding = ${param("binding")} and status = 'pending'))
  ), due as (
    select (select open from open) and ${nothingToWaitFor} and (elsewhere = 0 or (sends < ${param("maxSends")}::int
      and last_at + ${waitAfter(fragment`sends`)} <= clock_timestamp())) as due from together
  ), turn as (
    ${takeTurn(fragment`${param("inTurn")}::boolean and (select due from due)`)}
  ), gate as (
    select due and (not ${param("inTurn")}::boolean or exists (select from turn)) as passed from due
  )`;

const countAndInsertBy = (take: typeof takeAll) =>
  prepare<StartedVerification & Counted>()(fragment`
  with ${take}, ${seen}, ${gate}, expired as (
    update verifications set custom_code = null, updated_at = clock_timestamp(),
      status = case when status = 'pending' and expires_at > clock_timestamp() then 'canceled' else 'expired' end
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and ${givesWay} and (select passed from gate)
    returning ${endedColumns}
  ), started as (
    insert into verifications as v (${insertColumns})
    select ${insertValues} from (select clock_timestamp() as now, count(*), ${commitLater} from expired) as clock
    where (select passed from gate)
    on conflict (service_sid, recipient, purpose, binding) where status in ('pending', 'max_attempts_reached')
    do update set ${resend}, extras = case when ${metAnother} then v.extras
        when excluded.extras ? 'nonce' then excluded.extras else coalesce(v.extras, excluded.extras) end,
      key_id = case when ${rotating} then excluded.key_id else v.key_id end,
      code_length = case when ${rotating} then excluded.code_length else v.code_length end,
      caller_code = v.caller_code and not ${rotating},
      custom_code = case when ${rotating} then null else v.custom_code end,
      code_mac = case when ${rotating} then excluded.code_mac else v.code_mac end,
      code_mac_by_sid = case when ${rotating} then ${param("renewedMacBySid")} else v.code_mac_by_sid end
    where v.status = 'pending' and v.expires_at > clock_timestamp()
      and ${subjectOf(fragment`v.extras`)} is not distinct from ${subjectOf(fragment`excluded.extras`)}
      and (${metAnother} or (jsonb_array_length(v.sends) < ${param("maxSends")}::int
        and ${nextSendAt(fragment`v.`)} <= clock_timestamp()
        and (not ${rotating} or v.sid = ${param("rotates")})))
    returning ${startedColumns}, ${param("leased")}::boolean and ${hasLife} and ${serviceLives} and not ${param("silent")}::boolean and ${isSent} as leased
  ), queued as (
    ${enqueueMessages(fragment`started where ${isSent} and not ${param("silent")}::boolean`)}
  ), recorded as (
    ${recordSilentMessages(fragment`started where ${isSent} and ${param("silent")}::boolean`)}
  ), ${announceEnded}
  select started.*, together.elsewhere as sends_elsewhere, room.hits, room.counted, room.counted and not open.open as unspent
  from room cross join open cross join together left join started on true`);

const countAndInsert = countAndInsertBy(takeAll);
const countObservingAndInsert = countAndInsertBy(takeAllObserving);

/** What a start with conditions brought. Hits that were counted for nothing are to be given back. */
export type ConditionalStart = { hits: Hit[] } & (
  | { started: StartedVerification }
  | { started: undefined; because: Obstacle }
);

/** `startOrResend` with conditions: it counts, spends and starts, or does not start. */
export async function startOrResendIf(
  sql: Database,
  row: NewVerification,
  conditions: StartConditions,
  options: StartOptions,
): Promise<ConditionalStart> {
  const { takes, waits } = conditions;
  const lists = { takes: sql.json(takes as never), waits: `{${waits.join(",")}}` };
  const observes = takes.some((take) => take.windows.some(({ idle }) => idle));
  const statement = observes ? countObservingAndInsert : countAndInsert;
  const [result] = await statement(sql, { ...row, ...conditions, ...lists, ...options });
  if (!result) throw new Error("a start returned nothing");
  const { hits, counted, unspent, ...started } = result;
  if (started.sid) return { started, hits: hits ?? [] };
  return { started: undefined, because: obstacleOf(result), hits: hits ?? [] };
}

/** The live verification of a target. */
export async function selectLiveSid(sql: Database, target: Target): Promise<string | undefined> {
  const [row] = await sql<{ sid: string }[]>`select sid from verifications
    where service_sid = ${target.serviceSid} and recipient = ${target.recipient} and purpose = ${target.purpose}
      and binding = ${target.binding} and status = 'pending' and expires_at > clock_timestamp()`;
  return row?.sid;
}

const selectLiveBinding = prepare<{ binding: string }>()(
  fragment`select binding from verifications where ${liveRows} and sid = ${param("sid")}`,
);

/** What a live verification is bound to, by its name. */
export async function selectBinding(
  sql: Database,
  named: Omit<Target, "binding"> & { sid: string },
): Promise<string | undefined> {
  const [row] = await selectLiveBinding(sql, { ...named });
  return row?.binding;
}

/** A verification whose code was sent so short a time ago that it cannot be sent again. */
export interface JustStarted extends Verification {
  sendsElsewhere: number;
  /** Seconds since its last send. */
  secondsSince: number;
}

const selectJustStarted = prepare<JustStarted>()(fragment`
  select ${columns}, extract(epoch from clock_timestamp() - ${lastSentAt(fragment``)})::float8 as seconds_since,
    coalesce((select sum(jsonb_array_length(sends)) from verifications where ${liveRows} and ${isElsewhere}), 0)::int as sends_elsewhere
  from verifications
  where ${targetRow} and status = 'pending' and expires_at > clock_timestamp() and ${nextSendAt(fragment``)} > clock_timestamp()`);

/** What the start before this one brought, as long as its code cannot be sent again. */
export async function findJustStarted(
  sql: Database,
  target: Target,
  { waits, inTurn }: Pick<StartConditions, "waits" | "inTurn">,
): Promise<JustStarted | undefined> {
  const [row] = await selectJustStarted(sql, { ...target, inTurn, waits: `{${waits.join(",")}}` });
  return row;
}

/** A live verification of a recipient, as it stands in the way of a start. */
export interface LiveRow {
  /** Of the binding of the start. */
  isOwn: boolean;
  status: VerificationStatus;
  sends: number;
  secondsLeft: number;
  /** Seconds since its last send. */
  secondsSince: number;
}

const selectObstacles = prepare<(LiveRow | { [Name in keyof LiveRow]: null }) & { secondsToWait: number | null }>()(
  fragment`select v.*, ${secondsToWait} as seconds_to_wait
  from (select) as one left join (
    select binding = ${param("binding")} as is_own, status, jsonb_array_length(sends) as sends,
      extract(epoch from expires_at - clock_timestamp())::float8 as seconds_left,
      extract(epoch from clock_timestamp() - ${lastSentAt(fragment``)})::float8 as seconds_since
    from verifications where ${liveRows} and (${isElsewhere} or binding = ${param("binding")})
  ) as v on true`,
);

/** The second read: what stood in the way of a start. `secondsToWait`: for failures of the past; null if none. */
export async function whyNotStarted(
  sql: Database,
  target: Target & Pick<NewVerification, "limitKey">,
  inTurn: boolean,
): Promise<{ live: LiveRow[]; secondsToWait: number | null }> {
  const rows = await selectObstacles(sql, { ...target, inTurn });
  return { live: rows.filter((row) => row.isOwn !== null), secondsToWait: rows[0]?.secondsToWait ?? null };
}
