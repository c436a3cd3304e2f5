/** @module A member leaves. The last owner cannot: nobody of the organization could look after it any more. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { OWNER } from "./organization.js";
import { deleteMember, hasOther, lockOrganization, selectMember } from "./store.js";

/**
 * The organization is locked first, so that of two owners who leave at once one stays. Whoever is no member has left. Throws
 * `organization.last_owner`.
 */
export async function leaveOrganization(sql: Database, sid: string, actor: Actor): Promise<void> {
  const userSid = actor.id as string;
  await inTransaction(sql, async (tx) => {
    await lockOrganization(tx, sid);
    const member = await selectMember(tx, sid, userSid);
    if (!member) return;
    if (member.roles.includes(OWNER) && !(await hasOther(tx, sid, userSid, OWNER)))
      throw new AppError("organization.last_owner");
    await deleteMember(tx, sid, userSid);
    const subject = { kind: "organization", id: sid } as const;
    await recordEvent(tx, {
      type: "organization.member.removed",
      actor,
      subject,
      data: { user: userSid, reason: "left" },
    });
  });
}
