/** @module From development to production: two deployments, the command line, secrets of the target's own environment. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, SECRET_KEY, startApp, suite, type TestDatabase, type TestServer } from "../harness.js";
import { run } from "../kit/run-to-end.js";
import { PRIVATE } from "../kit/vendors.js";
import { ask, exportOf, fill, secrets, secretTexts } from "./full-deployment.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const PRODUCTION = { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.shop.example" };

const development = suite({ env: PRIVATE });
let database: TestDatabase;
let production: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "munjigi-"));
  database = await createDatabase();
  production = await startApp(database, { env: PRODUCTION });
  await fill(development.origin);
});
afterAll(async () => {
  await production.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

const munjigi = (url: string, command: string[], env: Record<string, string> = {}) =>
  run(
    { DATABASE_URL: url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...PRIVATE, ...env },
    { command: [process.execPath, CLI, ...command] },
  );
const inProduction = (command: string[], env: Record<string, string> = {}) =>
  munjigi(database.url, command, { ...PRODUCTION, ...env });

test("exported, compared, tried out, imported, compared again", async () => {
  const exported = await munjigi(development.url, ["export", "--yaml"]);
  expect([exported.code, exported.err]).toEqual([0, ""]);
  const name = join(folder, "munjigi.yaml");
  const keyFile = join(folder, "api-key");
  await writeFile(keyFile, `${secrets["env:SOLAPI_SMS_API_KEY"]}\n`);
  await writeFile(name, exported.out.replace("env:SOLAPI_SMS_API_KEY", `file:${keyFile}`));
  const given = {
    SOLAPI_SMS_API_SECRET: secrets["env:SOLAPI_SMS_API_SECRET"],
    KAKAO_UNIVERSAL_CLIENT_SECRET: secrets["env:KAKAO_UNIVERSAL_CLIENT_SECRET"],
  };

  const lacking = await inProduction(["import", name]);
  expect(lacking.code).toBe(1);
  expect(lacking.out).toContain("connectors.solapi-sms.settings.apiSecret: env:SOLAPI_SMS_API_SECRET has no value");
  const compared = await inProduction(["diff", name], given);
  expect([compared.code, compared.err]).toEqual([2, ""]);
  expect(compared.out).toContain("~ services.default.codeLength: 6 → 5");
  expect(compared.out).toContain("+ applications.Shop: ");
  const tried = await inProduction(["import", name, "--dry-run"], given);
  expect([tried.code, tried.out]).toEqual([0, compared.out]);
  expect((await exportOf(production.origin)).services.default.codeLength).toBe(6);

  const imported = await inProduction(["import", name], given);
  expect([imported.code, imported.err]).toEqual([0, ""]);
  expect(imported.out).toMatch(/applications\.Shop: AP[0-9a-f]{32} {2}secret [\w-]{32}\n/);
  expect(await exportOf(production.origin)).toEqual(await exportOf(development.origin));
  const again = await inProduction(["diff", name], given);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining("Would change: 0 added, 0 changed, 0 removed.")]);

  // The next change of development is the only one that is told.
  await ask(development.origin, "PUT", "/organization-roles/support", { description: "Answers" });
  await writeFile(name, (await munjigi(development.url, ["export"])).out);
  const next = await inProduction(["diff", name]);
  expect(next.out.split("\n").filter((line) => /^[+~-]/.test(line))).toEqual([
    '+ roles.support: {"description":"Answers"}',
  ]);
  const outputs = [lacking, compared, tried, imported, again, next].map(({ out, err }) => out + err).join();
  for (const secret of secretTexts) expect(outputs + (await readFile(name, "utf8"))).not.toContain(secret);
});

test("a file that is none, a command that is none, and what production refuses", async () => {
  const name = join(folder, "broken.yaml");
  expect((await inProduction(["diff", join(folder, "nowhere")])).code).toBe(1);
  expect((await inProduction(["diff"])).code).toBe(1);
  expect((await inProduction(["export", "--jsn"])).code).toBe(1);
  await writeFile(name, "munjigi: 1\nservices:\n  default: {codeLength: 3, colour: blue}\n");
  const broken = await inProduction(["diff", name]);
  expect(broken.code).toBe(1);
  expect(broken.out).toContain("services.default.codeLength");
  await writeFile(name, "munjigi: 1\nconnectors:\n  x: {settings: {apiSecret: 'a-secret-in-a-broken-line}}\n");
  const torn = await inProduction(["import", name]);
  expect([torn.code, torn.out]).toEqual([1, expect.stringContaining("line ")]);
  expect(torn.out).not.toContain("a-secret");
  await writeFile(name, "munjigi: 1\nconnectors:\n  outbox-sms: {role: active, settings: {}}\n");
  const refused = await inProduction(["import", name]);
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining("connectors.outbox-sms")]);
});
