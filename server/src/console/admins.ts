/** @module Administrators: listed, given a role, removed. One who may do everything is always left. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Users } from "../users/users.js";
import type { Role } from "./role.js";
import { type Admin, deleteAdmin, lockAdmins, selectAdmins, selectIsAdmin, selectRole, upsertAdmin } from "./store.js";

export interface Admins {
  /** The first one first. */
  list(): Promise<Admin[]>;
  /** Also lets a user in who was none. Throws `user.not_found`, `console.last_admin`. */
  setRole(userSid: string, role: Role, actor: Actor): Promise<Admin>;
  /** Their sessions here end at once; their account stays. Throws `console.admin_not_found`, `console.last_admin`. */
  remove(userSid: string, actor: Actor): Promise<void>;
}

function requireOther(admins: readonly string[], userSid: string): void {
  if (admins.length === 1 && admins[0] === userSid) throw new AppError("console.last_admin");
}

/**
 * Before an account is shut or deleted, in the transaction that has locked its row: whoever gives somebody a role locks it too, and before
 * the administrators. Throws `console.last_admin`.
 */
export async function requireOtherAdmin(tx: Database, userSid: string): Promise<void> {
  if (await selectIsAdmin(tx, userSid)) requireOther(await lockAdmins(tx), userSid);
}

export function createAdmins({ sql, users }: { sql: Database; users: Pick<Users, "find" | "lock"> }): Admins {
  return {
    list: () => selectAdmins(sql),

    async setRole(userSid, role, actor) {
      return await inTransaction(sql, async (tx) => {
        await users.lock(userSid, tx);
        if (!(await users.find(userSid, tx))) throw new AppError("user.not_found");
        const admins = await lockAdmins(tx);
        const before = await selectRole(tx, userSid);
        if (role !== "admin") requireOther(admins, userSid);
        if (before !== role) {
          await upsertAdmin(tx, userSid, role);
          const subject = { kind: "user", id: userSid } as const;
          const told = { before: { role: before ?? null }, after: { role } };
          await recordEvent(tx, { type: "admin.role_changed", actor, subject, ...told });
        }
        return (await selectAdmins(tx)).find((one) => one.userSid === userSid) as Admin;
      });
    },

    async remove(userSid, actor) {
      await inTransaction(sql, async (tx) => {
        const admins = await lockAdmins(tx);
        const before = await selectRole(tx, userSid);
        if (before === undefined) throw new AppError("console.admin_not_found");
        requireOther(admins, userSid);
        await deleteAdmin(tx, userSid);
        const subject = { kind: "user", id: userSid } as const;
        await recordEvent(tx, { type: "admin.removed", actor, subject, before: { role: before } });
      });
    },
  };
}
