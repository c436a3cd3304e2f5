/** @module Work that repeats: a stop is told to the round that is running, and waits for it. */
import { expect, test } from "vitest";
import { createLog } from "../../dist/http/log.js";
import { repeat } from "../../dist/jobs/repeat.js";

test("a long round hears that it is to stop, and no other one follows", async () => {
  const log = createLog("silent", { write: () => {} });
  let rounds = 0;
  let ended = 0;
  const job = repeat(
    {
      name: "long work",
      seconds: 0,
      async work(stopping) {
        rounds += 1;
        if (rounds === 2) await new Promise((done) => stopping.addEventListener("abort", done, { once: true }));
        ended += 1;
      },
    },
    log,
    { heard: () => false } as never,
  );
  while (rounds < 2) await new Promise((done) => setTimeout(done, 1));
  expect(ended).toBe(1);
  await job.stop();
  await new Promise((done) => setTimeout(done, 10));
  expect([rounds, ended]).toEqual([2, 2]);
});
