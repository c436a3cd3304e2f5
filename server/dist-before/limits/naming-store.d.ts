/** @module The SQL of naming keys. */
import type { Database } from "../db/open.js";
/** A naming key, sealed under secret keys, by the ids of those. */
export type Copies = Readonly<Record<string, string>>;
export interface NamingKeyRow {
    generation: number;
    copies: Copies;
}
/** All there are, the oldest first. */
export declare function selectNamingKeys(sql: Database): Promise<NamingKeyRow[]>;
/** `false` if another process was faster: look again. */
export declare function insertNamingKey(sql: Database, { generation, copies }: NamingKeyRow): Promise<boolean>;
export declare function addCopies(sql: Database, { generation, copies }: NamingKeyRow): Promise<void>;
/** Only what is still as it was read: `false` if it is not. */
export declare function replaceCopies(sql: Database, before: NamingKeyRow, copies: Copies): Promise<boolean>;
