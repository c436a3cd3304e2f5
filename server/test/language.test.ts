/** @module Which language a tag is, and what a text is written in. */
import { expect, test } from "vitest";
import { parseLocale, readLocale, writtenLanguage } from "../dist/language.js";

test.each([
  ["mn-MN", "mn-MN"],
  ["uz", "uz"],
  ["no", "no"],
  ["iw", "he"],
  ["ko-KR", "ko"],
  ["zh_hk", "zh-HK"],
  ["sr-latn-rs", "sr-Latn-RS"],
  ["tl", "tl"],
])("%s is %s", (tag, locale) => {
  expect(readLocale(tag)).toBe(locale);
  expect(parseLocale(tag)).toBe(locale);
});

test.each(["", "k", "klingon", "mn-", "한국어", "a".repeat(99), "../ko"])("%j is none", (tag) =>
  expect(readLocale(tag)).toBeUndefined(),
);

test("a language that does not exist is well formed, and no choice", () => {
  expect([readLocale("xx"), parseLocale("xx")]).toEqual(["xx", undefined]);
});

test("what we do not write is in the service's language, else in English", () => {
  expect(writtenLanguage("mn", "ko")).toBe("ko");
  expect(writtenLanguage("mn", "de")).toBe("en");
  expect(writtenLanguage("mn", undefined)).toBe("en");
  expect(writtenLanguage("en", "ko")).toBe("en");
  // Konkani is not Korean.
  expect(writtenLanguage("kok")).toBe("en");
});
