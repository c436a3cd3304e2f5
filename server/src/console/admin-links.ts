/** @module A link that lets an administrator in: for a new one, or for one who has lost their passkey. Nobody can read it again. */
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { hashToken } from "../secrets.js";
import { createSid } from "../sid.js";
import type { Role } from "./role.js";
import { insertLink, selectRole } from "./store.js";

export interface AdminLink {
  /** The token stands behind `#`: no log, proxy or referrer sees it. */
  url: string;
  expiresAt: Date;
}

export interface LinkDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
  origin: string;
}

/** `userSid`: an administrator that there is; they keep the role they have. It is good as long as whoever makes it may. Throws `console.admin_not_found`. */
export async function makeAdminLink(
  { sql, clock, random, origin }: LinkDependencies,
  { role, userSid }: { role: Role; userSid?: string | undefined },
  actor: Actor,
): Promise<AdminLink> {
  const token = random(32).toString("base64url");
  const expiresAt = await inTransaction(sql, async (tx) => {
    const kept = userSid === undefined ? role : await selectRole(tx, userSid);
    if (kept === undefined) throw new AppError("console.admin_not_found");
    const whose = userSid ?? createSid("US", clock, random);
    const ends = await insertLink(tx, {
      tokenHash: hashToken(token),
      userSid: whose,
      role: kept,
      isNew: userSid === undefined,
      maker: actor.id,
    });
    await recordEvent(tx, {
      ...{ type: "admin.link_made", actor, subject: { kind: "user", id: whose } },
      data: { role: kept, isKnown: userSid !== undefined },
    });
    return ends;
  });
  return { url: `${origin}/console/join#${token}`, expiresAt };
}
