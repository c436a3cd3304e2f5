/** @module Browsers that people are known by are forgotten when their cookie has run out, and no sooner. */
import { expect, test } from "vitest";
import { sweepDevices } from "../../dist/users/users.js";
import { suiteDatabase } from "../harness.js";
import { explain } from "../kit/explain.js";

const database = suiteDatabase();

test("a browser is forgotten 400 days after it was known first, unless it was seen since", async () => {
  const { sql } = database;
  const user = `US${"1".padStart(32, "0")}`;
  await sql`insert into users (sid) values (${user})`;
  const add = (name: string, createdDays: number, usedDays: number) => sql`
    insert into known_devices (user_sid, browser_hash, created_at, used_at)
    values (${user}, ${name}, clock_timestamp() - ${createdDays}::float8 * interval '1 day', clock_timestamp() - ${usedDays}::float8 * interval '1 day')`;
  await add("gone", 401, 400.1);
  await add("seen", 401, 399.9);
  await add("younger", 399.9, 399.9);
  await sql`insert into known_devices (user_sid, browser_hash, created_at, used_at)
    select ${user}, 'one of many ' || n, clock_timestamp() - interval '500 days', clock_timestamp() - interval '500 days' from generate_series(1, 2500) as n`;
  await sql`insert into known_devices (user_sid, browser_hash) select ${user}, 'new ' || n from generate_series(1, 5000) as n`;
  await sql`analyze known_devices`;
  await Promise.all([sweepDevices(sql), sweepDevices(sql)]);
  const left = await sql<
    { name: string }[]
  >`select browser_hash as name from known_devices where browser_hash not like 'new %'
    order by name`;
  expect(left.map(({ name }) => name)).toEqual(["seen", "younger"]);
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from known_devices`;
  expect(row?.n).toBe(5002);
  const [explained] = await explain(database.url, sweepDevices);
  expect(explained?.scans.join()).toContain("known_devices_created");
  expect(explained?.scans.join()).not.toContain("Seq Scan");
});
