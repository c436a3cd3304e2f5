/** @module Identifiers as they are made and read. */
import { expect, test } from "vitest";
import { systemRandom } from "../dist/clock.js";
import { createSid, parseSid } from "../dist/sid.js";

test("an identifier is read in either case, newer ones sort after older ones", () => {
  const at = (ms: number) => createSid("VE", () => new Date(ms), systemRandom);
  expect(at(1_700_000_000_000) < at(1_700_000_000_001)).toBe(true);
  expect(parseSid("VE", `VE${"AB".repeat(16)}`)).toBe(`VE${"ab".repeat(16)}`);
  for (const text of [
    `VA${"ab".repeat(16)}`,
    `ve${"ab".repeat(16)}`,
    `VE${"ag".repeat(16)}`,
    "VE",
    `VE${"ab".repeat(16)}\n`,
  ])
    expect(parseSid("VE", text)).toBeUndefined();
});
