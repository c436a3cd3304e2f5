/** @module Shows a verification that is not over. */
import type { Database } from "../db/open.js";
import type { CheckSubject, Verification } from "./verification.js";
/** Pending, canceled and locked ones; approved and expired ones are `verification.not_found`, as with Twilio. */
export declare function fetchVerification(sql: Database, subject: CheckSubject): Promise<Verification>;
