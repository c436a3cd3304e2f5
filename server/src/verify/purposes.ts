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
   * What a start does that meets another one of the same binding before that one is answered: it is given that one's verification
   * and sends nothing more, or it is a start like any other, which then has to wait. With `repeat` it is given it until the wait
   * for the next send is over, because the first answer may have been lost on its way.
   */
  atOnce: "join" | "repeat" | "wait";
  /**
   * What waits and sends are counted for: one binding, or the recipient under all bindings together, so that whoever makes up
   * another binding gets nothing by it.
   */
  pace: "binding" | "recipient";
  /** Strangers may start and guess: wrong codes in a row hold up their like, and no program of the team's own. */
  isOpen: boolean;
  /** Whoever brings the code that was just accepted is told that it was; otherwise nothing is found. */
  tellsUsedCode: boolean;
}

/** A program of the team's own asks: the rules are Twilio's. */
const secretApi: PurposeRules = {
  waits: [],
  maxSends: MAX_SENDS,
  afterLock: "wait_for_expiry",
  atOnce: "join",
  pace: "binding",
  isOpen: false,
  tellsUsedCode: false,
};

/** A page or an app asks, in front of a person or of an attacker. */
const visitor: PurposeRules = {
  waits: [30, 60, 120, 300],
  maxSends: MAX_SENDS,
  afterLock: "begin_anew",
  atOnce: "wait",
  // A flow waits for no other one; the figures on its number hold for all.
  pace: "binding",
  isOpen: true,
  tellsUsedCode: true,
};

export const purposes: Readonly<Record<Purpose, PurposeRules>> = {
  api: secretApi,
  public: { ...visitor, atOnce: "repeat", pace: "recipient" },
  "sign-in": visitor,
  "sign-up": visitor,
  reset: visitor,
  link: visitor,
  "step-up": visitor,
  verify: visitor,
  invitation: visitor,
};

/** The waits of a purpose under a service. */
export function waitsOf(purpose: Purpose, service: { resendWaits: number[] | null }): readonly number[] {
  return service.resendWaits ?? purposes[purpose].waits;
}

/** Seconds to wait after so many sends. */
export function waitAfter(waits: readonly number[], sends: number): number {
  return waits[Math.min(sends, waits.length) - 1] ?? 0;
}
