/** @module Each alarm, in force and observed: raised by what really happens, told of and counted. */
import { beforeAll, describe, expect, test } from "vitest";
import { prefixKey } from "../../dist/fraud-guard/rules.js";
import type { Service } from "../../dist/services/service.js";
import {
  type Answer,
  burst,
  call,
  randomNumber,
  readCode,
  SECRET_KEY,
  type ServerProcess,
  startProcess,
  suite,
  wrongCode,
} from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { alarmsOf, calm, type Mode, modes, none } from "./alarms.js";
import { addressIn, newAddress, newJapanese, type Page, pagesOf, solve, statuses, TRUSTING } from "./pages.js";

const server = suite({ env: TRUSTING });
const { newPage, admin, send, verify, verifyOnce } = pagesOf(server);
const { alarmOf, countsOf, isUp, setLimits, ageTexts } = alarmsOf(server);

const told = async ({ serviceSid }: Page) =>
  await server.sql`select data from audit_events where type = 'limit.alarm' and service_sid = ${serviceSid}`;

const linesOf = (alarm: string, mode: Mode) =>
  server.logLines.map((line) => JSON.parse(line)).filter((line) => line.alarm === alarm && line.mode === mode);

describe.each(modes)("%s", (mode) => {
  const pages = {} as Record<"lowConversion" | "noConversion" | "failShare", Page>;
  const known = newJapanese();

  beforeAll(async () => {
    const lasting = { dailyBudget: 8192 };
    pages.lowConversion = await newPage(lasting, { ...calm, lowConversion: { sends: 20, share: 0.3, mode } });
    pages.noConversion = await newPage(lasting, { ...calm, noConversion: { sends: 30, share: 0.1, mode } });
    pages.failShare = await newPage(lasting, { ...calm, failShare: { checks: 12, share: 0.6, mode } });
    await burst(20, () => send(pages.lowConversion));
    await verifyOnce(pages.noConversion, known, addressIn(1));
    await burst(31, () => send(pages.noConversion, { to: newJapanese() }));
    for (let n = 0; n < 3; n++) {
      const to = randomNumber();
      await send(pages.failShare, { to });
      const wrong = wrongCode(await readCode(server.origin, to));
      for (let k = 0; k < 5; k++) await verify(pages.failShare, to, wrong);
    }
    await ageTexts(pages.lowConversion);
    await ageTexts(pages.noConversion);
  });

  const enforces = mode === "enforce";

  test.each([
    ["lowConversion", "country", "KR"],
    ["failShare", "service", null],
  ] as const)("%s asks for a proof of work, or would", async (name, scope, country) => {
    const page = pages[name];
    const { mode: shown, up } = await isUp(page, name);
    expect([shown, up]).toEqual([
      mode,
      [{ ...{ scope, country, action: "challenge", count: 1 }, until: expect.any(String) }],
    ]);
    const answers = await burst(7, () => send(page));
    expect(statuses(answers)).toEqual(enforces ? { 428: 7 } : { 200: 7 });
    if (enforces) {
      const altcha = await solve(answers[0]?.body.challenge);
      expect((await send(page, { more: { altcha } })).status).toBe(200);
    }
    await countsOf(page, name, { raised: 1, [enforces ? "challenged" : "wouldChallenge"]: 7 });
    expect(await told(page)).toMatchObject([{ data: { alarm: name, mode, action: "challenge", seconds: 600 } }]);
    expect(linesOf(name, mode)).toHaveLength(1);
  });

  test("noConversion blocks the country, or would; a number that was verified is never refused", async () => {
    const page = pages.noConversion;
    const { up } = await isUp(page, "noConversion");
    expect(up).toMatchObject([{ scope: "country", country: "JP", action: "block", count: 1 }]);
    const strangers = await burst(9, () => send(page, { to: newJapanese() }));
    expect(statuses(strangers)).toEqual(enforces ? { 429: 9 } : { 200: 9 });
    const ip = addressIn(2);
    const first = await send(page, { to: known, ip });
    expect(first.status).toBe(enforces ? 428 : 200);
    if (enforces) {
      const altcha = await solve(first.body.challenge);
      expect((await send(page, { to: known, ip, more: { altcha } })).status).toBe(200);
    }
    // At home nothing is up.
    expect((await send(page)).status).toBe(200);
    await countsOf(
      page,
      "noConversion",
      enforces
        ? { raised: 1, refused: 9, challenged: 1, passedKnown: 1 }
        : { raised: 1, wouldRefuse: 9, wouldChallenge: 1, passedKnown: 1 },
    );
    const { days } = await alarmOf(page, "noConversion");
    expect(days).toHaveLength(7);
    const today = days.find(({ raised }) => raised === 1);
    expect(today?.countries.map(({ country }) => country)).toEqual(["JP"]);
    expect(await told(page)).toMatchObject([
      { data: { alarm: "noConversion", mode, action: "block", seconds: 600, country: "JP", sends: 32, converted: 1 } },
    ]);
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    expect(metrics).toMatch(new RegExp(`munjigi_abuse_alarms_total\\{rule="country-conversion",mode="${mode}"\\}`));
  });

  test("neighbours abroad: a block of their prefix, or what would be one", async () => {
    const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode } });
    const base = newJapanese().slice(0, -4);
    const knownNear = `${base}1500`;
    await verifyOnce(page, knownNear, addressIn(1));
    const answers: Answer[] = [];
    for (let n = 0; n < 6; n++) answers.push(await send(page, { to: `${base}${1000 + n}` }));
    expect(statuses(answers)).toEqual(enforces ? { 200: 3, 429: 3 } : { 200: 6 });
    await countsOf(page, "neighbours", { raised: 1, [enforces ? "refused" : "wouldRefuse"]: 3 });
    const { up } = await alarmOf(page, "neighbours");
    expect(up).toMatchObject([{ scope: "prefix-network", country: "JP", action: "block", count: 1 }]);
    expect(JSON.stringify(up)).not.toContain(base.slice(3));
    expect(await told(page)).toMatchObject([{ data: { alarm: "neighbours", mode, action: "block", country: "JP" } }]);
    // What is up stands for the whole prefix; what was verified before passes it.
    expect((await send(page, { to: `${base}9000` })).status).toBe(enforces ? 429 : 200);
    expect((await send(page, { to: knownNear })).status).toBe(enforces ? 428 : 200);
    await countsOf(
      page,
      "neighbours",
      enforces
        ? { raised: 1, refused: 4, challenged: 1 }
        : { raised: 1, wouldRefuse: 4, wouldChallenge: 1, passedKnown: 1 },
    );
  });

  test("neighbours at home: a proof of work, or what would ask for one", async () => {
    const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode } });
    const base = randomNumber().slice(0, -4);
    const answers: Answer[] = [];
    for (let n = 0; n < 8; n++) answers.push(await send(page, { to: `${base}${1000 + n}` }));
    expect(statuses(answers)).toEqual(enforces ? { 200: 3, 428: 5 } : { 200: 8 });
    await countsOf(page, "neighbours", { [enforces ? "challenged" : "wouldChallenge"]: 5 });
  });
});

describe("50 at once on two nodes", () => {
  let other: ServerProcess;
  const at = (n: number) => (n % 2 ? other.origin : server.origin);
  beforeAll(async () => {
    other = await startProcess({ DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING });
    await burst(50, async (n) => await (await fetch(`${at(n)}/livez`)).text());
    return () => other.stop();
  });

  test("neighbours that are only observed are found one after the other, as if each had come alone", async () => {
    const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode: "observe" } });
    const base = newJapanese().slice(0, -4);
    const known = Array.from({ length: 5 }, (_, n) => `${base}${5000 + n * 300}`);
    for (const [n, to] of known.entries()) await verifyOnce(page, to, addressIn(20 + n));
    const ip = newAddress();
    const answers = await burst(50, (n) => send(page, { to: `${base}${1000 + n}`, ip, origin: at(n) }));
    expect(statuses(answers)).toEqual({ 200: 50 });
    // Of the network, and, since nobody has stopped it there, of the prefix for all.
    await countsOf(page, "neighbours", { raised: 2, wouldRefuse: 47 });
    // Now it is up: whoever is sent to would be refused, but for those who were verified.
    const later = await burst(50, (n) =>
      send(page, { to: n < 5 ? (known[n] as string) : `${base}${2000 + n * 60}`, ip, origin: at(n) }),
    );
    expect(statuses(later)).toEqual({ 200: 50 });
    await countsOf(page, "neighbours", { raised: 2, wouldRefuse: 92, wouldChallenge: 5, passedKnown: 5 });
  });

  test("what an alarm in force refuses is counted as often as it does", async () => {
    const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100 } });
    const base = newJapanese().slice(0, -4);
    const ip = newAddress();
    const answers = await burst(50, (n) => send(page, { to: `${base}${1000 + n}`, ip, origin: at(n) }));
    const { 429: refused = 0, 200: sent = 0 } = statuses(answers);
    expect(sent).toBeLessThanOrEqual(3);
    // Whoever has lost its turn to others four times was refused by no alarm.
    const byAlarm = answers.filter(({ body }) => body.retryAfterSeconds > 1).length;
    expect(refused).toBe(50 - sent);
    await countsOf(page, "neighbours", { raised: 1, refused: byAlarm });
  });
});

test("a mode that changes while the alarm is up holds within a second, on both nodes", async () => {
  const other = await startProcess({ DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING });
  try {
    const neighbours = { figure: "4/10m", distance: 100 };
    const page = await newPage({}, { ...calm, neighbours });
    const base = newJapanese().slice(0, -4);
    for (let n = 0; n < 4; n++) await send(page, { to: `${base}${1000 + n}` });
    const numbers = [3000, 3200, 3400, 3600, 3800, 4000].map((end) => `${base}${end}`);
    const ask = async () => {
      const [first, second] = numbers.splice(0, 2) as [string, string];
      return [
        (await send(page, { to: first })).status,
        (await send(page, { to: second, origin: other.origin })).status,
      ];
    };
    expect(await ask()).toEqual([429, 429]);
    await setLimits(page, { neighbours: { ...neighbours, mode: "observe" } });
    expect(await ask()).toEqual([200, 200]);
    const { limits } = (await admin("GET", `/services/${page.serviceSid}/limits`)).body;
    expect(limits.neighbours).toEqual({ ...neighbours, mode: "observe" });
    expect(await alarmOf(page, "neighbours")).toMatchObject({ mode: "observe", up: [{ action: "block" }] });
    // A limit is given whole: one without a mode is in force.
    await setLimits(page, { neighbours });
    expect(await ask()).toEqual([429, 429]);
    expect((await admin("GET", `/services/${page.serviceSid}/limits`)).body.limits.neighbours.mode).toBe("enforce");
  } finally {
    await other.stop();
  }
});

test("what an earlier release has stored and raised is in force", async () => {
  const page = await newPage({}, calm);
  const old = { ...calm, noConversion: { sends: 30, share: 0.1 } };
  await server.sql`update services set limits = ${server.sql.json(old)} where sid = ${page.serviceSid}`;
  await knownElsewhere();
  const { limits } = (await admin("GET", `/services/${page.serviceSid}/limits`)).body;
  expect(limits.noConversion).toEqual({ sends: 30, share: 0.1, mode: "enforce" });
  const to = newJapanese();
  const key = prefixKey({ keyring: server.keyring, service: { sid: page.serviceSid } as Service }, to);
  await server.sql`insert into limit_alarms (key, blocked_until, expires_at)
    values (${key}, clock_timestamp() + interval '1 hour', clock_timestamp() + interval '14 days')`;
  expect((await send(page, { to })).status).toBe(429);
  const lifted = await admin("DELETE", `/services/${page.serviceSid}/alarms?phoneNumber=${encodeURIComponent(to)}`);
  expect(lifted.body).toEqual({ lifted: true });
  expect((await send(page, { to })).status).toBe(200);
});

test("an observed alarm holds up nobody that /api/why would tell of; in force it does", async () => {
  const neighbours = { figure: "4/10m", distance: 100, mode: "observe" };
  const page = await newPage({}, { ...calm, neighbours });
  const base = newJapanese().slice(0, -4);
  for (let n = 0; n < 4; n++) await send(page, { to: `${base}${1000 + n}` });
  await isUp(page, "neighbours");
  const why = async () =>
    (await admin("GET", `/why?to=${encodeURIComponent(`${base}7000`)}&service=${page.serviceSid}`)).body.causes.map(
      ({ code }: { code: string }) => code,
    );
  expect(await why()).not.toContain("alarm.prefix");
  await setLimits(page, { neighbours: { ...neighbours, mode: "enforce" } });
  expect(await why()).toContain("alarm.prefix");
});

test("a figure that refuses as well is what refuses: the alarm made no difference", async () => {
  const neighbours = { figure: "4/10m", distance: 100 };
  const page = await newPage({}, { ...calm, neighbours, prefixAbroad: { soft: [], hard: ["3/h"] } });
  const base = newJapanese().slice(0, -4);
  for (let n = 0; n < 6; n++) await send(page, { to: `${base}${1000 + n}`, ip: addressIn(40) });
  await isUp(page, "neighbours");
  expect((await alarmOf(page, "neighbours")).week).toEqual({ ...none, raised: 1 });
});

test("a number on the safe list is held up by none, and is counted by none", async () => {
  const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode: "observe" } });
  const base = newJapanese().slice(0, -4);
  for (let n = 0; n < 4; n++) await send(page, { to: `${base}${1000 + n}` });
  await countsOf(page, "neighbours", { raised: 1, wouldRefuse: 1 });
  const safe = `${base}3000`;
  await call(server.origin, "/SafeList/Numbers", { PhoneNumber: safe });
  expect((await send(page, { to: safe })).status).toBe(200);
  expect((await send(page, { to: `${base}4000` })).status).toBe(200);
  await countsOf(page, "neighbours", { raised: 1, wouldRefuse: 2 });
});

test("a verified number among its neighbours raises nothing, observed or in force", async () => {
  for (const mode of modes) {
    const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode } });
    const base = newJapanese().slice(0, -4);
    await verifyOnce(page, `${base}1050`, addressIn(60));
    for (let n = 0; n < 3; n++) await send(page, { to: `${base}${1000 + n}` });
    expect((await send(page, { to: `${base}1050` })).status).toBe(200);
    await countsOf(page, "neighbours", { passedKnown: 1 });
    expect((await alarmOf(page, "neighbours")).up).toEqual([]);
  }
});

test("figures are swept after eight days, and shown for seven", async () => {
  const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode: "observe" } });
  const base = newJapanese().slice(0, -4);
  for (let n = 0; n < 4; n++) await send(page, { to: `${base}${1000 + n}` });
  await countsOf(page, "neighbours", { raised: 1, wouldRefuse: 1 });
  const move = (days: number) =>
    server.sql`update limit_alarm_days set day = day - ${days}::int where service_sid = ${page.serviceSid}`;
  await move(6);
  const { week, days } = await alarmOf(page, "neighbours");
  expect([week.wouldRefuse, days.at(-1)?.wouldRefuse]).toEqual([1, 1]);
  await move(1);
  expect((await alarmOf(page, "neighbours")).week).toEqual(none);
  const { sweepLimits } = await import("../../dist/limits/sweep-limits.js");
  await sweepLimits(server.sql);
  const rows = () => server.sql`select from limit_alarm_days where service_sid = ${page.serviceSid}`;
  expect(await rows()).toHaveLength(1);
  await move(1);
  await sweepLimits(server.sql);
  expect(await rows()).toHaveLength(0);
});

test("what is in memory is written before a process ends", async () => {
  const other = await startProcess({ DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING });
  const page = await newPage({}, { ...calm, neighbours: { figure: "4/10m", distance: 100, mode: "observe" } });
  const base = newJapanese().slice(0, -4);
  for (let n = 0; n < 5; n++) await send(page, { to: `${base}${1000 + n}`, origin: other.origin });
  await other.stop();
  expect((await alarmOf(page, "neighbours")).week).toEqual({ ...none, raised: 1, wouldRefuse: 2 });
});

test("nothing of it is in the log or in an event: no number, no prefix, no key", async () => {
  const log = server.logLines.join("\n");
  expect(log).not.toMatch(/\+?8210\d{8}|\+?8190\d{8}|\b010\d{8}|pk_[0-9a-f]{20}/);
  const events = await server.sql`select data from audit_events where type = 'limit.alarm'`;
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(events)).not.toMatch(/8190\d|8210\d/);
});
