/** @module One action on a flow: looks up where it is, does what its table allows there, and says where it landed. */

import { isMissingReference, isUniqueViolation } from "../db/open.js";
import { AppError } from "../errors.js";
import { identifierTypes } from "../experience/experience.js";
import { createSid } from "../sid.js";
import { checkCode } from "./actions/check-code.js";
import { checkTotp, useRecovery } from "./actions/check-totp.js";
import { connectAccount } from "./actions/connect-account.js";
import { beginAnew, openByNumber } from "./actions/decide-owner.js";
import { deleteAccount } from "./actions/delete-account.js";
import { nameAccount } from "./actions/name-account.js";
import { prove } from "./actions/prove.js";
import { resendCode, sendCode } from "./actions/send-code.js";
import { agree, fillProfile, setPassword } from "./actions/sign-up.js";
import { tryPassword, useCode, usePassword } from "./actions/try-password.js";
import { usePasskey } from "./actions/use-passkey.js";
import { type ActionName, type FlowKind, flows, stateBefore } from "./flow.js";
import { deleteFlow, type FlowWithFacts, selectFlow } from "./flow-store.js";
import { landOnDone } from "./land-on-done.js";
import { isAsProved } from "./pin-holder.js";
import { toShown } from "./read-identifier.js";
import type { FlowData } from "./schema.js";
import { type Action, type Inputs, type Landing, move, type Step, StepFailed, StepRaced } from "./step.js";
import { type Setting, type SigninDependencies, type Visit, visitorOf } from "./visit.js";

export const actions: Readonly<Record<ActionName, Action>> = {
  send: sendCode,
  check: checkCode,
  resend: resendCode,
  name: nameAccount,
  "use-password": usePassword,
  "use-code": useCode,
  "try-password": tryPassword,
  prove,
  passkey: usePasskey,
  "check-totp": checkTotp,
  "use-recovery": useRecovery,
  open: openByNumber,
  "begin-anew": beginAnew,
  connect: connectAccount,
  agree,
  fill: fillProfile,
  "set-password": setPassword,
  confirm: deleteAccount,
};

export interface ActRequest {
  kind: FlowKind;
  /** Absent: the first action of a new flow. */
  flowSid: string | undefined;
  action: ActionName;
  inputs: Inputs;
  visit: Visit;
  /** What a new flow is begun with. */
  begin: { returnTo: string | null; data: FlowData };
}

/** `flow`: as it was before. `failure`: what the person can mend, and the flow's page says. */
export type Landed = Landing & {
  flow: FlowWithFacts | undefined;
  failure?: StepFailed;
  /** It was a form of the page before the flow's: there it is said. */
  isOfPageBefore?: boolean;
};

/** How long a proof is fresh enough to change what an account is found by, or to end it. */
export const FRESH_SECONDS = 300;

/** What was begun with a fresh proof is to be ended within this. */
const MAX_PROOF_SECONDS = 1800;

/** Others may be quicker, in this browser or another: then everything is looked at again. */
const MAX_ROUNDS = 4;

/**
 * Where the flow is after the action. An action that its state does not have changes nothing: whoever sends a step twice is told
 * where the flow is now. What a person can mend is kept with the flow, for its page to say.
 */
export async function actOnFlow(deps: SigninDependencies, setting: Setting, request: ActRequest): Promise<Landed> {
  const { action, visit } = request;
  let blank: FlowWithFacts | undefined;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    blank ??= request.flowSid === undefined ? blankFlow(deps, setting, request) : undefined;
    const sid = request.flowSid ?? (blank as FlowWithFacts).sid;
    // In its first round a new flow is in no table.
    const flow = blank && round === 0 ? blank : ((await selectFlow(deps.sql, sid, visit.browser.hash)) ?? blank);
    const gone = flow ? whyOver(flow, visit) : ({ at: "ended", because: "elsewhere" } as const);
    if (!flow) return { at: "ended", because: "elsewhere", flow };
    if (gone) return { ...(flow.state === "done" ? await landOnDone(deps, flow, visit) : gone), flow };
    if (!flows[flow.kind].states[flow.state]?.[action]) return { at: "flow", sid, flow };
    const step = await prepare(deps, setting, request, flow);
    if (!step) return { at: "ended", because: "elsewhere", flow };
    if (!isAsProved(flow, deps.clock().getTime())) return { ...(await startOver(step)), flow };
    try {
      if (UNSENT.has(action)) await admitStep(step);
      return { ...(await actions[action](step)), flow };
    } catch (error) {
      if (error instanceof StepRaced || isUniqueViolation(error) || isMissingReference(error)) continue;
      // The same code at the same time, in the same browser: the other one has gone on.
      if (error instanceof AppError && error.code === "verification.already_approved") continue;
      if (!(error instanceof StepFailed)) throw error;
      const failed = await keepFailure(step, error, action);
      if (failed) return { ...failed, flow, failure: error, isOfPageBefore: isOfPageBefore(flow, action, error) };
    }
  }
  // So many at once are the same one, sent again and again: where it is now is the answer.
  if (request.flowSid !== undefined) return { at: "flow", sid: request.flowSid, flow: undefined };
  // It was ended in another window, after this request was read.
  if (flows[request.kind].needsSession) return { at: "ended", because: "elsewhere", flow: undefined };
  throw new AppError("server.unavailable", { retryAfterSeconds: 1 });
}

/** Actions that send nothing, and are kept or cost time. */
const UNSENT: ReadonlySet<ActionName> = new Set([
  "name",
  "fill",
  "set-password",
  "passkey",
  "check-totp",
  "use-recovery",
]);

async function admitStep({ deps, service, visit, flow }: Step): Promise<void> {
  try {
    await deps.fraudGuard.admitStep({ service, visitor: visitorOf(visit, flow.holder?.isKnownDevice === true) });
  } catch (error) {
    if (error instanceof AppError) throw new StepFailed("sign_in.wait", { facts: error.facts });
    throw error;
  }
}

/** What was proved is no longer what it was: it is proved again. */
async function startOver(step: Step): Promise<Landing> {
  const nobody = { recipient: null, channel: null, country: null, purpose: null, userSid: null };
  return await move(step, "identify", { ...nobody, data: { error: { code: "sign_in.flow_over" } } }).catch((raced) => {
    if (raced instanceof StepRaced) return { at: "flow", sid: step.flow.sid } as const;
    throw raced;
  });
}

/** The service that the flow's codes are of, which may not be the settings' any more, and whose account it is about. */
async function prepare(
  deps: SigninDependencies,
  setting: Setting,
  { visit, inputs, flowSid }: ActRequest,
  flow: FlowWithFacts,
): Promise<Step | undefined> {
  const service = flow.serviceSid === setting.service.sid ? setting.service : await deps.services.find(flow.serviceSid);
  if (!service) return undefined;
  // Whose password is lost is told of it; a number that may be lost is proved by another identifier of its account.
  const mayProve = flow.data.proved !== undefined && flow.data.owner !== "holder";
  const needsUser = flows[flow.kind].needsSession || flow.kind === "reset" || flow.state === "recycled" || mayProve;
  const userSid = needsUser ? (flow.userSid ?? flow.holder?.userSid) : undefined;
  const user = userSid ? await deps.users.find(userSid) : undefined;
  // Deleted meanwhile, by the same form sent twice for example.
  if (flows[flow.kind].needsSession && !user) return undefined;
  return { deps, service, experience: setting.experience, visit, flow, isNew: flowSid === undefined, user, inputs };
}

/** A flow before its first action: in no table yet. */
export function blankFlow(
  deps: Pick<SigninDependencies, "clock" | "random">,
  { service }: Setting,
  { kind, visit, begin }: Pick<ActRequest, "kind" | "visit" | "begin">,
): FlowWithFacts {
  const { needsSession, begins } = flows[kind];
  return {
    sid: createSid("FL", deps.clock, deps.random),
    kind,
    state: begins,
    browserHash: visit.browser.hash,
    step: 0,
    serviceSid: service.sid,
    userSid: needsSession ? (visit.session?.userSid ?? null) : null,
    sessionSid: needsSession ? (visit.session?.sid ?? null) : null,
    ...{ recipient: null, channel: null, country: null, purpose: null, holder: null, code: null },
    returnTo: begin.returnTo,
    data: begin.data,
    ...{ isOver: false, isIdle: false, isStored: false, secondsSinceEnd: 0 },
  };
}

/** Why nothing more can be done with a flow. */
export function whyOver(flow: FlowWithFacts, { session }: Visit): Extract<Landing, { at: "ended" }> | undefined {
  if (flow.state === "done") return { at: "ended", because: "finished" };
  if (flow.isOver) return { at: "ended", because: "expired" };
  if (flows[flow.kind].needsFreshSession && (session?.secondsSinceProof ?? 0) > MAX_PROOF_SECONDS)
    return { at: "ended", because: "expired" };
  const isOthers = flows[flow.kind].needsSession && (session === undefined || session.sid !== flow.sessionSid);
  return isOthers ? { at: "ended", because: "elsewhere" } : undefined;
}

/** Forms of the page that somebody sees who looks back. */
const EARLIER: ReadonlySet<ActionName> = new Set(["send", "name", "fill", "prove"]);

function isOfPageBefore({ kind, state, data }: FlowWithFacts, action: ActionName, { field }: StepFailed): boolean {
  const isEarlier = EARLIER.has(action) || identifierTypes.some((type) => type === field);
  return isEarlier && stateBefore(kind, state, data) !== undefined;
}

async function keepFailure(
  step: Step,
  { code, field, typed, facts }: StepFailed,
  action: ActionName,
): Promise<Landing | undefined> {
  const { flow } = step;
  const isChallenge = code === "sign_in.challenge";
  const seconds = isChallenge ? facts.challengedSeconds : facts.retryAfterSeconds;
  const until = seconds === undefined ? undefined : step.deps.clock().getTime() + seconds * 1000;
  const error = {
    code,
    ...(field && { field }),
    ...(until && { until }),
    ...(facts.expected && { expected: facts.expected }),
    ...(isChallenge && { action, ...(action === "prove" && { with: toShown(step.inputs.with ?? "") }) }),
  };
  const shown = typed && { typed: typed.text, ...(typed.country && { country: typed.country }) };
  const fields = ["name", "username", "phone", "email"].flatMap((name) =>
    step.inputs[name] === undefined ? [] : [[name, toShown(step.inputs[name])] as const],
  );
  const kind = field === "phone" || field === "email" || field === "username" ? { identifierKind: field } : {};
  const data = {
    ...flow.data,
    // What is being proved stays what it is.
    ...(flow.recipient === null && !flow.data.proved && kind),
    ...shown,
    ...(flow.state === "profile" && { typedFields: Object.fromEntries(fields) }),
    error,
  } as FlowData;
  if (step.isNew) {
    // A flow that got nowhere leaves no row: whoever sends nonsense fills no table.
    if (flow.isStored) await deleteFlow(step.deps.sql, flow.sid);
    return { at: "nowhere", data };
  }
  try {
    return await move(step, flow.state, { data });
  } catch (raced) {
    if (raced instanceof StepRaced) return undefined;
    throw raced;
  }
}
