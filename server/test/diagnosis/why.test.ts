/**
 * @module `GET /api/why` names what held a text up, within a second of its happening. Each cause is staged as it happens: by the APIs, by the
 * rules that refuse, by vendors that fail.
 */
import { BLOCKED_NUMBER, type FakeVendor, THROTTLED_NUMBER, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countryKey, prefixKey, serviceKey } from "../../dist/fraud-guard/rules.js";
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
  wrongCode,
} from "../harness.js";
import { eventually, knownElsewhere, slowed } from "../kit/pace.js";
import { force, manage, PRIVATE, twilioConfig } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";

const TEST_NUMBER = "+821099990001";
const server = suite({
  env: { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1", MUNJIGI_TEST_NUMBERS: `${TEST_NUMBER}=123456` },
});
const { serviceSid } = credentials;
const JAPAN = "+819012345678";

interface Told {
  code: string;
  holds: boolean;
  until: string | null;
  times: number;
  serviceSid: string | null;
  sentence: { ko: string; en: string };
  remedy: { ko: string; en: string };
  lift: { method: string; path: string }[];
  message: { id: string; vendorCode: string | null } | null;
}

const ask = async (to: string, more = "") => {
  const { status, body } = await manage(server.origin, "GET", `/why?to=${encodeURIComponent(to)}${more}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body as { to: string | null; causes: Told[]; sent: { messages: number; delivered: number } };
};

/** The cause, within a second of being asked for and what the machine adds to that. */
const told = (to: string, code: string) =>
  eventually(async () => (await ask(to)).causes.find((one) => one.code === code), 1000 + slowed(1000));

const from = (address: string) => ({ "x-forwarded-for": address });
const space = () => ({ keyring: server.keyring, service: { sid: serviceSid } }) as never;
const asked = (to: string, address = "203.0.113.7") =>
  phone(server.origin, "/phone", { phoneNumber: to }, from(address));
const setLimits = async (limits: object) => {
  expect((await manage(server.origin, "PATCH", `/services/${serviceSid}/limits`, limits)).status).toBe(200);
  await knownElsewhere();
};

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
  await server.sql`delete from limit_alarms`;
});

test("nothing stood in the way: the inbox is all there is to say", async () => {
  const to = randomNumber();
  expect((await start(server.origin, to)).status).toBe(201);
  // Until it is in the inbox, it is on its way.
  const shown = await eventually(async () => {
    const { causes, to: masked } = await ask(to);
    return causes.map(({ code }) => code).join() === "connector.inbox" && masked;
  });
  expect(shown).toMatch(/^\+8210••••\d{4}$/);
});

describe("refused before anything was sent", () => {
  test("asked for again too early, on the phone API and on a page that says nothing of it", async () => {
    const to = randomNumber();
    await asked(to);
    await asked(to);
    expect(await told(to, "verification.too_early")).toMatchObject({ holds: true, serviceSid, times: 1 });
    const other = randomNumber();
    const visitor = new Visitor(server.origin);
    await visitor.open("/sign-in");
    await visitor.act("send", { phone: other });
    await visitor.act("resend");
    expect((await told(other, "verification.too_early")).until).not.toBeNull();
  });

  test("sent as often as one verification allows", async () => {
    const to = randomNumber();
    for (let n = 0; n < 6; n++) await start(server.origin, to);
    const cause = await told(to, "verification.too_many_sends");
    expect(cause.lift).toEqual([{ method: "POST", path: `/api/services/${serviceSid}/limits/lift`, body: { to } }]);
  });

  test("locked by wrong codes", async () => {
    const to = randomNumber();
    const { body } = await start(server.origin, to);
    const wrong = wrongCode(await readCode(server.origin, to));
    for (let n = 0; n < 6; n++) await check(server.origin, to, wrong);
    await start(server.origin, to);
    expect((await told(to, "verification.too_many_checks")).until).not.toBeNull();
    expect(body.status).toBe("pending");
  });

  test("a country that the service does not serve, whether anybody has asked or not", async () => {
    const cause = await told(JAPAN, "verification.country_blocked");
    expect(cause.lift).toContainEqual({ method: "POST", path: "/v2/SafeList/Numbers", body: { PhoneNumber: JAPAN } });
    await start(server.origin, JAPAN);
    await call(server.origin, "/SafeList/Numbers", { PhoneNumber: JAPAN });
    const after = await ask(JAPAN);
    // It was refused, and stands in the way no more.
    expect(after.causes.filter(({ code, holds }) => code === "verification.country_blocked" && holds)).toEqual([]);
    await call(server.origin, `/SafeList/Numbers/${JAPAN}`, undefined, { method: "DELETE" });
  });

  test.each([
    ["02-123-4567", "verification.landline"],
    ["060-700-1234", "verification.number_blocked"],
    ["hello", "recipient.unreadable"],
    ["011-123-4567", "recipient.unreadable"],
    ["kim@localhost", "recipient.unreadable"],
  ])("%s is no number that gets texts", async (to, code) => {
    expect((await ask(to)).causes.map((one) => one.code)).toContain(code);
  });

  test("a test number", async () => {
    expect((await told(TEST_NUMBER, "test_number")).holds).toBe(true);
  });

  test.each([
    ["number", { number: { hard: ["1/h"], soft: [] } }, 2],
    ["number-everywhere", { numberEverywhere: { hard: ["1/h"], soft: [] } }, 2],
  ])("the limit %s", async (rule, limits, times) => {
    await setLimits(limits);
    const to = randomNumber();
    for (let n = 0; n < times; n++) {
      await asked(to, `203.0.113.${n + 1}`);
      await server.sql`delete from verifications where recipient = ${to}`;
    }
    const cause = await told(to, `limit.${rule}`);
    expect(cause).toMatchObject({
      holds: true,
      lift: [
        { method: "POST", path: `/api/services/${serviceSid}/limits/lift`, body: { to } },
        { method: "PATCH", path: `/api/services/${serviceSid}/limits` },
      ],
    });
    await setLimits({ number: null, numberEverywhere: null });
  });

  test("the limit of an address, and of numbers from one address, by IPv6", async () => {
    await setLimits({ address: { hard: ["1/h"], soft: [] } });
    const [first, second] = [randomNumber(), randomNumber()];
    await asked(first, "2001:db8:1:2::3");
    await asked(second, "2001:db8:1:2::4");
    expect((await told(second, "limit.address")).sentence.ko).toContain("네트워크");
    await setLimits({ address: null, numbersPerAddress: { hard: ["1/h"], soft: [] } });
    await asked(randomNumber(), "2001:db8:2:2::3");
    const third = randomNumber();
    await asked(third, "2001:db8:2:2::4");
    expect((await told(third, "limit.numbers-per-address")).holds).toBe(true);
    await setLimits({ numbersPerAddress: null });
  });

  test("the limit of the service", async () => {
    await setLimits({ service: { hard: ["1/h"], soft: [] } });
    await asked(randomNumber(), "203.0.113.9");
    const to = randomNumber();
    await asked(to, "203.0.113.10");
    expect((await told(to, "limit.service")).lift[0]).toEqual({
      method: "DELETE",
      path: `/api/services/${serviceSid}/alarms`,
    });
    await setLimits({ service: null });
  });

  test("a proof of work was asked for", async () => {
    await setLimits({ number: { hard: [], soft: ["1/h"] } });
    const to = randomNumber();
    await asked(to);
    await server.sql`delete from verifications where recipient = ${to}`;
    await asked(to);
    const { causes } = await eventually(async () => {
      const answer = await ask(to);
      return answer.causes.some(({ sentence }) => sentence.en.includes("proof of work")) && answer;
    }, 1000 + slowed(1000));
    expect(causes.some(({ code }) => code === "limit.number")).toBe(true);
    await setLimits({ number: null });
  });

  test("alarms of the prefix, the country and the service, and the calls that lift them", async () => {
    const to = randomNumber();
    const keys = { prefix: prefixKey(space(), to), country: countryKey(space(), "KR"), service: serviceKey(space()) };
    for (const key of Object.values(keys))
      await server.sql`insert into limit_alarms (key, blocked_until, strikes, expires_at)
        values (${key}, now() + interval '1 hour', 1, now() + interval '1 day')`;
    for (const name of Object.keys(keys)) {
      const cause = await told(to, `alarm.${name}`);
      expect(cause).toMatchObject({ holds: true, serviceSid });
      const lift = cause.lift.find(({ method }) => method === "DELETE");
      const { body } = await manage(server.origin, "DELETE", (lift?.path ?? "").replace("/api", ""));
      expect(body, name).toEqual({ lifted: true });
      expect((await ask(to)).causes.map(({ code }) => code)).not.toContain(`alarm.${name}`);
    }
  });

  test("a rate limit of the caller's own", async () => {
    const { body: limit } = await call(server.origin, `${service}/RateLimits`, { UniqueName: "why_ip" });
    await call(server.origin, `${service}/RateLimits/${limit.sid}/Buckets`, { Max: "1", Interval: "60" });
    await knownElsewhere();
    const to = randomNumber();
    const limits = { RateLimits: '{"why_ip":"203.0.113.7"}' };
    await start(server.origin, randomNumber(), limits);
    await start(server.origin, to, limits);
    const causes = await eventually(async () => {
      const found = (await ask(to)).causes.filter(({ sentence }) => sentence.en.includes("rate limit of the service"));
      return found.length > 0 && found;
    }, 1000 + slowed(1000));
    expect(causes).toHaveLength(1);
    await call(server.origin, `${service}/RateLimits/${limit.sid}`, undefined, { method: "DELETE" });
  });
});

describe("a vendor's word", () => {
  let vendor: FakeVendor;
  let id: string;
  beforeAll(async () => {
    vendor = await fakeTwilio();
    id = await force(server.origin, twilioConfig(vendor));
    await knownElsewhere();
    return async () => {
      await manage(server.origin, "POST", `/connectors/${id}/deactivate`);
      await vendor.close();
    };
  });

  test.each([
    [UNKNOWN_NUMBER, "message.recipient_invalid"],
    [BLOCKED_NUMBER, "message.recipient_blocked"],
    [THROTTLED_NUMBER, "message.rate"],
  ])("about %s: %s", async (to, code) => {
    await start(server.origin, to);
    const cause = await told(to, code);
    expect(cause.message?.id).toMatch(/^VL/);
    expect(cause.remedy.ko).not.toBe("");
  });

  test("that the account is empty, or the credentials are wrong", async () => {
    const to = randomNumber();
    vendor.fault = { status: 401, body: JSON.stringify({ code: 20003, message: "Authenticate", status: 401 }) };
    await start(server.origin, to);
    expect((await told(to, "message.auth")).message?.vendorCode).toBe("20003");
    vendor.fault = undefined;
  });

  test("that does not come: down, or silent", async () => {
    const to = randomNumber();
    vendor.fault = { status: 503 };
    await start(server.origin, to);
    const { causes } = await eventually(async () => {
      const answer = await ask(to);
      return answer.causes.some(({ code }) => /^message\.(transient|resting|unknown)$/.test(code)) && answer;
    }, 1000 + slowed(1000));
    expect(causes[0]?.holds).toBe(true);
    vendor.fault = { hangs: true };
    const silent = randomNumber();
    await start(server.origin, silent);
    await told(silent, "message.waiting").catch(() => told(silent, "message.resting"));
    vendor.fault = undefined;
  });

  test("that it took the text, and nothing more", async () => {
    const to = randomNumber();
    await eventually(async () => {
      const { body } = await start(server.origin, to);
      const sid = body.send_code_attempts?.at(-1)?.attempt_sid as string;
      const [row] = await eventually(async () => {
        const rows = await server.sql`select status from messages where sid = ${sid} and status in ('sent', 'failed')`;
        return rows.length > 0 && rows;
      }, slowed(30_000));
      return row?.status === "sent";
    }, slowed(60_000));
    expect((await told(to, "message.unreported")).holds).toBe(false);
    const { sent } = await ask(to);
    expect(sent.messages).toBeGreaterThan(0);
  });
});

test("many times at once is one cause that counts them; another service's is not asked for", async () => {
  const to = randomNumber();
  await asked(to);
  await burst(50, (n) => asked(to, `198.51.100.${n + 1}`));
  const cause = await eventually(async () => {
    const all = (await ask(to)).causes.filter(
      ({ code }) => code === "verification.too_early" || code.startsWith("limit."),
    );
    return all.reduce((sum, { times }) => sum + times, 0) >= 40 && all;
  }, 1000 + slowed(2000));
  expect(cause.every(({ serviceSid: sid }) => sid === serviceSid)).toBe(true);
  const { body: other } = await call(server.origin, "/Services", { FriendlyName: "Other" });
  const elsewhere = await ask(to, `&service=${other.sid}`);
  expect(elsewhere.causes.filter(({ holds }) => holds)).toEqual([]);
});

test("what is a day old is told no more, and swept; no number stands in the table", async () => {
  const to = randomNumber();
  await asked(to);
  await asked(to);
  await told(to, "verification.too_early");
  const rows = await server.sql`select * from send_refusals`;
  expect(JSON.stringify(rows)).not.toContain(to.slice(3));
  await server.sql`update send_refusals set last_at = last_at - interval '25 hours'`;
  expect((await ask(to)).causes.map(({ code }) => code)).not.toContain("verification.too_early");
});

test("only for administrators, and with the field's name", async () => {
  expect((await fetch(`${server.origin}/api/why?to=x`)).status).toBe(401);
  expect((await manage(server.origin, "GET", "/why")).status).toBe(400);
  expect((await manage(server.origin, "GET", "/why?to=x&service=VA1")).status).toBe(404);
  expect((await manage(server.origin, "GET", "/why?to=x&until=now")).status).toBe(400);
});
