/**
 * @module A proof is of one account, at one time. A number may go to somebody else while a flow waits for a consent, and its new
 * owner's account must not be opened by what was proved before; nor one whose password was changed meanwhile. Pure.
 */
import { hashToken } from "../secrets.js";
import type { FlowWithFacts, Holder } from "./flow-store.js";
import type { FlowData, PinnedHolder } from "./schema.js";

/** As long as a flow may wait unused. */
const MAX_AGE_MS = 3_600_000;

export function pinHolder(holder: Holder | null, byPassword: boolean, now: number): PinnedHolder {
  return {
    userSid: holder?.userSid ?? null,
    identifierSid: holder?.identifierSid ?? null,
    ...(byPassword && holder?.passwordHash && { password: hashToken(holder.passwordHash) }),
    at: now,
  };
}

/** What is known once a provider's word is all there is: whom it vouches for is in `data.social`. */
export function provedByProvider(data: FlowData, holder: Holder | null, now: number): FlowData {
  return { ...data, amr: ["fed"], proved: { kind: "social", value: "" }, pinned: pinHolder(holder, false, now) };
}

/** Whether what the flow has proved still is what it was. */
export function isAsProved(
  { data: { proved, pinned }, holder }: Pick<FlowWithFacts, "data" | "holder">,
  now: number,
): boolean {
  if (!proved) return true;
  if (!pinned || now - pinned.at > MAX_AGE_MS) return false;
  if ((holder?.userSid ?? null) !== pinned.userSid || (holder?.identifierSid ?? null) !== pinned.identifierSid)
    return false;
  return (
    pinned.password === undefined ||
    (holder?.passwordHash != null && hashToken(holder.passwordHash) === pinned.password)
  );
}
