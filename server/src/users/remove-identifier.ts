/** @module Takes an identifier from a user, and with it what was kept of the number or address elsewhere. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { type ForgetDependencies, forgetAddresses } from "./forget-addresses.js";
import { deleteAnyIdentifier, deleteIdentifier, lockUser, selectUser } from "./store.js";

export interface RemoveDependencies extends ForgetDependencies {
  sql: Database;
}

/**
 * By the person, for whom another one that was proved must be left. Resolves to whether it was there and is; if not, the caller takes
 * the transaction back. The caller writes the event.
 */
export async function removeOwnIdentifier(
  dependencies: RemoveDependencies,
  userSid: string,
  sid: string,
  on: Database,
): Promise<boolean> {
  return await inTransaction(on, async (tx) => {
    const value = await findValue(tx, userSid, sid);
    if (value === undefined) return false;
    await forgetAddresses(dependencies, userSid, [value], tx);
    return await deleteIdentifier(tx, userSid, sid);
  });
}

/** By an administrator. Throws `user.not_found`, `user.identifier_not_found`, and without `force` `user.last_identifier`. */
export async function removeIdentifier(
  dependencies: RemoveDependencies,
  userSid: string,
  sid: string,
  { force, actor }: { force: boolean; actor: Actor },
): Promise<void> {
  await inTransaction(dependencies.sql, async (tx) => {
    const value = await findValue(tx, userSid, sid);
    await forgetAddresses(dependencies, userSid, value === undefined ? [] : [value], tx);
    const user = await lockUser(tx, userSid);
    if (!user) throw new AppError("user.not_found");
    const one = user.identifiers.find((identifier) => identifier.sid === sid);
    if (!one || one.value !== value) throw new AppError("user.identifier_not_found");
    const isLast = !user.identifiers.some((other) => other.sid !== sid && other.verifiedAt !== null);
    if (isLast && one.verifiedAt !== null && !force) throw new AppError("user.last_identifier");
    await deleteAnyIdentifier(tx, sid);
    const subject = { kind: "user", id: userSid } as const;
    await recordEvent(tx, { type: "user.identifier.removed", actor, subject, data: { sid, kind: one.kind } });
  });
}

async function findValue(tx: Database, userSid: string, sid: string): Promise<string | undefined> {
  const user = await selectUser(tx, userSid);
  return user?.identifiers.find((one) => one.sid === sid)?.value;
}
