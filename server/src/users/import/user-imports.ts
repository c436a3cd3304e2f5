/** @module People who are brought along: their lines taken in, worked through by one process at a time, told of. A face of this room. */
import type { Logger } from "pino";
import type { Clock, Random } from "../../clock.js";
import type { Actor } from "../../core.js";
import { type Database, inTransaction, isUnavailable } from "../../db/open.js";
import { AppError } from "../../errors.js";
import type { Job } from "../../jobs/repeat.js";
import { createRounds } from "../../jobs/rounds.js";
import type { Keyring } from "../../secrets.js";
import { cancelJob, importNextPart, type ReadAhead } from "./import-part.js";
import { deleteAbandoned, type ImportJob, selectJob, selectJobs, selectResults, sweepJobs } from "./job-store.js";
import type { LineResult, PersonIdentity } from "./person.js";
import { type ImportOptions, receiveLines } from "./receive-lines.js";

export type { ImportJob, ImportOptions, LineResult };

export interface UserImportDependencies {
  sql: Database;
  keyring: Keyring;
  clock: Clock;
  random: Random;
  log: Logger;
  /** Of a connector of social sign-in, by kind or `CN…`; `undefined`: there is none of this name, or several. */
  identityOf: (connector: string) => Pick<PersonIdentity, "connectorId" | "issuer" | "clientId"> | undefined;
  /** What people are asked to agree to. */
  consentItems: () => Promise<readonly string[]>;
}

export interface UserImports {
  /** Resolves when all lines are kept: see `receiveLines`. */
  receive(
    stream: AsyncIterable<Buffer>,
    options: ImportOptions,
    actor: Actor,
    stillMay: () => Promise<void>,
  ): Promise<ImportJob>;
  /** The last hundred, newest first. */
  list(): Promise<ImportJob[]>;
  /** Throws `user_import.not_found`. */
  find(sid: string): Promise<ImportJob>;
  /** What it has done stays. Throws `user_import.not_found`, and `user_import.over` where there is nothing to be cancelled. */
  cancel(sid: string, actor: Actor): Promise<ImportJob>;
  /** What became of each line that was worked through, in order. Throws `user_import.not_found` before the first. */
  report(sid: string): Promise<AsyncIterable<readonly LineResult[]>>;
  worker: { start(): void; stop(): Promise<void> };
  jobs: readonly Job[];
}

const POLL_MS = 1000;
const SWEEP_SECONDS = 600;
/** A file whose next line does not come for so long has broken off: the route waits a tenth of it. */
const ABANDONED_MINUTES = 10;
const REPORT_DAYS = 30;
const PARTS_AT_ONCE = 20;

export function createUserImports(dependencies: UserImportDependencies): UserImports {
  const { sql, clock, log, identityOf, consentItems } = dependencies;
  const ahead: ReadAhead = {};
  let stopping = false;

  const parts = {
    ...dependencies,
    async setting() {
      const items = new Set(await consentItems());
      return { identityOf, isTerm: (item: string) => items.has(item), now: clock().getTime() };
    },
  };

  async function work(): Promise<void> {
    try {
      while (!stopping && (await importNextPart(parts, ahead)));
    } catch (err) {
      // The part is as it was; the next round, of whichever process, takes it again.
      if (!stopping) log[isUnavailable(err) ? "warn" : "error"]({ err }, "a part of an import was put off");
    }
  }

  const rounds = createRounds(work, POLL_MS);

  async function find(sid: string): Promise<ImportJob> {
    const job = await selectJob(sql, sid);
    if (!job) throw new AppError("user_import.not_found");
    return job;
  }

  async function* readReport(sid: string): AsyncGenerator<readonly LineResult[]> {
    let after = -1;
    for (;;) {
      const read = await selectResults(sql, sid, after, PARTS_AT_ONCE);
      for (const { results } of read) yield results;
      const last = read.at(-1);
      if (!last) return;
      after = last.place;
    }
  }

  return {
    async receive(stream, options, actor, stillMay) {
      const job = await receiveLines(dependencies, stream, options, actor, stillMay);
      rounds.wake();
      return job;
    },
    list: () => selectJobs(sql),
    find,
    async cancel(sid, actor) {
      await find(sid);
      if (!(await inTransaction(sql, (tx) => cancelJob(tx, sid, actor)))) throw new AppError("user_import.over");
      return await find(sid);
    },
    async report(sid) {
      await find(sid);
      return readReport(sid);
    },
    worker: {
      start: rounds.start,
      async stop() {
        stopping = true;
        await rounds.stop();
      },
    },
    jobs: [
      {
        name: "forget imports of people",
        seconds: SWEEP_SECONDS,
        async work() {
          await deleteAbandoned(sql, ABANDONED_MINUTES);
          await sweepJobs(sql, REPORT_DAYS);
        },
      },
    ],
  };
}
