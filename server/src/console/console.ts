/** @module The console: who may enter, how they come in, and who is in. The face of this room. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor, Deployment } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import type { Passkeys } from "../passkeys/passkeys.js";
import { hashToken } from "../secrets.js";
import { createSid } from "../sid.js";
import { readName } from "../users/user.js";
import type { Users } from "../users/users.js";
import { type AdminLink, makeAdminLink } from "./admin-links.js";
import { createAdmins } from "./admins.js";
import type { Role } from "./role.js";
import {
  type Admin,
  deleteSession,
  insertSession,
  type LiveConsoleSession,
  proveSession,
  SWEEP_BATCH,
  selectIsAdmin,
  selectLink,
  selectLiveSession,
  selectRole,
  sweep,
  touchSession,
  upsertAdmin,
  useLink,
} from "./store.js";

export type { Admin, AdminLink, LiveConsoleSession };

/** Who is in front of the console, in which browser. */
export interface ConsoleVisitor {
  browserHash: string;
  device: string;
  requestId: string;
}

export interface OpenedConsole {
  /** For the cookie. */
  token: string;
}

export interface Console {
  /** The live session of a token. It counts as used now, unless the page asks by itself. What ended is dead at once, everywhere. */
  find(token: string, options?: { isBackground: boolean }): Promise<LiveConsoleSession | undefined>;
  /** Whom a link is for. Throws `console.link_over`. */
  openLink(token: string): Promise<{ role: Role; name: string | null; isNew: boolean; needsPasskey: boolean }>;
  linkOptions(
    request: { token: string; name: string },
    visitor: ConsoleVisitor,
  ): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** Makes the administrator, their passkey and their session of the link, once. Throws `console.link_over`, `passkey.*`. */
  join(
    request: { token: string; name: string; credential: string | undefined },
    visitor: ConsoleVisitor,
  ): Promise<OpenedConsole>;
  /**
   * Somebody has signed in through OpenID Connect. `provedBy`: how, just now, not all that their session ever was. Throws
   * `console.not_admin`, `console.passkey_needed`.
   */
  enter(request: { userSid: string; provedBy: readonly string[] }, visitor: ConsoleVisitor): Promise<OpenedConsole>;
  isAdmin(userSid: string): Promise<boolean>;
  /** Whether a passkey is added to this account only by who shows one: it opens the console, and a code by text does not. */
  needsPasskeyForPasskey(userSid: string): Promise<boolean>;
  proofOptions(session: LiveConsoleSession, visitor: ConsoleVisitor): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** They have shown a passkey once more. Throws `passkey.*`. */
  prove(session: LiveConsoleSession, credential: string, visitor: ConsoleVisitor): Promise<void>;
  leave(session: LiveConsoleSession, actor: Actor): Promise<void>;
  admins: ReturnType<typeof createAdmins>;
  /** See `makeAdminLink`. */
  makeLink(request: { role: Role; userSid?: string | undefined }, actor: Actor): Promise<AdminLink>;
  /** Whether a change asks for a passkey once more. */
  isProofTooOld(session: LiveConsoleSession): boolean;
  jobs: readonly Job[];
}

export interface ConsoleDependencies extends Pick<Deployment, "environment" | "origin"> {
  sql: Database;
  clock: Clock;
  random: Random;
  users: Pick<Users, "create" | "find" | "lock">;
  passkeys: Pick<Passkeys, "rpId" | "creationOptions" | "requestOptions" | "add" | "read" | "use" | "list">;
}

export const PROOF_SECONDS = 600;
const TOUCH_SECONDS = 60;
const SWEEP_SECONDS = 3600;
const TOKEN = /^[\w-]{43}$/;
/** RFC 8176: a key in hardware or software. */
const BY_PASSKEY = new Set(["hwk", "swk"]);

export function createConsole(dependencies: ConsoleDependencies): Console {
  const { sql, clock, random, environment, users, passkeys } = dependencies;
  const isProduction = environment === "production";
  /** An origin without a name, such as an address in numbers, has no passkeys: a developer enters without. */
  const needsPasskey = isProduction || passkeys.rpId !== undefined;

  async function requireLink(token: string) {
    const link = TOKEN.test(token) ? await selectLink(sql, hashToken(token)) : undefined;
    if (!link) throw new AppError("console.link_over");
    return link;
  }

  async function open(
    tx: Database,
    userSid: string,
    byPasskey: boolean,
    { device, requestId }: ConsoleVisitor,
  ): Promise<OpenedConsole> {
    const token = random(32).toString("base64url");
    const sid = createSid("CS", clock, random);
    if (!(await insertSession(tx, { sid, tokenHash: hashToken(token), userSid, device, byPasskey })))
      throw new AppError("console.not_admin");
    const actor: Actor = { kind: "user", id: userSid, requestId };
    await recordEvent(tx, {
      ...{ type: "console.entered", actor, subject: { kind: "user", id: userSid } },
      data: { session: sid, byPasskey },
    });
    return { token };
  }

  return {
    async find(token, { isBackground } = { isBackground: false }) {
      const session = TOKEN.test(token) ? await selectLiveSession(sql, hashToken(token)) : undefined;
      // A session that a code has opened in development opens nothing once this is production.
      if (session && isProduction && !session.byPasskey) return undefined;
      if (session && !isBackground && session.secondsSinceUse >= TOUCH_SECONDS) await touchSession(sql, session.sid);
      return session;
    },

    async openLink(token) {
      const { role, name, isNew } = await requireLink(token);
      return { role, name, isNew, needsPasskey };
    },

    async linkOptions({ token, name }, { browserHash }) {
      const link = await requireLink(token);
      const shown = link.isNew ? requireName(name) : (link.name ?? link.userSid);
      return await passkeys.creationOptions({
        user: { sid: link.userSid, name: shown, displayName: shown },
        browserHash,
      });
    },

    async join({ token, name, credential }, visitor) {
      const { isNew } = await requireLink(token);
      if (credential === undefined && needsPasskey) throw new AppError("console.passkey_needed");
      const newName = isNew ? requireName(name) : null;
      return await inTransaction(sql, async (tx) => {
        const link = await useLink(tx, hashToken(token));
        if (!link) throw new AppError("console.link_over");
        const { userSid, role } = link;
        const actor: Actor = { kind: "user", id: userSid, requestId: visitor.requestId };
        if (isNew)
          await users.create({ name: newName, language: null, identifiers: [], password: undefined }, actor, {
            sid: userSid,
            on: tx,
          });
        // The account before the role, as everybody locks them.
        else await users.lock(userSid, tx);
        // Nobody comes back by a link who was removed while it was open; whoever is there keeps the role they have.
        if (!isNew && (await selectRole(tx, userSid)) === undefined) throw new AppError("console.link_over");
        if (isNew) await upsertAdmin(tx, userSid, role);
        await recordEvent(tx, {
          ...{ type: "admin.joined", actor, subject: { kind: "user", id: userSid } },
          data: { role, isNew },
        });
        const { browserHash, device } = visitor;
        if (credential !== undefined) await passkeys.add({ credential, userSid, browserHash, device, actor }, tx);
        return await open(tx, userSid, credential !== undefined, visitor);
      });
    },

    isAdmin: async (userSid) => await selectIsAdmin(sql, userSid),
    needsPasskeyForPasskey: async (userSid) => isProduction && (await selectIsAdmin(sql, userSid)),

    async enter({ userSid, provedBy }, visitor) {
      const byPasskey = provedBy.some((one) => BY_PASSKEY.has(one));
      if (isProduction && !byPasskey) throw new AppError("console.passkey_needed");
      return await inTransaction(sql, (tx) => open(tx, userSid, byPasskey, visitor));
    },

    async proofOptions({ userSid }, { browserHash }) {
      return await passkeys.requestOptions({ browserHash, of: await passkeys.list(userSid) });
    },

    async prove({ sid, userSid }, credential, { browserHash }) {
      const shown = await passkeys.read(credential, browserHash);
      if (shown.userSid !== userSid) throw new AppError("passkey.refused");
      await inTransaction(sql, async (tx) => {
        if ((await passkeys.use(shown, sid, tx)) === "used") await proveSession(tx, sid);
      });
    },

    async leave({ sid }, actor) {
      await inTransaction(sql, async (tx) => {
        const userSid = await deleteSession(tx, sid);
        if (userSid === undefined) return;
        await recordEvent(tx, {
          ...{ type: "console.left", actor, subject: { kind: "user", id: userSid } },
          data: { session: sid },
        });
      });
    },

    admins: createAdmins(dependencies),
    makeLink: (request, actor) => makeAdminLink(dependencies, request, actor),
    isProofTooOld: ({ byPasskey, secondsSinceProof }) =>
      // In development whoever came by a code has perhaps no passkey to show.
      (isProduction || byPasskey) && secondsSinceProof >= PROOF_SECONDS,

    jobs: [
      {
        name: "forget console sessions",
        seconds: SWEEP_SECONDS,
        work: async () => {
          while ((await sweep(sql)) >= SWEEP_BATCH);
        },
      },
    ],
  };
}

function requireName(text: string): string {
  const name = readName(text);
  if (name === undefined)
    throw new AppError("request.invalid", { parameter: "name", problem: "must be a name of visible characters" });
  return name;
}
