/** @module Makes a user of somebody else's word: an administrator's, who brings people along. */
import { recordEventList } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import { createSid } from "../sid.js";
import { type PasswordDependencies, readNewPassword } from "./change-password.js";
import { insertUser, selectUser } from "./store.js";
import type { NewIdentifier, User } from "./user.js";

export interface CreateDependencies extends PasswordDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
}

export interface NewUser {
  name: string | null;
  language: Language | null;
  /** One of a kind. */
  identifiers: readonly NewIdentifier[];
  password: string | undefined;
}

/** `sid`: an identifier that was chosen before. `on`: a transaction of the caller's. */
export interface NewUserPlace {
  sid?: string;
  on?: Database;
}

/** Throws `user.identifier_taken` with the place of the identifier that somebody has, and what `readNewPassword` throws. */
export async function createUser(
  dependencies: CreateDependencies,
  given: NewUser,
  actor: Actor,
  { sid = createSid("US", dependencies.clock, dependencies.random), on = dependencies.sql }: NewUserPlace = {},
): Promise<User> {
  const { clock, random } = dependencies;
  const { name, language, password } = given;
  const known = [name ?? "", ...given.identifiers.map(({ value }) => value)];
  const passwordHash = password === undefined ? null : await readNewPassword(dependencies, password, known);
  const identifiers = given.identifiers.map((one) => ({ ...one, sid: createSid("ID", clock, random) }));
  return await inTransaction(on, async (tx) => {
    const added = await insertUser(tx, { sid, name, language, passwordHash }, identifiers);
    const taken = identifiers.findIndex(({ kind }) => !added.includes(kind));
    if (taken >= 0) throw new AppError("user.identifier_taken", { parameter: `identifiers.${taken}.value` });
    const about = { actor, subject: { kind: "user", id: sid } } as const;
    await recordEventList(tx, [
      { type: "user.created", ...about },
      ...identifiers.map((one) => ({
        ...{ type: "user.identifier.added" as const, ...about },
        data: { sid: one.sid, kind: one.kind, verified: one.verified },
      })),
    ]);
    return (await selectUser(tx, sid)) as User;
  });
}
