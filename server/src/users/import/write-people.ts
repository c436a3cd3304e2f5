/** @module Writes what lines of an import do: each table by one statement, whatever the number of people. */
import type { Clock, Random } from "../../clock.js";
import type { Database } from "../../db/open.js";
import { createSid } from "../../sid.js";
import type { Decision } from "./decide-person.js";
import {
  insertConsents,
  insertIdentifierRows,
  insertIdentities,
  insertUsers,
  type NewIdentifierRow,
  type NewUserRow,
  type UserRowChange,
  updateUsers,
  verifyIdentifiers,
} from "./people-store.js";
import type { Person, PersonConsent, PersonIdentity } from "./person.js";

/** Somebody else has got a number or an account at a provider meanwhile. */
export class Collision extends Error {}

export interface DecidedLine {
  line: number;
  decision: Decision;
  person?: Person;
}

/** Resolves to who was made, by line. Throws `Collision`, or PostgreSQL's `23505`; then the caller takes everything back. */
export async function writePeople(
  { clock, random }: { clock: Clock; random: Random },
  tx: Database,
  decided: readonly DecidedLine[],
): Promise<Map<number, string>> {
  const made = new Map<number, string>();
  const users: NewUserRow[] = [];
  const changes: UserRowChange[] = [];
  const identifiers: NewIdentifierRow[] = [];
  const verified: { sid: string; verifiedAt: string | null }[] = [];
  const identities: (PersonIdentity & { sid: string; userSid: string })[] = [];
  const consents: (PersonConsent & { userSid: string })[] = [];
  const add = (userSid: string, more: Pick<Person, "identifiers" | "social" | "consents">) => {
    for (const one of more.identifiers) identifiers.push({ sid: createSid("ID", clock, random), userSid, ...one });
    for (const one of more.social) identities.push({ sid: createSid("SI", clock, random), userSid, ...one });
    for (const one of more.consents) consents.push({ userSid, ...one });
  };
  for (const { line, decision, person } of decided) {
    if (decision.result === "created" && person) {
      const sid = createSid("US", clock, random);
      const { externalId, name, language, passwordHash, createdAt, suspended } = person;
      users.push({ sid, externalId, name, language, passwordHash, createdAt, suspended });
      made.set(line, sid);
      add(sid, person);
    } else if (decision.result === "updated") {
      const { account, additions } = decision;
      const { externalId, name, language, passwordHash } = additions;
      if ([externalId, name, language, passwordHash].some((value) => value !== null))
        changes.push({ sid: account.sid, externalId, name, language, passwordHash });
      verified.push(...additions.verified);
      add(account.sid, additions);
    }
  }
  if (users.length > 0) await insertUsers(tx, users);
  if (changes.length > 0) await updateUsers(tx, changes);
  if (identifiers.length > 0 && (await insertIdentifierRows(tx, identifiers)) < identifiers.length)
    throw new Collision();
  if (verified.length > 0) await verifyIdentifiers(tx, verified);
  if (identities.length > 0 && (await insertIdentities(tx, identities)) < identities.length) throw new Collision();
  if (consents.length > 0) await insertConsents(tx, consents);
  return made;
}
