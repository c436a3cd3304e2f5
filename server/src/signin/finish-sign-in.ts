/** @module The end of a flow that signs somebody in: the account is found or made, and a session begins. */
import type { NewEvent } from "../audit/event.js";
import type { Actor } from "../core.js";
import { type Database, isUniqueViolation } from "../db/open.js";
import type { NewNotice } from "../delivery/notice.js";
import type { AcceptedRecipient } from "../recipient.js";
import { makeSessionToken } from "../sessions/session-token.js";
import { createSid } from "../sid.js";
import { recipientsOf } from "../users/user.js";
import { consentItems } from "./decide-next.js";
import { type Ending, endWithSession } from "./ending-store.js";
import { closeFlowsOf } from "./flow-store.js";
import { note, noteConnection } from "./note-change.js";
import type { FlowData, PendingIdentity } from "./schema.js";
import { type Landing, type Step, StepFailed, StepRaced } from "./step.js";

/** An account that a recycled number opened alone is held back for so long. */
const RESTRICTED_HOURS = 24;

/**
 * Writes the end in the caller's transaction. Throws `StepRaced` where the flow, the account or what was proved is no longer
 * what was read, and PostgreSQL's `23505` where somebody else has made an account of the same number meanwhile.
 */
export async function finishSignIn(step: Step, data: FlowData, tx: Database): Promise<Landing> {
  const { deps, visit, flow } = step;
  const owner = data.owner === "new" ? null : flow.holder;
  const userSid = owner?.userSid ?? createSid("US", deps.clock, deps.random);
  const { token, hash } = makeSessionToken(deps.keyring, flow.sid, visit.browser.secret);
  const session = {
    sid: createSid("SE", deps.clock, deps.random),
    token_hash: hash,
    amr: data.amr ?? [],
    device: visit.device,
    restricted_hours: data.isRestricted ? RESTRICTED_HOURS : null,
  };
  const newIdentifiers = identifiersOf(step, data, owner === null);
  const isNew = owner === null;
  const isByProvider = data.proved?.kind === "social";
  const provedSid = wasSent(data) && !isByProvider ? (flow.holder?.identifierSid ?? null) : null;
  const connects = data.social !== undefined && (await connectsTo(step, data, owner?.userSid, tx));
  const actor: Actor = { kind: "user", id: userSid, requestId: visit.requestId };
  const ending: Ending = {
    flow,
    userSid,
    newUser: isNew
      ? {
          name: data.name ?? null,
          language: visit.language,
          password_hash: data.passwordHash ?? null,
          picture_url: data.social?.picture ?? null,
        }
      : null,
    newIdentifiers,
    newIdentities: data.social && connects ? [identityOf(step, data.social)] : [],
    usedIdentity:
      isByProvider && owner?.identifierSid && data.social ? { sid: owner.identifierSid, ...seenOf(data.social) } : null,
    proved:
      provedSid && flow.holder && data.proved
        ? { identifierSid: provedSid, holderSid: flow.holder.userSid, value: data.proved.value }
        : null,
    verifiedHash:
      owner !== null && data.amr?.includes("pwd") && data.passwordHash === undefined ? owner.passwordHash : null,
    passkeySid: data.passkey ?? null,
    isRestricted: data.isRestricted === true,
    consents: consentsOf(step, data),
    // Of an account that there was only a lost password is changed.
    name: null,
    passwordHash: !isNew && flow.kind === "reset" ? (data.passwordHash ?? null) : null,
    endOthers: data.endOthers === true,
    // Whoever has the account's passkey is its owner; whoever has its number alone may not be.
    endRestricted: data.amr?.includes("user") === true,
    replacedSid: visit.session?.sid ?? null,
    session,
    noticesOfNewDevice: isNew ? [] : noticesOfNewDevice(step, data),
    events: eventsOf(step, data, actor, session.sid, { newIdentifiers, isNew, connects }),
  };
  // Before the user is locked, as whoever signs in goes: the flow, then the user.
  if (ending.passwordHash !== null) await closeFlowsOf(tx, userSid, flow.sid);
  // Whose other sessions end must not be opening one at this moment.
  if (ending.endOthers && !isNew) await deps.users.lock(userSid, tx);
  const row = await endWithSession(tx, ending).catch((error) => {
    throw takenKind(error, step, data) ?? error;
  });
  if (isNew && data.owner === "new" && flow.holder) {
    // Whoever had the number is told where else they can be reached.
    const others = (step.user?.identifiers ?? []).filter(({ sid }) => sid !== flow.holder?.identifierSid);
    await note(step, recipientsOf(others), { kind: "identifier_removed", values: { identifier: "phone" } }, tx);
  }
  const wasReset = ending.passwordHash !== null;
  if (wasReset)
    await note(step, recipientsOf(step.user?.identifiers ?? []), { kind: "password_changed", values: {} }, tx);
  const isProofLost = (ending.proved && row.proved === 0) || (ending.usedIdentity && row.usedIdentities === 0);
  if (row.ended === 0 || row.opened === 0 || isProofLost) throw new StepRaced();
  if (connects && !isNew) await noteConnection(step, owner.userSid, tx);
  const method = isByProvider ? data.social?.connectorId : data.proved?.kind;
  const isLeftUnconnected = data.social !== undefined && !isByProvider && !connects;
  return {
    at: "done",
    sid: flow.sid,
    token,
    ...(method && { method }),
    ...(isLeftUnconnected && ({ isLeftUnconnected: true } as const)),
  };
}

/**
 * What is added besides the number that was proved first may be another account's, and nothing makes that go away. The first one's
 * account was made at this moment, and the next look finds it.
 */
function takenKind(error: unknown, { flow }: Step, { proved, added = [] }: FlowData): StepFailed | undefined {
  if (!isUniqueViolation(error) || added.length === 0) return undefined;
  // "Key (kind, value)=(email, …) already exists."
  const kind = /=\((phone|email|username),/.exec((error as { detail?: string }).detail ?? "")?.[1];
  if (kind === undefined || kind === proved?.kind) return undefined;
  if (kind !== "username") return new StepFailed("sign_in.identifier_taken");
  // It was kept while a code was on its way; now another one is asked for.
  flow.data = { ...flow.data, added: flow.data.added?.filter((one) => one.kind !== kind) ?? [] };
  return new StepFailed("sign_in.identifier_taken", { field: kind });
}

/**
 * Whether the provider's account becomes a way into this one: a new account's it is; of one that there is a code to what the provider
 * names is not enough, which a recycled number's next owner has too. It takes a second proof, or that this browser is signed in to it.
 */
async function connectsTo(
  { deps, visit }: Step,
  { proved, social, amr = [] }: FlowData,
  userSid: string | undefined,
  tx: Database,
): Promise<boolean> {
  // Whoever is new by the provider's word alone is looked for anew where that has an account by now: see `isAsProved`.
  if (proved?.kind === "social") return userSid === undefined;
  const isSignedIn = visit.session?.userSid === userSid && !visit.session?.isRestricted;
  if (userSid !== undefined && !isSignedIn && new Set(amr).size < 2) return false;
  // While a code was on its way it may have become another account's, which keeps it.
  return social !== undefined && (await deps.users.findIdentity(social, tx)) === undefined;
}

function identityOf({ deps }: Step, social: PendingIdentity) {
  const { connectorId, issuer, subject } = social;
  return { sid: createSid("SI", deps.clock, deps.random), connectorId, issuer, subject, ...seenOf(social) };
}

const seenOf = ({ clientId, email }: PendingIdentity) => ({ clientId, email: email ?? null });

/** A code that was sent to it has proved it; a password proves the account, not the number. */
const wasSent = ({ amr = [] }: FlowData) => amr.includes("sms") || amr.includes("otp");

function identifiersOf({ deps, flow }: Step, { proved, added = [] }: FlowData, isNew: boolean) {
  if (!isNew) return [];
  // One that somebody has goes over to the new account: see `Ending.proved`.
  const { kind, value } = proved ?? { kind: "social", value: "" };
  const own =
    kind !== "social" && kind !== "passkey" && !flow.holder ? [{ kind, value, verified: kind !== "username" }] : [];
  return [...own, ...added].map((one) => ({ sid: createSid("ID", deps.clock, deps.random), ...one }));
}

function consentsOf({ experience }: Step, { consents = {}, agreedBefore = {} }: FlowData): Ending["consents"] {
  return consentItems(experience).flatMap(({ id }) => {
    const given = consents[id];
    const before = agreedBefore[id];
    if (given) return [{ item: id, ...given }];
    return before ? [{ item: id, agreed: true, ...before }] : [];
  });
}

function eventsOf(
  { flow }: Step,
  { amr = [], owner, isRestricted, passwordHash, social }: FlowData,
  actor: Actor,
  sessionSid: string,
  {
    newIdentifiers,
    isNew,
    connects,
  }: { newIdentifiers: readonly { sid: string; kind: string }[]; isNew: boolean; connects: boolean },
): NewEvent[] {
  const subject = { kind: "user", id: actor.id as string } as const;
  const about = (data: object) => ({ actor, subject, serviceSid: flow.serviceSid, data: { ...data } });
  const hasNewPassword = passwordHash !== undefined;
  const moved = isNew && owner === "new" && flow.holder?.identifierSid;
  return [
    ...(isNew ? [{ type: "user.created", ...about({}) } as const] : []),
    ...newIdentifiers.map(({ sid, kind }) => ({ type: "user.identifier.added", ...about({ sid, kind }) }) as const),
    ...(connects && social
      ? [{ type: "user.identifier.added", ...about({ kind: "social", connector: social.connectorId }) } as const]
      : []),
    ...(moved && flow.holder
      ? [
          {
            type: "user.identifier.removed",
            ...about({ sid: moved, kind: "phone", reason: "recycled" }),
            subject: { kind: "user", id: flow.holder.userSid },
          } as const,
          { type: "user.identifier.added", ...about({ sid: moved, kind: "phone", reason: "recycled" }) } as const,
        ]
      : []),
    ...(!isNew && hasNewPassword ? [{ type: "user.password.changed", ...about({ reason: "reset" }) } as const] : []),
    { type: "session.started", ...about({ session: sessionSid, amr, ...(isRestricted && { restricted: true }) }) },
  ];
}

/** A name, a provider's account and a passkey are no way to reach anybody. */
const isReached = (kind: string): kind is "phone" | "email" => kind === "phone" || kind === "email";

/** To what the account was found by: the owner reads that, or is who just signed in. */
function noticesOfNewDevice({ deps, flow, visit, service, experience }: Step, { proved }: FlowData): NewNotice[] {
  if (!experience.notices.newDevice || !proved || !isReached(proved.kind)) return [];
  const recipient: AcceptedRecipient = {
    channel: proved.kind === "phone" ? "sms" : "email",
    address: proved.value,
    country: flow.country ?? service.defaultCountry,
  };
  const notice = deps.notices.prepare({
    serviceSid: service.sid,
    brand: experience.brand.name ?? service.friendlyName,
    recipient,
    locale: visit.language,
    kind: "new_device",
    values: { device: visit.device, time: deps.clock().toISOString() },
  });
  return notice ? [notice] : [];
}
