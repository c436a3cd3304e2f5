// One round of a contestant, with the CPU time it took.
import { availableParallelism } from "node:os";
import { busySeconds, cpuSeconds, postgresPids } from "./processes.mjs";

/** The figures of `ask(job)`, the CPU time a turn took of the contestant's process and of PostgreSQL, and the share others took. */
export async function measureRound({ ask, pid }, job, { database, load }) {
  const look = () => ({
    time: performance.now() / 1000,
    server: cpuSeconds([pid]),
    postgres: cpuSeconds(postgresPids(database.folder)),
    load: cpuSeconds([load.pid, process.pid]),
    all: busySeconds(),
  });
  const before = look();
  const result = await ask(job);
  const after = look();
  const used = (what) => after[what] - before[what];
  return {
    ...result,
    serverMicros: (used("server") * 1e6) / result.turns,
    postgresMicros: (used("postgres") * 1e6) / result.turns,
    othersPercent:
      (100 * (used("all") - used("server") - used("postgres") - used("load"))) /
      (used("time") * availableParallelism()),
  };
}
