/**
 * @module Where the library keeps what it makes: grants, codes and refresh tokens in our tables, sessions in the sessions room,
 * applications in theirs. What a request has read it reads once, and a new grant is written with the code that needs it.
 */
import Provider, { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import type { Applications } from "../applications/applications.js";
import type { Random } from "../clock.js";
import { type Database, isMissingReference } from "../db/open.js";
import { hashToken, type Keyring } from "../secrets.js";
import type { Lifetimes } from "../sessions/session.js";
import type { Sessions } from "../sessions/sessions.js";
import { parseSid } from "../sid.js";
import { levelOf, methodsOf, type Subject } from "./claims.js";
import { toMetadata } from "./client-metadata.js";
import { askedOf } from "./policy.js";
import type { TokenKind } from "./schema.js";
import { openToken } from "./seal-token.js";
import { consumeToken, deleteGrant, insertToken, type StoredGrant, selectGrant, selectToken } from "./store.js";

export interface AdapterDependencies {
  sql: Database;
  keyring: Keyring;
  random: Random;
  sessions: Pick<Sessions, "find">;
  applications: Pick<Applications, "cached">;
  lifetimes: () => Promise<Lifetimes>;
}

/** What one request knows. */
interface Memory {
  grants: Map<string, StoredGrant>;
  /** Of whom the request is. */
  subject?: Subject;
  /** To be written with its first token. */
  unwritten?: StoredGrant;
  /** Of refresh tokens that were found: the secret key that derives their successors. */
  keyIds: Map<string, string>;
  /** The session that the cookie names. */
  session?: { sid: string; userSid: string; isRestricted: boolean };
  /** It ended while the request was under way. */
  hasEnded: boolean;
}

const memories = new WeakMap<object, Memory>();

/** Of the request that is running. */
export function memoryOf(ctx: object | undefined = Provider.ctx): Memory {
  const known = ctx && memories.get(ctx);
  if (known) return known;
  const memory: Memory = { grants: new Map(), keyIds: new Map(), hasEnded: false };
  if (ctx) memories.set(ctx, memory);
  return memory;
}

/** Codes whose reuse within this time is one browser's or program's own haste: its losers must not revoke what the winner got. */
const HASTE_SECONDS = 5;
/** A NUL or half of a surrogate pair, as JSON writes it: no text to PostgreSQL. */
const NO_TEXT = /\\u(?:0000|d[89a-f]..)/;
/** What the library writes and nobody needs again: sessions are ours, and a request goes on by its own row. */
const nothing = async () => {};
const base: Adapter = {
  upsert: nothing,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

export function createAdapter(deps: AdapterDependencies): (name: string) => Adapter {
  const makers: Readonly<Record<string, (deps: AdapterDependencies) => Partial<Adapter>>> = {
    Client: clients,
    Session: sessionsOf,
    Grant: grants,
    AuthorizationCode: (one) => tokens(one, "AuthorizationCode"),
    RefreshToken: (one) => tokens(one, "RefreshToken"),
    AccessToken: sealed,
    ClientCredentials: sealed,
  };
  return (name) => ({ ...base, ...makers[name]?.(deps) });
}

const clients = ({ applications }: AdapterDependencies): Partial<Adapter> => ({
  async find(id) {
    const application = parseSid("AP", id) === id ? await applications.cached(id) : undefined;
    return application && (toMetadata(application) as AdapterPayload);
  },
});

/** The library reads the browser's session; making and ending it is ours. */
const sessionsOf = ({ sessions }: AdapterDependencies): Partial<Adapter> => ({
  async find(token) {
    const known = Provider.ctx && askedOf(Provider.ctx)?.session;
    const session = known?.token === token ? known.live : await sessions.find(token);
    if (!session) return undefined;
    memoryOf().session = session;
    return {
      ...{ kind: "Session", jti: token, uid: session.sid, accountId: session.userSid },
      ...{ acr: levelOf(session.amr), amr: methodsOf(session.amr) },
      loginTs: Math.floor(session.authTime.getTime() / 1000),
    };
  },
});

const grants = ({ sql, lifetimes }: AdapterDependencies): Partial<Adapter> => ({
  async find(sid) {
    const memory = memoryOf();
    const known = memory.grants.get(sid);
    if (known) return known.payload as AdapterPayload;
    const grant = await selectGrant(sql, sid, await lifetimes());
    if (!grant) return undefined;
    memory.grants.set(sid, grant);
    memory.subject = grant.subject;
    return grant.payload as AdapterPayload;
  },
  async upsert(sid, payload) {
    const memory = memoryOf();
    const { session } = memory;
    const known = memory.grants.get(sid);
    if (!session || payload.clientId === undefined) throw new errors.InvalidRequest("no session");
    const grant: StoredGrant = {
      sid,
      applicationSid: payload.clientId as string,
      userSid: session.userSid,
      sessionSid: session.sid,
      sessionName: known?.sessionName ?? session.sid,
      payload: payload as Record<string, unknown>,
    };
    memory.grants.set(sid, grant);
    memory.unwritten = grant;
  },
  // A code or refresh token that is used again may be in the hands of somebody else.
  destroy: (sid) => deleteGrant(sql, sid, Provider.ctx?.oidc.route === "revocation" ? "revoked" : "reused"),
});

function tokens({ sql, keyring, lifetimes, applications }: AdapterDependencies, kind: TokenKind): Partial<Adapter> {
  return {
    async upsert(id, { jti: _jti, ...payload }, seconds = 0) {
      if (NO_TEXT.test(JSON.stringify(payload)))
        throw new errors.InvalidRequest("a parameter has characters of no text");
      const memory = memoryOf();
      const { clientId, grantId, codeChallenge } = payload;
      const application = await applications.cached(clientId as string);
      const haste = codeChallenge === undefined ? 0 : HASTE_SECONDS;
      const token = {
        ...{ idHash: hashToken(id), kind, grantSid: grantId as string, seconds },
        payload: { ...payload, ...(payload.claims && { claims: withoutValues(payload.claims) }) },
        keyId: keyring.current.id,
        graceSeconds: kind === "RefreshToken" ? (application?.refreshGraceSeconds ?? 0) : haste,
      };
      try {
        await insertToken(sql, token, memory.unwritten);
        delete memory.unwritten;
      } catch (error) {
        if (!isMissingReference(error)) throw error;
        memory.hasEnded = true;
        throw new errors.InvalidGrant("the session has ended");
      }
    },
    async find(id) {
      const found = await selectToken(sql, { kind, idHash: hashToken(id) }, await lifetimes());
      if (!found) return undefined;
      const memory = memoryOf();
      memory.grants.set(found.grant.sid, found.grant);
      memory.subject = found.grant.subject;
      memory.keyIds.set(id, found.keyId);
      return { ...found.payload, jti: id, ...(found.isSpent && { consumed: true }) } as AdapterPayload;
    },
    async consume(id) {
      if (!(await consumeToken(sql, kind, hashToken(id)))) throw new errors.InvalidGrant("it was used before");
    },
    // Its grant goes with it, and all its tokens by their foreign key.
    destroy: nothing,
  };
}

/** Which claims are asked for, without the values that they should have: those may be somebody's number. */
function withoutValues(claims: object): object {
  const names = (asked: unknown) =>
    Object.fromEntries(Object.keys((asked ?? {}) as object).map((claim) => [claim, null] as const));
  return Object.fromEntries(Object.entries(claims).map(([where, asked]) => [where, names(asked)]));
}

const sealed = ({ keyring, applications }: AdapterDependencies): Partial<Adapter> => ({
  async find(token) {
    const payload = openToken({ keyring }, token) as AdapterPayload | undefined;
    // A machine's token has no grant that would end with its application.
    return payload?.clientId && (await applications.cached(payload.clientId)) ? payload : undefined;
  },
});
