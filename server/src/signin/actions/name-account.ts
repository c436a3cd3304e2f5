/** @module `name`: who somebody is, before a password is asked for. */
import { kindOfInputs, readIdentifier } from "../read-identifier.js";
import { type Action, move, StepFailed } from "../step.js";

/** Leads to the page of the password, whether there is an account or not. */
export const nameAccount: Action = async (step) => {
  const { flow, inputs, experience, service } = step;
  // What was proved stays.
  if (flow.data.proved) return { at: "flow", sid: flow.sid };
  const kinds = experience.signIn.methods.filter(({ password }) => password).map(({ identifier }) => identifier);
  const kind = kindOfInputs(inputs, kinds);
  const given = readIdentifier(kind, inputs, service);
  if (!kinds.includes(kind)) throw new StepFailed("sign_in.cannot_send", { field: kind });
  const { error: _error, typed: _typed, ...data } = flow.data;
  return await move(step, "password", {
    recipient: given.value,
    channel: given.kind === "username" ? null : given.accepted.channel,
    country: given.kind === "username" ? null : given.accepted.country,
    data: { ...data, identifierKind: kind },
  });
};
