/** @module `confirm`: the account and everything of it goes, and its owner is told. */
import { inTransaction } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { recipientsOf } from "../../users/user.js";
import { note } from "../note-change.js";
import { type Action, StepFailed } from "../step.js";

export const deleteAccount: Action = async (step) => {
  const { deps, user, visit } = step;
  if (!user) throw new StepFailed("sign_in.not_signed_in");
  const left = await inTransaction(deps.sql, async (tx) => {
    const actor = { kind: "user", id: user.sid, requestId: visit.requestId } as const;
    // Sent twice, the second time finds nothing, and tells nobody again.
    const gone = await deps.users.remove(user.sid, actor, tx);
    if (gone) await note(step, recipientsOf(user.identifiers), { kind: "account_deleted", values: {} }, tx);
    return gone?.leftConnections ?? [];
  }).catch((error: unknown) => {
    throw isLastAdmin(error) ? new StepFailed("console.last_admin") : error;
  });
  return { at: "gone", left };
};

/** Nobody would be left to let others into the console: the account stays. */
export const isLastAdmin = (error: unknown) => error instanceof AppError && error.code === "console.last_admin";
