/**
 * @module The database goes and comes back: a line of the log for each. An outage is hundreds of failed requests and jobs, and none of
 * them says when it was over.
 */
import type { Clock } from "../clock.js";
import { AppError } from "../errors.js";
import { type Database, isDisconnected } from "./open.js";

export interface Outages {
  /**
   * Told of whatever failed. Where that may mean that the database is away it is asked, until it answers. `true`: nothing else is to be
   * said of this failure, because the outage has its own lines.
   */
  heard(error: unknown): boolean;
  /** Asks no more. */
  stop(): void;
}

interface Log {
  warn(facts: object, text: string): void;
  error(facts: object, text: string): void;
}

interface OutagesOptions {
  sql: Database;
  log: Log;
  clock: Clock;
  /** How long an answer may take before the database counts as away. */
  answerWithinMs?: number;
  /** Between two questions. */
  pauseMs?: number;
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms).unref());

export function watchOutages({ sql, log, clock, answerWithinMs = 2000, pauseMs = 500 }: OutagesOptions): Outages {
  let looking = false;
  let stopped = false;
  /** A question that a frozen database has not answered. It is the next one too: otherwise they would pile up. */
  let asked: Promise<void> | undefined;

  function ask(): Promise<void> {
    asked ??= askWhetherPrimary(sql).finally(() => {
      asked = undefined;
    });
    const late = pause(answerWithinMs).then(() => {
      throw new Error(`no answer within ${answerWithinMs} ms`);
    });
    return Promise.race([asked, late]);
  }

  async function look(err: unknown): Promise<void> {
    looking = true;
    const since = clock().getTime();
    let isAway = false;
    while (!stopped)
      try {
        await ask();
        const awayMs = clock().getTime() - since;
        if (isAway) log.warn({ awayMs }, "the database is back");
        else log.warn({ err }, "the database answers, but failed a moment ago");
        break;
      } catch {
        if (!isAway && !stopped) log.error({ err }, "the database is away: what needs it gets 503 until it is back");
        isAway = true;
        await pause(pauseMs);
      }
    looking = false;
  }

  return {
    heard(error) {
      if (looking) return true;
      // An answer that took too long has no cause: nobody knows yet what held it up.
      const isSuspect = isDisconnected(error) || (error instanceof AppError && error.cause === undefined);
      if (!isSuspect || stopped) return false;
      void look(error);
      return true;
    },
    stop() {
      stopped = true;
    },
  };
}

/** A standby answers too, and takes nothing. */
async function askWhetherPrimary(sql: Database): Promise<void> {
  const [row] = await sql<[{ standby: boolean }]>`select pg_is_in_recovery() as standby`;
  if (row.standby) throw new Error("only a standby answers");
}
