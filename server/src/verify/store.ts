/** @module The SQL of verifications: to start and to check are one statement each. */
import type { Database } from "../db/open.js";
import { param, prepare, type SqlText, text } from "../db/statement.js";
import { enqueueMessages, hasLife } from "../delivery/enqueue.js";
import type { RenderableRow, Wording } from "../delivery/render-message.js";
import { countFailures, forgetFailures, nothingToWaitFor, secondsToWait } from "../limits/take.js";
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

const columns = text`sid, service_sid, recipient, channel, status, sends, tags, extras, created_at,
  updated_at, expires_at`;

/** The rows of a target, by the columns of their unique index. */
const targetRow = text`service_sid = ${param("serviceSid")} and recipient = ${param("recipient")}
  and purpose = ${param("purpose")} and binding = ${param("binding")}`;

const sidRow = text`sid = ${param("sid")} and service_sid = ${param("serviceSid")} and purpose = ${param("purpose")}`;

interface StartOptions {
  /** The message is to be this process's from birth. */
  leased: boolean;
  /** Whoever is told must have waited for a flush. */
  later: boolean;
}

/** With parameter `later` the commit does not wait for the disk: see `db/commit.ts`. */
const commitLater = text`case when ${param("later")}::boolean then set_config('synchronous_commit', 'off', true) end`;

const insertOrUpdate = prepare<NewVerification & StartOptions, StartedVerification>(text`
  with expired as (
    update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
    returning sid
  ), started as (
    insert into verifications as v (sid, service_sid, recipient, country, purpose, binding, channel, key_id, code_length,
      code_mac, code_mac_by_sid, limit_key, caller_code, custom_code, wording, tags, extras, sends, created_at, updated_at, expires_at)
    select ${param("sid")}, ${param("serviceSid")}, ${param("recipient")}, ${param("country")}, ${param("purpose")},
      ${param("binding")}, ${param("channel")}, ${param("keyId")}, ${param("codeLength")}::int, ${param("codeMac")},
      ${param("codeMacBySid")}, ${param("limitKey")}, ${param("callerCode")}::boolean, ${param("customCode")},
      ${param("wording")}::jsonb, ${param("tags")}::jsonb, ${param("extras")}::jsonb,
      jsonb_build_array(jsonb_build_object('attempt_sid', ${param("messageSid")}::text, 'channel', ${param("channel")}::text,
        'time', to_char(now at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))),
      now, now, now + ${param("ttlSeconds")}::int * interval '1 second'
    from (select clock_timestamp() as now, count(*), ${commitLater} from expired) as clock
    where ${nothingToWaitFor}
    on conflict (service_sid, recipient, purpose, binding) where status in ('pending', 'max_attempts_reached')
    do update set sends = v.sends || excluded.sends, channel = excluded.channel, wording = excluded.wording,
      tags = coalesce(excluded.tags, v.tags), updated_at = excluded.updated_at
    where v.status = 'pending' and v.expires_at > clock_timestamp() and jsonb_array_length(v.sends) < ${MOST_SENDS}
    returning ${columns}, country, purpose, key_id, code_length, caller_code, custom_code, wording,
      ${param("leased")}::boolean and ${hasLife} as leased
  ), queued as (
    ${enqueueMessages(text`started`)}
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

export interface StartObstacle {
  status: VerificationStatus | null;
  sends: number;
  /** Seconds until the live verification expires; null if there is none. */
  secondsLeft: number | null;
  /** Seconds to wait for failures of the past; null if none. */
  secondsToWait: number | null;
}

const selectObstacle = prepare<Target & { limitKey: string }, StartObstacle>(text`
  select v.status, coalesce(jsonb_array_length(v.sends), 0) as sends, v.seconds_left, ${secondsToWait} as seconds_to_wait
  from (select) as one left join (
    select status, sends, ceil(extract(epoch from expires_at - clock_timestamp()))::int as seconds_left
    from verifications
    where ${targetRow} and status in ('pending', 'max_attempts_reached') and expires_at > clock_timestamp()
  ) as v on true`);

/** The second read: what stood in the way of a start. */
export async function whyNotStarted(sql: Database, target: Target, limitKey: string): Promise<StartObstacle> {
  const [row] = await selectObstacle(sql, { ...target, limitKey });
  return row as StartObstacle;
}

/** One statement in the three ways a subject can be named. `write` gets the row's condition and the hash it goes by. */
function prepareForSubject<Values extends object, Result extends object>(
  write: (row: SqlText, mac: SqlText) => SqlText,
) {
  const byTarget = prepare<Target & Values, Result>(write(targetRow, text`code_mac`));
  const bySid = prepare<object, Result>(write(sidRow, text`code_mac_by_sid`));
  const bySidOf = prepare<object, Result>(
    write(text`${sidRow} and recipient = ${param("recipient")}`, text`code_mac_by_sid`),
  );
  return async (sql: Database, subject: CheckSubject, values: Values): Promise<Result | undefined> => {
    const [row] =
      subject.by === "target"
        ? await byTarget(sql, { ...subject.target, ...values })
        : await (subject.recipient === undefined ? bySid : bySidOf)(sql, { ...subject, ...values });
    return row;
  };
}

const updateChecked = prepareForSubject<{ macs: string; later: boolean }, Verification>((row, mac) => {
  const matches = text`${mac} = any (string_to_array(${param("macs")}, ' '))`;
  return text`
    with checked as (
      update verifications set
        attempts = least(attempts + 1, ${MOST_CHECKS}),
        status = case when attempts >= ${MOST_CHECKS} then 'max_attempts_reached' when ${matches} then 'approved' else status end,
        custom_code = case when attempts >= ${MOST_CHECKS} or ${matches} then null else custom_code end,
        updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp()
      returning ${columns}, limit_key
    ), failed as (
      ${countFailures(text`(select limit_key from checked where status = 'pending') as wrong`)}
    ), passed as (
      ${forgetFailures(text`(select limit_key from checked where status = 'approved') as approved`)}
    )
    select *, ${commitLater} from checked`;
});

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

const updateEnded = prepareForSubject<{ end: "approved" | "canceled" }, Verification>(
  (row) => text`
    with ended as (
      update verifications set status = ${param("end")}, custom_code = null, updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp()
      returning ${columns}, limit_key
    ), passed as (
      ${forgetFailures(text`(select limit_key from ended where status = 'approved') as approved`)}
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

const selectNewest = prepareForSubject<object, Verification & { secondsLeft: number }>(
  (row) => text`
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

/** Marks what has run out; at most `limit` rows. Nothing depends on it: every statement looks at the clock itself. */
export async function expireVerifications(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    update verifications set status = 'expired', custom_code = null, updated_at = clock_timestamp()
    where sid in (
      select sid from verifications where status in ('pending', 'max_attempts_reached') and expires_at <= clock_timestamp()
      order by expires_at limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}

/** Empties the recipients of verifications older than `days`; at most `limit` rows. */
export async function emptyRecipients(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update verifications set recipient = null, limit_key = null
    where sid in (
      select sid from verifications
      where recipient is not null and created_at < clock_timestamp() - ${days}::int * interval '1 day'
        and expires_at <= clock_timestamp() and status not in ('pending', 'max_attempts_reached')
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}
