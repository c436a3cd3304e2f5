/** @module `send`: somebody says who they are, and a code goes there. `resend`: the same code again. */
import type { Purpose } from "../../codes.js";
import { isUniqueViolation } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { type AcceptedRecipient, type Recipient, readBack } from "../../recipient.js";
import { purposeOf } from "../flow.js";
import { type BegunCode, beginCodeStep, closeFlow, leadElsewhere, selectVisit } from "../flow-store.js";
import { askedCountry, kindOfInputs, readIdentifier, toShown } from "../read-identifier.js";
import type { FlowData } from "../schema.js";
import { type Action, type Landing, move, type Step, StepFailed, StepRaced } from "../step.js";
import { visitorOf } from "../visit.js";

export const sendCode: Action = async (step) => {
  const { flow, inputs, experience, service } = step;
  // What was proved stays; the second address of a new account is given by `fill`.
  if (flow.data.proved) return { at: "flow", sid: flow.sid };
  const kinds = experience.signIn.methods.filter(({ code }) => code).map(({ identifier }) => identifier);
  const wanted = wantedKind(flow) ?? kinds;
  const given = readIdentifier(kindOfInputs(inputs, wanted), inputs, service);
  if (given.kind === "username" || !wanted.includes(given.kind))
    throw new StepFailed("sign_in.cannot_send", { field: given.kind });
  const { kind, accepted, recipient, value } = given;
  const typed = { text: toShown(inputs[kind] ?? ""), country: askedCountry(inputs) };
  requireChannel(step, accepted.channel, kind, typed);
  return await beginCode(step, {
    ...{ kind, value, accepted, recipient, field: kind, typed },
    data: { identifierKind: kind },
  });
};

/** What a flow is to prove, where the settings of sign-in have no say in it. */
export function wantedKind({
  kind,
  data,
}: Pick<Step["flow"], "kind" | "data">): readonly ["phone" | "email"] | undefined {
  if (kind === "verify") return ["phone"];
  return kind === "link" ? [data.identifierKind === "email" ? "email" : "phone"] : undefined;
}

/** A code that a flow begins to wait for. */
interface Beginning extends Pick<Delivery, "recipient" | "field" | "typed"> {
  kind: "phone" | "email";
  value: string;
  accepted: AcceptedRecipient;
  /** Of the flow from now on. */
  data: FlowData;
  /** Where it does not follow from whose the number is. */
  purpose?: Purpose;
}

/** Sends a code and waits for it. Of several windows of a browser that ask at once one does, and the others are led there. */
export async function beginCode(step: Step, beginning: Beginning): Promise<Landing> {
  const { deps, flow } = step;
  const { kind, value, accepted, recipient, field, typed, data, purpose } = beginning;
  // Sent twice, or from the page before: the code is under way.
  if (flow.state === "code" && flow.recipient === value && flow.code && flow.code.secondsLeft > 0)
    return flow.data.error || flow.data.proved ? await move(step, "code") : { at: "flow", sid: flow.sid };
  const { error: _error, typed: _typed, ...kept } = flow.data;
  const {
    isOver: _isOver,
    isIdle: _isIdle,
    isStored: _isStored,
    secondsSinceEnd: _since,
    holder: _holder,
    code: _code,
    ...row
  } = flow;
  const { address, channel, country } = accepted;
  const next = { ...row, recipient: address, channel, country, data: { ...kept, ...data } };
  const purposeIfKnown = purpose ?? purposeOf(flow.kind, true);
  const purposeIfNot = purpose ?? purposeOf(flow.kind, false);
  let begun: BegunCode | undefined;
  try {
    // Written before the code is sent: whoever comes second finds it.
    begun = await beginCodeStep(deps.sql, next, { identifierKind: kind, purposeIfKnown, purposeIfNot });
  } catch (error) {
    if (isUniqueViolation(error)) return await joinWaiting(step, beginning);
    throw error;
  }
  if (!begun) throw new StepRaced();
  flow.step = begun.step;
  flow.isStored = true;
  await deliver(step, { recipient, purpose: begun.purpose, isKnownDevice: begun.isKnownDevice, field, typed });
  return { at: "flow", sid: flow.sid };
}

/** It was asked for on a page that does not know of the code that is under way: to the flow that waits for it. */
async function joinWaiting(step: Step, { kind, value, recipient, field, typed }: Beginning): Promise<Landing> {
  const { deps, visit, flow } = step;
  const { isKnownDevice, waiting } = await selectVisit(deps.sql, {
    ...{ kind, value, flowKind: flow.kind, sessionSid: flow.sessionSid },
    browserHash: visit.browser.hash,
  });
  if (waiting?.isOver) await closeFlow(deps.sql, waiting.sid);
  // Then this one may wait.
  if (!waiting || waiting.isOver) throw new StepRaced();
  // Of the purpose that it waits for: there may be an account by now, or none any more.
  const { sid, purpose, hasCode } = waiting;
  // Begun for something else, an hour ago perhaps: nobody waits there any more.
  if (step.isNew && flow.returnTo !== null) await leadElsewhere(deps.sql, sid, flow);
  if (!hasCode) await deliver(step, { recipient, purpose, isKnownDevice, field, typed }, sid);
  return { at: "flow", sid };
}

export const resendCode: Action = async (step) => {
  const { flow } = step;
  const recipient = recipientOf(step);
  requireChannel(step, recipient.channel, "code");
  await deliver(step, {
    recipient: readBack(recipient),
    purpose: flow.purpose ?? purposeOf(flow.kind, flow.holder !== null),
    isKnownDevice: isAtHome(flow),
    field: "code",
  });
  return await move(step, flow.state);
};

/** Whether this browser is one of the owner's of what the code goes to. What is being added may be anybody's. */
export const isAtHome = ({ kind, holder }: Step["flow"]): boolean => kind !== "link" && holder?.isKnownDevice === true;

/** Whom the flow's code is for. */
export function recipientOf({ flow, service }: Step): AcceptedRecipient {
  const { recipient, channel, country } = flow;
  if (recipient === null || channel === null) throw new StepFailed("sign_in.flow_over");
  return { address: recipient, channel, country: country ?? service.defaultCountry };
}

/** A page never says that a text was sent where none can be. */
export function requireChannel(
  { deps }: Step,
  channel: "sms" | "email",
  field: string,
  typed?: StepFailed["typed"],
): void {
  if (!deps.canSend(channel)) throw new StepFailed("sign_in.cannot_send", { field, typed });
}

export interface Delivery {
  recipient: Recipient;
  purpose: Parameters<Step["deps"]["fraudGuard"]["sendCode"]>[0]["purpose"];
  isKnownDevice: boolean;
  /** Where a failure is shown. */
  field: string;
  typed?: StepFailed["typed"];
}

/** Sends a code that is bound to this flow. One that is under way already is enough. */
export async function deliver(
  { deps, visit, flow, inputs, service, experience }: Step,
  { recipient, purpose, isKnownDevice, field, typed }: Delivery,
  binding = flow.sid,
): Promise<void> {
  try {
    await deps.fraudGuard.sendCode({
      ...{ service, recipient, purpose },
      binding,
      visitor: visitorOf(visit, isKnownDevice),
      altcha: inputs.altcha,
      locale: visit.language,
      brand: experience.brand.name ?? undefined,
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const fail = (code: ConstructorParameters<typeof StepFailed>[0]) =>
      new StepFailed(code, { field, typed, facts: error.facts });
    switch (error.code) {
      case "verification.too_early":
        return;
      case "verification.too_many_sends":
        throw fail("sign_in.no_sends_left");
      case "verification.channel_disabled":
      case "verification.channel_unusable":
      case "verification.payment_missing":
        throw fail("sign_in.cannot_send");
      case "verification.recipient_blocked":
        throw fail("sign_in.number_not_served");
      case "verification.country_blocked":
        throw fail("sign_in.country_not_served");
      case "verification.landline":
      case "verification.number_blocked":
        throw fail("sign_in.number_not_mobile");
      case "limits.exceeded":
        throw fail("sign_in.wait");
      case "limits.challenge_required":
        throw fail("sign_in.challenge");
      default:
        throw error;
    }
  }
}
