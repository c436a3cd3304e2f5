/** @module E-mail by SMTP against a mail server: the ground the contract suite covers for vendors that speak HTTP. */
import { createVerify, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { textOf } from "@munjigi/connectors/email/html-text";
import { smtp } from "@munjigi/connectors/email/smtp";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { type SendContext, SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import { mailCertificate } from "@munjigi/testkit/email/mail-certificate";
import {
  BLOCKED_ADDRESS,
  type FakeMailServer,
  FULL_ADDRESS,
  fakeSmtp,
  type MailFault,
  type MailServerOptions,
  mailAccount,
  THROTTLED_ADDRESS,
  UNKNOWN_ADDRESS,
} from "@munjigi/testkit/email/smtp";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { slowed } from "../../server/test/kit/pace.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

const { host, user, pass, accessToken } = mailAccount;
const RECIPIENT = "somebody@example.org";

const templates = ["Register", "SignIn", "ForgotPassword", "Generic"].map((usageType) => ({
  usageType,
  contentType: "text/plain",
  subject: "Your code is {{code}}",
  content: "Your Logto verification code is {{code}}. The code will remain active for 10 minutes.",
}));
const htmlTemplates = templates.map((one) => ({ ...one, contentType: "text/html" }));

/** As Logto's editor has it, every field of it. */
const config = {
  host,
  port: 587,
  auth: { type: "login", user, pass },
  fromEmail: "Munjigi <team@example.com>",
  replyTo: "help@example.com",
  secure: false,
  tls: { ca: mailCertificate },
  servername: host,
  ignoreTLS: false,
  requireTLS: true,
  name: "app.example.com",
  localAddress: "127.0.0.1",
  connectionTimeout: 120_000,
  greetingTimeout: 30_000,
  socketTimeout: 600_000,
  dnsTimeout: 30_000,
  logger: true,
  debug: true,
  disableFileAccess: false,
  disableUrlAccess: false,
  customHeaders: { "X-Team": "Munjigi", "X-Tag": ["one", "two"] },
  templates,
};

let server: FakeMailServer | undefined;
let vendor: FakeVendor | undefined;
afterEach(async () => {
  await server?.close();
  await vendor?.close();
  server = undefined;
  vendor = undefined;
});

const own = (more: object = {}) => settingsOf(smtp, { ...config, port: server?.port ?? 587, ...more });
const context = (timeoutMs?: number, more: Partial<SendContext> = {}): SendContext => ({
  ...contextFor(timeoutMs),
  lookup: async () => "127.0.0.1",
  ...more,
});
const send = (message: Partial<SmsMessage> = {}, settings = own(), outside = context()) =>
  smtp.send(messageFor(settings, { to: RECIPIENT, subject: "[문지기] 인증번호", ...message }), settings, outside);
const start = async (options?: MailServerOptions) => {
  server = await fakeSmtp(options);
  return server;
};
const failureOf = async (sending: Promise<unknown>): Promise<SendFailure> => {
  const failure = await sending.then(
    () => undefined,
    (error) => error,
  );
  expect(failure).toBeInstanceOf(SendFailure);
  return failure;
};

describe("settings", () => {
  test("takes Logto's config as it is, and our addition", () => {
    expect(checkSettings(smtp, { ...config, timeoutMs: 3000 }, "en")).toMatchObject({ ok: true, ignored: [] });
  });

  test.each([
    [{}],
    [{ user, pass }],
    [{ user, pass, type: "LOGIN" }],
    [{ type: "OAuth2", user, serviceClient: "1", privateKey: "-----BEGIN PRIVATE KEY-----" }],
    [{ user, serviceClient: "1", privateKey: { key: "-----BEGIN PRIVATE KEY-----", passphrase: "p" } }],
    [{ type: "oauth2", user, clientId: "c", clientSecret: "s", refreshToken: "r", accessToken: "a", expires: 1 }],
    [{ type: "OAUTH2", user, accessToken: "a", accessUrl: "https://login.example.com/token" }],
  ])("takes the authentication %j", (auth) => {
    const checked = checkSettings(smtp, { ...config, auth }, "en");
    expect(checked).toMatchObject({ ok: true, settings: { auth } });
  });

  test("reads what it made of a config to the same again: stored settings are parsed whenever they are opened", () => {
    for (const given of [config, { ...config, timeoutMs: 3000 }, smtp.example, { ...config, auth: {} }]) {
      const made = checkSettings(smtp, given, "en");
      if (!made.ok) throw new Error(JSON.stringify(made.problems));
      const stored = JSON.parse(JSON.stringify(made.settings));
      expect(checkSettings(smtp, stored, "en")).toEqual({ ok: true, settings: made.settings, ignored: [] });
    }
  });

  test("has Logto's defaults", () => {
    const { tls: _, secure: __, connectionTimeout: ___, ...rest } = config;
    expect(
      own({ tls: undefined, secure: undefined, connectionTimeout: undefined, ...{ port: rest.port } }),
    ).toMatchObject({
      secure: false,
      tls: {},
      connectionTimeout: 120_000,
    });
  });

  test("leaves out TLS options that could lead elsewhere", () => {
    const { tls } = own({ tls: { host: "10.0.0.1", path: "/run/x.sock", port: 1, rejectUnauthorized: true } });
    expect(tls).toEqual({ rejectUnauthorized: true });
  });

  test.each([
    [{ host: "" }, "host"],
    [{ port: "587" }, "port"],
    [{ port: 0 }, "port"],
    [{ auth: { user: 1 } }, "auth"],
    [{ auth: { user, pass, type: "cram" } }, "auth"],
    [{ fromEmail: "Munjigi" }, "fromEmail"],
    [{ fromEmail: "team@example.com\r\nBcc: x@example.com" }, "fromEmail"],
    [{ replyTo: "help" }, "replyTo"],
    [{ customHeaders: { "X-Team": "a\r\nBcc: x@example.com" } }, "customHeaders.X-Team"],
    [{ customHeaders: { "X Team": "a" } }, "customHeaders.X Team"],
    [{ templates: [] }, "templates"],
    [{ templates: templates.map((one) => ({ ...one, subject: "a\nb" })) }, "templates.0.subject"],
    [{ templates: templates.map((one) => ({ ...one, contentType: "text/markdown" })) }, "templates.0.contentType"],
    [{ timeoutMs: 60_000 }, "timeoutMs"],
  ])("refuses %j by the field's path, in words", (bad, path) => {
    for (const language of ["ko", "en"] as const) {
      const checked = checkSettings(smtp, { ...config, ...bad }, language);
      expect(checked.ok).toBe(false);
      if (checked.ok) return;
      expect(checked.problems.map((found) => found.path)).toContain(path);
      for (const { problem } of checked.problems) expect(/[가-힣]/.test(problem), problem).toBe(language === "ko");
    }
  });

  test("has an example of its own shape, labels for every field, and marks its secrets", () => {
    expect(checkSettings(smtp, smtp.example, "en").ok).toBe(true);
    const schema = z.toJSONSchema(smtp.settings, { io: "input" });
    for (const [name, field] of Object.entries(schema.properties ?? {})) {
      const { label } = field as { label?: { ko: string; en: string } };
      expect(label?.ko && label.en, name).toBeTruthy();
    }
    const secrets: string[] = [];
    JSON.stringify(schema, function (this: unknown, name: string, value: { secret?: boolean }) {
      if (value?.secret) secrets.push(name);
      return value;
    });
    expect(secrets).toEqual(
      expect.arrayContaining(["pass", "clientSecret", "refreshToken", "accessToken", "key", "passphrase"]),
    );
  });

  test("has a page with the same headings as all", () => {
    const path = fileURLToPath(new URL(`../../${smtp.docs}`, import.meta.url));
    expect(existsSync(path)).toBe(true);
    expect([...readFileSync(path, "utf8").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      "What you need",
      "Where to find it",
      "Settings",
      "Template rules",
      "Errors and what to do",
      "Limits",
    ]);
  });
});

describe("sends", () => {
  test("a Korean subject and text, signed in and encrypted, from and to whom it should", async () => {
    const { accepted } = await start();
    const { vendorMessageId } = await send();
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({ from: user, to: RECIPIENT, user, secure: true });
    expect(accepted[0]?.mail).toMatchObject({
      headers: {
        from: "Munjigi <team@example.com>",
        to: RECIPIENT,
        "reply-to": "help@example.com",
        subject: "[문지기] 인증번호",
        "auto-submitted": "auto-generated",
        "message-id": `<${vendorMessageId}>`,
        "x-team": "Munjigi",
        "x-tag": "two",
      },
      text: messageFor({}).body,
    });
    expect(accepted[0]?.mail.html).toBeUndefined();
    expect(accepted[0]?.raw).toContain("X-Tag: one\r\n");
    expect(vendorMessageId).toBe(`${messageFor({}).reference}@example.com`);
  });

  test("emoji, dots at the start of a line, and long lines", async () => {
    const { accepted } = await start();
    const body = `🔑 ${CODE}\n.\n..two\n${"긴 줄 ".repeat(400)}끝`;
    await send({ body, subject: "🔑 인증번호".repeat(12) });
    expect(accepted[0]?.mail.text).toBe(body);
    expect(accepted[0]?.mail.headers.subject).toBe("🔑 인증번호".repeat(12));
    for (const one of accepted[0]?.raw.split("\r\n") ?? []) expect(one.length).toBeLessThanOrEqual(998);
  });

  test("HTML, with its words for readers that show none", async () => {
    const { accepted } = await start();
    const body = `<html><head><style>p{color:red}</style></head><body><p>인증번호는 <b>${CODE}</b>입니다.</p><p>A &amp; B</p></body></html>`;
    await send({ body }, own({ templates: htmlTemplates }));
    expect(accepted[0]?.mail.html).toBe(body);
    expect(accepted[0]?.mail.text).toBe(`인증번호는 ${CODE}입니다.\nA & B`);
  });

  test("a text as a text, whatever is in it", async () => {
    const { accepted } = await start();
    await send({ body: `<b>${CODE}</b>` });
    expect(accepted[0]?.mail).toMatchObject({ text: `<b>${CODE}</b>` });
    expect(accepted[0]?.mail.html).toBeUndefined();
  });

  test("a subject that is one line, whatever is in it", async () => {
    const { accepted } = await start();
    await send({ subject: "인증번호\r\nBcc: x@example.com\u2028\0끝" });
    expect(accepted[0]).toMatchObject({ to: RECIPIENT });
    expect(accepted[0]?.mail.headers.bcc).toBeUndefined();
    expect(accepted[0]?.mail.headers.subject).toBe("인증번호 Bcc: x@example.com 끝");
  });

  test("the date of the clock it is given", async () => {
    const { accepted } = await start();
    await send({}, own(), context(undefined, { clock: () => new Date("2026-01-02T03:04:05Z") }));
    expect(accepted[0]?.mail.headers.date).toBe("Fri, 02 Jan 2026 03:04:05 +0000");
  });

  test("with TLS from the start", async () => {
    const { accepted } = await start({ secure: true });
    await send({}, own({ secure: true }));
    expect(accepted[0]).toMatchObject({ secure: true, user });
  });

  test("without signing in, where there are no credentials or the server knows none", async () => {
    const { accepted } = await start({ openRelay: true });
    await send({}, own({ auth: {} }));
    await send();
    expect(accepted.map((one) => one.user)).toEqual([undefined, undefined]);
  });

  test("and leaves no connection behind", async () => {
    const { open } = await start();
    await send();
    await expect.poll(open, { timeout: slowed(30_000) }).toBe(0);
  });
});

describe("keeps to the address and the name", () => {
  test("connects to what the look-up says, and asks it for nothing else", async () => {
    await start();
    const asked: string[] = [];
    const lookup = async (name: string) => {
      asked.push(name);
      return "127.0.0.1";
    };
    await send({}, own(), context(undefined, { lookup }));
    expect(asked).toEqual([host]);
  });

  test("an address that may not be called", async () => {
    const { accepted, open } = await start();
    const refuse = async () => {
      throw Object.assign(new Error("this address may not be called"), { code: "ADDRESS_REFUSED" });
    };
    const failure = await failureOf(send({}, own(), context(undefined, { lookup: refuse })));
    expect(failure).toMatchObject({ failureClass: "transient", notSent: true, vendorCode: "ADDRESS_REFUSED" });
    expect([accepted.length, open()]).toEqual([0, 0]);
  });

  test.each([
    ["another name", { host: "smtp.example.org", servername: undefined }, "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["another certificate name", { servername: "smtp.example.org" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
    ["a certificate of nobody's", { tls: {} }, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ])("%s: nothing is said to it", async (_name, more, vendorCode) => {
    for (const secure of [false, true]) {
      await server?.close();
      const { accepted } = await start({ secure });
      const failure = await failureOf(send({}, own({ ...more, secure })));
      expect(failure).toMatchObject({ failureClass: "transient", notSent: true, vendorCode });
      expect(accepted).toHaveLength(0);
    }
  });

  test("a password does not go out in clear, unless the team has said so", async () => {
    const { accepted } = await start({ plain: true });
    expect(await failureOf(send({}, own({ requireTLS: undefined })))).toMatchObject({
      failureClass: "transient",
      notSent: true,
      vendorCode: "ETLS",
    });
    expect(accepted).toHaveLength(0);
    await send({}, own({ requireTLS: false }));
    await send({}, own({ requireTLS: undefined, ignoreTLS: true }));
    expect(accepted.map(({ secure }) => secure)).toEqual([false, false]);
  });
});

describe("tells why not", () => {
  const recipients: [string, object][] = [
    [UNKNOWN_ADDRESS, { failureClass: "recipient_invalid", vendorCode: "5.1.1" }],
    [BLOCKED_ADDRESS, { failureClass: "recipient_blocked", vendorCode: "5.7.1" }],
    [FULL_ADDRESS, { failureClass: "recipient_invalid", vendorCode: "5.2.2" }],
    [THROTTLED_ADDRESS, { failureClass: "transient", vendorCode: "4.2.0", recipientOnly: true }],
    ["a@b>\r\nRCPT TO:<x@example.com", { failureClass: "recipient_invalid", vendorCode: "EENVELOPE" }],
  ];
  test.each(recipients)("%s", async (to, expected) => {
    const { accepted } = await start();
    expect(await failureOf(send({ to }))).toMatchObject({ ...expected, notSent: true });
    expect(accepted).toHaveLength(0);
  });

  test("wrong credentials", async () => {
    const { accepted } = await start();
    expect(await failureOf(send({}, own({ auth: { user, pass: "wrong" } })))).toMatchObject({
      failureClass: "auth",
      vendorCode: "535",
      notSent: true,
    });
    expect(await failureOf(send({}, own({ auth: {} })))).toMatchObject({ failureClass: "auth", vendorCode: "530" });
    expect(accepted).toHaveLength(0);
  });

  test("a sender that is not the account's", async () => {
    await start();
    expect(await failureOf(send({}, own({ fromEmail: "team@example.org" })))).toMatchObject({
      failureClass: "sender",
      notSent: true,
    });
  });

  const replies: [MailFault, object][] = [
    [{ mailFrom: "550 5.4.5 Daily user sending limit exceeded" }, { failureClass: "balance", vendorCode: "5.4.5" }],
    [{ mailFrom: "421 4.7.0 Try again later" }, { failureClass: "rate", vendorCode: "4.7.0" }],
    [{ mailFrom: "432 4.3.2 Concurrent connections limit exceeded" }, { failureClass: "rate", recipientOnly: false }],
    [{ mailFrom: "454 Throttling failure: Maximum sending rate exceeded." }, { failureClass: "rate" }],
    [{ mailFrom: "454 4.7.0 Temporary authentication failure" }, { failureClass: "transient", recipientOnly: false }],
    [{ mailFrom: "451 4.7.500 Server busy. Please try again later" }, { failureClass: "rate" }],
    [{ rcptTo: "450 4.7.1 Error: too much mail from 203.0.113.9" }, { failureClass: "rate", recipientOnly: false }],
    [{ rcptTo: "452 4.5.3 Too many recipients" }, { failureClass: "rate" }],
    [{ rcptTo: "450 4.2.1 receiving mail at a rate that" }, { failureClass: "transient", recipientOnly: true }],
    [{ rcptTo: "550 No such user here" }, { failureClass: "recipient_invalid", vendorCode: "550" }],
    [{ rcptTo: "554 5.7.1 Relay access denied" }, { failureClass: "auth", vendorCode: "554" }],
    [{ rcptTo: "451 4.7.1 Greylisting in action" }, { failureClass: "transient", recipientOnly: true }],
    [{ rcptTo: "452 4.2.2 Mailbox full, quota exceeded" }, { failureClass: "transient", recipientOnly: true }],
    [{ afterData: "554 5.7.1 Message looks like spam" }, { failureClass: "content", vendorCode: "5.7.1" }],
    [{ afterData: "552 5.3.4 Message too big" }, { failureClass: "content", vendorCode: "5.3.4" }],
    [{ afterData: "451 4.3.0 Temporary failure" }, { failureClass: "transient", vendorCode: "4.3.0" }],
    [{ mailFrom: "503 Bad sequence" }, { failureClass: "sender", vendorCode: "503" }],
    [{ afterData: "421 4.3.2 Shutting down" }, { failureClass: "rate", vendorCode: "4.3.2" }],
  ];
  test.each(replies)("%j", async (fault, expected) => {
    const fake = await start();
    fake.fault = fault;
    expect(await failureOf(send())).toMatchObject({ ...expected, notSent: true });
    expect(fake.accepted).toHaveLength(0);
  });

  test("a server that does not greet, within the time", async () => {
    const fake = await start();
    fake.fault = "hangs";
    expect(await failureOf(send({}, own(), context(300)))).toMatchObject({
      failureClass: "transient",
      vendorCode: "ETIMEDOUT",
      notSent: true,
    });
    await expect.poll(fake.open, { timeout: slowed(30_000) }).toBe(0);
  });

  test("a server that takes the message and does not say so", async () => {
    const fake = await start();
    fake.fault = "hangs after data";
    expect(await failureOf(send({}, own(), context(2000)))).toMatchObject({ failureClass: "unknown", notSent: false });
    expect(fake.accepted).toHaveLength(1);
    await expect.poll(fake.open, { timeout: slowed(30_000) }).toBe(0);
  });

  test("cut off after the message", async () => {
    const fake = await start();
    fake.fault = "resets after data";
    expect(await failureOf(send())).toMatchObject({ failureClass: "unknown", notSent: false });
    expect(fake.accepted).toHaveLength(1);
  });

  test("cut off before the message", async () => {
    const fake = await start();
    fake.fault = "resets before data";
    expect(await failureOf(send())).toMatchObject({ failureClass: "transient", notSent: true });
  });

  test("nobody listens", async () => {
    const gone = await start();
    await gone.close();
    expect(await failureOf(send())).toMatchObject({ failureClass: "transient", vendorCode: "ECONNREFUSED" });
  });

  test("the time was up before it began", async () => {
    const { open } = await start();
    const over = { ...context(), signal: AbortSignal.abort() };
    expect(await failureOf(send({}, own(), over))).toMatchObject({ failureClass: "transient", notSent: true });
    expect(open()).toBe(0);
  });

  test("without address, code or password in the error", async () => {
    const fake = await start();
    fake.fault = { rcptTo: `550 5.1.1 <${RECIPIENT}> ${RECIPIENT} ${CODE} unknown` };
    const failures = [
      await failureOf(send()),
      await failureOf(send({ to: UNKNOWN_ADDRESS }, own({ auth: { user, pass: "wrong-password" } }))),
    ];
    for (const { message, vendorCode } of failures)
      for (const private_ of [RECIPIENT, UNKNOWN_ADDRESS, CODE, pass, "wrong-password"])
        expect(`${message} ${vendorCode}`).not.toContain(private_);
    expect(failures[0]?.message).toBe("550 5.1.1 … … … unknown");
    // The end of a reply that is too long is not half an address.
    fake.fault = { rcptTo: `550 5.1.1 ${"no ".repeat(325)}${RECIPIENT} ${"no ".repeat(60)}` };
    const { message } = await failureOf(send());
    expect(message).not.toContain("some");
    expect(message.length).toBeLessThanOrEqual(500);
  });
});

describe("OAuth2", () => {
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const tokenServer = async (answer: object = { body: { access_token: accessToken, expires_in: 3599 } }) => {
    vendor = await startFakeVendor(() => answer);
    return `${vendor.origin}/token`;
  };
  const refresh = (more: object = {}) => ({
    auth: { type: "OAuth2", user, clientId: "client", clientSecret: "client-secret", refreshToken: "refresh", ...more },
  });

  test("a refresh token becomes an access token, asked for by our fetch", async () => {
    const { accepted } = await start();
    await send({}, own(refresh({ accessUrl: await tokenServer() })));
    expect(vendor?.requests.map(({ form }) => Object.fromEntries(form))).toEqual([
      { grant_type: "refresh_token", client_id: "client", client_secret: "client-secret", refresh_token: "refresh" },
    ]);
    expect(accepted[0]?.user).toBe(user);
  });

  test("Google is asked unless there is another address", async () => {
    await start();
    const asked: unknown[] = [];
    const fetch = async (url: unknown) => {
      asked.push(url);
      return Response.json({ access_token: accessToken });
    };
    await send({}, own(refresh()), context(undefined, { fetch: fetch as never }));
    expect(asked).toEqual(["https://oauth2.googleapis.com/token"]);
  });

  test.each([
    ["of a plain key", privateKey],
    ["of a key as in a JSON file", privateKey.replaceAll("\n", "\\n")],
    [
      "of an encrypted key",
      {
        key: keys.privateKey
          .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "words" })
          .toString(),
        passphrase: "words",
      },
    ],
  ])("a service account's assertion %s", async (_name, key) => {
    const { accepted } = await start();
    const accessUrl = await tokenServer();
    const auth = { type: "oauth2", user, serviceClient: "1234567890", privateKey: key, accessUrl };
    await send({}, own({ auth }), context(undefined, { clock: () => new Date("2026-01-02T03:04:05Z") }));
    expect(accepted[0]?.user).toBe(user);
    const form = vendor?.requests[0]?.form;
    expect(form?.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
    const [header = "", claims = "", signature = ""] = form?.get("assertion")?.split(".") ?? [];
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(read(header)).toEqual({ alg: "RS256", typ: "JWT" });
    expect(read(claims)).toEqual({
      iss: "1234567890",
      sub: user,
      scope: "https://mail.google.com/",
      aud: accessUrl,
      iat: 1_767_323_045,
      exp: 1_767_323_345,
    });
    const check = createVerify("RSA-SHA256").update(`${header}.${claims}`);
    expect(check.verify(keys.publicKey, Buffer.from(signature, "base64url"))).toBe(true);
  });

  test("an access token is used while it lasts", async () => {
    const { accepted } = await start();
    const accessUrl = await tokenServer();
    await send({}, own({ auth: { type: "oauth2", user, accessToken } }));
    await send({}, own(refresh({ accessToken, expires: Date.now() + 60_000, accessUrl })));
    expect(vendor?.requests).toHaveLength(0);
    await send({}, own(refresh({ accessToken: "old", expires: Date.now() - 1, accessUrl })));
    expect(vendor?.requests).toHaveLength(1);
    expect(accepted).toHaveLength(3);
  });

  test.each([
    [
      { status: 400, body: { error: "invalid_grant" } },
      { failureClass: "auth", vendorCode: "invalid_grant" },
    ],
    [
      { status: 401, body: "no" },
      { failureClass: "auth", vendorCode: "token 401" },
    ],
    [{ status: 429, body: "" }, { failureClass: "transient" }],
    [{ status: 500, body: "oops" }, { failureClass: "transient" }],
    [{ status: 200, body: "<html>" }, { failureClass: "transient" }],
    [{ status: 200, body: { access_token: "a\r\nb" } }, { failureClass: "transient" }],
  ])("no token: %j", async (answer, expected) => {
    const { accepted, open } = await start();
    const accessUrl = await tokenServer(answer);
    expect(await failureOf(send({}, own(refresh({ accessUrl }))))).toMatchObject({ ...expected, notSent: true });
    expect([accepted.length, open()]).toEqual([0, 0]);
  });

  test("a token's server that does not answer, and one that is not there", async () => {
    await start();
    const accessUrl = await tokenServer();
    (vendor as FakeVendor).fault = { hangs: true };
    const settings = own(refresh({ accessUrl }));
    expect(await failureOf(send({}, settings, context(300)))).toMatchObject({
      failureClass: "transient",
      notSent: true,
    });
    await vendor?.close();
    expect(await failureOf(send({}, settings))).toMatchObject({ vendorCode: "ECONNREFUSED", notSent: true });
  });

  test("a token the mail server refuses, a key that is none, and no token at all", async () => {
    const { accepted } = await start();
    const auths = [
      { type: "oauth2", user, accessToken: "wrong" },
      { type: "oauth2", user, serviceClient: "1", privateKey: "none" },
      { type: "oauth2", user, clientId: "client" },
    ];
    for (const auth of auths)
      expect(await failureOf(send({}, own({ auth })))).toMatchObject({ failureClass: "auth", notSent: true });
    expect(accepted).toHaveLength(0);
  });
});

test.each([
  [{}, {}, "app.example.com"],
  [{ name: undefined }, { host: "id.munjigi.example" }, "id.munjigi.example"],
  [{ name: undefined }, {}, "example.com"],
])(
  "greets with the name of the settings, else the deployment's, else the sender's domain: %j %j",
  async (more, message, name) => {
    const { accepted } = await start();
    await send(message, own(more));
    expect(accepted[0]?.greeting).toBe(name);
  },
);

test("an address with dots beside each other travels quoted", async () => {
  const { accepted } = await start();
  await send({ to: "kim..lee@docomo.ne.jp" });
  expect(accepted[0]?.raw).toContain('To: <"kim..lee"@docomo.ne.jp>');
  expect(accepted[0]?.to).toMatch(/^"?kim\.\.lee"?@docomo\.ne\.jp$/);
  await send({ to: "kim.lee@docomo.ne.jp" });
  expect(accepted[1]?.raw).toMatch(/To: <?kim\.lee@docomo/);
});

test("an identifier is in the sender's domain in ASCII", async () => {
  const { accepted, fault } = await start({ openRelay: true });
  expect(fault).toBeUndefined();
  const settings = own({ auth: {}, fromEmail: "문지기 <team@문지기.example.com>" });
  await send({}, settings);
  expect(accepted[0]?.raw).toMatch(/Message-ID: <[^>@]+@xn--[a-z0-9-]+\.example\.com>/i);
});

test.each([
  ["<p>하나</p><p>둘<br/>셋</p>", "하나\n둘\n셋"],
  ["<!-- no --><title>x</title><script>if (a < b) {}</script>A&nbsp;&#9731;&unknown;", "A ☃&unknown;"],
  ["A <!-- never closed", "A"],
  ["1 < 2 <b>and", "1 < 2 and"],
  ["a < b", "a < b"],
  ["<p>Caf&eacute; &euro;5 &hellip; &#x2603; &amp;lt;</p>", "Café €5 … ☃ &lt;"],
  ['<div style="display: none">Your code <div>is</div> here</div><p>123456</p>', "123456"],
  ['<span style="max-height:0px;overflow:hidden">secret</span><b hidden>x</b>123456', "123456"],
  ['<div style="display:none;mso-hide:all">x&zwnj;&nbsp;</div>&#847;&zwnj;&nbsp;123456', "123456"],
  // What builders of mails write around what is seen.
  ['<td style="direction:ltr;font-size:0px;padding:20px 0"><p style="font-size:16px">123456</p></td>', "123456"],
  ['<a style="mso-hide:all">123456</a>', "123456"],
  ['<p class="md hidden lg" title="display:none">123456</p>', "123456"],
  ["<p hidden>hello<p>123456", "hello123456"],
  ["<p style='color:red;opacity:0'>hello</p>123456", "123456"],
  ['<p style="opacity:0.9;font-size:10px">123456</p>', "123456"],
  ['<img hidden src="x">123456', "123456"],
  ["İİİ<STYLE>p{}</Style>A<P>B</P>C", "İİİAB\nC"],
  ["<div><div><div>A</div></div></div><div>B</div>", "A\n\nB"],
])("the words of %s", (html, words) => {
  expect(textOf(html)).toBe(words);
});

test.each(["<", "<!--", "<style>", "<b> ", " \n", "<p", "&#1", "</p> ", "<b hidden>", "<b hidden></b>"])(
  "100 000 characters of %j take no time",
  (text) => {
    const begun = performance.now();
    textOf(text.repeat(100_000 / text.length));
    expect(performance.now() - begun).toBeLessThan(slowed(1500));
  },
);
