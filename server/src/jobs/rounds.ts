/** @module Rounds of leasing: once in a while and when woken, never two at a time in one process. */

export interface Rounds {
  start(): void;
  /** Tells that there may be work. Cheap: what comes within a moment shares a round, and a round under way is followed by one more. */
  wake(): void;
  /** Begins no more; resolves when the round under way has ended. */
  stop(): Promise<void>;
}

/** Wakes that come within this time share one round. */
const GATHER_MS = 15;

/** `work` sees to its failures itself. */
export function createRounds(work: () => Promise<void>, everyMs: number): Rounds {
  let pollTimer: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let wokenMeanwhile = false;
  let stopped = false;

  function wake(): void {
    if (stopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (running) {
        wokenMeanwhile = true;
        return;
      }
      running = work().finally(() => {
        running = undefined;
        if (!wokenMeanwhile) return;
        wokenMeanwhile = false;
        wake();
      });
    }, GATHER_MS);
  }

  return {
    start() {
      pollTimer = setInterval(wake, everyMs);
      pollTimer.unref();
      wake();
    },
    wake,
    async stop() {
      stopped = true;
      clearInterval(pollTimer);
      clearTimeout(timer);
      await running;
    },
  };
}
