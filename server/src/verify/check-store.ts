/** @module The SQL of checking and ending a verification: one statement each. */
import type { Database } from "../db/open.js";
import { type Fragment, fragment, param, prepare, type SqlValue } from "../db/statement.js";
import { countFailures, forgetFailures } from "../limits/failure-streaks.js";
import type { Take } from "../limits/rule.js";
import type { Hit } from "../limits/take.js";
import { announceEnds, endColumns } from "./announce-outcomes.js";
import {
  type Counted,
  columns,
  commitLater,
  type Obstacle,
  obstacleOf,
  recipientRows,
  sidRow,
  takeAll,
  targetRow,
} from "./rows.js";
import { type CheckSubject, MAX_CHECKS, type Target, type Verification } from "./verification.js";

/** Verifications of one recipient, the newest first, any of which may be meant. */
export interface Candidates {
  by: "candidates";
  sids: readonly string[];
}
type Subject = CheckSubject | Candidates;

/** More than are live for one number at a time, unless it is a test number. */
const MAX_CANDIDATES = 20;

const selectCandidates = prepare<{ sid: string }>()(fragment`select sid from verifications
  where ${recipientRows} and expires_at > clock_timestamp() and status in ('pending', 'max_attempts_reached', 'approved')
  order by created_at desc, sid desc limit ${MAX_CANDIDATES}`);

/** Those whose time is not over, for a try that names none of them. */
export async function findCandidates(
  sql: Database,
  { serviceSid, recipient, purpose }: Omit<Target, "binding">,
): Promise<Candidates> {
  const rows = await selectCandidates(sql, { serviceSid, recipient, purpose });
  return { by: "candidates", sids: rows.map(({ sid }) => sid) };
}

const candidateRows = fragment`sid = any (string_to_array(${param("sids")}, ' '))`;

/**
 * One statement in the four ways a subject can be named. `write` gets the condition that names the row and the hash that
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
    const byCandidates = prepare<Result>()(write(candidateRows, fragment`code_mac_by_sid`));
    return async (
      sql: Database,
      subject: Subject,
      values: { readonly [Name in Names]: SqlValue },
    ): Promise<Result | undefined> => {
      if (subject.by === "candidates") return (await byCandidates(sql, { sids: subject.sids.join(" "), ...values }))[0];
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

/** The hash `mac` is one of parameter `macs`. */
const isAmongMacs = (mac: Fragment) => fragment`${mac} = any (string_to_array(${param("macs")}, ' '))`;

/** Expressions of the `with` list: a failure more for the recipient, or none any more. All rows of `checked` are of one. */
const countInStreak = fragment`failed as (
      ${countFailures(fragment`(select distinct limit_key from checked where status <> 'approved') as wrong`)}
    ), passed as (
      ${forgetFailures(fragment`(select limit_key from checked where status = 'approved') as approved`)}
    )`;

/** Counts the try, compares and consumes, where `condition` holds. */
function updateAndCount<Row extends string, Condition extends string>(
  row: Fragment<Row>,
  mac: Fragment,
  condition: Fragment<Condition>,
) {
  const matches = isAmongMacs(mac);
  return fragment`checked as (
      update verifications set
        attempts = least(attempts + 1, ${MAX_CHECKS}),
        status = case when attempts >= ${MAX_CHECKS} then 'max_attempts_reached' when ${matches} then 'approved'
          when attempts + 1 >= ${MAX_CHECKS} then 'max_attempts_reached' else status end,
        custom_code = case when attempts + 1 >= ${MAX_CHECKS} or ${matches} then null else custom_code end,
        updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp() ${condition}
      returning ${columns}, attempts + unbound_attempts as attempts, limit_key, ${endColumns}
    ), ${countInStreak}, announced as (${announceEnds(fragment`checked`)})`;
}

/** A verification after a try. */
export interface Checked extends Verification {
  /** Tries so far, this one and those that named only the recipient included. */
  attempts: number;
  /** The counter that its failures go to. */
  limitKey: string | null;
}

const updateChecked = prepareForSubject<Checked>()(
  (row, mac) => fragment`with ${updateAndCount(row, mac, fragment``)} select *, ${commitLater} from checked`,
);

/**
 * Counts the try, compares, consumes: one UPDATE on indexed columns. `macs` are the submitted code's hashes under every key
 * of the ring. The row comes back `approved`, `pending` (wrong) or `max_attempts_reached` (wrong, and the last try there was); no
 * row means that there was nothing to check.
 */
export async function countAndCheck(
  sql: Database,
  subject: CheckSubject,
  macs: readonly string[],
  later: boolean,
): Promise<Checked | undefined> {
  return await updateChecked(sql, subject, { macs: macs.join(" "), later });
}

const updateCheckedIf = prepareForSubject<Checked & Counted>()(
  (row, mac) => fragment`
    with ${takeAll}, ${updateAndCount(row, mac, fragment`and (select open from open)`)}
    select checked.*, room.hits, room.counted, room.counted and not open.open as unspent, ${commitLater}
    from room cross join open left join checked on true`,
);

/**
 * The same for a try that names no verification. Whoever named one has five tries of its own, so these are counted beside them:
 * on each of the candidates, since a wrong code was tried on each, or on the one it is right for. The rows are locked in the
 * order of their names, and looked at again under the lock (PostgreSQL manual, 13.2.1): at most five wrong codes for each send.
 */
const updateCandidateIf = prepare<Checked & Counted>()(fragment`
  with ${takeAll}, held as (
    select sid, ${isAmongMacs(fragment`code_mac_by_sid`)} as is_right from verifications
    where ${candidateRows} and status = 'pending' and expires_at > clock_timestamp()
      and unbound_attempts < ${MAX_CHECKS} * jsonb_array_length(sends) and (select open from open)
    order by sid for update
  ), checked as (
    update verifications set unbound_attempts = unbound_attempts + 1, updated_at = clock_timestamp(),
      status = case when ${isAmongMacs(fragment`code_mac_by_sid`)} then 'approved' else status end,
      custom_code = case when ${isAmongMacs(fragment`code_mac_by_sid`)} then null else custom_code end
    where sid in (select sid from held)
      and (${isAmongMacs(fragment`code_mac_by_sid`)} or not exists (select from held where is_right))
    returning ${columns}, attempts + unbound_attempts as attempts, limit_key, ${endColumns}
  ), ${countInStreak}, announced as (${announceEnds(fragment`checked`)})
  select checked.*, room.hits, room.counted, room.counted and not open.open as unspent, ${commitLater}
  from room cross join open left join checked on true order by checked.sid desc`);

export interface ConditionalCheck {
  checked: Checked | undefined;
  /** Why nothing was checked; `verification`: there was nothing to check. */
  because: Obstacle | undefined;
  hits: Hit[];
}

/** `countAndCheck` under limits: it counts and checks, or does not check. */
export async function countAndCheckIf(
  sql: Database,
  subject: Subject,
  macs: readonly string[],
  conditions: { takes: readonly Take[]; challenge: string | null },
  later: boolean,
): Promise<ConditionalCheck> {
  const values = {
    macs: macs.join(" "),
    later,
    takes: sql.json(conditions.takes as never),
    challenge: conditions.challenge,
  };
  const result =
    subject.by === "candidates"
      ? (await updateCandidateIf(sql, { sids: subject.sids.join(" "), ...values }))[0]
      : await updateCheckedIf(sql, subject, values);
  if (!result) throw new Error("a check returned nothing");
  const { hits, counted, unspent, ...checked } = result;
  if (checked.sid) return { checked, because: undefined, hits: hits ?? [] };
  return { checked: undefined, because: obstacleOf(result), hits: hits ?? [] };
}

const deleteStreak = prepare<{ key: string }>()(
  fragment`${forgetFailures(fragment`(select ${param("limitKey")} as limit_key) as one`)} returning key`,
);

/**
 * Success ends a streak of failures. The statement that approves deletes what its snapshot shows; wrong codes that were counted
 * beside it, while it waited for the row, are in no snapshot of its and need a look of their own.
 */
export async function forgetStreak(sql: Database, limitKey: string): Promise<void> {
  await deleteStreak(sql, { limitKey });
}

const selectApproved = prepareForSubject<{ sid: string }>()(
  (row, mac) => fragment`select sid from (
      select * from verifications where ${row} and ${isAmongMacs(mac)} order by created_at desc, sid desc limit 1
    ) as newest
    where status = 'approved' and expires_at > clock_timestamp()`,
);

/** Whether this very code was accepted, and could still be live. Of codes that are alike, as a test number's are, the last counts. */
export async function wasAccepted(sql: Database, subject: Subject, macs: readonly string[]): Promise<boolean> {
  return (await selectApproved(sql, subject, { macs: macs.join(" ") })) !== undefined;
}

const updateEnded = prepareForSubject<Verification>()(
  (row) => fragment`
    with ended as (
      update verifications set status = ${param("end")}, custom_code = null, updated_at = clock_timestamp()
      where ${row} and status = 'pending' and expires_at > clock_timestamp()
      returning ${columns}, limit_key, ${endColumns}
    ), passed as (
      ${forgetFailures(fragment`(select limit_key from ended where status = 'approved') as approved`)}
    ), announced as (${announceEnds(fragment`ended`)})
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
    returning ${columns}, limit_key, ${endColumns}
  ), passed as (
    ${forgetFailures(fragment`(select limit_key from accepted) as approved`)}
  ), announced as (${announceEnds(fragment`accepted`)})
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
  subject: Subject,
): Promise<(Verification & { secondsLeft: number }) | undefined> {
  return await selectNewest(sql, subject, {});
}
