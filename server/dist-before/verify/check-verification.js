/** @module Checks a code, counting the try before anything else. */
import { macCode, macCodeBySid } from "../codes.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { acceptCode, countAndCheck, countAndCheckIf, findCandidates, forgetStreak, wasAccepted, } from "./check-store.js";
import { explainMissing } from "./explain-missing.js";
import { purposes } from "./purposes.js";
/**
 * The verification after the try: `approved`, or still `pending` if the code was wrong. Throws
 * `verification.too_many_checks` (with the seconds to wait) after five tries, `verification.not_found` (with the reason)
 * where nothing is pending, `verification.already_approved` for purposes that tell, and `limits.exceeded` and
 * `limits.challenge_required` where the request's rules say so. Where a vendor makes the codes it waits for the vendor, five
 * seconds at most, and throws `server.unavailable` if none answers; the try is counted all the same.
 */
export async function checkVerification(dependencies, request) {
    const { sql, metrics, limits } = dependencies;
    const { rules = [] } = request;
    const { purpose } = request.subject.by === "target" ? request.subject.target : request.subject;
    const subject = request.subject.by === "recipient" ? await findCandidates(sql, request.subject) : request.subject;
    const macs = macsOf(dependencies.keyring, subject, request);
    const { checked: counted, hits, takes, } = rules.length === 0 && subject.by !== "candidates"
        ? {
            checked: await consume(dependencies, request, (on, later) => countAndCheck(on, subject, macs, later), (row) => row),
            hits: [],
            takes: [],
        }
        : await checkUnderLimits(dependencies, request, subject, macs);
    const checked = counted && counted.status !== "approved" ? await askVendor(dependencies, request, counted, subject) : counted;
    const count = (outcome) => metrics.verificationsChecked.inc({ purpose, outcome });
    if (checked?.status === "approved") {
        count("approved");
        await limits.giveBack(hits, takes);
        if (counted && counted.attempts > 1 && counted.limitKey)
            await forgetStreak(sql, counted.limitKey);
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
async function consume({ sql, commit }, { onApproved }, check, rowOf) {
    if (!onApproved)
        return await commit((later) => check(sql, later));
    return await inTransaction(sql, async (tx) => {
        const result = await check(tx, false);
        const row = result && rowOf(result);
        if (row?.status === "approved")
            await onApproved(tx, row);
        return result;
    });
}
/** A code that is not ours may be the vendor's: the try is counted by now, and the vendor has the word. */
async function askVendor(dependencies, request, counted, subject) {
    const { keyring, vendorCodes } = dependencies;
    const { code, payment } = request;
    // A vendor's code is bound to no payment.
    if (payment || counted.extras?.amount !== undefined)
        return counted;
    if (!(await vendorCodes.accepts(counted, code)))
        return counted;
    const { codeMac } = keyring.current;
    const hash = subject.by === "target"
        ? { mac: macCode(codeMac, subject.target, code), by: "target" }
        : { mac: macCodeBySid(codeMac, counted.sid, code), by: "sid" };
    return await consume({ sql: dependencies.sql, commit: (accept) => accept(false) }, request, (on) => acceptCode(on, counted.sid, hash), (row) => row);
}
/** Others may be quicker to take the last of a limit: then the rules are asked again, and say so. */
const MAX_ROUNDS = 4;
async function checkUnderLimits(dependencies, request, subject, macs) {
    const { limits } = dependencies;
    const { rules = [], proof } = request;
    for (let round = 0; round < MAX_ROUNDS; round++) {
        const takes = await limits.admit({ rules, solved: proof !== undefined });
        const conditions = { takes, challenge: proof?.id ?? null };
        const result = (await consume(dependencies, request, (on, later) => countAndCheckIf(on, subject, macs, conditions, later), ({ checked }) => checked));
        if (result.because !== "limit" && result.because !== "challenge")
            return { ...result, takes };
        await limits.giveBack(result.hits, takes);
        if (result.because === "challenge")
            throw new AppError("limits.challenge_required", { reason: "spent" });
    }
    throw new AppError("limits.exceeded", { retryAfterSeconds: 1 });
}
function macsOf({ all }, subject, { code, payment }) {
    if (subject.by === "target")
        return all.map(({ codeMac }) => macCode(codeMac, subject.target, code, payment));
    const sids = subject.by === "sid" ? [subject.sid] : subject.sids;
    return sids.flatMap((sid) => all.map(({ codeMac }) => macCodeBySid(codeMac, sid, code, payment)));
}
//# sourceMappingURL=check-verification.js.map