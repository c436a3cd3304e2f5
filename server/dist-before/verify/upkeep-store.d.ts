/** @module The SQL about many verifications at once: tidying up, and what a watch over abuse counts. */
import type { Database } from "../db/open.js";
/** Checks of a service's codes in the last ten minutes. */
export interface CheckCounts {
    serviceSid: string;
    checks: number;
    failed: number;
}
/** Verifications begun in the hour that ended ten minutes ago, by service and country, and by prefix. */
export interface ConversionCounts {
    serviceSid: string;
    country: string;
    /** The number without its last four digits; null: the whole country. */
    prefix: string | null;
    sends: number;
    converted: number;
}
/** Marks what has run out; at most `limit` rows. Nothing depends on it: every statement looks at the clock itself. */
export declare function expireVerifications(sql: Database, limit: number): Promise<number>;
/** Empties the recipients, and what callers wrote to them, of verifications older than `days`; at most `limit` rows. */
export declare function emptyRecipients(sql: Database, days: number, limit: number): Promise<number>;
/** Whether a recipient was verified; one that retention has emptied is known no more. The code of a test number proves nothing. */
export declare function hasApproved(sql: Database, serviceSid: string, recipient: string): Promise<boolean>;
/** Every evaluated check is an attempt, bound or not; of an approved verification the last one was right. */
export declare function selectCheckCounts(sql: Database): Promise<CheckCounts[]>;
export declare function selectConversionCounts(sql: Database): Promise<ConversionCounts[]>;
/** The keys that codes come from which could still be checked. */
export declare function selectLiveKeyIds(sql: Database): Promise<string[]>;
