/** @module Sessions: who is signed in where, and until when. The face of this room. */
import { recordEventList } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import { hashToken } from "../secrets.js";
import type { Lifetimes, LiveSession, Session } from "./session.js";
import {
  deleteSessions,
  SWEEP_BATCH,
  selectLiveSession,
  selectSessions,
  sweepSessions,
  touchSession,
} from "./store.js";

/** One session by its identifier, all but one, or all. */
export type Which = { only: string } | { except: string } | "all";

export interface Sessions {
  /** The live session of a token; it counts as used now. Every request asks the database: what ended is dead at once, everywhere. */
  find(token: string): Promise<LiveSession | undefined>;
  /** A user's, the one used last first. */
  list(userSid: string): Promise<Session[]>;
  /** Ends one of a user's, all but one, or all. Resolves to those that were there. `on`: a transaction of the caller's. */
  end(userSid: string, which: Which, actor: Actor, on?: Database): Promise<string[]>;
  jobs: readonly Job[];
}

/** A time of use is written down this often. */
const TOUCH_SECONDS = 300;
const SWEEP_SECONDS = 3600;
/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/;

export interface SessionDependencies {
  sql: Database;
  lifetimes: () => Promise<Lifetimes>;
}

export function createSessions({ sql, lifetimes }: SessionDependencies): Sessions {
  return {
    async find(token) {
      if (!TOKEN.test(token)) return undefined;
      const session = await selectLiveSession(sql, hashToken(token), await lifetimes());
      if (session && session.secondsSinceUse > TOUCH_SECONDS) await touchSession(sql, session.sid);
      return session;
    },
    list: async (userSid) => await selectSessions(sql, userSid, await lifetimes()),
    end: (userSid, which, actor, on = sql) =>
      inTransaction(on, async (tx) => {
        const ended = await deleteSessions(tx, userSid, which);
        const about = { type: "session.ended", actor, subject: { kind: "user", id: userSid } } as const;
        await recordEventList(
          tx,
          ended.map((session) => ({ ...about, data: { session } })),
        );
        return ended;
      }),
    jobs: [
      {
        name: "forget sessions",
        seconds: SWEEP_SECONDS,
        work: async () => {
          while ((await sweepSessions(sql, await lifetimes())) === SWEEP_BATCH);
        },
      },
    ],
  };
}
