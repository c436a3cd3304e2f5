/** @module Checks a code, counting the try before anything else. */
import { macCode, macCodeBySid, type Payment } from "../codes.js";
import type { Commit } from "../db/commit.js";
import { type Database, inTransaction } from "../db/open.js";
import type { VendorCodes } from "../delivery/check-with-vendor.js";
import { AppError } from "../errors.js";
import type { Limits } from "../limits/limits.js";
import type { Rule, Take } from "../limits/rule.js";
import type { Proof } from "../limits/take.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import {
  acceptCode,
  type Candidates,
  type ConditionalCheck,
  countAndCheck,
  countAndCheckIf,
  findCandidates,
  forgetStreak,
  wasAccepted,
} from "./check-store.js";
import { explainMissing } from "./explain-missing.js";
import { purposes } from "./purposes.js";
import type { CheckSubject, TriedSubject, Verification } from "./verification.js";

export interface CheckDependencies {
  sql: Database;
  commit: Commit;
  metrics: Metrics;
  limits: Pick<Limits, "admit" | "presume" | "giveBack" | "recordSuccess">;
  keyring: Keyring;
  vendorCodes: VendorCodes;
}

export interface CheckRequest {
  subject: TriedSubject;
  code: string;
  /** What the caller says it confirms (PSD2). */
  payment?: Payment | undefined;
  /** Counts every try; a right code takes its own back. */
  rules?: readonly Rule[];
  proof?: Proof | undefined;
  /** Written down once the code is accepted. */
  success?: Parameters<Limits["recordSuccess"]>[0] | undefined;
  /**
   * Runs in the transaction that accepts the code: what it writes stands if and only if the code is consumed. If it throws,
   * the code is as it was, and the check throws the same.
   */
  onApproved?: ((tx: Database, verification: Verification) => Promise<void>) | undefined;
}

/**
 * The verification after the try: `approved`, or still `pending` if the code was wrong. Throws
 * `verification.too_many_checks` (with the seconds to wait) after five tries, `verification.not_found` (with the reason)
 * where nothing is pending, `verification.already_approved` for purposes that tell, and `limits.exceeded` and
 * `limits.challenge_required` where the request's rules say so. Where a vendor makes the codes it waits for the vendor, five
 * seconds at most, and throws `server.unavailable` if none answers; the try is counted all the same.
 */
export async function checkVerification(dependencies: CheckDependencies, request: CheckRequest): Promise<Verification> {
  const { sql, metrics, limits } = dependencies;
  const { rules = [] } = request;
  const { purpose } = request.subject.by === "target" ? request.subject.target : request.subject;
  const subject = request.subject.by === "recipient" ? await findCandidates(sql, request.subject) : request.subject;
  const macs = macsOf(dependencies.keyring, subject, request);
  const {
    checked: counted,
    hits,
    takes,
  } = rules.length === 0 && subject.by !== "candidates"
    ? {
        checked: await consume(
          dependencies,
          request,
          (on, later) => countAndCheck(on, subject, macs, later),
          (row) => row,
        ),
        hits: [],
        takes: [],
      }
    : await checkUnderLimits(dependencies, request, subject, macs);
  const checked =
    counted && counted.status !== "approved" ? await askVendor(dependencies, request, counted, subject) : counted;
  const count = (outcome: string) => metrics.verificationsChecked.inc({ purpose, outcome });
  if (checked?.status === "approved") {
    count("approved");
    if (request.success) await limits.recordSuccess(request.success, hits, takes);
    else await limits.giveBack(hits, takes);
    if (counted && counted.attempts > 1 && counted.limitKey) await forgetStreak(sql, counted.limitKey);
    return checked;
  }
  // A code that no verification was named for may be wrong for those that are live, and of one that is over.
  const mayBeUsed = !checked || subject.by === "candidates";
  if (mayBeUsed && purposes[purpose].tellsUsedCode && (await wasAccepted(sql, subject, macs))) {
    count("nothing_pending");
    await limits.giveBack(hits, takes);
    throw new AppError("verification.already_approved");
  }
  if (checked) {
    count("wrong");
    // The fifth wrong code is answered as the first four are (Twilio); that it was the last one the next check says.
    return { ...checked, status: "pending" };
  }
  const failure = await explainMissing(sql, subject);
  count(failure.code === "verification.too_many_checks" ? "max_attempts_reached" : "nothing_pending");
  throw failure;
}

/**
 * Runs a statement that checks, alone or, where the caller has something to write along with it, in a transaction: a wrong code
 * is counted either way.
 */
async function consume<Result>(
  { sql, commit }: Pick<CheckDependencies, "sql" | "commit">,
  { onApproved }: Pick<CheckRequest, "onApproved">,
  check: (on: Database, later: boolean) => Promise<Result | undefined>,
  rowOf: (result: Result) => Verification | undefined,
): Promise<Result | undefined> {
  if (!onApproved) return await commit((later) => check(sql, later));
  return await inTransaction(sql, async (tx) => {
    const result = await check(tx, false);
    const row = result && rowOf(result);
    if (row?.status === "approved") await onApproved(tx, row);
    return result;
  });
}

/** A code that is not ours may be the vendor's: the try is counted by now, and the vendor has the word. */
async function askVendor(
  dependencies: CheckDependencies,
  request: CheckRequest,
  counted: Verification,
  subject: CheckSubject | Candidates,
): Promise<Verification | undefined> {
  const { keyring, vendorCodes } = dependencies;
  const { code, payment } = request;
  // A vendor's code is bound to no payment.
  if (payment || counted.extras?.amount !== undefined) return counted;
  if (!(await vendorCodes.accepts(counted, code))) return counted;
  const { codeMac } = keyring.current;
  const hash =
    subject.by === "target"
      ? ({ mac: macCode(codeMac, subject.target, code), by: "target" } as const)
      : ({ mac: macCodeBySid(codeMac, counted.sid, code), by: "sid" } as const);
  return await consume(
    { sql: dependencies.sql, commit: (accept) => accept(false) },
    request,
    (on) => acceptCode(on, counted.sid, hash),
    (row) => row,
  );
}

/** Others may be quicker to take the last of a limit: then the rules are asked again, and say so. */
const MAX_ROUNDS = 4;

async function checkUnderLimits(
  dependencies: CheckDependencies,
  request: CheckRequest,
  subject: CheckSubject | Candidates,
  macs: readonly string[],
): Promise<ConditionalCheck & { takes: Take[] }> {
  const { limits } = dependencies;
  const { rules = [], proof } = request;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const solved = proof !== undefined;
    // Mostly nothing stands in the way, and where something does, it is asked what.
    const isFree = round === 0 && rules.every(({ alarms }) => alarms === undefined);
    const takes = isFree ? limits.presume(rules, solved) : (await limits.admit({ rules, solved })).takes;
    const conditions = { takes, challenge: proof?.id ?? null };
    const result = (await consume(
      dependencies,
      request,
      (on, later) => countAndCheckIf(on, subject, macs, conditions, later),
      ({ checked }) => checked,
    )) as ConditionalCheck;
    if (result.because !== "limit" && result.because !== "challenge") return { ...result, takes };
    await limits.giveBack(result.hits, takes);
    if (result.because === "challenge") throw new AppError("limits.challenge_required", { reason: "spent" });
  }
  throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}

function macsOf(
  { all }: Keyring,
  subject: CheckSubject | Candidates,
  { code, payment }: Pick<CheckRequest, "code" | "payment">,
): string[] {
  if (subject.by === "target") return all.map(({ codeMac }) => macCode(codeMac, subject.target, code, payment));
  const sids = subject.by === "sid" ? [subject.sid] : subject.sids;
  return sids.flatMap((sid) => all.map(({ codeMac }) => macCodeBySid(codeMac, sid, code, payment)));
}
