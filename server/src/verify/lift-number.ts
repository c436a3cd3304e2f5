/** @module Lifts what refuses a number or an address at a service, by an operator's word: it gets its next text at once. */
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Refusals } from "../refusals/refusals.js";
import type { Keyring } from "../secrets.js";
import { type Lifted, liftRecipient } from "./lift-store.js";
import { streakKeys } from "./streak-keys.js";

export type { Lifted };

export interface LiftDependencies {
  sql: Database;
  keyring: Keyring;
  refusals: Pick<Refusals, "nameOf">;
}

export interface LiftRequest {
  serviceSid: string;
  /** As it was accepted: E.164 or an e-mail address. */
  recipient: string;
  /** Counters of the number that limits keep, whether or not they have refused it. */
  counters: readonly string[];
}

/** Its event names the service and what was lifted; the number is in no event. */
export async function liftNumber(
  { sql, keyring, refusals }: LiftDependencies,
  { serviceSid, recipient, counters }: LiftRequest,
  actor: Actor,
): Promise<Lifted> {
  return await liftRecipient(sql, {
    ...{ serviceSid, recipient, recipientKey: refusals.nameOf(recipient) },
    names: [...counters, ...streakKeys(keyring, serviceSid, recipient)],
    event: { type: "limits.number_lifted", actor, subject: { kind: "service", id: serviceSid }, serviceSid },
  });
}
