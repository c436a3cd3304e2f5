/** @module Old history goes with all that hangs on it, once, whoever sweeps; what is live, on its way or not counted yet stays. */
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { inTransaction, openDatabase, type Pool } from "../../dist/db/open.js";
import { updateReported } from "../../dist/delivery/message-store.js";
import { type SweepDependencies, sweepHistory } from "../../dist/history/history.js";
import { deleteBatch, prepareSweeps } from "../../dist/history/store.js";
import { createLog } from "../../dist/http/log.js";
import { countDueHours } from "../../dist/insight/insight.js";
import { countHour, selectCounts } from "../../dist/insight/store.js";
import { createMetrics } from "../../dist/metrics.js";
import { createSid } from "../../dist/sid.js";
import { selectAddresses } from "../../dist/webhooks/delivery-store.js";
import {
  burst,
  call,
  credentials,
  newNumber,
  SECRET_KEY,
  type ServerProcess,
  service,
  start,
  startProcess,
  suite,
  suiteDatabase,
} from "../harness.js";
import { explain } from "../kit/explain.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAYS = 100;
/** One every hour, the last one now: of 3000 so many are older than `DAYS`, give or take the one of this hour. */
const MADE = 3000;
const OLD = MADE - DAYS * 24;

const never = new AbortController().signal;
const sidAt = (prefix: "VE" | "VL" | "NO", agoMs: number) =>
  createSid(prefix, () => new Date(Date.now() - agoMs), systemRandom);

/** A process that may sweep. */
function sweeper(sql: Pool, own: Partial<SweepDependencies> = {}) {
  const lines: string[] = [];
  const log = createLog("debug", { write: (line) => void lines.push(line) });
  const metrics = createMetrics();
  const dependencies: SweepDependencies = {
    ...{ sql, metrics, log, days: DAYS, batch: 500, holder: systemRandom(8).toString("hex") },
    ...own,
  };
  return { lines, metrics, dependencies, sweep: (stopping = never) => sweepHistory(dependencies, stopping) };
}

/** Says of all hours that they were counted for good. */
async function markCounted(sql: Pool) {
  await sql`insert into counted_hours (hour, counted_at) select hour, hour + interval '100 days'
    from generate_series(date_trunc('hour', clock_timestamp() - interval '300 days'), clock_timestamp(), interval '1 hour') as hour
    on conflict (hour) do update set counted_at = excluded.counted_at`;
}

async function countAll(sql: Pool) {
  while ((await countDueHours(sql, 500)) > 0);
}

async function addNotices(sql: Pool, agoMs: readonly number[], status = "sent"): Promise<string[]> {
  const sids = agoMs.map((ago) => sidAt("NO", ago));
  for (const sid of sids) {
    await sql`insert into notices (sid, service_sid, country, channel, kind, locale, brand, "values", expires_at)
      values (${sid}, ${credentials.serviceSid}, 'KR', 'sms', 'account_deleted', 'ko', 'Munjigi', '{}', clock_timestamp() - interval '1 hour')`;
    await sql`insert into messages (sid, notice_sid, channel, status, next_at)
      values (${`VL${sid.slice(2)}`}, ${sid}, 'sms-notice', ${status}, 'infinity')`;
  }
  return sids;
}

/** What is there, and what hangs in the air: a verification or notice without its messages, a message without what it is of. */
async function look(sql: Pool) {
  const [row] = await sql<
    [{ verifications: number; messages: number; notices: number; halves: number; oldest: string | null }]
  >`select (select count(*)::int from verifications) as verifications, (select count(*)::int from messages) as messages,
      (select count(*)::int from notices) as notices, (select min(sid) from verifications) as oldest,
      (select count(*)::int from verifications v cross join lateral jsonb_array_elements(v.sends) as send
        where not exists (select from messages m where m.sid = send ->> 'attempt_sid'))
      + (select count(*)::int from notices n where not exists (select from messages m where m.sid = 'VL' || substr(n.sid, 3)))
      + (select count(*)::int from messages m where not exists (select from verifications v where v.sid = m.verification_sid)
        and not exists (select from notices n where n.sid = m.notice_sid)) as halves`;
  return row;
}

const everything = () => ({
  ...{ since: new Date(Date.now() - 200 * DAY_MS), until: new Date(Date.now() + HOUR_MS), timeZone: "UTC" },
});

/** Its temporary table is one connection's. */
async function fillWith(url: string, made: number, everySeconds: number) {
  const one = openDatabase({ url, max: 1, statementTimeoutMs: 60_000 });
  await fillVerifications(one, made, everySeconds);
  await one.end();
}

/** A database with history, and nothing deleted yet. */
async function fill({ sql, url }: { sql: Pool; url: string }, made = MADE) {
  await sql`truncate verifications, messages, notices, counted_hours, verification_hours, history_sweeps`;
  await fillWith(url, made, 3600);
  await markCounted(sql);
}

describe("what is older than the days that are kept", () => {
  const database = suiteDatabase();
  beforeEach(() => fill(database));

  test("goes with its messages, what is younger stays, and what was counted is as it was", async () => {
    const { sql } = database;
    await sql`truncate counted_hours`;
    await countAll(sql);
    const old = await addNotices(sql, [DAYS * DAY_MS + 60_000, 300 * DAY_MS]);
    const young = await addNotices(sql, [DAYS * DAY_MS - 60_000, HOUR_MS]);
    const counted = () =>
      Promise.all((["country", "day"] as const).map((by) => selectCounts(sql, { ...everything(), by })));
    const before = await counted();
    expect(before[0]?.find(({ key }) => key === null)?.begun).toBe(MADE);
    const { sweep, lines, metrics } = sweeper(sql);
    const gone = await sweep();
    expect(gone.verifications).toBeGreaterThanOrEqual(OLD - 1);
    expect(gone.verifications).toBeLessThanOrEqual(OLD);
    expect(gone).toEqual({ verifications: gone.verifications, notices: 2, messages: gone.verifications + 2 });
    const left = await look(sql);
    expect(left).toMatchObject({ verifications: MADE - gone.verifications, notices: 2, halves: 0 });
    expect(left.messages).toBe(left.verifications + 2);
    expect(left.oldest && left.oldest >= sidAt("VE", DAYS * DAY_MS + 60_000)).toBe(true);
    const notices = await sql<{ sid: string }[]>`select sid from notices order by sid`;
    expect(notices.map(({ sid }) => sid)).toEqual(young.toSorted());
    expect(notices.map(({ sid }) => sid)).not.toContain(old[0]);
    expect(await counted()).toEqual(before);
    // And after the hours that are still due were counted once more.
    await sql`update counted_hours set counted_at = hour + interval '1 hour' where hour > clock_timestamp() - interval '3 days'`;
    await countAll(sql);
    expect((await counted())[1]).toEqual(before[1]);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        msg: "old history was deleted",
        verifications: gone.verifications,
        notices: 2,
        days: DAYS,
      }),
    ]);
    const told = await metrics.registry.metrics();
    expect(told).toContain(`munjigi_history_deleted_total{kind="verifications"} ${gone.verifications}`);
    expect(told).toContain('munjigi_history_deleted_total{kind="notices"} 2');
    expect(told).toContain(`munjigi_history_deleted_total{kind="messages"} ${gone.messages}`);
  });

  test("a sweep is over for an hour, and the next one finds what stayed", async () => {
    const { sql } = database;
    const held = sidAt("VE", 120 * DAY_MS);
    const message = `VL${held.slice(2)}`;
    /** Status, and that of its message. */
    const put = async (status: string, messageStatus: string) => {
      await sql`delete from verifications where sid = ${held}`;
      await sql`delete from messages where sid = ${message}`;
      await sql`insert into verifications select (v).* from (select jsonb_populate_record(t, jsonb_build_object('sid', ${held}::text,
        'status', ${status}::text, 'sends', jsonb_build_array(jsonb_build_object('attempt_sid', ${message}::text)))) as v
        from verifications t limit 1) as made`;
      await sql`insert into messages (sid, verification_sid, channel, status, next_at) values (${message}, ${held}, 'sms', ${messageStatus}, 'infinity')`;
    };
    const isThere = async () => (await sql`select 1 from verifications where sid = ${held}`).length === 1;
    const dueNow = () => sql`update history_sweeps set next_at = clock_timestamp()`;
    await put("pending", "sent");
    const { sweep } = sweeper(sql);
    expect((await sweep()).verifications).toBeGreaterThanOrEqual(OLD - 1);
    expect(await isThere()).toBe(true);
    await put("expired", "sent");
    expect(await sweep()).toEqual({ verifications: 0, notices: 0, messages: 0 });
    for (const [status, messageStatus] of [
      ["pending", "delivered"],
      ["max_attempts_reached", "delivered"],
      ["canceled", "queued"],
      ["approved", "sending"],
    ] as const) {
      await put(status, messageStatus);
      await dueNow();
      expect(await sweep()).toEqual({ verifications: 0, notices: 0, messages: 0 });
      expect([status, await isThere()]).toEqual([status, true]);
    }
    await put("canceled", "failed");
    await dueNow();
    expect(await sweep()).toEqual({ verifications: 1, notices: 0, messages: 1 });
    expect(await isThere()).toBe(false);

    const [waiting] = await addNotices(sql, [200 * DAY_MS], "queued");
    await dueNow();
    expect((await sweep()).notices).toBe(0);
    await sql`update messages set status = 'sent' where notice_sid = ${waiting as string}`;
    await dueNow();
    expect((await sweep()).notices).toBe(1);
  });

  test("stays while its hour is not counted for good, and an hour that is is never counted again", async () => {
    const { sql } = database;
    const early = await sql<
      { hour: Date }[]
    >`select distinct date_trunc('hour', created_at) as hour from verifications order by 1 limit 3`;
    const [never_, once, good] = early.map(({ hour }) => hour) as [Date, Date, Date];
    await sql`delete from counted_hours where hour = ${never_}`;
    await sql`update counted_hours set counted_at = hour + interval '72 hours 59 minutes' where hour = ${once}`;
    await sql`insert into verification_hours (hour, service_sid, country, connector, begun, sent, delivered, verified, lost, verify_seconds, deliver_seconds)
      values (${good}, ${credentials.serviceSid}, 'KR', '', 1, 1, 1, 1, '{}', '{}', '{}')`;
    const { sweep } = sweeper(sql);
    const before = (await look(sql)).verifications;
    const { verifications } = await sweep();
    const left = await sql<{ hour: Date }[]>`select date_trunc('hour', created_at) as hour from verifications
      where created_at < clock_timestamp() - interval '101 days' order by 1`;
    expect(left.map(({ hour }) => hour)).toEqual([never_, once]);
    expect((await look(sql)).verifications).toBe(before - verifications);

    // A process that found the hour due before another one counted it for the last time.
    await sql`update counted_hours set counted_at = hour + interval '73 hours' where hour = ${good}`;
    const rows = () => sql`select * from verification_hours where hour = ${good}`;
    const kept = await rows();
    expect(kept).toHaveLength(1);
    expect(await inTransaction(sql, (tx) => countHour(tx, good))).toBe(false);
    expect(await rows()).toEqual(kept);

    expect(await inTransaction(sql, (tx) => countHour(tx, once))).toBe(true);
    expect(await inTransaction(sql, (tx) => countHour(tx, never_))).toBe(true);
    await sql`update history_sweeps set next_at = clock_timestamp()`;
    expect((await sweep()).verifications).toBe(2);
  });

  test("is deleted once, by one of 50 that come at the same time", async () => {
    const { sql } = database;
    const swept = await burst(50, () => sweeper(sql).sweep());
    expect(swept.filter(({ verifications }) => verifications > 0)).toHaveLength(1);
    const sum = swept.reduce((all, { verifications }) => all + verifications, 0);
    expect(await look(sql)).toMatchObject({ verifications: MADE - sum, messages: MADE - sum, halves: 0 });
  });

  test("in batches of 50 at once, each one's own row of the turn", async () => {
    const { sql } = database;
    await prepareSweeps(sql);
    const batches = await burst(50, () =>
      deleteBatch(sql, "verifications", { holder: systemRandom(8).toString("hex"), days: DAYS, limit: 7 }),
    );
    expect(batches.filter((batch) => batch !== undefined)).toEqual([{ deleted: 7, messages: 7, isLast: false }]);
    // One process that asks with 50 hands at once takes its batches one after the other, or not at all.
    const [row] = await sql<{ holder: string }[]>`select holder from history_sweeps where kind = 'verifications'`;
    const own = await burst(50, () =>
      deleteBatch(sql, "verifications", { holder: row?.holder ?? "", days: DAYS, limit: 7 }),
    );
    const sum = 7 + own.reduce((all, batch) => all + (batch?.deleted ?? 0), 0);
    expect(await look(sql)).toMatchObject({ verifications: MADE - sum, messages: MADE - sum, halves: 0 });
  });

  test("is taken up where another process left it, once that one has been silent for a minute", async () => {
    const { sql } = database;
    const first = sweeper(sql, { batch: 50 });
    const stopping = new AbortController();
    const swept = first.sweep(stopping.signal);
    await eventually(async () => (await look(sql)).verifications < MADE - 50);
    stopping.abort();
    const { verifications: before } = await swept;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(OLD - 50);
    const second = sweeper(sql);
    expect(await second.sweep()).toEqual({ verifications: 0, notices: 0, messages: 0 });
    const [turn] = await sql<{ cursor: string; seconds: number }[]>`select cursor,
      extract(epoch from next_at - clock_timestamp())::float8 as seconds from history_sweeps where kind = 'verifications'`;
    expect(turn?.cursor).toMatch(/^VE/);
    expect(turn?.seconds).toBeLessThanOrEqual(60);
    await sql`update history_sweeps set next_at = clock_timestamp()`;
    const { verifications: after } = await second.sweep();
    expect(before + after).toBeGreaterThanOrEqual(OLD - 1);
    // The first one has lost its turn.
    expect(await first.sweep()).toEqual({ verifications: 0, notices: 0, messages: 0 });
  });

  test("is never seen without its messages, whoever looks meanwhile", async () => {
    const { sql } = database;
    let isOver = false;
    const seen: number[] = [];
    const looking = (async () => {
      while (!isOver) {
        const { halves, verifications } = await look(sql);
        expect(halves).toBe(0);
        seen.push(verifications);
      }
    })();
    await sweeper(sql, { batch: 60 }).sweep();
    isOver = true;
    await looking;
    expect(new Set(seen).size).toBeGreaterThan(2);
  });
});

describe("in a database with many", () => {
  const database = suiteDatabase();

  test("docs/data.md says of every table how long it is kept", async () => {
    const page = await readFile(new URL("../../../docs/data.md", import.meta.url), "utf8");
    const tables = await database.sql<
      { name: string }[]
    >`select tablename as name from pg_tables where schemaname = 'public'`;
    expect(tables.length).toBeGreaterThan(50);
    const named = new Set([...page.matchAll(/`([a-z_]+)/g)].map(([, name]) => name));
    expect(tables.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  });

  test("no table is read as a whole, and each batch begins where the last one ended", async () => {
    const { sql } = database;
    await fillWith(database.url, 60_000, 300);
    await markCounted(sql);
    await sql`insert into notices (sid, service_sid, country, channel, kind, locale, brand, "values", expires_at)
      select 'NO' || substr(sid, 3), service_sid, 'KR', 'sms', 'account_deleted', 'ko', 'Munjigi', '{}', created_at from verifications where sid < ${sidAt("VE", 50 * DAY_MS)}`;
    await sql`analyze`;
    await prepareSweeps(sql);
    const request = { holder: "one", days: DAYS, limit: 100 };
    for (let n = 0; n < 20; n++) expect((await deleteBatch(sql, "verifications", request))?.deleted).toBe(100);
    for (const kind of ["verifications", "notices"] as const) {
      const [explained] = await explain(database.url, (on) => deleteBatch(on, kind, request));
      const scans = explained?.scans.join() ?? "";
      expect(scans).not.toMatch(/Seq Scan (verifications|messages|notices|counted_hours)/);
      expect(scans).toContain(kind === "notices" ? "notices_pkey" : "verifications_pkey");
      // Of the two thousand rows that are dead none is walked over again.
      expect(explained?.rows).toBeLessThan(1500);
    }
  });
});

describe("what a server answers", () => {
  const server = suite();

  test("of what has gone: 404, or nothing in lists; what happened to it stays in what is told of it", async () => {
    const { sql, origin } = server;
    const to = newNumber();
    const { body } = await start(origin, to);
    await call(origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
    const { attempt_sid: attempt } = body.send_code_attempts[0];
    await eventually(
      async () => (await sql`select 1 from messages where sid = ${attempt} and status = 'sent'`).length > 0,
    );
    const paths = [`/verifications/${body.sid}`, `/messages/${attempt}`] as const;
    for (const path of paths) expect((await manage(origin, "GET", path)).status).toBe(200);
    expect((await call(origin, `/Attempts/${attempt}`)).status).toBe(200);
    // It becomes old: its identifiers are its time.
    const [sid, message] = [sidAt("VE", 200 * DAY_MS), sidAt("VL", 200 * DAY_MS)];
    await sql`update verifications set sid = ${sid}, created_at = created_at - interval '200 days', sends = jsonb_build_array(jsonb_build_object(
      'attempt_sid', ${message}::text, 'channel', 'sms', 'time', '2026-05-01T00:00:00.000Z')) where sid = ${body.sid}`;
    await sql`update messages set sid = ${message}, verification_sid = ${sid}, connector_id = 'CN', vendor_message_id = 'v-1' where sid = ${attempt}`;
    expect((await manage(origin, "GET", `/verifications/${sid}`)).status).toBe(200);
    await markCounted(sql);
    await sql`delete from history_sweeps`;
    await sweeper(sql).sweep();
    for (const path of [`/verifications/${sid}`, `/messages/${message}`])
      expect([path, (await manage(origin, "GET", path)).status]).toEqual([path, 404]);
    for (const path of [`/Attempts/${message}`, `${service}/Verifications/${sid}`]) {
      const answer = await call(origin, path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 20404]);
    }
    const [verifications, messages, why] = await Promise.all(
      ["verifications", "messages", "why"].map((list) =>
        manage(origin, "GET", `/${list}?to=${encodeURIComponent(to)}`),
      ),
    );
    expect([verifications?.status, verifications?.body.verifications]).toEqual([200, []]);
    expect([messages?.status, messages?.body.messages]).toEqual([200, []]);
    expect(why?.status).toBe(200);
    expect(JSON.stringify(why?.body)).not.toContain(message);
    expect((await manage(origin, "POST", `/verifications/${sid}/cancel`)).status).toBe(404);
    // Whoever still names it: an event that is told late, and the vendor's report.
    expect(await selectAddresses(sql, [{ sid: "WD", verification: sid }])).toEqual([
      { sid: "WD", recipient: null, phoneNumber: null, email: null },
    ]);
    const report = {
      vendorMessageId: "v-1",
      status: "delivered",
      errorClass: null,
      errorCode: null,
      carrier: null,
    } as const;
    expect(await updateReported(sql, "CN", report)).toEqual({ known: 0, changed: 0 });
    expect(await look(sql)).toMatchObject({ halves: 0 });
  });
});

describe("a server that is killed while it deletes", () => {
  const database = suiteDatabase();

  test("leaves nothing half, and the next one goes on", async () => {
    const { sql, url } = database;
    // Eighty batches: on a busy machine each has a long pause behind it.
    const made = DAYS * 24 + 1600;
    await fill(database, made);
    const env = {
      ...{ DATABASE_URL: url, MUNJIGI_SECRET_KEY: SECRET_KEY },
      ...{ MUNJIGI_HISTORY_DAYS: String(DAYS), MUNJIGI_RETENTION_DAYS: "90" },
    };
    const servers: ServerProcess[] = [];
    onTestFinished(async () => {
      for (const server of servers)
        if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
    });
    let before = made;
    for (let round = 0; round < 3; round++) {
      const server = await startProcess(env);
      servers.push(server);
      await eventually(async () => (await look(sql)).verifications < before);
      server.child.kill("SIGKILL");
      await server.exited;
      // What it had sent to PostgreSQL ends by itself.
      await eventually(
        async () =>
          (
            await sql`select 1 from pg_stat_activity where datname = current_database() and state = 'active' and query like '%history_sweeps%'
          and pid <> pg_backend_pid()`
          ).length === 0,
      );
      const left = await look(sql);
      expect(left.halves).toBe(0);
      expect(left.verifications).toBeLessThan(before);
      before = left.verifications;
      const [turn] = await sql<{ cursor: string }[]>`select cursor from history_sweeps where kind = 'verifications'`;
      expect(turn?.cursor).toMatch(/^VE/);
      await sql`update history_sweeps set next_at = clock_timestamp()`;
    }
    const last = await startProcess(env);
    servers.push(last);
    await eventually(async () => (await look(sql)).verifications <= DAYS * 24 + 1);
    expect((await look(sql)).halves).toBe(0);
    await eventually(async () => last.output().includes("old history was deleted"));
    await last.stop();
  });
});
