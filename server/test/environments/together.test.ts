/** @module Imports at once, imports that break off, and files that mean harm. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { burst, SECRET_KEY, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { run } from "../kit/run-to-end.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { ask, exportOf, fill, importInto, tryImport } from "./full-deployment.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const server = suite({ env: PRIVATE });

test("of 50 imports at once one at a time changes something, and each that was let in holds as a whole", async () => {
  const files = Array.from({ length: 50 }, (_, n) => ({
    munjigi: 1,
    services: { default: { codeLength: 4 + (n % 7), codeTtlSeconds: 120 + n }, Same: { codeTtlSeconds: 120 + n } },
    applications: { [`App ${n}`]: { type: "machine", service: "Same" } },
  }));
  const answers = await burst(50, async (n) => await tryImport(server.origin, files[n]));
  const taken = answers.flatMap(({ status }, n) => (status === 200 ? [n] : []));
  expect(taken.length).toBeGreaterThan(0);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ body }) => body.title))).toEqual(new Set(refused.length > 0 ? ["settings.busy"] : []));
  const { services, applications } = await exportOf(server.origin);
  // One service of the name, however many made it; and both have the last import's figure.
  expect(Object.keys(services)).toEqual(["default", "Same"]);
  expect(services.default.codeTtlSeconds).toBe(services.Same.codeTtlSeconds);
  expect(Object.keys(applications).sort()).toEqual(taken.map((n) => `App ${n}`).sort());
  const { imports } = await ask(server.origin, "GET", "/settings/imports");
  expect(imports).toHaveLength(taken.length);

  // The newest is undone by one of 50.
  const path = `/settings/imports/${imports[0].id}/undo`;
  const undone = await burst(50, async () => (await manage(server.origin, "POST", path)).status);
  expect(undone.filter((status) => status === 200)).toHaveLength(1);
  expect(undone.every((status) => status === 200 || status === 409)).toBe(true);
});

test("an import that is killed in the middle has changed nothing and told nothing", async () => {
  await fill(server.origin);
  const before = await exportOf(server.origin);
  const countEvents = async () =>
    (await server.sql`select count(*)::int as count from audit_events where type <> 'settings.exported'`)[0];
  const events = await countEvents();
  const file = structuredClone(before);
  file.services.New = { codeLength: 4 };
  file.connectors["solapi-sms"].settings.from = "0287654321";
  file.roles.support = { description: null };
  // One of the last parts of an import waits here, until its process is gone.
  await server.sql`create function wait_here() returns trigger language plpgsql as
    $$ begin perform pg_sleep(60); return new; end $$`;
  await server.sql`create trigger wait_here before insert on organization_roles for each row execute function wait_here()`;
  const folder = await mkdtemp(join(tmpdir(), "munjigi-"));
  const name = join(folder, "settings.json");
  await writeFile(name, JSON.stringify(file));
  const killed = await run(
    { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...PRIVATE },
    {
      command: [process.execPath, CLI, "import", name],
      meanwhile: async (pid) => {
        await eventually(async () => {
          const waiting = await server.sql`select from pg_stat_activity where wait_event = 'PgSleep'
            and datname = current_database()`;
          return waiting.length > 0;
        });
        process.kill(pid, "SIGKILL");
      },
    },
  );
  await rm(folder, { recursive: true });
  expect([killed.code, killed.out]).toEqual([null, ""]);
  // The transaction of the dead process still holds what it changed, until the database ends its statement.
  await server.sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'
    and datname = current_database()`;
  await server.sql`drop trigger wait_here on organization_roles`;
  expect(await exportOf(server.origin)).toEqual(before);
  expect(await countEvents()).toEqual(events);
  expect((await importInto(server.origin, file)).counts).toMatchObject({ added: 2, removed: 0 });
});

test("a refusal late in the file takes the whole import back, and says where", async () => {
  const before = await exportOf(server.origin);
  const refused = await tryImport(server.origin, {
    munjigi: 1,
    services: { Another: { codeLength: 4 } },
    webhooks: { "https://hooks.shop.example/other": { eventTypes: ["user.*"], service: "Nobody" } },
  });
  expect([refused.status, refused.body.title]).toEqual([400, "settings.file_invalid"]);
  expect(refused.body.problems).toEqual([
    {
      path: 'webhooks["https://hooks.shop.example/other"].service',
      problem: "names a service that is not there",
    },
  ]);
  expect(await exportOf(server.origin)).toEqual(before);
});

test("a secret that is kept does not follow its connector to another address", async () => {
  const { connectors } = await exportOf(server.origin);
  const settings = { ...connectors["solapi-sms"].settings, endpoint: "http://127.0.0.1:9" };
  const file = { munjigi: 1, connectors: { "solapi-sms": { settings } } };
  const refused = await tryImport(server.origin, file);
  expect([refused.status, refused.body.title]).toEqual([422, "settings.secrets_missing"]);
  expect(refused.body.problems.map(({ path }: { path: string }) => path)).toContain(
    "connectors.solapi-sms.settings.apiSecret",
  );
});

test("the file decides no more than the API allows", async () => {
  const refuses = async (file: object) => (await tryImport(server.origin, { munjigi: 1, ...file })).body;
  expect(await refuses({ munjigi: 2 })).toMatchObject({ title: "settings.file_invalid" });
  expect(await refuses({ services: { "www.bank.example": {} } })).toMatchObject({ title: "settings.file_invalid" });
  expect(await refuses({ services: { Shop: { friendlyName: "Other" } } })).toMatchObject({
    ...{ title: "settings.file_invalid", parameter: "services.Shop.friendlyName" },
  });
  expect(await refuses({ applications: { Shop: { redirectUris: ["http://evil.example/x"] } } })).toMatchObject({
    ...{ title: "request.invalid", parameter: "applications.Shop.redirectUris.0" },
  });
  expect(await refuses({ applications: { Shop: { secrets: ["x"] } } })).toMatchObject({
    title: "settings.file_invalid",
  });
  expect(await refuses({ experience: { signIn: { methods: [] } } })).toMatchObject({
    ...{ title: "experience.phone_code_required", parameter: "experience.signIn.methods" },
  });
  expect(await refuses({ connectors: { nothing: { settings: {} } } })).toMatchObject({
    title: "connector.unknown_factory",
  });
  // YAML's own bombs.
  const bomb = ["munjigi: 1", "a: &a [x,x,x,x,x,x,x,x,x]"];
  for (const [one, other] of ["ab", "bc", "cd", "de", "ef"].map((pair) => [...pair] as [string, string]))
    bomb.push(`${other}: &${other} [${Array(9).fill(`*${one}`).join(",")}]`);
  expect((await tryImport(server.origin, bomb.join("\n"))).body.title).toBe("settings.file_invalid");
});

test("prune removes what is known by its name alone; what has an identifier that others hold stays", async () => {
  const file = await exportOf(server.origin);
  delete file.roles.billing;
  delete file.services.default.rateLimits.ip.buckets["60"];
  delete file.applications["Phone app"];
  const kept = await importInto(server.origin, file, "?dryRun=1");
  expect(kept.changes).toEqual([]);
  expect(kept.onlyHere).toEqual(
    expect.arrayContaining(["roles.billing", "services.default.rateLimits.ip.buckets.60", 'applications["Phone app"]']),
  );
  const pruned = await importInto(server.origin, file, "?prune=1");
  expect(pruned.changes.map(({ change, path }: { change: string; path: string }) => [change, path])).toEqual([
    ["removed", "services.default.rateLimits.ip.buckets.60"],
    ["removed", "roles.billing"],
  ]);
  expect(pruned.onlyHere).toEqual(['applications["Phone app"]']);
  await ask(server.origin, "POST", `/settings/imports/${pruned.id}/undo`);
  const { roles, services } = await exportOf(server.origin);
  expect([roles.billing, services.default.rateLimits.ip.buckets["60"]]).toEqual([{ description: "Pays" }, 100]);
});
