/**
 * @module Connectors through the management API, with fakes for vendors: made, tested, switched, restored, deleted; what two
 * processes see of it; what nobody ever sees of a secret.
 */
import { readFileSync } from "node:fs";
import { smtp } from "@munjigi/connectors/email/smtp";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { rotateConnectorSecrets } from "../../dist/connectors/rotate-secrets.js";
import { parseKeyring } from "../../dist/secrets.js";
import {
  type Answer,
  ageLimits,
  burst,
  credentials,
  newNumber,
  SECRET_KEY,
  start,
  startApp,
  suiteDatabase,
  type TestServer,
} from "../harness.js";
import { eventually, knownElsewhere, pause } from "../kit/pace.js";
import {
  findCarrier,
  manage as manageAt,
  PRIVATE,
  reaches,
  TWILIO,
  tryOut,
  twilioAccountNo,
  twilioConfig,
} from "../kit/vendors.js";

const database = suiteDatabase();
let server: TestServer;
let other: TestServer;
let vendors: [FakeVendor, FakeVendor];
const servers: TestServer[] = [];
const accounts = [twilioAccountNo(1), twilioAccountNo(2)] as const;
/** All that nobody may ever read, and all that was answered. */
const secrets: string[] = accounts.map(({ authToken }) => authToken);
const answers: string[] = [];

beforeAll(async () => {
  vendors = [await fakeTwilio(accounts[0]), await fakeTwilio(accounts[1])];
  server = await open();
  other = await open();
});

afterAll(async () => {
  await Promise.all([server.stop(), other.stop()]);
  await Promise.all(vendors.map((one) => one.close()));
});

async function open(env: Record<string, string> = {}): Promise<TestServer> {
  const opened = await startApp(database, { env: { ...PRIVATE, ...env }, logLevel: "trace" });
  servers.push(opened);
  return opened;
}

/** For the length of one test: PostgreSQL has so many connections and no more. */
async function openBriefly(env: Record<string, string>): Promise<TestServer> {
  const opened = await open(env);
  onTestFinished(async () => await opened.stop());
  return opened;
}

interface Options {
  origin?: string;
  headers?: Record<string, string>;
}

const manage = (method: string, path: string, body?: unknown, { origin = server.origin, headers = {} }: Options = {}) =>
  manageAt(origin, method, path, body, { headers, heard: (text) => void answers.push(text) });

const titleOf = ({ status, body }: Answer) => [status, body?.title];
const configOf = (n: 0 | 1, more: Record<string, unknown> = {}) => twilioConfig(vendors[n], accounts[n], more);
const create = (config: object, more: object = {}, options: Options = {}) =>
  manage("POST", "/connectors", { connectorId: TWILIO, config, ...more }, options);

/** Made, and in force without a test. */
async function force(config: object, options: Options = {}) {
  const made = await create(config, { force: true }, options);
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  expect(made.body.status).toBe("active");
  return made.body;
}

/** Made, and no more. */
async function draft(config: object, options: Options = {}) {
  const made = await create(config, { activate: false }, options);
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  return made.body;
}

const fetchOne = async (id: string) => (await manage("GET", `/connectors/${id}`)).body;
const list = async () => (await manage("GET", "/connectors")).body as { id: string; status: string }[];
const inForce = async (status = "active") => (await list()).filter((one) => one.status === status).map(({ id }) => id);
const carrier = async ({ origin } = server) => (await findCarrier(origin, vendors)).vendor;
const MASK = "••••••••";

/** A test of the settings that passes; it costs a text. */
async function pass(config: object, id?: string) {
  const { status, body } = await tryOut(database, server.origin, config, { ...(id && { id }) });
  expect([status, body.detail]).toEqual([200, undefined]);
}

describe("kinds", () => {
  test("are listed with what draws a form, and fetched one by one", async () => {
    const factories = (await manage("GET", "/connector-factories")).body;
    const ids = factories.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([TWILIO, "outbox", "outbox-email"]));
    expect(new Set(ids).size).toBe(ids.length);
    for (const factory of factories)
      expect((await manage("GET", `/connector-factories/${factory.id}`)).body, factory.id).toEqual(factory);
    const twilio = factories.find(({ id }: { id: string }) => id === TWILIO);
    expect(twilio.schema.properties.authToken).toMatchObject({ secret: true, label: { ko: "Auth Token" } });
    expect(twilio.schema.properties.accountSID.secret).toBeUndefined();
    expect(twilio.schema.required).toEqual(expect.arrayContaining(["accountSID", "authToken", "templates"]));
    expect(twilio.defaults).toMatchObject({ accountSID: "<account-sid>", templates: expect.any(Array) });
    expect(twilio.abilities).toEqual(["receipt", "status", "balance", "senders"]);
    const inboxes = factories.filter(({ developmentOnly }: { developmentOnly: boolean }) => developmentOnly);
    expect(inboxes.map(({ id }: { id: string }) => id)).toEqual(["outbox", "outbox-email"]);
    expect(titleOf(await manage("GET", "/connector-factories/nobody"))).toEqual([404, "connector.unknown_factory"]);
  });

  test("the defaults are accepted as a config, once their placeholders are", async () => {
    for (const { id, defaults } of (await manage("GET", "/connector-factories")).body) {
      const { status, body } = await create(defaults, { connectorId: id, activate: false });
      // Placeholders of numbers and codes are refused with their paths, and nothing else is.
      if (status !== 201) for (const { path } of body.problems) expect(path, `${id}: ${path}`).toMatch(/^config\.\w+/);
      else expect(body.ignored, id).toEqual([]);
    }
  });
});

describe("making", () => {
  test("of an unknown kind: 404; what asks nicely but is no config: 400", async () => {
    expect(titleOf(await create({}, { connectorId: "nobody" }))).toEqual([404, "connector.unknown_factory"]);
    for (const config of [null, [], "x", 1, undefined])
      expect(titleOf(await create(config as never)), JSON.stringify(config)).toEqual([400, "request.invalid"]);
  });

  test("untested: refused, and nothing is made; by force: made and in force", async () => {
    const before = (await list()).length;
    expect(titleOf(await create(configOf(0)))).toEqual([409, "connector.untested"]);
    expect(await list()).toHaveLength(before);
    const made = await force(configOf(0));
    expect(made).toMatchObject({ id: expect.stringMatching(/^CN[0-9a-f]{32}$/), connectorId: TWILIO, type: "Sms" });
    expect(made).toMatchObject({ version: 1, draft: null, ignored: [] });
    expect(made.config).toEqual({ ...configOf(0), authToken: MASK });
    expect(made.secrets).toEqual({
      authToken: { setAt: expect.stringMatching(/Z$/), hint: null },
    });
    expect(await carrier()).toBe(0);
    expect((await fetchOne(made.id)).versions).toEqual([
      { version: 1, createdAt: expect.any(String), activatedAt: expect.any(String) },
    ]);
  });

  test("after a test of the same settings, in whatever order their members stand", async () => {
    const config = configOf(1, { timeoutMs: 4001 });
    await pass(config);
    expect(vendors[1].accepted.at(-1)?.text).toMatch(/Munjigi/);
    const turned = Object.fromEntries(Object.entries(config).reverse());
    const entries = config.templates.map((one) => Object.fromEntries(Object.entries(one).reverse()));
    const made = await create({ ...turned, templates: entries });
    expect([made.status, made.body.status]).toEqual([201, "active"]);
    expect((await create({ ...config, timeoutMs: 4000 })).body.title).toBe("connector.untested");
    expect((await create({ ...config, authToken: `${config.authToken}x` })).body.title).toBe("connector.untested");
    expect((await create({ ...config, templates: [...config.templates].reverse() })).body.title).toBe(
      "connector.untested",
    );
  });

  test("a test is good for an hour", async () => {
    const config = configOf(0, { timeoutMs: 4002 });
    await pass(config);
    const age = (minutes: number) =>
      database.sql`update connector_tests set tested_at = tested_at - ${minutes}::int * interval '1 minute'`;
    await age(59);
    expect((await create(config, { activate: false })).body.status).toBe("tested");
    expect((await create(config)).status).toBe(201);
    await age(2);
    expect(titleOf(await create(config))).toEqual([409, "connector.untested"]);
    expect((await create(config, { activate: false })).body.status).toBe("draft");
  });

  test("a config that is wrong: every field with its path, in the caller's language", async () => {
    const config = {
      accountSID: 7,
      authToken: "",
      fromMessagingServiceSID: "x",
      timeoutMs: 1,
      endpoint: "ftp://x/y",
      templates: [{ usageType: "Generic", content: "no place for it" }],
    };
    const paths = ["accountSID", "authToken", "endpoint", "templates", "templates.0.content", "timeoutMs"];
    for (const [language, hangul] of [
      ["ko-KR", true],
      ["en", false],
    ] as const) {
      const { status, body } = await create(config, { force: true }, { headers: { "accept-language": language } });
      expect([status, body.title]).toEqual([400, "connector.config_invalid"]);
      const problems = body.problems as { path: string; problem: string }[];
      expect(problems.map(({ path }) => path).sort()).toEqual(paths.map((path) => `config.${path}`));
      for (const { path, problem } of problems) expect(/[가-힣]/.test(problem), `${path}: ${problem}`).toBe(hangul);
      expect(body.parameter).toBe(problems[0]?.path);
      expect(/[가-힣]/.test(body.detail)).toBe(hangul);
    }
    const nobody = configOf(0, { fromMessagingServiceSID: "" });
    expect((await create(nobody, { force: true })).body.problems).toEqual([
      { path: "config.fromMessagingServiceSID", problem: expect.any(String) },
    ]);
  });

  test("members that nobody reads are told and not kept", async () => {
    const made = await draft({ ...configOf(0), region: "kr", auth_token: "typo", empty: "" });
    expect(made.ignored).toEqual(["region", "auth_token"]);
    expect(Object.keys((await fetchOne(made.id)).config)).not.toContain("region");
    const changed = await manage("PATCH", `/connectors/${made.id}`, { config: { ...configOf(0), zone: 1 } });
    expect(changed.body.ignored).toEqual(["zone"]);
    expect(changed.body.config).not.toHaveProperty("zone");
  });

  test.each([
    ["outbox", "sms", () => newNumber()],
    ["outbox-email", "email", () => `kim${newNumber()}@example.com`],
  ])(
    "the inbox: %s in development without a test, in production not at all",
    async (connectorId, Channel, recipient) => {
      const inbox = { connectorId };
      const made = await create({}, inbox);
      expect([made.status, made.body.status]).toEqual([201, "active"]);
      const to = recipient();
      await start(server.origin, to, { Channel });
      const entries = await eventually(async () => {
        const found = await (await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`)).json();
        return Array.isArray(found) && found[0]?.status === "sent" && found;
      });
      expect(entries).toHaveLength(1);

      const { origin } = await openBriefly({ MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" });
      const only = [409, "connector.development_only"];
      expect(titleOf(await create({}, { ...inbox, force: true }, { origin }))).toEqual(only);
      const activate = `/connectors/${made.body.id}/activate`;
      expect(titleOf(await manage("POST", activate, { force: true }, { origin }))).toEqual(only);
      expect(
        titleOf(await manage("POST", activate.replace("activate", "standby"), { force: true }, { origin })),
      ).toEqual(only);
      // What development left in force sends nothing.
      expect((await start(origin, recipient(), { Channel })).body).toMatchObject({ code: 60223 });
      expect((await manage("DELETE", `/connectors/${made.body.id}?force=true`)).status).toBe(204);
    },
  );
});

describe("changing", () => {
  test("PATCH makes a draft; what is in force goes on sending until it is activated", async () => {
    const made = await force(configOf(0));
    const changed = await manage("PATCH", `/connectors/${made.id}`, { config: configOf(1) });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ status: "active", version: 1, draft: { version: 2, tested: false } });
    expect(changed.body.draft.config).toEqual({ ...configOf(1), authToken: MASK });
    expect(changed.body.config).toEqual({ ...configOf(0), authToken: MASK });
    expect(await carrier()).toBe(0);
    const activate = `/connectors/${made.id}/activate`;
    expect(titleOf(await manage("POST", activate, {}))).toEqual([409, "connector.untested"]);
    expect(await carrier()).toBe(0);
    // Without a config, the draft is what is tested.
    await ageLimits(database.sql, 61);
    const tested = await manage("POST", `/connectors/${made.id}/test`, { phone: newNumber() });
    expect(tested.status).toBe(200);
    expect((await fetchOne(made.id)).draft).toMatchObject({ tested: true });
    const active = await manage("POST", activate, {});
    expect(active.body).toMatchObject({ status: "active", version: 2, draft: null });
    expect(await carrier()).toBe(1);
  });

  test("a mask keeps the secret and its date; another secret has another date", async () => {
    const made = await draft(configOf(0));
    const setAt = made.secrets.authToken.setAt;
    const shown = await fetchOne(made.id);
    await new Promise((done) => setTimeout(done, 5));
    const kept = await manage("PATCH", `/connectors/${made.id}`, { config: { ...shown.config, timeoutMs: 3000 } });
    expect(kept.body).toMatchObject({ version: 2, draft: null, secrets: { authToken: { setAt } } });
    const same = await manage("PATCH", `/connectors/${made.id}`, { config: configOf(0) });
    expect(same.body.secrets).toMatchObject({ authToken: { setAt } });
    const forced = await manage("POST", `/connectors/${made.id}/activate`, { force: true });
    expect(forced.body.status).toBe("active");
    expect(await carrier(), "the kept secret is the right one").toBe(0);
    const changed = await manage("PATCH", `/connectors/${made.id}`, { config: configOf(1) });
    expect(changed.body.draft.secrets.authToken.setAt > setAt).toBe(true);
    expect(changed.body.secrets).toMatchObject({ authToken: { setAt } });
    // Again over the draft: now its secret is meant.
    const again = await manage("PATCH", `/connectors/${made.id}`, { config: { ...configOf(1), authToken: MASK } });
    expect(again.body.draft.secrets).toEqual(changed.body.draft.secrets);
    await manage("POST", `/connectors/${made.id}/activate`, { force: true });
    expect(await carrier()).toBe(1);
    const none = await create({ ...configOf(0), authToken: MASK }, { force: true });
    expect(none.body.problems).toEqual([{ path: "config.authToken", problem: expect.stringContaining("mask") }]);
  });

  test("a mask stands for the secret at its own address only", async () => {
    const good = {
      endpoint: "https://gateway.example/send",
      authorization: "Bearer s3cret",
      hmac: { secret: "s".repeat(16) },
    };
    const masked = { ...good, authorization: MASK, hmac: { secret: MASK } };
    const made = await manage("POST", "/connectors", { connectorId: "http-sms", config: good, activate: false });
    const path = `/connectors/${made.body.id}`;
    const change = (config: object) => manage("PATCH", path, { config });
    const elsewhere = [
      "https://evil.example/send",
      "https://gateway.example:8443/",
      "http://gateway.example",
      "ht\ntps:evil.example",
    ];
    for (const endpoint of elsewhere) {
      const config = { ...masked, endpoint };
      for (const answer of [
        await change(config),
        await manage("POST", `${path}/test`, { phone: newNumber(), config }),
      ]) {
        expect([endpoint, ...titleOf(answer)]).toEqual([endpoint, 400, "connector.config_invalid"]);
        const paths = answer.body.problems.map(({ path }: { path: string }) => path);
        expect(paths).toEqual(["config.authorization", "config.hmac.secret"]);
      }
    }
    // Not kept: nothing is told. Brought anew, or at the old address: as ever.
    expect((await change({ endpoint: elsewhere[0] })).status).toBe(200);
    expect((await change({ ...good, endpoint: elsewhere[0] })).status).toBe(200);
    expect((await change({ ...masked, endpoint: "https://evil.example/other/path" })).status).toBe(200);
    expect((await change(masked)).status).toBe(400);
  });

  test("nor for that of a mail server elsewhere", async () => {
    const good = { ...smtp.example, host: "mail.example", port: 587 };
    const made = await manage("POST", "/connectors", { connectorId: smtp.id, config: good, activate: false });
    const change = (more: object) =>
      manage("PATCH", `/connectors/${made.body.id}`, { config: { ...made.body.config, ...more } });
    for (const more of [{ host: "evil.example" }, { port: 2525 }])
      expect((await change(more)).body).toMatchObject({ problems: [{ path: "config.auth.pass" }] });
    expect((await change({ name: "a.example", timeoutMs: 3000 })).status).toBe(200);
  });

  test("restore: what served is in force at once, untested; what never did becomes the draft", async () => {
    const made = await force(configOf(0));
    await manage("PATCH", `/connectors/${made.id}`, { config: configOf(1, { timeoutMs: 2222 }) });
    await manage("PATCH", `/connectors/${made.id}`, { config: configOf(1) });
    await manage("POST", `/connectors/${made.id}/activate`, { force: true });
    expect(await carrier()).toBe(1);
    const restore = (version: unknown) => manage("POST", `/connectors/${made.id}/restore`, { version });
    expect((await restore(2)).body).toMatchObject({ version: 3, draft: { version: 2, config: { timeoutMs: 2222 } } });
    expect(await carrier()).toBe(1);
    expect((await restore(1)).body).toMatchObject({ status: "active", version: 1, draft: null });
    expect(await carrier()).toBe(0);
    expect(titleOf(await restore(4))).toEqual([404, "connector.version_not_found"]);
    for (const version of [0, -1, 1.5, "1", null]) expect((await restore(version)).status, `${version}`).toBe(400);
    expect(titleOf(await manage("POST", `/connectors/CN${"0".repeat(32)}/restore`, { version: 1 }))).toEqual([
      404,
      "connector.not_found",
    ]);
  });

  test("numbers no column holds and names no connector has are refused, not a fault of ours", async () => {
    const { id } = await draft(configOf(0));
    for (const version of [2 ** 31, 2 ** 53 - 1])
      expect((await manage("POST", `/connectors/${id}/restore`, { version })).status, `${version}`).toBeOneOf([
        400, 404,
      ]);
    for (const name of ["CN%00", "%00", "CN'", "CN%ED%A0%80", "%F0%9F%98%80"])
      for (const [method, path, body] of [
        ["GET", `/connectors/${name}`, undefined],
        ["PATCH", `/connectors/${name}`, { config: {} }],
        ["DELETE", `/connectors/${name}`, undefined],
        ["POST", `/connectors/${name}/test`, { phone: newNumber() }],
        ["POST", `/connectors/${name}/activate`, {}],
        ["DELETE", `/connectors/${name}/standby`, undefined],
        ["GET", `/connector-factories/${name}`, undefined],
      ] as const) {
        const { status } = await manage(method, path, body);
        expect(status, `${method} ${path}`).toBeOneOf([400, 404]);
      }
  });
});

describe("standing by", () => {
  test("on and off; one of a type; the active one cannot", async () => {
    const active = await force(configOf(0));
    const [first, second] = [await draft(configOf(1, { timeoutMs: 999 })), await draft(configOf(1))];
    const standby = (id: string, body: unknown = { force: true }) => manage("POST", `/connectors/${id}/standby`, body);
    expect(titleOf(await standby(first.id, {}))).toEqual([409, "connector.untested"]);
    expect(titleOf(await standby(active.id))).toEqual([409, "connector.active"]);
    expect((await standby(first.id)).body.status).toBe("standby");
    expect((await standby(second.id)).body.status).toBe("standby");
    expect(await inForce("standby")).toEqual([second.id]);
    expect((await fetchOne(first.id)).status).toBe("retired");
    const off = await manage("DELETE", `/connectors/${second.id}/standby`);
    expect([off.status, off.body.status]).toEqual([200, "retired"]);
    expect((await manage("DELETE", `/connectors/${active.id}/standby`)).body.status).toBe("active");
    expect(await inForce()).toEqual([active.id]);
    // The one that stood by takes over: nobody stands by then.
    await standby(second.id);
    expect((await manage("POST", `/connectors/${second.id}/activate`, { force: true })).body.status).toBe("active");
    expect([await inForce(), await inForce("standby")]).toEqual([[second.id], []]);
  });
});

describe("deleting", () => {
  test("the active one only by force, and then /v2 has no channel", async () => {
    const idle = await draft(configOf(1));
    const active = await force(configOf(0));
    const { origin } = await openBriefly({ MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" });
    expect((await manage("DELETE", `/connectors/${idle.id}`)).status).toBe(204);
    expect(titleOf(await manage("GET", `/connectors/${idle.id}`))).toEqual([404, "connector.not_found"]);
    expect(titleOf(await manage("DELETE", `/connectors/${idle.id}`))).toEqual([404, "connector.not_found"]);
    const refused = await manage("DELETE", `/connectors/${active.id}`);
    expect(titleOf(refused)).toEqual([409, "connector.in_use"]);
    expect(refused.body.services).toEqual([{ sid: credentials.serviceSid, friendlyName: expect.any(String) }]);
    expect((await manage("DELETE", `/connectors/${active.id}?force=yes`)).status).toBe(400);
    expect(await carrier({ origin } as TestServer)).toBe(0);
    expect((await manage("DELETE", `/connectors/${active.id}?force=true`, undefined, { origin })).status).toBe(204);
    const answer = await start(origin, newNumber());
    expect(answer.body).toMatchObject({ code: 60223 });
    expect(answer.body.message).toMatch(/no connector is active/);
    const left = await database.sql`select id from connector_versions where connector_id = ${active.id}`;
    expect(left).toHaveLength(0);
  });
});

describe("many at once, two processes", () => {
  test("of fifty tests five pass in a minute; the others are told when to come again", async () => {
    await ageLimits(database.sql, 61);
    const before = vendors[0].accepted.length;
    const tests = await burst(50, (index) =>
      manage(
        "POST",
        `/connectors/${TWILIO}/test`,
        { phone: newNumber(), config: configOf(0) },
        { origin: (index % 2 ? server : other).origin },
      ),
    );
    const passed = tests.filter(({ status }) => status === 200);
    const refused = tests.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([5, 45]);
    for (const { headers, body } of refused) {
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
      expect(Number(headers.get("retry-after"))).toBeLessThanOrEqual(60);
      expect(body.title).toBe("limits.exceeded");
    }
    expect(vendors[0].accepted.length - before).toBe(5);
  });

  test("twenty activations: every one succeeds, one is in force, and both processes send by it", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, index) => draft(configOf((index % 2) as 0 | 1))));
    for (const role of ["activate", "standby", "activate"]) {
      const results = await burst(20, (index) =>
        manage(
          "POST",
          `/connectors/${made[index].id}/${role}`,
          { force: true },
          { origin: (index % 2 ? server : other).origin },
        ),
      );
      // One that is active at that moment cannot stand by.
      const fine = role === "standby" ? [200, 409] : [200];
      for (const { status, body } of results) expect(status, JSON.stringify(body)).toBeOneOf(fine);
      if (role === "standby") expect((await inForce("standby")).length).toBe(1);
    }
    const [active, ...more] = await inForce();
    expect(more).toEqual([]);
    const wanted = made.findIndex(({ id }) => id === active) % 2;
    await knownElsewhere();
    const carriers = await burst(4, (index) => carrier(index % 2 ? server : other));
    expect(carriers).toEqual([wanted, wanted, wanted, wanted]);
  });

  test("twenty changes are twenty versions", async () => {
    const made = await draft(configOf(0));
    const results = await burst(20, (index) =>
      manage(
        "PATCH",
        `/connectors/${made.id}`,
        { config: configOf(0, { timeoutMs: 1000 + index }) },
        { origin: (index % 2 ? server : other).origin },
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const numbers = results.map(({ body }) => body.version as number).sort((one, next) => one - next);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    const newest = results.find(({ body }) => body.version === 21)?.body.config.timeoutMs;
    expect((await fetchOne(made.id)).config.timeoutMs).toBe(newest);
    expect((await fetchOne(made.id)).versions).toHaveLength(21);
  });

  test("the other process obeys a switch within a second, and says so", async () => {
    await force(configOf(0));
    await eventually(async () => (await carrier(other)) === 0);
    const { id } = await force(configOf(1));
    expect(await carrier(server), "this process, at once").toBe(1);
    await knownElsewhere();
    const wrong = vendors[0].accepted.length;
    for (let round = 0; round < 3; round++) expect(await carrier(other)).toBe(1);
    expect(vendors[0].accepted.length).toBe(wrong);
    expect(other.logLines.some((line) => line.includes("another connector is in force") && line.includes(id))).toBe(
      true,
    );
  });
});

describe("keys", () => {
  const [, older] = SECRET_KEY.split(":");
  const NEWER = `k2:${Buffer.alloc(32, 9).toString("base64")}`;
  const LOST = `k9:${Buffer.alloc(32, 3).toString("base64")}`;

  test("what an older key sealed is still sent with, shown and changed", async () => {
    const made = await force(configOf(0));
    const rotated = await openBriefly({ MUNJIGI_SECRET_KEY: `${NEWER},k1:${older}` });
    expect(await carrier(rotated)).toBe(0);
    const shown = await manage("GET", `/connectors/${made.id}`, undefined, rotated);
    expect(shown.body.config).toEqual({ ...configOf(0), authToken: MASK });
    const changed = await manage(
      "PATCH",
      `/connectors/${made.id}`,
      { config: { ...shown.body.config, timeoutMs: 3333 } },
      rotated,
    );
    expect(changed.body.draft).toMatchObject({ config: { timeoutMs: 3333 }, secrets: made.secrets });
  });

  test("settings that were saved before the key changed can be tested and activated after it", async () => {
    const rotated = await openBriefly({ MUNJIGI_SECRET_KEY: `${NEWER},k1:${older}` });
    const saved = await draft(configOf(1, { timeoutMs: 3456 }));
    const activate = () => manage("POST", `/connectors/${saved.id}/activate`, {}, rotated);
    expect((await activate()).body.title).toBe("connector.untested");
    const tested = await tryOut(database, rotated.origin, undefined, { id: saved.id });
    expect(tested.status).toBe(200);
    expect([(await activate()).status, await carrier(rotated)]).toEqual([200, 1]);

    // Saved with the newer key, tested by a process that does not have it.
    const ahead = await draft(configOf(0, { timeoutMs: 3458 }), rotated);
    expect((await tryOut(database, server.origin, configOf(0, { timeoutMs: 3458 }))).status).toBe(200);
    expect((await manage("POST", `/connectors/${ahead.id}/activate`, {}, rotated)).status).toBe(200);
    expect(await carrier(rotated)).toBe(0);

    // And once the older key is gone from table and ring.
    const later = await draft(configOf(0, { timeoutMs: 3457 }));
    const keyring = parseKeyring(`${NEWER},k1:${older}`);
    const { lost, rotated: count } = await rotateConnectorSecrets({
      ...{ sql: database.sql, keyring, random: systemRandom },
    });
    expect([lost, count > 0]).toEqual([0, true]);
    const alone = await openBriefly({ MUNJIGI_SECRET_KEY: NEWER });
    expect((await tryOut(database, alone.origin, undefined, { id: later.id })).status).toBe(200);
    expect((await manage("POST", `/connectors/${later.id}/activate`, {}, alone)).status).toBe(200);
    expect(await carrier(alone)).toBe(0);
  });

  test("what a lost key sealed is told of and nothing else: no settings, no crash", async () => {
    const made = await force(configOf(0));
    const lost = await openBriefly({
      MUNJIGI_SECRET_KEY: LOST,
      MUNJIGI_ENV: "production",
      MUNJIGI_URL: "https://x.example",
    });
    const shown = await manage("GET", `/connectors/${made.id}`, undefined, lost);
    expect(shown.body).toMatchObject({ status: "active", config: null, secrets: made.secrets });
    expect((await manage("GET", "/connectors", undefined, lost)).status).toBe(200);
    expect((await start(lost.origin, newNumber())).body).toMatchObject({ code: 20503 });
    const told = lost.logLines.filter((line) => line.includes("a connector cannot be used") && line.includes(made.id));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/no longer has the key/);
    await pause(1200);
    const again = lost.logLines.filter((line) => line.includes("a connector cannot be used") && line.includes(made.id));
    expect(again, "once, not twice a second").toHaveLength(1);
    const tested = await tryOut(database, lost.origin, undefined, { id: made.id });
    expect(titleOf(tested)).toEqual([400, "connector.config_invalid"]);
    const masked = await manage("PATCH", `/connectors/${made.id}`, { config: { ...made.config } }, lost);
    expect(masked.body.problems).toEqual([{ path: "config.authToken", problem: expect.stringContaining("mask") }]);
    // The way out: the secret once more.
    const anew = await manage("PATCH", `/connectors/${made.id}`, { config: configOf(1) }, lost);
    expect([anew.status, anew.body.config, anew.body.draft.config.authToken]).toEqual([200, null, MASK]);
    await manage("POST", `/connectors/${made.id}/activate`, { force: true }, lost);
    expect(await carrier(lost)).toBe(1);
  });

  test("the standby sends while the active one cannot be opened", async () => {
    const newer = await openBriefly({ MUNJIGI_SECRET_KEY: NEWER });
    const spare = await create(configOf(1), { activate: false }, newer);
    expect((await manage("POST", `/connectors/${spare.body.id}/standby`, { force: true })).status).toBe(200);
    const made = await force(configOf(0));
    const production = { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://x.example" };
    const lost = await openBriefly({ MUNJIGI_SECRET_KEY: NEWER, ...production });
    expect(await carrier(lost)).toBe(1);
    expect(lost.logLines.some((line) => line.includes("a connector cannot be used") && line.includes(made.id))).toBe(
      true,
    );
    // Where both can be read, each has its place.
    const both = await openBriefly({ MUNJIGI_SECRET_KEY: `k1:${older},${NEWER}` });
    expect(await carrier(both)).toBe(0);
    await manage("DELETE", `/connectors/${spare.body.id}`);
  });
});

describe("secrets", () => {
  test("are in no answer, no line of the log, no column and no page of the reference", async () => {
    const solapi = await fakeSolapi({ ...solapiAccount, apiSecret: "solapi+secret/with=signs&more" });
    secrets.push("solapi+secret/with=signs&more");
    const config = {
      apiKey: solapiAccount.apiKey,
      apiSecret: "solapi+secret/with=signs&more",
      endpoint: solapi.origin,
    };
    const { from } = solapiAccount;
    const whole = { ...config, from, templates: [...configOf(0).templates.filter(({ locale }) => locale === "ko")] };
    secrets.push(solapiAccount.apiKey);
    const made = await create(whole, { connectorId: "solapi-sms", force: true });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const { message } = await findCarrier(server.origin, [solapi]);
    await reaches(database, message, "sent");
    // What fails tells more.
    for (const bad of [
      { ...configOf(0), authToken: [accounts[0].authToken] },
      { ...configOf(0), authToken: "x".repeat(999) },
    ])
      expect((await create(bad, { force: true })).status).toBe(400);
    await tryOut(database, server.origin, { ...configOf(0), authToken: accounts[1].authToken });
    await manage("POST", "/connectors", `{"connectorId":"${TWILIO}","config":{"authToken":"${accounts[0].authToken}`);
    await solapi.close();

    const spellings = secrets.flatMap((secret) => {
      const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
      return [secret, encodeURIComponent(secret), base64, JSON.stringify(secret).slice(1, -1)];
    });
    const basics = accounts.map(({ accountSID, authToken }) =>
      Buffer.from(`${accountSID}:${authToken}`).toString("base64"),
    );
    const forbidden = [...new Set([...spellings, ...basics, ...basics.map((one) => one.slice(50))])];
    const found = (where: string, text: string) =>
      forbidden.filter((one) => text.includes(one)).map((one) => `${where}: ${one}`);
    const tables = await database.sql<{ name: string }[]>`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`;
    expect(tables.length).toBeGreaterThan(10);
    let rows = 0;
    for (const { name } of tables) {
      const dumped = await database.sql<
        { row: string }[]
      >`select row_to_json(t)::text as row from ${database.sql(name)} t`;
      rows += dumped.length;
      for (const { row } of dumped) expect(found(`table ${name}`, row)).toEqual([]);
    }
    expect(rows).toBeGreaterThan(100);
    expect(answers.length).toBeGreaterThan(100);
    for (const text of answers) expect(found("answer", text)).toEqual([]);
    for (const { logLines } of servers) for (const line of logLines) expect(found("log", line)).toEqual([]);
    const reference = readFileSync(new URL("../../../openapi.json", import.meta.url), "utf8");
    expect(found("openapi.json", reference)).toEqual([]);
    const served = await (await fetch(`${server.origin}/openapi.json`)).text();
    expect(found("/openapi.json", served)).toEqual([]);
  });
});

test("a mask that stands for nothing is refused, also where the secret is optional", async () => {
  const config = { endpoint: "https://gateway.example.com/send", authorization: MASK, headers: { "X-Key": MASK } };
  const made = await manage("POST", "/connectors", { connectorId: "http-sms", config, activate: false });
  expect(made).toMatchObject({ status: 400, body: { title: "connector.config_invalid" } });
  expect(made.body.problems.map(({ path }: { path: string }) => path)).toEqual([
    "config.authorization",
    "config.headers.X-Key",
  ]);
});

test("activate and standby need no body, with a type or without", async () => {
  const { body } = await manage("POST", "/connectors", { connectorId: TWILIO, config: configOf(0), activate: false });
  for (const headers of [{}, { "content-type": "application/json" }] as Record<string, string>[])
    for (const what of ["standby", "activate"]) {
      const answer = await manage("POST", `/connectors/${body.id}/${what}`, undefined, { headers });
      // Tested a moment ago or not: it was understood.
      expect([200, 409], JSON.stringify(answer.body)).toContain(answer.status);
      if (answer.status === 409) expect(answer.body.title).toMatch(/^connector\.(untested|active)$/);
    }
});
