/** @module Shows a verification that is not over. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { selectVerification } from "./check-store.js";
import type { CheckSubject, Verification } from "./verification.js";

/** Pending, canceled and locked ones; approved and expired ones are `verification.not_found`, as with Twilio. */
export async function fetchVerification(sql: Database, subject: CheckSubject): Promise<Verification> {
  const row = await selectVerification(sql, subject);
  if (!row) throw new AppError("verification.not_found", { reason: "unknown" });
  if (row.status === "approved") throw new AppError("verification.not_found", { reason: "approved" });
  if (row.status !== "canceled" && (row.status === "expired" || row.secondsLeft <= 0))
    throw new AppError("verification.not_found", { reason: "expired" });
  return row;
}
