/**
 * @module Connectors switched while texts are on their way, and vendors that hang: nothing is lost, nothing is sent twice, and
 * callers of the API notice nothing.
 */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, expect, test } from "vitest";
import { burst, newNumber, start, startApp, suiteDatabase, type TestServer } from "../harness.js";
import { eventually, knownElsewhere, pause, rounds, slowed } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";

const accounts = [
  { ...twilioAccount, accountSID: `AC${"a".repeat(32)}`, authToken: "token-of-the-first-account" },
  { ...twilioAccount, accountSID: `AC${"b".repeat(32)}`, authToken: "token-of-the-second-account" },
] as const;

const database = suiteDatabase();
let servers: [TestServer, TestServer];
let vendors: [FakeVendor, FakeVendor];
let connectors: [string, string];

const configOf = (index: 0 | 1) => {
  const { accountSID, authToken, fromMessagingServiceSID } = accounts[index];
  const templates = ["Register", "SignIn", "ForgotPassword", "Generic"].map((usageType) => ({
    usageType,
    content: "[{{brand}}] 인증번호 [{{code}}]",
  }));
  const endpoint = vendors[index].origin;
  return { accountSID, authToken, fromMessagingServiceSID, templates, endpoint };
};

beforeAll(async () => {
  vendors = [await fakeTwilio(accounts[0]), await fakeTwilio(accounts[1])];
  const env = { MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" };
  servers = [await startApp(database, { env }), await startApp(database, { env })];
  const create = async (index: 0 | 1) => {
    const body = { connectorId: "twilio-short-message-service", config: configOf(index), force: true };
    return (await manage(servers[0].origin, "POST", "/connectors", body)).body.id as string;
  };
  connectors = [await create(0), await create(1)];
  // Until a second after the first activation texts may still go to the inbox.
  await knownElsewhere();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const vendor of vendors) await vendor.close();
});

/** Whoever waits longer for the others than the server's patience with locks is told to come again (503), and does. */
const activate = async (index: 0 | 1, origin = servers[0].origin) =>
  await eventually(async () => {
    const answer = await manage(origin, "POST", `/connectors/${connectors[index]}/activate`, { force: true });
    return answer.status !== 503 && answer;
  });

/** What a vendor was asked to send; it is asked what became of texts, too. */
const sends = ({ requests }: FakeVendor) => requests.filter(({ method }) => method === "POST");

/**
 * Runs `act` so many times, one every so often; resolves when the last one has ended. At most 25 are under way: a machine that
 * cannot keep up takes longer.
 */
async function keepDoing(times: number, everyMs: number, act: (n: number) => Promise<void>): Promise<void> {
  const running = new Set<Promise<void>>();
  let due = performance.now();
  for (let n = 0; n < times; n++) {
    const one = act(n).finally(() => running.delete(one));
    running.add(one);
    due = Math.max(due + everyMs, performance.now());
    await pause(due - performance.now());
    if (running.size >= 25) await Promise.race(running);
  }
  await Promise.all(running);
}

const SECONDS = rounds(8, 20);

test("switched every 200 ms under 50 sends a second over two servers: each text once, by its own account", async () => {
  const sent: string[] = [];
  await Promise.all([
    keepDoing(5 * SECONDS, 200, async (n) => {
      expect((await activate((n % 2) as 0 | 1, servers[n % 4 < 2 ? 0 : 1].origin)).status).toBe(200);
    }),
    keepDoing(50 * SECONDS, 20, async (n) => {
      const to = newNumber();
      if ((await start(servers[n % 2 === 0 ? 0 : 1].origin, to)).status === 201) sent.push(to);
    }),
  ]);
  expect(sent.length).toBeGreaterThan(35 * SECONDS);
  const accepted = () => vendors.flatMap((vendor) => vendor.accepted);
  await eventually(async () => accepted().length >= sent.length);
  expect(
    accepted()
      .map(({ to }) => to)
      .sort(),
  ).toEqual(sent.sort());
  vendors.forEach((vendor, index) => {
    // Not one came with the other's credentials: it would have been refused.
    expect(sends(vendor)).toHaveLength(vendor.accepted.length);
    expect(new Set(vendor.accepted.map(({ account }) => account))).toEqual(new Set([accounts[index]?.accountSID]));
    expect(vendor.accepted.length).toBeGreaterThan(sent.length / 5);
  });
  await eventually(async () => {
    const [row] = await database.sql`select count(*)::int as n from messages where status not in ('sent', 'delivered')`;
    return row?.n === 0;
  });
});

test("20 activations at once on two servers: one connector is active, and both send by it within a second", async () => {
  const answers = await burst(20, (n) => activate((n % 2) as 0 | 1, servers[n % 4 < 2 ? 0 : 1].origin));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const { body } = await manage(servers[0].origin, "GET", "/connectors");
  const active = body.filter(({ status }: { status: string }) => status === "active");
  expect(active).toHaveLength(1);
  const index = connectors.indexOf(active[0].id) as 0 | 1;
  await knownElsewhere();
  for (const { origin } of servers) {
    const to = newNumber();
    await start(origin, to);
    await eventually(async () => vendors[index].accepted.some((text) => text.to === to));
  }
});

/** The time within which 95 of 100 answers came, in milliseconds. */
async function p95(origin: string, n: number): Promise<number> {
  const times: number[] = [];
  await keepDoing(n, 10, async () => {
    const begun = performance.now();
    expect((await start(origin, newNumber())).status).toBe(201);
    times.push(performance.now() - begun);
  });
  return times.sort((one, other) => one - other)[Math.floor(times.length * 0.95)] as number;
}

test("a vendor that hangs is left alone after a while, holds nothing up, and costs a message two texts at most", async () => {
  await activate(0);
  const usual = await p95(servers[0].origin, 100);
  const [vendor] = vendors;
  const before = sends(vendor).length;
  vendor.fault = { hangs: true };
  const to = newNumber();
  const { body } = await start(servers[0].origin, to);
  const hung = await p95(servers[0].origin, 300);
  // No wait for the vendor is in it: that would be five seconds.
  expect(hung).toBeLessThan(Math.min(1000 + 3 * usual, 4500));
  const sid = body.send_code_attempts[0].attempt_sid;
  await eventually(async () => {
    const [row] = await database.sql`select error_class from messages where sid = ${sid}`;
    return row?.errorClass === "unknown";
  });
  // All that were under way have failed by now: the breaker is open, and hardly anybody asks.
  await eventually(async () => vendor.waiting() === 0);
  await pause(1000);
  const open = sends(vendor).length;
  const openSince = performance.now();
  // The other server takes what lapses, the more the slower the machine is, and has a breaker of its own to open.
  expect(open - before).toBeLessThanOrEqual(302 + slowed(60));
  await p95(servers[0].origin, 100);
  await pause(2000);
  // One in ten seconds for each server, and each may have been about to.
  const looks = 2 * (1 + Math.ceil((performance.now() - openSince) / 10_000));
  expect(sends(vendor).length - open).toBeLessThanOrEqual(looks);
  const texts = new Map<string, number>();
  for (const { form } of sends(vendor).slice(before)) {
    const number = form.get("To") as string;
    texts.set(number, (texts.get(number) ?? 0) + 1);
  }
  expect(Math.max(...texts.values())).toBeLessThanOrEqual(2);
  vendor.fault = undefined;
});
