/** @module `try-password`: an account's password; and the ways between a code and a password. */

import { inTransaction } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { readBack } from "../../recipient.js";
import { unseal } from "../../secrets.js";
import { hashPassword, isPassword, isToBeRehashed } from "../../users/password.js";
import { afterProof } from "../after-proof.js";
import { type Action, move, type Step, StepFailed, StepRaced } from "../step.js";
import { visitorOf } from "../visit.js";
import { beginCode, recipientOf, requireChannel } from "./send-code.js";

const MAX_PASSWORD_LENGTH = 256;

export const tryPassword: Action = async (step) => {
  const { deps, visit, flow, inputs, service } = step;
  const { holder } = flow;
  const identifier = flow.recipient ?? flow.data.proved?.value ?? holder?.userSid ?? "";
  const visitor = visitorOf(visit, holder?.isKnownDevice === true);
  try {
    await deps.fraudGuard.admitPassword({ service, visitor, identifier, userSid: holder?.userSid });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new StepFailed("sign_in.wait", { field: "password", facts: error.facts });
  }
  const given = (inputs.password ?? "").slice(0, MAX_PASSWORD_LENGTH);
  const open = (sealed: string, context: string) => unseal(deps.keyring, sealed, context);
  const isRight = await isPassword(given, holder?.passwordHash ?? null, open);
  if (!isRight) throw new StepFailed("sign_in.wrong_password", { field: "password" });
  await hashAnew(step, given);
  return await inTransaction(deps.sql, (tx) => afterProof(step, "pwd", tx));
};

/** Another system's hash becomes ours with the first right password: before the flow pins what it was proved by. */
async function hashAnew({ deps, flow: { holder } }: Step, password: string): Promise<void> {
  if (!holder?.passwordHash || !isToBeRehashed(password, holder.passwordHash)) return;
  const made = await hashPassword(password, deps.random);
  // Somebody was quicker: the same person in another window, or whoever has changed it.
  if (!(await deps.users.replacePasswordHash(holder.userSid, holder.passwordHash, made))) throw new StepRaced();
  holder.passwordHash = made;
}

/** From the code to the password: settings offer both. */
export const usePassword: Action = async (step) => {
  const kind = step.flow.data.identifierKind;
  if (step.flow.data.proved) return { at: "flow", sid: step.flow.sid };
  const hasPassword = step.experience.signIn.methods.some((one) => one.identifier === kind && one.password);
  if (!hasPassword) throw new StepFailed("sign_in.cannot_send", { field: "code" });
  return await move(step, "password");
};

export const useCode: Action = async (step) => {
  const { flow, experience } = step;
  const kind = flow.data.identifierKind;
  if (flow.data.proved) return { at: "flow", sid: flow.sid };
  const method = experience.signIn.methods.find((one) => one.identifier === kind);
  if (!method?.code || kind === "username" || kind === undefined)
    throw new StepFailed("sign_in.cannot_send", { field: "password" });
  const accepted = recipientOf(step);
  requireChannel(step, accepted.channel, "password");
  return await beginCode(step, {
    ...{ kind, value: accepted.address, accepted, recipient: readBack(accepted), field: "password" },
    data: { identifierKind: kind },
  });
};
