/** @module Programmable rate limits: kept as Twilio keeps them, and held exactly, value by value, by two processes at once. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Answer,
  burst,
  call,
  credentials,
  newNumber,
  SECRET_KEY,
  service,
  start,
  startProcess,
  suiteDatabase,
} from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { connect, lastHeaders, majors, refuses } from "../kit/sdk.js";

const database = suiteDatabase();
let servers: { origin: string; stop: () => Promise<void> }[];
const at = (index: number) => servers[index % servers.length]?.origin as string;
/** The process that changes definitions, and sees the change at once. */
const home = () => at(0);

beforeAll(async () => {
  const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_LOG_LEVEL: "warn" };
  servers = await Promise.all([startProcess(env), startProcess(env)]);
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
});

const limits = `${service}/RateLimits`;
const remove = (path: string) => call(home(), path, undefined, { method: "DELETE" });

/** A service of its own, so that no test meets the limits of another. */
async function createService() {
  const { body } = await call(home(), "/Services", { FriendlyName: "Limits" });
  return `/Services/${body.sid}`;
}

/** A limit with these buckets (`max`, `seconds`); resolves to its name and path. */
async function createLimit(...buckets: [number, number][]) {
  const name = `limit-${randomUUID()}`;
  const owner = await createService();
  const { body } = await call(home(), `${owner}/RateLimits`, { UniqueName: name });
  const path = `${owner}/RateLimits/${body.sid}`;
  const made = [];
  for (const [Max, Interval] of buckets)
    made.push(await call(home(), `${path}/Buckets`, { Max: String(Max), Interval: String(Interval) }));
  return { name, owner, path, sid: body.sid as string, buckets: made.map(({ body: { sid } }) => sid as string) };
}

const send = (owner: string, values: Record<string, string>, origin = home()) =>
  call(origin, `${owner}/Verifications`, { To: newNumber(), Channel: "sms", RateLimits: JSON.stringify(values) });

const countTexts = async () => (await database.sql<[{ n: number }]>`select count(*)::int as n from messages`)[0].n;

/** Moves everything that was counted into the past. */
const moveHits = async (seconds: number) =>
  void (await database.sql`
    update limit_counters set hits = array(select at - ${seconds}::int * interval '1 second' from unnest(hits) as h(at))`);

describe("definitions", () => {
  test.each<[string, string, Record<string, string>, number, number]>([
    ["no name", "", {}, 400, 60200],
    ["a name with a blank", "", { UniqueName: "end user" }, 400, 60209],
    ["a name in Korean", "", { UniqueName: "주소" }, 400, 60209],
    ["a name of 65 letters", "", { UniqueName: "a".repeat(65) }, 400, 60209],
    ["a long description", "", { UniqueName: "a", Description: "d".repeat(257) }, 400, 60200],
    ["an unknown limit", `/RK${"0".repeat(32)}`, { Description: "d" }, 404, 20404],
    ["a path that is no limit", "/RK1", { Description: "d" }, 404, 20404],
    ["buckets of an unknown limit", `/RK${"0".repeat(32)}/Buckets`, { Max: "1", Interval: "1" }, 404, 20404],
  ])("%s", async (_name, path, form, status, code) => {
    const { status: given, body } = await call(home(), limits + path, form);
    expect([given, body.code, body.status]).toEqual([status, code, status]);
  });

  test.each<[string, Record<string, string>]>([
    ["no Max", { Interval: "60" }],
    ["a Max of 0", { Max: "0", Interval: "60" }],
    ["a Max of 10001", { Max: "10001", Interval: "60" }],
    ["no Interval", { Max: "1" }],
    ["an Interval of 0", { Max: "1", Interval: "0" }],
    ["an Interval beyond a week", { Max: "1", Interval: "604801" }],
    ["half a second", { Max: "1", Interval: "0.5" }],
    ["a negative Max", { Max: "-1", Interval: "60" }],
  ])("a bucket with %s is refused", async (_name, form) => {
    const { path } = await createLimit();
    const { status, body } = await call(home(), `${path}/Buckets`, form);
    expect([status, body.code]).toEqual([400, 60200]);
  });

  test("the largest bucket is taken; what is not given stays", async () => {
    const { path, buckets } = await createLimit([10_000, 604_800]);
    const of = `${path}/Buckets/${buckets[0]}`;
    expect((await call(home(), of, { Max: "7" })).body).toMatchObject({ max: 7, interval: 604_800 });
    expect((await call(home(), of, { Interval: "8" })).body).toMatchObject({ max: 7, interval: 8 });
    expect((await call(home(), of, {})).body).toMatchObject({ max: 7, interval: 8 });
  });

  test("a limit belongs to its service, a bucket to its limit", async () => {
    const one = await createLimit([1, 60]);
    const other = await createLimit([1, 60]);
    const foreign = [
      `${other.owner}/RateLimits/${one.sid}`,
      `${other.owner}/RateLimits/${one.sid}/Buckets`,
      `${other.path}/Buckets/${one.buckets[0]}`,
      `${other.owner}/RateLimits/${one.sid}/Buckets/${one.buckets[0]}`,
    ];
    for (const path of foreign) {
      const asked = [await call(home(), path), ...(path.endsWith("Buckets") ? [] : [await remove(path)])];
      for (const { status, body } of asked) expect([path, status, body.code]).toEqual([path, 404, 20404]);
    }
    expect((await call(home(), `${one.path}/Buckets/${one.buckets[0]}`)).body.sid).toBe(one.buckets[0]);
  });

  test("the limits of a deleted service are gone", async () => {
    const { owner, path, buckets } = await createLimit([1, 60]);
    await remove(owner);
    for (const gone of [`${owner}/RateLimits`, path, `${path}/Buckets`, `${path}/Buckets/${buckets[0]}`])
      expect((await call(home(), gone)).status).toBe(404);
    expect((await call(home(), `${owner}/RateLimits`, { UniqueName: "more" })).status).toBe(404);
  });

  /** `[status, code]` of each answer, and how often. */
  const tally = (answers: Answer[]) => {
    const counts: Record<string, number> = {};
    for (const { status, body } of answers) {
      const name = `${status} ${body.code ?? ""}`.trim();
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };

  test("60 limits at once: 20 are made; of one name, one", async () => {
    const path = `${await createService()}/RateLimits`;
    const same = await burst(50, (index) => call(at(index), path, { UniqueName: "same" }));
    expect(tally(same)).toEqual({ 201: 1, "400 60208": 49 });
    const many = await burst(60, (index) => call(at(index), path, { UniqueName: `limit.${index}` }));
    expect(tally(many)).toEqual({ 201: 19, "400 60207": 41 });
    expect((await call(home(), path)).body.rate_limits).toHaveLength(20);
  });

  test("50 buckets at once: 5 are made; of one interval, one", async () => {
    const { path } = await createLimit();
    const same = await burst(50, (index) => call(at(index), `${path}/Buckets`, { Max: "1", Interval: "60" }));
    expect(tally(same)).toEqual({ 201: 1, "400 60211": 49 });
    const many = await burst(50, (index) =>
      call(at(index), `${path}/Buckets`, { Max: "1", Interval: String(100 + index) }),
    );
    expect(tally(many)).toEqual({ 201: 4, "400 60210": 46 });
    const { body } = await call(home(), `${path}/Buckets`);
    const [a, b] = body.buckets;
    const { status, body: refused } = await call(home(), `${path}/Buckets/${a.sid}`, { Interval: String(b.interval) });
    expect([status, refused.code]).toEqual([400, 60211]);
  });
});

describe("enforcement", () => {
  test.each([
    '{"a":1}',
    '["a"]',
    '"a"',
    "a",
    '{"a":null}',
    JSON.stringify({ a: "x".repeat(129) }),
    JSON.stringify(Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`n${index}`, "v"]))),
  ])("RateLimits %s is refused", async (RateLimits) => {
    const { status, body } = await start(home(), newNumber(), { RateLimits });
    expect([status, body.code]).toEqual([400, 60200]);
  });

  test("exactly Max pass, each value by itself; a refusal says when, by which limit, and costs nothing", async () => {
    const { name, owner } = await createLimit([3, 600]);
    for (const value of ["203.0.113.7", "203.0.113.8"]) {
      for (let round = 0; round < 3; round++) expect((await send(owner, { [name]: value })).status).toBe(201);
      const before = await countTexts();
      const counters = await database.sql`select * from limit_counters order by key`;
      for (let round = 0; round < 5; round++) {
        const { status, body, headers } = await send(owner, { [name]: value });
        expect([status, body.code, body.message]).toEqual([429, 20429, "Too many requests"]);
        expect(headers.get("twilio-reached-rate-limit")).toBe(name);
        expect(body.details.retryAfterSeconds).toBeGreaterThan(590);
        expect(headers.get("retry-after")).toBe(String(body.details.retryAfterSeconds));
      }
      expect(await countTexts()).toBe(before);
      expect(await database.sql`select * from limit_counters order by key`).toEqual(counters);
    }
    expect((await send(owner, {})).status).toBe(201);
  });

  test("a start that is refused for another reason takes nothing", async () => {
    const { name, owner } = await createLimit([6, 600]);
    const to = newNumber();
    const again = () =>
      call(home(), `${owner}/Verifications`, { To: to, Channel: "sms", RateLimits: JSON.stringify({ [name]: "v" }) });
    for (let round = 0; round < 5; round++) expect((await again()).status).toBe(201);
    for (let round = 0; round < 5; round++) expect((await again()).body.code).toBe(60203);
    expect((await send(owner, { [name]: "v" })).status).toBe(201);
    expect((await send(owner, { [name]: "v" })).body.code).toBe(20429);
  });

  test("the window slides", async () => {
    const { name, owner } = await createLimit([2, 600]);
    expect((await send(owner, { [name]: "v" })).status).toBe(201);
    await moveHits(400);
    expect((await send(owner, { [name]: "v" })).status).toBe(201);
    const { body } = await send(owner, { [name]: "v" });
    expect(body.details.retryAfterSeconds).toBeLessThanOrEqual(200);
    await moveHits(201);
    expect((await send(owner, { [name]: "v" })).status).toBe(201);
    expect((await send(owner, { [name]: "v" })).status).toBe(429);
  });

  test("all buckets of a limit hold, and all limits of a request", async () => {
    const { name, owner } = await createLimit([2, 60], [3, 3600]);
    const second = await call(home(), `${owner}/RateLimits`, { UniqueName: "second" });
    await call(home(), `${owner}/RateLimits/${second.body.sid}/Buckets`, { Max: "1", Interval: "60" });
    const passes = async (values: Record<string, string>) => (await send(owner, values)).status === 201;
    expect([await passes({ [name]: "v" }), await passes({ [name]: "v" }), await passes({ [name]: "v" })]).toEqual([
      true,
      true,
      false,
    ]);
    await moveHits(61);
    expect(await passes({ [name]: "v" })).toBe(true);
    await moveHits(61);
    const { body } = await send(owner, { [name]: "v" });
    expect(body.details.retryAfterSeconds).toBeGreaterThan(3000);
    expect([await passes({ [name]: "w", second: "s" }), await passes({ [name]: "w", second: "s" })]).toEqual([
      true,
      false,
    ]);
    // What the second limit refused, the first did not count.
    expect([await passes({ [name]: "w" }), await passes({ [name]: "w" })]).toEqual([true, false]);
  });

  test("a name that no limit has and a limit without buckets limit nothing", async () => {
    const { name, owner } = await createLimit();
    const RateLimits = `{"${name}":"v","nobody":"v","__proto__":"v","constructor":"v","toString":""}`;
    for (let round = 0; round < 4; round++) {
      const form = { To: newNumber(), Channel: "sms", RateLimits };
      expect((await call(home(), `${owner}/Verifications`, form)).status).toBe(201);
    }
  });

  test("changes take effect: at once here, within a second elsewhere; what is deleted no longer holds", async () => {
    const { name, owner, path, buckets } = await createLimit([2, 600]);
    const passes = async () => (await send(owner, { [name]: "v" })).status === 201;
    expect([await passes(), await passes(), await passes()]).toEqual([true, true, false]);
    await call(home(), `${path}/Buckets/${buckets[0]}`, { Max: "3" });
    expect([await passes(), await passes()]).toEqual([true, false]);
    await call(home(), `${path}/Buckets/${buckets[0]}`, { Max: "2" });
    expect(await passes()).toBe(false);
    await remove(`${path}/Buckets/${buckets[0]}`);
    expect(await passes()).toBe(true);
    await call(home(), `${path}/Buckets`, { Max: "1", Interval: "600" });
    expect(await passes()).toBe(false);
    await knownElsewhere();
    expect((await send(owner, { [name]: "v" }, at(1))).status).toBe(429);
    await remove(path);
    expect(await passes()).toBe(true);
    await knownElsewhere();
    expect((await send(owner, { [name]: "v" }, at(1))).status).toBe(201);
  });

  test.each([1, 37, 300])(
    "120 at once from two processes, %i short of the edge of a limit: never one over",
    async (room) => {
      const max = room === 300 ? 300 : room + 3;
      const { name, owner } = await createLimit([max, 600], [10_000, 86_400]);
      const taken = max - Math.min(room, 100);
      for (let done = 0; done < taken; done += 50)
        await burst(Math.min(50, taken - done), (index) => send(owner, { [name]: "v" }, at(index)));
      await burst(60, async (index) => await (await fetch(`${at(index)}/livez`)).text());
      const before = await countTexts();
      const answers = await burst(120, (index) => send(owner, { [name]: "v" }, at(index)));
      const passed = answers.filter(({ status }) => status === 201).length;
      const left = max - taken;
      expect(answers.filter(({ status, body }) => status === 429 && body.code === 20429)).toHaveLength(120 - passed);
      expect(passed).toBeLessThanOrEqual(left);
      // A counter of one row gives all it has at once; one of several may need another try for the rest.
      if (max <= 256) expect(passed).toBe(left);
      for (let more = passed; more < left; more++)
        expect((await send(owner, { [name]: "v" }, at(more))).status).toBe(201);
      expect((await countTexts()) - before).toBe(left);
      expect((await send(owner, { [name]: "v" })).status).toBe(429);
      expect((await send(owner, { [name]: "w" }, at(1))).status).toBe(201);
    },
  );
});

describe.each(majors)("twilio %s", (_major, twilio) => {
  test("limits and buckets are made, listed, changed, enforced and removed", async () => {
    const client = connect(twilio, home());
    const made = await client.verify.v2.services.create({ friendlyName: "SDK" });
    const of = client.verify.v2.services(made.sid);
    const limit = await of.rateLimits.create({ uniqueName: "end_user_ip", description: "주소" });
    expect(limit).toMatchObject({
      serviceSid: made.sid,
      accountSid: credentials.accountSid,
      uniqueName: "end_user_ip",
      description: "주소",
      url: `${home()}/v2/Services/${made.sid}/RateLimits/${limit.sid}`,
    });
    expect(limit.sid).toMatch(/^RK[0-9a-f]{32}$/);
    expect(limit.dateCreated.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await refuses(of.rateLimits.create({ uniqueName: "end_user_ip" }), 400, 60208);
    await refuses(of.rateLimits.create({ uniqueName: "a b" }), 400, 60209);
    const changed = await of.rateLimits(limit.sid).update({ description: "IP" });
    expect([changed.description, (await of.rateLimits(limit.sid).fetch()).description]).toEqual(["IP", "IP"]);
    for (const name of ["b", "c", "d", "e"]) await of.rateLimits.create({ uniqueName: name });
    const names = (await of.rateLimits.list({ pageSize: 2 })).map(({ uniqueName }) => uniqueName);
    expect(names).toEqual(["e", "d", "c", "b", "end_user_ip"]);

    const buckets = of.rateLimits(limit.sid).buckets;
    const bucket = await buckets.create({ max: 2, interval: 60 });
    expect(bucket).toMatchObject({ max: 2, interval: 60, rateLimitSid: limit.sid, serviceSid: made.sid });
    await refuses(buckets.create({ max: 9, interval: 60 }), 400, 60211);
    await buckets.create({ max: 9, interval: 3600 });
    await buckets.create({ max: 10, interval: 7200 });
    expect((await buckets.list({ pageSize: 1 })).map(({ interval }) => interval)).toEqual([7200, 3600, 60]);
    expect(await of.rateLimits(limit.sid).buckets(bucket.sid).update({ max: 1 })).toMatchObject({
      max: 1,
      interval: 60,
    });

    const rateLimits = { end_user_ip: "203.0.113.9" };
    const create = () => of.verifications.create({ to: newNumber(), channel: "sms", rateLimits });
    expect((await create()).status).toBe("pending");
    const failure = await refuses(create(), 429, 20429);
    expect(failure.details?.retryAfterSeconds).toBeGreaterThan(50);
    const headers = lastHeaders(client);
    expect([headers["retry-after"], headers["twilio-reached-rate-limit"]]).toEqual([
      String(failure.details?.retryAfterSeconds),
      "end_user_ip",
    ]);
    expect(await of.rateLimits(limit.sid).buckets(bucket.sid).remove()).toBe(true);
    expect((await create()).status).toBe("pending");
    expect(await of.rateLimits(limit.sid).remove()).toBe(true);
    await refuses(of.rateLimits(limit.sid).fetch(), 404, 20404);
    await refuses(of.rateLimits(limit.sid).remove(), 404, 20404);
    await refuses(of.rateLimits(limit.sid).buckets.list(), 404, 20404);
  });
});
