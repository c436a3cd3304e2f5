/**
 * @module Deletes a person: what hangs on their row goes with it, sessions at once; what other rooms keep of their numbers and addresses
 * is forgotten. The audit log keeps what happened to an identifier that means nothing any more.
 */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import type { Notices } from "../delivery/notices.js";
import { AppError } from "../errors.js";
import { type ForgetDependencies, forgetAddresses } from "./forget-addresses.js";
import { type SocialIdentity, selectIdentities } from "./identity-store.js";
import { deleteUser, lockUser, selectUser } from "./store.js";
import type { SuspendDependencies } from "./suspend-user.js";
import { recipientsOf, type User } from "./user.js";

/** In whose name a notice goes out. */
export interface Sender {
  serviceSid: string;
  brand: string;
}

export interface DeleteDependencies extends ForgetDependencies, SuspendDependencies {
  notices: Pick<Notices, "forgetRecipients" | "prepare" | "insert" | "wake">;
  sender: () => Promise<Sender>;
  /** In the transaction: what is connected at providers is ended there by jobs, where we can. Resolves to what we cannot end. */
  endConnections: (tx: Database, identities: readonly SocialIdentity[]) => Promise<readonly LeftConnection[]>;
}

/** A connection at a provider that only the person can end. */
export interface LeftConnection {
  connectorId: string;
  /** Where they do. */
  disconnectUrl: string | undefined;
}

export interface RemovedUser extends User {
  leftConnections: readonly LeftConnection[];
}

/**
 * In a transaction of the caller's, if `on` is one. Resolves to the user as it was; `undefined`: there was none. Throws
 * `console.last_admin`.
 */
export async function removeUser(
  dependencies: DeleteDependencies,
  sid: string,
  actor: Actor,
  on: Database,
): Promise<RemovedUser | undefined> {
  const known = await selectUser(on, sid);
  if (!known) return undefined;
  const addresses = known.identifiers.map(({ value }) => value);
  const removal = inTransaction(on, async (tx) => {
    await forgetAddresses(dependencies, sid, addresses, tx);
    const user = await lockUser(tx, sid);
    if (!user) throw new RemovedMeanwhile();
    await dependencies.requireOtherAdmin(tx, sid);
    // One that was added meanwhile.
    const late = user.identifiers.flatMap(({ value }) => (addresses.includes(value) ? [] : [value]));
    if (late.length > 0) await forgetAddresses(dependencies, sid, late, tx);
    const leftConnections = await dependencies.endConnections(tx, await selectIdentities(tx, sid));
    await deleteUser(tx, sid);
    await recordEvent(tx, { type: "user.deleted", actor, subject: { kind: "user", id: sid } });
    return { ...user, leftConnections };
  });
  return await removal.catch((error) => {
    if (error instanceof RemovedMeanwhile) return undefined;
    throw error;
  });
}

/** Takes back what was forgotten: whoever was quicker may have told the person, and that notice is theirs to forget. */
class RemovedMeanwhile extends Error {}

/** By an administrator, who may have the person told, wherever they can be reached. Throws `user.not_found`, `console.last_admin`. */
export async function removeUserAndTell(
  dependencies: DeleteDependencies,
  sid: string,
  { notify, actor }: { notify: boolean; actor: Actor },
): Promise<void> {
  const { sql, notices } = dependencies;
  const sender = notify ? await dependencies.sender() : undefined;
  await inTransaction(sql, async (tx) => {
    const user = await removeUser(dependencies, sid, actor, tx);
    if (!user) throw new AppError("user.not_found");
    if (!sender) return;
    const kind = { kind: "account_deleted", values: {} } as const;
    const told = recipientsOf(user.identifiers).map((recipient) =>
      notices.prepare({ ...sender, ...kind, recipient, locale: user.language ?? "ko" }),
    );
    await notices.insert(tx, told);
  });
  if (notify) notices.wake();
}
