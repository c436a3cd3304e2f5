/** @module What a round trip to a provider was for, done: one function for each action, each the whole of it. */
import type { ProfileItem, SocialGrant, SocialProfile } from "@munjigi/connectors/social/contract";
import type { Actor } from "../../core.js";
import { inTransaction, isMissingReference, isUniqueViolation } from "../../db/open.js";
import { normalizeEmail } from "../../email.js";
import { displayPhone } from "../../phone.js";
import { makeSessionToken } from "../../sessions/session-token.js";
import type { Proven } from "../../social/social.js";
import { sessionName } from "../../social/state.js";
import type { LeftConnection } from "../../users/remove-user.js";
import { readName, recipientsOf, type User } from "../../users/user.js";
import { blankFlow } from "../act-on-flow.js";
import { isLastAdmin } from "../actions/delete-account.js";
import { goOn } from "../after-proof.js";
import { consentItems } from "../decide-next.js";
import { endWithProof } from "../ending-store.js";
import type { FlowKind } from "../flow.js";
import { selectHolder, selectTaken } from "../flow-store.js";
import { note, noteConnection } from "../note-change.js";
import { provedByProvider } from "../pin-holder.js";
import type { FlowData, PendingIdentity } from "../schema.js";
import { HOME } from "../show-flow.js";
import { type Landing, move, type Step, StepRaced } from "../step.js";
import type { Setting, SigninDependencies, Visit } from "../visit.js";
import { waysIn } from "./connections.js";

/** A trip that came back with somebody, to a browser. */
export interface Arrival extends Setting {
  deps: SigninDependencies;
  visit: Visit;
  trip: Proven["trip"];
  provider: Proven["provider"];
  returnTo: string | null;
  profile: SocialProfile;
  grant: SocialGrant | undefined;
}

/** Where it ends. */
export type Outcome =
  | { at: "flow"; landing: Landing; returnTo: string | null }
  /** `token`: the cookie of the session, proved anew. */
  | { at: "path"; path: string; token?: string }
  | { at: "gone"; left: readonly LeftConnection[] }
  /** `token`: the number was proved by the provider, and the settings take its word. */
  | {
      at: "verified";
      phone: string | undefined;
      token: string | undefined;
      missing: readonly ProfileItem[];
      flowSid: string | undefined;
    }
  | { at: "refused"; code: RefusalCode };

export type RefusalCode =
  | "social.other_session"
  | "social.taken"
  | "social.not_linked"
  | "social.only_way_in"
  | "console.last_admin";

const MAX_ROUNDS = 3;

/** The account at the provider signs in; where it is nobody's yet, it leads to a new account, or to the door of one that there is. */
export async function signInBy(arrival: Arrival): Promise<Outcome> {
  for (let round = 0; ; round++) {
    try {
      return { at: "flow", landing: await beginSignIn(arrival), returnTo: arrival.returnTo };
    } catch (error) {
      // Somebody else has made, changed or deleted the account at this moment.
      const isRace = error instanceof StepRaced || isUniqueViolation(error) || isMissingReference(error);
      if (!isRace || round >= MAX_ROUNDS) throw error;
    }
  }
}

async function beginSignIn(arrival: Arrival): Promise<Landing> {
  const { deps, visit, profile, experience } = arrival;
  const social = pendingOf(arrival);
  const holder = await selectHolder(deps.sql, visit.browser.hash, social);
  const candidates = holder ? [] : await selectTaken(deps.sql, vouchedFor(profile));
  const step = stepOf(arrival, "sign-in", {});
  const agreedBefore = agreedAtProvider(arrival);
  const name = profile.name && readName(profile.name);
  const begun: FlowData = {
    social: { ...social, ...(candidates.length > 0 && { candidates }) },
    ...(name && experience.signUp.profile.name !== "off" && { name }),
    ...(agreedBefore && { agreedBefore }),
  };
  if (candidates.length > 0) return await move(step, "candidate", { data: begun });
  const data = provedByProvider(begun, holder ?? null, deps.clock().getTime());
  return await inTransaction(deps.sql, async (tx) => {
    await move(step, "identify", { data }, tx);
    step.flow.holder = holder ?? null;
    return await goOn(step, data, tx);
  });
}

/** An address as it is written: what is read as one, in full width say, is a look-alike where a program writes it. */
const PLAIN = /^[!-~]+$/;

/** What the provider has proved itself. An address that it made up for us (Apple's relay) is nobody's elsewhere. */
function vouchedFor({ email, emailVerified, phone, phoneVerified }: SocialProfile) {
  const read = email && emailVerified && PLAIN.test(email) ? normalizeEmail(email) : undefined;
  return [
    ...(phone && phoneVerified ? [{ kind: "phone", value: phone } as const] : []),
    ...(read?.ok ? [{ kind: "email", value: read.address } as const] : []),
  ];
}

function pendingOf({ provider, profile }: Arrival): PendingIdentity {
  const { issuer, subject, clientId, email, phone, picture } = profile;
  return {
    ...{ connectorId: provider.id, brand: provider.brand, issuer, subject, clientId },
    ...(provider.label && { label: provider.label }),
    ...(email && { email }),
    ...(phone && { phone }),
    ...(picture && { picture }),
  };
}

function agreedAtProvider({ experience, profile, provider }: Arrival): FlowData["agreedBefore"] {
  const items = consentItems(experience);
  const entries = profile.agreed.flatMap(({ term, at }) => {
    const item = items.find(({ id }) => id === term);
    return item ? [[item.id, { version: item.version, at: at.toISOString(), source: provider.id }] as const] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function stepOf({ deps, experience, service, visit, returnTo }: Arrival, kind: FlowKind, data: FlowData): Step {
  const flow = blankFlow(deps, { experience, service }, { kind, visit, begin: { returnTo, data } });
  return { deps, experience, service, visit, flow, isNew: true, user: undefined, inputs: {} };
}

/** It is one more way into the account of whoever began this. */
export async function linkBy(arrival: Arrival): Promise<Outcome> {
  const { deps, visit, profile, provider } = arrival;
  const owner = await ownerOf(arrival);
  if (!owner) return { at: "refused", code: "social.other_session" };
  const { issuer, subject, clientId, email = null } = profile;
  const identity = { connectorId: provider.id, issuer, subject, clientId, email };
  const result = await inTransaction(deps.sql, async (tx) => {
    const linked = await deps.users.linkIdentity(owner.sid, identity, actorOf(owner, visit), tx);
    if (linked === "linked") await noteConnection(arrival, owner.sid, tx);
    return linked;
  }).catch(ifDeleted);
  if (result === undefined) return { at: "refused", code: "social.other_session" };
  if (result === "taken") return { at: "refused", code: "social.taken" };
  return { at: "path", path: arrival.returnTo ?? `${HOME}?done=social` };
}

/** It is a way into the account no more, and the provider is told. */
export async function unlinkBy(arrival: Arrival): Promise<Outcome> {
  const { deps, visit, grant, provider, experience } = arrival;
  const owner = await ownerOf(arrival);
  if (!owner) return { at: "refused", code: "social.other_session" };
  const identity = await linkedIdentity(arrival, owner);
  if (!identity) return { at: "refused", code: "social.not_linked" };
  const request = { userSid: owner.sid, sid: identity.sid, isForced: false, ways: waysIn(deps.social, experience) };
  const gone = await inTransaction(deps.sql, async (tx) => {
    const removed = await deps.users.unlinkIdentity(request, actorOf(owner, visit), tx);
    const content = { kind: "identifier_removed", values: { identifier: "social" } } as const;
    if (removed) await note(arrival, recipientsOf(owner.identifiers), content, tx);
    return removed;
  });
  if (!gone) return { at: "refused", code: "social.only_way_in" };
  const isEnded = await deps.social.revoke(provider.id, grant);
  const left = isEnded ? [] : await inTransaction(deps.sql, (tx) => deps.social.planRevocations(tx, [gone]));
  return { at: "path", path: arrival.returnTo ?? `${HOME}?done=${left.length > 0 ? "unlinked" : "removed"}` };
}

/** The account goes, by the word of whoever the provider says it is. What is connected elsewhere is ended by jobs, where it can be. */
export async function withdrawBy(arrival: Arrival): Promise<Outcome> {
  const { deps, visit, grant, provider } = arrival;
  const owner = await ownerOf(arrival);
  if (!owner) return { at: "refused", code: "social.other_session" };
  if (!(await linkedIdentity(arrival, owner))) return { at: "refused", code: "social.not_linked" };
  const left = await inTransaction(deps.sql, async (tx) => {
    // Sent twice, the second time finds nothing, and tells nobody again.
    const gone = await deps.users.remove(owner.sid, actorOf(owner, visit), tx);
    if (gone) await note(arrival, recipientsOf(owner.identifiers), { kind: "account_deleted", values: {} }, tx);
    return gone?.leftConnections ?? [];
  }).catch((error: unknown) => {
    if (isLastAdmin(error)) return undefined;
    throw error;
  });
  if (!left) return { at: "refused", code: "console.last_admin" };
  const isEnded = await deps.social.revoke(provider.id, grant);
  return { at: "gone", left: left.filter(({ connectorId }) => !isEnded || connectorId !== provider.id) };
}

/** What the provider says of the number, for whoever asked: a token where its word counts, else a hint for a code of theirs. */
export async function verifyBy(arrival: Arrival): Promise<Outcome> {
  const { deps, experience, service, trip, profile } = arrival;
  const { phone, phoneVerified, missing } = profile;
  const isProved = phone !== undefined && phoneVerified && experience.social.trustPhone;
  const token = isProved
    ? await deps.signPhone({
        sid: trip.id,
        serviceSid: service.sid,
        recipient: phone,
        nonce: trip.nonce,
        provedAt: deps.clock(),
      })
    : undefined;
  return {
    ...{ at: "verified", phone, token },
    missing: phone ? missing : [...new Set([...missing, "phone" as const])],
    flowSid: token === undefined ? await beginVerify(arrival) : undefined,
  };
}

/** The number is written into the field, for a code to prove it. Not where nobody waits for it, or no text can be sent. */
async function beginVerify(arrival: Arrival): Promise<string | undefined> {
  const { deps, trip, profile, returnTo } = arrival;
  if (returnTo === null || !deps.canSend("sms")) return undefined;
  const step = stepOf(arrival, "verify", {
    identifierKind: "phone",
    ...(profile.phone && { typed: displayPhone(profile.phone) }),
    ...(trip.nonce !== null && { nonce: trip.nonce }),
  });
  await move(step, "identify");
  return step.flow.sid;
}

/** The session was proved now. */
export async function stepUpBy(arrival: Arrival): Promise<Outcome> {
  const { deps, visit } = arrival;
  const owner = await ownerOf(arrival);
  if (!owner) return { at: "refused", code: "social.other_session" };
  if (!(await linkedIdentity(arrival, owner))) return { at: "refused", code: "social.not_linked" };
  const step = stepOf(arrival, "step-up", {});
  const { token, hash } = makeSessionToken(deps.keyring, step.flow.sid, visit.browser.secret);
  const isDone = await inTransaction(deps.sql, async (tx) => {
    await move(step, "prove", {}, tx);
    return await endWithProof(tx, { flow: step.flow, tokenHash: hash, amr: ["fed"], provedSid: null });
  }).catch(ifDeleted);
  if (!isDone) return { at: "refused", code: "social.other_session" };
  return { at: "path", path: arrival.returnTo ?? HOME, token };
}

/** The account, or its session, was deleted at this moment. */
function ifDeleted(error: unknown): undefined {
  if (!isMissingReference(error)) throw error;
}

/** Whoever is signed in here, if it is the session that began this and nothing holds it back. */
async function ownerOf({ deps, visit, trip }: Arrival): Promise<User | undefined> {
  const { session } = visit;
  if (!session || session.isRestricted || trip.session !== sessionName(session)) return undefined;
  return await deps.users.find(session.userSid);
}

async function linkedIdentity({ deps, provider, profile }: Arrival, owner: User) {
  const { issuer, subject } = profile;
  const identity = await deps.users.findIdentity({ connectorId: provider.id, issuer, subject });
  return identity?.userSid === owner.sid ? identity : undefined;
}

const actorOf = (owner: User, visit: Visit): Actor => ({ kind: "user", id: owner.sid, requestId: visit.requestId });
