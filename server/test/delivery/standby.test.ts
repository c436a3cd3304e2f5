/**
 * @module Vendors that fail: which failures the standby takes over, how many tries and texts a message may cost, and how long
 * a vendor that is down is left alone.
 */
import type { FakeVendor, Fault } from "@munjigi/testkit/fake-vendor";
import { BLOCKED_NUMBER, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { call, credentials, newNumber, start, suite } from "../harness.js";
import { eventually, pause, slowed } from "../kit/pace.js";
import { force, type MessageRow, manage, PRIVATE, reaches, twilioAccountNo, twilioConfig } from "../kit/vendors.js";

/** Longer than an honest answer takes here. */
const TIMEOUT_MS = Math.min(slowed(1000), 4000);

let one: FakeVendor;
let two: FakeVendor;
/** Of the connectors of `one`, which is active, and of `two`, which stands by. */
let first: string;
let second: string;
const accounts = [twilioAccountNo(1), twilioAccountNo(2)] as const;
const configOf = (n: 0 | 1, more: Record<string, unknown> = {}) =>
  twilioConfig(n === 0 ? one : two, accounts[n], { timeoutMs: TIMEOUT_MS, ...more });

const server = suite({ env: PRIVATE });

beforeAll(async () => {
  [one, two] = [await fakeTwilio(accounts[0]), await fakeTwilio(accounts[1])];
});

afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

/** New connectors: what failed in one test does not rest in the next. */
beforeEach(async () => {
  for (const vendor of [one, two]) {
    vendor.fault = undefined;
    vendor.credit = 100;
    vendor.requests.length = 0;
    vendor.accepted.length = 0;
  }
  first = await force(server.origin, configOf(0));
  second = await force(server.origin, configOf(1), { standby: true });
});

/** Messages it was to send; what became of them is asked, too. */
const posts = ({ requests }: FakeVendor) => requests.filter(({ method }) => method === "POST").length;
const calls = () => [posts(one), posts(two)];
const texts = () => one.accepted.length + two.accepted.length;

async function send(to = newNumber()): Promise<string> {
  const { status, body } = await start(server.origin, to);
  expect([status, body.message]).toEqual([201, undefined]);
  return body.send_code_attempts[0].attempt_sid;
}

const makeDue = async (message: string) =>
  await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;

/** Drops a message: it is tried no more. */
const drop = async (message: string) =>
  await server.sql`update messages set status = 'failed' where sid = ${message} and status in ('queued', 'sending')`;

const refusal = (status: number, code: number, headers: Record<string, string> = {}): Fault => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ code, message: "no" }),
});

describe("what the standby takes over", () => {
  test.each<[string, Fault | "no credit", string]>([
    ["wrong credentials", refusal(401, 20003), "auth"],
    ["no credit", "no credit", "balance"],
    ["a sender that may not be used", refusal(400, 21606), "sender"],
    ["an outage", { status: 503, headers: { "retry-after": "3600" } }, "transient"],
    ["a refusal that nobody has mapped", refusal(400, 99999), "unknown"],
  ])("%s: one call there, one here, one text", async (_name, fault, failureClass) => {
    if (fault === "no credit") one.credit = 0;
    else one.fault = fault;
    const message = await send();
    const row = await reaches(server, message, "sent");
    expect(row).toMatchObject({ tries: 2, connectorId: second, errorClass: null, unknownOutcomes: 0 });
    expect(row.failures).toEqual([expect.objectContaining({ connector_id: first, class: failureClass })]);
    expect([calls(), texts()]).toEqual([[1, 1], 1]);
    const { timeline } = (await manage(server.origin, "GET", `/messages/${message}`)).body;
    expect(timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "try_failed", "sent"]);
  });

  test("what a vendor has too much of: at once, in the same try", async () => {
    one.fault = refusal(429, 20429, { "retry-after": "3600" });
    const row = await reaches(server, await send(), "sent");
    expect(row).toMatchObject({ tries: 1, connectorId: second, failures: null });
    expect([calls(), texts()]).toEqual([[1, 1], 1]);
    // One refusal may be one recipient's. After two in a row the vendor's time is waited for, and it is not asked.
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: second });
    one.fault = undefined;
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: second });
    expect([calls(), texts()]).toEqual([[2, 3], 3]);
  });

  test("nobody at the vendor's address", async () => {
    const gone = await fakeTwilio(accounts[0]);
    first = await force(server.origin, twilioConfig(gone, accounts[0]));
    await gone.close();
    const row = await reaches(server, await send(), "sent");
    expect(row).toMatchObject({ tries: 2, connectorId: second });
    expect(row.failures?.[0]).toMatchObject({ connector_id: first, class: "transient", code: "ECONNREFUSED" });
  });

  test.each<[string, string | undefined, Fault | undefined, string]>([
    ["a number that cannot receive", UNKNOWN_NUMBER, undefined, "recipient_invalid"],
    ["a number that opted out", BLOCKED_NUMBER, undefined, "recipient_blocked"],
    ["a text that is not accepted", undefined, refusal(400, 21602), "content"],
    ["a country that is switched off", undefined, refusal(400, 21408), "geo"],
  ])("not %s: the standby would do no better, or harm", async (_name, to, fault, failureClass) => {
    one.fault = fault;
    const message = await send(to);
    expect(await reaches(server, message, "failed")).toMatchObject({ tries: 1, errorClass: failureClass });
    await makeDue(message);
    await reaches(server, await send(), fault ? "failed" : "sent");
    expect(posts(two)).toBe(0);
  });

  test("without a standby the account's failures are final, and passing ones are not", async () => {
    await manage(server.origin, "DELETE", `/connectors/${second}/standby`);
    one.fault = refusal(401, 20003);
    expect(await reaches(server, await send(), "failed")).toMatchObject({ tries: 1, errorClass: "auth" });
    one.fault = { status: 503 };
    const message = await send();
    await eventually(async () => posts(one) > 1);
    one.fault = undefined;
    expect(await reaches(server, message, "sent")).toMatchObject({ connectorId: first });
  });
});

describe("how much a message may cost", () => {
  test("definite failures: in turns over two connectors, until one of them takes it", async () => {
    one.fault = { status: 503 };
    two.fault = { status: 503 };
    const message = await send();
    const row = await eventually(async () => {
      const [found] = await server.sql<MessageRow[]>`select * from messages where sid = ${message}`;
      return found?.status === "queued" && (found.failures?.length ?? 0) >= 4 && found;
    });
    expect(row).toMatchObject({ errorClass: "transient", unknownOutcomes: 0 });
    expect(row.failures?.map(({ connector_id }) => connector_id).slice(0, 4)).toEqual([first, second, first, second]);
    one.fault = undefined;
    expect(await reaches(server, message, "sent")).toMatchObject({ connectorId: first });
    expect(texts()).toBe(1);
  });

  test("a third connector never tries", async () => {
    one.fault = { status: 503 };
    two.fault = { status: 503, headers: { "retry-after": "300" } };
    const message = await send();
    await eventually(async () => posts(two) === 1);
    await reaches(server, message, "queued");
    const third = await fakeTwilio(accounts[0]);
    const id = await force(server.origin, twilioConfig(third, accounts[0]));
    await manage(server.origin, "DELETE", `/connectors/${second}/standby`);
    await makeDue(message);
    const row = await reaches(server, message, "failed");
    expect(row).toMatchObject({ tries: 3, connectorId: second, errorClass: "transient", errorCode: "503" });
    expect([posts(third), calls()]).toEqual([0, [1, 1]]);
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: id });
    await third.close();
  });

  test.each<[string, Fault]>([
    ["a cut connection", { resetsAfterAccepting: true }],
    ["a page in place of an answer", { answersHtml: true }],
    ["500", { status: 500 }],
    ["no answer", { hangs: true }],
    ["a byte a moment", { dripsEveryMs: 50 }],
    ["ten megabytes", { hugeBytes: 10_000_000 }],
  ])(
    "%s, so that nobody knows: once more after ten seconds, by the standby, and no third time",
    async (_name, fault) => {
      one.fault = fault;
      two.fault = { resetsAfterAccepting: true };
      const message = await send();
      expect(await reaches(server, message, "queued")).toMatchObject({ unknownOutcomes: 1, errorClass: "unknown" });
      const [row] = await server.sql<[{ wait: number }]>`select
      extract(epoch from next_at - created_at)::float8 as wait from messages where sid = ${message}`;
      // From its creation: ten seconds, and what the try took.
      expect(row.wait).toBeGreaterThanOrEqual(10);
      expect(row.wait).toBeLessThan(10 + (TIMEOUT_MS + slowed(2000)) / 1000);
      await makeDue(message);
      expect(await reaches(server, message, "failed")).toMatchObject({ tries: 2, unknownOutcomes: 2 });
      await makeDue(message);
      one.fault = undefined;
      two.fault = undefined;
      await reaches(server, await send(), "sent");
      expect(calls()).toEqual([2, 1]);
      expect(two.accepted).toHaveLength(1);
    },
  );

  test("unknown, then refusals, which are no texts: until one takes it; a second unknown is the end", async () => {
    one.fault = { resetsAfterAccepting: true };
    two.fault = refusal(429, 20429);
    const message = await send();
    await reaches(server, message, "queued");
    one.fault = two.fault = { status: 503 };
    await makeDue(message);
    await eventually(async () => posts(two) >= 1 && posts(one) >= 2);
    one.fault = two.fault = { resetsAfterAccepting: true };
    expect(await reaches(server, message, "failed")).toMatchObject({ errorClass: "unknown", unknownOutcomes: 2 });
    expect(texts()).toBe(2);
  });

  test("while a vendor hangs, requests do not wait for it", async () => {
    const messages: string[] = [];
    const p95 = async () => {
      const took: number[] = [];
      for (let round = 0; round < 60; round++) {
        const begun = performance.now();
        messages.push(await send());
        took.push(performance.now() - begun);
      }
      took.sort((shorter, longer) => shorter - longer);
      return took[Math.floor(took.length * 0.95)] as number;
    };
    const usual = await p95();
    one.fault = { hangs: true };
    const hung = await p95();
    console.log(`60 requests: p95 ${usual.toFixed(0)} ms, while the vendor hangs ${hung.toFixed(0)} ms`);
    expect(hung).toBeLessThan(Math.max(slowed(150), 5 * usual));
    expect(hung).toBeLessThan(TIMEOUT_MS);
    for (const message of messages) await drop(message);
    // What hung opens its breaker in this test, not in the next.
    await eventually(async () => one.waiting() === 0);
    await pause(100);
  });
});

/** Foreign numbers that may be sent to. */
let abroad = 100;
async function newForeignNumber(): Promise<string> {
  const to = `+1202555${String(abroad++).padStart(4, "0")}`;
  expect((await call(server.origin, "/SafeList/Numbers", { PhoneNumber: to })).status).toBe(201);
  return to;
}

describe("a vendor that is down", () => {
  async function breaks(country: string): Promise<number> {
    const headers = { authorization: `Bearer ${credentials.adminToken}` };
    const text = await (await fetch(`${server.origin}/metrics`, { headers })).text();
    const line = text
      .split("\n")
      .find((each) => each.startsWith("munjigi_connector_breaks_total") && each.includes(`"${country}"`));
    return Number(line?.split(" ").at(-1) ?? 0);
  }

  test("is left alone after five failures, but for one call in ten seconds and country; the standby carries on", async () => {
    // Its ten seconds are moved, not waited for: on a slow machine they would be over before all this is done.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const before = await breaks("KR");
    one.fault = { status: 503 };
    for (let n = 1; n <= 5; n++) {
      expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: second, tries: 2 });
      expect(calls()).toEqual([n, n]);
    }
    expect((await breaks("KR")) - before).toBe(1);
    const many = await Promise.all(Array.from({ length: 20 }, () => send()));
    for (const message of many)
      expect(await reaches(server, message, "sent")).toMatchObject({ connectorId: second, tries: 1, failures: null });
    expect(calls()).toEqual([5, 25]);

    // Another country's carriers may be well.
    const abroad = await newForeignNumber();
    expect(await reaches(server, await send(abroad), "sent")).toMatchObject({ connectorId: second, tries: 2 });
    expect(posts(one)).toBe(6);
    one.fault = undefined;
    expect(await reaches(server, await send(await newForeignNumber()), "sent")).toMatchObject({ connectorId: first });
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: second });
    expect(posts(one)).toBe(7);

    // Ten seconds later one call looks whether it is well; it is not, and rests again.
    one.fault = { status: 503 };
    vi.setSystemTime(Date.now() + 10_100);
    const probes = await Promise.all(Array.from({ length: 20 }, () => send()));
    for (const message of probes) expect(await reaches(server, message, "sent")).toMatchObject({ connectorId: second });
    expect(posts(one)).toBe(8);

    // New settings are a new beginning.
    one.fault = undefined;
    const config = configOf(0, { timeoutMs: 700 });
    expect((await manage(server.origin, "PATCH", `/connectors/${first}`, { config })).status).toBe(200);
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: second });
    expect((await manage(server.origin, "POST", `/connectors/${first}/activate`, { force: true })).status).toBe(200);
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: first, tries: 1 });
  });

  test("with nobody to take over, messages rest, and nobody is asked", async () => {
    await manage(server.origin, "DELETE", `/connectors/${second}/standby`);
    one.fault = { status: 503, headers: { "retry-after": "300" } };
    for (let n = 1; n <= 5; n++) await reaches(server, await send(), "queued");
    const message = await send();
    expect(await reaches(server, message, "queued")).toMatchObject({ errorClass: "resting", failures: null });
    expect(calls()).toEqual([5, 0]);
    await makeDue(message);
    await eventually(async () => {
      const [row] = await server.sql`select tries, status from messages where sid = ${message}`;
      return row?.tries === 2 && row.status === "queued";
    });
    expect(calls()).toEqual([5, 0]);
    // A connector that stands by from now on takes what rests.
    await manage(server.origin, "POST", `/connectors/${second}/standby`, { force: true });
    await makeDue(message);
    expect(await reaches(server, message, "sent")).toMatchObject({ connectorId: second, failures: null });
  });

  test("what a recipient or a text is to blame for opens nothing", async () => {
    one.fault = refusal(400, 21602);
    for (let n = 0; n < 8; n++) await reaches(server, await send(), "failed");
    one.fault = refusal(400, 99999);
    for (let n = 0; n < 8; n++) expect(await reaches(server, await send(), "sent")).toMatchObject({ tries: 2 });
    one.fault = undefined;
    expect(await reaches(server, await send(), "sent")).toMatchObject({ connectorId: first });
  });
});
