/** @module The official Twilio SDK, three majors of it, against a listening server: an app changes one line and goes on. */
import twilio4 from "twilio4";
import twilio5 from "twilio5";
import twilio6 from "twilio6";
import { describe, expect, test } from "vitest";
import { createApiKey } from "../../dist/api-keys/create-api-key.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { age, call, credentials, newNumber, readCode, suite, wrongCode } from "../harness.js";

type Sdk = typeof twilio6;
type Failure = { status: number; code: number; moreInfo: string; message: string; details?: Record<string, unknown> };

const server = suite();

const majors: [string, Sdk][] = [
  ["4", twilio4 as unknown as Sdk],
  ["5", twilio5 as unknown as Sdk],
  ["6", twilio6],
];

let nextForeign = 2000;
const foreignNumber = () => `+1415555${nextForeign++}`;

async function readText(to: string): Promise<string> {
  const inbox = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
  const [newest] = (await inbox.json()) as { body: string }[];
  return newest?.body ?? "";
}

describe.each(majors)("twilio %s", (_major, twilio) => {
  const connect = (user: string = credentials.accountSid, secret: string = credentials.authToken) => {
    const client = twilio(user, secret, { accountSid: credentials.accountSid });
    client.verify.baseUrl = server.origin;
    return client;
  };
  const api = () => connect().verify.v2;
  const main = () => api().services(credentials.serviceSid);

  /** What the SDK throws, which must be its own exception and complete. */
  async function refusal(work: Promise<unknown>): Promise<Failure> {
    const error = await work.then(
      () => expect.fail("it was accepted"),
      (reason: Error) => reason,
    );
    expect(error.constructor.name).toBe("RestException");
    const failure = error as unknown as Failure;
    expect(failure.moreInfo).toBe(`https://www.twilio.com/docs/errors/${failure.code}`);
    expect(failure.message).toMatch(/^[A-Z]/);
    return failure;
  }

  async function refuses(work: Promise<unknown>, status: number, code: number, reason?: string) {
    const failure = await refusal(work);
    expect([failure.status, failure.code, failure.details?.reason]).toEqual([status, code, reason]);
    return failure;
  }

  /** A service of this test's own. */
  const createService = (more: object = {}) => api().services.create({ friendlyName: "Test", ...more });

  test("a service is made, fetched, changed and removed", async () => {
    const made = await createService({ codeLength: 7, "totp.issuer": "문지기", doNotShareWarningEnabled: true });
    expect(made).toMatchObject({ friendlyName: "Test", codeLength: 7, accountSid: credentials.accountSid });
    expect(made.dateCreated.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(made.url).toBe(`${server.origin}/v2/Services/${made.sid}`);
    const changed = await api().services(made.sid).update({ friendlyName: "가게" });
    expect(changed).toMatchObject({
      sid: made.sid,
      friendlyName: "가게",
      codeLength: 7,
      doNotShareWarningEnabled: true,
    });
    expect(await api().services(made.sid).fetch()).toMatchObject({ friendlyName: "가게", totp: { issuer: "문지기" } });
    expect(await api().services(made.sid).remove()).toBe(true);
    await refuses(api().services(made.sid).fetch(), 404, 20404);
    await refuses(api().services(made.sid).remove(), 404, 20404);
  });

  test("the list goes from page to page, forwards and back", async () => {
    for (let index = 0; index < 5; index++) await createService();
    const rows = await server.sql`select sid from services where deleted_at is null order by sid desc`;
    const all = rows.map(({ sid }) => sid);
    const sids = (services: { sid: string }[]) => services.map(({ sid }) => sid);
    expect(sids(await api().services.list({ pageSize: 2 }))).toEqual(all);
    expect(sids(await api().services.list({ pageSize: 2, limit: 3 }))).toEqual(all.slice(0, 3));
    expect(sids(await api().services.list())).toEqual(all);
    const first = await api().services.page({ pageSize: 2 });
    expect(first.previousPageUrl).toBeUndefined();
    const second = await first.nextPage();
    expect(sids(second?.instances ?? [])).toEqual(all.slice(2, 4));
    expect(sids((await second?.previousPage())?.instances ?? [])).toEqual(all.slice(0, 2));

    const seen: string[][] = [];
    const walk = async (start: string, to: "next_page_url" | "previous_page_url") => {
      for (let url: string | null = start; url; ) {
        expect(url.startsWith(`${server.origin}/v2/Services?`)).toBe(true);
        const { body } = await call(server.origin, url.slice(`${server.origin}/v2`.length));
        seen.push(sids(body.services));
        if (!body.meta[to]) return body.meta;
        url = body.meta[to];
      }
    };
    const last = await walk(`${server.origin}/v2/Services?PageSize=2`, "next_page_url");
    expect(seen.flat()).toEqual(all);
    const forwards = seen.splice(0);
    const start = await walk(last.previous_page_url, "previous_page_url");
    expect([...seen].reverse().flat()).toEqual(forwards.slice(0, -1).flat());
    expect([start.page, start.previous_page_url, start.key]).toEqual([0, null, "services"]);
  });

  test("a verification is started, sent again, fetched either way, checked by number", async () => {
    const to = newNumber();
    const started = await main().verifications.create({ to, channel: "sms" });
    expect(started).toMatchObject({ to, channel: "sms", status: "pending", valid: false, lookup: { carrier: null } });
    expect([started.amount, started.payee, started.sna]).toEqual([null, null, null]);
    expect(started.dateCreated).toBeInstanceOf(Date);
    const code = await readCode(server.origin, to);
    const again = await main().verifications.create({ to, channel: "sms" });
    expect([again.sid, again.sendCodeAttempts.length]).toEqual([started.sid, 2]);
    expect(await readCode(server.origin, to)).toBe(code);
    for (const name of [started.sid, to])
      expect(await main().verifications(name).fetch()).toMatchObject({ sid: started.sid, status: "pending" });
    const wrong = await main().verificationChecks.create({ to, code: wrongCode(code) });
    expect([wrong.status, wrong.valid]).toEqual(["pending", false]);
    const right = await main().verificationChecks.create({ to, code });
    expect(right).toMatchObject({ sid: started.sid, to, status: "approved", valid: true, channel: "sms" });
    await refuses(main().verificationChecks.create({ to, code }), 404, 20404, "approved");
    await refuses(main().verifications(started.sid).fetch(), 404, 20404, "approved");
    expect((await main().verifications.create({ to, channel: "sms" })).sid).not.toBe(started.sid);
  });

  test("a verification is checked by its identifier", async () => {
    const to = newNumber();
    const { sid } = await main().verifications.create({ to, channel: "sms" });
    const code = await readCode(server.origin, to);
    await refuses(
      main().verificationChecks.create({ verificationSid: sid, to: newNumber(), code }),
      404,
      20404,
      "unknown",
    );
    const wrong = await main().verificationChecks.create({ verificationSid: sid, code: wrongCode(code) });
    expect(wrong.status).toBe("pending");
    expect((await main().verificationChecks.create({ verificationSid: sid, code })).status).toBe("approved");
  });

  test("a verification is ended by the app: canceled frees the number, approved counts", async () => {
    const to = newNumber();
    const { sid } = await main().verifications.create({ to, channel: "sms" });
    const code = await readCode(server.origin, to);
    expect(await main().verifications(sid).update({ status: "canceled" })).toMatchObject({ sid, status: "canceled" });
    expect((await main().verifications(sid).fetch()).status).toBe("canceled");
    await refuses(main().verificationChecks.create({ to, code }), 404, 20404, "canceled");
    await refuses(main().verifications(sid).update({ status: "approved" }), 404, 20404, "canceled");
    const second = await main().verifications.create({ to, channel: "sms" });
    expect(second.sid).not.toBe(sid);
    const approved = await main().verifications(to).update({ status: "approved" });
    expect(approved).toMatchObject({ sid: second.sid, status: "approved", valid: true });
  });

  test("what has run out, was never there or is locked says so", async () => {
    const to = newNumber();
    await refuses(main().verificationChecks.create({ to, code: "123456" }), 404, 20404, "unknown");
    await refuses(main().verifications(to).fetch(), 404, 20404, "unknown");
    await refuses(
      main()
        .verifications(`VE${"0".repeat(32)}`)
        .fetch(),
      404,
      20404,
      "unknown",
    );
    const { sid } = await main().verifications.create({ to, channel: "sms" });
    const code = await readCode(server.origin, to);
    await age(server.sql, sid, 601);
    await refuses(main().verificationChecks.create({ to, code }), 404, 20404, "expired");
    await refuses(main().verifications(sid).fetch(), 404, 20404, "expired");
    await refuses(main().verifications(sid).update({ status: "approved" }), 404, 20404, "expired");

    const locked = await main().verifications.create({ to, channel: "sms" });
    const wrong = wrongCode(await readCode(server.origin, to));
    for (let round = 0; round < 5; round++) await main().verificationChecks.create({ to, code: wrong });
    for (const target of [{ to }, { verificationSid: locked.sid }]) {
      const client = connect();
      const work = client.verify.v2
        .services(credentials.serviceSid)
        .verificationChecks.create({ ...target, code: wrong });
      const failure = await refuses(work, 429, 60202, "locked");
      expectRetryAfter(client, failure, 590, 600);
    }
    expect((await main().verifications(locked.sid).fetch()).status).toBe("max_attempts_reached");
    await refuses(main().verifications(locked.sid).update({ status: "canceled" }), 404, 20404, "locked");
    const client = connect();
    const work = client.verify.v2.services(credentials.serviceSid).verifications.create({ to, channel: "sms" });
    expectRetryAfter(client, await refuses(work, 429, 60202, "locked"), 590, 600);
  });

  test("the sixth text is refused with the time to wait; refusals count for nothing", async () => {
    const to = newNumber();
    for (let round = 0; round < 5; round++) await main().verifications.create({ to, channel: "sms" });
    const client = connect();
    const work = () => client.verify.v2.services(credentials.serviceSid).verifications.create({ to, channel: "sms" });
    for (let round = 0; round < 3; round++) expectRetryAfter(client, await refuses(work(), 429, 60203), 590, 600);
    const code = await readCode(server.origin, to);
    expect((await main().verificationChecks.create({ to, code })).status).toBe("approved");
    expect((await work()).status).toBe("pending");
  });

  function expectRetryAfter(client: ReturnType<typeof connect>, failure: Failure, min: number, max: number) {
    const { headers } = (client.httpClient as unknown as { lastResponse: { headers: Record<string, string> } })
      .lastResponse;
    const seconds = failure.details?.retryAfterSeconds;
    expect(seconds).toBeGreaterThanOrEqual(min);
    expect(seconds).toBeLessThanOrEqual(max);
    expect(headers["retry-after"]).toBe(String(seconds));
  }

  test("an API key opens the account; a wrong secret, user or account does not", async () => {
    const dependencies = { sql: server.sql, clock: systemClock, random: systemRandom };
    const key = await createApiKey(dependencies, { kind: "secret", name: "sdk" });
    const services = (user: string, secret: string) => connect(user, secret).verify.v2.services(credentials.serviceSid);
    expect((await services(key.id, key.secret).fetch()).sid).toBe(credentials.serviceSid);
    for (const [user, secret] of [
      [credentials.accountSid, "wrong"],
      [credentials.accountSid, key.secret],
      [key.id, credentials.authToken],
      [`SK${"0".repeat(32)}`, key.secret],
      [credentials.accountSid, credentials.adminToken],
      [credentials.accountSid, credentials.publishableKey],
    ] as const)
      await refuses(services(user, secret).fetch(), 401, 20003);
  });

  test("every parameter an SDK knows, at once", async () => {
    const { sid } = await createService({ customCodeEnabled: true });
    const to = newNumber();
    const started = await api()
      .services(sid)
      .verifications.create({
        to,
        channel: "sms",
        customFriendlyName: "우리 & 가게",
        customMessage: "ignored",
        sendDigits: "ww1",
        locale: "ko",
        customCode: "a1B2c3",
        amount: "€39.99",
        payee: "Acme",
        rateLimits: { end_user_ip: "203.0.113.7" },
        channelConfiguration: { "whatsapp.enabled": "true" },
        appHash: "He42w354ol9",
        templateSid: `HJ${"0".repeat(31)}1`,
        templateCustomSubstitutions: '{"name":"x"}',
        templates: "[]",
        deviceIp: "2001:db8::7",
        enableSnaClientToken: true,
        riskCheck: "enable",
        tags: '{"order":"17","누구":"나"}',
      });
    expect(await readText(to)).toBe("<#> [우리 & 가게] 인증번호 [a1B2c3]\nHe42w354ol9");
    const { body } = await call(server.origin, `/Services/${sid}/Verifications/${started.sid}`);
    expect(body.tags).toEqual({ order: "17", 누구: "나" });
    const checked = await api()
      .services(sid)
      .verificationChecks.create({ to, code: "a1B2c3", amount: "€39.99", payee: "Acme" });
    expect(checked.status).toBe("approved");
  });

  test("a code of the caller's own is ignored where the service does not allow it", async () => {
    const to = newNumber();
    await main().verifications.create({ to, channel: "sms", customCode: "a1B2c3" });
    expect(await readCode(server.origin, to)).toMatch(/^\d{6}$/);
    expect((await main().verificationChecks.create({ to, code: "a1B2c3" })).status).toBe("pending");
  });

  test("codes have the length the service asks for, and short ones are warned of", async () => {
    for (const codeLength of [4, 5, 6, 7, 8, 9, 10]) {
      const { sid } = await createService({ codeLength });
      const to = newNumber();
      await api().services(sid).verifications.create({ to, channel: "sms" });
      const code = await readCode(server.origin, to);
      expect(code).toMatch(new RegExp(`^\\d{${codeLength}}$`));
      expect((await api().services(sid).verificationChecks.create({ to, code })).status).toBe("approved");
      expect((await call(server.origin, `/Services/${sid}`)).body.warnings).toHaveLength(codeLength < 6 ? 1 : 0);
    }
    for (const codeLength of [3, 11]) await refuses(createService({ codeLength }), 400, 60200);
  });

  test("the text: brand, language, warning", async () => {
    const { sid } = await createService({ doNotShareWarningEnabled: true });
    await call(server.origin, `/Services/${sid}`, { AllowedCountries: "KR,US" });
    const send = async (to: string, more: object = {}) => {
      await api()
        .services(sid)
        .verifications.create({ to, channel: "sms", ...more });
      return (await readText(to)).replace(await readCode(server.origin, to), "CODE");
    };
    const warned = "Your Test verification code is: CODE. Don't share it with anyone.";
    expect(await send(newNumber())).toBe("[Test] 인증번호 [CODE] 타인에게 알려주지 마세요.");
    expect(await send(newNumber(), { locale: "en" })).toBe(warned);
    expect(await send(foreignNumber())).toBe(warned);
    expect(await send(foreignNumber(), { locale: "de" })).toBe(warned);
    expect(await send(foreignNumber(), { locale: "ko" })).toBe("[Test] 인증번호 [CODE] 타인에게 알려주지 마세요.");
    expect(await send(newNumber(), { customFriendlyName: "가게" })).toBe(
      "[가게] 인증번호 [CODE] 타인에게 알려주지 마세요.",
    );
    await refuses(send(newNumber(), { locale: "xx" }), 400, 60200);
    await refuses(send(newNumber(), { customFriendlyName: "bank.example" }), 400, 60200);
  });
});
