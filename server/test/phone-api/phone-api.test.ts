/** @module The public phone API as a page or an app meets it: its answers word for word, its tokens, its patience. */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from "jose";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  age,
  ageSends,
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
import { knownElsewhere } from "../kit/pace.js";

const TEST_NUMBER = "+821000000001";

const server = suite({ env: { MUNJIGI_TEST_NUMBERS: `${TEST_NUMBER}=424242` } });
const send = (to: string, more: object = {}, headers: Record<string, string> = {}) =>
  phone(server.origin, "/phone", { phoneNumber: to, ...more }, headers);
const verify = (to: string, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  phone(server.origin, "/phone-verification", { phoneNumber: to, code, ...more }, headers);
const textTo = async (to: string) => {
  const answer = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { body: string }[])[0]?.body;
};
const national = (e164: string) => `0${e164.slice(3)}`;

async function sent(to = randomNumber()) {
  const { body } = await send(to);
  return { to, code: await readCode(server.origin, to), verificationId: body.verificationId as string };
}

test("cleaning makes no number another country's: a blank in front of JSON is a blank", async () => {
  await call(server.origin, service, { AllowedCountries: "KR,US,NO" });
  onTestFinished(async () => {
    await call(server.origin, service, { AllowedCountries: "KR" });
  });
  const texts = async (to: string) => (await server.sql`select 1 from verifications where recipient = ${to}`).length;
  expect((await send(" 4792123456", { country: "US" })).status).toBe(200);
  expect([await texts("+4792123456"), await texts("+14792123456")]).toEqual([0, 1]);
  expect((await send(" 4792123456", { country: "KR" })).status).toBe(400);
  expect((await send("0011 47 92 12 34 57", { country: "AU" })).status).toBe(200);
  expect(await texts("+4792123457")).toBe(1);
});

describe("the two requests", () => {
  test("a code is sent and checked; the token says so to anybody who has our public keys", async () => {
    const to = randomNumber();
    const first = await send(national(to), { nonce: "page-17" });
    expect(first).toMatchObject({
      status: 200,
      body: {
        message: "휴대폰 인증번호가 발급되었습니다.",
        verificationId: expect.stringMatching(/^VE[0-9a-f]{32}$/),
        expiresInSeconds: 600,
        resendInSeconds: 30,
        sendsLeft: 4,
      },
    });
    const second = await verify(national(to), await readCode(server.origin, to));
    expect(second.status).toBe(200);
    expect(second.body.message).toBe("휴대폰 인증이 성공하였습니다.");
    const keys = (await (await fetch(`${server.origin}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(second.body.verificationToken, createLocalJWKSet(keys), {
      algorithms: ["ES256"],
      typ: "munjigi-verification+jwt",
      issuer: server.origin,
      audience: credentials.serviceSid,
    });
    expect(payload).toEqual({
      iss: server.origin,
      aud: credentials.serviceSid,
      sub: first.body.verificationId,
      iat: expect.any(Number),
      exp: (payload.iat as number) + 300,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      phone_number: to,
      phone_number_verified: true,
      nonce: "page-17",
    });
    expect(Math.abs((payload.iat as number) - Date.now() / 1000)).toBeLessThan(5);
    expect(decodeProtectedHeader(second.body.verificationToken)).toEqual({
      alg: "ES256",
      typ: "munjigi-verification+jwt",
      kid: expect.any(String),
    });
  });

  test.each(["mn-MN", "uz", "my", "no", "iw", "in", "sr-Latn-RS", "zh_Hant_TW", "EN-us"])(
    "a text may be asked for in any language: %s",
    async (locale) => {
      const to = randomNumber();
      const { status, body } = await send(to, { locale });
      const isEnglish = locale === "EN-us";
      expect([status, body.message]).toEqual([
        200,
        isEnglish ? "The verification code was sent." : "휴대폰 인증번호가 발급되었습니다.",
      ]);
      const code = await readCode(server.origin, to);
      expect(await textTo(to)).toContain(`Your Munjigi verification code is: ${code}`);
    },
  );

  test("no two tokens are alike, and without a nonce there is none in it", async () => {
    const a = await sent();
    const b = await sent();
    const tokens = [await verify(a.to, a.code), await verify(b.to, b.code)].map(({ body }) =>
      JSON.parse(Buffer.from(body.verificationToken.split(".")[1], "base64url").toString()),
    );
    expect(tokens[0].jti).not.toBe(tokens[1].jti);
    expect(tokens[0]).not.toHaveProperty("nonce");
  });

  test("in the country and language that were asked for", async () => {
    expect((await send("202-555-0143", { country: "us" })).body).toMatchObject({
      error: "Country Not Allowed",
      statusCode: 403,
    });
    const english = await send(randomNumber(), { locale: "en-US" }, { "accept-language": "ko" });
    expect(english.body.message).toBe("The verification code was sent.");
    const browser = await send(randomNumber(), {}, { "accept-language": "fr-FR, en;q=0.8, ko;q=0.9" });
    expect(browser.body.message).toBe("휴대폰 인증번호가 발급되었습니다.");
    const inEnglish = await send("12", {}, { "accept-language": "en" });
    expect(inEnglish.body.message).toBe("This is not a mobile number. Enter one such as 01012345678 or +821012345678.");
    expect((await send(randomNumber(), {}, { "accept-language": "fr" })).body.message).toContain("발급");
  });
});

describe("refusals, word for word", () => {
  test.each([["12345"], ["02-123-4567"], ["070-1234-5678"], ["011-123-4567"], ["call me"], [""]])(
    "%j is no number",
    async (to) => {
      const answer = {
        status: 400,
        body: {
          message: "잘못된 전화번호 형식입니다. 전화번호는 01012345678과 같은 11자리 숫자로 이루어져야 합니다.",
          error: "Invalid PhoneNumber Request Type",
          statusCode: 400,
        },
      };
      const { status, body } = await send(to);
      expect({ status, body }).toEqual(answer);
      const checked = await verify(to, "123456");
      expect({ status: checked.status, body: checked.body }).toEqual(answer);
    },
  );

  test("a wrong code", async () => {
    const { to, code } = await sent();
    const { status, body } = await verify(to, wrongCode(code));
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        message: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요.",
        error: "Invalid Verification Code",
        statusCode: 403,
      },
    });
    expect((await verify(to, code)).status).toBe(200);
  });

  const noRecord = {
    message: "해당 전화번호에 대한 인증 내역이 없습니다. 인증이 없거나 유효 기간이 지났습니다.",
    error: "No Verification Record",
    statusCode: 400,
  };

  test("no record, one whose time is up, and one of another number", async () => {
    expect((await verify(randomNumber(), "123456")).body).toEqual(noRecord);
    const { to, code, verificationId } = await sent();
    await age(server.sql, verificationId, 601);
    expect((await verify(to, code)).body).toEqual(noRecord);
    const [mine, other] = [await sent(), await sent()];
    for (const id of [other.verificationId, "VE00000000000000000000000000000000", "nonsense"])
      expect((await verify(mine.to, mine.code, { verificationId: id })).body).toEqual(noRecord);
    expect((await verify(mine.to, mine.code, { verificationId: mine.verificationId })).status).toBe(200);
  });

  test("already verified: told to whoever has the code that was consumed, and to nobody else", async () => {
    const { to, code, verificationId } = await sent();
    expect((await verify(to, code)).status).toBe(200);
    const again = await verify(to, code);
    expect({ status: again.status, body: again.body }).toEqual({
      status: 409,
      body: {
        message: "이미 인증이 완료된 전화번호입니다. 추가 인증이 필요하지 않습니다.",
        error: "Already Verified",
        statusCode: 409,
      },
    });
    expect((await verify(to, code, { verificationId })).status).toBe(409);
    expect((await verify(to, wrongCode(code))).body).toEqual(noRecord);
    await age(server.sql, verificationId, 601);
    expect((await verify(to, code)).body).toEqual(noRecord);
  });

  test("five wrong codes: the sixth check is not looked at, and one may begin again", async () => {
    const { to, code, verificationId } = await sent();
    for (let n = 0; n < 5; n++) expect((await verify(to, wrongCode(code))).status).toBe(403);
    for (const tried of [code, wrongCode(code)]) {
      const { status, body, headers } = await verify(to, tried);
      expect({ status, body }).toEqual({
        status: 429,
        body: {
          message: "최대 인증 시도 횟수(5회)에 도달했습니다. 인증을 처음부터 다시 시도해주세요.",
          error: "Max Check Attempts Reached",
          statusCode: 429,
        },
      });
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    const early = await send(to);
    expect(early.body).toMatchObject({ error: "Too Many Requests", statusCode: 429 });
    expect(early.body.retryAfterSeconds).toBeLessThanOrEqual(30);
    await ageSends(server.sql, verificationId, 31);
    const fresh = await send(to);
    expect(fresh.status).toBe(200);
    expect(fresh.body.verificationId).not.toBe(verificationId);
    expect((await verify(to, code)).status).toBe(403);
    expect((await verify(to, await readCode(server.origin, to))).status).toBe(200);
  });

  test("the key: none, wrong, another kind, of a service that is gone", async () => {
    const unauthorized = { error: "Unauthorized", statusCode: 401, message: expect.stringContaining("X-Munjigi-Key") };
    for (const key of ["", "pk_wrong", credentials.authToken, credentials.adminToken])
      expect((await send(randomNumber(), {}, { "x-munjigi-key": key })).body).toEqual(unauthorized);
    const made = await call(server.origin, "/Services", { FriendlyName: "Gone" });
    const key = await admin("/keys", { kind: "publishable", name: "page", serviceSid: made.body.sid });
    const headers = { "x-munjigi-key": key.body.secret };
    expect((await send(randomNumber(), {}, headers)).status).toBe(200);
    await call(server.origin, `/Services/${made.body.sid}`, undefined, { method: "DELETE" });
    await knownElsewhere();
    expect((await send(randomNumber(), {}, headers)).body).toEqual(unauthorized);
  });

  test.each([
    ["an unknown member", { phoneNumber: "01012345678", admin: true }, 400],
    ["a number that is a number", { phoneNumber: 1012345678 }, 400],
    ["no body", "", 400],
    ["half a body", "{", 400],
    ["a list", "[]", 400],
    ["null", "null", 400],
    ["a nonce that is too long", { phoneNumber: "01012345678", nonce: "x".repeat(129) }, 400],
    ["no language tag", { phoneNumber: "01012345678", locale: "k" }, 400],
    ["a country that is none", { phoneNumber: "01012345678", country: "XX" }, 400],
    ["a language nobody knows", { phoneNumber: "01012345678", locale: "klingon" }, 400],
    ["a huge body", { phoneNumber: "0".repeat(20_000) }, 413],
  ])("%s", async (_, body, status) => {
    const answer = await phone(server.origin, "/phone", body);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual({ message: expect.any(String), error: expect.any(String), statusCode: status });
  });

  test.each([[true], [null], [123456], [["123456"]], [{}], [undefined]])(
    "a code that is %j is never looked at",
    async (code) => {
      const { to, verificationId } = await sent();
      expect((await phone(server.origin, "/phone-verification", { phoneNumber: to, code })).status).toBe(400);
      const [row] = await server.sql`select attempts, status from verifications where sid = ${verificationId}`;
      expect(row).toEqual({ attempts: 0, status: "pending" });
    },
  );

  test("a code with a blank behind it is the code; what cannot be one is 400 and no try", async () => {
    const { to, code, verificationId } = await sent();
    for (const typed of ["123", "abcdef", "G-123456", "12345678901", " "])
      expect((await verify(to, typed)).status, typed).toBe(400);
    const [row] = await server.sql`select attempts from verifications where sid = ${verificationId}`;
    expect(row).toEqual({ attempts: 0 });
    expect((await verify(to, ` ${code.slice(0, 3)}-${code.slice(3)} `)).status).toBe(200);
  });

  test("a form, a path that is not there, and a fault of ours keep to the format", async () => {
    const form = await phone(server.origin, "/phone", "phoneNumber=01012345678", {
      "content-type": "application/x-www-form-urlencoded",
    });
    expect(form.body).toMatchObject({ error: "Unsupported Media Type", statusCode: 415 });
    expect((await phone(server.origin, "/nothing" as "/phone", {})).body).toMatchObject({
      error: "Not Found",
      statusCode: 404,
    });
  });
});

describe("patience", () => {
  test("30, 60, 120 and 300 seconds between sends, then none until the code's end", async () => {
    const to = randomNumber();
    const { verificationId } = (await send(to)).body;
    const waits = [30, 60, 120, 300];
    for (const [index, wait] of waits.entries()) {
      const early = await send(to);
      expect(early.status).toBe(429);
      expect(early.body).toEqual({
        message: `요청이 너무 많습니다. ${early.body.retryAfterSeconds}초 후에 다시 시도해주세요.`,
        error: "Too Many Requests",
        statusCode: 429,
        retryAfterSeconds: expect.any(Number),
      });
      expect(early.headers.get("retry-after")).toBe(String(early.body.retryAfterSeconds));
      expect(early.body.retryAfterSeconds).toBeGreaterThan(wait - 5);
      expect(early.body.retryAfterSeconds).toBeLessThanOrEqual(wait);
      await ageSends(server.sql, verificationId, wait + 1);
      const again = await send(to, { verificationId });
      expect(again.body).toMatchObject({ verificationId, sendsLeft: 3 - index });
      const left = again.body.expiresInSeconds;
      expect(again.body.resendInSeconds).toBe(index < 3 ? waits[index + 1] : left);
    }
    await ageSends(server.sql, verificationId, 301);
    for (const more of [{}, { verificationId }, { nonce: "another" }])
      expect((await send(to, more)).body).toMatchObject({ error: "Too Many Requests", statusCode: 429 });
  });

  test("50 sends to one number at once: one text", async () => {
    const to = randomNumber();
    const answers = await burst(50, () => send(to));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(49);
    const rows = await server.sql`select jsonb_array_length(sends) as sends from verifications where recipient = ${to}`;
    expect(rows).toEqual([{ sends: 1 }]);
  });

  test("50 right codes at once: one token", async () => {
    const { to, code } = await sent();
    const statuses = (await burst(50, () => verify(to, code))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    // The others had the right code too; where many come at once, some are asked for a proof of work first.
    expect(statuses.filter((status) => ![200, 409, 428].includes(status))).toEqual([]);
    expect((await verify(to, code)).status).toBe(409);
  });

  test("a service's own waits hold for both APIs", async () => {
    const made = await call(server.origin, "/Services", { FriendlyName: "Patient", ResendWaits: "7,9" });
    expect(made.body.resend_waits).toEqual([7, 9]);
    const path = `/Services/${made.body.sid}/Verifications`;
    const to = randomNumber();
    expect((await call(server.origin, path, { To: to, Channel: "sms" })).status).toBe(201);
    const early = await call(server.origin, path, { To: to, Channel: "sms" });
    expect(early.body).toMatchObject({ status: 429, code: 20429, details: { retryAfterSeconds: 7 } });
    const key = await admin("/keys", { kind: "publishable", name: "page", serviceSid: made.body.sid });
    const answer = await send(randomNumber(), {}, { "x-munjigi-key": key.body.secret });
    expect(answer.body.resendInSeconds).toBe(7);
  });
});

describe("purposes", () => {
  test("A07, A08: the secret API neither sees, checks nor ends what the public one began, nor the other way round", async () => {
    const { to, code, verificationId } = await sent();
    for (const path of [`${service}/Verifications/${verificationId}`, `${service}/Verifications/${to}`])
      expect(await call(server.origin, path)).toMatchObject({ status: 404, body: { code: 20404 } });
    expect(
      (await call(server.origin, `${service}/Verifications/${verificationId}`, { Status: "approved" })).status,
    ).toBe(404);
    expect((await check(server.origin, to, code)).status).toBe(404);
    const secret = await call(server.origin, `${service}/VerificationCheck`, {
      VerificationSid: verificationId,
      Code: code,
    });
    expect(secret.status).toBe(404);
    const other = randomNumber();
    await start(server.origin, other);
    expect((await verify(other, await readCode(server.origin, other))).body.error).toBe("No Verification Record");
    const [row] = await server.sql`select attempts from verifications where sid = ${verificationId}`;
    expect(row).toEqual({ attempts: 0 });
  });

  test("a key of one service does not check what another began, and no counter moves", async () => {
    const { to, code, verificationId } = await sent();
    const made = await call(server.origin, "/Services", { FriendlyName: "Other" });
    const key = await admin("/keys", { kind: "publishable", name: "page", serviceSid: made.body.sid });
    const headers = { "x-munjigi-key": key.body.secret };
    expect((await verify(to, code, {}, headers)).body.error).toBe("No Verification Record");
    expect((await verify(to, code, { verificationId }, headers)).body.error).toBe("No Verification Record");
    const [row] = await server.sql`select attempts from verifications where sid = ${verificationId}`;
    expect(row).toEqual({ attempts: 0 });
  });
});

describe("pages of other origins", () => {
  test("a preflight, and the answer's headers for an origin of the key's", async () => {
    const key = await admin("/keys", {
      kind: "publishable",
      name: "page",
      serviceSid: credentials.serviceSid,
      origins: ["https://shop.example"],
    });
    const headers = { "x-munjigi-key": key.body.secret as string };
    const preflight = await fetch(`${server.origin}/auth/phone`, {
      method: "OPTIONS",
      headers: { origin: "https://shop.example", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-munjigi-key");
    expect(preflight.headers.get("access-control-allow-credentials")).toBeNull();
    const good = await send(randomNumber(), {}, { ...headers, origin: "https://shop.example" });
    expect(good.status).toBe(200);
    expect(good.headers.get("access-control-allow-origin")).toBe("https://shop.example");
    for (const origin of ["https://shop.example.evil.test", "https://evil.test", "http://shop.example", "null"]) {
      const bad = await send(randomNumber(), {}, { ...headers, origin });
      expect(bad.body).toMatchObject({ error: "Origin Not Allowed", statusCode: 403 });
    }
    expect((await send(randomNumber(), {}, headers)).status).toBe(200);
    expect((await send(randomNumber(), {}, { ...headers, origin: "http://localhost:5173" })).status).toBe(200);
  });
});

describe("test numbers", () => {
  test("a fixed code, no text, no limits of sending, on both APIs", async () => {
    for (let n = 0; n < 8; n++) {
      expect((await send(TEST_NUMBER)).body).toMatchObject({ sendsLeft: 5, resendInSeconds: 0 });
      expect((await start(server.origin, TEST_NUMBER)).status).toBe(201);
    }
    const answer = await verify(TEST_NUMBER, "424242");
    expect(answer.status).toBe(200);
    expect((await check(server.origin, TEST_NUMBER, "424242")).body.status).toBe("approved");
    const inbox = await (await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(TEST_NUMBER)}`)).json();
    expect(inbox).toEqual([]);
    expect(
      await server.sql`select distinct m.status, m.connector from messages m
      join verifications v on v.sid = m.verification_sid where v.recipient = ${TEST_NUMBER}`,
    ).toEqual([{ status: "sent", connector: "test-number" }]);
  });

  test("a wrong code is wrong, five times", async () => {
    await send(TEST_NUMBER);
    for (let n = 0; n < 5; n++) expect((await verify(TEST_NUMBER, "111111")).status).toBe(403);
    expect((await verify(TEST_NUMBER, "424242")).body.error).toBe("Max Check Attempts Reached");
    expect((await send(TEST_NUMBER)).status).toBe(200);
    expect((await verify(TEST_NUMBER, "424242")).status).toBe(200);
  });
});

async function admin(path: string, body: object) {
  const response = await fetch(`${server.origin}/api${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
  });
  return { status: response.status, body: (await response.json()) as { secret: string } };
}
