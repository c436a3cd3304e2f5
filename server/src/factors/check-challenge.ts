/** @module One try at a challenge: the code of a time step is right once, and every wrong one is counted. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { type ChallengeRow, selectChallenge } from "./challenge-store.js";
import { type EntityPath, MAX_TRIES } from "./factor.js";
import { matchCode } from "./match-code.js";
import { approveChallenge, countTry, type FactorToTry, selectFactor } from "./store.js";

export interface CheckDependencies {
  sql: Database;
  keyring: Keyring;
}

/**
 * Leaves it approved, or pending after a wrong code, as at Twilio. Refusals cost no try. Throws `factor.challenge_not_found`,
 * `.challenge_responded`, `.challenge_expired`, `.challenge_too_many_tries` and `factor.locked`.
 */
export async function checkChallenge(
  { sql, keyring }: CheckDependencies,
  path: EntityPath,
  sid: string,
  code: string,
): Promise<void> {
  const { challenge, factor } = await requireTry(sql, path, sid);
  const match = matchCode(keyring, factor, code);
  const { factorSid } = challenge;
  const { timeStep } = factor;
  if (match.kind === "fresh" && (await approveChallenge(sql, { sid, factorSid, step: match.step, timeStep }))) return;
  // The right code of a step that another try has just spent: it was used.
  const kind = match.kind === "wrong" ? "wrong" : "used";
  if (match.kind === "fresh") await requireTry(sql, path, sid);
  if (await countTry(sql, { sid, factorSid, kind })) return;
  // Others were quicker: the rows say what they did.
  await requireTry(sql, path, sid);
  throw new AppError("factor.challenge_too_many_tries", { reason: "locked", retryAfterSeconds: challenge.secondsLeft });
}

async function requireTry(
  sql: Database,
  path: EntityPath,
  sid: string,
): Promise<{ challenge: ChallengeRow; factor: FactorToTry }> {
  const challenge = await selectChallenge(sql, path, sid);
  if (!challenge) throw new AppError("factor.challenge_not_found");
  if (challenge.status === "approved") throw new AppError("factor.challenge_responded", { reason: "approved" });
  if (challenge.status === "expired") throw new AppError("factor.challenge_expired", { reason: "expired" });
  if (challenge.attempts >= MAX_TRIES)
    throw new AppError("factor.challenge_too_many_tries", {
      reason: "locked",
      retryAfterSeconds: challenge.secondsLeft,
    });
  const factor = await selectFactor(sql, path, challenge.factorSid);
  if (!factor) throw new AppError("factor.challenge_not_found");
  requireNoWait(factor);
  return { challenge, factor };
}

export function requireNoWait({ secondsToWait }: FactorToTry): void {
  if (secondsToWait !== null)
    throw new AppError("factor.locked", { reason: "locked", retryAfterSeconds: secondsToWait });
}
