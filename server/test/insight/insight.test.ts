/** @module How verifications go: what is counted by the hour is what a full count says, also while others come and hours are being counted. */
import { beforeAll, describe, expect, test } from "vitest";
import { inTransaction } from "../../dist/db/open.js";
import { bounds, quantile } from "../../dist/insight/histogram.js";
import { countDueHours } from "../../dist/insight/insight.js";
import { countHour, selectCounts, selectDueHours } from "../../dist/insight/store.js";
import {
  burst,
  call,
  check,
  credentials,
  newNumber,
  phone,
  randomNumber,
  readCode,
  service,
  start,
  suite,
  suiteDatabase,
  wrongCode,
} from "../harness.js";
import { explain } from "../kit/explain.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";

const HOUR_MS = 3_600_000;
const hourOf = (date: Date) => new Date(Math.floor(date.getTime() / HOUR_MS) * HOUR_MS);
const long = () => ({
  since: hourOf(new Date(Date.now() - 60 * 24 * HOUR_MS)),
  until: new Date(hourOf(new Date()).getTime() + HOUR_MS),
  timeZone: "UTC",
});

interface Row {
  sid: string;
  country: string;
  status: string;
  checks: number;
  createdAt: Date;
  updatedAt: Date;
  messages: {
    status: string;
    connector: string | null;
    carrier: string | null;
    reported: boolean;
    deliveredAt: string | null;
  }[];
}

/** The whole of it, row by row, as a sentence would put it. */
function countByHand(rows: readonly Row[]) {
  const ways = rows.map(({ country, status, messages }) => {
    const verified = status === "approved";
    const delivered = verified || messages.some((one) => one.status === "delivered");
    const sent =
      verified || messages.some((one) => one.status === "sent" || one.status === "delivered" || one.reported);
    const last = messages.at(-1);
    return { country, connector: last?.connector ?? "", carrier: last?.carrier ?? "", verified, delivered, sent };
  });
  const sum = (some: typeof ways) => ({
    begun: some.length,
    sent: some.filter(({ sent }) => sent).length,
    delivered: some.filter(({ delivered }) => delivered).length,
    verified: some.filter(({ verified }) => verified).length,
  });
  const by = (name: "country" | "connector" | "carrier") =>
    Object.fromEntries(
      [...new Set(ways.map((way) => way[name]))].map((key) => [key, sum(ways.filter((way) => way[name] === key))]),
    );
  return { total: sum(ways), by };
}

const readRows = async (sql: Parameters<typeof selectCounts>[0]) =>
  await sql<
    Row[]
  >`select v.sid, v.country, v.status, v.attempts + v.unbound_attempts as checks, v.created_at, v.updated_at,
    (select coalesce(jsonb_agg(jsonb_build_object('status', m.status, 'connector', m.connector, 'carrier', m.carrier, 'reported', m.reported_at is not null,
      'deliveredAt', case when m.status = 'delivered' then m.reported_at end) order by m.sid), '[]')
      from messages m where m.verification_sid = v.sid) as messages
    from verifications v where extras ->> 'testNumber' is null`;

const pick = ({
  begun,
  sent,
  delivered,
  verified,
}: {
  begun: number;
  sent: number;
  delivered: number;
  verified: number;
}) => ({
  ...{ begun, sent, delivered, verified },
});

describe("counts", () => {
  const server = suite({ env: PRIVATE });
  beforeAll(() => fillVerifications(server.sql, 3000, 60));

  /** Both of one snapshot, so that they may be held against each other while others write. */
  const compare = (by: "country" | "connector" | "carrier") =>
    server.sql.begin("isolation level repeatable read", async (tx) => {
      const counted = await selectCounts(tx, { ...long(), by });
      const byHand = countByHand(await readRows(tx));
      const total = counted.find(({ key }) => key === null);
      expect(pick(total as never)).toEqual(byHand.total);
      const groups = counted.filter(({ key }) => key !== null).map((group) => [group.key, pick(group)]);
      expect(Object.fromEntries(groups)).toEqual(byHand.by(by));
      const lost = Object.entries(total?.lost ?? {});
      const lostAt = (step: string) => lost.reduce((sum, [name, n]) => sum + (name.startsWith(`${step}.`) ? n : 0), 0);
      const { begun, sent, delivered, verified } = byHand.total;
      expect([lostAt("unsent"), lostAt("undelivered"), lostAt("unverified")]).toEqual([
        ...[begun - sent, sent - delivered, delivered - verified],
      ]);
      return byHand.total.begun;
    });

  test("are those of a full count, at every moment, while codes are asked for, used, reported, and hours are counted on two nodes", async () => {
    expect(await compare("country")).toBe(3000);
    let isOver = false;
    const traffic = burst(40, async (n) => {
      const to = newNumber();
      await start(server.origin, to);
      if (n % 4 === 0) return;
      const code = await readCode(server.origin, to);
      if (n % 4 === 1) await check(server.origin, to, wrongCode(code));
      if (n % 4 === 2) await call(server.origin, `${service}/Verifications/${to}`, { Status: "canceled" });
      else await check(server.origin, to, code);
    });
    const reports = (async () => {
      while (!isOver)
        await server.sql`update messages set status = 'delivered', reported_at = clock_timestamp() where sid in (
          select sid from messages where status = 'sent' and sid > 'VL' order by random() limit 3)`;
    })().catch((error: unknown) => error);
    const counting = burst(2, async () => {
      let hours = 0;
      while (!isOver) hours += await countDueHours(server.sql, 5);
      return hours;
    });
    const seen: number[] = [];
    // Reports of an hour that was counted are heard when it is counted again: what is compared meanwhile is what was begun.
    const reading = (async () => {
      while (!isOver)
        seen.push(
          await server.sql.begin("isolation level repeatable read", async (tx) => {
            const [total] = (await selectCounts(tx, { ...long(), by: "day" })).filter(({ key }) => key === null);
            const [row] = await tx`select count(*)::int as n from verifications`;
            expect(total?.begun).toBe(row?.n);
            return total?.begun ?? 0;
          }),
        );
    })();
    await traffic;
    await eventually(async () => (await selectDueHours(server.sql, 1)).length === 0);
    isOver = true;
    await Promise.all([reports, counting, reading]);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const [stored] =
      await server.sql`select sum(begun)::int as n, count(distinct hour)::int as hours from verification_hours`;
    expect(stored?.n).toBeGreaterThan(2700);
    expect(stored?.hours).toBeGreaterThan(45);

    // Hours are due again, as if their time had come: then what was reported meanwhile is in all of them.
    await server.sql`update counted_hours set counted_at = hour + interval '75 minutes'`;
    await eventually(async () => (await countDueHours(server.sql, 100)) === 0);
    await server.sql`delete from counted_hours where hour > clock_timestamp() - interval '150 minutes'`;
    await server.sql`delete from verification_hours where hour > clock_timestamp() - interval '150 minutes'`;
    expect(await compare("country")).toBe(3040);
    await compare("connector");
    await compare("carrier");
  });

  test("of texts are what vendors took, by class, with the prices that were told and no others", async () => {
    const until = new Date();
    const since = new Date(until.getTime() - 40 * HOUR_MS);
    const span = new URLSearchParams({ since: since.toISOString(), until: until.toISOString() });
    const [hand] =
      await server.sql`select count(*)::int as texts, count(price)::int as priced, sum(parts)::int as parts,
        trim_scale(sum(price::numeric))::text as amount, count(*) filter (where price_class = 'LMS')::int as lms,
        count(*) filter (where price_class = 'abroad')::int as abroad
      from messages where channel = 'sms' and sent_at is not null
        and created_at >= date_trunc('hour', ${since}::timestamptz) and created_at < ${until}`;
    const { spending } = (await manage(server.origin, "GET", `/insight?${span}`)).body;
    expect(spending).toMatchObject({ texts: hand?.texts, priced: hand?.priced, parts: hand?.parts });
    expect(spending.prices).toEqual([{ amount: hand?.amount, currency: "USD" }]);
    const classes = Object.fromEntries(
      spending.classes.map((one: { class: string; texts: number }) => [one.class, one.texts]),
    );
    expect([classes.LMS, classes.abroad]).toEqual([hand?.lms, hand?.abroad]);
  });

  test("of one hour are made once, where 50 ask at the same time", async () => {
    const hour = hourOf(new Date(Date.now() - 20 * HOUR_MS));
    await server.sql`delete from counted_hours where hour = ${hour}`;
    await server.sql`delete from verification_hours where hour = ${hour}`;
    const made = await burst(50, () => inTransaction(server.sql, (tx) => countHour(tx, hour)));
    expect(made.filter(Boolean)).toHaveLength(1);
    const [row] = await server.sql`select sum(begun)::int as n from verification_hours where hour = ${hour}`;
    expect(row?.n).toBe(60);
  });

  test("of a service, and by day in a time zone, through the API; groups add up to the whole", async () => {
    const get = async (query: string) => {
      const { status, body } = await manage(server.origin, "GET", `/insight?${query}`);
      expect([status, body.detail]).toEqual([200, undefined]);
      return body;
    };
    const since = new Date(Date.now() - 3 * 24 * HOUR_MS).toISOString();
    for (const by of ["country", "connector", "carrier", "service", "hour", "day"]) {
      const { total, groups } = await get(`since=${since}&by=${by}&timeZone=Asia/Seoul`);
      expect(total.begun).toBeGreaterThan(2900);
      for (const name of ["begun", "sent", "delivered", "verified"])
        expect(groups.reduce((sum: number, group: Record<string, number>) => sum + (group[name] ?? 0), 0)).toBe(
          total[name],
        );
      expect(total.conversion).toBeCloseTo(total.verified / total.begun);
      // What fills the table takes 3 to 62 seconds to be verified.
      expect(total.secondsToVerify.median).toBeGreaterThan(28);
      expect(total.secondsToVerify.median).toBeLessThan(37);
    }
    const { groups: days } = await get(`since=${since}&timeZone=Asia/Seoul`);
    for (const { key } of days) expect(new Date(key).toISOString()).toMatch(/T15:00:00/);
    const { body: other } = await manage(server.origin, "POST", "/services", { name: "다른 가게" });
    expect(await get(`service=${other.sid}`)).toMatchObject({
      asked: 0,
      total: { begun: 0, conversion: null },
      groups: [],
    });
    await call(server.origin, `/Services/${other.sid}/Verifications`, { To: newNumber(), Channel: "sms" });
    expect(await get(`service=${other.sid}&by=service`)).toMatchObject({
      asked: 1,
      groups: [{ key: other.sid, begun: 1 }],
    });
  });

  test("what was refused is counted by its reason and country", async () => {
    const path = `/services/${credentials.serviceSid}/limits`;
    await manage(server.origin, "PATCH", path, { service: { soft: [], hard: ["0/h"] } });
    const asked = await eventually(async () => {
      const { status } = await phone(server.origin, "/phone", { phoneNumber: randomNumber() });
      const { body } = await manage(server.origin, "GET", `/insight?service=${credentials.serviceSid}`);
      return status === 429 && body.refusals.some(({ code }: { code: string }) => code === "limit.service") && body;
    });
    expect(asked.refused).toBeGreaterThanOrEqual(1);
    expect(asked.asked).toBe(asked.total.begun + asked.refused);
    expect(asked.refusals[0].sentence.ko).toMatch(/[가-힣]/);
    const { countries, times } = asked.refusals[0];
    expect(countries).toEqual([{ country: "KR", times }]);
    // An earlier release's, beside it in the same hour, are of no country that anybody knows.
    await server.sql`update refusal_hours set times = times + 3 where code = 'limits.exceeded' and rule = 'service'`;
    const { body } = await manage(server.origin, "GET", `/insight?service=${credentials.serviceSid}`);
    const refusal = body.refusals.find(({ code }: { code: string }) => code === "limit.service");
    expect(refusal.countries).toContainEqual({ country: "", times: 3 });
    expect(refusal.countries.reduce((sum: number, one: { times: number }) => sum + one.times, 0)).toBe(refusal.times);
  });

  test("what cannot be asked for is refused", async () => {
    for (const odd of [
      "by=colour",
      "timeZone=Nowhere/At_all",
      "timeZone=%2B09:00",
      "since=2020-01-01T00:00:00Z",
      "service=x",
      "since=x",
      "until=0000-01-01T00:00:00Z",
      "until=0001-01-01T00:00:00%2B14:00",
      "since=9999-12-31T23:59:59-12:00",
      "until=9999-12-31T23:59:59Z",
    ])
      expect([200, 400, 404], odd).toContain((await manage(server.origin, "GET", `/insight?${odd}`)).status);
  });
});

test("a quantile of a histogram is that of its values, within a tenth", () => {
  const values = Array.from({ length: 5000 }, (_, n) => 0.7 + ((n * 7919) % 5000) / 40);
  const counts = Array.from({ length: bounds.length + 1 }, () => 0);
  for (const value of values) {
    const bucket = bounds.findIndex((bound) => value < bound);
    counts[bucket < 0 ? bounds.length : bucket] = (counts[bucket < 0 ? bounds.length : bucket] ?? 0) + 1;
  }
  const sorted = values.toSorted((a, b) => a - b);
  for (const q of [0.1, 0.5, 0.9, 0.95]) {
    const real = sorted[Math.floor(q * sorted.length)] as number;
    expect(Math.abs((quantile(counts, q) as number) - real) / real, String(q)).toBeLessThan(0.1);
  }
  expect(quantile([], 0.5)).toBe(null);
});

describe("in a database with many", () => {
  const database = suiteDatabase();
  beforeAll(async () => {
    await fillVerifications(database.sql, 60_000, 40);
    while ((await countDueHours(database.sql, 100)) > 0);
    await database.sql`analyze`;
  }, 120_000);

  test("a month is read from what was counted, and no table of verifications or messages as a whole", async () => {
    for (const by of ["country", "day"] as const) {
      const [explained] = await explain(database.url, (sql) => selectCounts(sql, { ...long(), by }));
      const scans = explained?.scans.join() ?? "";
      expect(scans).toMatch(/verifications_pkey/);
      expect(scans).not.toMatch(/Seq Scan (verifications|messages)/);
      // The hours that nobody has counted yet are a few hundred of 60 000.
      expect(explained?.rows).toBeLessThan(12_000);
    }
  });

  test("so does whoever counts an hour", async () => {
    const hour = hourOf(new Date(Date.now() - 100 * HOUR_MS));
    await database.sql`delete from counted_hours where hour = ${hour}`;
    const explained = await explain(database.url, (sql) => countHour(sql, hour));
    const scans = explained.flatMap((one) => one.scans).join();
    expect(scans).not.toMatch(/Seq Scan (verifications|messages)/);
    for (const { rows } of explained) expect(rows).toBeLessThan(2000);
  });
});
