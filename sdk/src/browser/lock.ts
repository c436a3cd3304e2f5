/** @module One at a time: in a page, or in all tabs of an origin. */
import { randomText } from "../base64url.js";

/** Longer than what is done under the lock; a tab that died holds it no longer. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 100;
/** After this, of several that took the lease at once, the last one's name stands. */
const SETTLE_MS = 50;

export type Lock = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createLock(name: string, scope: "page" | "origin"): Lock {
  if (scope === "page") return createQueue();
  // Web Locks; browsers before 2022 have none.
  if (navigator.locks) return async (work) => await navigator.locks.request(name, work);
  return (work) => withLease(name, work);
}

function createQueue(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}

/** By localStorage, which has no compare-and-set: nearly always one at a time. The server's grace for two renewals does the rest. */
async function withLease<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const mine = randomText(9);
  const holder = () => {
    const [owner = "", until = "0"] = (localStorage.getItem(name) ?? "").split(" ");
    return Number(until) > Date.now() ? owner : undefined;
  };
  while (holder() !== mine) {
    if (holder() === undefined) {
      localStorage.setItem(name, `${mine} ${Date.now() + LEASE_MS}`);
      await pause(SETTLE_MS);
    } else await pause(LOOK_AGAIN_MS);
  }
  try {
    return await work();
  } finally {
    if (holder() === mine) localStorage.removeItem(name);
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
