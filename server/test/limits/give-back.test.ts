/** @module Hits that are taken back: each once, however many at a time, and by a look at their own rows. */
import { expect, test } from "vitest";
import type { Take } from "../../dist/limits/rule.js";
import { countHits, deleteHits } from "../../dist/limits/store.js";
import { burst, suiteDatabase } from "../harness.js";

const database = suiteDatabase();

const take = (key: string): Take => ({
  ...{ key, slot: 0, slots: 1, member: null, unique: false, keep: 100, seconds: 60 },
  windows: [{ n: 100, seconds: 60 }],
});
const left = async (key: string) =>
  (
    await database.sql<{ hits: Date[] }[]>`select to_jsonb(hits) as hits from limit_counters where key = ${`${key}.0`}`
  )[0]?.hits;

test("50 at once give back their own hits, twice each, and nobody else's", async () => {
  const stays = await countHits(database.sql, [take("a"), take("b")]);
  expect(stays).toHaveLength(2);
  await burst(50, async (index) => {
    const takes = [take("a"), take("b")];
    const hits = await countHits(database.sql, index % 2 ? takes : takes.toReversed());
    expect(hits).toHaveLength(2);
    await Promise.all([deleteHits(database.sql, hits), deleteHits(database.sql, hits.toReversed())]);
  });
  expect(await left("a")).toHaveLength(1);
  expect(await left("b")).toHaveLength(1);
});

test("a counter that was swept meanwhile comes back without a hit", async () => {
  const hits = await countHits(database.sql, [take("swept")]);
  await database.sql`delete from limit_counters`;
  await deleteHits(database.sql, hits);
  expect(await left("swept")).toHaveLength(0);
  expect(await database.sql`select from limit_counters where expires_at > clock_timestamp()`).toHaveLength(0);
});

test("giving back never reads the whole table, as it once did for every right code", async () => {
  await database.sql`insert into limit_counters (key, hits, members, expires_at)
    select 'many' || n, '{}', '{}', clock_timestamp() + interval '1 hour' from generate_series(1, 2000) as n`;
  const hits = await countHits(database.sql, [take("c"), take("d")]);
  const read = await database.sql.begin(async (tx) => {
    const scans = () =>
      tx<{ n: number }[]>`select seq_scan::int as n from pg_stat_xact_user_tables where relname = 'limit_counters'`;
    const before = (await scans())[0]?.n ?? 0;
    await deleteHits(tx, hits);
    return ((await scans())[0]?.n ?? 0) - before;
  });
  expect(read).toBe(0);
  expect(await left("c")).toHaveLength(0);
});
