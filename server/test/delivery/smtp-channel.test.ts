/** @module Codes by e-mail through a mail server: tests, activation, the words, failures, the standby, and texts beside them. */
import { generateKeyPairSync } from "node:crypto";
import { mailCertificate } from "@munjigi/testkit/email/mail-certificate";
import {
  type AcceptedMail,
  BLOCKED_ADDRESS,
  type FakeMailServer,
  FULL_ADDRESS,
  fakeSmtp,
  type MailFault,
  mailAccount,
  UNKNOWN_ADDRESS,
} from "@munjigi/testkit/email/smtp";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio, twilioAccount } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ageLimits, call, check, newNumber, readCode, start, startApp, suite, wrongCode } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import { force, manage, PRIVATE, reaches, twilioConfig } from "../kit/vendors.js";

const SMTP = "simple-mail-transfer-protocol";
const MASK = "••••••••";
const { user, pass, accessToken } = mailAccount;
/** The time limit of a server that hangs: long enough here to greet it, to sign in and to hand a mail over. */
const BRIEF_MS = Math.min(slowed(1000), 4000);

let one: FakeMailServer;
let two: FakeMailServer;

const server = suite({ env: PRIVATE, logLevel: "trace" });

beforeAll(async () => {
  [one, two] = [await fakeSmtp(), await fakeSmtp()];
});

afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

beforeEach(() => {
  one.fault = two.fault = undefined;
});

const uses = ["Register", "SignIn", "ForgotPassword", "Generic"];
const plain = uses.map((usageType) => ({
  usageType,
  contentType: "text/plain",
  subject: "Your {{brand}} code",
  content: "{{code}} is your {{brand}} code for {{minutes}} minutes.",
}));
const korean = uses.map((usageType) => ({
  usageType,
  locale: "ko",
  contentType: "text/html",
  subject: "[{{brand}}] 인증번호 {{code}}",
  content: '<p title="{{brand}}">{{brand}} 인증번호</p><p><b>{{code}}</b></p><p>{{minutes}}분</p>',
}));

const configOf = ({ port }: Pick<FakeMailServer, "port"> = one, more: object = {}) => ({
  // Its name is nobody's to resolve here.
  host: "127.0.0.1",
  servername: mailAccount.host,
  port,
  auth: { user, pass },
  fromEmail: "Munjigi <team@example.com>",
  tls: { ca: mailCertificate },
  templates: [...korean, ...plain],
  timeoutMs: 4000,
  ...more,
});
const activate = (at = one, more: object = {}, options: { standby?: boolean } = {}) =>
  force(server.origin, configOf(at, more), { kind: SMTP, ...options });

let next = 0;
const newAddress = () => `lee.${next++}@example.org`;
const begin = (to: string, more: Record<string, string> = {}, { origin }: { origin: string } = server) =>
  start(origin, to, { Channel: "email", ...more });
const mailTo = (to: string, at = one): Promise<AcceptedMail> =>
  eventually(async () => at.accepted.findLast((mail) => mail.to === to));
const codeIn = ({ mail }: AcceptedMail) => /\d{6}/.exec(mail.text ?? "")?.[0] as string;
const messageOf = async (to: string, more: Record<string, string> = {}): Promise<string> => {
  const { status, body } = await begin(to, more);
  expect([status, body.message]).toEqual([201, undefined]);
  return body.send_code_attempts.at(-1).attempt_sid;
};
async function tryOut(config: object, email = newAddress(), more: object = {}) {
  await ageLimits(server.sql, 61);
  return await manage(server.origin, "POST", `/connectors/${SMTP}/test`, { email, config, ...more });
}

test("tested, activated, sent, checked", async () => {
  const config = configOf(one, { port: one.port });
  const untested = await manage(server.origin, "POST", "/connectors", { connectorId: SMTP, config });
  expect([untested.status, untested.body.title]).toEqual([409, "connector.untested"]);
  const tested = await tryOut(config, newAddress());
  expect([tested.status, tested.body.detail]).toEqual([200, undefined]);
  expect(one.accepted.at(-1)).toMatchObject({ user, secure: true, from: "team@example.com" });
  const made = await manage(server.origin, "POST", "/connectors", { connectorId: SMTP, config });
  expect(made.body).toMatchObject({ status: "active", type: "Email", receiptUrl: null });
  expect(made.body.config.auth).toEqual({ user, pass: MASK });

  const to = newAddress();
  const message = await messageOf(to);
  const row = await reaches(server, message, "sent");
  const mail = await mailTo(to);
  expect(row).toMatchObject({ connector: SMTP, connectorId: made.body.id, errorClass: null, askAt: null });
  expect(row.vendorMessageId).toBe(`${message}@example.com`);
  const { headers, text, html } = mail.mail;
  const code = codeIn(mail);
  expect(headers).toMatchObject({
    to,
    subject: "Your Munjigi code",
    from: "Munjigi <team@example.com>",
    "message-id": `<${message}@example.com>`,
  });
  expect([text, html]).toEqual([`${code} is your Munjigi code for 10 minutes.`, undefined]);
  expect((await check(server.origin, to, wrongCode(code))).body.status).toBe("pending");
  expect((await check(server.origin, to, code)).body).toMatchObject({ status: "approved", channel: "email", to });
  // Nothing of it is in the inbox.
  const inbox = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  expect(await inbox.json()).toEqual([]);
});

// Google's relay refuses who greets as [127.0.0.1].
test.each([
  ["https://id.example.kr", "id.example.kr"],
  ["https://로그인.example.kr:8443", "xn--2i0b10rutm.example.kr"],
  ["http://localhost:8010", "example.com"],
  ["https://203.0.113.9", "example.com"],
])("a deployment at %s greets as %s, sending and testing", async (url, greeting) => {
  const other = await startApp(server, { env: { ...PRIVATE, MUNJIGI_URL: url } });
  try {
    await force(other.origin, configOf(), { kind: SMTP });
    const to = newAddress();
    expect((await begin(to, {}, other)).status).toBe(201);
    expect((await mailTo(to)).greeting).toBe(greeting);
    await ageLimits(server.sql, 61);
    const email = newAddress();
    const tried = await manage(other.origin, "POST", `/connectors/${SMTP}/test`, { email, config: configOf() });
    expect([tried.status, tried.body.detail]).toEqual([200, undefined]);
    expect((await mailTo(email)).greeting).toBe(greeting);
  } finally {
    await other.stop();
  }
});

describe("the words", () => {
  beforeAll(async () => void (await activate()));

  test.each([
    ["ko", true],
    ["ko-KR", true],
    ["en", false],
    ["ja", false],
    [undefined, false],
  ])("in %s", async (Locale, isKorean) => {
    const to = newAddress();
    await begin(to, Locale ? { Locale } : {});
    const mail = await mailTo(to);
    const code = codeIn(mail);
    expect(mail.mail.headers.subject).toBe(isKorean ? `[Munjigi] 인증번호 ${code}` : "Your Munjigi code");
    if (isKorean) {
      expect(mail.mail.html).toBe(`<p title="Munjigi">Munjigi 인증번호</p><p><b>${code}</b></p><p>10분</p>`);
      expect(mail.mail.text).toBe(`Munjigi 인증번호\n${code}\n10분`);
    }
    expect((await check(server.origin, to, code)).body.status).toBe("approved");
  });

  test.each(["ko", "en"])("a brand is a text, in subject, HTML and plain text: %s", async (Locale) => {
    const to = newAddress();
    const brand = `<b>&"'가게 =?x`;
    await begin(to, { Locale, CustomFriendlyName: brand });
    const mail = await mailTo(to);
    const { headers, html, text } = mail.mail;
    const code = codeIn(mail);
    expect(headers.subject).toBe(Locale === "ko" ? `[${brand}] 인증번호 ${code}` : `Your ${brand} code`);
    expect(text).toContain(brand);
    if (Locale === "en") return expect(html).toBeUndefined();
    expect(html).toContain(
      '<p title="&#60;b&#62;&#38;&#34;&#39;가게 =?x">&#60;b&#62;&#38;&#34;&#39;가게 =?x 인증번호</p>',
    );
    expect(html?.match(/<b>/g)).toHaveLength(1);
  });

  test.each(["Acme\r\nBcc: x@example.com", "Acme\n\n<script>", "Acme\u2028Bcc: y"])(
    "a line break in the brand adds no header and no line: %j",
    async (CustomFriendlyName) => {
      const to = newAddress();
      const before = one.accepted.length;
      const { status, body } = await begin(to, { CustomFriendlyName, Locale: "ko" });
      if (status === 400) {
        expect([body.code, one.accepted.length]).toEqual([60200, before]);
        return;
      }
      const { mail, raw } = await mailTo(to);
      expect(mail.headers).not.toHaveProperty("bcc");
      expect(mail.headers.subject).toMatch(/^\[Acme .*\] 인증번호 \d{6}$/);
      expect(mail.html).not.toContain("<script>");
      expect(raw.split("\r\n\r\n")[0]).not.toMatch(/^Bcc/im);
    },
  );

  test("a service's own template and a payment are plain, whatever the connector's template is", async () => {
    const made = await call(server.origin, "/Services", { FriendlyName: "<i>Shop</i>", Psd2Enabled: "true" });
    const to = newAddress();
    const form = { To: to, Channel: "email", Locale: "ko", Amount: "€39.99", Payee: "<b>Acme</b>" };
    await call(server.origin, `/Services/${made.body.sid}/Verifications`, form);
    const { mail } = await mailTo(to);
    expect(mail.html).toBeUndefined();
    expect(mail.text).toContain("<b>Acme</b>");
    expect(mail.text).toContain("€39.99");
  });
});

describe("failures", () => {
  beforeAll(async () => void (await activate()));

  test("a server that never greets was told nothing: it is tried again soon", async () => {
    await activate(one, { timeoutMs: BRIEF_MS });
    one.fault = "hangs";
    const message = await messageOf(newAddress());
    const row = await reaches(server, message, "queued");
    expect(row).toMatchObject({ errorClass: "transient", errorCode: "ETIMEDOUT", tries: 1, unknownOutcomes: 0 });
    one.fault = undefined;
    expect(await reaches(server, message, "sent")).toMatchObject({ unknownOutcomes: 0 });
    await activate();
  });

  test.each<[string, MailFault]>([
    ["a greylist", { rcptTo: "450 4.7.1 Greylisted, come back in 5 minutes" }],
    ["a mailbox that is busy", { rcptTo: "450 4.2.1 receiving mail at a rate that prevents delivery" }],
    ["a full disk", { afterData: "452 4.3.1 Insufficient system storage" }],
    ["trouble with signing in", { mailFrom: "454 4.7.0 Temporary authentication failure" }],
  ])("%s: after a while, with growing waits, and never at once", async (_name, fault) => {
    one.fault = fault;
    const message = await messageOf(newAddress());
    const waits: number[] = [];
    for (let n = 1; n <= 4; n++) {
      await reaches(server, message, "queued");
      const [row] = await server.sql<[{ wait: number; failures: unknown[] }]>`select failures,
        extract(epoch from next_at - (failures -> -1 ->> 'at')::timestamptz)::float8 as wait from messages where sid = ${message}`;
      expect(row.failures).toHaveLength(n);
      waits.push(row.wait);
      if (n === 4) one.fault = undefined;
      await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
      await eventually(async () => {
        const [now] =
          await server.sql`select jsonb_array_length(failures) as n, status from messages where sid = ${message}`;
        return now?.status === "sent" || now?.n > n;
      });
    }
    await reaches(server, message, "sent");
    for (const [n, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(2.5 * 2 ** n);
      expect(wait).toBeLessThan(5 * 2 ** n + slowed(1000) / 1000);
    }
  });

  // Five such addresses would have stopped everybody's mail for ten seconds.
  test("greylists of many recipients do not hold up others", async () => {
    one.fault = { rcptTo: "451 4.7.1 Greylisting in action" };
    for (let n = 0; n < 8; n++) await reaches(server, await messageOf(newAddress()), "queued");
    one.fault = undefined;
    expect(await reaches(server, await messageOf(newAddress()), "sent")).toMatchObject({ tries: 1 });
    await server.sql`delete from messages where status = 'queued'`;
  });

  test.each([
    [UNKNOWN_ADDRESS, "recipient_invalid", "5.1.1"],
    [FULL_ADDRESS, "recipient_invalid", "5.2.2"],
    [BLOCKED_ADDRESS, "recipient_blocked", "5.7.1"],
  ])("%s: %s, and nobody is asked again", async (to, errorClass, errorCode) => {
    const row = await reaches(server, await messageOf(to), "failed");
    expect(row).toMatchObject({ errorClass, errorCode, tries: 1 });
  });

  test.each<[string, MailFault, string, string]>([
    ["a sender that is not ours", { mailFrom: "553 5.7.1 not owned" }, "sender", "5.7.1"],
    ["words that look like spam", { afterData: "554 5.7.1 spam" }, "content", "5.7.1"],
    ["the day's limit", { mailFrom: "550 5.4.5 daily limit" }, "balance", "5.4.5"],
  ])("%s", async (_name, fault, errorClass, errorCode) => {
    one.fault = fault;
    const row = await reaches(server, await messageOf(newAddress()), "failed");
    expect(row).toMatchObject({ errorClass, errorCode, tries: 1 });
  });

  test("a wrong password", async () => {
    await activate(one, { auth: { user, pass: "wrong-password" } });
    const row = await reaches(server, await messageOf(newAddress()), "failed");
    expect(row).toMatchObject({ errorClass: "auth", errorCode: "535" });
    await activate();
  });

  test("a server that took the mail and never said so: nobody knows, and it is sent once more, as the same message", async () => {
    await activate(one, { timeoutMs: BRIEF_MS });
    one.fault = "hangs after data";
    const to = newAddress();
    const message = await messageOf(to);
    await eventually(async () => {
      const [row] = await server.sql`select status, unknown_outcomes from messages where sid = ${message}`;
      return row?.status === "queued" && row.unknownOutcomes === 1;
    });
    one.fault = undefined;
    await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
    await reaches(server, message, "sent");
    const mails = one.accepted.filter((mail) => mail.to === to);
    expect(mails.map(({ mail }) => mail.headers["message-id"])).toEqual(Array(2).fill(`<${message}@example.com>`));
    expect(new Set(mails.map(codeIn)).size).toBe(1);
  });
});

describe("the standby", () => {
  let active: string;
  let standby: string;
  beforeEach(async () => {
    active = await activate(one, { timeoutMs: BRIEF_MS });
    standby = await activate(two, {}, { standby: true });
  });

  test.each<[string, MailFault, string]>([
    ["that greets nobody", "hangs", "transient"],
    ["that cuts the connection", "resets before data", "transient"],
    ["that asks to come later", { rcptTo: "450 4.2.0 later" }, "transient"],
    ["whose day is over", { mailFrom: "550 5.4.5 daily limit" }, "balance"],
  ])("sends in place of a server %s", async (_name, fault, failureClass) => {
    one.fault = fault;
    const to = newAddress();
    const message = await messageOf(to);
    const row = await reaches(server, message, "sent");
    expect(row).toMatchObject({ connectorId: standby, tries: 2 });
    expect(row.failures).toEqual([expect.objectContaining({ connector_id: active, class: failureClass })]);
    expect((await check(server.origin, to, codeIn(await mailTo(to, two)))).body.status).toBe("approved");
    expect(one.accepted.some((mail) => mail.to === to)).toBe(false);
  });

  test("does not try an address that the first one refused", async () => {
    const before = two.accepted.length;
    const row = await reaches(server, await messageOf(UNKNOWN_ADDRESS, { CustomFriendlyName: "Again" }), "failed");
    expect([row.tries, two.accepted.length]).toEqual([1, before]);
    await manage(server.origin, "DELETE", `/connectors/${standby}/standby`);
  });
});

describe("beside texts", () => {
  test("each channel has its own, and is switched by itself; a deleted one leaves the channel to the inbox", async () => {
    const vendor = await fakeTwilio();
    const byText = await force(server.origin, twilioConfig(vendor, twilioAccount));
    const first = await activate(one);
    const statusOf = async (id: string) => (await manage(server.origin, "GET", `/connectors/${id}`)).body.status;
    const both = async (at: FakeMailServer) => {
      const [to, number] = [newAddress(), newNumber()];
      await Promise.all([begin(to), start(server.origin, number)]);
      await mailTo(to, at);
      await eventually(async () => vendor.accepted.some((text) => text.to === number));
    };
    await both(one);
    const second = await activate(two);
    expect([await statusOf(byText), await statusOf(first), await statusOf(second)]).toEqual([
      "active",
      "retired",
      "active",
    ]);
    await both(two);
    const otherText = await force(server.origin, twilioConfig(vendor, twilioAccount));
    expect([await statusOf(byText), await statusOf(second)]).toEqual(["retired", "active"]);
    await both(two);

    const kept = await manage(server.origin, "DELETE", `/connectors/${second}`);
    expect([kept.status, kept.body.title]).toEqual([409, "connector.in_use"]);
    expect((await manage(server.origin, "DELETE", `/connectors/${second}?force=true`)).status).toBe(204);
    const [to, number] = [newAddress(), newNumber()];
    await begin(to);
    await start(server.origin, number);
    expect((await check(server.origin, to, await readCode(server.origin, to))).body.status).toBe("approved");
    await eventually(async () => vendor.accepted.some((text) => text.to === number));
    await manage(server.origin, "DELETE", `/connectors/${otherText}?force=true`);
    await vendor.close();
  });

  test("in production the channel is closed until a connector is active, and after it was deleted", async () => {
    const env = { ...PRIVATE, MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" };
    const production = await startApp(server, { env });
    const to = newAddress();
    const refused = await begin(to, {}, production);
    expect([refused.status, refused.body.code]).toEqual([400, 60223]);
    const inbox = { connectorId: "outbox-email", config: {}, force: true };
    const made = await manage(production.origin, "POST", "/connectors", inbox);
    expect([made.status, made.body.title]).toEqual([409, "connector.development_only"]);
    const id = await force(production.origin, configOf(), { kind: SMTP });
    expect((await begin(to, {}, production)).status).toBe(201);
    const code = codeIn(await mailTo(to));
    expect((await check(production.origin, to, code)).body.status).toBe("approved");
    await manage(production.origin, "DELETE", `/connectors/${id}?force=true`);
    expect((await begin(newAddress(), {}, production)).body.code).toBe(60223);
    await production.stop();
  });
});

describe("a test", () => {
  const REFRESH = "1//refresh-token-0123456789";
  const SECRET = "client-secret-0123456789";
  let tokens: FakeVendor;
  beforeAll(async () => {
    // Repeats all it was told, and gives more than was asked for.
    tokens = await startFakeVendor(({ body, form, headers }) => ({
      headers: { "x-echo": body },
      body: {
        ...{ access_token: accessToken, refresh_token: "1//renewed", id_token: "eyJhbGciOiJub25lIn0.e30." },
        ...{ token_type: "Bearer", expires_in: 3600, echo: body, assertion: form.get("assertion"), agent: headers },
      },
    }));
  });
  afterAll(async () => await tokens.close());

  const renewing = () => ({ type: "OAuth2", user, clientId: "client", clientSecret: SECRET, refreshToken: REFRESH });

  test("by password shows no password, no address and no code: nothing was said in HTTP", async () => {
    const email = newAddress();
    const { status, body } = await tryOut(configOf(), email);
    expect([status, body.request, body.response]).toEqual([200, null, null]);
    expect(body.vendorMessageId).toMatch(/@example\.com$/);
    expectSilent(body, [pass, email, codeIn(await mailTo(email))]);
    for (const wrong of [{ auth: { user, pass: "wrong-password" } }, { port: 1 }]) {
      const failed = await tryOut(configOf(one, wrong), email);
      expect([failed.status, failed.body.title]).toEqual([422, "connector.test_failed"]);
      expectSilent(failed.body, [pass, "wrong-password", email]);
    }
    const refused = await tryOut(configOf(), UNKNOWN_ADDRESS);
    expect(refused.body.failure).toMatchObject({ class: "recipient_invalid", vendorCode: "5.1.1" });
    expectSilent(refused.body, [UNKNOWN_ADDRESS]);
  });

  test("by refresh token shows what was said to the token's server, without any token", async () => {
    const email = newAddress();
    const { status, body } = await tryOut(
      configOf(one, { auth: { ...renewing(), accessUrl: `${tokens.origin}/token` } }),
      email,
    );
    expect([status, body.detail]).toEqual([200, undefined]);
    expect(one.accepted.at(-1)).toMatchObject({ to: email, user });
    expect(body.request).toMatchObject({ method: "POST", url: `${tokens.origin}/token` });
    expect(new URLSearchParams(body.request.body).get("refresh_token")).toBe(MASK);
    expect(JSON.parse(body.response.body)).toMatchObject({ access_token: MASK, refresh_token: MASK, id_token: MASK });
    expect(JSON.parse(body.response.body)).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    expectSilent(body, [accessToken, REFRESH, SECRET, "1//renewed", "eyJhbGciOiJub25lIn0", email]);
  });

  test("by a service account's key shows no assertion", async () => {
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const auth = { type: "OAuth2", user, serviceClient: "1234", privateKey, accessUrl: `${tokens.origin}/token` };
    const { status, body } = await tryOut(configOf(one, { auth }));
    expect([status, body.detail]).toEqual([200, undefined]);
    const assertion = tokens.requests.at(-1)?.form.get("assertion") as string;
    expect(assertion).toMatch(/^eyJ.*\..*\./);
    expect(new URLSearchParams(body.request.body).get("assertion")).toBe(MASK);
    expectSilent(body, [accessToken, assertion, ...assertion.split("."), privateKey.split("\n")[1] as string]);
  });

  test("whose token is refused tells why, without it", async () => {
    const stale = await startFakeVendor(({ form }) => ({
      status: 400,
      body: { error: "invalid_grant", error_description: `${form.get("refresh_token")} is stale` },
    }));
    const { status, body } = await tryOut(configOf(one, { auth: { ...renewing(), accessUrl: `${stale.origin}/` } }));
    await stale.close();
    expect([status, body.failure]).toEqual([
      422,
      expect.objectContaining({ class: "auth", vendorCode: "invalid_grant" }),
    ]);
    expect(JSON.parse(body.response.body).error_description).toBe(`${MASK} is stale`);
    expectSilent(body, [REFRESH, SECRET]);
  });

  test("the log has none of it", () => {
    for (const line of server.logLines) {
      expectSilent(line, [pass, accessToken, REFRESH, SECRET, "1//renewed"]);
      expect(line).not.toMatch(/lee\.\d+@/);
    }
  });
});

function expectSilent(said: unknown, secrets: readonly string[]): void {
  const text = typeof said === "string" ? said : JSON.stringify(said);
  for (const secret of secrets)
    for (const spelling of [secret, encodeURIComponent(secret)])
      expect(text.includes(spelling), `${spelling} in ${text}`).toBe(false);
}
