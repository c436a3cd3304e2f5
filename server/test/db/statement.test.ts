/**
 * @module Statements of named parameters: the type of a fragment carries their names. The lines under `@ts-expect-error` are
 * checked by `tsc -b`: one that compiled would fail the build.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Fragment, fragment, param, prepare } from "../../dist/db/statement.js";
import { createDatabase, type TestDatabase } from "../harness.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
});

const inner = fragment`${param("first")}::int + ${param("second")}::int`;
const outer = fragment`select ${fragment`(${inner})`} * ${param("third")}::int as result, ${10}::int as ten`;
const select = prepare<{ result: number | null; ten: number }>()(outer);

test("parameters are given by name, numbers are written, one that is used twice is sent once", async () => {
  const twice = prepare<{ sum: number }>()(fragment`select ${param("n")}::int + ${param("n")}::int as sum`);
  expect(await select(database.sql, { first: 1, second: 2, third: 3 })).toEqual([{ result: 9, ten: 10 }]);
  expect(await twice(database.sql, { n: 4 })).toEqual([{ sum: 8 }]);
});

test("a value that is to be NULL is said to be", async () => {
  expect(await select(database.sql, { first: 1, second: null, third: 3 })).toEqual([{ result: null, ten: 10 }]);
});

describe("does not compile, and throws all the same", () => {
  const missing = /^a statement was run without its parameter "(first|second|third)"$/;

  test("without a parameter, also of a fragment within a fragment", async () => {
    // @ts-expect-error `third` is missing
    await expect(select(database.sql, { first: 1, second: 2 })).rejects.toThrow(missing);
    // @ts-expect-error `first`, of the innermost fragment, is missing
    await expect(select(database.sql, { second: 2, third: 3 })).rejects.toThrow(missing);
  });

  test("with a misspelt parameter", async () => {
    // @ts-expect-error `secnod`
    await expect(select(database.sql, { first: 1, secnod: 2, third: 3 })).rejects.toThrow(missing);
    const spread = { first: 1, tird: 3, second: 2 };
    // @ts-expect-error `third` is missing in what is spread
    await expect(select(database.sql, { ...spread })).rejects.toThrow(missing);
  });

  test("with undefined for NULL", async () => {
    // @ts-expect-error undefined is no value
    await expect(select(database.sql, { first: 1, second: 2, third: undefined })).rejects.toThrow(missing);
  });
});

test("what would lose the names does not compile", () => {
  const name: string = "first";
  // @ts-expect-error the name is not a literal
  expect(param(name)).toBeDefined();
  const wrap = (source: Fragment): Fragment => fragment`with x as (${source}) select * from x`;
  // @ts-expect-error a function that takes any fragment must be generic in its names
  expect(wrap(inner)).toBeInstanceOf(Fragment);
});
