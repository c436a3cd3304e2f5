/** @module Shuts an account and opens it again. Whoever is signed in to it is not any more, and sign-in is refused. */
import { recordEventList } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { endSessions, selectUser, updateSuspended } from "./store.js";
import type { User } from "./user.js";

/**
 * Sent twice, the second time changes nothing. Sessions end in both directions: a sign-in that read the account a moment before it was shut may
 * write its session a moment after; it opens nothing meanwhile (`sessions/store.ts`), and must not when the account is open again. Throws
 * `user.not_found`.
 */
export async function setSuspended(sql: Database, sid: string, isSuspended: boolean, actor: Actor): Promise<User> {
  return await inTransaction(sql, async (tx) => {
    if (await updateSuspended(tx, sid, isSuspended)) {
      const about = { actor, subject: { kind: "user", id: sid } } as const;
      const ended = await endSessions(tx, sid);
      await recordEventList(tx, [
        { type: isSuspended ? "user.suspended" : "user.resumed", ...about },
        ...ended.map((session) => ({
          ...{ type: "session.ended" as const, ...about },
          data: { session, reason: "suspended" },
        })),
      ]);
    }
    const user = await selectUser(tx, sid);
    if (!user) throw new AppError("user.not_found");
    return user;
  });
}
