/** @module Shuts an account and opens it again. Whoever is signed in to it is not any more, and sign-in is refused. */
import { recordEventList } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { endSessions, lockUser, selectUser, updateSuspended } from "./store.js";
import type { User } from "./user.js";

export interface SuspendDependencies {
  sql: Database;
  /** In the transaction, with the account locked. Throws `console.last_admin` where nobody would be left to let others in. */
  requireOtherAdmin: (tx: Database, userSid: string) => Promise<void>;
}

/**
 * Sent twice, the second time changes nothing. Sessions end in both directions: a sign-in that read the account a moment before it was shut may
 * write its session a moment after; it opens nothing meanwhile (`sessions/store.ts`), and must not when the account is open again. Throws
 * `user.not_found`, `console.last_admin`.
 */
export async function setSuspended(
  { sql, requireOtherAdmin }: SuspendDependencies,
  sid: string,
  isSuspended: boolean,
  actor: Actor,
): Promise<User> {
  return await inTransaction(sql, async (tx) => {
    if (isSuspended && (await lockUser(tx, sid))) await requireOtherAdmin(tx, sid);
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
