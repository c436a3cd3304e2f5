/** @module `check`: the code that was sent. What is right is consumed in the transaction that goes on with the flow. */
import { readCode } from "../../codes.js";
import type { Database } from "../../db/open.js";
import { AppError } from "../../errors.js";
import type { AuthenticationMethod } from "../../sessions/session.js";
import { afterProof } from "../after-proof.js";
import { type Action, type Landing, StepFailed } from "../step.js";
import { visitorOf } from "../visit.js";
import { isAtHome, recipientOf } from "./send-code.js";

export const checkCode: Action = async (step) => {
  const { deps, visit, flow, inputs, service } = step;
  const code = readCode(inputs.code ?? "", { letters: false });
  if (code === undefined) throw new StepFailed("sign_in.code_unreadable", { field: "code" });
  const recipient = recipientOf(step);
  if (flow.purpose === null) throw new StepFailed("sign_in.flow_over");
  let landing: Landing | undefined;
  const method: AuthenticationMethod = recipient.channel === "sms" ? "sms" : "otp";
  const onApproved = async (tx: Database) => {
    landing = await afterProof(step, method, tx);
  };
  try {
    await deps.fraudGuard.checkCode({
      ...{ service, recipient, code, onApproved },
      purpose: flow.purpose,
      binding: flow.sid,
      visitor: visitorOf(visit, isAtHome(flow)),
      altcha: inputs.altcha,
    });
  } catch (error) {
    throw toFailure(error);
  }
  return landing ?? { at: "flow", sid: flow.sid };
};

function toFailure(error: unknown): unknown {
  if (!(error instanceof AppError) || error instanceof StepFailed) return error;
  const fail = (code: ConstructorParameters<typeof StepFailed>[0]) =>
    new StepFailed(code, { field: "code", facts: error.facts });
  switch (error.code) {
    case "verification.wrong_code":
      return fail("sign_in.wrong_code");
    case "verification.too_many_checks":
      return fail("sign_in.code_locked");
    case "verification.not_found":
      return fail("sign_in.code_expired");
    case "limits.exceeded":
      return fail("sign_in.wait");
    case "limits.challenge_required":
      return fail("sign_in.challenge");
    default:
      return error;
  }
}
