/**
 * @module Test messages through the management API: what an administrator is told of what was said, of what went wrong and
 * what to do about it, and what is masked even if the vendor repeats it.
 */

import { generateKeyPairSync } from "node:crypto";
import { fileURLToPath } from "node:url";
import { smtp } from "@munjigi/connectors/email/smtp";
import { eucKrBytes } from "@munjigi/connectors/kit/euc-kr";
import { type FakeVendor, startFakeVendor, THROTTLED_NUMBER, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ageLimits, newNumber, suite } from "../harness.js";
import { slowed } from "../kit/pace.js";
import { manage, PRIVATE, TWILIO, tryOut, twilioAccountNo, twilioConfig } from "../kit/vendors.js";

const account = twilioAccountNo(1);
const MASK = "••••••••";
const MAIL = fileURLToPath(new URL("../fixtures/test-mail.mjs", import.meta.url));
let vendor: FakeVendor;

const server = suite({ env: { ...PRIVATE, MUNJIGI_CONNECTORS: MAIL }, logLevel: "trace" });

beforeAll(async () => {
  vendor = await fakeTwilio(account);
});

afterAll(async () => {
  await vendor.close();
});

/** A vendor for one test. */
async function fake(handle: Parameters<typeof startFakeVendor>[0]): Promise<FakeVendor> {
  const made = await startFakeVendor(handle);
  onTestFinished(async () => await made.close());
  return made;
}

const configOf = ({ origin }: Pick<FakeVendor, "origin"> = vendor, more: Record<string, unknown> = {}) =>
  twilioConfig({ origin }, account, more);
const send = (config: object | undefined, options: Parameters<typeof tryOut>[3] = {}) =>
  tryOut(server, server.origin, config, options);

/** Every spelling of the number, of the token and of the code that this test knows. */
function expectMasked(answer: unknown, phone: string, code: string): void {
  const text = JSON.stringify(answer);
  const national = phone.slice(3);
  const token = account.authToken;
  const basic = Buffer.from(`${account.accountSID}:${token}`).toString("base64");
  const digits = text.replace(/[\s().-]/g, "");
  for (const secret of [
    token,
    encodeURIComponent(token),
    JSON.stringify(token).slice(1, -1),
    basic,
    basic.slice(52, -4),
  ])
    expect(text.includes(secret), `${secret} in ${text}`).toBe(false);
  expect(digits.includes(national), `${national} in ${text}`).toBe(false);
  expect(text.includes(Buffer.from(phone).toString("base64").slice(0, 12))).toBe(false);
  expect(text.includes(code), `${code} in ${text}`).toBe(false);
}

describe("what was said", () => {
  test("is the text of the use that was asked for", async () => {
    const uses = ["SignIn", "Register", "ForgotPassword", "Generic", "BindNewIdentifier", "UserPermissionValidation"];
    const templates = uses.map((usageType) => ({ usageType, content: `${usageType} {{code}}` }));
    const config = configOf(vendor, { templates });
    for (const usageType of [undefined, ...uses]) {
      await ageLimits(server.sql, 61);
      const body = { phone: newNumber(), config, ...(usageType && { usageType }) };
      const { status } = await manage(server.origin, "POST", `/connectors/${TWILIO}/test`, body);
      expect(status).toBe(200);
      expect(vendor.accepted.at(-1)?.text).toMatch(new RegExp(`^${usageType ?? "Generic"} \\d{6}$`));
    }
    const odd = { phone: newNumber(), config, usageType: "OrganizationInvitation" };
    expect((await manage(server.origin, "POST", `/connectors/${TWILIO}/test`, odd)).status).toBe(400);
  });

  test("is told, but for token, number and code", async () => {
    const phone = newNumber();
    const { status, body } = await send(configOf(vendor, { nobodys: 1 }), { phone });
    expect([status, body.detail]).toEqual([200, undefined]);
    const text = vendor.accepted.at(-1);
    expect(text?.to).toBe(phone);
    const code = /\d{6}/.exec(text?.text ?? "")?.[0] as string;
    expectMasked(body, phone, code);
    expect(body.request).toMatchObject({ method: "POST", headers: { authorization: MASK } });
    expect(body.request.url).toBe(`${vendor.origin}/2010-04-01/Accounts/${account.accountSID}/Messages.json`);
    expect(new URLSearchParams(body.request.body).get("To")).toBe(`•••${phone.slice(-4)}`);
    expect(new URLSearchParams(body.request.body).get("Body")).toMatch(/\[Munjigi\] 인증번호 \[•{6}\]/);
    expect(body.response).toMatchObject({ status: 201, body: expect.stringContaining(text?.id as string) });
    expect(body).toMatchObject({ vendorMessageId: text?.id, parts: 1, priceClass: "SMS", ignored: ["nobodys"] });
    // By Korea's measure, since the number is Korean: two bytes for what is not ASCII.
    expect(body.bytes).toBe(eucKrBytes(text?.text ?? ""));
    expect(body.bytes).toBe("[Munjigi] 인증번호 [123456]".length + 4);
    expect(body.latencyMs).toBeLessThan(slowed(5000));
  });

  test("a vendor that repeats all it was told, in every spelling, tells nobody", async () => {
    let code = "";
    const parrot = await fake(({ form, headers, body }) => {
      code = /\d{6}/.exec(form.get("Body") ?? "")?.[0] ?? "";
      const to = form.get("To") as string;
      const [, middle, last] = /^\+8210(\d{4})(\d{4})$/.exec(to) as unknown as [string, string, string];
      const authorization = headers.authorization ?? "";
      const echo = {
        ...{ code: 21211, body, authorization, headers, to },
        spellings: [
          to.slice(1),
          `010${middle}${last}`,
          `010-${middle}-${last}`,
          `010 ${middle} ${last}`,
          `010.${middle}.${last}`,
          `+82 10-${middle}-${last}`,
          `+82 (0)10 ${middle} ${last}`,
          `82-10-${middle}-${last}`,
          `0082 10 ${middle}${last}`,
          `10${middle}${last}`,
          `%2B82%2010${middle}${last}`,
          encodeURIComponent(encodeURIComponent(to)),
          Buffer.from(to).toString("base64"),
        ],
        token: account.authToken,
        encoded: encodeURIComponent(account.authToken),
        lower: encodeURIComponent(account.authToken).toLowerCase(),
        basic: Buffer.from(`x:${account.authToken}`).toString("base64"),
        url: Buffer.from(`${account.accountSID}:${account.authToken}`).toString("base64url"),
        sentence: `no ${code} for ${to} with ${account.authToken}`,
      };
      // As PHP writes it.
      const text = JSON.stringify(echo).replaceAll("/", "\\/").replaceAll("ÿ", "\\u00ff");
      return {
        status: 400,
        headers: {
          "content-type": "application/json",
          "set-cookie": `t=${encodeURIComponent(account.authToken)}`,
          "x-echo": authorization,
          "x-to": to,
          "x-code": code,
        },
        body: text,
      };
    });
    const phone = newNumber();
    const answer = await send(configOf(parrot), { phone });
    expect([answer.status, answer.body.title]).toEqual([422, "connector.test_failed"]);
    expect(code).toMatch(/^\d{6}$/);
    expectMasked(answer.body, phone, code);
    const { spellings, ...said } = JSON.parse(answer.body.response.body);
    for (const spelling of spellings) expect(spelling).toContain(`•••${phone.slice(-4)}`);
    expect(said).toMatchObject({ token: MASK, code: 21211 });
    expect(said.lower).toBe(said.encoded);
    // Our own lines are as silent as the answer.
    for (const line of server.logLines) expectMasked(line, phone, code);
  });

  test("a vendor's own words about the failure are not taken for its code", async () => {
    const phone = newNumber();
    const chatty = await fake(({ form }) => ({ status: 400, body: { code: `E-${form.get("To")}`, message: "no" } }));
    const { body } = await send(configOf(chatty), { phone });
    expect(body.failure.vendorCode).toBe(`E-•••${phone.slice(-4)}`);
  });

  test("what a secret was exchanged for is as good as the secret", async () => {
    const auth = { user: "u@example.com", clientId: "c", clientSecret: "s".repeat(12), refreshToken: "old-refresh" };
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const tokens = await fake(() => ({ body: { access_token: 'given-"token', refresh_token: "new-refresh", n: 1 } }));
    const accessUrl = `${tokens.origin}/token`;
    for (const one of [
      { ...auth, accessUrl },
      { user: auth.user, serviceClient: "svc", privateKey, accessUrl },
    ]) {
      const config = { ...smtp.example, host: "127.0.0.1", port: 1, auth: one };
      await ageLimits(server.sql, 61);
      const { status, body } = await manage(server.origin, "POST", `/connectors/${smtp.id}/test`, {
        ...{ config, email: "a@example.com" },
      });
      expect([status, body.title]).toEqual([422, "connector.test_failed"]);
      expect(body.request.body).toMatch(/(assertion|refresh_token)=•+$/);
      expect(JSON.parse(body.response.body)).toEqual({ access_token: MASK, refresh_token: MASK, n: 1 });
    }
  });

  test("a code that every object has is a code like any other", async () => {
    for (const code of ["constructor", "__proto__", "toString"])
      for (const name of [code, { toString: 1, valueOf: 1 }]) {
        const odd = await fake(() => ({
          status: 400,
          body: `{"code":${JSON.stringify(name)},"message":{"toString":1}}`,
        }));
        const { status, body } = await send(configOf(odd));
        const vendorCode = name === code ? code : "400";
        expect([status, body.failure]).toMatchObject([422, { class: "unknown", vendorCode }]);
        expect(body.failure.remedy.en).toMatch(/^Look the vendor's code/);
      }
  });
});

describe("what went wrong", () => {
  /** Twilio's code, what makes it, its class, and a word of the remedy in each language. */
  const cases: [string, { code: number; phone?: string; wrong?: object }, string, RegExp, RegExp][] = [
    [
      "a trial account",
      { code: 21608 },
      "recipient_blocked",
      /Verified Caller IDs에 번호를 등록/,
      /Verified Caller IDs/,
    ],
    [
      "a wrong token",
      { code: 20003, wrong: { authToken: "wrong-token" } },
      "auth",
      /Auth Token을 다시 복사/,
      /Copy Account SID/,
    ],
    ["no number", { code: 21211, phone: UNKNOWN_NUMBER }, "recipient_invalid", /번호를 확인/, /Check the number/],
    ["too fast", { code: 20429, phone: THROTTLED_NUMBER }, "rate", /잠시 뒤/, /in a moment/],
  ];
  test.each(cases)(
    "%s: class, code, sentence and remedy in both languages",
    async (_name, how, failureClass, ko, en) => {
      const { code, phone, wrong } = how;
      const other = await fake(() => ({ status: 400, body: { code, message: "trial accounts", status: 400 } }));
      const at = code === 21608 ? other : vendor;
      for (const language of ["ko", "en"] as const) {
        const headers = { "accept-language": language };
        const { status, body } = await send(configOf(at, { ...wrong }), { headers, ...(phone && { phone }) });
        expect([status, body.title]).toEqual([422, "connector.test_failed"]);
        const { failure } = body;
        expect(failure).toMatchObject({ class: failureClass, vendorCode: String(code) });
        expect(failure.remedy.ko).toMatch(ko);
        expect(failure.remedy.en).toMatch(en);
        for (const words of [failure.sentence, failure.remedy]) {
          expect(words.ko).toMatch(/[가-힣]/);
          expect(words.en).not.toMatch(/[가-힣]/);
        }
        expect(body.detail).toContain(failure.sentence[language]);
        expect(body.detail).toContain(failure.remedy[language]);
        expect(body.response.status).toBeGreaterThanOrEqual(400);
      }
    },
  );

  test("a vendor that hangs costs no more than the time limit", async () => {
    const deaf = await fake(() => ({}));
    deaf.fault = { hangs: true };
    const begun = performance.now();
    const { status, body } = await send(configOf(deaf, { timeoutMs: 700 }));
    const took = performance.now() - begun;
    expect(status).toBe(422);
    expect(took).toBeGreaterThan(650);
    expect(took).toBeLessThan(700 + slowed(2000));
    expect(body).toMatchObject({ failure: { class: "unknown", vendorCode: "timeout" }, response: null });
    expect(body.request.method).toBe("POST");
    expect(body.latencyMs).toBeGreaterThanOrEqual(690);
  });

  test.each([
    ["ten megabytes", { hugeBytes: 10_000_000 }, "unknown"],
    ["a byte a moment", { dripsEveryMs: 50 }, "unknown"],
    ["a page", { answersHtml: true as const }, "unknown"],
    ["a cut connection", { resetsAfterAccepting: true as const }, "unknown"],
    ["500", { status: 500, body: "<h1>oops</h1>" }, "unknown"],
    ["503", { status: 503 }, "transient"],
    ["a redirect inside", { status: 302, headers: { location: "http://127.0.0.1:1/" } }, "unknown"],
  ])("%s for an answer: 422 with its class", async (_name, fault, failureClass) => {
    const bad = await fakeTwilio(account);
    bad.fault = fault;
    const { status, body } = await send(configOf(bad, { timeoutMs: 900 }));
    await bad.close();
    expect([status, body.failure?.class]).toEqual([422, failureClass]);
    expect(JSON.stringify(body).length).toBeLessThan(12_000);
  });

  test("nobody at the address: transient, and a failed test allows nothing", async () => {
    const gone = await startFakeVendor(() => ({}));
    await gone.close();
    const config = configOf(gone);
    expect((await send(config)).body.failure).toMatchObject({ class: "transient", vendorCode: "ECONNREFUSED" });
    const made = await manage(server.origin, "POST", "/connectors", { connectorId: TWILIO, config });
    expect([made.status, made.body.title]).toEqual([409, "connector.untested"]);
  });
});

describe("to whom and with what", () => {
  const post = (id: string, body: unknown) => manage(server.origin, "POST", `/connectors/${id}/test`, body);

  test("a recipient of the wrong kind is refused, and nothing is called or counted", async () => {
    await ageLimits(server.sql, 61);
    const config = configOf();
    const before = vendor.requests.length;
    for (const [body, parameter] of [
      [{ config, email: "a@example.com" }, "phone"],
      [{ config, phone: newNumber(), email: "a@example.com" }, "phone"],
      [{ config }, "phone"],
      [{ config, phone: "02-123-4567" }, "phone"],
      [{ config, phone: "hello" }, "phone"],
      [{ config, email: "hello" }, "email"],
    ] as const) {
      const answer = await post(TWILIO, body);
      expect([answer.status, answer.body.title, answer.body.parameter]).toEqual([400, "request.invalid", parameter]);
    }
    const mail = { config: { password: "s3cret-of-mail" } };
    expect((await post("test-mail", { ...mail, phone: newNumber() })).body.parameter).toBe("email");
    expect(vendor.requests.length).toBe(before);
    const sent = await post("test-mail", { ...mail, email: "a@example.com" });
    expect(sent.body).toMatchObject({ vendorMessageId: "mail", request: null, response: null });
    expect((await post("nobody", { config, phone: newNumber() })).body.title).toBe("connector.unknown_factory");
    const none = await post(`CN${"0".repeat(32)}`, { phone: newNumber() });
    expect([none.status, none.body.title]).toEqual([404, "connector.not_found"]);
    const [counted] = await server.sql`select count(*)::int as n from limit_counters cross join unnest(hits) as hit
      where hit > clock_timestamp() - interval '50 seconds'`;
    expect(counted?.n, "one of them was a test").toBe(1);
  });

  test("a stored connector by its id: its settings, or a config that leans on its secrets", async () => {
    const made = await manage(server.origin, "POST", "/connectors", {
      ...{ connectorId: TWILIO, config: configOf(), activate: false },
    });
    const { id, config } = made.body;
    expect(config.authToken).toBe(MASK);
    const own = await send(undefined, { id });
    expect([own.status, own.body.detail]).toEqual([200, undefined]);
    expect((await manage(server.origin, "GET", `/connectors/${id}`)).body.status).toBe("tested");
    const masked = await send({ ...config, timeoutMs: 1234 }, { id });
    expect(masked.status).toBe(200);
    const wrong = await send({ ...config, authToken: "another-token" }, { id });
    expect(wrong.body.failure).toMatchObject({ class: "auth", vendorCode: "20003" });
    const broken = await send({ ...config, templates: [] }, { id });
    expect(broken.body).toMatchObject({ title: "connector.config_invalid", parameter: "config.templates" });
    // Nothing of that was saved.
    expect((await manage(server.origin, "GET", `/connectors/${id}`)).body).toMatchObject({ version: 1, draft: null });
    // And what passed may be activated, though nobody ever sent the secret again.
    const patched = await manage(server.origin, "PATCH", `/connectors/${id}`, {
      config: { ...config, timeoutMs: 1234 },
    });
    expect(patched.body.status).toBe("tested");
    expect((await manage(server.origin, "POST", `/connectors/${id}/activate`, {})).body.status).toBe("active");
  });

  test("the language asked for, else the recipient's", async () => {
    await ageLimits(server.sql, 61);
    const texts: (string | undefined)[] = [];
    for (const [phone, locale] of [
      [newNumber(), undefined],
      [newNumber(), "en"],
      ["+12025550123", undefined],
      ["+12025550123", "ko-KR"],
    ] as const) {
      await post(TWILIO, { config: configOf(), phone, ...(locale && { locale }) });
      texts.push(vendor.accepted.at(-1)?.text);
    }
    expect(texts.map((text) => /인증번호/.test(text ?? ""))).toEqual([true, false, false, true]);
  });
});
