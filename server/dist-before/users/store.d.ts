/** @module The SQL of people. Deleting one ends their sessions, by the foreign keys of their tables. */
import type { Database } from "../db/open.js";
import type { Consent, User } from "./user.js";
export declare function selectUser(sql: Database, sid: string): Promise<User | undefined>;
/** The newest word on each item. */
export declare function selectConsents(sql: Database, userSid: string): Promise<Consent[]>;
export declare function insertConsent(sql: Database, userSid: string, consent: Omit<Consent, "at">): Promise<void>;
export declare function updateName(sql: Database, sid: string, name: string): Promise<boolean>;
export declare function deleteUser(sql: Database, sid: string): Promise<boolean>;
export declare function updatePasswordHash(sql: Database, sid: string, passwordHash: string): Promise<void>;
/** One of several, of which another one was proved. The user's row is locked, so that two at once do not take the last two. */
export declare function deleteIdentifier(sql: Database, userSid: string, sid: string): Promise<boolean>;
