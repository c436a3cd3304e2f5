/**
 * @module What codes of each purpose may do, in one row each. A start names its purpose; no caller combines flags. A code of
 * one purpose never serves another (see `codes.ts`).
 */
import type { Purpose } from "../codes.js";
import { MAX_SENDS } from "./verification.js";

export interface PurposeRules {
  /**
   * Seconds to wait after the first, second, … send of a code, where its service does not say otherwise; the last figure
   * counts for all later sends. Empty: no wait.
   */
  waits: readonly number[];
  /** Sends of one verification. */
  maxSends: number;
  /**
   * What a start meets after five wrong codes: it is refused until the locked verification expires, or it begins a new
   * verification once the wait for the next send is over.
   */
  afterLock: "wait_for_expiry" | "begin_anew";
  /**
   * What a start does that meets another one for the same recipient before that one is answered: it is given that one's
   * verification and sends nothing more, or it is a start like any other, which then has to wait.
   */
  atOnce: "join" | "wait";
  /** Whoever brings the code that was just accepted is told that it was; otherwise nothing is found. */
  tellsUsedCode: boolean;
}

/** A program of the team's own asks: the rules are Twilio's. */
const secretApi: PurposeRules = {
  waits: [],
  maxSends: MAX_SENDS,
  afterLock: "wait_for_expiry",
  atOnce: "join",
  tellsUsedCode: false,
};

/** A page or an app asks, in front of a person or of an attacker. */
const visitor: PurposeRules = {
  waits: [30, 60, 120, 300],
  maxSends: MAX_SENDS,
  afterLock: "begin_anew",
  atOnce: "wait",
  tellsUsedCode: true,
};

export const purposes: Readonly<Record<Purpose, PurposeRules>> = {
  api: secretApi,
  public: visitor,
  "sign-in": visitor,
  "sign-up": visitor,
  reset: visitor,
  link: visitor,
  "step-up": visitor,
  invitation: visitor,
};

/** The waits of a purpose under a service. */
export function waitsOf(purpose: Purpose, service: { resendWaits: number[] | null }): readonly number[] {
  return service.resendWaits ?? purposes[purpose].waits;
}
