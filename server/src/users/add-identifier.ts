/** @module Adds an identifier to a user by an administrator's word; the same one again may be vouched for now. */
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { insertIdentifiers, lockUser, selectUser, verifyIdentifier } from "./store.js";
import type { Identifier, NewIdentifier } from "./user.js";

export interface AddDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
}

/**
 * Resolves to the identifier and whether it is new. Throws `user.not_found`, `user.identifier_exists` if the user has another one of
 * this kind, and `user.identifier_taken` if somebody else has this one.
 */
export async function addIdentifier(
  { sql, clock, random }: AddDependencies,
  userSid: string,
  given: NewIdentifier,
  actor: Actor,
): Promise<{ identifier: Identifier; isNew: boolean }> {
  return await inTransaction(sql, async (tx) => {
    const user = await lockUser(tx, userSid);
    if (!user) throw new AppError("user.not_found");
    const { kind, value, verified } = given;
    const about = { actor, subject: { kind: "user", id: userSid } } as const;
    const present = user.identifiers.find((one) => one.kind === kind);
    if (present && present.value !== value) throw new AppError("user.identifier_exists", { parameter: kind });
    const sid = present?.sid ?? createSid("ID", clock, random);
    if (!present) {
      const added = await insertIdentifiers(tx, userSid, [{ ...given, sid }]);
      if (added.length === 0) throw new AppError("user.identifier_taken", { parameter: "value" });
      await recordEvent(tx, { type: "user.identifier.added", ...about, data: { sid, kind, verified } });
    } else if (verified && present.verifiedAt === null) {
      await verifyIdentifier(tx, sid);
      await recordEvent(tx, { type: "user.identifier.changed", ...about, data: { sid, kind, verified } });
    }
    const now = await selectUser(tx, userSid);
    return { identifier: now?.identifiers.find((one) => one.sid === sid) as Identifier, isNew: !present };
  });
}
