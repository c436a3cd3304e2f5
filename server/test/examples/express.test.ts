/** @module The Express example, installed and started as its README says, in front of a real server. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { credentials, newNumber, readCode, suite, wrongCode } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, slowed } from "../kit/pace.js";
import { type Example, exampleEnv, exampleFolder, installExample, local, run, startExample } from "./examples.js";

let example: Example;

const settings = (url: string) => ({
  MUNJIGI_URL: url,
  MUNJIGI_ACCOUNT_SID: credentials.accountSid,
  MUNJIGI_AUTH_TOKEN: credentials.authToken,
  MUNJIGI_SERVICE_SID: credentials.serviceSid,
});

const server = suite();

beforeAll(async () => {
  await installExample("express-phone");
  // A region would break the SDK's host name if the example did not see to it.
  example = await startExample("express-phone", { ...settings(server.origin), TWILIO_REGION: "ie1" });
});

afterAll(async () => {
  await example?.stop();
});

const send = (phone: unknown) => example.post("/send", { phone });
const verify = (phone: unknown, code: unknown) => example.post("/verify", { phone, code });

async function refuses(work: ReturnType<typeof send>, status: number, result: string) {
  const answer = await work;
  expect([answer.status, answer.body.success, answer.body.data.result]).toEqual([status, false, result]);
  expect(answer.body.data.message).toMatch(/^[A-Z].*\.$/);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\bat \w+ \(/);
  return answer;
}

/** Moves the texts of a number into the past; the verification itself lives on. */
async function ageTexts(to: string, seconds: number): Promise<void> {
  const [row] = await server.sql`select sid, sends from verifications where recipient = ${to}`;
  const sends = row?.sends.map((send: { time: string }) => ({
    ...send,
    time: new Date(Date.parse(send.time) - seconds * 1000).toISOString(),
  }));
  await server.sql`update verifications set sends = ${server.sql.json(sends)} where sid = ${row?.sid}`;
}

test("a number is verified, in every way people write it", async () => {
  const to = newNumber();
  const digits = local(to);
  const [operator, middle, last] = [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)];
  const spellings = [
    digits,
    `${operator}-${middle}-${last}`,
    ` ${operator} ${middle} ${last}`,
    to,
    `+82 10-${middle}-${last}`,
  ];
  for (const spelling of spellings) {
    const sent = await send(spelling);
    expect([sent.status, sent.body]).toEqual([200, { success: true, data: { result: "pending" } }]);
    const verified = await verify(spelling, await readCode(server.origin, to));
    expect([verified.status, verified.body]).toEqual([200, { success: true, data: { result: "approved" } }]);
  }
  expect(await server.sql`select distinct recipient from verifications where recipient = ${to}`).toHaveLength(1);
});

test("a code may be pasted with blanks; a wrong one is refused and the right one still counts", async () => {
  const to = newNumber();
  await send(to);
  const code = await readCode(server.origin, to);
  await refuses(verify(to, wrongCode(code)), 403, "wrong_code");
  expect((await verify(to, ` ${code.slice(0, 3)} ${code.slice(3)}`)).body.data.result).toBe("approved");
});

test("nothing to check: never sent, or used already", async () => {
  const to = newNumber();
  await refuses(verify(to, "123456"), 404, "not_found");
  await send(to);
  const code = await readCode(server.origin, to);
  expect((await verify(to, code)).status).toBe(200);
  await refuses(verify(to, code), 404, "not_found");
});

test("the sixth check is refused, and so is a new start, with the time to wait", async () => {
  const to = newNumber();
  await send(to);
  const code = await readCode(server.origin, to);
  for (let round = 0; round < 5; round++) await refuses(verify(to, wrongCode(code)), 403, "wrong_code");
  for (const work of [() => verify(to, code), () => send(to)]) {
    const { headers, body } = await refuses(work(), 429, "too_many_checks");
    expect(body.data.retryAfterSeconds).toBeGreaterThan(590);
    expect(headers.get("retry-after")).toBe(String(body.data.retryAfterSeconds));
  }
});

test("the next text waits 30, 40, 60, 90 and 120 seconds; the sixth is the server's to refuse", async () => {
  const to = newNumber();
  /** Seconds that go by between a text and the answer that counts from it. */
  const slack = slowed(3000) / 1000;
  for (const wait of [30, 40, 60, 90, 120]) {
    expect((await send(to)).status).toBe(200);
    const { headers, body } = await refuses(send(to), 429, "too_soon");
    expect(body.data.retryAfterSeconds).toBeGreaterThan(wait - slack);
    expect(body.data.retryAfterSeconds).toBeLessThanOrEqual(wait);
    expect(headers.get("retry-after")).toBe(String(body.data.retryAfterSeconds));
    await ageTexts(to, wait - 10);
    const { body: later } = await refuses(send(to), 429, "too_soon");
    expect(later.data.retryAfterSeconds).toBeGreaterThan(10 - slack);
    expect(later.data.retryAfterSeconds).toBeLessThanOrEqual(10);
    await ageTexts(to, 10);
  }
  const { body } = await refuses(send(to), 429, "too_many_sends");
  expect(body.data.retryAfterSeconds).toBeGreaterThan(590);
});

test("what is mistyped is told apart, without asking the server where that is not needed", async () => {
  for (const phone of ["", "123", "010-1234-567", "전화번호", 1012345678, null, { a: 1 }, "+82011123456"])
    await refuses(send(phone), 400, "invalid_phone");
  await refuses(send("011-1234-5678"), 400, "invalid_phone");
  await refuses(send("02-123-4567"), 403, "not_allowed");
  await refuses(send("+1 415 555 2671"), 403, "not_allowed");
  for (const code of ["", "123", "12345678901", 123456, null])
    await refuses(verify(newNumber(), code), 400, "invalid_code");
  for (const body of ["{", '"text"', "null"]) await refuses(example.post("/send", body), 400, "invalid_request");
  await refuses(example.post("/send", { phone: "1".repeat(20_000) }), 400, "invalid_request");
  await refuses(example.post("/send", []), 400, "invalid_phone");
  await refuses(example.post("/elsewhere/01012345678", {}), 404, "no_such_page");
});

test("the log has a line for each request, and neither numbers nor codes", async () => {
  const to = newNumber();
  await send(local(to));
  const code = await readCode(server.origin, to);
  await verify(to, wrongCode(code));
  await verify(to, code);
  await example.post(`/${to}?phone=${local(to)}`, { phone: to });
  await eventually(async () => /\nPOST - 404 no_such_page \d+ ms\n$/.test(example.output()));
  expect(example.output()).toMatch(
    /POST \/verify 403 wrong_code \d+ ms\nPOST \/verify 200 approved \d+ ms\nPOST - 404/,
  );
  expect(example.output()).not.toMatch(new RegExp(`${to.slice(3)}|${code}|\\bat .*:\\d+:\\d+`));
});

test("server away, wrong credentials, wrong service: a plain answer, and the reason in the log", async () => {
  const away = `http://127.0.0.1:${await freePort()}`;
  const cases = [
    { env: settings(away), status: 503, result: "unavailable", said: "ECONNREFUSED" },
    {
      env: { ...settings(server.origin), MUNJIGI_AUTH_TOKEN: "wrong" },
      status: 500,
      result: "failed",
      said: "401/20003",
    },
    {
      env: { ...settings(server.origin), MUNJIGI_SERVICE_SID: `VA${"f".repeat(32)}` },
      status: 500,
      result: "failed",
      said: "404/20404",
    },
  ];
  await Promise.all(
    cases.map(async ({ env, status, result, said }) => {
      const other = await startExample("express-phone", env);
      try {
        await refuses(other.post("/send", { phone: newNumber() }), status, result);
        await eventually(async () => other.output().includes(said));
      } finally {
        await other.stop();
      }
    }),
  );
});

test("what is not set is told at start", async () => {
  const { code, output } = await run("npm", ["start"], {
    cwd: exampleFolder("express-phone"),
    env: exampleEnv({ MUNJIGI_URL: "x" }),
  });
  expect(code).toBe(1);
  expect(output).toContain("Not set: MUNJIGI_ACCOUNT_SID, MUNJIGI_AUTH_TOKEN, MUNJIGI_SERVICE_SID.");
});
