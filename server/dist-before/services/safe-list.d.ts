import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { type SafeNumber } from "./store.js";
export type { SafeNumber };
/** Numbers are in E.164, as `normalizePhone` writes them. */
export interface SafeList {
    /** Asked only where a rule would refuse, so the answer is not cached. */
    has(phoneNumber: string): Promise<boolean>;
    /** Throws `safe_list.not_found`. */
    fetch(phoneNumber: string): Promise<SafeNumber>;
    /** Throws `safe_list.already_listed`. */
    add(phoneNumber: string, by: Actor): Promise<SafeNumber>;
    /** Throws `safe_list.not_found`. */
    remove(phoneNumber: string, by: Actor): Promise<void>;
}
export declare function createSafeList({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}): SafeList;
