/** @module What the server does by itself and what its commands do: expiry, retention, doctor, keys, health. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { sweepFailureStreaks } from "../../dist/limits/failure-streaks.js";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import { age, call, credentials, newNumber, SECRET_KEY, service, start, suite } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));

const server = suite();

test("what has run out says so within ten seconds, and its caller's code is forgotten", async () => {
  const { body } = await start(server.origin, newNumber());
  await server.sql`update verifications set custom_code = 'k1.sealed' where sid = ${body.sid}`;
  await age(server.sql, body.sid, 601);
  await eventually(async () => {
    const [row] = await server.sql`select status, custom_code from verifications where sid = ${body.sid}`;
    return row?.status === "expired" && row.customCode === null;
  }, 10_000 + slowed(3000));
});

test("a number is emptied when its time is over, not before, and the record stays", async () => {
  const [old, young] = await Promise.all([start(server.origin, newNumber()), start(server.origin, newNumber())]);
  await server.sql`update verifications set status = 'approved' where sid in (${old.body.sid}, ${young.body.sid})`;
  await age(server.sql, old.body.sid, 90 * 86_400 + 60);
  await age(server.sql, young.body.sid, 90 * 86_400 - 60);
  await sweepRecipients(server.sql, 90);
  const rows = await server.sql`select sid, recipient, limit_key from verifications
    where sid in (${old.body.sid}, ${young.body.sid})`;
  expect(rows.find(({ sid }) => sid === old.body.sid)).toMatchObject({ recipient: null, limitKey: null });
  expect(rows.find(({ sid }) => sid === young.body.sid)?.recipient).toBe(young.body.to);
  const fetched = await call(server.origin, `${service}/Verifications/${old.body.sid}`);
  expect(fetched.body.details).toEqual({ reason: "approved" });
});

test("a streak of failures is forgotten after a month", async () => {
  await server.sql`insert into failure_streaks (key, failures, updated_at)
    values ('old', 3, now() - interval '31 days'), ('young', 3, now() - interval '29 days')`;
  await sweepFailureStreaks(server.sql);
  const rows = await server.sql`select key from failure_streaks where key in ('old', 'young')`;
  expect(rows.map(({ key }) => key)).toEqual(["young"]);
});

test("health and metrics answer, and count what happened by route, not by number", async () => {
  const { body } = await start(server.origin, newNumber());
  await call(server.origin, `${service}/Verifications/${encodeURIComponent(body.to)}`);
  for (const path of ["/livez", "/readyz"]) expect((await fetch(server.origin + path)).status).toBe(200);
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  expect(metrics).toMatch(/munjigi_verification_sends_total\{purpose="api",country="KR",outcome="queued"\} [1-9]/);
  expect(metrics).toContain('route="/v2/Services/:ServiceSid/Verifications/:Sid"');
  expect(metrics).toMatch(/munjigi_messages_waiting \d/);
  expect(metrics).not.toContain(body.to.slice(3));
});

test("doctor says what is right and what is wrong, and ends with 1 if something must be mended", async () => {
  const well = await command(["doctor"], { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY });
  expect(well.output).toMatch(/✓ PostgreSQL \d+/);
  expect(well.output).toContain("✓ SMS connector: outbox (texts stay in /dev/inbox)");
  expect(well.output).toContain("✓ E-mail connector: outbox-email (mails stay in /dev/inbox)");
  expect(well.status).toBe(0);
  const ill = await command(["doctor"], {
    MUNJIGI_ENV: "production",
    MUNJIGI_ALLOW_PRIVATE_NETWORK: "true",
    DATABASE_URL: server.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
  });
  expect(ill.output).toContain("! MUNJIGI_ALLOW_PRIVATE_NETWORK is true");
  expect(ill.output).toContain("✗ No SMS connector is active");
  expect(ill.output).not.toContain("outbox");
  expect(ill.status).toBe(1);
  const worse = await command(["doctor"], { PORT: "many", DATABASE_URL: "mysql://x" });
  expect(worse.output).toMatch(/✗ PORT[\s\S]*✗ DATABASE_URL[\s\S]*✗ MUNJIGI_SECRET_KEY/);
  expect(worse.status).toBe(1);
});

test("doctor tells of apps whose secrets a lost key encrypted, of the API's factors and of people's", async () => {
  const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY };
  const form = { FriendlyName: "x", FactorType: "totp" };
  const { body } = await call(server.origin, `${service}/Entities/of-a-lost-key/Factors`, form);
  expect((await command(["doctor"], env)).status).toBe(0);
  await server.sql`update factors set sealed_secret = 'gone.abc' where sid = ${body.sid}`;
  await server.sql`insert into users (sid) values ('US1')`;
  await server.sql`insert into user_totp (user_sid, sealed_secret) values ('US1', 'lost.abc')`;
  const told = await command(["doctor"], env);
  for (const id of ["gone", "lost"])
    expect(told.output).toContain(`✗ MUNJIGI_SECRET_KEY lost the key "${id}", which secrets of authenticator apps`);
  expect(told.status).toBe(1);
  const rotated = await command(["rotate-secrets"], env);
  expect([rotated.status, rotated.output]).toEqual([1, expect.stringContaining("2 cannot be opened")]);
  await server.sql`delete from users where sid = 'US1'`;
  await server.sql`delete from factors where sid = ${body.sid}`;
});

test("a key made on the command line works at once and its secret is stored as a hash", async () => {
  const made = await command(["create-key", "shop"], { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY });
  const [, sid, secret] = /Key +(SK[0-9a-f]{32})\nSecret +(\S+)/.exec(made.output) ?? [];
  const authorization = `Basic ${Buffer.from(`${sid}:${secret}`).toString("base64")}`;
  const fetched = await call(server.origin, service, undefined, { headers: { authorization } });
  expect([fetched.status, fetched.body.account_sid]).toEqual([200, credentials.accountSid]);
  const rows = await server.sql`select to_json(k)::text as text from api_keys k`;
  expect(rows.some(({ text }) => text.includes(secret))).toBe(false);
  const unknown = await command(["dance"], {});
  expect(unknown.status).toBe(2);
});

function command(words: string[], env: Record<string, string>): Promise<{ status: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [CLI, ...words], { cwd: "/", env: { PATH: process.env.PATH, ...env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.once("error", fail);
    child.once("close", (status) => done({ status, output }));
  });
}
