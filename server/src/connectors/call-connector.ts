/** @module A call to a vendor: within its time, and with no more of the world than a connector may touch. */

import { MAX_TIMEOUT_MS } from "@munjigi/connectors/kit/settings";
import { type Accepted, type SendContext, SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import { ForeignNotice, SocialFailure } from "@munjigi/connectors/social/contract";
import type { Outside } from "../core.js";
import type { ReadyConnector } from "./ready-connector.js";

/** How long a connector that was told to stop may take to say how far it has come. */
const LAST_WORD_MS = 50;

/**
 * Gives `call` a context whose signal aborts after `timeoutMs`. A connector that is sure by then that nothing was sent may
 * still say so; any other end counts as `SendFailure` (`unknown`, `timeout`), and one that does not listen to its signal does
 * not hold the caller for longer. (Not `AbortSignal.timeout`: it cannot be called off, and firing late for every message cost
 * a sixth of the process.)
 */
export async function callConnector<T>(outside: Outside, timeoutMs: number, call: Call<T>): Promise<T> {
  const timedOut = new SendFailure("unknown", "timed out", { vendorCode: "timeout" });
  return await callWithin(outside, timeoutMs, call, {
    timedOut,
    isSure: (error) => error instanceof SendFailure && error.notSent,
  });
}

/**
 * The same for a provider of social sign-in. Throws `SocialFailure`, `provider_down` where the call ends otherwise, and
 * `ForeignNotice`.
 */
export async function callProvider<T>(outside: Outside, timeoutMs: number, call: Call<T>): Promise<T> {
  const isSure = (error: unknown) => error instanceof SocialFailure || error instanceof ForeignNotice;
  const timedOut = new SocialFailure("provider_down", "timed out", { vendorCode: "timeout" });
  try {
    return await callWithin(outside, timeoutMs, call, { timedOut, isSure });
  } catch (error) {
    throw isSure(error) ? error : new SocialFailure("provider_down", "the call failed", { cause: error });
  }
}

type Call<T> = (context: SendContext) => T | Promise<T>;

async function callWithin<T>(
  { fetch, lookup, clock, random }: Outside,
  timeoutMs: number,
  call: Call<T>,
  { timedOut, isSure }: { timedOut: Error; isSure: (error: unknown) => boolean },
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      timer = setTimeout(() => fail(timedOut), LAST_WORD_MS);
      controller.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([call({ fetch, lookup, clock, random, signal }), late]);
  } catch (error) {
    throw signal.aborted && !isSure(error) ? timedOut : error;
  } finally {
    clearTimeout(timer);
  }
}

/** What a call to a connector may take: its settings' `timeoutMs`, but no more than a try has. */
export function timeoutOf(settings: unknown): number {
  const { timeoutMs } = (settings ?? {}) as { timeoutMs?: unknown };
  return typeof timeoutMs === "number" ? Math.min(timeoutMs, MAX_TIMEOUT_MS) : MAX_TIMEOUT_MS;
}

/** Hands one message to its vendor. Whatever comes of it, nothing is written down. */
export async function handOver(
  { connector, settings }: Pick<ReadyConnector, "connector" | "settings">,
  message: SmsMessage,
  outside: Outside,
): Promise<Accepted> {
  const send = connector.verifier?.start ?? connector.send;
  return await callConnector(outside, timeoutOf(settings), (context) =>
    send.call(connector, message, settings, context),
  );
}
