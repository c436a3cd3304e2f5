/** @module People: who they are and what they agreed to. The face of this room. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import {
  deleteIdentifier,
  deleteUser,
  hasIdentifier,
  insertConsent,
  selectConsents,
  selectUser,
  updateName,
  updatePasswordHash,
} from "./store.js";
import type { Consent, IdentifierKind, User } from "./user.js";

export interface Users {
  find(sid: string): Promise<User | undefined>;
  consents(sid: string): Promise<Consent[]>;
  /** Whether an account has it. */
  isTaken(kind: IdentifierKind, value: string): Promise<boolean>;
  /** Agrees to an item, or takes it back. */
  agree(sid: string, consent: Omit<Consent, "at">): Promise<void>;
  rename(sid: string, name: string): Promise<void>;
  /** Resolves to whether it was there and is not the last that was proved. */
  removeIdentifier(userSid: string, sid: string, on?: Database): Promise<boolean>;
  setPassword(sid: string, passwordHash: string, on?: Database): Promise<void>;
  /** The person with everything of theirs, sessions included. `on`: a transaction of the caller's. Resolves to whether there was one. */
  remove(sid: string, actor: Actor, on?: Database): Promise<boolean>;
}

export function createUsers({ sql }: { sql: Database }): Users {
  return {
    find: (sid) => selectUser(sql, sid),
    consents: (sid) => selectConsents(sql, sid),
    isTaken: (kind, value) => hasIdentifier(sql, kind, value),
    agree: (sid, consent) => insertConsent(sql, sid, consent),
    async rename(sid, name) {
      await updateName(sql, sid, name);
    },
    removeIdentifier: (userSid, sid, on = sql) => deleteIdentifier(on, userSid, sid),
    setPassword: (sid, passwordHash, on = sql) => updatePasswordHash(on, sid, passwordHash),
    remove: (sid, actor, on = sql) =>
      inTransaction(on, async (tx) => {
        const gone = await deleteUser(tx, sid);
        if (gone) await recordEvent(tx, { type: "user.deleted", actor, subject: { kind: "user", id: sid } });
        return gone;
      }),
  };
}
