/** @module The SQL of the sign-in experience. */
import type { Database } from "../db/open.js";
export interface ExperienceRow {
    document: Record<string, unknown>;
    version: number;
}
/** `undefined`: nothing was ever set. */
export declare function selectExperience(sql: Database): Promise<ExperienceRow | undefined>;
/** Version 0 is the one that was never stored. Resolves to the new version; `undefined` if another came in between. */
export declare function replaceExperience(sql: Database, document: object, version: number): Promise<number | undefined>;
/** Forgets the drafts of yesterday, and the oldest where there are too many. */
export declare function insertDraft(sql: Database, sid: string, document: object): Promise<void>;
export declare function selectDraft(sql: Database, sid: string): Promise<Record<string, unknown> | undefined>;
