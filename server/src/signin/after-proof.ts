/** @module What a proof leads to: a right code, or a right password. Written in the transaction that consumes the code. */
import { recordEvent } from "../audit/record.js";
import type { Database } from "../db/open.js";
import { isUniqueViolation } from "../db/open.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import { makeSessionToken } from "../sessions/session-token.js";
import { createSid } from "../sid.js";
import { decideNext, isStale } from "./decide-next.js";
import { endWithIdentifier, endWithProof, endWithVerification } from "./ending-store.js";
import { finishSignIn } from "./finish-sign-in.js";
import { closeFlowsOf, selectHolder } from "./flow-store.js";
import { noteChange, noteLoss } from "./note-change.js";
import { pinHolder } from "./pin-holder.js";
import type { FlowData } from "./schema.js";
import { type Landing, move, type Step, StepFailed, StepRaced } from "./step.js";

export async function afterProof(step: Step, method: AuthenticationMethod, tx: Database): Promise<Landing> {
  switch (step.flow.kind) {
    case "step-up":
      return await finishStepUp(step, [method], tx);
    case "link":
      return await finishLink(step, tx);
    case "verify":
      return await finishVerify(step, tx);
    default:
      return await goOn(step, await withAccountOf(step, proofData(step, method), method, tx), tx);
  }
}

/**
 * Somebody new, whom a provider vouches for, proves a number or address that has an account: it is that account they are at the door of.
 * Whether the provider's is connected to it is another matter: see `connectsTo`.
 */
async function withAccountOf(
  step: Step,
  data: FlowData,
  method: AuthenticationMethod,
  tx: Database,
): Promise<FlowData> {
  const { flow, visit, deps } = step;
  const newest = data.added?.at(-1);
  if (data.proved?.kind !== "social" || flow.holder || !newest || newest.kind === "username") return data;
  const { kind, value } = newest;
  const holder = await selectHolder(tx, visit.browser.hash, { kind, value });
  if (!holder) return data;
  flow.holder = holder;
  const { added: _added, name: _name, passwordHash: _passwordHash, consents: _consents, ...kept } = data;
  const pinned = pinHolder(holder, false, deps.clock().getTime());
  // What else was proved was somebody's who had no account: it says nothing of this one.
  return { ...kept, amr: [method], proved: { kind, value }, pinned };
}

/** What is known after this proof. */
function proofData({ deps, flow }: Step, method: AuthenticationMethod): FlowData {
  const { error: _error, typed: _typed, ...data } = flow.data;
  const amr = [...new Set([...(data.amr ?? []), method])];
  // By what the code was sent to, not by what a form said.
  const kind = flow.channel === "sms" ? "phone" : flow.channel === "email" ? "email" : "username";
  const value = flow.recipient as string;
  const pinned = pinHolder(flow.holder, method === "pwd", deps.clock().getTime());
  // A second proof of the account that a number may have lost; it can be the number's first code, or a password, which is to stay.
  if (flow.state === "proof" || (data.proved && method === "pwd"))
    return { ...data, amr, owner: "holder", pinned: { ...pinned, ...data.pinned } };
  // A further number or address of somebody new.
  if (data.proved && kind !== "username")
    return { ...data, added: [...(data.added ?? []), { kind, value, verified: true }] };
  const proved: FlowData = { ...data, amr, proved: { kind, value }, pinned };
  return method === "pwd" ? { ...proved, owner: "holder" } : proved;
}

/** Goes on with a sign-in or a reset, as far as there is nothing to ask. */
export async function goOn(step: Step, data: FlowData, tx: Database): Promise<Landing> {
  const { flow, experience } = step;
  const { holder } = flow;
  const mayBeLost =
    holder !== null && data.owner === undefined && data.proved?.kind === "phone" && isStale(experience, holder);
  // A number that is somebody else's by now is told nothing of a suspended account.
  if (holder?.isSuspended && data.owner !== "new" && !mayBeLost) return await refuse(step, tx, "sign_in.suspended");
  if (flow.kind === "reset" && data.passwordHash === undefined) return await goOnWithReset(step, data, tx);
  const next = decideNext(experience, data, holder);
  const { phoneOnlyStale } = experience.recycled;
  // Nothing is asked of the only proof there is: the settings decide whose the account is.
  const owned: FlowData =
    next !== "recycled" && mayBeLost ? { ...data, owner: phoneOnlyStale === "open" ? "holder" : "new" } : data;
  if (next !== "recycled" && (!holder || owned.owner === "new") && !experience.signUp.enabled)
    return await refuse(step, tx, "sign_in.no_sign_up");
  if (holder?.isSuspended && owned.owner === "holder") return await refuse(step, tx, "sign_in.suspended");
  if (next === "done") return await finishSignIn(step, owned, tx);
  return await move(step, next, { data: owned, recipient: null }, tx);
}

async function goOnWithReset(step: Step, data: FlowData, tx: Database): Promise<Landing> {
  const { flow, experience } = step;
  const { holder } = flow;
  if ((!holder || data.owner === "new") && !experience.signUp.enabled)
    return await refuse(step, tx, "sign_in.no_sign_up");
  const isOpen = data.owner !== undefined || !holder || data.proved?.kind !== "phone" || !isStale(experience, holder);
  if (isOpen) return await move(step, "new-password", { data, recipient: null }, tx);
  return await move(step, "recycled", { data, recipient: null }, tx);
}

/** Back to the beginning, with the reason. */
async function refuse(step: Step, tx: Database, code: "sign_in.suspended" | "sign_in.no_sign_up"): Promise<Landing> {
  const { flow, visit } = step;
  await recordEvent(tx, {
    type: "sign_in.refused",
    actor: { kind: "visitor", id: null, requestId: visit.requestId },
    subject: { kind: "user", id: flow.holder?.userSid ?? "unknown" },
    serviceSid: flow.serviceSid,
    data: { reason: code },
  });
  return await move(step, "identify", { recipient: null, data: { error: { code } } }, tx);
}

/** The session was proved now. */
export async function finishStepUp(
  { deps, flow, visit }: Step,
  amr: readonly AuthenticationMethod[],
  tx: Database,
): Promise<Landing> {
  const { token, hash } = makeSessionToken(deps.keyring, flow.sid, visit.browser.secret);
  const provedSid = flow.data.replaces ?? null;
  if (!(await endWithProof(tx, { flow, tokenHash: hash, amr, provedSid }))) throw new StepRaced();
  return { at: "done", sid: flow.sid, token };
}

/** The code itself is what was proved: `tellNumber` makes the token of it. */
async function finishVerify({ flow }: Step, tx: Database): Promise<Landing> {
  const verification = flow.code?.sid;
  if (verification === undefined || !(await endWithVerification(tx, flow, verification))) throw new StepRaced();
  return { at: "done", sid: flow.sid, verification };
}

async function finishLink(step: Step, tx: Database): Promise<Landing> {
  const { deps, flow, visit, experience } = step;
  const kind = flow.data.identifierKind === "email" ? "email" : "phone";
  const isChange = step.user?.identifiers.some((one) => one.kind === kind) === true;
  const userSid = flow.userSid as string;
  // Before the user is locked, as whoever signs in goes: the flow, then the user.
  if (isChange) await closeFlowsOf(tx, userSid);
  // An administrator may add one of the kind at this moment.
  await deps.users.lock(userSid, tx);
  let loserSid: string | null;
  try {
    const ended = await endWithIdentifier(tx, {
      flow,
      identifierSid: createSid("ID", deps.clock, deps.random),
      kind,
      value: flow.recipient as string,
      staleDays: experience.recycled.afterDays,
      endOthers: isChange,
      events: [
        {
          type: isChange ? "user.identifier.changed" : "user.identifier.added",
          actor: { kind: "user", id: userSid, requestId: visit.requestId },
          subject: { kind: "user", id: userSid },
          serviceSid: flow.serviceSid,
          data: { kind },
        },
      ],
    });
    if (!ended.isEnded) throw new StepRaced();
    loserSid = ended.loserSid;
  } catch (error) {
    if (isUniqueViolation(error)) throw new StepFailed("sign_in.identifier_taken", { field: kind });
    throw error;
  }
  await noteChange(step, kind, tx);
  if (loserSid) await noteLoss(step, loserSid, kind, tx);
  return { at: "done", sid: flow.sid };
}
