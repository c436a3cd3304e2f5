import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { Lifetimes, LiveSession, Session } from "./session.js";
/** One session by its identifier, all but one, or all. */
export type Which = {
    only: string;
} | {
    except: string;
} | "all";
export interface Sessions {
    /** The live session of a token; it counts as used now. Every request asks the database: what ended is dead at once, everywhere. */
    find(token: string): Promise<LiveSession | undefined>;
    /** A user's, the one used last first. */
    list(userSid: string): Promise<Session[]>;
    /** Ends one of a user's, all but one, or all. Resolves to those that were there. `on`: a transaction of the caller's. */
    end(userSid: string, which: Which, actor: Actor, on?: Database): Promise<string[]>;
    jobs: readonly Job[];
}
export interface SessionDependencies {
    sql: Database;
    lifetimes: () => Promise<Lifetimes>;
}
export declare function createSessions({ sql, lifetimes }: SessionDependencies): Sessions;
