/** @module What a service may say about its codes: how long they live, whether a resend renews them, payments, look-ups. */
import { afterAll, describe, expect, test } from "vitest";
import {
  type Answer,
  age,
  burst,
  call,
  credentials,
  newNumber,
  phone,
  readCode,
  suite,
  wrongCode,
} from "../harness.js";
import { wrongCodes } from "../kit/right-codes.js";

const server = suite();

afterAll(async () => {
  expect(await wrongCodes(server)).toEqual([]);
});
async function newService(settings: Record<string, string>): Promise<string> {
  const made = await call(server.origin, "/Services", { FriendlyName: "Shop", ...settings });
  expect(made.status).toBe(201);
  return `/Services/${made.body.sid}`;
}

const send = (service: string, to: string, more: Record<string, string> = {}): Promise<Answer> =>
  call(server.origin, `${service}/Verifications`, { To: to, Channel: "sms", ...more });
const checkBy = (service: string, form: Record<string, string>) =>
  call(server.origin, `${service}/VerificationCheck`, form);
const textTo = async (to: string): Promise<string> => {
  const inbox = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  return ((await inbox.json()) as { body: string }[])[0]?.body ?? "";
};

describe("how long a code lives", () => {
  test("as long as the service says, from the first send", async () => {
    const service = await newService({ CodeTtlSeconds: "120" });
    const to = newNumber();
    const { body } = await send(service, to);
    expect(Date.parse(body.date_expires) - Date.parse(body.date_created)).toBe(120_000);
    await age(server.sql, body.sid, 110);
    expect((await send(service, to)).body.date_expires).toBe(
      new Date(Date.parse(body.date_expires) - 110_000).toISOString().replace(".000Z", "Z"),
    );
    const code = await readCode(server.origin, to);
    await age(server.sql, body.sid, 11);
    expect((await checkBy(service, { To: to, Code: code })).body).toMatchObject({
      code: 20404,
      details: { reason: "expired" },
    });
  });

  test("between two minutes and a day; more than ten minutes is warned of", async () => {
    for (const CodeTtlSeconds of ["119", "86401", "ten", "-1", "600.5"])
      expect((await call(server.origin, "/Services", { FriendlyName: "Shop", CodeTtlSeconds })).body).toMatchObject({
        status: 400,
        code: 60200,
      });
    const service = await newService({ CodeTtlSeconds: "3600" });
    const { body } = await call(server.origin, service);
    expect(body).toMatchObject({
      code_ttl_seconds: 3600,
      resend_policy: "same_code",
      resend_waits: null,
      web_otp_host: null,
    });
    expect(body.warnings.join()).toContain("10 minutes");
  });
});

describe("a resend with another code", () => {
  test("only the newest code is right, by number and by sid, and the tries count on", async () => {
    const service = await newService({ ResendPolicy: "new_code" });
    const to = newNumber();
    const first = await send(service, to);
    const old = await readCode(server.origin, to);
    expect((await checkBy(service, { To: to, Code: wrongCode(old) })).body.status).toBe("pending");
    const second = await send(service, to);
    expect(second.body.sid).toBe(first.body.sid);
    const fresh = await readCode(server.origin, to);
    expect(fresh).not.toBe(old);
    expect((await checkBy(service, { To: to, Code: old })).body.status).toBe("pending");
    const [row] = await server.sql`select attempts from verifications where sid = ${first.body.sid}`;
    expect(row).toEqual({ attempts: 2 });
    expect((await checkBy(service, { VerificationSid: first.body.sid, Code: old })).body.status).toBe("pending");
    expect((await checkBy(service, { VerificationSid: first.body.sid, Code: fresh })).body.status).toBe("approved");
    const again = newNumber();
    await send(service, again);
    await send(service, again);
    expect((await checkBy(service, { To: again, Code: await readCode(server.origin, again) })).body.status).toBe(
      "approved",
    );
  });

  test("fifty resends at once: five texts at most, and the code of the last is right both ways", async () => {
    const service = await newService({ ResendPolicy: "new_code" });
    for (const by of ["To", "VerificationSid"]) {
      const to = newNumber();
      const answers = await burst(50, () => send(service, to));
      const made = answers.filter(({ status }) => status === 201);
      expect(new Set(made.map(({ body }) => body.sid)).size).toBe(1);
      const sid = made[0]?.body.sid;
      const [row] = await server.sql`select jsonb_array_length(sends) as sends from verifications where sid = ${sid}`;
      expect(row?.sends).toBeLessThanOrEqual(5);
      const code = await readCode(server.origin, to);
      expect((await checkBy(service, { [by]: by === "To" ? to : sid, Code: code })).body.status).toBe("approved");
    }
  });

  test("the caller's own code stays the first", async () => {
    const service = await newService({ ResendPolicy: "new_code", CustomCodeEnabled: "true" });
    const to = newNumber();
    await send(service, to, { CustomCode: "314159" });
    await send(service, to, { CustomCode: "271828" });
    expect(await textTo(to)).toContain("314159");
    // One without a code of the caller's renews it all the same.
    await send(service, to);
    const code = await readCode(server.origin, to);
    expect(code).not.toBe("314159");
    expect((await checkBy(service, { To: to, Code: "314159" })).body.status).toBe("pending");
    expect((await checkBy(service, { To: to, Code: code })).body.status).toBe("approved");
  });
});

describe("waits between sends", () => {
  test("as the service says; the last one counts for all that follow", async () => {
    const service = await newService({ ResendWaits: "40" });
    const to = newNumber();
    await send(service, to);
    expect((await send(service, to)).body).toMatchObject({
      code: 20429,
      status: 429,
      details: { retryAfterSeconds: 40 },
    });
    for (const ResendWaits of ["-1", "1,2,x", "4000", "1,2,3,4,5,6,7,8,9,10,11"])
      expect((await call(server.origin, service, { ResendWaits })).body.code).toBe(60200);
    expect((await call(server.origin, service, { ResendWaits: "none" })).body.resend_waits).toEqual([]);
    expect((await send(service, to)).status).toBe(201);
    expect((await call(server.origin, service, { ResendWaits: "default" })).body.resend_waits).toBeNull();
  });

  test("fifty at once: one text", async () => {
    const service = await newService({ ResendWaits: "30" });
    const to = newNumber();
    const answers = await burst(50, () => send(service, to));
    const sent = answers.filter(({ status }) => status === 201).map(({ body }) => body);
    expect(new Set(answers.map(({ status }) => status)).isSubsetOf(new Set([201, 429]))).toBe(true);
    expect(new Set(sent.map(({ sid }) => sid)).size).toBe(1);
    expect(new Set(sent.map((body) => body.send_code_attempts.length))).toEqual(new Set([1]));
  });
});

describe("payments (PSD2)", () => {
  test("a code confirms one amount to one payee, and the text says which", async () => {
    const service = await newService({ Psd2Enabled: "true" });
    const to = newNumber();
    expect((await send(service, to)).body).toMatchObject({ status: 400, code: 60206 });
    expect((await send(service, to, { Amount: "39,000원" })).body).toMatchObject({ status: 400, code: 60206 });
    const payment = { Amount: "39,000원", Payee: "문지기 상점" };
    const { body } = await send(service, to, payment);
    expect(body).toMatchObject({ amount: "39,000원", payee: "문지기 상점", status: "pending" });
    expect(await textTo(to)).toContain("문지기 상점 39,000원 결제");
    const code = await readCode(server.origin, to);
    for (const other of [
      {},
      { Amount: "39,000원" },
      { ...payment, Amount: "390,000원" },
      { ...payment, Payee: "Evil" },
    ])
      expect((await checkBy(service, { To: to, Code: code, ...other })).body).toMatchObject({
        status: "pending",
        valid: false,
      });
    const right = await checkBy(service, { VerificationSid: body.sid, Code: code, ...payment });
    expect(right.body).toMatchObject({ status: "approved", valid: true, amount: "39,000원", payee: "문지기 상점" });
  });

  test("another payment is another verification: the first code confirms nothing any more", async () => {
    const service = await newService({ Psd2Enabled: "true" });
    const to = newNumber();
    const one = await send(service, to, { Amount: "€1", Payee: "Acme" });
    const first = await readCode(server.origin, to);
    const two = await send(service, to, { Amount: "€2", Payee: "Acme" });
    expect(two.body.sid).not.toBe(one.body.sid);
    expect((await call(server.origin, `${service}/Verifications/${one.body.sid}`)).body.status).toBe("canceled");
    expect(
      (await checkBy(service, { VerificationSid: one.body.sid, Code: first, Amount: "€1", Payee: "Acme" })).status,
    ).toBe(404);
    const again = await send(service, to, { Amount: "€2", Payee: "Acme" });
    expect(again.body.sid).toBe(two.body.sid);
    const code = await readCode(server.origin, to);
    expect((await checkBy(service, { To: to, Code: code, Amount: "€2", Payee: "Acme" })).body.valid).toBe(true);
  });

  test.each([
    [{ Amount: "₩10,000", Payee: "가게" }, "가게 ￦10,000 결제"],
    [{ Amount: "10\u202f000,00\u00a0€", Payee: "Café" }, "Cafe 10 000,00 EUR 결제"],
    [{ Amount: "−1 £", Payee: "Łódź" }, "Łodz -1 ￡ 결제"],
  ])("what a Korean text has a like for is told: %j", async (payment, words) => {
    const service = await newService({ Psd2Enabled: "true", DefaultLocale: "ko" });
    const to = newNumber();
    expect((await send(service, to, payment)).status).toBe(201);
    expect(await textTo(to)).toContain(words);
    const code = await readCode(server.origin, to);
    expect((await checkBy(service, { To: to, Code: code, ...payment })).body.valid).toBe(true);
  });

  test.each([
    [{ Amount: "10,000원", Payee: "똠방각하" }, "Payee"],
    [{ Amount: "10,000원", Payee: "支付宝" }, "Payee"],
    [{ Amount: "💰10,000", Payee: "가게" }, "Amount"],
    [{ Amount: "10,000원", Payee: "가".repeat(32) }, "Payee"],
    [{ Amount: `${"1".repeat(60)} 원`, Payee: "가나다라마바사" }, "Amount"],
  ])("what cannot be told is refused, before a 201: %j", async (payment, parameter) => {
    const service = await newService({ Psd2Enabled: "true" });
    const { status, body } = await send(service, newNumber(), payment);
    expect([status, body.code]).toEqual([400, 60200]);
    expect(body.message).toContain(`\`${parameter}\``);
  });

  test("the public API, which knows of no payments, sends no such code", async () => {
    const service = await newService({ Psd2Enabled: "true" });
    const made = await fetch(`${server.origin}/api/keys`, {
      method: "POST",
      body: JSON.stringify({ kind: "publishable", name: "page", serviceSid: service.split("/").at(-1) }),
      headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
    });
    const { secret } = (await made.json()) as { secret: string };
    const answer = await phone(server.origin, "/phone", { phoneNumber: newNumber() }, { "x-munjigi-key": secret });
    expect(answer.body).toMatchObject({ error: "Payments Not Supported", statusCode: 403 });
  });

  test("a service that confirms no payments ignores them", async () => {
    const service = await newService({});
    const to = newNumber();
    expect((await send(service, to, { Amount: "€1", Payee: "Acme" })).body).toMatchObject({
      amount: null,
      payee: null,
    });
    expect(await textTo(to)).not.toContain("Acme");
    expect((await send(service, newNumber(), { Amount: "a\nb", Payee: "x" })).body.code).toBe(60200);
  });
});

describe("what is known of a number", () => {
  test("LookupEnabled shows the line type; a landline is refused, whether or not it is asked for", async () => {
    const service = await newService({ LookupEnabled: "true", SkipSmsToLandlines: "true" });
    const to = newNumber();
    const { body } = await send(service, to);
    const carrier = {
      type: "mobile",
      name: null,
      mobile_country_code: null,
      mobile_network_code: null,
      error_code: null,
    };
    expect(body.lookup).toEqual({ carrier });
    expect((await call(server.origin, `${service}/Verifications/${body.sid}`)).body.lookup).toEqual({ carrier });
    expect((await send(service, "02-312-3456")).body).toMatchObject({ status: 403, code: 60205 });
    const plain = await newService({});
    expect((await send(plain, newNumber())).body.lookup).toEqual({ carrier: null });
    expect((await send(plain, "02-312-3456")).body).toMatchObject({ status: 403, code: 60205 });
  });

  test("RiskCheck=disable and the safe list pass the countries, and nothing else", async () => {
    const service = await newService({});
    const abroad = "+819012345678";
    expect((await send(service, abroad)).body).toMatchObject({ status: 403, code: 60605 });
    expect((await send(service, abroad, { RiskCheck: "enable" })).status).toBe(403);
    expect((await send(service, abroad, { RiskCheck: "disable" })).status).toBe(201);
    expect((await send(service, abroad, { RiskCheck: "maybe" })).body.code).toBe(60200);
    expect((await send(service, "+1 900 555 0100", { RiskCheck: "disable" })).body.code).toBe(60410);
    const other = await newService({});
    await server.sql`insert into safe_list (sid, phone_number) values ('GN00000000000000000000000000000009', ${abroad})`;
    expect((await send(other, abroad)).status).toBe(201);
    expect((await send(other, "+819012345679")).status).toBe(403);
  });
});

test("WebOTP: the last line names the page that may read the code, unless an app may", async () => {
  const service = await newService({ WebOtpHost: "login.example.com" });
  const to = newNumber();
  await send(service, to);
  const code = await readCode(server.origin, to);
  expect((await textTo(to)).split("\n").at(-1)).toBe(`@login.example.com #${code}`);
  expect((await textTo(to)).split("\n").at(-2)).toBe("");
  const app = newNumber();
  await send(service, app, { AppHash: "He42w354ol9" });
  expect((await textTo(app)).split("\n").at(-1)).toBe("He42w354ol9");
  for (const WebOtpHost of [
    "https://login.example.com",
    "a b",
    "-x.example",
    "Login.example.com",
    `${"a".repeat(64)}.com`,
  ])
    expect((await call(server.origin, service, { WebOtpHost })).body.code).toBe(60200);
  expect((await call(server.origin, service, { WebOtpHost: "none" })).body.web_otp_host).toBeNull();
});
