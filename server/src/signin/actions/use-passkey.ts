/**
 * @module `passkey`: somebody shows a passkey. It signs in by itself, it is the second proof of a number that may be lost, and it proves a
 * session anew. Its answer is taken in the transaction that goes on with the flow.
 */
import type { Database } from "../../db/open.js";
import { inTransaction } from "../../db/open.js";
import { AppError } from "../../errors.js";
import { methodsBy } from "../../passkeys/passkey.js";
import type { ShownPasskey } from "../../passkeys/passkeys.js";
import { finishStepUp, goOn } from "../after-proof.js";
import { lockFlow, selectFlow, selectHolder } from "../flow-store.js";
import { landOnDone } from "../land-on-done.js";
import { takesPasskeys } from "../passkeys/offer.js";
import { pinHolder } from "../pin-holder.js";
import type { FlowData } from "../schema.js";
import { type Action, type Landing, move, type Step, StepFailed } from "../step.js";

export const usePasskey: Action = async (step) => {
  const { deps, flow, visit, inputs, experience } = step;
  if (!takesPasskeys(deps, experience)) throw new StepFailed("passkey.unavailable");
  try {
    const shown = await deps.passkeys.read(inputs.credential ?? "", visit.browser.hash);
    const landing = await inTransaction(deps.sql, async (tx) => {
      await lockFlow(tx, flow.sid);
      if ((await deps.passkeys.use(shown, flow.sid, tx)) !== "used") return undefined;
      return await afterPasskey(step, shown, tx);
    });
    return landing ?? (await landWhereItLed(step, shown));
  } catch (error) {
    if (error instanceof AppError && !(error instanceof StepFailed) && error.code.startsWith("passkey."))
      throw new StepFailed(error.code, { facts: error.facts });
    throw error;
  }
};

async function afterPasskey(step: Step, shown: ShownPasskey, tx: Database): Promise<Landing> {
  const { deps, flow, visit, isNew } = step;
  const amr = methodsBy(shown);
  const now = deps.clock().getTime();
  if (flow.kind === "step-up") {
    if (shown.userSid !== flow.userSid) throw new StepFailed("passkey.other_account");
    if (isNew) await move(step, "prove", {}, tx);
    return await finishStepUp(step, amr, tx);
  }
  const { error: _error, typed: _typed, ...data } = flow.data;
  // A number may be lost, and its account is asked for a second proof.
  if (data.proved && data.owner === undefined) {
    if (shown.userSid !== flow.holder?.userSid) throw new StepFailed("passkey.other_account");
    const both = [...new Set([...(data.amr ?? []), ...amr])];
    return await goOn(step, { ...data, amr: both, owner: "holder", passkey: shown.sid }, tx);
  }
  if (data.proved) return { at: "flow", sid: flow.sid };
  const holder = (await selectHolder(tx, visit.browser.hash, { passkeySid: shown.sid })) ?? null;
  if (!holder) throw new StepFailed("passkey.unknown");
  const { social: _social, identifierKind: _kind, ...kept } = data;
  const proved: FlowData = {
    ...kept,
    amr,
    proved: { kind: "passkey", value: shown.sid },
    passkey: shown.sid,
    pinned: pinHolder(holder, false, now),
    owner: "holder",
  };
  const nothing = { recipient: null, channel: null, country: null, purpose: null };
  await move(step, "identify", { ...nothing, data: proved }, tx);
  Object.assign(flow, { ...nothing, data: proved, holder });
  return await goOn(step, proved, tx);
}

/** The same answer once more, by a second tap: where the first one has led. */
async function landWhereItLed({ deps, flow, visit }: Step, shown: ShownPasskey): Promise<Landing> {
  const sid = await deps.passkeys.usedFor(shown);
  const first = sid === undefined ? undefined : await selectFlow(deps.sql, sid, visit.browser.hash);
  if (!first || first.kind !== flow.kind) throw new StepFailed("passkey.refused");
  return first.state === "done" ? await landOnDone(deps, first, visit) : { at: "flow", sid: first.sid };
}
