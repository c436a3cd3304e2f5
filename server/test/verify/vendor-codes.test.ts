/** @module A vendor that makes and checks the codes itself (Twilio Verify), from the start of a verification to its token. */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { fakeTwilioVerify, twilioVerifyAccount } from "@munjigi/testkit/sms/twilio-verify";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deriveCode } from "../../dist/codes.js";
import {
  age,
  burst,
  call,
  check,
  newNumber,
  phone,
  randomNumber,
  readCode,
  service,
  start,
  startApp,
  suiteDatabase,
  type TestServer,
  wrongCode,
} from "../harness.js";
import { eventually, knownElsewhere, slowed } from "../kit/pace.js";
import { force, manage, PRIVATE, reaches, twilioConfig } from "../kit/vendors.js";

const VERIFY = "twilio-verify";
/** What a question to the vendor may take: longer than an honest answer takes here, and no longer than a try may take. */
const TIMEOUT_MS = Math.min(slowed(1000), 4000);
const otherAccount = {
  accountSID: `AC${"3".repeat(32)}`,
  authToken: "another-verify-token-0123456789",
  serviceSID: `VA${"3".repeat(32)}`,
};

const database = suiteDatabase();
/** Two servers on one database: whichever starts, the other may check. */
let servers: [TestServer, TestServer];
let verify: FakeVendor;
let other: FakeVendor;
let texts: FakeVendor;
/** The connector that is active when a test begins. */
let connector: string;

const verifyConfig = (vendor = verify, account = twilioVerifyAccount) => ({
  ...account,
  endpoint: vendor.origin,
  timeoutMs: TIMEOUT_MS,
});
const activateVerify = () => force(servers[0].origin, verifyConfig(), { kind: VERIFY });
const activateOther = () => force(servers[0].origin, verifyConfig(other, otherAccount), { kind: VERIFY });
const activateTexts = () => force(servers[0].origin, twilioConfig(texts, twilioAccount));

beforeAll(async () => {
  [verify, other, texts] = [await fakeTwilioVerify(), await fakeTwilioVerify(otherAccount), await fakeTwilio()];
  const env = { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" };
  servers = [await startApp(database, { env, logLevel: "trace" }), await startApp(database, { env })];
  connector = await activateVerify();
  // The other process obeys within a second.
  await knownElsewhere();
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const vendor of [verify, other, texts]) await vendor.close();
});

beforeEach(async () => {
  for (const vendor of [verify, other, texts]) vendor.fault = undefined;
  const { body } = await manage(servers[0].origin, "GET", `/connectors/${connector}`);
  if (body.status !== "active") connector = await activateVerify();
});

const textOf = (vendor: FakeVendor, to: string, nth = 1) =>
  eventually(async () => vendor.accepted.filter((text) => text.to === to)[nth - 1]?.text);
/** The code that the vendor made. */
const codeOf = async (vendor: FakeVendor, to: string, nth = 1) =>
  /\d{6}/.exec(await textOf(vendor, to, nth))?.[0] as string;
/** How often the vendor was asked about this number. */
const questions = (vendor: FakeVendor, to: string) =>
  vendor.requests.filter(({ target, form }) => target.endsWith("/VerificationCheck") && form.get("To") === to).length;

/** A verification whose text the vendor has sent, and we have written down. */
async function begin(vendor = verify): Promise<{ to: string; sid: string; code: string }> {
  const to = newNumber();
  const { status, body } = await start(servers[0].origin, to);
  expect([status, body.message]).toEqual([201, undefined]);
  await reaches(database, body.send_code_attempts[0].attempt_sid, "sent");
  return { to, sid: body.sid, code: await codeOf(vendor, to) };
}

const guess = (to: string, code: string, server = servers[1]) => check(server.origin, to, code);
const guessBySid = (sid: string, Code: string) =>
  call(servers[1].origin, `${service}/VerificationCheck`, { VerificationSid: sid, Code });
const attemptsOf = async (sid: string) =>
  (await database.sql<{ attempts: number }[]>`select attempts from verifications where sid = ${sid}`)[0]?.attempts;

describe("a code of the vendor's", () => {
  test.each(["To", "VerificationSid"])("is right by %s, once; another is wrong and counts", async (by) => {
    const { to, sid, code } = await begin();
    const tryCode = (text: string) => (by === "To" ? guess(to, text) : guessBySid(sid, text));
    expect((await textOf(verify, to)).includes("인증번호")).toBe(true);
    const wrong = await tryCode(wrongCode(code));
    expect([wrong.status, wrong.body]).toEqual([200, expect.objectContaining({ status: "pending", valid: false })]);
    expect(await attemptsOf(sid)).toBe(1);
    const right = await tryCode(code);
    expect([right.status, right.body]).toEqual([
      200,
      expect.objectContaining({ sid, status: "approved", valid: true }),
    ]);
    expect(questions(verify, to)).toBe(2);
    const again = await tryCode(code);
    expect([again.status, again.body.code, again.body.details]).toEqual([404, 20404, { reason: "approved" }]);
    expect(questions(verify, to), "what is over is not asked about").toBe(2);
  });

  test("five wrong ones lock it, and the vendor is not asked a sixth time", async () => {
    const { to, code } = await begin();
    for (let round = 0; round < 5; round++)
      expect((await guess(to, wrongCode(code), servers[round % 2])).body.status).toBe("pending");
    const sixth = await guess(to, code);
    expect([sixth.status, sixth.body.code]).toEqual([429, 60202]);
    expect(Number(sixth.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(questions(verify, to)).toBe(5);
  });

  test.each([0, 150])("of fifty right ones at once, the vendor taking %i ms, one is approved", async (delayMs) => {
    const { to, sid, code } = await begin();
    verify.fault = { delayMs };
    const answers = await burst(50, (index) => guess(to, code, servers[index % 2]));
    expect(answers.filter(({ body }) => body.status === "approved")).toHaveLength(1);
    expect(answers.filter(({ body }) => body.status === "pending").length).toBeLessThanOrEqual(4);
    expect(answers.every(({ status }) => [200, 404, 429].includes(status))).toBe(true);
    expect(questions(verify, to)).toBeLessThanOrEqual(5);
    const [row] = await database.sql`select status from verifications where sid = ${sid}`;
    expect(row?.status).toBe("approved");
    // Nothing is left of the lock that the others ran into.
    verify.fault = undefined;
    expect((await start(servers[0].origin, to)).status).toBe(201);
  });

  test("of fifty wrong ones at once five are asked about", async () => {
    const { to, code } = await begin();
    const answers = await burst(50, (index) => guess(to, wrongCode(code), servers[index % 2]));
    expect(answers.filter(({ body }) => body.status === "pending")).toHaveLength(5);
    expect(answers.filter(({ body }) => body.code === 60202)).toHaveLength(45);
    expect(questions(verify, to)).toBe(5);
  });

  test("is sent again as it was", async () => {
    const { to, code } = await begin();
    await start(servers[1].origin, to, { Locale: "en" });
    expect(await codeOf(verify, to, 2)).toBe(code);
    expect(await textOf(verify, to, 2)).toContain("verification code");
    expect((await guess(to, code)).body.status).toBe("approved");
  });

  test("is not asked about once the verification was cancelled, has expired, or was approved by the caller", async () => {
    const ended = [await begin(), await begin(), await begin()] as const;
    const [canceled, expired, approved] = ended;
    const path = ({ sid }: { sid: string }) => `${service}/Verifications/${sid}`;
    expect((await call(servers[0].origin, path(canceled), { Status: "canceled" })).body.status).toBe("canceled");
    await age(database.sql, expired.sid, 601);
    expect((await call(servers[0].origin, path(approved), { Status: "approved" })).body.status).toBe("approved");
    for (const { to, code } of ended) {
      const late = await guess(to, code);
      expect([late.status, late.body.code]).toEqual([404, 20404]);
      expect(questions(verify, to)).toBe(0);
    }
  });

  test("comes too late for a verification that was cancelled while the vendor was asked", async () => {
    const { to, sid, code } = await begin();
    verify.fault = { delayMs: 300 };
    const asked = guess(to, code);
    await eventually(async () => questions(verify, to) === 1);
    await call(servers[0].origin, `${service}/Verifications/${sid}`, { Status: "canceled" });
    const late = await asked;
    expect([late.status, late.body.details]).toEqual([404, { reason: "canceled" }]);
    const [row] = await database.sql`select status from verifications where sid = ${sid}`;
    expect(row?.status).toBe("canceled");
  });
});

test("our own code, which nobody was told, is as good: it is found by guessing as rarely as any, and asks nobody", async () => {
  const { to, sid } = await begin();
  const own = deriveCode(servers[0].keyring.current.code, sid, 6);
  expect((await guess(to, own)).body).toMatchObject({ sid, status: "approved" });
  expect(questions(verify, to)).toBe(0);
});

describe("after a switch", () => {
  test.each(["the vendor's", "our"])("to a connector that sends ours, %s code is right, once", async (whose) => {
    const { to, sid, code } = await begin();
    await activateTexts();
    const { body } = await start(servers[0].origin, to);
    await reaches(database, body.send_code_attempts.at(-1).attempt_sid, "sent");
    const ours = await codeOf(texts, to);
    expect(ours).toBe(deriveCode(servers[0].keyring.current.code, sid, 6));
    const [right, late] = whose === "our" ? [ours, code] : [code, ours];
    expect((await guess(to, wrongCode(right))).body.status).toBe("pending");
    expect((await guess(to, right)).body).toMatchObject({ sid, status: "approved" });
    for (const used of [right, late]) expect((await guess(to, used)).body.code).toBe(20404);
    expect(questions(verify, to)).toBe(whose === "our" ? 1 : 2);
  });

  test("to another account, the retired one is asked with the settings it has, the new one for its own", async () => {
    const [one, two, three] = [await begin(), await begin(), await begin()] as const;
    await activateOther();
    expect((await manage(servers[0].origin, "GET", `/connectors/${connector}`)).body.status).toBe("retired");
    for (const { to } of [one, two, three]) {
      const { body } = await start(servers[0].origin, to);
      await reaches(database, body.send_code_attempts.at(-1).attempt_sid, "sent");
    }
    expect((await guess(one.to, one.code)).body.status).toBe("approved");
    expect((await guess(two.to, await codeOf(other, two.to))).body.status).toBe("approved");
    // Who is down holds up nobody else's code.
    other.fault = { hangs: true };
    const begun = performance.now();
    expect((await guess(three.to, three.code)).body.status).toBe("approved");
    expect(performance.now() - begun).toBeLessThan(TIMEOUT_MS);
  });

  test("two that hang take no longer than one", async () => {
    const { to } = await begin();
    await activateOther();
    const { body } = await start(servers[0].origin, to);
    await reaches(database, body.send_code_attempts.at(-1).attempt_sid, "sent");
    verify.fault = other.fault = { hangs: true };
    const begun = performance.now();
    expect((await guess(to, "abcdef")).status).toBe(503);
    expect(performance.now() - begun).toBeLessThan(2 * TIMEOUT_MS);
  });

  test("a deleted one is asked no more: its code is wrong", async () => {
    const { to, code } = await begin();
    await activateTexts();
    expect((await manage(servers[0].origin, "DELETE", `/connectors/${connector}`)).status).toBe(204);
    connector = await activateVerify();
    expect((await guess(to, code)).body.status).toBe("pending");
    expect(questions(verify, to)).toBe(0);
  });

  test("nobody is asked about a verification whose texts went by others, however ill the vendor is", async () => {
    verify.fault = { status: 401, headers: { "content-type": "application/json" }, body: '{"code":20003}' };
    const [to, refused] = [newNumber(), newNumber()];
    const { body } = await start(servers[0].origin, refused);
    await reaches(database, body.send_code_attempts[0].attempt_sid, "failed");
    await activateTexts();
    for (const number of [to, refused]) {
      const again = await start(servers[0].origin, number);
      await reaches(database, again.body.send_code_attempts.at(-1).attempt_sid, "sent");
      const code = await codeOf(texts, number);
      expect([(await guess(number, wrongCode(code))).body.status, questions(verify, number)]).toEqual(["pending", 0]);
      expect((await guess(number, code)).body.status).toBe("approved");
    }
  });

  test("a text of which nobody knew whether it went out, and which another sent once more: either code is right", async () => {
    await force(servers[0].origin, twilioConfig(texts, twilioAccount), { standby: true });
    // Whichever server sends it again has to know of the standby.
    await knownElsewhere();
    verify.fault = { resetsAfterAccepting: true };
    for (const whose of ["vendor", "own"]) {
      const to = newNumber();
      const { body } = await start(servers[0].origin, to);
      const message = body.send_code_attempts[0].attempt_sid;
      const code = await codeOf(verify, to);
      await eventually(async () => {
        const [row] = await database.sql`select status, failures from messages where sid = ${message}`;
        return row?.status === "queued" && row.failures?.[0].unknown;
      });
      await database.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
      expect(await reaches(database, message, "sent")).toMatchObject({ connector: expect.stringMatching(/short/) });
      const ours = await codeOf(texts, to);
      verify.fault = undefined;
      expect((await guess(to, whose === "own" ? ours : code)).body.status).toBe("approved");
      verify.fault = { resetsAfterAccepting: true };
    }
  });
});

describe("a vendor that does not say", () => {
  test.each([
    ["hangs", { hangs: true as const }, TIMEOUT_MS],
    ["answers 500", { status: 500 }, 0],
    ["answers 429", { status: 429, headers: { "retry-after": "3600" } }, 0],
    ["answers a page", { answersHtml: true as const }, 0],
  ])("and %s: 503, soon; the try is counted, and the code is right later", async (_name, fault, leastMs) => {
    const { to, sid, code } = await begin();
    // A page comes in place of the vendor's word, and the code is used up by then.
    const isUsed = "answersHtml" in fault;
    verify.fault = fault;
    const begun = performance.now();
    const unsaid = await guess(to, isUsed ? wrongCode(code) : code);
    const took = performance.now() - begun;
    expect([unsaid.status, unsaid.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(JSON.stringify(unsaid.body)).not.toMatch(/timed out|20429|<html|verify\.twilio/);
    expect(took).toBeGreaterThanOrEqual(leastMs - 20);
    expect(took).toBeLessThan(leastMs + slowed(1000));
    expect(await attemptsOf(sid)).toBe(1);
    verify.fault = undefined;
    expect((await guess(to, code)).body.status).toBe("approved");
  });

  test("gives no try away: five, and it is locked", async () => {
    const { to, code } = await begin();
    verify.fault = { status: 500 };
    for (let round = 0; round < 5; round++) expect((await guess(to, wrongCode(code))).status).toBe(503);
    verify.fault = undefined;
    expect((await guess(to, code)).body.code).toBe(60202);
    expect(questions(verify, to)).toBe(5);
  });

  test("is told in the log without number and code", async () => {
    const { to, code } = await begin();
    verify.fault = { status: 500, body: `no ${code} for ${to}` };
    expect((await guess(to, code, servers[0])).status).toBe(503);
    const lines = servers[0].logLines.filter((line) => line.includes("did not say"));
    expect(lines.at(-1)).toContain(connector);
    for (const line of servers[0].logLines) {
      expect(line).not.toContain(to.slice(3));
      expect(line).not.toMatch(new RegExp(`\\b${code}\\b`));
    }
  });
});

describe("what the vendor cannot do", () => {
  test.each([
    ["a code of the caller's", "CustomCode", { CustomCodeEnabled: "true" }, { CustomCode: "424242" }],
    ["a payment", "Amount", { Psd2Enabled: "true" }, { Amount: "€39.99", Payee: "Acme" }],
  ])("%s: refused at once, by its name, and nothing is sent", async (_name, parameter, able, more) => {
    const made = await call(servers[0].origin, "/Services", { FriendlyName: "Shop", ...able });
    const to = newNumber();
    const form = { To: to, Channel: "sms", ...more };
    const { status, body } = await call(servers[0].origin, `/Services/${made.body.sid}/Verifications`, form);
    expect([status, body.code]).toEqual([400, 60200]);
    expect(body.message).toContain(`\`${parameter}\``);
    expect(verify.requests.some(({ form }) => form.get("To") === to)).toBe(false);
  });
});

describe("the public phone API", () => {
  let from = 1;
  const newAddress = () => ({ "x-forwarded-for": `198.51.100.${from++}` });
  /** What is counted now, of anybody. */
  const hits = async () =>
    (await database.sql<[{ n: number }]>`select coalesce(sum(cardinality(hits)), 0)::int as n from limit_counters`)[0]
      .n;

  async function send(headers: Record<string, string>) {
    const to = randomNumber();
    const { status, body } = await phone(servers[0].origin, "/phone", { phoneNumber: to }, headers);
    expect(status).toBe(200);
    return { to, code: await codeOf(verify, to), verificationId: body.verificationId as string };
  }
  const tell = (phoneNumber: string, code: string, headers: Record<string, string>, more: object = {}) =>
    phone(servers[1].origin, "/phone-verification", { phoneNumber, code, ...more }, headers);

  test.each([true, false])("gives a token for the vendor's code, bound to the verification: %s", async (isBound) => {
    const headers = newAddress();
    const { to, code, verificationId } = await send(headers);
    await eventually(
      async () =>
        (
          await database.sql`select 1 from messages m
      where verification_sid = ${verificationId} and status = 'sent'`
        ).length,
    );
    const more = isBound ? { verificationId } : {};
    const before = await hits();
    const wrong = await tell(to, wrongCode(code), headers, more);
    expect([wrong.status, wrong.body.error]).toEqual([403, "Invalid Verification Code"]);
    const afterWrong = await hits();
    expect(afterWrong, "a wrong code counts").toBeGreaterThan(before);
    const right = await tell(to, code, headers, more);
    expect(right.status).toBe(200);
    expect(decodeJwt(right.body.verificationToken)).toMatchObject({ phone_number: to, sub: verificationId });
    expect(await hits(), "a right one does not").toBe(afterWrong);
    const again = await tell(to, code, headers, more);
    const otherCode = await tell(to, wrongCode(code), headers, more);
    expect(again.body.error, "who brings the code that was accepted is told so").not.toBe(otherCode.body.error);
    expect(again.body.verificationToken).toBeUndefined();
    expect(questions(verify, to)).toBe(2);
  });

  test("counts a code of which the vendor said nothing", async () => {
    const headers = newAddress();
    const { to, code, verificationId } = await send(headers);
    await eventually(
      async () =>
        (
          await database.sql`select 1 from messages m
      where verification_sid = ${verificationId} and status = 'sent'`
        ).length,
    );
    const before = await hits();
    verify.fault = { status: 500 };
    const unsaid = await tell(to, code, headers);
    expect([unsaid.status, unsaid.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await hits()).toBeGreaterThan(before);
    verify.fault = undefined;
    expect((await tell(to, code, headers)).status).toBe(200);
  });
});

test("the inbox of development has no codes of the vendor's, and its texts ask nobody", async () => {
  await manage(servers[0].origin, "POST", "/connectors", { connectorId: "outbox", config: {} });
  const to = newNumber();
  await start(servers[0].origin, to);
  const code = await readCode(servers[0].origin, to);
  expect((await guess(to, wrongCode(code))).body.status).toBe("pending");
  expect((await guess(to, code)).body.status).toBe("approved");
  expect(questions(verify, to)).toBe(0);
});
