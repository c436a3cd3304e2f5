/** @module One at a time: in a page, or in all tabs of an origin. */
import { randomText } from "../base64url.js";

/** Longer than what is done under the lock; a tab that died holds it no longer. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 100;
/** What one tab writes to localStorage another one may see a moment later: each has a copy that follows. */
const SETTLE_MS = 100;

/** Gives what `work` gives. The lock is held on after that, until other tabs see what was written. */
export type Lock = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** `watched`: the name in localStorage under which the work writes. */
export function createLock(watched: string, scope: "page" | "origin"): Lock {
  if (scope === "page") return createQueue();
  const name = `${watched}:lock`;
  const hold = (held: () => Promise<void>): Promise<void> =>
    // Web Locks; browsers before 2022 have none.
    navigator.locks ? navigator.locks.request(name, held) : withLease(name, held);
  return (work) =>
    new Promise((done, fail) => {
      const held = async () => {
        const before = localStorage.getItem(watched);
        await work().then(done, fail);
        if (localStorage.getItem(watched) !== before) await pause(SETTLE_MS);
      };
      hold(held).catch(fail);
    });
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
async function withLease(name: string, work: () => Promise<void>): Promise<void> {
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
  const release = () => {
    if (holder() === mine) localStorage.removeItem(name);
  };
  // A page that is left has no time for more.
  addEventListener("pagehide", release);
  try {
    await work();
  } finally {
    removeEventListener("pagehide", release);
    release();
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
