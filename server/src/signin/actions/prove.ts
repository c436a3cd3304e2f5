/** @module `prove`: another proof of an account, by what it has: before something weighty, or where its number may be lost. */
import { readBack } from "../../recipient.js";
import { recipientsOf } from "../../users/user.js";
import { secondProofsOf } from "../decide-next.js";
import { type Action, move, type Step, StepFailed } from "../step.js";
import { beginCode, deliver, requireChannel } from "./send-code.js";

export const prove: Action = (step) => (step.flow.kind === "step-up" ? proveSession(step) : proveOwner(step));

/** An authenticator app, or what stands in for it. */
const readFactor = (text: string | undefined): "totp" | "recovery" | undefined =>
  text === "totp" || text === "recovery" ? text : undefined;

/** `with`: an identifier of the account's, `password`, `totp` or `recovery`. */
async function proveSession(step: Step) {
  const { deps, flow, user, inputs, experience } = step;
  if (!user) throw new StepFailed("sign_in.not_signed_in");
  const { error: _error, ...data } = flow.data;
  const factor = readFactor(inputs.with);
  if (factor) {
    if (!experience.totp.enabled || !(await deps.secondFactors.find(user.sid))) throw new StepFailed("totp.none");
    const { replaces: _replaces, ...kept } = data;
    return await move(step, factor, { recipient: null, channel: null, data: kept });
  }
  if (inputs.with === "password") {
    if (!user.hasPassword) throw new StepFailed("sign_in.cannot_send");
    const { replaces: _replaces, ...kept } = data;
    return await move(step, "password", { recipient: null, channel: null, data: kept });
  }
  const one = user.identifiers.find(
    ({ sid, kind, verifiedAt }) => sid === inputs.with && kind !== "username" && verifiedAt !== null,
  );
  if (!one) throw new StepFailed("sign_in.cannot_send");
  const [recipient] = recipientsOf([one]);
  if (!recipient) throw new StepFailed("sign_in.cannot_send");
  requireChannel(step, recipient.channel, "with");
  return await beginCode(step, {
    ...{ kind: recipient.channel === "sms" ? "phone" : "email", value: one.value, accepted: recipient },
    ...{ recipient: readBack(recipient), field: "with" },
    data: { identifierKind: one.kind, replaces: one.sid },
  });
}

/** Of an account that a number may have lost: nothing of it is shown, not even where the code goes. */
async function proveOwner(step: Step) {
  const { flow, user, inputs, experience } = step;
  if (!flow.holder || !user) throw new StepFailed("sign_in.flow_over");
  const { error: _error, ...data } = flow.data;
  const factor = readFactor(inputs.with);
  if (factor) {
    if (!secondProofsOf(experience, flow.holder).includes("totp")) throw new StepFailed("totp.none");
    return await move(step, factor, { recipient: null, data });
  }
  const wanted = inputs.with === "password" ? "password" : "email";
  const isOffered =
    secondProofsOf(experience, flow.holder).includes(wanted) && !(flow.kind === "reset" && wanted === "password");
  if (!isOffered) throw new StepFailed("sign_in.cannot_send");
  if (wanted === "password") return await move(step, "password", { recipient: null, data });
  const recipient = recipientsOf(user.identifiers).find(({ channel }) => channel === "email");
  if (!recipient) throw new StepFailed("sign_in.cannot_send");
  requireChannel(step, "email", "with");
  const purpose = flow.kind === "reset" ? "reset" : "sign-in";
  await deliver(step, { recipient: readBack(recipient), purpose, isKnownDevice: false, field: "with" });
  return await move(step, "proof", {
    ...{ recipient: recipient.address, channel: "email", country: recipient.country, purpose },
    data,
  });
}
