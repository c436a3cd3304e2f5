/** @module The SQL of verifications: to start and to check are one statement each. */
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param, prepare, type SqlValue } from "../db/statement.js";
import { enqueueMessages, hasLife, recordSilentMessages } from "../delivery/enqueue.js";
import type { RenderableRow, Wording } from "../delivery/render-message.js";
import { countFailures, forgetFailures, nothingToWaitFor, secondsToWait } from "../limits/failure-streaks.js";
import { type Hit, spendChallenge, takeHits } from "../limits/take.js";
import type { VerificationExtras, VerificationStatus } from "./schema.js";
import { type CheckSubject, MOST_CHECKS, MOST_SENDS, type Target, type Verification } from "./verification.js";

/** A live verification with what its text is written from. */
export interface StartedVerification extends Verification, Omit<RenderableRow, "verificationSid" | "recipient"> {
  recipient: string;
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

const columns = fragment`sid, service_sid, recipient, channel, status, sends, tags, extras, created_at,
  updated_at, expires_at`;

/** The rows of a target, by the columns of their unique index. */
const targetRow = fragment`service_sid = ${param("serviceSid")} and recipient = ${param("recipient")}
  and purpose = ${param("purpose")} and binding = ${param("binding")}`;

const sidRow = fragment`sid = ${param("sid")} and service_sid = ${param("serviceSid")} and purpose = ${param("purpose")}`;

/** With parameter `later` the commit does not wait for the disk: see `db/commit.ts`. */
const commitLater = fragment`case when ${param("later")}::boolean then set_config('synchronous_commit', 'off', true) end`;

interface StartOptions {
  /** The message is to be this process's from birth. */
  leased: boolean;
  /** Whoever is told must have waited for a flush. */
  later: boolean;
}

/** What few starts ask for: these go by a statement of their own, so that the others do not pay for it. */
export interface StartConditions {
  /** Counted before anything else; a list of the limits room's. */
  takes: readonly object[];
  /** The proof of work to spend. */
  challenge: string | null;
  /** Seconds to wait after the first, second, … send. */
  waits: readonly number[];
  /** A verification that was locked by wrong codes is no obstacle. */
  restartsLocked: boolean;
  /** A live verification of another payment is no obstacle. */
  replacesPayment: boolean;
  /** The live verification whose code is to be replaced by this row's; empty if there was none; null to keep codes. */
  rotates: string | null;
  mostSends: number;
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

/** What a code was renewed from stays, unless it is renewed again: the text must say the code that the hashes are of. */
const resend = fragment`sends = v.sends || excluded.sends, channel = excluded.channel,
  wording = jsonb_strip_nulls(jsonb_build_object('codeSeed', v.wording -> 'codeSeed')) || excluded.wording,
  tags = coalesce(excluded.tags, v.tags), updated_at = excluded.updated_at`;

const startedColumns = fragment`${columns}, country, purpose, key_id, code_length, caller_code, custom_code, wording`;

const insertOrUpdate = prepare<StartedVerification>()(fragment`
  with expired as (
    update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
    returning sid
  ), started as (
    insert into verifications as v (${insertColumns})
    select ${insertValues} from (select clock_timestamp() as now, count(*), ${commitLater} from expired) as clock
    where ${nothingToWaitFor}
    on conflict (service_sid, recipient, purpose, binding) where status in ('pending', 'max_attempts_reached')
    do update set ${resend}
    where v.status = 'pending' and v.expires_at > clock_timestamp() and jsonb_array_length(v.sends) < ${MOST_SENDS}
    returning ${startedColumns}, ${param("leased")}::boolean and ${hasLife} as leased
  ), queued as (
    ${enqueueMessages(fragment`started`)}
  )
  select * from started`);

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

/** When the next send of row `v` may come, by parameter `waits`. */
const nextSendAt = <Names extends string>(
  row: Fragment<Names>,
) => fragment`((${row}sends -> -1 ->> 'time')::timestamptz + interval '1 second' *
  coalesce((${param("waits")}::int[])[least(jsonb_array_length(${row}sends), cardinality(${param("waits")}::int[]))], 0))`;

const rotating = fragment`${param("rotates")}::text is not null`;

/** Whether a live row gives way: its time is up, its lock is forgiven, or it is about another payment. */
const givesWay = fragment`(expires_at <= clock_timestamp()
  or (${param("restartsLocked")}::boolean and status = 'max_attempts_reached' and ${nextSendAt(fragment``)} <= clock_timestamp())
  or (${param("replacesPayment")}::boolean and (extras ->> 'amount', extras ->> 'payee')
    is distinct from (${param("extras")}::jsonb ->> 'amount', ${param("extras")}::jsonb ->> 'payee')))`;

/**
 * The first expressions of a statement under limits: `room` says whether all of parameter `takes` was counted, `open` whether
 * the challenge, if there is one, was spent too. What follows must ask `open`.
 */
const takeAll = fragment`taken as (
    ${takeHits}
  ), room as (
    select count(*) = jsonb_array_length(${param("takes")}::jsonb) as counted,
      jsonb_agg(jsonb_build_object('key', key, 'at', at)) as hits from taken
  ), spent as (
    ${spendChallenge(fragment`(select counted from room)`)}
  ), open as (
    select counted and (${param("challenge")}::text is null or exists (select from spent)) as open from room
  )`;

const countAndInsert = prepare<StartedVerification & Counted>()(fragment`
  with ${takeAll}, expired as (
    update verifications set custom_code = null, updated_at = clock_timestamp(),
      status = case when status = 'pending' and expires_at > clock_timestamp() then 'canceled' else 'expired' end
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and ${givesWay} and (select open from open)
      and ${nothingToWaitFor}
    returning sid
  ), started as (
    insert into verifications as v (${insertColumns})
    select ${insertValues} from (select clock_timestamp() as now, count(*), ${commitLater} from expired) as clock
    where (select open from open) and ${nothingToWaitFor}
    on conflict (service_sid, recipient, purpose, binding) where status in ('pending', 'max_attempts_reached')
    do update set ${resend}, extras = case when excluded.extras ? 'nonce' then excluded.extras else coalesce(v.extras, excluded.extras) end,
      key_id = case when ${rotating} then excluded.key_id else v.key_id end,
      code_length = case when ${rotating} then excluded.code_length else v.code_length end,
      caller_code = v.caller_code and not (${rotating}),
      custom_code = case when ${rotating} then null else v.custom_code end,
      code_mac = case when ${rotating} then excluded.code_mac else v.code_mac end,
      code_mac_by_sid = case when ${rotating} then excluded.code_mac_by_sid else v.code_mac_by_sid end
    where v.status = 'pending' and v.expires_at > clock_timestamp()
      and jsonb_array_length(v.sends) < ${param("mostSends")}::int
      and ${nextSendAt(fragment`v.`)} <= clock_timestamp()
      and (not (${rotating}) or v.sid = ${param("rotates")})
    returning ${startedColumns}, ${param("leased")}::boolean and ${hasLife} and not ${param("silent")}::boolean as leased
  ), queued as (
    ${enqueueMessages(fragment`started where not ${param("silent")}::boolean`)}
  ), recorded as (
    ${recordSilentMessages(fragment`started where ${param("silent")}::boolean`)}
  )
  select started.*, room.hits, room.counted, room.counted and not open.open as unspent
  from room cross join open left join started on true`);

/** What a start with conditions brought. Hits that were counted for nothing are to be given back. */
export type ConditionalStart =
  | { started: StartedVerification }
  | { started: undefined; because: "limit" | "challenge" | "verification"; hits: Hit[] };

/** `startOrResend` with conditions: it counts, spends and starts, or does not start. */
export async function startOrResendIf(
  sql: Database,
  row: NewVerification,
  conditions: StartConditions,
  options: StartOptions,
): Promise<ConditionalStart> {
  const { takes, waits } = conditions;
  const lists = { takes: sql.json(takes as never), waits: `{${waits.join(",")}}` };
  const [result] = await countAndInsert(sql, { ...row, ...conditions, ...lists, ...options });
  if (!result) throw new Error("a start returned nothing");
  const { hits, counted, unspent, ...started } = result;
  if (started.sid) return { started };
  const because = !counted ? "limit" : unspent ? "challenge" : "verification";
  return { started: undefined, because, hits: hits ?? [] };
}

/** The live verification of a target. */
export async function selectLiveSid(sql: Database, target: Target): Promise<string | undefined> {
  const [row] = await sql<{ sid: string }[]>`select sid from verifications
    where service_sid = ${target.serviceSid} and recipient = ${target.recipient} and purpose = ${target.purpose}
      and binding = ${target.binding} and status = 'pending' and expires_at > clock_timestamp()`;
  return row?.sid;
}

export interface StartObstacle {
  status: VerificationStatus | null;
  sends: number;
  /** Seconds until the live verification expires; null if there is none. */
  secondsLeft: number | null;
  /** Seconds until its code may be sent again; null if there is none. */
  resendSeconds: number | null;
  /** Seconds to wait for failures of the past; null if none. */
  secondsToWait: number | null;
}

const selectObstacle = prepare<StartObstacle>()(fragment`
  select v.status, coalesce(jsonb_array_length(v.sends), 0) as sends, v.seconds_left, v.resend_seconds,
    ${secondsToWait} as seconds_to_wait
  from (select) as one left join (
    select status, sends, ceil(extract(epoch from expires_at - clock_timestamp()))::int as seconds_left,
      ceil(extract(epoch from ${nextSendAt(fragment``)} - clock_timestamp()))::int as resend_seconds
    from verifications
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()
  ) as v on true`);

/** The second read: what stood in the way of a start. */
export async function whyNotStarted(
  sql: Database,
  target: Target,
  limitKey: string,
  waits: readonly number[],
): Promise<StartObstacle> {
  const [row] = await selectObstacle(sql, { ...target, limitKey, waits: `{${waits.join(",")}}` });
  return row as StartObstacle;
}

/**
 * One statement in the three ways a subject can be named. `write` gets the condition that names the row and the hash that
 * the row goes by.
 */
function prepareForSubject<Result extends object>() {
  return <Names extends string>(
    write: <Row extends string>(row: Fragment<Row>, mac: Fragment) => Fragment<Row | Names>,
  ) => {
    const ofRecipient = fragment`${sidRow} and recipient = ${param("recipient")}`;
    const byTarget = prepare<Result>()(write(targetRow, fragment`code_mac`));
    const bySid = prepare<Result>()(write(sidRow, fragment`code_mac_by_sid`));
    const bySidOf = prepare<Result>()(write(ofRecipient, fragment`code_mac_by_sid`));
    return async (
      sql: Database,
      subject: CheckSubject,
      values: { readonly [Name in Names]: SqlValue },
    ): Promise<Result | undefined> => {
      const [row] =
        subject.by === "target"
          ? await byTarget(sql, { ...subject.target, ...values })
          : subject.recipient === undefined
            ? await bySid(sql, { ...subject, ...values })
            : await bySidOf(sql, { ...subject, recipient: subject.recipient, ...values });
      return row;
    };
  };
}

/** Counts the try, compares and consumes, where `condition` holds. */
function updateAndCount<Row extends string, Condition extends string>(
  row: Fragment<Row>,
  mac: Fragment,
  condition: Fragment<Condition>,
) {
  const matches = fragment`${mac} = any (string_to_array(${param("macs")}, ' '))`;
  return fragment`checked as (
      update verifications set
        attempts = least(attempts + 1, ${MOST_CHECKS}),
        status = case when attempts >= ${MOST_CHECKS} then 'max_attempts_reached' when ${matches} then 'approved' else status end,
        custom_code = case when attempts >= ${MOST_CHECKS} or ${matches} then null else custom_code end,
        updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp() ${condition}
      returning ${columns}, limit_key
    ), failed as (
      ${countFailures(fragment`(select limit_key from checked where status = 'pending') as wrong`)}
    ), passed as (
      ${forgetFailures(fragment`(select limit_key from checked where status = 'approved') as approved`)}
    )`;
}

const updateChecked = prepareForSubject<Verification>()(
  (row, mac) => fragment`with ${updateAndCount(row, mac, fragment``)} select *, ${commitLater} from checked`,
);

/**
 * Counts the try, compares, consumes: one UPDATE on indexed columns. `macs` are the submitted code's hashes under every key
 * of the ring. The row comes back `approved`, `pending` (wrong) or `max_attempts_reached` (one try too many: not even
 * compared); no row means that there was nothing to check.
 */
export async function countAndCheck(
  sql: Database,
  subject: CheckSubject,
  macs: readonly string[],
  later: boolean,
): Promise<Verification | undefined> {
  return await updateChecked(sql, subject, { macs: macs.join(" "), later });
}

interface Counted {
  hits: Hit[] | null;
  counted: boolean;
  unspent: boolean;
}

const updateCheckedIf = prepareForSubject<Verification & Counted>()(
  (row, mac) => fragment`
    with ${takeAll}, ${updateAndCount(row, mac, fragment`and (select open from open)`)}
    select checked.*, room.hits, room.counted, room.counted and not open.open as unspent, ${commitLater}
    from room cross join open left join checked on true`,
);

export interface ConditionalCheck {
  checked: Verification | undefined;
  /** Why nothing was checked; `verification`: there was nothing to check. */
  because: "limit" | "challenge" | "verification" | undefined;
  hits: Hit[];
}

/** `countAndCheck` under limits: it counts and checks, or does not check. */
export async function countAndCheckIf(
  sql: Database,
  subject: CheckSubject,
  macs: readonly string[],
  conditions: { takes: readonly object[]; challenge: string | null },
  later: boolean,
): Promise<ConditionalCheck> {
  const values = {
    macs: macs.join(" "),
    later,
    takes: sql.json(conditions.takes as never),
    challenge: conditions.challenge,
  };
  const result = await updateCheckedIf(sql, subject, values);
  if (!result) throw new Error("a check returned nothing");
  const { hits, counted, unspent, ...checked } = result;
  const because = !counted ? "limit" : unspent ? "challenge" : checked.sid ? undefined : "verification";
  return { checked: checked.sid ? checked : undefined, because, hits: hits ?? [] };
}

const selectApproved = prepareForSubject<{ sid: string }>()(
  (row, mac) => fragment`select sid from (
      select * from verifications where ${row} order by created_at desc, sid desc limit 1
    ) as newest
    where status = 'approved' and expires_at > clock_timestamp() and ${mac} = any (string_to_array(${param("macs")}, ' '))`,
);

/** Whether this very code was accepted last, and could still be live. */
export async function wasAccepted(sql: Database, subject: CheckSubject, macs: readonly string[]): Promise<boolean> {
  return (await selectApproved(sql, subject, { macs: macs.join(" ") })) !== undefined;
}

const updateEnded = prepareForSubject<Verification>()(
  (row) => fragment`
    with ended as (
      update verifications set status = ${param("end")}, custom_code = null, updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp()
      returning ${columns}, limit_key
    ), passed as (
      ${forgetFailures(fragment`(select limit_key from ended where status = 'approved') as approved`)}
    )
    select * from ended`,
);

/** Ends a live verification by the caller's word. */
export async function endVerification(
  sql: Database,
  subject: CheckSubject,
  end: "approved" | "canceled",
): Promise<Verification | undefined> {
  return await updateEnded(sql, subject, { end });
}

const updateAccepted = prepare<Verification>()(fragment`
  with accepted as (
    update verifications set status = 'approved', custom_code = null, updated_at = clock_timestamp(),
      code_mac = coalesce(${param("codeMac")}, code_mac), code_mac_by_sid = coalesce(${param("codeMacBySid")}, code_mac_by_sid)
    where sid = ${param("sid")} and status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()
    returning ${columns}, limit_key
  ), passed as (
    ${forgetFailures(fragment`(select limit_key from accepted) as approved`)}
  )
  select * from accepted`);

/**
 * Approves by a code of a vendor's making, whose try was counted as one of the five: tries that came after it, while the vendor
 * was asked, do not undo it. Its hash takes the place of ours (`wasAccepted`). `undefined`: it was ended meanwhile.
 */
export async function acceptCode(
  sql: Database,
  sid: string,
  { mac, by }: { mac: string; by: CheckSubject["by"] },
): Promise<Verification | undefined> {
  const macs = { codeMac: by === "target" ? mac : null, codeMacBySid: by === "sid" ? mac : null };
  const [row] = await updateAccepted(sql, { sid, ...macs });
  return row;
}

const selectNewest = prepareForSubject<Verification & { secondsLeft: number }>()(
  (row) => fragment`
    select ${columns}, ceil(extract(epoch from expires_at - clock_timestamp()))::int as seconds_left
    from verifications where ${row} order by created_at desc, sid desc limit 1`,
);

/** A verification as it is, with what time has made of it. `secondsLeft` is negative once it has expired. */
export async function selectVerification(
  sql: Database,
  subject: CheckSubject,
): Promise<(Verification & { secondsLeft: number }) | undefined> {
  return await selectNewest(sql, subject, {});
}
