/** @module Codes by e-mail: Twilio's `Channel=email`, from the start of a verification to the record of its attempts. */
import { SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import { outbox } from "@munjigi/connectors/sms/outbox";
import { describe, expect, test } from "vitest";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import {
  age,
  burst,
  call,
  check,
  credentials,
  fakeConnector,
  newNumber,
  phone,
  readCode,
  service,
  start,
  startApp,
  suite,
  wrongCode,
} from "../harness.js";
import { eventually } from "../kit/pace.js";
import { connect, majors, refuses } from "../kit/sdk.js";

const mails: SmsMessage[] = [];

/** Takes everything but what goes to `bounce@`. */
const mailer = fakeConnector({
  id: "mailer",
  type: "Email",
  limits: { maxBytes: 10_000, charset: "utf-8" },
  async send(message) {
    mails.push(message);
    if (message.to.startsWith("bounce")) throw new SendFailure("recipient_invalid", "gone", { vendorCode: "5.1.1" });
    return { vendorMessageId: `m-${mails.length}` };
  },
});

const server = suite({ connectors: { email: mailer } });

let next = 0;
const newAddress = () => `kim.${next++}@example.com`;
const mail = (to: string, more: Record<string, string> = {}) => start(server.origin, to, { Channel: "email", ...more });
const mailsTo = (to: string) => mails.filter((message) => message.to === to);
/** The `nth` mail to an address, from 1. */
const mailTo = (to: string, nth = 1) => eventually(async () => mailsTo(to)[nth - 1]);
const codeTo = async (to: string, nth = 1) => (await mailTo(to, nth)).code;
const guess = (to: string, code: string) => check(server.origin, to, code);
const createService = async (form: Record<string, string>) =>
  `/Services/${(await call(server.origin, "/Services", { FriendlyName: "Mail", ...form })).body.sid}`;
const mailOf = (path: string, to: string, more: Record<string, string> = {}) =>
  call(server.origin, `${path}/Verifications`, { To: to, Channel: "email", ...more });

describe.each(majors)("twilio %s", (_major, twilio) => {
  const api = () => connect(twilio, server.origin).verify.v2;
  const main = () => api().services(credentials.serviceSid);

  test("starts, sends again, fetches, checks, and finds the attempts", async () => {
    const to = newAddress();
    const started = await main().verifications.create({ to: to.toUpperCase(), channel: "email" });
    expect(started).toMatchObject({ to, channel: "email", status: "pending", valid: false, lookup: { carrier: null } });
    expect(started.sendCodeAttempts).toMatchObject([{ channel: "email" }]);
    const again = await main().verifications.create({ to, channel: "email" });
    expect([again.sid, again.sendCodeAttempts.length]).toEqual([started.sid, 2]);
    expect(await codeTo(to, 2)).toBe(await codeTo(to));
    for (const name of [started.sid, to, to.toUpperCase()])
      expect(await main().verifications(name).fetch()).toMatchObject({ sid: started.sid, to });

    const code = await codeTo(to);
    expect(await main().verificationChecks.create({ to, code: wrongCode(code) })).toMatchObject({ status: "pending" });
    const checked = await main().verificationChecks.create({ to: `${to[0]?.toUpperCase()}${to.slice(1)}`, code });
    expect(checked).toMatchObject({ sid: started.sid, to, channel: "email", status: "approved", valid: true });
    await refuses(main().verificationChecks.create({ to, code }), 404, 20404);

    const found = await api().verificationAttempts.list({ "channelData.to": to, channel: "email" });
    expect(found.map(({ sid }) => sid).sort()).toEqual(
      again.sendCodeAttempts.map((attempt: { attempt_sid: string }) => attempt.attempt_sid).sort(),
    );
    for (const attempt of found) {
      expect(attempt).toMatchObject({ channel: "email", conversionStatus: "converted", verificationSid: started.sid });
      expect(attempt.channelData).toMatchObject({
        to,
        country: "ZZ",
        mcc: null,
        mnc: null,
        carrier: null,
        locale: "en",
      });
    }
  });

  test("cancels, by address and by identifier", async () => {
    const [one, other] = [newAddress(), newAddress()];
    await main().verifications.create({ to: one, channel: "email" });
    const { sid } = await main().verifications.create({ to: other, channel: "email" });
    for (const name of [one, sid])
      expect(await main().verifications(name).update({ status: "canceled" })).toMatchObject({ status: "canceled" });
    for (const to of [one, other])
      await refuses(main().verificationChecks.create({ to, code: await codeTo(to) }), 404, 20404);
  });

  test("is refused what is no address, or a number", async () => {
    for (const to of ["hello", newNumber(), "a@[127.0.0.1]"])
      await refuses(main().verifications.create({ to, channel: "email" }), 400, 60200);
    await refuses(main().verifications.create({ to: newAddress(), channel: "sms" }), 400, 60200);
  });
});

describe("whom it goes to", () => {
  const odd = [
    "a@b.com\r\nBcc: c@d.com",
    "a@b.com\nBcc: c@d.com",
    "a\r\nBcc: c@d.com",
    "a@b.com,c@d.com",
    "a@b.com;c@d.com",
    "Kim <a@b.com>",
    '"a b"@c.com',
    "a@[127.0.0.1]",
    "a@127.0.0.1",
    "a@b＠c.com",
    "a@b.com/c.com",
    "a@%62.com",
    `${"a".repeat(294)}@b.com`,
    "a@localhost",
    "a @b.com",
    "010-1234-5678",
    "+821012345678",
  ];
  test.each(odd)("%j is refused, and nothing is sent", async (to) => {
    const before = mails.length;
    const refused = await mail(to);
    expect([refused.status, refused.body.code]).toEqual([400, 60200]);
    expect(refused.body.message).toMatch(/^Invalid parameter `To`: /);
    expect(refused.body.message).not.toMatch(/@|Bcc|\d/);
    const [row] =
      await server.sql`select count(*)::int as n from verifications where recipient ~ '[[:space:],;<>"]|.@.*@'`;
    expect([row?.n, mails.length]).toEqual([0, before]);
    const unchecked = await guess(to, "123456");
    expect([unchecked.status, unchecked.body.code]).toEqual(/^\+?\d/.test(to) ? [404, 20404] : [400, 60200]);
  });

  test("a domain is read however it is written; its mails go to one address in ASCII", async () => {
    const spellings = ["Lee@한국.kr", "lee@XN--3E0B707E.KR", " lee@한국．kr ", "lee@한국。ｋｒ"];
    const sids = new Set<string>();
    for (const to of spellings) sids.add((await mail(to)).body.sid);
    expect(sids.size).toBe(1);
    expect(await mailTo("lee@xn--3e0b707e.kr", spellings.length)).toMatchObject({ to: "lee@xn--3e0b707e.kr" });
  });

  test("one of 254 characters is started, fetched by its path, checked and cancelled", async () => {
    const to = `${"+".repeat(64)}@${"x.".repeat(92)}comma`;
    expect(to.length).toBe(254);
    const { body } = await mail(to);
    const path = `${service}/Verifications/${encodeURIComponent(to)}`;
    expect((await call(server.origin, path)).body).toMatchObject({ sid: body.sid, to });
    expect((await guess(to, wrongCode(await codeTo(to)))).body.status).toBe("pending");
    expect((await call(server.origin, path, { Status: "canceled" })).body.status).toBe("canceled");
    expect((await call(server.origin, `/Attempts?${new URLSearchParams({ "ChannelData.To": to })}`)).status).toBe(200);
  });

  test("a text to an e-mail address is refused, and a mail to a number", async () => {
    const [to, number] = [newAddress(), newNumber()];
    for (const answer of [await start(server.origin, to), await mail(number)])
      expect([answer.status, answer.body.code]).toEqual([400, 60200]);
    const unknown = await start(server.origin, to, { Channel: "pigeon" });
    expect(unknown.body).toMatchObject({ code: 60200, message: "Invalid parameter `Channel`: must be sms or email" });
  });

  test("the public phone API stays with phones", async () => {
    const to = newAddress();
    for (const path of ["/phone", "/phone-verification"] as const) {
      const answer = await phone(server.origin, path, { phoneNumber: to, code: "123456" });
      expect(answer.status).toBe(400);
    }
    expect(await server.sql`select 1 from verifications where recipient = ${to}`).toEqual([]);
  });

  test("a number and an address are verified apart from each other", async () => {
    const [to, number] = [newAddress(), newNumber()];
    const [byMail, byText] = [await mail(to), await start(server.origin, number)];
    expect(byMail.body.sid).not.toBe(byText.body.sid);
    expect([byMail.body.channel, byText.body.channel]).toEqual(["email", "sms"]);
    const wrong = await call(server.origin, `${service}/VerificationCheck`, {
      To: number,
      VerificationSid: byMail.body.sid,
      Code: await codeTo(to),
    });
    expect(wrong.status).toBe(404);
    expect((await guess(to, await codeTo(to))).body.status).toBe("approved");
    expect((await guess(number, await readCode(server.origin, number))).body.status).toBe("approved");
  });
});

describe("in production without a connector for it", () => {
  test("the channel is disabled, and nothing is written; a bad address is told first", async () => {
    const env = { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" };
    const textsOnly = await startApp(server, { env, connectors: { sms: outbox } });
    const to = newAddress();
    const refused = await start(textsOnly.origin, to, { Channel: "email" });
    expect([refused.status, refused.body.code]).toEqual([400, 60223]);
    expect((await start(textsOnly.origin, "a@b", { Channel: "email" })).body.code).toBe(60200);
    expect((await start(textsOnly.origin, newNumber())).status).toBe(201);
    await textsOnly.stop();
    expect(await server.sql`select 1 from verifications where recipient = ${to}`).toEqual([]);

    const mailOnly = await startApp(server, { env, connectors: { email: mailer } });
    expect((await start(mailOnly.origin, to, { Channel: "email" })).status).toBe(201);
    expect((await start(mailOnly.origin, newNumber())).body.code).toBe(60223);
    await mailOnly.stop();
  });
});

describe("the words", () => {
  test("are English unless the request or the service says otherwise; nothing in them is for a phone", async () => {
    const korean = await createService({ DefaultLocale: "ko", WebOtpHost: "id.example.com" });
    const [plain, asked, ofService, hashed] = [newAddress(), newAddress(), newAddress(), newAddress()];
    await mail(plain);
    await mail(asked, { Locale: "ko", CustomFriendlyName: "가게 🏪" });
    await mailOf(korean, ofService);
    await mail(hashed, { AppHash: "He42w354ol9" });
    const bodyTo = async (to: string) => (await mailTo(to)).body.replace(await codeTo(to), "CODE");
    expect(await bodyTo(plain)).toBe("Your Munjigi verification code is: CODE. Don't share it with anyone.");
    // Not cut to what Korean carriers take.
    expect(await bodyTo(asked)).toBe("[가게 🏪] 인증번호 [CODE] 타인에게 알려주지 마세요.");
    expect(await bodyTo(ofService)).toBe("[Mail] 인증번호 [CODE]");
    expect(await bodyTo(hashed)).toBe("Your Munjigi verification code is: CODE. Don't share it with anyone.");
    expect(await mailTo(asked)).toMatchObject({ to: asked, locale: "ko" });
  });

  test("come from a template, and tell a payment", async () => {
    const psd2 = await createService({ Psd2Enabled: "true" });
    const [to, payer] = [newAddress(), newAddress()];
    const domain = JSON.stringify({ domain: "id.example.com" });
    await mail(to, { TemplateSid: `HJ${"0".repeat(31)}3`, TemplateCustomSubstitutions: domain });
    expect((await mailTo(to)).body).toContain(`${await codeTo(to)} is your Munjigi code.`);
    expect((await mailOf(psd2, payer)).body.code).toBe(60206);
    const payment = { Amount: "€39.99", Payee: "Acme" };
    await mailOf(psd2, payer, payment);
    expect((await mailTo(payer)).body).toContain("to pay €39.99 to Acme");
    const Code = await codeTo(payer);
    const without = await call(server.origin, `${psd2}/VerificationCheck`, { To: payer, Code });
    expect(without.body.status).toBe("pending");
    const paid = await call(server.origin, `${psd2}/VerificationCheck`, { To: payer, Code, ...payment });
    expect(paid.body).toMatchObject({ status: "approved", amount: "€39.99" });
  });
});

describe("the rules are those of numbers", () => {
  test("starts at once are one and five sends are the most, whatever the case; codes live ten minutes", async () => {
    const to = newAddress();
    const [name = "", domain = ""] = to.split("@");
    const spellings = [to, to.toUpperCase(), `K${name.slice(1)}@${domain}`, `${name}@Example.COM`, ` ${to} `];
    const answers = await burst(50, (index) => mail(spellings[index % spellings.length] as string));
    // Those that came while another was under way are one with it.
    const started = answers.filter(({ status }) => status === 201);
    expect(answers.filter(({ body }) => body.code === 60203)).toHaveLength(50 - started.length);
    const sids = new Set(started.map(({ body }) => body.sid));
    expect(sids.size).toBe(1);
    const sends = Math.max(...started.map(({ body }) => body.send_code_attempts.length));
    for (const spelling of spellings.slice(sends)) expect((await mail(spelling)).status).toBe(201);
    expect((await mail(to)).body.code).toBe(60203);
    await age(server.sql, [...sids][0], 601);
    expect((await guess(to, await codeTo(to))).body).toMatchObject({ code: 20404, details: { reason: "expired" } });
    expect((await mail(to)).status).toBe(201);
  });

  test("of fifty right codes at once one is approved", async () => {
    const to = newAddress();
    await mail(to);
    const code = await codeTo(to);
    const answers = await burst(50, (index) => guess(index % 2 ? to : to.toUpperCase(), code));
    expect(answers.filter(({ body }) => body.status === "approved")).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49);
  });

  test("five wrong codes lock it, under every spelling", async () => {
    const to = newAddress();
    await mail(to);
    const code = await codeTo(to);
    const answers = await burst(50, (index) => guess(index % 2 ? to : to.toUpperCase(), wrongCode(code)));
    expect(answers.filter(({ body }) => body.status === "pending")).toHaveLength(5);
    expect(answers.filter(({ body }) => body.code === 60202)).toHaveLength(45);
    for (const again of [await guess(to, code), await mail(to.toUpperCase()), await mail(to)]) {
      expect([again.status, again.body.code]).toEqual([429, 60202]);
      expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
    }
  });

  test("failures in a row make one wait, under every spelling", async () => {
    const to = newAddress();
    for (let round = 0; round < 2; round++) {
      const { body } = await mail(to);
      const code = await codeTo(to, round + 1);
      for (let wrong = 0; wrong < 5; wrong++) await guess(to, wrongCode(code));
      await age(server.sql, body.sid, 601);
    }
    const refused = await mail(to.toUpperCase());
    expect([refused.status, refused.body.code]).toEqual([429, 60202]);
  });

  test("rate limits, waits, new codes and codes of one's own", async () => {
    const { body: limit } = await call(server.origin, `${service}/RateLimits`, { UniqueName: "mail" });
    await call(server.origin, `${service}/RateLimits/${limit.sid}/Buckets`, { Max: "1", Interval: "600" });
    const RateLimits = JSON.stringify({ mail: "203.0.113.9" });
    expect((await mail(newAddress(), { RateLimits })).status).toBe(201);
    const limited = await mail(newAddress(), { RateLimits });
    expect([limited.body.code, limited.headers.get("twilio-reached-rate-limit")]).toEqual([20429, "mail"]);

    const waiting = await createService({ ResendWaits: "60" });
    const patient = newAddress();
    await mailOf(waiting, patient);
    expect((await mailOf(waiting, patient.toUpperCase())).body.code).toBe(20429);

    const renewing = await createService({ ResendPolicy: "new_code", CodeLength: "10", CodeTtlSeconds: "7200" });
    const renewed = newAddress();
    const { body } = await mailOf(renewing, renewed);
    expect(Date.parse(body.date_expires) - Date.parse(body.date_created)).toBe(7_200_000);
    await mailOf(renewing, renewed);
    const [first, second] = [await codeTo(renewed), await codeTo(renewed, 2)];
    expect([first.length, first === second]).toEqual([10, false]);
    const tryCode = async (Code: string) =>
      (await call(server.origin, `${renewing}/VerificationCheck`, { To: renewed, Code })).body.status;
    expect([await tryCode(first), await tryCode(second)]).toEqual(["pending", "approved"]);

    const custom = await createService({ CustomCodeEnabled: "true" });
    const own = newAddress();
    await mailOf(custom, own, { CustomCode: "MyCode42" });
    expect(await codeTo(own)).toBe("MyCode42");
  });

  test("countries, the safe list, Lookup and kinds of line are those of phones", async () => {
    const abroad = await createService({ AllowedCountries: "JP", LookupEnabled: "true", SkipSmsToLandlines: "true" });
    for (const RiskCheck of ["enable", "disable"]) {
      const { status, body } = await mailOf(abroad, newAddress(), { RiskCheck });
      expect([status, body.lookup]).toEqual([201, { carrier: null }]);
    }
    const unlisted = await call(server.origin, "/SafeList/Numbers", { PhoneNumber: newAddress() });
    expect(unlisted.body.code).toBe(60200);
  });
});

describe("attempts", () => {
  test("are found and counted by channel, address and region", async () => {
    const path = await createService({});
    const VerifyServiceSid = path.slice("/Services/".length);
    const to = newAddress();
    const { body } = await mailOf(path, to);
    await mailOf(path, newAddress());
    await call(server.origin, `${path}/Verifications`, { To: newNumber(), Channel: "sms" });
    await call(server.origin, `${path}/VerificationCheck`, { To: to, Code: await codeTo(to) });
    const count = async (query: Record<string, string>) => {
      const asked = new URLSearchParams({ VerifyServiceSid, ...query });
      return (await call(server.origin, `/Attempts?${asked}`)).body.attempts.length as number;
    };
    expect(await count({})).toBe(3);
    expect(await count({ Channel: "email" })).toBe(2);
    expect(await count({ Channel: "sms" })).toBe(1);
    expect(await count({ Country: "ZZ" })).toBe(2);
    expect(await count({ Country: "kr" })).toBe(1);
    expect(await count({ "ChannelData.To": to.toUpperCase() })).toBe(1);
    expect(await count({ "ChannelData.To": to, Channel: "sms" })).toBe(0);
    expect(await count({ "ChannelData.To": to, VerificationSid: body.sid, Status: "converted" })).toBe(1);
    for (const query of [{ Channel: "email" }, { Country: "ZZ" }]) {
      const asked = new URLSearchParams({ VerifyServiceSid, ...query });
      const summary = await call(server.origin, `/Attempts/Summary?${asked}`);
      expect(summary.body).toMatchObject({ total_attempts: 2, total_converted: 1, conversion_rate_percentage: "50" });
    }
    for (const odd of ["a@b", "a@b@c.com", "kim@[127.0.0.1]"]) {
      const refused = await call(server.origin, `/Attempts?${new URLSearchParams({ "ChannelData.To": odd })}`);
      expect([refused.status, refused.body.code]).toEqual([400, 60200]);
    }
    expect((await call(server.origin, "/Attempts?Country=XX")).body.code).toBe(60200);
  });

  test("of a mail that failed have the vendor's code; retention empties the address", async () => {
    const to = `bounce.${newAddress()}`;
    const { body } = await mail(to, { CustomFriendlyName: "Bounce" });
    const at = `/Attempts/${body.send_code_attempts[0].attempt_sid}`;
    await eventually(async () => (await call(server.origin, at)).body.channel_data.message_status === "failed");
    expect((await call(server.origin, at)).body.channel_data).toMatchObject({ to, error_code: "5.1.1", country: "ZZ" });
    await age(server.sql, body.sid, 91 * 86_400);
    await server.sql`update verifications set status = 'expired' where sid = ${body.sid}`;
    await sweepRecipients(server.sql, 90);
    expect((await call(server.origin, at)).body.channel_data.to).toBeNull();
    expect(
      await server.sql`select 1 from verifications where recipient = ${to} or limit_key is not null and sid = ${body.sid}`,
    ).toEqual([]);
  });
});

test("out of the box mails stay in the inbox, which shows them with their channel and finds them by address", async () => {
  const here = await startApp(server);
  const [to, other, number] = [newAddress(), newAddress(), newNumber()];
  for (const address of [to, other]) await start(here.origin, address, { Channel: "email" });
  await start(here.origin, number);
  const read = async (path: string) => await fetch(`${here.origin}/dev/${path}`);
  const found = await (await read(`inbox.json?to=${encodeURIComponent(` ${to.toUpperCase()}`)}`)).json();
  expect(found).toMatchObject([{ to, channel: "email", code: expect.stringMatching(/^\d{6}$/) }]);
  const all = (await (await read("inbox.json")).json()) as { to: string; channel: string }[];
  expect(all.slice(0, 3).map(({ to, channel }) => [to, channel])).toEqual([
    [number, "sms"],
    [other, "email"],
    [to, "email"],
  ]);
  const html = await (await read(`inbox?to=${encodeURIComponent(to)}`)).text();
  expect(html).toMatch(new RegExp(`${to}</span>\\s*<span class="channel">E-mail</span>`));
  expect(html).not.toContain(other);
  for (const odd of ["a@b", "<a@b.com>", "hello"])
    expect((await read(`inbox.json?to=${encodeURIComponent(odd)}`)).status).toBe(400);
  expect((await guess(to, await readCode(here.origin, to))).body.status).toBe("approved");
  await here.stop();
});
