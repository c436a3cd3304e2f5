/** @module Two processes whose machines disagree about the time: both go by the database's clock. */
import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, newNumber, phone, start, startApp, suiteDatabase, type TestServer } from "../harness.js";
import { manage } from "../kit/vendors.js";

const MINUTES_APART = 20;
const database = suiteDatabase();
let early: TestServer;
let late: TestServer;

const clock = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);

const databaseTime = async () => (await database.sql<[{ at: Date }]>`select clock_timestamp() as at`)[0].at;

beforeAll(async () => {
  early = await startApp(database, { clock: clock(-MINUTES_APART) });
  late = await startApp(database, { clock: clock(MINUTES_APART) });
});

afterAll(async () => {
  await early.stop();
  await late.stop();
});

test("attempts and messages of both are found by date, in one order", async () => {
  const since = (await databaseTime()).toISOString();
  const sids: string[] = [];
  for (const server of [early, late, early, late])
    sids.unshift((await start(server.origin, newNumber())).body.send_code_attempts[0].attempt_sid);
  // Each keeps its own order. How theirs lie together is known to some milliseconds only, as clocks are read over a network.
  const orders: string[][] = [];
  for (const server of [early, late]) {
    const { body } = await call(server.origin, `/Attempts?DateCreatedAfter=${since}`);
    const { body: list } = await manage(server.origin, "GET", `/messages?since=${encodeURIComponent(since)}`);
    orders.push(body.attempts.map(({ sid }: { sid: string }) => sid));
    orders.push(list.messages.map(({ id }: { id: string }) => id));
    const { body: before } = await call(server.origin, `/Attempts?DateCreatedBefore=${since}`);
    expect(before.attempts).toEqual([]);
    const { body: summary } = await call(server.origin, "/Attempts/Summary");
    expect(summary.total_attempts).toBe(sids.length);
  }
  const [order = []] = orders;
  expect(order.toSorted()).toEqual(sids.toSorted());
  for (const other of orders) expect(other).toEqual(order);
  for (const own of [0, 1]) {
    const its = sids.filter((_, index) => index % 2 === own);
    expect(order.filter((sid) => its.includes(sid))).toEqual(its);
  }
});

test("a proof of work that one has asked for is believed by the other", async () => {
  const { body } = await manage(early.origin, "GET", "/keys");
  const key = body.keys.find(({ kind }: { kind: string }) => kind === "publishable");
  await manage(early.origin, "PATCH", `/keys/${key.id}`, { challenge: "always" });
  for (const [asked, told] of [
    [early, late],
    [late, early],
  ] as const) {
    const { body: challenge } = await phone(asked.origin, "/challenge");
    const life = challenge.parameters.expiresAt - (await databaseTime()).getTime() / 1000;
    expect(Math.abs(life - 600)).toBeLessThan(60);
    const solution = await solveChallenge({ challenge, deriveKey });
    const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
    expect((await phone(told.origin, "/phone", { phoneNumber: newNumber(), altcha })).status).toBe(200);
  }
});
