/**
 * @module What was refused to whom, and until when: kept for a day, so that somebody can be told why no text came. The face of this room. A
 * refusal costs its request nothing: it is noted in memory and written with others, a few times a second; of a flood only some are.
 */
import type { Logger } from "pino";
import type { Purpose } from "../codes.js";
import type { Database } from "../db/open.js";
import type { ErrorFacts } from "../errors.js";
import type { Job } from "../jobs/repeat.js";
import { hashLimitKey, type Keyring } from "../secrets.js";
import {
  countRefusals,
  insertRefusals,
  type NewRefusal,
  type RefusalCount,
  type StoredRefusal,
  SWEEP_BATCH,
  selectRefusals,
  sweepRefusals,
} from "./store.js";

export type Refusal = StoredRefusal;
export type { RefusalCount };

export interface Refused {
  serviceSid: string;
  /** As it was accepted: E.164 or an e-mail address. */
  recipient: string;
  /** ISO 3166-1 alpha-2 of the recipient; `ZZ` of an address. */
  country: string;
  purpose: Purpose;
  code: string;
  facts: Pick<ErrorFacts, "rule" | "counter" | "retryAfterSeconds">;
}

export interface Refusals {
  /** Never throws, and waits for nothing: it can be read within a second. */
  note(refused: Refused): void;
  /** Of the last day, the newest first. */
  list(recipient: string): Promise<Refusal[]>;
  /** How often each reason came up, in whole hours: as many as were noted, and so fewer than there were in a flood. */
  count(time: { since: Date; until: Date; serviceSid?: string | undefined }): Promise<RefusalCount[]>;
  /** By which a recipient's refusals are found: parameter `recipientKey` of `endRefusals`. */
  nameOf(recipient: string): string;
  /** Writes what is in memory, before the process ends. */
  flush(): Promise<void>;
  jobs: readonly Job[];
}

export interface RefusalDependencies {
  sql: Database;
  keyring: Keyring;
  log: Logger;
}

const FLUSH_MS = 250;
/** So many reasons wait at most: more in a quarter of a second is a flood, and its numbers are nobody's. */
const MAX_WAITING = 1000;
/**
 * Recipients of one reason that this process writes down in a minute: more is a flood, in which each made-up number would be a row. Whoever is
 * refused for another reason is written down all the same.
 */
const MAX_A_MINUTE = 120;
const MINUTE_MS = 60_000;
const SWEEP_SECONDS = 3600;

type Waiting = Omit<NewRefusal, "secondsAgo"> & { at: number };

export function createRefusals({ sql, keyring, log }: RefusalDependencies): Refusals {
  const waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  /** Of each reason, the recipients of this minute. */
  const noted = new Map<string, Set<string>>();
  let minute = 0;

  /** Whether it is one of the first of its reason in this minute. */
  function hasRoom(recipientKey: string, ...reason: readonly string[]): boolean {
    const now = Math.floor(performance.now() / MINUTE_MS);
    if (now !== minute) noted.clear();
    minute = now;
    const name = reason.join("\n");
    const recipients = noted.get(name) ?? new Set();
    noted.set(name, recipients);
    if (recipients.size >= MAX_A_MINUTE && !recipients.has(recipientKey)) return false;
    recipients.add(recipientKey);
    return true;
  }

  const keyOf = (recipient: string) => hashLimitKey(keyring.naming, "refusal", recipient);

  async function write(): Promise<void> {
    const now = performance.now();
    const some = [...waiting.values()].map(({ at, ...one }) => ({ ...one, secondsAgo: (now - at) / 1000 }));
    waiting.clear();
    if (some.length === 0) return;
    await insertRefusals(sql, some).catch((err) => log.warn({ err, lost: some.length }, "refusals are not recorded"));
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(write);
    return writing;
  }

  return {
    note({ serviceSid, recipient, country, purpose, code, facts: { rule = "", counter, retryAfterSeconds } }) {
      const recipientKey = keyOf(recipient);
      const name = [recipientKey, serviceSid, purpose, code, rule].join("\n");
      const before = waiting.get(name);
      if (!before && (waiting.size >= MAX_WAITING || !hasRoom(recipientKey, serviceSid, code, rule))) return;
      waiting.set(name, {
        ...{ recipientKey, serviceSid, purpose, code, rule, country },
        times: (before?.times ?? 0) + 1,
        at: performance.now(),
        untilSeconds: retryAfterSeconds ?? null,
        counter: counter ?? null,
      });
      timer ??= setTimeout(() => void flush(), FLUSH_MS);
    },
    count: (time) => countRefusals(sql, time),
    list: (recipient) => selectRefusals(sql, keyOf(recipient)),
    nameOf: keyOf,
    flush,
    jobs: [
      {
        name: "forget refusals",
        seconds: SWEEP_SECONDS,
        work: async () => {
          while ((await sweepRefusals(sql)) === SWEEP_BATCH);
        },
      },
    ],
  };
}
