/**
 * @module Results of work on leased rows, on their way to the table: gathered, so that many share a statement. While the database is away
 * they wait here; after a crash the leases lapse.
 */
import type { Logger } from "pino";
import type { Outages } from "../db/outages.js";

export interface Results<Result> {
  push(result: Result): void;
  /** Nothing waits, and nothing is being written. */
  isEmpty(): boolean;
}

export interface ResultsOptions<Result> {
  /** One statement. */
  write(batch: readonly Result[]): Promise<unknown>;
  log: Logger;
  outages: Outages;
  /** Whose table it is, for the log. */
  name: string;
}

/** Results that come within this time share one statement. */
const GATHER_MS = 15;
const BATCH = 200;
const DATABASE_RETRY_MS = 250;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export function gatherResults<Result>({ write, log, outages, name }: ResultsOptions<Result>): Results<Result> {
  let waiting: Result[] = [];
  let running = false;
  let outageLogged = false;

  async function writeBatch(batch: readonly Result[]): Promise<void> {
    try {
      await write(batch);
      outageLogged = false;
    } catch (error) {
      if (!outages.heard(error)) {
        if (!outageLogged) log.error({ err: error }, `${name} cannot write its results`);
        outageLogged = true;
      }
      const isRefused = /^2[23]/.test(String((error as { code?: unknown }).code));
      if (!isRefused) {
        waiting = [...batch, ...waiting];
        await pause(DATABASE_RETRY_MS);
        // A value the table refuses (SQLSTATE 22, 23) holds up its own row only, whose lease lapses.
      } else if (batch.length > 1) for (const result of batch) await writeBatch([result]);
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      await pause(GATHER_MS);
      await writeBatch(waiting.splice(0, BATCH));
    }
    running = false;
  }

  return {
    push(result) {
      waiting.push(result);
      if (!running) void run();
    },
    isEmpty: () => !running && waiting.length === 0,
  };
}
