/**
 * @module What refuses a number is lifted by an operator: the next request is sent, whatever refused the one before. Each cause is staged by the
 * APIs, as `why.test.ts` does.
 */
import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { liftRecipient } from "../../dist/verify/lift-store.js";
import { enter } from "../console/kit.js";
import {
  burst,
  call,
  check,
  credentials,
  phone,
  randomNumber,
  readCode,
  service,
  start,
  suite,
  suiteDatabase,
  wrongCode,
} from "../harness.js";
import { explain } from "../kit/explain.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";

const server = suite({ env: { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
const { serviceSid } = credentials;

const lift = (to: string) => manage(server.origin, "POST", `/services/${serviceSid}/limits/lift`, { to });
const asked = (to: string, address = "203.0.113.7") =>
  phone(server.origin, "/phone", { phoneNumber: to }, { "x-forwarded-for": address });
const setLimits = async (limits: object) => {
  expect((await manage(server.origin, "PATCH", `/services/${serviceSid}/limits`, limits)).status).toBe(200);
  await knownElsewhere();
};
const events = async () =>
  (await manage(server.origin, "GET", "/audit-log?type=limits.number_lifted")).body.events as {
    data: { rules: string[]; verifications: string[] };
    subject: object;
  }[];
/** Whether a cause that holds offers to lift it for this number. */
const offers = async (to: string) => {
  const { body } = await manage(server.origin, "GET", `/why?to=${encodeURIComponent(to)}`);
  const causes = body.causes as { holds: boolean; code: string; lift: { path: string }[] }[];
  return causes.some(({ holds, lift: calls }) => holds && calls.some(({ path }) => path.endsWith("/limits/lift")));
};
/** Refused now, offered to be lifted; lifted, and sent: by as many texts as there are then more. */
async function liftedAndSent(to: string, again: () => Promise<{ status: number }>) {
  expect((await again()).status).toBe(429);
  await eventually(() => offers(to), 3000);
  const before = await sent(to);
  expect((await lift(to)).body).toMatchObject({ lifted: true });
  expect(await offers(to)).toBe(false);
  expect((await again()).status).toBeLessThan(300);
  await eventually(async () => (await sent(to)) === before + 1, 10_000);
}
const sent = async (to: string) => {
  const inbox = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  return ((await inbox.json()) as unknown[]).length;
};

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

describe("lifted for one number, it gets its text at once:", () => {
  test("it was asked for again too early", async () => {
    const to = randomNumber();
    await asked(to);
    // Whoever repeats a start is given the one before; a resend says so.
    const visitor = new Visitor(server.origin);
    await visitor.open("/sign-in");
    await visitor.act("send", { phone: to });
    await visitor.act("resend");
    await eventually(() => offers(to), 3000);
    const before = await sent(to);
    expect((await lift(to)).body.verifications).toHaveLength(2);
    const other = new Visitor(server.origin);
    await other.open("/sign-in");
    expect((await other.act("send", { phone: to })).state).toBe("code");
    await eventually(async () => (await sent(to)) === before + 1, 10_000);
  });

  test("sent as often as one verification allows", async () => {
    const to = randomNumber();
    for (let n = 0; n < 5; n++) expect((await start(server.origin, to)).status).toBe(201);
    await eventually(async () => (await sent(to)) === 5, 10_000);
    await liftedAndSent(to, () => start(server.origin, to));
  });

  test("locked by wrong codes, and waiting for many in a row", async () => {
    const to = randomNumber();
    for (let round = 0; round < 2; round++) {
      await start(server.origin, to);
      const wrong = wrongCode(await eventually(() => readCode(server.origin, to), 10_000));
      for (let n = 0; n < 5; n++) await check(server.origin, to, wrong);
      if (round === 0) expect((await lift(to)).body.verifications).toHaveLength(1);
    }
    await liftedAndSent(to, () => start(server.origin, to));
    // Ten in a row, with nothing live.
    await server.sql`insert into failure_streaks (key, failures, wait_until)
      select limit_key, 12, clock_timestamp() + interval '1 hour' from verifications where recipient = ${to} limit 1`;
    await server.sql`update verifications set status = 'expired' where recipient = ${to} and status = 'pending'`;
    await liftedAndSent(to, () => start(server.origin, to));
  });

  test.each([
    ["number", { number: { hard: ["1/h"], soft: [] } }, "203.0.113.7"],
    ["number-everywhere", { numberEverywhere: { hard: ["1/h"], soft: [] } }, "203.0.113.7"],
    ["address", { address: { hard: ["1/h"], soft: [] } }, "2001:db8:1:2::3"],
    ["numbers-per-address", { numbersPerAddress: { hard: ["1/h"], soft: [] } }, "2001:db8:1:2::3"],
  ])("the limit %s", async (rule, limits, address) => {
    await setLimits(limits);
    const to = randomNumber();
    await asked(rule.startsWith("number-") || rule === "number" ? to : randomNumber(), address);
    if (rule === "numbers-per-address") await asked(randomNumber(), address);
    await server.sql`delete from verifications where recipient = ${to}`;
    await liftedAndSent(to, () => asked(to, address));
    const [event] = await events();
    expect(event?.data.rules).toEqual([rule]);
    await setLimits({ number: null, numberEverywhere: null, address: null, numbersPerAddress: null });
  });

  test("the limit of a network in which it was verified, which has a counter of its own", async () => {
    await setLimits({ number: { hard: ["2/h"], soft: [] } });
    const to = randomNumber();
    await asked(to);
    const { body } = await phone(
      server.origin,
      "/phone-verification",
      { phoneNumber: to, code: await eventually(() => readCode(server.origin, to), 10_000) },
      { "x-forwarded-for": "203.0.113.7" },
    );
    expect(body.verificationToken ?? body.token).toBeTruthy();
    for (let n = 0; n < 6; n++) {
      await asked(to);
      await server.sql`delete from verifications where recipient = ${to} and status = 'pending'`;
    }
    await liftedAndSent(to, () => asked(to));
    await setLimits({ number: null });
  });

  test("a rate limit of the caller's own, whatever its value", async () => {
    const { body: limit } = await call(server.origin, `${service}/RateLimits`, { UniqueName: "lift_ip" });
    await call(server.origin, `${service}/RateLimits/${limit.sid}/Buckets`, { Max: "1", Interval: "3600" });
    await knownElsewhere();
    const limits = { RateLimits: '{"lift_ip":"203.0.113.7"}' };
    expect((await start(server.origin, randomNumber(), limits)).status).toBe(201);
    const to = randomNumber();
    await liftedAndSent(to, () => start(server.origin, to, limits));
    await call(server.origin, `${service}/RateLimits/${limit.sid}`, undefined, { method: "DELETE" });
  });
});

test("what many numbers share is not lifted for one of them", async () => {
  await setLimits({ service: { hard: ["1/h"], soft: [] } });
  await asked(randomNumber(), "203.0.113.9");
  const to = randomNumber();
  expect((await asked(to, "203.0.113.10")).status).toBe(429);
  await eventually(
    async () => (await server.sql`select from send_refusals where rule = 'service' and counter is null`).length > 0,
    3000,
  );
  expect([(await lift(to)).body.lifted, await offers(to)]).toEqual([false, false]);
  expect((await asked(to, "203.0.113.10")).status).toBe(429);
  await setLimits({ service: null });
});

test("another number's counters and codes stay", async () => {
  await setLimits({ number: { hard: ["1/h"], soft: [] } });
  const [to, other] = [randomNumber(), randomNumber()];
  await asked(to);
  await asked(other, "198.51.100.1");
  await lift(to);
  const [live] = await server.sql`select status from verifications where recipient = ${other}`;
  expect(live?.status).toBe("pending");
  await server.sql`delete from verifications where recipient = ${other}`;
  expect((await asked(other, "198.51.100.1")).status).toBe(429);
  await setLimits({ number: null });
});

test("fifty at once lift once, and one event tells of it, without the number", async () => {
  const to = randomNumber();
  for (let n = 0; n < 6; n++) await start(server.origin, to);
  const before = (await events()).length;
  const answers = await burst(50, () => lift(to));
  expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  expect(answers.filter(({ body }) => body.lifted)).toHaveLength(1);
  const after = await events();
  expect(after).toHaveLength(before + 1);
  expect(after[0]).toMatchObject({ subject: { kind: "service", id: serviceSid }, data: { rules: [] } });
  expect(after[0]?.data.verifications).toEqual([expect.stringMatching(/^VE/)]);
  expect(JSON.stringify(after[0])).not.toContain(to.slice(5));
});

test("beside starts, checks and refusals of the same number nobody waits in a ring", async () => {
  const to = randomNumber();
  const answers = await burst(60, async (n) => {
    if (n % 3 === 0) return await lift(to);
    return n % 3 === 1 ? await asked(to, `198.51.100.${n + 1}`) : await check(server.origin, to, "000000");
  });
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
});

test("an operator may, a viewer may not; what is no number is refused", async () => {
  const path = `/api/services/${serviceSid}/limits/lift`;
  const [operator, viewer] = [await enter(server, "operator"), await enter(server, "viewer")];
  expect((await operator.ask("POST", path, { to: randomNumber() })).body).toMatchObject({ lifted: false });
  expect((await viewer.ask("POST", path, { to: randomNumber() })).body.title).toBe("console.role_too_low");
  expect((await lift("hello")).status).toBe(400);
  expect((await manage(server.origin, "POST", "/services/VA1/limits/lift", { to: randomNumber() })).status).toBe(404);
});

describe("in a database with many", () => {
  const database = suiteDatabase();
  beforeAll(async () => {
    await fillVerifications(database.sql, 30_000, 40);
    await database.sql`insert into limit_counters (key, hits, members, expires_at)
      select md5(n::text) || '.0', array[now()], array[null::text], now() + interval '1 day' from generate_series(1, 30000) as n`;
    await database.sql`insert into failure_streaks (key, failures) select md5(n::text), 1 from generate_series(1, 30000) as n`;
    await database.sql`insert into send_refusals (recipient_key, service_sid, purpose, code, rule, times, first_at, last_at, counter)
      select md5(n::text), ${serviceSid}, 'public', 'limits.exceeded', 'number', 1, now(), now(), md5(n::text)
      from generate_series(1, 30000) as n`;
    await database.sql`analyze`;
  }, 120_000);

  test("lifting finds what is one number's by indexes, and reads no table as a whole", async () => {
    const keys = { serviceSid, recipient: "+821000000007", recipientKey: md5("7"), names: [md5("7"), md5("8")] };
    const actor = { kind: "admin", id: null, requestId: null } as never;
    const event = {
      type: "limits.number_lifted",
      actor,
      subject: { kind: "service", id: serviceSid },
      serviceSid,
    } as const;
    const [explained] = await explain(database.url, (sql) => liftRecipient(sql, { ...keys, event }));
    expect(explained?.scans.join()).not.toMatch(
      /Seq Scan (verifications|limit_counters|failure_streaks|send_refusals)/,
    );
    expect(explained?.rows).toBeLessThan(2000);
  });
});

const md5 = (text: string) => createHash("md5").update(text).digest("hex");
