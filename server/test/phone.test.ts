/** @module Phone numbers as people and attackers write them, and the numbers that cost money. */
import { describe, expect, test } from "vitest";
import { isCountry, normalizePhone } from "../dist/phone.js";

const korean = { ok: true, e164: "+821011112222", country: "KR", national: "01011112222" };

describe("one subscriber, however the number is written", () => {
  test.each([
    "010-1111-2222",
    "01011112222",
    "1011112222",
    "+82 10 1111 2222",
    "+82 (0)10-1111-2222",
    "+8201011112222",
    "821011112222",
    "0082-10-1111-2222",
    "０１０１１１１２２２２",
    "＋８２１０－１１１１－２２２２",
    "010–1111–2222",
    "010\u200b11112222",
    "tel:+82-10-1111-2222",
    // A form lost the plus; a phone book put marks around it; a table cell brought a no-break space.
    " 821011112222",
    "\u202a+821011112222\u202c",
    "010\u00a01111\u00a02222",
    "(010) 1111.2222",
    "00821011112222",
    "010\u00ad1111\u00ad2222",
  ])("%j", (input) => expect(normalizePhone(input, "KR")).toEqual(korean));
});

describe("what is no mobile number, and why", () => {
  test.each([
    ["010-111-2222", { ok: false, reason: "invalid", type: "MOBILE" }],
    ["010-1111-222", { ok: false, reason: "invalid", type: "MOBILE" }],
    ["010-1111-22223", { ok: false, reason: "invalid" }],
    ["011-123-4567", { ok: false, reason: "retired_01x" }],
    ["016-234-5678", { ok: false, reason: "retired_01x" }],
    ["+82 19 234 5678", { ok: false, reason: "retired_01x" }],
    ["02-123-4567", { ok: false, reason: "not_mobile", type: "FIXED_LINE" }],
    ["070-1234-5678", { ok: false, reason: "not_mobile", type: "VOIP" }],
    ["060-700-1234", { ok: false, reason: "not_mobile", type: "PREMIUM_RATE" }],
    ["050-1234-5678", { ok: false, reason: "not_mobile", type: "PERSONAL_NUMBER" }],
    ["1588-1234", { ok: false, reason: "not_mobile", type: "UAN" }],
    ["112", { ok: false, reason: "invalid" }],
    // Abroad: numbers that bill the caller, free ones, and networks of no country.
    ["+1 900 555 1234", { ok: false, reason: "not_mobile", type: "PREMIUM_RATE" }],
    ["+7 800 123 4567", { ok: false, reason: "not_mobile", type: "TOLL_FREE" }],
    ["+882 16 1234 5678", { ok: false, reason: "not_mobile", type: "VOIP" }],
    ["+88213300655", { ok: false, reason: "not_mobile", type: "VOIP" }],
    ["+870773111632", { ok: false, reason: "not_mobile", type: "MOBILE" }],
    ["+881612345678", { ok: false, reason: "not_mobile", type: "MOBILE" }],
    ["+979 1 2345 6789", { ok: false, reason: "not_mobile", type: "PREMIUM_RATE" }],
    ["+800 1234 5678", { ok: false, reason: "not_mobile", type: "TOLL_FREE" }],
    ["+883 5100 123456", { ok: false, reason: "invalid" }],
    ["+44 1534 123456", { ok: false, reason: "not_mobile", type: "FIXED_LINE" }],
  ] as const)("%j", (input, verdict) => expect(normalizePhone(input, "KR")).toEqual(verdict));
});

describe("letters, extensions and second numbers are refused, not interpreted", () => {
  test.each([
    "call 010-1111-2222",
    "010-1111-2222 ext 5",
    "+821011112222x99",
    "+821011112222 x 99",
    "+821011112222;ext=99",
    "+821011112222#1",
    "+821011112222,5",
    "010-1111-2222 내선 5",
    "+821011112222доб5",
    "tel:01011112222;phone-context=+82",
    "abc+821011112222",
    "1 800 FLOWERS",
    "+821011112222/3333",
    "٠١٠١١١١٢٢٢٢",
    "\ud800\udc00",
    "\ud800",
    "",
    "   ",
    "+",
    "-",
    `010${"1".repeat(30)}`,
    "1".repeat(300),
  ])("%j", (input) => expect(normalizePhone(input, "KR")).toEqual({ ok: false, reason: "not_a_number" }));

  test.each([
    "++821011112222",
    "+82+1011112222",
    "+821011112222 +821033334444",
    "01011112222 01033334444",
    "+8210\r\n11112222",
    "+01011112222",
    "+999123456789",
  ])("%j", (input) => expect(normalizePhone(input, "KR")).toMatchObject({ ok: false }));
});

describe("abroad", () => {
  test.each([
    ["+1 415 555 2671", "+14155552671", "US"],
    ["+44 7911 123456", "+447911123456", "GG"],
    ["+81 90 1234 5678", "+819012345678", "JP"],
    ["+1 268 464 1234", "+12684641234", "AG"],
    ["+7 701 123 4567", "+77011234567", "KZ"],
  ] as const)("%j", (input, e164, country) =>
    expect(normalizePhone(input, "KR")).toMatchObject({ ok: true, e164, country }),
  );

  test("a number without a country code is read as the service's country's", () => {
    expect(normalizePhone("(415) 555-2671", "US")).toMatchObject({ ok: true, e164: "+14155552671" });
    expect(normalizePhone("(415) 555-2671", "KR")).toMatchObject({ ok: false });
  });
});

test("reading what was read changes nothing", () => {
  for (const e164 of ["+821011112222", "+14155552671", "+447911123456", "+819012345678"])
    expect(normalizePhone(e164, "KR")).toMatchObject({ ok: true, e164 });
});

test("countries are those with a numbering plan", () => {
  expect(["KR", "US", "GG"].map(isCountry)).toEqual([true, true, true]);
  expect(["ZZ", "kr", "", "KOR", "__proto__", "toString"].map(isCountry)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});
