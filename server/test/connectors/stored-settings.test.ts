/**
 * @module Settings that were stored under an older schema: a release later they have the defaults of newer fields, or they no
 * longer fit; then nobody sends with them, and everybody who looks is told why without a secret.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { runDoctor } from "../../dist/start/doctor.js";
import {
  createDatabase,
  newNumber,
  SECRET_KEY,
  start,
  startApp,
  type TestDatabase,
  type TestServer,
} from "../harness.js";
import { eventually } from "../kit/pace.js";
import { force, manage, PRIVATE, tryOut, twilioAccountNo, twilioConfig } from "../kit/vendors.js";

const SECRET = "sk-acme-0123456789";
const MASK = "••••••••";
const PRODUCTION = { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" };

/** What the vendor "acme" was given, whichever release sent it. */
const calls: { to: string; settings: Record<string, unknown> }[] = [];
(globalThis as { acmeCalls?: typeof calls }).acmeCalls = calls;

/** The fields of `acme` in one release after another. */
const releases = {
  first: `apiKey: z.string().meta({ secret: true })`,
  withDefaults: `apiKey: z.string().meta({ secret: true }), region: z.string().default("seoul"),
    endpoint: z.url().default("https://api.acme.example")`,
  withDemands: `apiKey: z.string().meta({ secret: true }), sender: z.string()`,
  withNewName: `token: z.string().meta({ secret: true }), apiKey: z.object({ id: z.string() }).optional()`,
  thatQuotes: `apiKey: z.string().meta({ secret: true }).refine(() => false, { error: ({ input }) => "is " + input.slice(3, 15) })`,
  thatThrows: `apiKey: z.string().meta({ secret: true }).refine((text) => JSON.parse(text))`,
};

let folder: string;
let database: TestDatabase;
let vendor: FakeVendor;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "munjigi-stored-"));
  database = await createDatabase();
  vendor = await fakeTwilio(twilioAccountNo(1));
});

afterEach(async () => {
  await database.sql`delete from connectors`;
  calls.length = 0;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await vendor.close();
  await database.drop();
});

function moduleOf(fields: string): string {
  const path = join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    path,
    `import { z } from ${JSON.stringify(import.meta.resolve("zod"))};
    export default { id: "acme", type: "Sms", name: { ko: "애크미", en: "Acme" }, docs: "", settings: z.object({ ${fields} }),
      limits: { maxBytes: 90, charset: "euc-kr" },
      async send({ to }, settings) { globalThis.acmeCalls.push({ to, settings }); return {}; } };`,
  );
  return path;
}

const envOf = (release: keyof typeof releases, more: Record<string, string> = {}) => ({
  ...PRIVATE,
  ...more,
  MUNJIGI_CONNECTORS: moduleOf(releases[release]),
});

/** A server of this release, for the length of one test. */
async function upgradeTo(release: keyof typeof releases, more: Record<string, string> = {}): Promise<TestServer> {
  const server = await startApp(database, { env: envOf(release, more) });
  onTestFinished(async () => await server.stop());
  return server;
}

const forceAcme = (origin: string) => force(origin, { apiKey: SECRET }, { kind: "acme" });
const fetchOne = async ({ origin }: TestServer, id: string) => (await manage(origin, "GET", `/connectors/${id}`)).body;

async function sendBy({ origin }: TestServer) {
  const to = newNumber();
  expect((await start(origin, to)).status).toBe(201);
  return await eventually(async () => calls.find((one) => one.to === to));
}

async function doctor(release: keyof typeof releases): Promise<string> {
  const lines: string[] = [];
  const env = { ...envOf(release, PRODUCTION), DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY };
  await runDoctor(env, (line) => void lines.push(line));
  return lines.join("\n");
}

test("a field that a later release adds has its default, in what is sent and in what is shown", async () => {
  const old = await upgradeTo("first");
  const id = await forceAcme(old.origin);
  expect((await sendBy(old)).settings).toEqual({ apiKey: SECRET });
  const server = await upgradeTo("withDefaults");
  const defaults = { region: "seoul", endpoint: "https://api.acme.example" };
  expect((await sendBy(server)).settings).toEqual({ apiKey: SECRET, ...defaults });
  expect(await fetchOne(server, id)).toMatchObject({ config: { apiKey: MASK, ...defaults }, problem: null });
  // What was shown can be sent back: an address that came by a default is no new one.
  const config = { apiKey: MASK, ...defaults, region: "busan" };
  const patched = await manage(server.origin, "PATCH", `/connectors/${id}`, { config });
  expect([patched.status, patched.body.detail]).toEqual([200, undefined]);
  await manage(server.origin, "POST", `/connectors/${id}/activate`, { force: true });
  expect((await sendBy(server)).settings).toEqual({ apiKey: SECRET, ...defaults, region: "busan" });
});

test("settings that passed a test are tested still, and those that pass one now may be activated", async () => {
  const old = await upgradeTo("first");
  const server = await upgradeTo("withDefaults");
  const draft = async () => {
    const body = { connectorId: "acme", config: { apiKey: SECRET }, activate: false };
    return (await manage(old.origin, "POST", "/connectors", body)).body.id as string;
  };
  const testedBefore = await draft();
  expect((await tryOut(database, old.origin, undefined, { id: testedBefore })).status).toBe(200);
  expect((await fetchOne(server, testedBefore)).status).toBe("tested");
  await database.sql`delete from connector_tests`;
  expect((await fetchOne(server, testedBefore)).status).toBe("draft");
  expect((await tryOut(database, server.origin, undefined, { id: testedBefore })).status).toBe(200);
  const activated = await manage(server.origin, "POST", `/connectors/${testedBefore}/activate`);
  expect([activated.status, activated.body.status]).toEqual([200, "active"]);
  expect((await sendBy(server)).settings).toMatchObject({ region: "seoul" });
});

test("settings that no longer fit are not in force: the standby sends, and everybody is told which field", async () => {
  const old = await upgradeTo("first");
  const id = await forceAcme(old.origin);
  await force(old.origin, twilioConfig(vendor, twilioAccountNo(1)), { standby: true });
  const server = await upgradeTo("withDemands", PRODUCTION);
  const to = newNumber();
  expect((await start(server.origin, to)).status).toBe(201);
  await eventually(async () => vendor.accepted.find((one) => one.to === to));
  expect(calls).toEqual([]);
  const problem = "its settings do not fit this release: sender is required. Save them anew";
  expect(await fetchOne(server, id)).toMatchObject({ status: "active", config: { apiKey: MASK }, problem });
  const [listed] = (await manage(server.origin, "GET", "/connectors")).body.filter(
    (one: { id: string }) => one.id === id,
  );
  expect(listed.problem).toBe(problem);
  expect(server.logLines.some((line) => line.includes("a connector cannot be used") && line.includes(problem))).toBe(
    true,
  );
  expect(await doctor("withDemands")).toContain(`✗ SMS connector (active): acme, version 1: ${problem}`);
  // Nor is a test sent with them.
  const tried = await tryOut(database, server.origin, undefined, { id });
  expect([tried.status, tried.body.title]).toEqual([400, "connector.config_invalid"]);
  // Saved anew they are in force again.
  const config = { apiKey: MASK, sender: "021234567" };
  expect((await manage(server.origin, "PATCH", `/connectors/${id}`, { config })).status).toBe(200);
  await manage(server.origin, "POST", `/connectors/${id}/activate`, { force: true });
  expect((await sendBy(server)).settings).toEqual({ apiKey: SECRET, sender: "021234567" });
});

test.each([
  ["in production", PRODUCTION],
  ["in development, whose inbox does not take its place", {}],
])("where nothing else is in force, it is told apart from none: %s", async (_name, env) => {
  const old = await upgradeTo("first");
  await forceAcme(old.origin);
  const server = await upgradeTo("withDemands", env);
  const { status, body } = await start(server.origin, newNumber());
  expect([status, body.code]).toEqual([503, 20503]);
  expect(body.message).toContain("settings of the active connector cannot be read");
  expect(calls).toEqual([]);
});

test("a process that cannot read them leaves the messages of others alone", async () => {
  const old = await upgradeTo("first");
  await forceAcme(old.origin);
  const blind = await upgradeTo("withDemands", PRODUCTION);
  const to = newNumber();
  const { body } = await start(old.origin, to);
  const message = body.send_code_attempts[0].attempt_sid as string;
  await eventually(async () => calls.some((one) => one.to === to));
  // As if its worker had died: whoever finds it first takes it.
  await old.stop();
  await database.sql`update messages set status = 'queued', next_at = clock_timestamp() where sid = ${message}`;
  await eventually(async () => {
    const [row] = await database.sql`select status, error_class from messages where sid = ${message}`;
    return row?.status === "queued" && row.errorClass === "resting";
  });
  await blind.stop();
  const mended = await upgradeTo("first");
  await database.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
  await eventually(async () => calls.filter((one) => one.to === to).length === 2);
  expect((await sendBy(mended)).settings).toMatchObject({ apiKey: SECRET });
});

test.each([
  ["withNewName", { apiKey: MASK }, "token is required"],
  ["thatQuotes", { apiKey: MASK }, "apiKey does not fit"],
  ["thatThrows", { apiKey: MASK }, "the schema of its settings fails on them"],
] as const)("what was sealed as a secret is shown by no release: %s", async (release, config, words) => {
  const old = await upgradeTo("first");
  const id = await forceAcme(old.origin);
  const server = await upgradeTo(release);
  const shown = await fetchOne(server, id);
  expect(shown).toMatchObject({ config, problem: expect.stringContaining(words) });
  const said = [JSON.stringify(shown), await doctor(release), ...server.logLines].join("\n");
  for (const part of [SECRET, SECRET.slice(3, 15)]) expect(said).not.toContain(part);
});

test.each([
  [`apiKey: z.string().transform((text) => "+" + text)`, {}, { apiKey: `+${SECRET}` }],
  [`apiKey: z.string().transform((text) => ({ key: text }))`, {}, { apiKey: { key: SECRET } }],
  [`apiKey: z.string(), live: z.stringbool()`, { live: "yes" }, { apiKey: SECRET, live: true }],
  [`apiKey: z.string(), since: z.coerce.date()`, { since: "2026-01-01" }, { since: "2026-01-01T00:00:00.000Z" }],
  [`apiKey: z.string(), note: z.string().trim()`, { note: " " }, { apiKey: SECRET, note: "" }],
  [`apiKey: z.string(), ids: z.string().transform((text) => text.split(","))`, { ids: "a,b" }, { ids: ["a", "b"] }],
])("what a schema made when settings were saved is sent after a restart too: %s", async (fields, more, made) => {
  const env = { ...PRIVATE, MUNJIGI_CONNECTORS: moduleOf(fields) };
  for (const times of ["saved", "restarted"]) {
    const server = await startApp(database, { env });
    onTestFinished(async () => await server.stop());
    if (times === "saved") await force(server.origin, { apiKey: SECRET, ...more }, { kind: "acme" });
    expect((await sendBy(server)).settings).toMatchObject(made);
    const [shown] = (await manage(server.origin, "GET", "/connectors")).body;
    expect(shown).toMatchObject({ status: "active", problem: null });
    calls.length = 0;
  }
});

test("a default that a later release adds within a list or an object is there, and nothing else is changed", async () => {
  const first = `apiKey: z.string(), routes: z.array(z.object({ to: z.string() })), from: z.object({ no: z.string() })`;
  const later = `apiKey: z.string().transform((text) => "+" + text),
    routes: z.array(z.object({ to: z.string(), as: z.string().default("sms") })),
    from: z.object({ no: z.string(), name: z.string().default("Acme") })`;
  const config = { apiKey: SECRET, routes: [{ to: "82" }, { to: "1" }], from: { no: "021234567" } };
  const old = await startApp(database, { env: { ...PRIVATE, MUNJIGI_CONNECTORS: moduleOf(first) } });
  onTestFinished(async () => await old.stop());
  await force(old.origin, config, { kind: "acme" });
  const server = await startApp(database, { env: { ...PRIVATE, MUNJIGI_CONNECTORS: moduleOf(later) } });
  onTestFinished(async () => await server.stop());
  expect((await sendBy(server)).settings).toEqual({
    apiKey: SECRET,
    routes: [
      { to: "82", as: "sms" },
      { to: "1", as: "sms" },
    ],
    from: { no: "021234567", name: "Acme" },
  });
});
