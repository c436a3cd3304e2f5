/** @module Sessions: who is signed in where, and until when. The face of this room. */
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { hashToken } from "../secrets.js";
import { deleteSessions, selectLiveSession, selectSessions, sweepSessions, touchSession } from "./store.js";
/** A time of use is written down this often. */
const TOUCH_SECONDS = 300;
const SWEEP_SECONDS = 3600;
/** 256 bits in base64url. */
const TOKEN = /^[\w-]{43}$/;
export function createSessions({ sql, lifetimes }) {
    return {
        async find(token) {
            if (!TOKEN.test(token))
                return undefined;
            const session = await selectLiveSession(sql, hashToken(token), await lifetimes());
            if (session && session.secondsSinceUse > TOUCH_SECONDS)
                await touchSession(sql, session.sid);
            return session;
        },
        list: async (userSid) => await selectSessions(sql, userSid, await lifetimes()),
        end: (userSid, which, actor, on = sql) => inTransaction(on, async (tx) => {
            const ended = await deleteSessions(tx, userSid, which);
            const about = { type: "session.ended", actor, subject: { kind: "user", id: userSid } };
            for (const session of ended)
                await recordEvent(tx, { ...about, data: { session } });
            return ended;
        }),
        jobs: [
            {
                name: "forget sessions",
                seconds: SWEEP_SECONDS,
                work: async () => await sweepSessions(sql, await lifetimes()),
            },
        ],
    };
}
//# sourceMappingURL=sessions.js.map