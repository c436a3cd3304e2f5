/** @module What every session of ours has set, whatever the server's defaults are. */
import { expect, test } from "vitest";
import { suiteDatabase } from "../harness.js";

const database = suiteDatabase();

test("nothing is compiled just in time, and plans are made once", async () => {
  const rows =
    await database.sql`select name, setting from pg_settings where name in ('jit', 'plan_cache_mode') order by name`;
  expect(rows.map(({ name, setting }) => [name, setting])).toEqual([
    ["jit", "off"],
    ["plan_cache_mode", "force_generic_plan"],
  ]);
});
