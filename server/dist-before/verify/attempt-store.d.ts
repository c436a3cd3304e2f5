/** @module The SQL of attempts: messages with the verifications they belong to. It reads `messages` by name, of the room above. */
import type { Database } from "../db/open.js";
import { type PageRequest } from "../db/page.js";
import type { Attempt, AttemptFilter } from "./attempt.js";
/**
 * How many messages one page looks at. A filter that matches few would otherwise read everything there is; so a page may
 * come back short, or empty, and say where to go on.
 */
export declare const MAX_WALK = 10000;
/** In the order of `pageClause`, of the messages of one walk. */
export declare function walkAttempts(sql: Database, filter: AttemptFilter, page: PageRequest): Promise<Attempt[]>;
/** Where a walk had to end; `undefined` if it came to the end of what there is. */
export declare function selectWalkEnd(sql: Database, filter: AttemptFilter, page: PageRequest): Promise<string | undefined>;
/** In the order of `pageClause`: those of a number or a verification, found by way of its sends: no index more. */
export declare function selectAttemptsOf(sql: Database, filter: AttemptFilter, page: PageRequest): Promise<Attempt[]>;
export declare function selectAttempt(sql: Database, sid: string): Promise<Attempt | undefined>;
export declare function countAttempts(sql: Database, filter: AttemptFilter): Promise<{
    total: number;
    converted: number;
}>;
