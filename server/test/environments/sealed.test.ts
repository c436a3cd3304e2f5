/** @module Secrets that travel in the file, encrypted to the deployment that is to have it: two deployments, each with its own keys. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CompactEncrypt, calculateJwkThumbprint } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase, SECRET_KEY, startApp, suite, type TestDatabase, type TestServer } from "../harness.js";
import { run } from "../kit/run-to-end.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { ask, exportOf, fill, importInto, secretTexts, solapi, tryImport } from "./full-deployment.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const keyOf = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString("base64")}`;
const OWN_KEY = keyOf("p1", 5);
const PRODUCTION = { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.shop.example", MUNJIGI_SECRET_KEY: OWN_KEY };

const development = suite({ env: PRIVATE });
let database: TestDatabase;
let production: TestServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "munjigi-"));
  database = await createDatabase();
  production = await startApp(database, { env: { ...PRIVATE, ...PRODUCTION } });
  await fill(development.origin);
});
afterAll(async () => {
  await production?.stop();
  await database?.drop();
  await rm(folder, { recursive: true });
});

const importKey = async (origin: string): Promise<{ kid: string; key: string }> =>
  await ask(origin, "GET", "/settings/import-key");
const sealedFor = async ({ key }: { key: string }) =>
  await ask(development.origin, "GET", `/settings/export?encryptTo=${key}`);
const settingsIn = (file: { connectors: Record<string, { settings: Record<string, { secret: string }> }> }) =>
  file.connectors["solapi-sms"]?.settings as Record<string, { secret: string }>;
const textIn = (file: Parameters<typeof settingsIn>[0], field = "apiSecret") => settingsIn(file)[field]?.secret ?? "";
const munjigi = (url: string, command: string[], env: Record<string, string> = {}) =>
  run(
    { DATABASE_URL: url, MUNJIGI_SECRET_KEY: SECRET_KEY, ...PRIVATE, ...env },
    { command: [process.execPath, CLI, ...command] },
  );

test("development to production by the command line, secrets and all", async () => {
  const inProduction = (command: string[], env = {}) => munjigi(database.url, command, { ...PRODUCTION, ...env });
  const key = await inProduction(["import-key"]);
  expect([key.code, key.err]).toEqual([0, ""]);
  expect(key.out.trim()).toBe((await importKey(production.origin)).key);
  const keyFile = join(folder, "production.key");
  await writeFile(keyFile, key.out);
  const exported = await munjigi(development.url, ["export", "--yaml", "--encrypt-to", keyFile]);
  expect([exported.code, exported.err]).toEqual([0, ""]);
  expect(exported.out).toMatch(/secret: sealed:[\w-]{16}:/);
  expect(exported.out).not.toContain("env:");
  const name = join(folder, "sealed.yaml");
  await writeFile(name, exported.out);

  const compared = await inProduction(["diff", name]);
  expect([compared.code, compared.err]).toEqual([2, ""]);
  const imported = await inProduction(["import", name]);
  expect([imported.code, imported.err]).toEqual([0, ""]);
  expect(await exportOf(production.origin)).toEqual(await exportOf(development.origin));
  const again = await inProduction(["diff", name]);
  expect([again.code, again.out]).toEqual([0, expect.stringContaining("Would change: 0 added, 0 changed, 0 removed.")]);
  // It is the secret itself that has come: a plain file with its value differs in nothing.
  const plain = await importInto(production.origin, await exportOf(development.origin));
  expect(plain).toMatchObject({ id: null, changes: [], keptSecrets: [] });

  const [{ data }] = await development.sql<[{ data: object }]>`
    select data from audit_events where type = 'settings.exported' and data ->> 'key' is not null`;
  expect(data).toEqual({ secrets: secretTexts.length, key: (await importKey(production.origin)).kid });
  const said = JSON.stringify([
    ...[exported, compared, imported, again].map(({ out, err }) => out + err),
    await readFile(name, "utf8"),
    await development.sql`select * from audit_events`,
    await database.sql`select * from audit_events`,
    await database.sql`select * from settings_imports`,
    development.logLines,
    production.logLines,
  ]);
  for (const secret of secretTexts) expect(said).not.toContain(secret);
});

test("another secret is told as another, by value, and the same one sealed anew as none", async () => {
  const key = await importKey(production.origin);
  await importInto(production.origin, await sealedFor(key));
  const first = await sealedFor(key);
  const second = await sealedFor(key);
  expect(textIn(first)).not.toBe(textIn(second));
  expect(await importInto(production.origin, second, "?dryRun=1", {})).toMatchObject({ changes: [], keptSecrets: [] });
  const [{ id }] = (await ask(development.origin, "GET", "/connectors")).filter(
    ({ connectorId }: { connectorId: string }) => connectorId === "solapi-sms",
  );
  const config = { ...solapi, apiSecret: "the-next-secret-that-nobody-may-see" };
  await ask(development.origin, "PATCH", `/connectors/${id}`, { config });
  await ask(development.origin, "POST", `/connectors/${id}/activate`, { force: true });
  const next = await sealedFor(key);
  const tried = await importInto(production.origin, next, "?dryRun=1", {});
  expect(tried.changes).toEqual([
    {
      ...{ change: "changed", path: "connectors.solapi-sms.settings.apiSecret" },
      ...{ old: "(a secret)", new: "(another secret)" },
    },
  ]);
  expect(await importInto(production.origin, next, "", {})).toMatchObject({ counts: { changed: 1 } });
  expect(await importInto(production.origin, next, "", {})).toMatchObject({ id: null, changes: [] });
});

test("what is moved, changed, cut short, led elsewhere or sealed for another does not open; all of it is told at once", async () => {
  const file = await sealedFor(await importKey(production.origin));
  const before = await exportOf(production.origin);
  const problemsOf = async (change: (file: Parameters<typeof settingsIn>[0]) => void) => {
    const changed = structuredClone(file);
    change(changed);
    const { status, body } = await tryImport(production.origin, changed);
    expect([status, body.title]).toEqual([400, "settings.secret_unopened"]);
    expect((await tryImport(production.origin, changed, {}, "?dryRun=1")).body.title).toBe("settings.secret_unopened");
    expect(JSON.stringify(body)).not.toContain(textIn(file));
    return Object.fromEntries(
      body.problems.map(({ path, problem }: { path: string; problem: string }) => [
        path.replace("connectors.solapi-sms.settings.", ""),
        problem,
      ]),
    );
  };
  expect(
    await problemsOf((changed) => {
      const settings = settingsIn(changed);
      [settings.apiKey, settings.apiSecret] = [settings.apiSecret as never, settings.apiKey as never];
    }),
  ).toEqual({
    apiKey: "is sealed for connectors.solapi-sms.settings.apiSecret, and opens nowhere else",
    apiSecret: "is sealed for connectors.solapi-sms.settings.apiKey, and opens nowhere else",
  });
  // Into a field that is shown to everybody.
  expect(
    Object.keys(
      await problemsOf((changed) => {
        settingsIn(changed).from = settingsIn(changed).apiSecret as never;
      }),
    ),
  ).toEqual(["from"]);
  expect(
    Object.keys(
      await problemsOf((changed) => {
        settingsIn(changed).endpoint = "https://evil.example" as never;
      }),
    ).sort(),
  ).toEqual(["apiKey", "apiSecret"]);
  expect(
    Object.keys(
      await problemsOf((changed) => {
        changed.connectors["solapi-sms#2"] = { ...changed.connectors["solapi-sms"], kind: "solapi-sms" } as never;
        delete changed.connectors["solapi-sms"];
      }),
    ),
  ).toHaveLength(2);
  for (const edit of [
    (text: string) => text.slice(0, -1) + (text.endsWith("A") ? "Q" : "A"),
    (text: string) => text.slice(0, -30),
    (text: string) => text.slice(0, 40),
    () => "sealed:",
    // Its header, of which the place is one part.
    (text: string) =>
      text.replace(/:([\w-]+)\.\./, (_, header: string) => {
        const read = JSON.parse(Buffer.from(header, "base64url").toString());
        return `:${Buffer.from(JSON.stringify({ ...read, place: "elsewhere" })).toString("base64url")}..`;
      }),
  ])
    expect(
      await problemsOf((changed) => {
        settingsIn(changed).apiSecret = { secret: edit(textIn(changed)) };
      }),
    ).toEqual({ apiSecret: "was changed after it was sealed: export it again" });
  // Two kinds of trouble are one answer.
  const foreign = await sealedFor(await importKey(development.origin));
  expect(
    await problemsOf((changed) => {
      settingsIn(changed).apiSecret = { secret: textIn(foreign) };
      changed.connectors["twilio-sms"] = {
        settings: { accountSid: "x", authToken: { secret: "env:NOBODY_HAS_IT" } },
      } as never;
    }),
  ).toEqual({
    apiSecret: "is sealed to a key that this deployment does not have: export it again to its import key",
    "connectors.twilio-sms.settings.authToken": "env:NOBODY_HAS_IT has no value",
  });
  expect(await exportOf(production.origin)).toEqual(before);
});

test("somebody else's algorithm does not open, whatever key it names", async () => {
  const { kid } = await importKey(production.origin);
  const jwe = await new CompactEncrypt(Buffer.from('"x"'))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid })
    .encrypt(new Uint8Array(32));
  const file = await sealedFor(await importKey(production.origin));
  settingsIn(file).apiSecret = { secret: `sealed:${kid}:${jwe}` };
  expect((await tryImport(production.origin, file)).body.title).toBe("settings.secret_unopened");
});

test("a key that changes goes on opening what was sealed for it, while it is in the ring", async () => {
  const old = await importKey(production.origin);
  const file = await sealedFor(old);
  await production.stop();
  const start = (secretKey: string) =>
    startApp(database, { env: { ...PRIVATE, ...PRODUCTION, MUNJIGI_SECRET_KEY: secretKey } });
  production = await start(OWN_KEY);
  expect(await importKey(production.origin)).toEqual(old);
  await production.stop();
  production = await start(`${keyOf("p2", 6)},${OWN_KEY}`);
  const now = await importKey(production.origin);
  expect(now.kid).not.toBe(old.kid);
  expect(await importInto(production.origin, file, "", {})).toMatchObject({ changes: [] });
  expect(await importInto(production.origin, await sealedFor(now), "", {})).toMatchObject({ changes: [] });
});

test("a key with a slip, and one that nothing can be encrypted to, are refused before anything is exported", async () => {
  const { key } = await importKey(production.origin);
  const slipped = key.slice(0, -2) + (key.at(-2) === "A" ? "B" : "A") + key.at(-1);
  for (const wrong of [slipped, key.slice(1), "", "env:KEY", `${key}x`]) {
    const { status, body } = await manage(development.origin, "GET", `/settings/export?encryptTo=${wrong}`);
    expect([status, body.title, body.parameter]).toEqual([400, "settings.import_key_invalid", "encryptTo"]);
  }
  const shown = await munjigi(development.url, ["export", "--encrypt-to", join(folder, "nowhere")]);
  expect([shown.code, shown.out]).toEqual([1, expect.stringContaining("import-key")]);
  // Of low order (RFC 7748, 6.1): what would be encrypted to it, everybody could read.
  const x = Buffer.alloc(32).toString("base64url");
  const kid = (await calculateJwkThumbprint({ kty: "OKP", crv: "X25519", x })).slice(0, 16);
  const { status, body } = await manage(development.origin, "GET", `/settings/export?encryptTo=${kid}.${x}`);
  expect([status, body.title]).toEqual([400, "settings.import_key_invalid"]);
});
