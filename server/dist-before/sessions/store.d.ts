/** @module The SQL of sessions. It reads `users` by name: a session lives only while its user may sign in. */
import type { Database } from "../db/open.js";
import { type Lifetimes, type LiveSession, type Session } from "./session.js";
export declare function selectLiveSession(sql: Database, tokenHash: string, lifetimes: Lifetimes): Promise<LiveSession | undefined>;
export declare function touchSession(sql: Database, sid: string): Promise<void>;
export declare function selectSessions(sql: Database, userSid: string, lifetimes: Lifetimes): Promise<Session[]>;
/** Of a user's sessions the one named, or all but one, or all. Returns those that were there. */
export declare function deleteSessions(sql: Database, userSid: string, which: {
    only: string;
} | {
    except: string;
} | "all"): Promise<string[]>;
/** Those whose time is over, some at a time. */
export declare function sweepSessions(sql: Database, { idleDays, absoluteDays }: Lifetimes): Promise<void>;
