/** @module Checks a code, counting the try before anything else. */
import { macCode, macCodeBySid } from "../codes.js";
import type { Commit } from "../db/commit.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import { explainMissing } from "./explain-missing.js";
import { countAndCheck } from "./store.js";
import type { CheckSubject, Verification } from "./verification.js";

export interface CheckDependencies {
  sql: Database;
  commit: Commit;
  keyring: Keyring;
  metrics: Metrics;
}

/**
 * The verification after the try: `approved`, or still `pending` if the code was wrong. Throws
 * `verification.too_many_checks` (with the seconds to wait) after five tries, `verification.not_found` (with the reason)
 * where nothing is pending.
 */
export async function checkVerification(
  { sql, commit, keyring, metrics }: CheckDependencies,
  subject: CheckSubject,
  code: string,
): Promise<Verification> {
  const macs = keyring.all.map(({ codeMac }) =>
    subject.by === "sid" ? macCodeBySid(codeMac, subject.sid, code) : macCode(codeMac, subject.target, code),
  );
  const purpose = subject.by === "sid" ? subject.purpose : subject.target.purpose;
  const checked = await commit((later) => countAndCheck(sql, subject, macs, later));
  const outcome = !checked ? "nothing_pending" : checked.status === "pending" ? "wrong" : checked.status;
  metrics.verificationsChecked.inc({ purpose, outcome });
  if (!checked || checked.status === "max_attempts_reached") throw await explainMissing(sql, subject);
  return checked;
}
