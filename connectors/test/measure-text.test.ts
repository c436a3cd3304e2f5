/** @module How many messages a text makes where no character is split between two. */
import { expect, test } from "vitest";
import { measureText } from "../dist/kit/measure-text.js";

const partsOf = (text: string) => measureText(text, { charset: "gsm-7/ucs-2" }).parts;

test.each([
  ["a".repeat(160), 1],
  ["a".repeat(161), 2],
  ["a".repeat(306), 2],
  ["a".repeat(307), 3],
  ["€".repeat(80), 1],
  // 153 is odd: an escape at its end goes to the next part, so each holds 76 of these.
  ["€".repeat(152), 2],
  ["€".repeat(153), 3],
  [`${"a".repeat(152)}€${"a".repeat(152)}`, 3],
  [`${"a".repeat(153)}€${"a".repeat(151)}`, 2],
  ["가".repeat(70), 1],
  ["가".repeat(134), 2],
  ["가".repeat(135), 3],
  ["😀".repeat(35), 1],
  // 67 is odd too: 33 pairs in each.
  ["😀".repeat(66), 2],
  ["😀".repeat(67), 3],
  [`${"가".repeat(66)}😀${"가".repeat(66)}`, 3],
] as const)("%#: %s", (text, parts) => expect(partsOf(text)).toBe(parts));
