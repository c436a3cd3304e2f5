/** @module Twilio's API property by property: the names and types of every answer, the shape of every error. */
import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { hotp } from "../../dist/factors/totp.js";
import { type Answer, call, check, newNumber, readCode, service, start, suite, wrongCode } from "../harness.js";

interface Rule {
  type: string;
  format?: string;
  pattern?: string;
  enum?: string[];
  nullable: boolean;
  members?: Members;
}
interface Members {
  [name: string]: Members | null;
}

const spec: Record<string, Record<string, Rule>> = JSON.parse(
  await readFile(new URL("twilio-spec.json", import.meta.url), "utf8"),
);
const SERVICE = "verify.v2.service";
const VERIFICATION = "verify.v2.service.verification";
const CHECK = "verify.v2.service.verification_check";
const RATE_LIMIT = "verify.v2.service.rate_limit";
const BUCKET = "verify.v2.service.rate_limit.bucket";
const SAFE_NUMBER = "verify.v2.safelist";
const ATTEMPT = "verify.v2.verification_attempt";
const SUMMARY = "verify.v2.verification_attempts_summary";
const ENTITY = "verify.v2.service.entity";
const NEW_FACTOR = "verify.v2.service.entity.new_factor";
const FACTOR = "verify.v2.service.entity.factor";
const CHALLENGE = "verify.v2.service.entity.challenge";
const TEMPLATE = "verify.v2.verification_template";
/** What we say that Twilio does not. */
const additions: Record<string, string[]> = {
  [SERVICE]: [
    "default_country",
    "allowed_countries",
    "default_locale",
    "code_ttl_seconds",
    "resend_policy",
    "resend_waits",
    "web_otp_host",
    "warnings",
  ],
  [VERIFICATION]: ["date_expires", "tags", "warnings"],
};
/** Links to what is not served are left out. */
const linksLeftOut = new Set(["messaging_configurations", "access_tokens", "notifications"]);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

const server = suite();

function conforms(name: string, body: Record<string, unknown>) {
  const rules = spec[name] ?? expect.fail(`there is no ${name}`);
  expect(Object.keys(body).sort()).toEqual([...Object.keys(rules), ...(additions[name] ?? [])].sort());
  for (const [property, rule] of Object.entries(rules)) {
    const value = body[property];
    if (value === null && (rule.nullable || rule.type === "any")) continue;
    expect(value, property).toSatisfy((found) => isOfType(found, rule.type));
    if (rule.pattern) expect(value, property).toMatch(new RegExp(rule.pattern));
    if (rule.enum) expect(rule.enum).toContain(value);
    if (rule.format === "date-time") expect(value, property).toMatch(ISO);
    if (rule.format === "uri") expect(value).toSatisfy((url: string) => url.startsWith(`${server.origin}/v2/`));
    if (rule.members && Object.keys(rule.members).length > 0) hasMembers(value as object, rule.members);
  }
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  return type === "any" ? value === null : typeof value === type && value !== null;
}

function hasMembers(value: object, members: Members) {
  const expected = Object.keys(members).filter((name) => !linksLeftOut.has(name));
  expect(Object.keys(value).sort()).toEqual(expected.sort());
  for (const [name, inner] of Object.entries(members)) if (inner) hasMembers(value[name as never], inner);
}

describe("every success has Twilio's properties, their types, and our additions", () => {
  test("verifications and checks", async () => {
    const to = newNumber();
    const first = await start(server.origin, to);
    expect(first.status).toBe(201);
    const path = `${service}/Verifications/${first.body.sid}`;
    const answers: [number, string, Answer][] = [
      [201, VERIFICATION, first],
      [201, VERIFICATION, await start(server.origin, to, { Tags: '{"a":"b"}' })],
      [200, VERIFICATION, await call(server.origin, path)],
      [200, VERIFICATION, await call(server.origin, `${service}/Verifications/${to}`)],
      [200, CHECK, await check(server.origin, to, wrongCode(await readCode(server.origin, to)))],
      [200, CHECK, await check(server.origin, to, await readCode(server.origin, to))],
    ];
    const other = newNumber();
    await start(server.origin, other);
    answers.push([
      200,
      VERIFICATION,
      await call(server.origin, `${service}/Verifications/${other}`, { Status: "canceled" }),
    ]);
    for (const [status, name, answer] of answers) {
      expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/json; charset=utf-8"]);
      conforms(name, answer.body);
    }
    expect(first.body).toMatchObject({ amount: null, payee: null, sna: null, tags: null, lookup: { carrier: null } });
    expect(first.body.date_expires).toMatch(ISO);
    expect(Date.parse(first.body.date_expires) - Date.parse(first.body.date_created)).toBe(600_000);
    const [attempt] = first.body.send_code_attempts;
    expect(Object.keys(attempt).sort()).toEqual(["attempt_sid", "channel", "time"]);
    expect(attempt).toMatchObject({ channel: "sms", attempt_sid: expect.stringMatching(/^VL[0-9a-f]{32}$/) });
    expect(attempt.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(answers[4]?.[2].body.sna_attempts_error_codes).toEqual([]);
  });

  test("services and their list", async () => {
    const made = await call(server.origin, "/Services", { FriendlyName: "Wire" });
    const path = `/Services/${made.body.sid}`;
    expect(made.status).toBe(201);
    const changed = await call(server.origin, path, { CodeLength: "4" });
    const list = await call(server.origin, "/Services?PageSize=1");
    for (const { body } of [made, changed, await call(server.origin, path)]) conforms(SERVICE, body);
    for (const body of list.body.services) conforms(SERVICE, body);
    expect(Object.keys(list.body).sort()).toEqual(["meta", "services"]);
    conforms("meta", list.body.meta);
    expect(made.body).toMatchObject({
      default_country: "KR",
      allowed_countries: ["KR"],
      default_locale: null,
      warnings: [],
    });
    const removed = await call(server.origin, path, undefined, { method: "DELETE" });
    expect([removed.status, removed.body]).toEqual([204, undefined]);
  });

  test("attempts, their list and their summary", async () => {
    const started = await start(server.origin, newNumber());
    const { attempt_sid } = started.body.send_code_attempts[0];
    const list = await call(server.origin, "/Attempts?PageSize=1");
    expect(Object.keys(list.body).sort()).toEqual(["attempts", "meta"]);
    conforms("meta", list.body.meta);
    for (const body of [...list.body.attempts, (await call(server.origin, `/Attempts/${attempt_sid}`)).body]) {
      conforms(ATTEMPT, body);
      expect([body.sid, body.price]).toEqual([attempt_sid, { value: null, currency: null }]);
    }
    conforms(SUMMARY, (await call(server.origin, "/Attempts/Summary")).body);
  });

  test("templates and their list", async () => {
    const { status, body } = await call(server.origin, "/Templates?PageSize=2");
    expect([status, Object.keys(body).sort(), body.templates.length]).toEqual([200, ["meta", "templates"], 2]);
    conforms("meta", body.meta);
    for (const template of body.templates) {
      conforms(TEMPLATE, template);
      for (const [locale, translation] of Object.entries(template.translations)) {
        conforms("translation", translation as Record<string, unknown>);
        expect(translation).toMatchObject({ locale, status: "approved" });
      }
    }
  });

  test("numbers of the safe list", async () => {
    const number = newNumber();
    const made = await call(server.origin, "/SafeList/Numbers", { PhoneNumber: number });
    const path = `/SafeList/Numbers/${number}`;
    for (const { body } of [made, await call(server.origin, path)]) conforms(SAFE_NUMBER, body);
    expect([made.status, made.body.phone_number]).toEqual([201, number]);
    const removed = await call(server.origin, path, undefined, { method: "DELETE" });
    expect([removed.status, removed.body]).toEqual([204, undefined]);
  });

  test("entities, factors, challenges and their lists", async () => {
    const entities = `${service}/Entities`;
    const of = `${entities}/wire-entity`;
    const entity = await call(server.origin, entities, { Identity: "wire-entity" });
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    const factor = await call(server.origin, `${of}/Factors`, {
      ...{ FriendlyName: "wire", FactorType: "totp", "Binding.Secret": secret, Metadata: '{"os":"iOS"}' },
    });
    const path = `${of}/Factors/${factor.body.sid}`;
    const key = Buffer.from("12345678901234567890");
    const step = Math.floor(Date.now() / 30_000);
    const config = { alg: "sha1", codeLength: 6 } as const;
    const verified = await call(server.origin, path, { AuthPayload: hotp(key, step, config) });
    const bare = await call(server.origin, `${of}/Challenges`, { FactorSid: factor.body.sid });
    const told = await call(server.origin, `${of}/Challenges`, {
      ...{ FactorSid: factor.body.sid, "Details.Message": "로그인할까요?", HiddenDetails: '{"ip":"203.0.113.7"}' },
      ...{ "Details.Fields": '{"label":"Action","value":"Sign in"}', AuthPayload: hotp(key, step + 1, config) },
    });
    const at = `${of}/Challenges/${told.body.sid}`;
    const noted = await call(server.origin, at, { Metadata: '{"os":"Android"}' });
    for (const { body } of [entity, await call(server.origin, of)]) conforms(ENTITY, body);
    conforms(NEW_FACTOR, factor.body);
    expect([entity.status, factor.status, bare.status, told.status]).toEqual([201, 201, 201, 201]);
    expect(factor.body).toMatchObject({ options: null, metadata: { os: "iOS" }, binding: { secret } });
    for (const { body } of [verified, await call(server.origin, path)]) conforms(FACTOR, body);
    for (const { body } of [bare, told, noted, await call(server.origin, at)]) conforms(CHALLENGE, body);
    expect([bare.body.details, bare.body.date_responded, bare.body.status]).toEqual([null, null, "pending"]);
    expect(noted.body).toMatchObject({
      ...{ status: "approved", date_responded: expect.stringMatching(ISO), metadata: { os: "Android" } },
      ...{ hidden_details: { ip: "203.0.113.7" } },
      details: { message: "로그인할까요?", fields: [{ label: "Action", value: "Sign in" }] },
    });
    for (const [name, key, path] of [
      [ENTITY, "entities", entities],
      [FACTOR, "factors", `${of}/Factors`],
      [CHALLENGE, "challenges", `${of}/Challenges`],
    ] as const) {
      const { body } = await call(server.origin, `${path}?PageSize=1`);
      expect(Object.keys(body).sort()).toEqual(["meta", key].sort());
      conforms("meta", body.meta);
      expect([body.meta.key, body[key].length]).toEqual([key, 1]);
      conforms(name, body[key][0]);
    }
    for (const gone of [path, of]) {
      const removed = await call(server.origin, gone, undefined, { method: "DELETE" });
      expect([removed.status, removed.body]).toEqual([204, undefined]);
    }
  });

  test("rate limits, buckets and their lists", async () => {
    const limits = `${service}/RateLimits`;
    const made = await call(server.origin, limits, { UniqueName: "wire" });
    const path = `${limits}/${made.body.sid}`;
    const described = await call(server.origin, path, { Description: "d" });
    const list = await call(server.origin, `${limits}?PageSize=1`);
    for (const { body } of [made, described, await call(server.origin, path)]) conforms(RATE_LIMIT, body);
    for (const body of list.body.rate_limits) conforms(RATE_LIMIT, body);
    expect([made.status, made.body.description, described.body.description]).toEqual([201, null, "d"]);

    const bucket = await call(server.origin, `${path}/Buckets`, { Max: "5", Interval: "60" });
    const at = `${path}/Buckets/${bucket.body.sid}`;
    const changed = await call(server.origin, at, { Max: "6" });
    const buckets = await call(server.origin, `${path}/Buckets?PageSize=1`);
    for (const { body } of [bucket, changed, await call(server.origin, at)]) conforms(BUCKET, body);
    for (const body of buckets.body.buckets) conforms(BUCKET, body);
    expect(bucket.status).toBe(201);
    for (const [key, { body }] of [
      ["rate_limits", list],
      ["buckets", buckets],
    ] as const) {
      expect(Object.keys(body).sort()).toEqual(["meta", key].sort());
      conforms("meta", body.meta);
      expect(body.meta).toMatchObject({ key, page: 0, page_size: 1, previous_page_url: null, next_page_url: null });
      expect(body[key]).toHaveLength(1);
    }
    for (const gone of [at, path]) {
      const removed = await call(server.origin, gone, undefined, { method: "DELETE" });
      expect([removed.status, removed.body]).toEqual([204, undefined]);
    }
  });
});

describe("every error is {code, message, more_info, status[, details]}", () => {
  const post = (path: string, form: Record<string, string>) => () => call(server.origin, path, form);
  const send =
    (to: string, more: Record<string, string> = {}) =>
    () =>
      start(server.origin, to, more);
  const body = (text: string, type: string) => () =>
    call(server.origin, `${service}/Verifications`, undefined, {
      method: "POST",
      body: text,
      headers: { "content-type": type },
    });

  test.each<[string, () => Promise<Answer>, number, number]>([
    ["no route", () => call(server.origin, "/Nothing"), 404, 20404],
    ["no route below a service", post(`${service}/MessagingConfigurations`, {}), 404, 20404],
    ["a rate limit without a name", post(`${service}/RateLimits`, {}), 400, 60200],
    ["no entity", () => call(server.origin, `${service}/Entities/nobody-here`), 404, 20404],
    ["a factor of nobody", () => call(server.origin, `${service}/Entities/nobody-here/Factors`), 404, 20404],
    ["a short identity", post(`${service}/Entities`, { Identity: "seven77" }), 400, 60200],
    [
      "a push factor",
      post(`${service}/Entities/nobody-here/Factors`, { FriendlyName: "x", FactorType: "push" }),
      404,
      20404,
    ],
    ["no attempt", () => call(server.origin, `/Attempts/VL${"0".repeat(32)}`), 404, 20404],
    ["no attempt's sid", () => call(server.origin, "/Attempts/VL1"), 404, 20404],
    ["another list's page token", () => call(server.origin, `/Services?PageToken=PARK${"0".repeat(32)}`), 400, 60200],
    ["no such method", () => call(server.origin, service, undefined, { method: "PUT" }), 404, 20404],
    ["no service", () => call(server.origin, `/Services/VA${"0".repeat(32)}`), 404, 20404],
    ["no sid", () => call(server.origin, "/Services/VA1"), 404, 20404],
    ["a very long sid", () => call(server.origin, `/Services/${"A".repeat(5000)}`), 400, 60200],
    ["no credentials", () => call(server.origin, service, undefined, { headers: { authorization: "" } }), 401, 20003],
    ["no number", send("hello"), 400, 60200],
    ["no channel", post(`${service}/Verifications`, { To: "+821011112222" }), 400, 60200],
    ["an unknown channel", send("+821011112222", { Channel: "pigeon" }), 400, 60200],
    ["a landline", send("+8221234567"), 403, 60205],
    ["a premium number", send("060-700-1234"), 403, 60410],
    ["a country that is not allowed", send("+14155552671"), 403, 60605],
    ["nobody to check", post(`${service}/VerificationCheck`, { Code: "123456" }), 400, 60221],
    ["no code to check", post(`${service}/VerificationCheck`, { To: "+821011112222" }), 400, 60200],
    ["nothing to check", () => check(server.origin, newNumber(), "123456"), 404, 20404],
    ["an unknown status", post(`${service}/Verifications/${newNumber()}`, { Status: "done" }), 400, 60200],
    ["a page size of zero", () => call(server.origin, "/Services?PageSize=0"), 400, 60200],
    ["a page token of nobody", () => call(server.origin, "/Services?PageToken=PAx"), 400, 60200],
    ["JSON", body('{"To":"+821011112222","Channel":"sms"}', "application/json"), 415, 20001],
    ["plain text", body("To=%2B821011112222&Channel=sms", "text/plain"), 415, 20001],
    [
      "17 KiB",
      post(`${service}/Verifications`, { To: "+821011112222", Channel: "sms", Padding: "x".repeat(17 * 1024) }),
      413,
      20001,
    ],
    [
      "a number twice",
      body("To=%2B821011112222&To=%2B821011113333&Channel=sms", "application/x-www-form-urlencoded"),
      400,
      60200,
    ],
  ])("%s", async (_name, ask, status, code) => {
    const { body: found, status: given, headers } = await ask();
    expect([given, found.code, found.status]).toEqual([status, code, status]);
    isTwilioError(found, headers.get("content-type"));
  });

  test("a lockout, with details", async () => {
    const to = newNumber();
    for (let round = 0; round < 5; round++) await start(server.origin, to);
    const { body: found, headers } = await start(server.origin, to);
    isTwilioError(found, headers.get("content-type"));
    expect(Object.keys(found.details)).toEqual(["retryAfterSeconds"]);
  });

  test.each(["/Services/%zz", "/%", `${service}/Verifications/%E0%A4%A`])("malformed percent: %j", async (path) => {
    const { body: found, status, headers } = await call(server.origin, path);
    expect(status).toBe(400);
    isTwilioError(found, headers.get("content-type"));
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  function isTwilioError(found: Record<string, unknown>, type: string | null) {
    expect(type).toMatch(/^application\/json/);
    expect(
      Object.keys(found)
        .filter((name) => name !== "details")
        .sort(),
    ).toEqual(["code", "message", "more_info", "status"]);
    expect(found.more_info).toBe(`https://www.twilio.com/docs/errors/${found.code}`);
    expect(found.message).toMatch(/\w/);
  }
});
