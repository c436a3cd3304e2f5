import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import type { Consent, User } from "./user.js";
export interface Users {
    find(sid: string): Promise<User | undefined>;
    consents(sid: string): Promise<Consent[]>;
    /** Agrees to an item, or takes it back. */
    agree(sid: string, consent: Omit<Consent, "at">): Promise<void>;
    rename(sid: string, name: string): Promise<void>;
    /** Resolves to whether it was there and is not the last that was proved. */
    removeIdentifier(userSid: string, sid: string, on?: Database): Promise<boolean>;
    setPassword(sid: string, passwordHash: string, on?: Database): Promise<void>;
    /** The person with everything of theirs, sessions included. `on`: a transaction of the caller's. Resolves to whether there was one. */
    remove(sid: string, actor: Actor, on?: Database): Promise<boolean>;
}
export declare function createUsers({ sql }: {
    sql: Database;
}): Users;
