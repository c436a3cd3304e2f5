/**
 * @module How slow this machine is, and what follows for limits and rounds. A limit that was measured on a quick machine fails
 * on a slow one although nothing is wrong.
 */
import { expect, inject } from "vitest";

/** What a start of the server takes on two cores that have nothing else to do. */
const USUAL_START_MS = 700;

/** 1 where a start takes no longer than usual, 4 where it takes four times as long. */
const slowness = Math.max(1, inject("startMs") / USUAL_START_MS);

/**
 * What takes `ms` on a quick machine may take here, in milliseconds. Only work becomes slower, not the server's timers: a
 * limit of five seconds and what answering takes is `5000 + slowed(1000)`.
 */
export const slowed = (ms: number): number => Math.round(ms * slowness);

/** `few` rounds by default, `full` where `SOAK=1` is set, as in CI. */
export const rounds = (few: number, full: number): number => (process.env.SOAK === "1" ? full : few);

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Resolves when every process knows what one of them was told: within a second, and what asking the database takes. */
export const knownElsewhere = (): Promise<void> => pause(1000 + slowed(300));

/** Polls until `probe` returns something. The time it gives up after only says how long a failure takes to show. */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false>,
  withinMs = slowed(30_000),
): Promise<T> {
  // Not Date.now: some tests stop the clock.
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`nothing came within ${withinMs} ms`);
    await pause(25);
  }
}

/**
 * Polls until what was changed a moment ago is known, and fails if somebody who asked later than `ms` after that was still told
 * the old. A slow answer breaks no promise; only when it was asked for counts.
 */
export async function knownWithin(ms: number, isKnown: () => Promise<boolean>): Promise<void> {
  const since = performance.now();
  for (;;) {
    const askedAfterMs = performance.now() - since;
    if (await isKnown()) return;
    expect(askedAfterMs, "asked so many ms after the change, and told the old").toBeLessThan(ms + slowed(200));
    await pause(25);
  }
}
