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
    // Digits of other scripts: Arabic-Indic, Persian, Devanagari, mathematical; the hyphen of a Japanese keyboard.
    "٠١٠١١١١٢٢٢٢",
    "+۸۲ ۱۰ ۱۱۱۱ ۲۲۲۲",
    "०१०-११११-२२२२",
    "𝟘𝟙𝟘𝟙𝟙𝟙𝟙𝟚𝟚𝟚𝟚",
    "０１０ー１１１１ー２２２２",
    // Brackets around the country.
    "(+82) 10-1111-2222",
    "( +82 )10 1111 2222",
    "+(82) 10-1111-2222",
    "tel: (+82)10-1111-2222",
    // Korea's own international prefixes.
    "001 82 10 1111 2222",
    "00700-82-10-1111-2222",
    "010\ufe0f1111\u31642222",
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

describe("the international prefix is the one of the country where it is dialled, then 00", () => {
  test.each([
    ["0011 82 10 2234 5678", "AU", "+821022345678"],
    ["0011 47 92 12 34 56", "AU", "+4792123456"],
    ["011 82 10 2234 5678", "US", "+821022345678"],
    ["010 82 10 2234 5678", "JP", "+821022345678"],
    ["8 10 82 10 2234 5678", "RU", "+821022345678"],
    ["0082 10 2234 5678", "SG", "+821022345678"],
    ["00 82 10 2234 5678", "AU", "+821022345678"],
    ["00 1 415 555 2671", "DE", "+14155552671"],
  ] as const)("%j in %s", (input, country, e164) =>
    expect(normalizePhone(input, country)).toMatchObject({ ok: true, e164 }),
  );

  test.each([
    // Korea's 001, not 00 and 1 41….
    ["00141792345678", "KR", "+41792345678"],
    ["0014155552671", "FR", "+14155552671"],
  ] as const)("%j in %s is one number in only one reading", (input, country, e164) =>
    expect(normalizePhone(input, country)).toMatchObject({ ok: true, e164 }),
  );
});

describe("a blank in front is no plus", () => {
  test.each([
    [" 4792123456", "US", "+14792123456"],
    ["\u00a04792123456", "US", "+14792123456"],
    ["\t 010-2234-5678", "KR", "+821022345678"],
  ] as const)("%j in %s", (input, country, e164) =>
    expect(normalizePhone(input, country)).toMatchObject({ ok: true, e164 }),
  );
  test.each([
    [" 4792123456", "KR"],
    [" 14155552671", "KR"],
  ] as const)("%j in %s", (input, country) =>
    expect(normalizePhone(input, country)).toMatchObject({ ok: false, reason: "invalid" }),
  );

  test("a plus that a form may have put there gives way where both readings are numbers", () => {
    const guess = (text: string, country: "KR" | "US") => normalizePhone(text, country, { isPlusGuessed: true });
    expect(guess("+4792123456", "US")).toEqual({ ok: false, reason: "ambiguous" });
    expect(guess("+6586123456", "US")).toEqual({ ok: false, reason: "ambiguous" });
    expect(guess("+4792123456", "KR")).toMatchObject({ ok: true, e164: "+4792123456" });
    expect(guess("+14155552671", "US")).toMatchObject({ ok: true, e164: "+14155552671" });
    expect(guess("+821011112222", "KR")).toEqual(korean);
  });
});

describe("a plan's shape decides where the metadata is old", () => {
  test.each([
    ["+1 436 234 5678", "+14362345678"],
    ["+1 (729) 234-5678", "+17292345678"],
    ["+1 471 555 2671", "+14715552671"],
  ])("%j", (input, e164) => expect(normalizePhone(input, "KR")).toMatchObject({ ok: true, e164, country: "US" }));
  test.each([
    "+1 436 134 5678",
    "+1 136 234 5678",
    "+1 296 234 5678",
    "+1 911 234 5678",
    "+1 886 234 5678",
    "+1 550 234 5678",
    "+1 436 911 5678",
    "+1 436 234 567",
    // The Bahamas' code, of which this exchange is none.
    "+1 242 234 5678",
  ])("%j is none", (input) => expect(normalizePhone(input, "US")).toMatchObject({ ok: false }));
  test.each(["010-5970-1234", "01059991234", "+82 10 5985 0000", "(+82) 10-5977-1234", "821059901234"])(
    "%j is a Korean mobile number",
    (input) =>
      expect(normalizePhone(input, "KR")).toMatchObject({
        ok: true,
        country: "KR",
        national: expect.stringMatching(/^01059[789]\d{5}$/),
      }),
  );
  test.each(["010-5970-123", "010-5970-12345", "+82 15 5970 1234"])("%j is none", (input) =>
    expect(normalizePhone(input, "KR")).toMatchObject({ ok: false }),
  );
  test("without a country", () =>
    expect(normalizePhone("(436) 234-5678", "US")).toMatchObject({ ok: true, e164: "+14362345678" }));

  test.each([
    ["+52 1 55 1234 5678", "KR"],
    ["+521 55 1234 5678", "US"],
    ["044 55 1234 5678", "MX"],
    ["+52 044 55 1234 5678", "MX"],
    ["1 55 1234 5678", "MX"],
    ["55 1234 5678", "MX"],
  ] as const)("%j in %s is a Mexican number of ten digits", (input, country) =>
    expect(normalizePhone(input, country)).toMatchObject({ ok: true, e164: "+525512345678", country: "MX" }),
  );
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
