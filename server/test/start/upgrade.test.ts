/**
 * @module The database an earlier release left behind, under the server of today: each fixture is a whole database, made by
 * `fixtures/make-release.mjs` of that release. Only its own migrations are applied before it is loaded. HTTP and generic
 * SQL alone, so that a fixture never has to be touched when tables change.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { burst, call, check, type ServerProcess, start } from "../harness.js";
import {
  createOldDatabase,
  migrationsIn,
  migrationsOfToday,
  type OldDatabase,
  releases,
  startToday,
} from "../kit/old-database.js";
import { eventually } from "../kit/pace.js";

const as = (user: string, password: string) => ({ authorization: `Basic ${btoa(`${user}:${password}`)}` });

describe.each(releases)("a database that $lastMigration left", (release) => {
  const { known } = release;
  let database: OldDatabase;
  let server: ServerProcess;
  let folder: string;

  beforeAll(async () => {
    database = await createOldDatabase(release);
    expect(await migrationsIn(database.sql)).toBe(Number(release.lastMigration.slice(0, 4)) + 1);
    folder = await mkdtemp(join(tmpdir(), "munjigi-upgrade-"));
    server = await startToday(database, folder);
  });

  afterAll(async () => {
    await server?.stop();
    await database?.drop();
    await rm(folder, { recursive: true });
  });

  // First: the wait of 30 s runs meanwhile.
  test("ten failures in a row still make the next start wait", async () => {
    const refused = await start(server.origin, known.waiting.to);
    expect(refused).toMatchObject({ status: 429, body: { code: 60202 } });
    expect(refused.body.details.retryAfterSeconds).toBeGreaterThan(0);
  });

  test("is brought up to date, and keeps every row", async () => {
    expect(await migrationsIn(database.sql)).toBe(await migrationsOfToday());
    for (const [table, rows] of Object.entries<unknown[]>(release.tables)) {
      const [row] = await database.sql<[{ count: number }]>`select count(*)::int as count from ${database.sql(table)}`;
      expect(row.count, table).toBeGreaterThanOrEqual(rows.length);
    }
  });

  test("the account, the live key and the admin token work; a revoked key stays revoked", async () => {
    const list = (headers: Record<string, string>) => call(server.origin, "/Services", undefined, { headers });
    const { account } = release;
    expect(await list(as(account.MUNJIGI_ACCOUNT_SID, account.MUNJIGI_AUTH_TOKEN))).toMatchObject({ status: 200 });
    expect(await list(as(known.keys.live.sid, known.keys.live.secret))).toMatchObject({ status: 200 });
    expect(await list(as(known.keys.revoked.sid, known.keys.revoked.secret))).toMatchObject({ status: 401 });
    expect(await list(as(known.keys.live.sid, known.keys.revoked.secret))).toMatchObject({ status: 401 });
  });

  test("services and all their settings are there, a deleted one is not", async () => {
    for (const before of [known.services.first, known.services.shop]) {
      const { status, url, links, date_updated, warnings, ...settings } = before;
      const now = await call(server.origin, `/Services/${before.sid}`);
      expect(now.status).toBe(200);
      // Dates moved with the rest; a new release may say more.
      expect(now.body).toMatchObject({ ...settings, date_created: expect.any(String) });
    }
    expect(await call(server.origin, `/Services/${known.services.gone}`)).toMatchObject({ status: 404 });
    const { body } = await call(server.origin, "/Services");
    const sids = body.services.map((service: { sid: string }) => service.sid).sort();
    expect(sids).toEqual([known.services.first.sid, known.services.shop.sid].sort());
  });

  test("a pending code has the tries it had, and checks once", async () => {
    const { to, sid, code } = known.pending;
    const { body } = await call(server.origin, `/Services/${known.services.first.sid}/Verifications/${sid}`);
    expect(body).toMatchObject({ status: "pending", to, sid, tags: { campaign: "autumn" } });
    expect(body.send_code_attempts).toHaveLength(2);
    const answers = await burst(5, () => check(server.origin, to, code));
    expect(answers.filter((answer) => answer.body.status === "approved")).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 404)).toHaveLength(4);
  });

  test("a caller's own code, sealed by the old release, is not lost", async () => {
    const { to, service, code } = known.custom;
    // A resend writes the text anew, from the sealed code.
    const again = await call(server.origin, `/Services/${service}/Verifications`, { To: to, Channel: "sms" });
    expect(again.status).toBe(201);
    const body = await eventually(async () => (await inbox(to))[0]);
    expect(body).toMatchObject({ code });
    const checked = await call(server.origin, `/Services/${service}/VerificationCheck`, { To: to, Code: code });
    expect(checked.body).toMatchObject({ status: "approved", valid: true });
  });

  test("what was approved or canceled cannot be used again", async () => {
    for (const { to, sid, code } of [known.approved, known.canceled]) {
      expect(await check(server.origin, to, code)).toMatchObject({ status: 404, body: { code: 20404 } });
      const bySid = { VerificationSid: sid, Code: code };
      const path = `/Services/${known.services.first.sid}/VerificationCheck`;
      expect(await call(server.origin, path, bySid)).toMatchObject({ status: 404, body: { code: 20404 } });
    }
  });

  test("five wrong tries still lock, the right code included", async () => {
    const { to, code } = known.locked;
    expect(await check(server.origin, to, code)).toMatchObject({ status: 429, body: { code: 60202 } });
    expect(await start(server.origin, to)).toMatchObject({ status: 429, body: { code: 60202 } });
  });

  test.each(["queued", "sending"])(
    "a message left %s by the old process is sent, and its code checks",
    async (state) => {
      const { to } = known[state];
      const message = await eventually(async () => (await inbox(to)).find(({ status }) => status === "sent"));
      expect(await inbox(to)).toHaveLength(1);
      expect(await check(server.origin, to, message.code)).toMatchObject({ status: 200, body: { status: "approved" } });
    },
  );

  test("a new verification goes through", async () => {
    const to = "+821000000099";
    expect(await start(server.origin, to)).toMatchObject({ status: 201 });
    const { code } = await eventually(async () => (await inbox(to))[0]);
    expect(await check(server.origin, to, code)).toMatchObject({ status: 200, body: { status: "approved" } });
  });

  async function inbox(to: string): Promise<{ code: string; status: string }[]> {
    const answer = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
    return (await answer.json()) as { code: string; status: string }[];
  }
});

test.each(releases)(
  "three servers at once on the database of $lastMigration all come up, and migrate it once",
  async (release) => {
    const { known } = release;
    const database = await createOldDatabase(release);
    const folder = await mkdtemp(join(tmpdir(), "munjigi-upgrade-"));
    let servers: ServerProcess[] = [];
    try {
      const started = await Promise.allSettled([1, 2, 3].map(() => startToday(database, folder)));
      servers = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(started.map((one) => (one.status === "rejected" ? String(one.reason) : "up"))).toEqual(["up", "up", "up"]);
      expect(await migrationsIn(database.sql)).toBe(await migrationsOfToday());
      for (const { origin } of servers) expect((await fetch(`${origin}/readyz`)).status).toBe(200);
      const { to, code } = known.pending;
      const answers = await Promise.all(servers.map(({ origin }) => check(origin, to, code)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404, 404]);
      const messages = await database.sql<{ sid: string }[]>`select sid from messages`;
      expect(messages).toHaveLength(release.tables.messages.length);
    } finally {
      await Promise.all(servers.map((one) => one.stop()));
      await database.drop();
      await rm(folder, { recursive: true });
    }
  },
);
