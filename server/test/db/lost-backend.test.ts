/**
 * @module A backend ends in the middle of a transaction, as by `pg_terminate_backend`, the death of PostgreSQL or a proxy's time limit.
 * The driver alone would end our process, or let the rest of the transaction loose on the next one's (`patches/`).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { inTransaction, isUnavailable, openDatabase, type Pool } from "../../dist/db/open.js";
import { suiteDatabase } from "../harness.js";

const ROUNDS = 8;
const database = suiteDatabase();
const pools: Pool[] = [];
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
});

/** A pool of one connection, and who hears that it was lost. */
function openOne() {
  let lost = () => {};
  const pool = openDatabase({ url: database.url, max: 1, onclose: () => lost() });
  pools.push(pool);
  const nextLoss = () => new Promise<void>((done) => (lost = done));
  return { pool, nextLoss };
}

const endBackend = (pid: number) => database.sql`select pg_terminate_backend(${pid})`;
const pidOf = async (sql: { unsafe: Pool["unsafe"] }) =>
  ((await sql.unsafe("select pg_backend_pid() as pid")) as unknown as { pid: number }[])[0]?.pid ?? 0;
const refusal = async (work: PromiseLike<unknown>) =>
  await Promise.resolve(work).then(
    () => "answered",
    (error) => (isUnavailable(error) ? "unavailable" : error),
  );

test.each([
  ["short", 1],
  ["long", 20_000],
])("a %s statement that comes after it fails, and the pool goes on", async (_, size) => {
  const { pool, nextLoss } = openOne();
  for (let round = 0; round < ROUNDS; round++) {
    const { promise: rest, resolve: told } = Promise.withResolvers<unknown[]>();
    const whole = await refusal(
      inTransaction(pool, async (tx) => {
        const lost = nextLoss();
        await endBackend(await pidOf(tx as never));
        await lost;
        if (round % 2) await sleep(1);
        told([await refusal(tx`select ${"x".repeat(size)} as text`), await refusal(tx`select 1 as one`)]);
      }),
    );
    expect([whole, ...(await rest)]).toEqual(["unavailable", "unavailable", "unavailable"]);
    // On the same connection, which has to have been opened anew.
    expect(await pool`select 1 as one`).toEqual([{ one: 1 }]);
  }
});

test("those under way and those that wait behind them fail too", async () => {
  const { pool } = openOne();
  for (let round = 0; round < ROUNDS; round++) {
    const said = await new Promise<unknown[]>((done) => {
      void refusal(
        inTransaction(pool, async (tx) => {
          const pid = await pidOf(tx as never);
          const all = Array.from({ length: 150 }, (__, n) =>
            refusal(n ? tx`select ${n}::int as n` : tx`select pg_sleep(30)`),
          );
          await endBackend(pid);
          done(await Promise.all(all));
        }),
      );
    });
    expect(new Set(said)).toEqual(new Set(["unavailable"]));
    expect(await pool`select 1 as one`).toEqual([{ one: 1 }]);
  }
});

test("what is left of it touches no other transaction on the connection that was opened anew", async () => {
  const { pool, nextLoss } = openOne();
  await database.sql`create table if not exists left_overs (what text)`;
  for (let round = 0; round < ROUNDS; round++) {
    let goOn = () => {};
    const mayGoOn = new Promise<void>((done) => (goOn = done));
    let late: unknown;
    const first = refusal(
      inTransaction(pool, async (tx) => {
        const lost = nextLoss();
        await endBackend(await pidOf(tx as never));
        await lost;
        await mayGoOn;
        late = await refusal(tx`insert into left_overs values ('late')`);
        throw new Error("so that it is rolled back");
      }),
    );
    expect(await first).toBe("unavailable");
    await inTransaction(pool, async (tx) => {
      await tx`insert into left_overs values ('second')`;
      goOn();
      await sleep(5);
      expect(await tx`select 1 as one`).toEqual([{ one: 1 }]);
    });
    expect(late).toBe("unavailable");
  }
  const counted = await database.sql`select what, count(*)::int as n from left_overs group by what`;
  expect(counted).toEqual([{ what: "second", n: ROUNDS }]);
});
