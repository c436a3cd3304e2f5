/** @module JSON whose integers JavaScript cannot hold. */
import { readObject } from "@munjigi/connectors/social/call-provider";
import { readName, readPhone, readPicture } from "@munjigi/connectors/social/read-profile";
import { expect, test } from "vitest";

test.each([
  ['{"id":9223372036854775807}', { id: "9223372036854775807" }],
  ['{"id": -9223372036854775807 }', { id: "-9223372036854775807" }],
  ['{"id":123456789}', { id: 123456789 }],
  ['{"ids":[9007199254740993,1]}', { ids: ["9007199254740993", 1] }],
  ['{"a":"9223372036854775807"}', { a: "9223372036854775807" }],
  ['{"a":"\\":9223372036854775807"}', { a: '":9223372036854775807' }],
  [
    '{"a":0.1234567890123456,"b":1234567890123456.5,"c":1e10}',
    { a: 0.1234567890123456, b: 1234567890123456.5, c: 1e10 },
  ],
  ["[1]", undefined],
  ["null", undefined],
  ['"x"', undefined],
  ["", undefined],
])("%s", (text, value) => expect(readObject(text)).toEqual(value));

test("hostile lengths are read in time", () => {
  const timeOf = (unit: string, length: number) => {
    const text = `{"a":${unit.repeat(length / unit.length)}.`;
    const begun = performance.now();
    readObject(text);
    return performance.now() - begun;
  };
  const leastOf = (unit: string, length: number) => Math.min(...Array.from({ length: 3 }, () => timeOf(unit, length)));
  // Eight times the length takes eight times as long, where it is not read again and again: then it would be sixty-four.
  for (const unit of ["1", '"', '\\"', "-", "1.", '"\\'])
    expect(leastOf(unit, 800_000), unit).toBeLessThan(24 * leastOf(unit, 100_000) + 50);
});

test("what is for the eye is one line, without characters that steer it", () => {
  expect(readName(" 홍\u202e길\n동\u0000 ")).toBe("홍 길 동");
  expect(readName("\u200b")).toBeUndefined();
  expect(readName(1)).toBeUndefined();
  expect(readPicture("http://example.com/x.jpg")).toBeUndefined();
  expect(readPicture("javascript:alert(1)")).toBeUndefined();
  expect(readPhone("+82 10-1234-5678 ext. 5", undefined)).toBeUndefined();
  expect(readPhone("010-1234-5678", undefined)).toBeUndefined();
});
