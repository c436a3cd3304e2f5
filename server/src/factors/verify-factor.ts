/** @module Verifies a factor with the first code of its app: whoever made it has scanned what it showed. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { type EntityPath, MAX_TRIES } from "./factor.js";
import { matchCode } from "./match-code.js";
import { countWrongVerification, type FactorToTry, selectFactor, verifyFactorRow } from "./store.js";

export interface VerifyDependencies {
  sql: Database;
  keyring: Keyring;
}

/**
 * A wrong code is counted and leaves it unverified, as at Twilio. A factor that is verified takes no code here, or a caller could take
 * this for a check that any code passes. Throws `factor.not_found`, `.already_verified` and `.too_many_tries`.
 */
export async function verifyFactor(
  { sql, keyring }: VerifyDependencies,
  path: EntityPath,
  sid: string,
  code: string,
  by: Actor,
): Promise<void> {
  const factor = await selectFactor(sql, path, sid);
  requireTry(factor);
  const match = matchCode(keyring, factor, code);
  const counted =
    match.kind === "fresh"
      ? await inTransaction(sql, async (tx) => {
          if (!(await verifyFactorRow(tx, sid, { step: match.step, timeStep: factor.timeStep }))) return false;
          await recordEvent(tx, {
            ...{ type: "factor.verified", actor: by, subject: { kind: "factor", id: sid } },
            ...{ serviceSid: path.serviceSid, data: { entity: factor.entitySid } },
          });
          return true;
        })
      : await countWrongVerification(sql, sid);
  if (counted) return;
  // Somebody was quicker: the row says what they did.
  const now = await selectFactor(sql, path, sid);
  requireTry(now);
  throw tooManyTries(now);
}

function requireTry(factor: FactorToTry | undefined): asserts factor is FactorToTry {
  if (!factor) throw new AppError("factor.not_found");
  if (factor.status === "verified") throw new AppError("factor.already_verified", { reason: "verified" });
  if (factor.failures >= MAX_TRIES) throw tooManyTries(factor);
}

/** Until it is forgotten; another one may be made at once. */
const tooManyTries = ({ secondsToVerify }: FactorToTry) =>
  new AppError("factor.too_many_tries", { reason: "locked", retryAfterSeconds: secondsToVerify });
