/** @module Ends a pending verification by the caller's word: canceled, or approved by a check of its own. */
import type { Database } from "../db/open.js";
import type { CheckSubject, Verification } from "./verification.js";
/** Throws `verification.not_found` with the reason: a locked verification stays locked until it expires. */
export declare function endVerification(sql: Database, subject: CheckSubject, status: "approved" | "canceled"): Promise<Verification>;
