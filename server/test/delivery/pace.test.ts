/**
 * @module The pace of vendors of every kind, found in moved time: what a burst takes, as a ratio to what the vendor allows. No server:
 * the queue of the table is a number.
 */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "../../dist/delivery/pace.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

interface Answer {
  taken: boolean;
  waitMs?: number;
}
type Vendor = () => Promise<Answer>;

const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
const now = () => performance.now();

/** From 0 to 1, the same in every run. */
function createChance(seed = 7): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A vendor that answers after about `latencyMs`; whether it takes a message is decided half-way. */
function vendorOf(latencyMs: number, take: () => Answer): Vendor {
  const chance = createChance();
  const part = () => (latencyMs / 2) * (0.7 + 0.6 * chance());
  return async () => {
    await sleep(part());
    const answer = take();
    await sleep(part());
    return answer;
  };
}

/** So many in each window of the clock; may name what is left of the window, in whole seconds. */
function fixedWindow(n: number, windowMs: number, names = false): () => Answer {
  let window = -1;
  let taken = 0;
  return () => {
    const current = Math.floor(now() / windowMs);
    if (current !== window) taken = 0;
    window = current;
    taken += 1;
    const leftMs = (current + 1) * windowMs - now();
    return { taken: taken <= n, ...(names && { waitMs: Math.ceil(leftMs / 1000) * 1000 }) };
  };
}

function slidingWindow(n: number, windowMs: number): () => Answer {
  let times: number[] = [];
  return () => {
    times = times.filter((time) => time > now() - windowMs);
    if (times.length >= n) return { taken: false };
    times.push(now());
    return { taken: true };
  };
}

/** `capacity` 1: calls must stand apart. */
function tokenBucket(perSecond: number, capacity: number): () => Answer {
  let tokens = capacity;
  let since = now();
  return () => {
    tokens = Math.min(capacity, tokens + ((now() - since) / 1000) * perSecond);
    since = now();
    if (tokens < 1) return { taken: false };
    tokens -= 1;
    return { taken: true };
  };
}

/** Calls at once; those that are too many are told soon. */
function connections(n: number, takesMs: number): Vendor {
  const chance = createChance();
  let open = 0;
  return async () => {
    await sleep(2);
    if (open >= n) return { taken: false };
    open += 1;
    await sleep(takesMs * (0.7 + 0.6 * chance()));
    open -= 1;
    return { taken: true };
  };
}

interface Result {
  tookMs: number;
  refused: number;
  atOnce: number;
}

/** Hands so many messages over as the dispatcher does: some in hand, the others in the table. */
async function deliver(pace: Pace, vendor: Vendor, messages: number): Promise<Result> {
  const begun = now();
  let [queued, delivered, refused, out, atOnce, last] = [messages, 0, 0, 0, 0, begun];
  let names = 0;
  async function carry(): Promise<void> {
    const since = now();
    const until = since + 700;
    const name = `message ${names++}`;
    while (now() < until) {
      const turn = pace.tryBegin() ?? (await pace.beginWithin(until - now(), since));
      if (!turn) break;
      out += 1;
      atOnce = Math.max(atOnce, out);
      const { taken, waitMs } = await vendor();
      out -= 1;
      if (taken) {
        turn.answered();
        delivered += 1;
        last = now();
        return;
      }
      turn.refused(name, waitMs);
      refused += 1;
    }
    queued += 1;
  }
  while (delivered < messages) {
    for (let { messages: room } = pace.room(); room > 0 && queued > 0; room--) {
      queued -= 1;
      void carry();
    }
    await vi.advanceTimersByTimeAsync(10);
    if (now() - begun > 600_000) throw new Error(`${delivered} of ${messages} after ten minutes`);
  }
  return { tookMs: last - begun, refused, atOnce };
}

const kinds: [string, () => Vendor, number, number][] = [
  ["5 in each second", () => vendorOf(20, fixedWindow(5, 1000)), 40, 8000],
  ["5 in each second, slow to answer", () => vendorOf(500, fixedWindow(5, 1000)), 40, 8000],
  ["5 in any second", () => vendorOf(20, slidingWindow(5, 1000)), 40, 8000],
  ["5 in any second, slow to answer", () => vendorOf(500, slidingWindow(5, 1000)), 40, 8000],
  ["5 a second, 5 at once", () => vendorOf(100, tokenBucket(5, 5)), 40, 7000],
  ["5 a second, each apart", () => vendorOf(20, tokenBucket(5, 1)), 40, 8000],
  ["1 in each second", () => vendorOf(30, fixedWindow(1, 1000)), 20, 20_000],
  ["1 in each second, with a named wait", () => vendorOf(30, fixedWindow(1, 1000, true)), 20, 20_000],
  ["5 in each second, with a named wait", () => vendorOf(30, fixedWindow(5, 1000, true)), 40, 8000],
  ["100 in each second", () => vendorOf(50, fixedWindow(100, 1000)), 1500, 15_000],
  ["10 in each ten seconds", () => vendorOf(50, fixedWindow(10, 10_000)), 40, 31_000],
  ["60 in each minute", () => vendorOf(50, fixedWindow(60, 60_000)), 150, 121_000],
  ["1 in five seconds", () => vendorOf(50, tokenBucket(0.2, 1)), 8, 36_000],
  ["3 connections of 20 ms", () => connections(3, 20), 25, 9 * 22],
  ["3 connections of 300 ms", () => connections(3, 300), 25, 9 * 300],
  ["1 connection of 300 ms", () => connections(1, 300), 25, 25 * 300],
  ["10 connections of 200 ms", () => connections(10, 200), 500, 10_000],
];

test.each(kinds)("%s", async (_name, create, messages, idealMs) => {
  const { tookMs } = await deliver(new Pace(), create(), messages);
  expect(tookMs / idealMs).toBeLessThan(1.3);
});

test("a pace that was found is kept: the next burst is hardly refused", async () => {
  const pace = new Pace();
  const vendor = vendorOf(20, fixedWindow(5, 1000));
  await deliver(pace, vendor, 40);
  await vi.advanceTimersByTimeAsync(60_000);
  const { refused } = await deliver(pace, vendor, 40);
  expect(refused).toBeLessThan(15);
});

test("it grows with a vendor that takes more", async () => {
  const pace = new Pace();
  let perSecond = 2;
  const vendor: Vendor = async () => await current();
  let current = vendorOf(20, fixedWindow(perSecond, 1000));
  await deliver(pace, vendor, 10);
  perSecond = 200;
  current = vendorOf(20, fixedWindow(perSecond, 1000));
  expect((await deliver(pace, vendor, 300)).tookMs).toBeLessThan(30_000);
});

test("a named wait is kept by all", async () => {
  const pace = new Pace();
  const both = [pace.tryBegin(), pace.tryBegin()];
  expect(both.map((turn, n) => turn?.refused(`message ${n}`, 7000))).toEqual(["alone", "pace"]);
  expect(pace.tryBegin()).toBeUndefined();
  expect(await pace.beginWithin(2000, 0)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(6900);
  expect(pace.tryBegin()).toBeUndefined();
  const waiting = pace.beginWithin(2000, 0);
  await vi.advanceTimersByTimeAsync(200);
  expect(await waiting).toBeDefined();
});

test("one message that is refused again and again holds up nobody", async () => {
  const pace = new Pace();
  for (let n = 0; n < 20; n++) {
    expect(pace.tryBegin()?.refused("one number's", 20_000)).toBe(n < 12 ? "alone" : "recipient");
    await vi.advanceTimersByTimeAsync(10);
    pace.tryBegin()?.answered();
  }
  expect([pace.heldMs(), pace.room().messages]).toEqual([0, Number.POSITIVE_INFINITY]);
});

test("half a minute is the longest that one message's wait holds the others", async () => {
  const pace = new Pace();
  for (const [n, turn] of [pace.tryBegin(), pace.tryBegin()].entries()) turn?.refused(`message ${n}`, 3_600_000);
  await vi.advanceTimersByTimeAsync(29_900);
  expect(pace.tryBegin()).toBeUndefined();
  await vi.advanceTimersByTimeAsync(200);
  expect(pace.tryBegin()).toBeDefined();
});

test("calls at once are bounded where the settings say so", async () => {
  const { atOnce, refused } = await deliver(new Pace(5), connections(50, 100), 100);
  expect([atOnce, refused]).toEqual([5, 0]);
});

test("who has waited longest comes first", async () => {
  const pace = new Pace(1);
  const turn = pace.tryBegin();
  const order: number[] = [];
  for (const since of [30, 10, 40, 20, 10])
    void pace.beginWithin(60_000, since).then((next) => {
      order.push(since);
      next?.answered();
    });
  turn?.answered();
  await vi.advanceTimersByTimeAsync(10);
  expect(order).toEqual([10, 10, 20, 30, 40]);
});

test("stopped: nobody waits, and nobody begins", async () => {
  const pace = new Pace(1);
  const turn = pace.tryBegin();
  const waiting = pace.beginWithin(60_000, 0);
  pace.stop();
  expect(await waiting).toBeUndefined();
  turn?.answered();
  expect(pace.tryBegin()).toBeUndefined();
});
