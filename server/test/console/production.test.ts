/**
 * @module The console in production: a code by text opens it on no way, neither by itself nor by making a passkey, and what development has
 * opened is shut.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, suiteDatabase, type TestServer } from "../harness.js";
import { newPerson } from "../signin/kit.js";
import { ConsoleBrowser, enter } from "./kit.js";

const ORIGIN = "https://id.example.com";
const database = suiteDatabase();
let development: TestServer;
let production: TestServer;

beforeAll(async () => {
  development = await startApp(database);
  production = await startApp(database, { env: { MUNJIGI_ENV: "production", MUNJIGI_URL: ORIGIN } });
});
afterAll(async () => {
  await Promise.all([development.stop(), production.stop()]);
});

/** A browser before the production server, with the cookies that it had in development under their secure names. */
function inProduction(cookies: ReadonlyMap<string, string>): ConsoleBrowser {
  const browser = new ConsoleBrowser(production.origin);
  for (const [name, value] of cookies) browser.cookies.set(`__Host-${name}`, value);
  return browser;
}
const asPage = { host: "id.example.com", origin: ORIGIN };

/** By the node's own address and the name of the deployment, as behind a proxy. */
async function ask(browser: ConsoleBrowser, method: "GET" | "POST", url: string, payload?: object) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const answer = await production.app.http.inject({
    ...{ method, url, headers: { ...asPage, cookie, accept: "application/json" } },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json() as Record<string, never> };
}

test("whoever has a code alone makes no passkey for an administrator; whoever is none does", async () => {
  const { visitor, sid } = await newPerson({
    ...database,
    origin: development.origin,
    keyring: development.keyring,
  } as never);
  const browser = inProduction(visitor.cookies);
  const mine = await ask(browser, "POST", "/account/passkeys/options", {});
  expect(mine.status).toBe(200);
  await database.sql`insert into admins (user_sid, role, created_at) values (${sid}, 'admin', clock_timestamp())`;
  for (const path of ["/account/passkeys/options", "/account/passkeys"]) {
    const { status, body } = await ask(browser, "POST", path, { credential: "{}" });
    expect([path, status, body.title]).toEqual([path, 403, "passkey.admin_needs_passkey"]);
  }
  const page = await ask(browser, "GET", "/account/passkeys/new");
  expect([page.status, page.body.title]).toEqual([403, "passkey.admin_needs_passkey"]);
  // A passkey that was shown some time, and a code now, are no passkey now.
  await database.sql`update sessions set amr = '["swk", "user", "sms"]', proved_by = '["sms"]' where user_sid = ${sid}`;
  expect((await ask(browser, "POST", "/account/passkeys/options", {})).status).toBe(403);
  await database.sql`update sessions set proved_by = '["swk", "user"]' where user_sid = ${sid}`;
  expect((await ask(browser, "POST", "/account/passkeys/options", {})).status).toBe(200);
  await database.sql`update sessions set auth_time = clock_timestamp() - interval '1 hour' where user_sid = ${sid}`;
  expect((await ask(browser, "POST", "/account/passkeys/options", {})).status).toBe(403);
});

test("a console that a link without a passkey has opened in development is shut in production", async () => {
  const admin = await enter({ sql: database.sql, origin: development.origin });
  const browser = inProduction(admin.cookies);
  expect((await ask(browser, "GET", "/api/users")).status).toBe(200);
  await database.sql`update console_sessions set by_passkey = false where user_sid = ${admin.sid}`;
  expect((await ask(browser, "GET", "/api/users")).status).toBe(401);
  expect((await admin.ask("GET", "/api/users")).status).toBe(200);
});

test("an operator shuts out no administrator", async () => {
  const place = { sql: database.sql, origin: development.origin };
  const [admin, operator] = [await enter(place), await enter(place, "operator")];
  for (const [method, path] of [
    ["POST", `/api/users/${admin.sid}/suspend`],
    ["POST", `/api/users/${admin.sid.toUpperCase().replace("US", "US")}/suspend`],
    ["DELETE", `/api/users/${admin.sid}/sessions`],
  ] as const) {
    const { status, body } = await operator.ask(method, path);
    expect([path, status, (body as { title: string }).title]).toEqual([path, 403, "console.role_too_low"]);
  }
  expect((await admin.session()).status).toBe(200);
});
