/** @module Ends a pending verification by the caller's word: canceled, or approved by a check of its own. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { endVerification as end } from "./check-store.js";
import { explainMissing } from "./explain-missing.js";
import type { CheckSubject, Verification } from "./verification.js";

/** Throws `verification.not_found` with the reason: a locked verification stays locked until it expires. */
export async function endVerification(
  sql: Database,
  subject: CheckSubject,
  status: "approved" | "canceled",
): Promise<Verification> {
  const ended = await end(sql, subject, status);
  if (ended) return ended;
  const failure = await explainMissing(sql, subject);
  throw failure.facts.reason === "locked" ? new AppError("verification.not_found", { reason: "locked" }) : failure;
}
