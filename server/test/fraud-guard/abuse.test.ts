/**
 * @module What a publishable key is worth in the wrong hands: attack cases A10, A16, A17, A19, A21 and A22, and the price in
 * texts. Addresses are those a trusted proxy on the loopback names.
 */

import { outbox } from "@munjigi/connectors/sms/outbox";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { createWork } from "../../dist/fraud-guard/challenge.js";
import { prefixKey } from "../../dist/fraud-guard/rules.js";
import type { Service } from "../../dist/services/service.js";
import {
  type Answer,
  ageLimits,
  burst,
  call,
  phone,
  randomNumber,
  readCode,
  SECRET_KEY,
  startApp,
  startProcess,
  suite,
  wrongCode,
} from "../harness.js";
import { eventually } from "../kit/pace.js";
import { addressIn, newAddress, newJapanese, open, type Page, pagesOf, solve, statuses, TRUSTING } from "./pages.js";

const server = suite({ env: TRUSTING });
const { newPage, admin, send, verify, texts, endLive, verifyOnce } = pagesOf(server);

describe("addresses", () => {
  test("A16: from a peer that is no trusted proxy, every header of an address is one address", async () => {
    const untrusting = await startApp(server, { env: { MUNJIGI_ENV: "production" }, connector: outbox });
    try {
      const page = await newPage();
      const headers = ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip", "true-client-ip"];
      const answers: Answer[] = [];
      for (let n = 0; n < 10; n++) {
        const spoofed = Object.fromEntries(
          headers.map((name) => [name, name === "forwarded" ? `for=203.0.113.${n}` : `203.0.113.${n}`]),
        );
        answers.push(await send(page, { headers: spoofed, origin: untrusting.origin }));
      }
      expect(answers.map(({ status }) => status)).toEqual([...Array(4).fill(200), ...Array(6).fill(428)]);
      const warnings = untrusting.logLines.filter((line) => line.includes("MUNJIGI_TRUSTED_PROXIES"));
      expect(warnings).toHaveLength(1);
    } finally {
      await untrusting.stop();
    }
  });

  test("what a client writes in front of its address is not believed", async () => {
    const page = await newPage();
    const answers: Answer[] = [];
    for (let n = 0; n < 8; n++) answers.push(await send(page, { ip: `203.0.113.${n}, 10.0.0.${n}, 198.51.100.7` }));
    expect(statuses(answers)).toEqual({ 200: 4, 428: 4 });
  });

  test("A17: 300 addresses of one /64, and one address in five spellings, are one", async () => {
    const page = await newPage({ challenge: "off" }, { address: { soft: [], hard: ["5/h"] }, numbersPerAddress: open });
    const inOne = await Promise.all(
      Array.from({ length: 300 }, (_, n) => send(page, { ip: `2001:db8:1:2::${(n + 1).toString(16)}` })),
    );
    expect(statuses(inOne)).toEqual({ 200: 5, 429: 295 });
    const spellings = [
      "192.0.2.9",
      "::ffff:192.0.2.9",
      "::ffff:c000:209",
      "0:0:0:0:0:ffff:c000:0209",
      "192.0.2.9:4711",
      "[::ffff:192.0.2.9]:80",
    ];
    const asking = await newPage({}, { address: { soft: ["5/h"], hard: [] }, numbersPerAddress: open });
    const spelt: Answer[] = [];
    for (const ip of [...spellings, ...spellings]) spelt.push(await send(asking, { ip }));
    expect(statuses(spelt)).toEqual({ 200: 5, 428: 7 });
  });

  test("a /56 and a /48 have more, and no more than that", async () => {
    const page = await newPage({ challenge: "off" }, { address: { soft: [], hard: ["2/h"] }, numbersPerAddress: open });
    const in56: Answer[] = [];
    for (let n = 0; n < 10; n++) in56.push(await send(page, { ip: `2001:db8:2:${n.toString(16)}::1` }));
    expect(statuses(in56)).toEqual({ 200: 6, 429: 4 });
    const in48: Answer[] = [];
    for (let n = 1; n < 30; n++) in48.push(await send(page, { ip: `2001:db8:2:${(n * 256).toString(16)}::1` }));
    expect(statuses(in48)).toEqual({ 200: 14, 429: 15 });
  });

  test("different numbers of one /64 are few; the same number again is not counted twice", async () => {
    const page = await newPage({ challenge: "off" }, { address: open, numbersPerAddress: { soft: [], hard: ["3/h"] } });
    const ip = "2001:db8:9::1";
    const [a, b, c] = [randomNumber(), randomNumber(), randomNumber()];
    for (const to of [a, b, c]) expect((await send(page, { ip, to })).status).toBe(200);
    expect((await send(page, { ip })).body.error).toBe("Too Many Requests");
    await server.sql`update verifications set status = 'canceled' where recipient = ${a}`;
    expect((await send(page, { ip, to: a })).status).toBe(200);
    expect((await send(page, { ip: "2001:db8:9:1::1" })).status).toBe(200);
    const mobile = await newPage(
      { challenge: "off" },
      { address: open, numbersPerAddress: { soft: [], hard: ["3/h"] } },
    );
    const shared = await burst(6, () => send(mobile, { ip: "192.0.2.77" }));
    expect(statuses(shared)).toEqual({ 200: 6 });
  });
});

describe("counted exactly", () => {
  test("A19: 100 sends at a limit's edge, from two processes: never one text over", async () => {
    const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING };
    const other = await startProcess(env);
    try {
      const limits = { address: open, service: { soft: [], hard: ["40/10m"] } };
      const page = await newPage({ challenge: "off" }, limits);
      const known = Array.from({ length: 15 }, randomNumber);
      for (const to of known) await verifyOnce(page, to, newAddress());
      const both = [server.origin, other.origin];
      const edge = await burst(100, (n) => send(page, { origin: both[n % 2] as string }));
      expect(edge.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(15);
      expect(await texts(page)).toBeLessThanOrEqual(30);
      while ((await send(page)).status === 200);
      expect(await texts(page)).toBe(30);
      // A quarter is kept for numbers that were verified before, and they get no more than that.
      const returning = await burst(50, (n) =>
        send(page, { to: known[n % 15] as string, origin: both[n % 2] as string, ip: addressIn(n) }),
      );
      expect(returning.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(10);
      for (const to of known) await send(page, { to });
      expect(await texts(page)).toBe(40);
      // The turn of ten minutes is no door: the window slides.
      await ageLimits(server.sql, 480);
      expect(statuses(await burst(20, (n) => send(page, { origin: both[n % 2] as string })))).toEqual({ 429: 20 });
    } finally {
      await other.stop();
    }
  });

  test("a limit that is spread over many rows is neither over nor far under", async () => {
    const limits = { address: open, service: open };
    const page = await newPage({ challenge: "off", dailyBudget: 300 }, limits);
    const answers: Answer[] = [];
    for (let round = 0; round < 4; round++) answers.push(...(await burst(100, () => send(page))));
    expect(await texts(page)).toBeLessThanOrEqual(225);
    while ((await send(page)).status === 200);
    expect(await texts(page)).toBe(225);
    const rows = await server.sql`select key from limit_counters where cardinality(hits) between 7 and 8`;
    expect(rows.length).toBeGreaterThanOrEqual(32);
  });

  test("what is refused costs nothing: a limit elsewhere gets its hit back", async () => {
    const page = await newPage({ challenge: "off" }, { number: { soft: [], hard: ["2/h"] } });
    const ip = newAddress();
    const to = randomNumber();
    expect((await send(page, { to, ip })).status).toBe(200);
    // Too early a resend passes the look at the limits and fails in the statement.
    for (let n = 0; n < 5; n++) expect((await send(page, { to, ip })).status).toBe(429);
    await server.sql`update verifications set status = 'canceled' where recipient = ${to}`;
    expect((await send(page, { to, ip })).status).toBe(200);
    await server.sql`update verifications set status = 'canceled' where recipient = ${to}`;
    expect((await send(page, { to, ip })).body.retryAfterSeconds).toBeGreaterThan(3500);
  });

  test("a number in all services together, and after the time is over", async () => {
    const to = randomNumber();
    const limits = { numberEverywhere: { soft: [], hard: ["2/24h"] } };
    const pages = [await newPage({}, limits), await newPage({}, limits), await newPage({}, limits)];
    const answers: number[] = [];
    for (const page of pages) answers.push((await send(page, { to })).status);
    expect(answers).toEqual([200, 200, 429]);
    await ageLimits(server.sql, 86_400);
    expect((await send(pages[2] as Page, { to })).status).toBe(200);
  });
});

describe("proof of work", () => {
  test("asked for when an address is busy, taken once, and then the text goes out", async () => {
    const page = await newPage();
    const ip = newAddress();
    for (let n = 0; n < 4; n++) expect((await send(page, { ip })).status).toBe(200);
    const to = randomNumber();
    const asked = await send(page, { ip, to });
    expect(asked.status).toBe(428);
    expect(asked.body).toEqual({
      message: "확인이 더 필요합니다. 챌린지를 풀어 다시 보내주세요.",
      error: "Challenge Required",
      statusCode: 428,
      challenge: {
        parameters: expect.objectContaining({ algorithm: "PBKDF2/SHA-256" }),
        signature: expect.any(String),
      },
    });
    const altcha = await solve(asked.body.challenge);
    expect((await send(page, { ip, to, more: { altcha } })).status).toBe(200);
    expect((await send(page, { ip, more: { altcha } })).status).toBe(428);
  });

  test("A21: replayed ten times at once, elsewhere, for another action, by another key, altered: one is accepted at most", async () => {
    const page = await newPage({ challenge: "always" });
    const stranger = await newPage({ challenge: "always" });
    const ip = newAddress();
    const { challenge } = (await send(page, { ip })).body;
    const altcha = await solve(challenge);
    const decoded = JSON.parse(Buffer.from(altcha, "base64").toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");
    const changed = (parameters: object) =>
      encode({ ...decoded, challenge: { ...challenge, parameters: { ...challenge.parameters, ...parameters } } });
    const wrong: [string, string][] = [
      [ip, changed({ cost: 1 })],
      [ip, changed({ keyPrefix: "0" })],
      [ip, changed({ expiresAt: challenge.parameters.expiresAt + 600 })],
      [ip, changed({ data: { ...challenge.parameters.data, id: "another" } })],
      [ip, encode({ ...decoded, solution: { ...decoded.solution, counter: decoded.solution.counter + 1 } })],
      [ip, encode({ ...decoded, solution: { ...decoded.solution, derivedKey: `00${"ab".repeat(31)}` } })],
      [ip, encode(null)],
      [ip, "%%%"],
      ["203.0.113.9", altcha],
    ];
    for (const [from, payload] of wrong)
      expect((await send(page, { ip: from, more: { altcha: payload } })).status).toBe(428);
    expect((await verify(page, randomNumber(), "123456", ip, { altcha })).status).toBe(428);
    expect((await send(stranger, { ip, more: { altcha } })).status).toBe(428);
    expect(await texts(page)).toBe(0);
    const replays = await burst(10, () => send(page, { ip, more: { altcha } }));
    expect(statuses(replays)).toEqual({ 200: 1, 428: 9 });
    expect(await texts(page)).toBe(1);
  });

  test("an expired one is refused, and `off` never asks", async () => {
    const page = await newPage({ challenge: "always" });
    const ip = newAddress();
    // One of eleven minutes ago, and one of nine: only the clock is different.
    const scope = { keyId: page.keyId, action: "send", network: "198.18.0.0/16" } as const;
    const madeBefore = (seconds: number) => {
      const clock = () => new Date(Date.now() - seconds * 1000);
      return createWork({ keyring: server.keyring, clock, random: systemRandom }, scope);
    };
    const [old, young] = [await solve(await madeBefore(660)), await solve(await madeBefore(540))];
    expect((await send(page, { ip, more: { altcha: old } })).status).toBe(428);
    expect((await send(page, { ip, more: { altcha: young } })).status).toBe(200);
    const { challenge } = (await send(page, { ip })).body;
    expect(challenge.parameters.expiresAt - Date.now() / 1000).toBeLessThanOrEqual(600);
    const ready = await phone(server.origin, "/challenge?action=check", undefined, {
      "x-munjigi-key": page.key,
      "x-forwarded-for": ip,
    });
    expect(ready.body.parameters.data).toMatchObject({ action: "check" });
    const open = await newPage({ challenge: "off" });
    const answers: Answer[] = [];
    for (let n = 0; n < 12; n++) answers.push(await send(open, { ip }));
    expect(statuses(answers)).toEqual({ 200: 12 });
  });
});

describe("pumping", () => {
  test("A22: forty numbers in a row from twenty addresses of one network: a proof of work by the fourth, and nobody elsewhere notices", async () => {
    const page = await newPage();
    const addresses = Array.from({ length: 20 }, newAddress);
    const base = randomNumber().slice(0, -4);
    const answers: Answer[] = [];
    for (let n = 0; n < 40; n++)
      answers.push(await send(page, { to: `${base}${String(5000 + n)}`, ip: addresses[n % 20] as string }));
    expect(statuses(answers)).toEqual({ 200: 3, 428: 37 });
    expect((await send(page, { to: `${base}5050`, ip: addressIn(1) })).status).toBe(200);
    expect((await send(page, { to: `${base}0001`, ip: addressIn(1) })).status).toBe(200);
    expect((await send(page, { to: `${base}0002` })).status).toBe(200);
  });

  test("A22: a network that goes on with proofs of work waits for minutes, alone, and a verified number does not", async () => {
    const page = await newPage({ challenge: "off" }, { service: open });
    const base = randomNumber().slice(0, -4);
    const known = `${base}9000`;
    await verifyOnce(page, known, newAddress());
    const answers: Answer[] = [];
    for (let n = 0; n < 40; n++) answers.push(await send(page, { to: `${base}${String(5000 + n)}` }));
    expect(statuses(answers)).toEqual({ 200: 11, 429: 29 });
    expect(answers[11]?.body.retryAfterSeconds).toBe(600);
    expect((await send(page, { to: `${base}0001` })).status).toBe(429);
    expect((await send(page, { to: known })).status).toBe(200);
    expect(statuses(await burst(50, (n) => send(page, { to: `${base}${1000 + n * 150}`, ip: addressIn(n) })))).toEqual({
      200: 50,
    });
    expect((await send(page)).status).toBe(200);
    const lines = server.logLines.filter((line) => line.includes("their prefix is blocked"));
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: "warn", rule: "prefix-network", seconds: 600 }),
    ]);
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    expect(metrics).toMatch(/munjigi_abuse_alarms_total\{rule="prefix-network",mode="enforce"\} 1/);
    // What an administrator takes back of a prefix is taken back in every network.
    const alarms = `/services/${page.serviceSid}/alarms?phoneNumber=${encodeURIComponent(known)}`;
    expect((await admin("DELETE", alarms)).body).toEqual({ lifted: true });
    expect((await send(page, { to: `${base}0003` })).status).toBe(200);
    expect((await admin("DELETE", alarms)).body).toEqual({ lifted: false });
  });

  test("A22: from twenty networks: all of them are asked for a proof of work by the eighth, and none has to wait", async () => {
    const page = await newPage();
    const base = randomNumber().slice(0, -4);
    const answers: Answer[] = [];
    for (let n = 0; n < 40; n++)
      answers.push(await send(page, { to: `${base}${String(5000 + n)}`, ip: addressIn(n % 20) }));
    expect(statuses(answers)).toEqual({ 200: 7, 428: 33 });
    const altcha = await solve(answers[39]?.body.challenge);
    expect((await send(page, { to: `${base}5039`, ip: addressIn(19), more: { altcha } })).status).toBe(200);
  });

  test("neighbours at once, from two processes, do not pass either", async () => {
    const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING };
    const other = await startProcess(env);
    try {
      const both = [server.origin, other.origin];
      const base = randomNumber().slice(0, -4);
      const next = (at: number) => (n: number) => ({ to: `${base}${at + n}`, origin: both[n % 2] as string });
      const page = await newPage();
      expect(statuses(await burst(50, (n) => send(page, next(3000)(n))))[200]).toBeLessThanOrEqual(3);
      expect(await texts(page)).toBeLessThanOrEqual(3);
      const solving = await newPage({ challenge: "off" });
      const answers = await burst(50, (n) => send(solving, next(3000)(n)));
      expect(statuses(answers)[200]).toBeLessThanOrEqual(11);
      const abroad = newJapanese().slice(0, -4);
      const japanese = await burst(50, (n) =>
        send(solving, { ...next(3000)(n), to: `${abroad}${3000 + n}`, ip: addressIn(n % 10) }),
      );
      expect(statuses(japanese)[200]).toBeLessThanOrEqual(7);
    } finally {
      await other.stop();
    }
  });

  test("neighbours who were verified are no pattern", async () => {
    const page = await newPage({}, { numbersPerAddress: open });
    const base = randomNumber().slice(0, -4);
    for (let n = 0; n < 6; n++) await verifyOnce(page, `${base}${String(2000 + n)}`, newAddress());
    expect((await send(page, { to: `${base}2010` })).status).toBe(200);
  });

  test("at home a network waits an hour at most, however often it goes on", async () => {
    const page = await newPage({ challenge: "off" });
    const base = randomNumber().slice(0, -4);
    const attack = async (at: number) => {
      const answers: Answer[] = [];
      for (let n = 0; n < 12; n++) answers.push(await send(page, { to: `${base}${at + n}` }));
      return answers.at(-1)?.body.retryAfterSeconds;
    };
    expect(await attack(1000)).toBe(600);
    await ageLimits(server.sql, 3601);
    const key = prefixKey({ keyring: server.keyring, service: { sid: page.serviceSid } as Service }, `${base}0000`);
    await server.sql`update limit_alarms set strikes = 9, blocked_until = '-infinity' where starts_with(key, ${key})`;
    expect(await attack(2000)).toBe(3600);
  });

  test("fifty numbers of one prefix are sent to and fifty verified at once, and none waits for another", async () => {
    const loose = { address: open, numbersPerAddress: open, service: open, prefixHome: open };
    const page = await newPage({ challenge: "off" }, { ...loose, neighbours: { figure: "4/10m", distance: 0 } });
    const base = randomNumber().slice(0, -4);
    const ip = newAddress();
    const numbers = Array.from({ length: 50 }, (_, n) => `${base}${1000 + n}`);
    expect(statuses(await burst(50, (n) => send(page, { to: numbers[n] as string, ip })))).toEqual({ 200: 50 });
    const codes = await Promise.all(numbers.map((to) => readCode(server.origin, to)));
    const both = await burst(100, (n) =>
      n % 2
        ? send(page, { to: `${base}${2000 + n}`, ip })
        : verify(page, numbers[n / 2] as string, codes[n / 2] as string, ip),
    );
    expect(statuses(both)).toEqual({ 200: 100 });
  });

  describe("abroad", () => {
    const limits = { countryAbroad: open, prefixAbroad: open };

    /** Ends a block, and lets the counters forget what raised it. */
    async function passTime(seconds: number): Promise<void> {
      await ageLimits(server.sql, seconds);
      await server.sql`update limit_alarms set blocked_until = blocked_until - ${seconds}::int * interval '1 second'`;
    }

    test("the block of a network lasts ten minutes, then twice as long; other networks go on", async () => {
      const page = await newPage({ challenge: "off" }, limits);
      const base = newJapanese().slice(0, -4);
      const attack = async (at: number) => {
        const answers: Answer[] = [];
        for (let n = 0; n < 5; n++) answers.push(await send(page, { to: `${base}${at + n}` }));
        return answers.map(({ status, body }) => body.retryAfterSeconds ?? status);
      };
      expect(await attack(1000)).toEqual([200, 200, 200, 600, 600]);
      expect((await send(page, { to: `${base}9999`, ip: addressIn(1) })).status).toBe(200);
      await passTime(601);
      expect(await attack(2000)).toEqual([200, 200, 200, 1200, 1200]);
      await passTime(1201);
      expect(await attack(3000)).toEqual([200, 200, 200, 2400, 2400]);
      expect((await send(page, { to: `${base}9998`, ip: addressIn(1) })).status).toBe(200);
    });

    test("three networks together block the prefix for all, except numbers that were verified", async () => {
      const page = await newPage({}, { ...limits, prefixAbroad: { soft: ["50/10m"], hard: [] } });
      const base = newJapanese().slice(0, -4);
      const known = `${base}9000`;
      await verifyOnce(page, known, addressIn(9));
      const answers: Answer[] = [];
      for (let n = 0; n < 9; n++)
        answers.push(await send(page, { to: `${base}${1000 + n}`, ip: addressIn(Math.floor(n / 3)) }));
      expect(answers.map(({ status }) => status)).toEqual([...Array(7).fill(200), 429, 429]);
      expect(answers[7]?.body.retryAfterSeconds).toBe(600);
      expect((await send(page, { to: `${base}5000`, ip: addressIn(9) })).status).toBe(429);
      // Who was verified is asked for a proof of work, also in a network of which nothing is known.
      const ip = addressIn(8);
      const asked = await send(page, { to: known, ip });
      expect(asked.status).toBe(428);
      expect((await send(page, { to: known, ip, more: { altcha: await solve(asked.body.challenge) } })).status).toBe(
        200,
      );
      // A number on the safe list passes too.
      const safe = `${base}2099`;
      expect((await send(page, { to: safe })).status).toBe(429);
      await server.sql`insert into safe_list (sid, phone_number) values ('GN00000000000000000000000000000001', ${safe})`;
      expect((await send(page, { to: safe })).status).toBe(200);
    });

    test("one network uses up a third of a country's figure, and not what others have", async () => {
      const page = await newPage({ challenge: "off" }, { countryAbroad: { soft: [], hard: ["18/h"] }, address: open });
      const first = await burst(50, () => send(page, { to: newJapanese() }));
      expect(statuses(first)[200]).toBeLessThanOrEqual(6);
      for (let n = 0; n < 8; n++) await send(page, { to: newJapanese() });
      expect(await texts(page)).toBe(6);
      expect((await send(page, { to: newJapanese() })).body.retryAfterSeconds).toBeGreaterThan(3500);
      for (let n = 0; n < 20; n++) await send(page, { to: newJapanese(), ip: addressIn(n) });
      expect(await texts(page)).toBe(18);
    });

    test("a fresh number of a prefix is refused where retention has emptied what was verified", async () => {
      const page = await newPage({ challenge: "off" }, limits);
      const base = newJapanese().slice(0, -4);
      const known = `${base}9000`;
      await verifyOnce(page, known, addressIn(1));
      for (let n = 0; n < 5; n++) await send(page, { to: `${base}${1000 + n}` });
      await server.sql`update verifications set created_at = created_at - interval '91 days',
        expires_at = expires_at - interval '91 days' where recipient = ${known}`;
      expect((await send(page, { to: known })).status).toBe(200);
      await endLive(known);
      await server.sql`update verifications set recipient = null where service_sid = ${page.serviceSid} and status = 'approved'`;
      expect((await send(page, { to: known })).status).toBe(429);
    });
  });

  test("a block of an earlier release at home asks for a proof of work", async () => {
    const page = await newPage();
    const to = randomNumber();
    const key = prefixKey({ keyring: server.keyring, service: { sid: page.serviceSid } as Service }, to);
    await server.sql`insert into limit_alarms (key, blocked_until, expires_at)
      values (${key}, clock_timestamp() + interval '12 hours', clock_timestamp() + interval '14 days')`;
    const asked = await send(page, { to });
    expect(asked.status).toBe(428);
    expect((await send(page, { to, more: { altcha: await solve(asked.body.challenge) } })).status).toBe(200);
  });

  test("a script with a publishable key: sends stop at three quarters of the budget, verified numbers at all of it", async () => {
    const page = await newPage({ dailyBudget: 50 });
    const known = Array.from({ length: 13 }, randomNumber);
    for (const to of known) await verifyOnce(page, to, newAddress());
    let asked = 0;
    for (let n = 13; n < 60; n++) {
      // The best a script can do without a thousand numbers of each kind: new numbers, new addresses.
      const answer = await send(page);
      if (answer.status === 428) asked++;
      expect(answer.status).toBe(n < 25 ? 200 : 428);
    }
    expect(asked).toBe(35);
    expect(await texts(page)).toBe(25);
    await admin("PATCH", `/keys/${page.keyId}`, { challenge: "off" });
    await eventually(async () => (await send(page)).status === 200);
    expect(statuses(await burst(50, () => send(page)))[200]).toBeLessThanOrEqual(12);
    while ((await send(page)).status === 200);
    expect(await texts(page)).toBe(38);
    expect(statuses(await burst(50, (n) => send(page, { to: known[n % 13] as string })))[200]).toBeLessThanOrEqual(12);
    for (const to of known) await send(page, { to });
    expect(await texts(page)).toBe(50);
    await ageLimits(server.sql, 86_400);
    expect((await send(page)).status).toBe(200);
  });
});

describe("whom a limit shuts out", () => {
  test("CGNAT: many people of one IPv4 address sign in with a proof of work, and none has to wait", async () => {
    const ip = newAddress();
    const limits = { service: open };
    const solving = await newPage({ challenge: "off" }, limits);
    expect(statuses(await burst(100, () => send(solving, { ip })))).toEqual({ 200: 100 });
    const page = await newPage({}, limits);
    expect(statuses(await burst(50, () => send(page, { ip })))[428]).toBeGreaterThanOrEqual(46);
    const to = randomNumber();
    const asked = await send(page, { ip, to });
    expect(asked.status).toBe(428);
    const altcha = await solve(asked.body.challenge);
    expect((await send(page, { ip, to, more: { altcha } })).status).toBe(200);
    expect((await verify(page, to, await readCode(server.origin, to), ip)).status).toBe(200);
  });

  test("an IPv4 address has ten times the hard figure, exactly; a number that was verified goes on, and other addresses", async () => {
    const page = await newPage({ challenge: "off" }, { address: { soft: [], hard: ["3/h"] } });
    const ip = newAddress();
    const known = randomNumber();
    await verifyOnce(page, known, ip);
    expect(statuses(await burst(50, () => send(page, { ip })))[200]).toBeLessThanOrEqual(29);
    while ((await send(page, { ip })).status === 200);
    expect(await texts(page)).toBe(30);
    expect((await send(page, { ip })).status).toBe(429);
    expect((await send(page, { ip, to: known })).status).toBe(200);
    expect((await send(page)).status).toBe(200);
  });

  test("strangers cannot use up the texts of a number where it was verified before", async () => {
    const page = await newPage({ challenge: "off" }, { numberEverywhere: open });
    const to = randomNumber();
    const home = newAddress();
    await verifyOnce(page, to, home);
    const sendFrom = async (ip: string) => {
      await endLive(to);
      return (await send(page, { to, ip })).status;
    };
    const stranger: number[] = [];
    for (let n = 0; n < 10; n++) stranger.push(await sendFrom(addressIn(1)));
    // Of 20 in 24 hours one network may use up seven.
    expect(stranger).toEqual([...Array(7).fill(200), ...Array(3).fill(429)]);
    expect(await sendFrom(addressIn(2))).toBe(200);
    for (let n = 0; n < 20; n++) await sendFrom(addressIn(3 + n));
    expect(await texts(page)).toBe(20);
    expect(await sendFrom(addressIn(30))).toBe(429);
    // Hers has the figure for itself, and no more.
    const hers: number[] = [];
    for (let n = 0; n < 22; n++) hers.push(await sendFrom(home));
    expect(hers).toEqual([...Array(20).fill(200), 429, 429]);
    // In another service nobody knows her, and in this one nobody else is known.
    const shop = await newPage({ challenge: "off" }, { number: { soft: [], hard: ["1/24h"] }, numberEverywhere: open });
    await endLive(to);
    expect((await send(shop, { to, ip: home })).status).toBe(200);
    await endLive(to);
    expect((await send(shop, { to, ip: home })).status).toBe(429);
  });

  test("50 at once from two processes: a number gets its figure, and not one text more", async () => {
    const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...TRUSTING };
    const other = await startProcess(env);
    try {
      const both = [server.origin, other.origin];
      const to = randomNumber();
      const limits = { number: { soft: [], hard: ["9/24h"] }, numberEverywhere: open };
      const pages: Page[] = [await newPage({ challenge: "off" }, limits)];
      const page = pages[0] as Page;
      await call(server.origin, `/Services/${page.serviceSid}`, { ResendWaits: "none" });
      const answers = await burst(50, (n) => send(page, { to, ip: addressIn(n % 2), origin: both[n % 2] as string }));
      expect(statuses(answers)[200]).toBeLessThanOrEqual(9);
      for (let n = 0; n < 20; n++) {
        await endLive(to);
        await send(page, { to, ip: addressIn(n % 2) });
      }
      expect(await texts(page)).toBe(9);
    } finally {
      await other.stop();
    }
  });
});

describe("guessing", () => {
  test("failed checks of one address: a proof of work from the tenth on; none after the thirtieth of a /64, the three hundredth of IPv4", async () => {
    const page = await newPage();
    const ip = newAddress();
    const guess = async (altcha?: string) => await verify(page, randomNumber(), "123456", ip, altcha ? { altcha } : {});
    for (let n = 0; n < 10; n++) expect((await guess()).body.error).toBe("No Verification Record");
    const asked = await guess();
    expect(asked.status).toBe(428);
    expect((await guess(await solve(asked.body.challenge))).body.error).toBe("No Verification Record");
    const page2 = await newPage({ challenge: "off" });
    const guesses = await burst(50, (n) => verify(page2, randomNumber(), "123456", `2001:db8:64::${n}`));
    expect(statuses(guesses)).toEqual({ 400: 30, 429: 20 });
    for (let n = 0; n < 6; n++) await burst(50, () => verify(page2, randomNumber(), "123456", ip));
    while ((await verify(page2, randomNumber(), "123456", ip)).status === 400);
    const counted =
      await server.sql`select sum(cardinality(hits))::int as n from limit_counters where cardinality(hits) between 9 and 10`;
    expect(counted[0]?.n).toBeGreaterThanOrEqual(300);
    expect((await verify(page2, randomNumber(), "123456")).status).toBe(400);
  });

  test("right codes do not count", async () => {
    const page = await newPage(
      { challenge: "off" },
      { address: open, failedChecksPerAddress: { soft: [], hard: ["2/h"] } },
    );
    const ip = newAddress();
    for (let n = 0; n < 5; n++) {
      const to = randomNumber();
      await send(page, { to });
      expect((await verify(page, to, await readCode(server.origin, to), ip)).status).toBe(200);
    }
  });

  test("a stranger who guesses at a number does not keep out the one who began", async () => {
    const page = await newPage({ challenge: "off" }, { failedChecksPerNumber: { soft: [], hard: ["3/h"] } });
    const to = randomNumber();
    const { verificationId } = (await send(page, { to })).body;
    const code = await readCode(server.origin, to);
    const strange = await burst(20, () => verify(page, to, wrongCode(code)));
    expect(statuses(strange)).toEqual({ 403: 3, 429: 17 });
    expect((await verify(page, to, code)).body.error).toBe("Too Many Requests");
    expect((await verify(page, to, code, newAddress(), { verificationId })).status).toBe(200);
    // Nor whoever does not say which one it was, in another network; and no text is needed to try.
    await endLive(to);
    await send(page, { to, ip: addressIn(1) });
    for (let n = 0; n < 5; n++) await verify(page, to, "000000", newAddress());
    expect((await verify(page, to, await readCode(server.origin, to), addressIn(1))).status).toBe(200);
  });

  test("A10: a spray over many numbers from one /48 raises an alarm, and every send needs a proof of work", async () => {
    const page = await newPage(
      {},
      { address: open, numbersPerAddress: open, service: open, failedChecksPerAddress: { soft: [], hard: ["60/h"] } },
    );
    const numbers = Array.from({ length: 120 }, randomNumber);
    for (const to of numbers) await send(page, { to });
    const addresses = Array.from({ length: 50 }, (_, n) => `2001:db8:77:${(n * 256).toString(16)}::1`);
    const codes = await Promise.all(numbers.map((to) => readCode(server.origin, to)));
    const guesses = await burst(120, (n) =>
      verify(page, numbers[n] as string, wrongCode(codes[n] as string), addresses[n % 50] as string),
    );
    expect(statuses(guesses)).toEqual({ 403: 120 });
    await eventually(async () => (await send(page)).status === 428);
    const alarm = server.logLines.find((line) => line.includes("fail-share"));
    expect(JSON.parse(alarm as string)).toMatchObject({ level: "warn", rule: "fail-share", service: page.serviceSid });
    expect(server.logLines.filter((line) => line.includes("fail-share"))).toHaveLength(1);
    const other = await newPage();
    expect((await send(other)).status).toBe(200);
  });

  test("texts to a country that nobody uses: that country is blocked, the others are not", async () => {
    const limits = { address: open, numbersPerAddress: open, service: open, countryAbroad: open, prefixAbroad: open };
    const page = await newPage({ dailyBudget: 8192 }, limits);
    const known = newJapanese();
    await verifyOnce(page, known, newAddress());
    const sent = await burst(30, () => send(page, { to: newJapanese() }));
    expect(statuses(sent)).toEqual({ 200: 30 });
    await server.sql`update verifications set created_at = created_at - interval '11 minutes'
      where service_sid = ${page.serviceSid}`;
    const refused = await eventually(async () => {
      const answer = await send(page, { to: newJapanese() });
      return answer.status === 429 && answer;
    });
    expect(refused.body.retryAfterSeconds).toBeGreaterThan(500);
    expect(refused.body.retryAfterSeconds).toBeLessThanOrEqual(600);
    expect((await send(page)).status).toBe(200);
    // A number that was verified is asked for a proof of work.
    expect((await send(page, { to: known })).status).toBe(428);
    // The same texts raise it again: for twice as long.
    await server.sql`update limit_alarms set blocked_until = clock_timestamp() where blocked_until > clock_timestamp()`;
    const longer = await eventually(async () => {
      const answer = await send(page, { to: newJapanese() });
      return answer.body.retryAfterSeconds > 600 && answer;
    });
    expect(longer.body.retryAfterSeconds).toBeLessThanOrEqual(1200);
    // An administrator who knows better takes it back.
    const alarm = `/services/${page.serviceSid}/alarms`;
    expect(await admin("DELETE", `${alarm}?country=kr`)).toEqual({ status: 200, body: { lifted: false } });
    await admin("PATCH", `/services/${page.serviceSid}/limits`, {
      lowConversion: { sends: 0, share: 0 },
      noConversion: { sends: 0, share: 0 },
    });
    expect(await admin("DELETE", `${alarm}?country=JP`)).toEqual({ status: 200, body: { lifted: true } });
    expect((await send(page, { to: newJapanese() })).status).toBe(200);
    expect((await admin("DELETE", `${alarm}?country=JP&phoneNumber=01012345678`)).status).toBe(400);
    expect((await admin("DELETE", alarm)).body).toEqual({ lifted: false });
  });

  test("texts at home that nobody uses ask for a proof of work, and shut nobody out", async () => {
    const limits = { address: open, numbersPerAddress: open, service: open };
    const page = await newPage({ dailyBudget: 8192 }, limits);
    expect(statuses(await burst(30, () => send(page)))).toEqual({ 200: 30 });
    await server.sql`update verifications set created_at = created_at - interval '11 minutes'
      where service_sid = ${page.serviceSid}`;
    const asked = await eventually(async () => {
      const answer = await send(page);
      return answer.status === 200 ? undefined : answer;
    });
    expect(asked.status).toBe(428);
  });

  test("nor do those to one prefix at home", async () => {
    const limits = {
      address: open,
      numbersPerAddress: open,
      service: open,
      prefixHome: open,
      neighbours: { figure: "4/10m", distance: 0 },
    };
    const page = await newPage({ dailyBudget: 8192 }, limits);
    const base = randomNumber().slice(0, -4);
    expect(statuses(await burst(30, (n) => send(page, { to: `${base}${1000 + n}` })))).toEqual({ 200: 30 });
    await server.sql`update verifications set created_at = created_at - interval '11 minutes'
      where service_sid = ${page.serviceSid}`;
    let next = 5000;
    const asked = await eventually(async () => {
      const answer = await send(page, { to: `${base}${next++}`, ip: addressIn(1) });
      return answer.status === 200 ? undefined : answer;
    });
    expect(asked.status).toBe(428);
    await eventually(async () => server.logLines.some((line) => line.includes("prefix-conversion")));
    const alarm = server.logLines.find((line) => line.includes("prefix-conversion"));
    expect(JSON.parse(alarm as string).msg).toContain("every send needs a proof of work");
  });
});

test("nothing of it is in the log: no number, no address, no key", () => {
  const log = server.logLines.join("\n");
  expect(log).not.toMatch(/\+?8210\d{8}|\b010\d{8}|pk_[0-9a-f]{20}/);
  expect(log).not.toContain("altcha");
});
