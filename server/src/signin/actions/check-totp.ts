/**
 * @module `check-totp` and `use-recovery`: a code of somebody's authenticator app, or a recovery code in its place. It proves a session anew, and it is
 * the second proof of a number that may be lost. What is right is used up in the transaction that goes on with the flow.
 */
import type { Database } from "../../db/open.js";
import { inTransaction } from "../../db/open.js";
import type { AuthenticationMethod } from "../../sessions/session.js";
import type { CodeResult } from "../../users/second-factors.js";
import { recipientsOf } from "../../users/user.js";
import { finishStepUp, goOn } from "../after-proof.js";
import { secondProofsOf } from "../decide-next.js";
import { selectFlow } from "../flow-store.js";
import { note } from "../note-change.js";
import { type Action, type Landing, type Step, StepFailed, StepRaced } from "../step.js";

export const checkTotp: Action = async (step) => {
  const { deps, inputs } = step;
  const userSid = ownerOf(step);
  const came = await inTransaction(deps.sql, async (tx) => {
    const result = await deps.secondFactors.check(userSid, inputs.code ?? "", tx);
    return result.kind === "right" ? await afterFactor(step, ["otp", "totp"], tx) : result;
  });
  if ("at" in came) return came;
  // The same code at the same time: the other one has gone on.
  if (came.kind === "used" && (await hasGoneOn(step))) throw new StepRaced();
  throw failureOf(came);
};

export const useRecovery: Action = async (step) => {
  const { deps, inputs, visit, user, flow } = step;
  const userSid = ownerOf(step);
  const landing = await inTransaction(deps.sql, async (tx) => {
    const actor = { kind: "user", id: userSid, requestId: visit.requestId } as const;
    if (!(await deps.secondFactors.useRecoveryCode(userSid, inputs.code ?? "", actor, tx))) return undefined;
    // A number that may be somebody else's by now is told nothing.
    const told = (user?.identifiers ?? []).filter(({ value }) => value !== flow.data.proved?.value);
    await note(step, recipientsOf(told), { kind: "recovery_code_used", values: {} }, tx);
    return await afterFactor(step, ["recovery"], tx);
  });
  if (landing) return landing;
  if (await hasGoneOn(step)) throw new StepRaced();
  throw new StepFailed("totp.wrong_recovery_code", { field: "code" });
};

/** What came of a code that was not right, in words; `right` never comes here. */
export function failureOf(result: CodeResult): StepFailed {
  switch (result.kind) {
    case "none":
      return new StepFailed("totp.none");
    case "used":
      return new StepFailed("totp.used_code", { field: "code" });
    case "locked":
      return new StepFailed("totp.locked", { field: "code", facts: { retryAfterSeconds: result.retryAfterSeconds } });
    default:
      return new StepFailed("totp.wrong_code", { field: "code" });
  }
}

function ownerOf({ flow, experience }: Step): string {
  if (!experience.totp.enabled) throw new StepFailed("totp.unavailable");
  if (flow.kind === "step-up") return flow.userSid as string;
  // It stands beside a number that was proved: nobody signs in by it alone.
  if (!flow.data.proved || flow.data.owner !== undefined) throw new StepFailed("sign_in.flow_over");
  if (!flow.holder || !secondProofsOf(experience, flow.holder).includes("totp")) throw new StepFailed("totp.none");
  return flow.holder.userSid;
}

async function afterFactor(step: Step, methods: readonly AuthenticationMethod[], tx: Database): Promise<Landing> {
  const { flow } = step;
  if (flow.kind === "step-up") return await finishStepUp(step, methods, tx);
  const { error: _error, ...data } = flow.data;
  return await goOn(step, { ...data, amr: [...new Set([...(data.amr ?? []), ...methods])], owner: "holder" }, tx);
}

async function hasGoneOn({ deps, flow, visit }: Step): Promise<boolean> {
  const now = await selectFlow(deps.sql, flow.sid, visit.browser.hash);
  return now?.step !== flow.step;
}
