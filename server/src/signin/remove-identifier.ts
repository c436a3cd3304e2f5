/** @module Takes an identifier from an account, and tells whoever it reached. The last one that was proved stays. */
import { recordEvent } from "../audit/record.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { User } from "../users/user.js";
import { recipientsOf } from "../users/user.js";
import { note } from "./note-change.js";
import { waysIn } from "./social/connections.js";
import type { Setting, SigninDependencies, Visit } from "./visit.js";

export async function removeIdentifier(
  deps: SigninDependencies,
  { user, visit, service, experience }: Setting & { user: User; visit: Visit },
  sid: string,
): Promise<void> {
  const one = user.identifiers.find((identifier) => identifier.sid === sid);
  // Sent twice, the second time finds nothing and has nothing to do.
  if (!one) return;
  const ways = experience.signIn.methods.map(({ identifier }) => identifier);
  const isWay = ({ sid: its, kind, verifiedAt }: User["identifiers"][number]) =>
    its !== sid && verifiedAt !== null && ways.includes(kind);
  if (!user.identifiers.some(isWay)) throw onlyWayIn();
  await inTransaction(deps.sql, async (tx) => {
    if (!(await deps.users.removeIdentifier(user.sid, sid, tx))) throw onlyWayIn();
    const actor = { kind: "user", id: user.sid, requestId: visit.requestId } as const;
    const subject = { kind: "user", id: user.sid } as const;
    await recordEvent(tx, { type: "user.identifier.removed", actor, subject, data: { sid, kind: one.kind } });
    await note(
      { deps, visit, service, experience },
      recipientsOf(user.identifiers),
      { kind: "identifier_removed", values: { identifier: one.kind } },
      tx,
    );
  });
}

/** The same of an account at a provider. Where we can, jobs end it there too. */
export async function removeIdentity(
  deps: SigninDependencies,
  { user, visit, service, experience }: Setting & { user: User; visit: Visit },
  sid: string,
): Promise<void> {
  await inTransaction(deps.sql, async (tx) => {
    const identities = await deps.users.identities(user.sid, tx);
    // Sent twice, the second time finds nothing and has nothing to do.
    if (!identities.some((one) => one.sid === sid)) return;
    const actor = { kind: "user", id: user.sid, requestId: visit.requestId } as const;
    const request = { userSid: user.sid, sid, isForced: false, ways: waysIn(deps.social, experience) };
    const gone = await deps.users.unlinkIdentity(request, actor, tx);
    if (!gone) throw onlyWayIn();
    await deps.social.planRevocations(tx, [gone]);
    const content = { kind: "identifier_removed", values: { identifier: "social" } } as const;
    await note({ deps, visit, service, experience }, recipientsOf(user.identifiers), content, tx);
  });
}

const onlyWayIn = () =>
  new AppError("request.invalid", { parameter: "identifier", problem: "it is the only way into the account" });
