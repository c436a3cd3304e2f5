/** @module `open` and `begin-anew`: whose a number is that was not proved for long, in its holder's word. */
import { inTransaction } from "../../db/open.js";
import { goOn } from "../after-proof.js";
import { hasOnlyNumber } from "../decide-next.js";
import { selectHolder } from "../flow-store.js";
import { provedByProvider } from "../pin-holder.js";
import { type Action, StepFailed } from "../step.js";

/** The account has only this number: it is opened, and held back for a day. */
export const openByNumber: Action = async (step) => {
  const { deps, flow, experience } = step;
  const isAllowed =
    flow.kind !== "reset" &&
    flow.holder !== null &&
    !flow.holder.isSuspended &&
    experience.recycled.phoneOnlyStale === "ask" &&
    hasOnlyNumber(experience, flow.holder);
  if (!isAllowed) throw new StepFailed("sign_in.cannot_send");
  return await inTransaction(deps.sql, (tx) => goOn(step, { ...flow.data, owner: "holder", isRestricted: true }, tx));
};

/** The number goes over to a new account; or whoever a provider vouches for is none of those who have what it says of them. */
export const beginAnew: Action = async (step) => {
  const { deps, flow, visit } = step;
  if (flow.state === "candidate" || flow.state === "code") {
    const { error: _error, ...data } = flow.data;
    const { social, proved } = data;
    if (!social || proved) return { at: "flow", sid: flow.sid };
    return await inTransaction(deps.sql, async (tx) => {
      // By the provider's account alone: not by what a code was sent to.
      flow.holder = (await selectHolder(tx, visit.browser.hash, social)) ?? null;
      return await goOn(step, provedByProvider(data, flow.holder, deps.clock().getTime()), tx);
    });
  }
  return await inTransaction(deps.sql, (tx) => goOn(step, { ...flow.data, owner: "new" }, tx));
};
