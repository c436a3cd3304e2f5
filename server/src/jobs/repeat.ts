/** @module Work that every process does again and again; each piece is safe to be done by several at once. */
import type { Logger } from "pino";
import type { Outages } from "../db/outages.js";

/** One piece of such work, as a room lists it. */
export interface Job {
  /** For the log. */
  name: string;
  /** From the end of a round to the next. */
  seconds: number;
  /** Longer work ends early once it is to stop: a stop of the process waits for it. */
  work: (stopping: AbortSignal) => Promise<unknown>;
}

export interface Repeated {
  /** Resolves when the round that is running, if any, has ended. */
  stop(): Promise<void>;
}

/**
 * Runs a job at once, then again `seconds` after it ended. A failure is logged, unless the database is away, and the next round comes
 * all the same.
 */
export function repeat({ name, seconds, work }: Job, log: Logger, outages: Outages): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    try {
      await work(stopping.signal);
    } catch (error) {
      if (!stopped && !outages.heard(error)) log.warn({ err: error, job: name }, "a round of work failed");
    }
    if (!stopped) timer = setTimeout(start, seconds * 1000).unref();
  };
  const start = () => {
    running = round();
  };
  start();
  return {
    async stop() {
      stopped = true;
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
