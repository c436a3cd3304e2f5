/** @module An import whose process is killed again and again: whichever goes on, each person is made once, and the report has each line once. */
import { expect, onTestFinished, test } from "vitest";
import { newNumber, SECRET_KEY, type ServerProcess, startProcess, suiteDatabase } from "../harness.js";
import { eventually, rounds } from "../kit/pace.js";
import { ended, fileOf, reportOf, send } from "./import-kit.js";

const database = suiteDatabase();

test("killed in the middle, with another process beside it and without", async () => {
  const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY };
  const total = rounds(4000, 20_000);
  const lines = Array.from({ length: total }, (_, n) => ({
    externalId: `killed-${n}`,
    identifiers: [{ kind: "phone", value: newNumber(), verified: true }],
  }));
  const running = [await startProcess(env), await startProcess(env)];
  onTestFinished(() => {
    for (const { child } of running) child.kill("SIGKILL");
  });
  const made = async () =>
    Number((await database.sql`select count(*) from users where external_id like 'killed-%'`)[0]?.count);
  const sent = await send(running[0] as ServerProcess, fileOf(lines));
  expect(sent.status).toBe(202);
  for (let round = 1; round <= 3; round++) {
    await eventually(async () => (await made()) >= (round * total) / 5);
    const victim = running.shift();
    victim?.child.kill("SIGKILL");
    await victim?.exited;
    running.push(await startProcess(env));
  }
  const last = running[0] as ServerProcess;
  const { counts, status } = await ended(last, sent.body.id);
  expect([status, counts]).toEqual(["done", { lines: total, created: total, updated: 0, unchanged: 0, refused: 0 }]);
  expect(await made()).toBe(total);
  const report = await reportOf(last, sent.body.id);
  expect(report.map(({ line }) => line)).toEqual(lines.map((_, n) => n + 1));
  expect(new Set(report.map(({ user }) => user)).size).toBe(total);
  expect(await database.sql`select from user_import_parts where sealed_lines is not null`).toEqual([]);
});
