/** @module Everything about a person, for that person: PIPA article 35, GDPR article 20. */
import type { User } from "../users/user.js";
import { selectMemberships } from "./account-store.js";
import type { SigninDependencies } from "./visit.js";

export async function exportAccount(
  {
    sql,
    users,
    sessions,
    passkeys,
    secondFactors,
  }: Pick<SigninDependencies, "sql" | "users" | "sessions" | "passkeys" | "secondFactors">,
  user: User,
) {
  return {
    id: user.sid,
    name: user.name,
    language: user.language,
    createdAt: user.createdAt,
    hasPassword: user.hasPassword,
    identifiers: user.identifiers.map(({ sid, ...one }) => ({ id: sid, ...one })),
    connections: (await users.identities(user.sid)).map(({ sid, userSid: _userSid, ...one }) => ({ id: sid, ...one })),
    passkeys: (await passkeys.list(user.sid)).map(({ sid, userSid: _userSid, ...one }) => ({ id: sid, ...one })),
    authenticatorApp: (await secondFactors.find(user.sid)) ?? null,
    consents: await users.consents(user.sid),
    organizations: await selectMemberships(sql, user.sid),
    sessions: (await sessions.list(user.sid)).map(({ sid, userSid: _userSid, ...one }) => ({ id: sid, ...one })),
  };
}
