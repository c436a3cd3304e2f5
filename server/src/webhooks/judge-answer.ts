/** @module What becomes of a delivery after a try. Pure. */
import type { DeliveryProblem } from "./schema.js";

/**
 * Seconds from a failed try to the next: ten tries in three days, as Standard Webhooks has them
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability).
 */
const WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
/** Up to a tenth more, so that what failed together does not come back together. */
const JITTER = 0.1;

/** The status of an answer, or why there was none. */
export type Try = { answer: number; problem: null } | { answer: null; problem: DeliveryProblem };

export interface Judged {
  status: "delivered" | "waiting" | "dead";
  delayMs: number;
  /** The endpoint says that it is gone for good. */
  isGone: boolean;
}

export const isDelivered = ({ answer }: Try): boolean => answer !== null && answer >= 200 && answer < 300;

/** `failures`: tries that failed before; `chance`: from 0 to 1. */
export function judgeAnswer(tried: Try, failures: number, chance: number): Judged {
  if (isDelivered(tried)) return { status: "delivered", delayMs: 0, isGone: false };
  const isGone = tried.answer === 410;
  const waitSeconds = isGone ? undefined : WAITS[failures];
  if (waitSeconds === undefined) return { status: "dead", delayMs: 0, isGone };
  return { status: "waiting", delayMs: Math.round(waitSeconds * 1000 * (1 + JITTER * chance)), isGone };
}
