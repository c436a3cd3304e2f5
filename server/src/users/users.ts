/** @module People: who they are and what they agreed to. The face of this room. */
import { changesBetween } from "../audit/changes.js";
import { recordEvent } from "../audit/record.js";
import type { Actor, Expectation } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import { BROWSER_DAYS } from "../http/cookies.js";
import type { Job } from "../jobs/repeat.js";
import { createSid } from "../sid.js";
import { type AddDependencies, addIdentifier } from "./add-identifier.js";
import { changePassword } from "./change-password.js";
import { type CreateDependencies, createUser, type NewUser, type NewUserPlace } from "./create-user.js";
import { exportUsers } from "./export-users.js";
import {
  deleteIdentity,
  type IdentityKey,
  insertIdentity,
  type NewIdentity,
  type SocialIdentity,
  selectIdentities,
  selectIdentity,
  type WaysIn,
} from "./identity-store.js";
import { selectUsers, type UserFilter } from "./list-store.js";
import { removeIdentifier, removeOwnIdentifier } from "./remove-identifier.js";
import { type DeleteDependencies, type RemovedUser, removeUser, removeUserAndTell } from "./remove-user.js";
import {
  deleteOldDevices,
  hasIdentifier,
  insertConsent,
  lockUser,
  replacePasswordHash,
  selectConsents,
  selectUser,
  updatePasswordHash,
  updateProfile,
} from "./store.js";
import { setSuspended } from "./suspend-user.js";
import type { Consent, Identifier, IdentifierKind, NewIdentifier, User } from "./user.js";

export type { IdentityKey, NewIdentity, SocialIdentity, WaysIn };

export interface UserQuery extends Pick<UserFilter, "search" | "status"> {
  /** The `next` of the page before. */
  after: string | undefined;
  size: number;
}

/** What is absent stays, `null` clears. */
export interface ProfileChange {
  name?: string | null | undefined;
  language?: Language | null | undefined;
}

interface UnlinkRequest {
  userSid: string;
  sid: string;
  isForced: boolean;
  ways?: WaysIn;
  reason?: string;
}

export interface Users {
  /** `on`: a transaction of the caller's, which must not wait for another connection. */
  find(sid: string, on?: Database): Promise<User | undefined>;
  /** In a transaction: nobody else adds or removes an identifier of theirs until it ends. */
  lock(sid: string, tx: Database): Promise<void>;
  /** Newest first. A search that matches many and shows few may bring a short page whose `next` goes on. */
  list(query: UserQuery): Promise<{ users: User[]; next: string | null }>;
  /** All pages of a search. */
  export(query: Pick<UserQuery, "search" | "status">, actor: Actor): AsyncIterable<User[]>;
  /** See `createUser`. */
  create(user: NewUser, actor: Actor, place?: NewUserPlace): Promise<User>;
  /** Throws `user.not_found`. */
  update(sid: string, change: ProfileChange, actor: Actor, expect?: Expectation): Promise<User>;
  rename(sid: string, name: string, actor: Actor): Promise<void>;
  /** See `setSuspended`. */
  suspend(sid: string, actor: Actor): Promise<User>;
  resume(sid: string, actor: Actor): Promise<User>;
  consents(sid: string): Promise<Consent[]>;
  /** Whether an account has it. */
  isTaken(kind: IdentifierKind, value: string): Promise<boolean>;
  /** Agrees to an item, or takes it back. */
  agree(sid: string, consent: Omit<Consent, "at" | "source">, actor: Actor): Promise<void>;
  /** See `addIdentifier`. */
  addIdentifier(
    userSid: string,
    identifier: NewIdentifier,
    actor: Actor,
  ): Promise<{ identifier: Identifier; isNew: boolean }>;
  /** By the person: see `removeOwnIdentifier`. */
  removeIdentifier(userSid: string, sid: string, on?: Database): Promise<boolean>;
  /** By an administrator: see `removeIdentifier`. */
  deleteIdentifier(userSid: string, sid: string, options: { force: boolean; actor: Actor }): Promise<void>;
  /** The accounts at providers that they sign in with, the oldest first. */
  identities(userSid: string, on?: Database): Promise<SocialIdentity[]>;
  /** Whose account at a provider it is. */
  findIdentity(
    key: Omit<IdentityKey, "issuer"> & { issuer?: string | undefined },
    on?: Database,
  ): Promise<SocialIdentity | undefined>;
  /** Resolves to `"taken"` where it is somebody else's. In a transaction of the caller's, in which the event is written. */
  linkIdentity(
    userSid: string,
    identity: Omit<NewIdentity, "sid">,
    actor: Actor,
    tx: Database,
  ): Promise<"linked" | "known" | "taken">;
  /**
   * In a transaction of the caller's. `isForced`: also the last thing that the account is found by; `ways`: only these count as such. Resolves
   * to what went, `undefined` if nothing did.
   */
  unlinkIdentity(request: UnlinkRequest, actor: Actor, tx: Database): Promise<SocialIdentity | undefined>;
  /**
   * By an administrator; where we can, it is ended at the provider too. Throws `user.connection_not_found`, and without `force`
   * `user.last_identifier`.
   */
  deleteIdentity(userSid: string, sid: string, options: { force: boolean; actor: Actor }): Promise<void>;
  /** By the person; the caller writes the event. */
  setPassword(sid: string, passwordHash: string, on?: Database): Promise<void>;
  /** The same password, hashed otherwise: nothing has happened. Resolves to whether the hash still was that one. */
  replacePasswordHash(sid: string, from: string, to: string): Promise<boolean>;
  /** By an administrator: see `changePassword`. */
  changePassword(sid: string, password: string | null, actor: Actor): Promise<void>;
  /**
   * By the person: everything of theirs goes, sessions included. `on`: a transaction of the caller's. `undefined`: there was none.
   */
  remove(sid: string, actor: Actor, on?: Database): Promise<RemovedUser | undefined>;
  /** By an administrator: see `removeUserAndTell`. */
  delete(sid: string, options: { notify: boolean; actor: Actor }): Promise<void>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

const SWEEP_SECONDS = 3600;
const BATCH = 1000;

/** Forgets the browsers that people are known by no longer, since their cookie has run out. */
export async function sweepDevices(sql: Database): Promise<void> {
  while ((await deleteOldDevices(sql, BROWSER_DAYS, BATCH)) === BATCH);
}

export type UserDependencies = CreateDependencies & AddDependencies & DeleteDependencies;

export function createUsers(dependencies: UserDependencies): Users {
  const { sql } = dependencies;

  async function update(sid: string, change: ProfileChange, actor: Actor, expect?: Expectation): Promise<User> {
    return await inTransaction(sql, async (tx) => {
      const user = await lockUser(tx, sid);
      if (!user) throw new AppError("user.not_found");
      expect?.(user);
      const { name = user.name, language = user.language } = change;
      const before = { name: user.name, language: user.language };
      const changes = changesBetween(before, { name, language }, (path) => path === "language");
      if (!changes) return user;
      await updateProfile(tx, sid, { name, language });
      await recordEvent(tx, { type: "user.updated", actor, subject: { kind: "user", id: sid }, ...changes });
      return (await selectUser(tx, sid)) as User;
    });
  }

  async function unlink({ reason, ...request }: UnlinkRequest, actor: Actor, tx: Database) {
    const gone = await deleteIdentity(tx, request);
    if (!gone) return undefined;
    const subject = { kind: "user", id: request.userSid } as const;
    const data = { sid: gone.sid, kind: "social", connector: gone.connectorId, ...(reason && { reason }) };
    await recordEvent(tx, { type: "user.identifier.removed", actor, subject, data });
    return gone;
  }

  const list: Users["list"] = async ({ after, size, ...filter }) => {
    const { users: found, walkEnd } = await selectUsers(sql, { ...filter, before: after, limit: size + 1 });
    const users = found.slice(0, size);
    return { users, next: found.length > size ? (users.at(-1)?.sid ?? null) : (walkEnd ?? null) };
  };

  return {
    jobs: [{ name: "forget browsers", seconds: SWEEP_SECONDS, work: () => sweepDevices(sql) }],
    update,
    list,
    export: (query, actor) => exportUsers(sql, list, query, actor),
    find: (sid, on = sql) => selectUser(on, sid),
    async lock(sid, tx) {
      await lockUser(tx, sid);
    },
    create: (user, actor, place) => createUser(dependencies, user, actor, place),
    async rename(sid, name, actor) {
      await update(sid, { name }, actor);
    },
    suspend: (sid, actor) => setSuspended(dependencies, sid, true, actor),
    resume: (sid, actor) => setSuspended(dependencies, sid, false, actor),
    consents: (sid) => selectConsents(sql, sid),
    isTaken: (kind, value) => hasIdentifier(sql, kind, value),
    agree: (sid, consent, actor) =>
      inTransaction(sql, async (tx) => {
        await insertConsent(tx, sid, consent);
        const { item, agreed } = consent;
        const subject = { kind: "user", id: sid } as const;
        await recordEvent(tx, { type: "user.consent.changed", actor, subject, data: { item, agreed } });
      }),
    addIdentifier: (userSid, identifier, actor) => addIdentifier(dependencies, userSid, identifier, actor),
    removeIdentifier: (userSid, sid, on = sql) => removeOwnIdentifier(dependencies, userSid, sid, on),
    deleteIdentifier: (userSid, sid, options) => removeIdentifier(dependencies, userSid, sid, options),
    identities: (userSid, on = sql) => selectIdentities(on, userSid),
    findIdentity: (key, on = sql) => selectIdentity(on, key),
    async linkIdentity(userSid, identity, actor, tx) {
      await lockUser(tx, userSid);
      const sid = createSid("SI", dependencies.clock, dependencies.random);
      const now = await insertIdentity(tx, userSid, { ...identity, sid });
      if (now.userSid !== userSid) return "taken";
      if (!now.isNew) return "known";
      const subject = { kind: "user", id: userSid } as const;
      const data = { sid, kind: "social", connector: identity.connectorId };
      await recordEvent(tx, { type: "user.identifier.added", actor, subject, data });
      return "linked";
    },
    unlinkIdentity: unlink,
    deleteIdentity: (userSid, sid, { force, actor }) =>
      inTransaction(sql, async (tx) => {
        const known = (await selectIdentities(tx, userSid)).some((one) => one.sid === sid);
        if (!known) throw new AppError("user.connection_not_found");
        const gone = await unlink({ userSid, sid, isForced: force }, actor, tx);
        if (!gone) throw new AppError("user.last_identifier");
        await dependencies.endConnections(tx, [gone]);
      }),
    async setPassword(sid, passwordHash, on = sql) {
      await updatePasswordHash(on, sid, passwordHash);
    },
    replacePasswordHash: (sid, from, to) => replacePasswordHash(sql, sid, from, to),
    changePassword: (sid, password, actor) => changePassword(dependencies, sid, password, actor),
    remove: (sid, actor, on = sql) => removeUser(dependencies, sid, actor, on),
    delete: (sid, options) => removeUserAndTell(dependencies, sid, options),
  };
}
