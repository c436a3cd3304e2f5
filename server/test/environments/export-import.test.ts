/** @module A deployment's settings as a file: exported, imported into an empty one, tried out, imported twice, undone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, startApp, suite, type TestDatabase, type TestServer } from "../harness.js";
import { knownElsewhere } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { ask, exportOf, fill, importInto, secrets, secretTexts, tryImport } from "./full-deployment.js";

const full = suite({ env: PRIVATE });
let database: TestDatabase;
let empty: TestServer;
beforeAll(async () => {
  await fill(full.origin);
});
// Each test begins with a deployment that has only what the first start made.
const fresh = async () => {
  await empty?.stop();
  await database?.drop();
  database = await createDatabase();
  empty = await startApp(database, { env: PRIVATE });
  return empty.origin;
};
afterAll(async () => {
  await empty?.stop();
  await database?.drop();
});

const all = async (server: TestServer | typeof full, { sql }: Pick<TestDatabase, "sql">) =>
  JSON.stringify([
    await exportOf(server.origin),
    await sql`select * from audit_events`,
    await sql`select * from settings_imports`,
    (await manage(server.origin, "GET", "/settings/imports")).body,
    server.logLines,
  ]);

test("an export has everything by name, and no secret and no identifier of its deployment", async () => {
  const file = await exportOf(full.origin);
  expect(file).toMatchObject({
    munjigi: 1,
    services: {
      default: {
        ...{ friendlyName: "Shop", codeLength: 5, defaultTemplate: "Short", allowedCountries: ["KR", "JP"] },
        rateLimits: { ip: { description: "by address", buckets: { "60": 100, "3600": 1000 } } },
        limits: {
          address: { soft: [], hard: ["30/h"] },
          noConversion: { sends: 40, share: 0.2, mode: "observe" },
        },
      },
      Partner: { defaultLocale: "ko", resendWaits: [30, 60] },
      "Partner#2": { name: "Partner", codeLength: 8 },
    },
    templates: { Short: { translations: [{ locale: "ko", isDefault: true }] } },
    connectors: {
      "solapi-sms": {
        role: "active",
        settings: { from: "0212345678", apiSecret: { secret: "env:SOLAPI_SMS_API_SECRET" } },
      },
      "kakao-universal": {
        role: "active",
        settings: { clientSecret: { secret: "env:KAKAO_UNIVERSAL_CLIENT_SECRET" } },
      },
    },
    experience: { service: "Partner#2", brand: { name: "상점" }, social: { order: ["kakao-universal"] } },
    resources: { "https://api.shop.example": { name: "Shop API", scopes: ["orders:read", "orders:write"] } },
    applications: { Shop: { type: "web", service: "Partner#2" }, "Phone app": { type: "native" } },
    roles: { billing: { description: "Pays" } },
    webhooks: { "https://hooks.shop.example/munjigi": { eventTypes: ["user.*"], service: "Partner#2" } },
  });
  const text = JSON.stringify(file);
  for (const secret of secretTexts) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/\b(VA|CN|AP|AS|RS|YW)[0-9a-f]{32}\b/);
});

test("imported into an empty deployment it is exported again as it was, and imported twice it changes nothing", async () => {
  const file = await exportOf(full.origin);
  const origin = await fresh();
  const tried = await importInto(origin, file, "?dryRun=1");
  expect(tried).toMatchObject({ id: null, missingSecrets: [], problem: null, credentials: [] });
  expect(tried.changes).toContainEqual({
    ...{ change: "changed", path: "services.default.codeLength", old: 6, new: 5 },
  });
  expect(tried.changes.find(({ path }: { path: string }) => path === "applications.Shop")).toMatchObject({
    ...{ change: "added", old: null, new: { type: "web" } },
  });
  expect(await ask(origin, "GET", "/connectors")).toEqual([]);

  const done = await importInto(origin, file);
  expect(done).toMatchObject({ id: expect.stringMatching(/^IM/), changes: tried.changes, counts: tried.counts });
  expect(done.credentials.map(({ path }: { path: string }) => path).sort()).toEqual([
    ...["applications.Shop", 'applications["Phone app"]', 'webhooks["https://hooks.shop.example/munjigi"]'],
  ]);
  expect(await exportOf(origin)).toEqual(file);
  // What is in force is what sends: the connector has its secrets.
  const connectors = await ask(origin, "GET", "/connectors");
  expect(connectors.map(({ status, problem }: { status: string; problem: null }) => [status, problem])).toEqual([
    ...[
      ["active", null],
      ["active", null],
    ],
  ]);

  const again = await importInto(origin, file);
  expect(again).toMatchObject({ id: null, changes: [], counts: { added: 0, changed: 0, removed: 0 }, keptSecrets: [] });
  const withoutSecrets = await importInto(origin, file, "", {});
  expect(withoutSecrets).toMatchObject({ id: null, changes: [] });
  expect(withoutSecrets.keptSecrets).toHaveLength(Object.keys(secrets).length);
  expect((await ask(origin, "GET", "/settings/imports")).imports).toHaveLength(1);
  const events = await database.sql`select type, data from audit_events where type = 'settings.imported'`;
  expect(events).toEqual([{ type: "settings.imported", data: done.counts }]);

  const said = await all(empty, database);
  const made = done.credentials.map(({ secret }: { secret: string | null }) => secret).filter(Boolean);
  for (const secret of [...secretTexts, ...made]) expect(said).not.toContain(secret);
});

test("an alarm that an earlier release has stored is in force, and importing its file changes nothing", async () => {
  const origin = await fresh();
  const stored = { failShare: { checks: 50, share: 0.5 } };
  await database.sql`update services set limits = ${database.sql.json(stored)}`;
  await knownElsewhere();
  const file = await exportOf(origin);
  expect(file).toMatchObject({ services: { default: { limits: { failShare: { mode: "enforce" } } } } });
  for (const given of [file, { munjigi: 1, services: { default: { limits: stored } } }])
    expect((await importInto(origin, given)).changes).toEqual([]);
});

test("the same file in YAML", async () => {
  const origin = await fresh();
  const response = await fetch(`${full.origin}/api/settings/export?format=yaml`, {
    headers: { authorization: `Bearer test-admin-token-0123456789abcdef` },
  });
  expect(response.headers.get("content-type")).toMatch(/^application\/yaml/);
  await importInto(origin, await response.text());
  expect(await exportOf(origin)).toEqual(await exportOf(full.origin));
});

test("secrets that the target lacks are listed before anything, also in a dry run", async () => {
  const file = await exportOf(full.origin);
  const origin = await fresh();
  const before = await exportOf(origin);
  const given = { "env:SOLAPI_SMS_API_KEY": secrets["env:SOLAPI_SMS_API_KEY"] };
  const refused = await tryImport(origin, file, given);
  expect([refused.status, refused.body.title]).toEqual([422, "settings.secrets_missing"]);
  expect(refused.body.problems).toEqual([
    {
      path: "connectors.kakao-universal.settings.clientSecret",
      problem: "env:KAKAO_UNIVERSAL_CLIENT_SECRET has no value",
    },
    { path: "connectors.solapi-sms.settings.apiSecret", problem: "env:SOLAPI_SMS_API_SECRET has no value" },
  ]);
  const tried = await tryImport(origin, file, given, "?dryRun=1");
  expect(tried.status).toBe(200);
  expect(tried.body.missingSecrets.map(({ reference }: { reference: string }) => reference)).toEqual([
    ...["env:KAKAO_UNIVERSAL_CLIENT_SECRET", "env:SOLAPI_SMS_API_SECRET"],
  ]);
  expect(await exportOf(origin)).toEqual(before);
});

test("undo brings back what was, with its secrets, and takes away what was made", async () => {
  const file = await exportOf(full.origin);
  const origin = await fresh();
  const { id: first } = await importInto(origin, file);
  const before = await exportOf(origin);
  const [{ version: versionBefore }] = (await ask(origin, "GET", "/connectors")).filter(
    ({ connectorId }: { connectorId: string }) => connectorId === "solapi-sms",
  );
  const changed = structuredClone(file);
  changed.services.default.codeLength = 8;
  changed.services.Third = { codeLength: 4 };
  changed.applications.Other = { type: "machine", service: "Third" };
  changed.roles.support = { description: null };
  changed.resources["https://api.shop.example"].scopes = ["orders:read"];
  changed.services.default.rateLimits.ip.buckets["60"] = 5;
  changed.services.default.rateLimits.device = { buckets: { "60": 3 } };
  changed.connectors["solapi-sms"].settings.from = "0287654321";
  const { id, changes } = await importInto(origin, changed, "", {
    ...secrets,
    "env:SOLAPI_SMS_API_SECRET": "another-secret",
  });
  expect(changes).toContainEqual({
    ...{
      change: "changed",
      path: "connectors.solapi-sms.settings.apiSecret",
      old: "(a secret)",
      new: "(another secret)",
    },
  });
  expect(JSON.stringify(changes)).not.toContain("another-secret");

  expect((await manage(origin, "POST", `/settings/imports/${first}/undo`)).body.title).toBe("settings.not_newest");
  const tried = await ask(origin, "POST", `/settings/imports/${id}/undo?dryRun=1`);
  expect(tried.changes).toContainEqual({
    ...{ change: "changed", path: "services.default.codeLength", old: 8, new: 5 },
  });
  expect((await exportOf(origin)).services.default.codeLength).toBe(8);
  const undone = await ask(origin, "POST", `/settings/imports/${id}/undo`);
  expect(undone).toEqual(tried);
  expect(await exportOf(origin)).toEqual(before);
  const [solapi] = (await ask(origin, "GET", "/connectors")).filter(
    ({ connectorId }: { connectorId: string }) => connectorId === "solapi-sms",
  );
  expect([solapi.status, solapi.version]).toEqual(["active", versionBefore]);
  // The secret is the one from before: a file with it differs in nothing.
  expect(await importInto(origin, file)).toMatchObject({ id: null, changes: [] });
  expect((await manage(origin, "POST", `/settings/imports/${id}/undo`)).body.title).toBe("settings.already_undone");
  await ask(origin, "POST", `/settings/imports/${first}/undo`);
  expect(await ask(origin, "GET", "/connectors")).toEqual([]);
});
