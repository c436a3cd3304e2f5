/** @module The NestJS example, installed and started as its README says, in front of a real server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Answer, age, credentials, newNumber, readCode, suite, wrongCode } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, slowed } from "../kit/pace.js";
import { authorize, discover, exchange, makeApplication, manage } from "../oidc/kit.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { type Example, exampleEnv, exampleFolder, installExample, local, run, startExample } from "./examples.js";

const NAME = "nestjs-phone";
let example: Example;

const settings = (url: string) => ({
  MUNJIGI_URL: url,
  TWILIO_ACCOUNT_SID: credentials.accountSid,
  TWILIO_AUTH_TOKEN: credentials.authToken,
  TWILIO_SERVICE_SID: credentials.serviceSid,
});

const invalidPhone = {
  message: "잘못된 전화번호 형식입니다. 전화번호는 01012345678과 같은 11자리 숫자로 이루어져야 합니다.",
  error: "Invalid PhoneNumber Request Type",
  statusCode: 400,
};
const noRecord = {
  message: "해당 전화번호에 대한 인증 내역이 없습니다. 인증이 없거나 유효 기간이 지났습니다.",
  error: "No Verification Record",
  statusCode: 400,
};
const invalidCode = {
  message: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.",
  error: "Invalid Verification Code",
  statusCode: 403,
};
const alreadyVerified = {
  message: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.",
  error: "Already Verified",
  statusCode: 409,
};
const maxChecks = {
  message: "최대 인증 시도 횟수(5회)에 도달했습니다. 인증을 처음부터 다시 시도해주세요.",
  error: "Max Check Attempts Reached",
  statusCode: 429,
};
const internal = { message: "서버에서 오류가 발생했습니다.", error: "Internal Server Error", statusCode: 500 };
const tooMany = (message: string) => ({ message, error: "Too Many Requests", statusCode: 429 });

const server = suite();

beforeAll(async () => {
  await installExample(NAME);
  example = await startExample(NAME, { ...settings(server.origin), TWILIO_EDGE: "dublin", TWILIO_REGION: "ie1" });
});

afterAll(async () => {
  await example?.stop();
});

const send = (phoneNumber: unknown) => example.post("/auth/phone", { phoneNumber });
const verify = (phoneNumber: unknown, code: unknown) => example.post("/auth/phone-verification", { phoneNumber, code });

async function refuses(work: Promise<Answer>, body: { statusCode: number }): Promise<Answer> {
  const answer = await work;
  expect(answer.body).toEqual(body);
  expect(answer.status).toBe(body.statusCode);
  return answer;
}

/** A number that got a text, and the code in it. */
async function sendTo(): Promise<{ to: string; phone: string; code: string }> {
  const to = newNumber();
  const sent = await send(local(to));
  expect([sent.status, sent.body]).toEqual([201, { message: "휴대폰 인증번호가 발급되었습니다." }]);
  return { to, phone: local(to), code: await readCode(server.origin, to) };
}

async function verifies(phone: string, code: string): Promise<void> {
  const verified = await verify(phone, code);
  expect([verified.status, verified.body]).toEqual([200, { message: "휴대폰 인증이 성공하였습니다." }]);
}

test("a number is verified; a wrong code before that is refused", async () => {
  const { phone, code } = await sendTo();
  await refuses(verify(phone, wrongCode(code)), invalidCode);
  await verifies(phone, code);
});

test("already verified is told only to who has the code that was approved", async () => {
  const { to, phone, code } = await sendTo();
  await verifies(phone, code);
  await refuses(verify(phone, code), alreadyVerified);
  await refuses(verify(phone, code), alreadyVerified);
  await refuses(verify(phone, wrongCode(code)), noRecord);
  await refuses(verify(local(newNumber()), code), noRecord);
  expect((await send(phone)).status).toBe(201);
  const next = await readCode(server.origin, to);
  await refuses(verify(phone, wrongCode(next)), invalidCode);
  await verifies(phone, next);
});

test("approved codes are remembered for ten minutes, and at most ten thousand of them", async () => {
  const { ApprovedCodes } = await import(join(exampleFolder(NAME), "dist/approved-codes.js"));
  const codes = new ApprovedCodes();
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    codes.add("+821000000000", "000000");
    for (let index = 1; index < 10_000; index++) codes.add("+821000000000", String(index));
    expect(codes.has("+821000000000", "000000")).toBe(true);
    codes.add("+821000000000", "10000");
    expect(codes.has("+821000000000", "000000")).toBe(false);
    expect([codes.has("+821000000000", "1"), codes.has("+821000000001", "1")]).toEqual([true, false]);
    vi.advanceTimersByTime(599_000);
    expect(codes.has("+821000000000", "1")).toBe(true);
    vi.advanceTimersByTime(2_000);
    expect(codes.has("+821000000000", "1")).toBe(false);
    codes.add("+821000000000", "111111");
    expect(codes.ends.size).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test("no record: never sent, or run out", async () => {
  await refuses(verify(local(newNumber()), "123456"), noRecord);
  const { to, phone, code } = await sendTo();
  const [row] = await server.sql`select sid from verifications where recipient = ${to}`;
  await age(server.sql, row?.sid, 601);
  await refuses(verify(phone, code), noRecord);
});

test("the sixth check is refused, also with the right code, and so is a new start", async () => {
  const { phone, code } = await sendTo();
  for (let round = 0; round < 5; round++) await refuses(verify(phone, wrongCode(code)), invalidCode);
  for (const work of [() => verify(phone, wrongCode(code)), () => verify(phone, code), () => send(phone)]) {
    const { headers } = await refuses(work(), maxChecks);
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(590);
  }
});

test("the sixth text is refused with the seconds to wait", async () => {
  const { to, phone } = await sendTo();
  for (let round = 0; round < 4; round++) expect((await send(phone)).status).toBe(201);
  const [row] = await server.sql`select sid from verifications where recipient = ${to}`;
  await age(server.sql, row?.sid, 500);
  const { status, headers, body } = await send(phone);
  const seconds = Number(headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(100 - slowed(5000) / 1000);
  expect(seconds).toBeLessThanOrEqual(100);
  expect([status, body]).toEqual([429, tooMany(`요청이 너무 많습니다. ${seconds}초 후에 다시 시도해주세요.`)]);
});

test("what is mistyped", async () => {
  for (const phone of [
    "",
    "0101234567",
    "010123456789",
    "010-1234-5678",
    "+821012345678",
    "02012345678",
    1012345678,
    null,
    {},
    [],
    "０１０１２３４５６７８",
  ])
    for (const work of [send(phone), verify(phone, "123456")]) await refuses(work, invalidPhone);
  // Its form is right; that there are no such numbers any more is the server's to say.
  await refuses(send("01112345678"), invalidPhone);
  for (const code of ["", "123", "12345678901", 123456, null]) await refuses(verify("01012345678", code), invalidCode);
  const unreadable = (statusCode: number, error: string) => ({
    message: "요청을 읽을 수 없습니다.",
    error,
    statusCode,
  });
  for (const body of ["{", "null"]) await refuses(example.post("/auth/phone", body), unreadable(400, "Bad Request"));
  await refuses(example.post("/auth/phone", "[]"), invalidPhone);
  await refuses(send("1".repeat(200_000)), unreadable(413, "Payload Too Large"));
  expect((await example.post("/elsewhere", {})).body).toMatchObject({ error: "Not Found", statusCode: 404 });
});

test("Swagger documents both routes and every answer, with the very texts", async () => {
  expect((await fetch(`${example.origin}/docs`)).headers.get("content-type")).toMatch("text/html");
  const { paths, components } = (await (await fetch(`${example.origin}/docs-json`)).json()) as Spec;
  expect(Object.keys(paths)).toEqual(["/auth/phone", "/auth/phone-verification"]);
  const documented = (path: string) =>
    Object.entries(paths[path]?.post.responses ?? {}).flatMap(([status, { content }]) => {
      const { schema, examples, example: only } = content["application/json"];
      if (!examples) {
        expect(schema.$ref).toBe("#/components/schemas/MessageBody");
        return [[status, only?.message]];
      }
      expect(schema.oneOf).toHaveLength(Object.keys(examples).length);
      return Object.values(examples).map(({ value }, index) => {
        expect(schema.oneOf?.[index]).toMatchObject({
          required: ["message", "error", "statusCode"],
          properties: { error: { enum: [value.error] }, statusCode: { enum: [Number(status)] } },
        });
        return [status, value.error, value.message];
      });
    });
  const row = ({ statusCode, error, message }: typeof internal) => [String(statusCode), error, message];
  const notAllowed = ["403", "PhoneNumber Not Allowed", "이 전화번호로는 인증번호를 보낼 수 없습니다."];
  const later = row(tooMany("요청이 너무 많습니다. 잠시 후 다시 시도해주세요."));
  expect(documented("/auth/phone")).toEqual([
    ["201", "휴대폰 인증번호가 발급되었습니다."],
    row(invalidPhone),
    notAllowed,
    row(maxChecks),
    later,
    row(internal),
  ]);
  expect(documented("/auth/phone-verification")).toEqual([
    ["200", "휴대폰 인증이 성공하였습니다."],
    ...[invalidPhone, noRecord, invalidCode, alreadyVerified, maxChecks].map(row),
    later,
    row(internal),
  ]);
  expect(components.schemas.PhoneBody).toMatchObject({ required: ["phoneNumber"] });
  expect(components.schemas.PhoneVerificationBody).toMatchObject({ required: ["phoneNumber", "code"] });
  // The README's table has them too.
  const readme = readFileSync(join(exampleFolder(NAME), "README.md"), "utf8");
  for (const { statusCode, error } of [invalidPhone, noRecord, invalidCode, alreadyVerified, maxChecks, internal])
    expect(readme).toContain(`| ${statusCode} | \`${error}\` |`);
});

interface Spec {
  paths: Record<string, { post: { responses: Record<string, { content: { "application/json": Content } }> } }>;
  components: { schemas: Record<string, object> };
}

interface Content {
  schema: { $ref?: string; oneOf?: object[] };
  example?: { message: string };
  examples?: Record<string, { value: { error: string; message: string } }>;
}

test("server away, wrong credentials, wrong service: 500, and the reason in the log without a number", async () => {
  const away = `http://127.0.0.1:${await freePort()}`;
  const cases = [
    { env: settings(away), said: /POST \/auth\/phone .*ECONNREFUSED/ },
    { env: { ...settings(server.origin), TWILIO_AUTH_TOKEN: "wrong" }, said: /POST \/auth\/phone .*401 20003/ },
    {
      env: { ...settings(server.origin), TWILIO_SERVICE_SID: `VA${"f".repeat(32)}` },
      said: /POST \/auth\/phone .*404 20404/,
    },
  ];
  for (const { env, said } of cases) {
    const other = await startExample(NAME, env);
    try {
      const to = newNumber();
      await refuses(other.post("/auth/phone", { phoneNumber: local(to) }), internal);
      await eventually(async () => said.test(other.output()));
      expect(other.output()).not.toMatch(new RegExp(`${to.slice(3)}|\\bat .*:\\d+:\\d+`));
    } finally {
      await other.stop();
    }
  }
});

describe("a route for those who signed in to an application", () => {
  const API = "https://api.shop.example";
  const invalidToken = {
    message: "로그인이 필요합니다. 다시 로그인해주세요.",
    error: "Invalid Access Token",
    statusCode: 401,
  };
  const missingScope = { message: "이 작업을 할 권한이 없습니다.", error: "Insufficient Scope", statusCode: 403 };
  const keysUnavailable = {
    message: "지금은 로그인을 확인할 수 없습니다. 잠시 후 다시 시도해주세요.",
    error: "Service Unavailable",
    statusCode: 503,
  };
  let api: Example;
  let config: Awaited<ReturnType<typeof discover>>;

  beforeAll(async () => {
    await setExperience(server, {});
    for (const [indicator, scopes] of [
      [API, ["orders:read", "orders:write"]],
      ["https://other.example", ["orders:read"]],
    ])
      await manage(server.origin, "POST", "/api/resources", { indicator, name: "Orders", scopes });
    const application = await makeApplication(server, { resources: [API, "https://other.example"] });
    config = await discover(server.origin, application);
    api = await startExample(NAME, { ...settings(server.origin), API_AUDIENCE: API });
    return async () => await api.stop();
  });

  async function signIn(parameters: Record<string, string>) {
    await server.sql`delete from limit_counters`;
    const visitor = new Visitor(server.origin);
    return await exchange(config, await authorize(config, visitor, { number: newNumber(), parameters }));
  }

  async function orders(token?: string, at = api) {
    const response = await fetch(`${at.origin}/orders`, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    return { status: response.status, body: await response.json(), says: response.headers.get("www-authenticate") };
  }

  test("lets in the API's own access token with the scope, and knows whose it is", async () => {
    const tokens = await signIn({ scope: "openid orders:read", resource: API });
    expect(await orders(tokens.access_token)).toEqual({
      status: 200,
      body: { userId: tokens.claims()?.sub, orders: [] },
      says: null,
    });
    const changed = tokens.access_token.replace(/.{8}$/, "AAAAAAAA");
    for (const token of [tokens.id_token as string, changed, "nonsense", "a b"])
      expect(await orders(token)).toMatchObject({ status: 401, body: invalidToken });
    expect(await orders()).toEqual({ status: 401, body: invalidToken, says: "Bearer" });
  });

  test("refuses a token for userinfo, of another API, and without the scope", async () => {
    const opaque = await signIn({ scope: "openid" });
    const other = await signIn({ scope: "openid orders:read", resource: "https://other.example" });
    for (const { access_token } of [opaque, other])
      expect(await orders(access_token)).toEqual({
        status: 401,
        body: invalidToken,
        says: 'Bearer error="invalid_token"',
      });
    const writer = await signIn({ scope: "openid orders:write", resource: API });
    expect(await orders(writer.access_token)).toEqual({
      status: 403,
      body: missingScope,
      says: 'Bearer error="insufficient_scope", scope="orders:read"',
    });
  });

  test("cannot tell while the keys cannot be read", async () => {
    const { access_token } = await signIn({ scope: "openid orders:read", resource: API });
    const away = `http://127.0.0.1:${await freePort()}`;
    const other = await startExample(NAME, { ...settings(away), API_AUDIENCE: API });
    try {
      expect(await orders(access_token, other)).toMatchObject({ status: 503, body: keysUnavailable });
    } finally {
      await other.stop();
    }
  });

  test("is documented, and in the README", async () => {
    const { paths } = (await (await fetch(`${api.origin}/docs-json`)).json()) as { paths: Record<string, object> };
    expect(Object.keys(paths)).toContain("/orders");
    const readme = readFileSync(join(exampleFolder(NAME), "README.md"), "utf8");
    for (const { statusCode, error } of [invalidToken, missingScope, keysUnavailable])
      expect(readme).toContain(`| ${statusCode} | \`${error}\` |`);
    // Without an audience there is no such route.
    expect((await fetch(`${example.origin}/orders`)).status).toBe(404);
  });
});

test("what is not set is told at start", async () => {
  const env = exampleEnv({ TWILIO_AUTH_TOKEN: "x" });
  const { code, output } = await run("npm", ["start"], { cwd: exampleFolder(NAME), env });
  expect(code).toBe(1);
  expect(output).toContain("Not set: TWILIO_ACCOUNT_SID, TWILIO_SERVICE_SID.");
});
