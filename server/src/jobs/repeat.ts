/** @module Work that every process does again and again; each piece is safe to be done by several at once. */
import type { Logger } from "pino";

/** A piece of work that a room wants done again and again. */
export interface Job {
  /** For the log. */
  name: string;
  /** From the end of one round to the beginning of the next. */
  seconds: number;
  work: () => Promise<unknown>;
}

export interface Repeated {
  /** Resolves when the round that is running, if any, has ended. */
  stop(): Promise<void>;
}

/** Runs `work`, then again `seconds` after it ended. A failure is logged and the next round comes all the same. */
export function repeat(name: string, seconds: number, work: () => Promise<unknown>, log: Logger): Repeated {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const round = async () => {
    try {
      await work();
    } catch (error) {
      if (!stopped) log.warn({ err: error, job: name }, "a round of work failed");
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
      clearTimeout(timer);
      await running;
    },
  };
}
