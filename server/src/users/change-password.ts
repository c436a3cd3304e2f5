/** @module A user's password as an administrator sets it, or takes it away. */
import { recordEvent } from "../audit/record.js";
import type { Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { hashPassword } from "./password.js";
import { passwordProblem } from "./password-rules.js";
import { lockUser, selectUser, updatePasswordHash } from "./store.js";

export interface PasswordDependencies {
  sql: Database;
  random: Random;
  minPasswordLength: () => Promise<number>;
}

/** Its hash. Throws `sign_in.password_short`, `…_long` and `…_common`. `known`: what an attacker knows of the account. */
export async function readNewPassword(
  { random, minPasswordLength }: PasswordDependencies,
  password: string,
  known: readonly string[],
): Promise<string> {
  const problem = passwordProblem(password, await minPasswordLength(), known);
  if (problem) throw new AppError(problem.code, { parameter: "password", expected: String(problem.limit) });
  return await hashPassword(password, random);
}

/** `null`: there is none any more. Throws `user.not_found`, and what `readNewPassword` throws. */
export async function changePassword(
  dependencies: PasswordDependencies,
  userSid: string,
  password: string | null,
  actor: Actor,
): Promise<void> {
  const { sql } = dependencies;
  const user = await selectUser(sql, userSid);
  if (!user) throw new AppError("user.not_found");
  const known = [user.name ?? "", ...user.identifiers.map(({ value }) => value)];
  const passwordHash = password === null ? null : await readNewPassword(dependencies, password, known);
  await inTransaction(sql, async (tx) => {
    if (!(await lockUser(tx, userSid))) throw new AppError("user.not_found");
    if (!(await updatePasswordHash(tx, userSid, passwordHash))) return;
    const subject = { kind: "user", id: userSid } as const;
    await recordEvent(tx, { type: "user.password.changed", actor, subject, data: { removed: passwordHash === null } });
  });
}
