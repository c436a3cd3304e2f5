/**
 * @module What a provider tells us of somebody: they have ended the connection there, or their account is gone. The way in goes, and what was
 * opened ends. The last way into an account stays: whoever connects anew at the provider has the same name there, and finds it again.
 */
import type { ProviderNotice } from "@munjigi/connectors/social/contract";
import { theServer } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import type { Sessions } from "../sessions/sessions.js";
import type { Users } from "../users/users.js";
import type { NoticePost } from "./dependencies.js";
import type { Social } from "./social.js";

export interface HearDependencies {
  sql: Database;
  social: Pick<Social, "readNotice" | "rememberNotices" | "keepPosted" | "handOnTo">;
  users: Pick<Users, "findIdentity" | "unlinkIdentity">;
  sessions: Pick<Sessions, "end">;
}

/** Resolves to what the provider is answered; `undefined`: the address is nobody's. A notice that came before changes nothing. */
export async function hearNotice(
  deps: HearDependencies,
  token: string,
  request: NoticePost,
): Promise<{ status: number; body?: object } | undefined> {
  const found = await deps.social.readNotice(token, request);
  if (!found?.read) return found?.answer;
  const { connectorId, read } = found;
  await inTransaction(deps.sql, async (tx) => {
    const ids = read.notices.map(({ id }) => id);
    const unheard = await deps.social.rememberNotices(tx, connectorId, ids);
    for (const notice of read.notices) if (unheard.has(notice.id)) await obey(deps, connectorId, notice, tx);
  });
  return found.answer;
}

async function obey(
  { users, sessions }: HearDependencies,
  connectorId: string,
  { kind, issuer, subject }: ProviderNotice,
  tx: Database,
): Promise<void> {
  if (kind === "other") return;
  const identity = await users.findIdentity({ connectorId, subject, issuer }, tx);
  if (!identity) return;
  const { userSid, sid } = identity;
  if (kind !== "signed_out") await users.unlinkIdentity({ userSid, sid, isForced: false, reason: kind }, theServer, tx);
  await sessions.end(userSid, "all", theServer, tx);
}
