/** @module The words of a text and their bytes. */
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/kit/euc-kr";
import { describe, expect, test } from "vitest";
import { composeText, KOREAN_BUDGET_BYTES, type TextParts } from "../../dist/delivery/compose-text.js";

const parts: TextParts = { locale: "ko", brand: "문지기", code: "123456", doNotShare: false, korean: true };

describe("the words of a text", () => {
  test.each([
    [{}, "[문지기] 인증번호 [123456]"],
    [{ doNotShare: true }, "[문지기] 인증번호 [123456] 타인에게 알려주지 마세요."],
    [{ brand: "" }, "인증번호 [123456]"],
    [{ appHash: "He42w354ol9" }, "<#> [문지기] 인증번호 [123456]\nHe42w354ol9"],
    [{ brand: "🏪문지기 €" }, "[문지기] 인증번호 [123456]"],
    [{ brand: "똠문지기" }, "[문지기] 인증번호 [123456]"],
    [{ locale: "en", brand: "Munjigi" }, "Your Munjigi verification code is: 123456"],
    [{ locale: "en", brand: "", korean: false }, "Your verification code is: 123456"],
    [
      { locale: "de", brand: "Müller 🏪", korean: false, doNotShare: true },
      "Your Müller 🏪 verification code is: 123456. Don't share it with anyone.",
    ],
  ])("%j", (change, text) => expect(composeText({ ...parts, ...change })).toBe(text));

  test("a long text loses the warning, then the brackets, then letters of the brand; never the code or its word", () => {
    const long = "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나"; // 30 letters, 60 bytes
    expect(composeText({ ...parts, brand: long, doNotShare: true })).toBe(`[${long}] 인증번호 [123456]`);
    expect(composeText({ ...parts, brand: long, code: "1234567" })).toBe(`${long} 인증번호 [1234567]`);
    const cut = composeText({ ...parts, brand: long, code: "1234567890", appHash: "He42w354ol9" });
    expect(cut).toMatch(/^<#> 가나[^ ]+ 인증번호 \[1234567890\]\nHe42w354ol9$/);
    expect(eucKrBytes(cut)).toBeGreaterThan(KOREAN_BUDGET_BYTES - 3);
  });

  test("whatever the brand, a Korean text fits its budget, is sendable, and has the code and no double blank", () => {
    const words = "우리 동네 가게 모두 모여 노래 하는 Long 가나 다라";
    const choices = [4, 5, 6, 7, 8, 9, 10].flatMap((digits) =>
      ["ko", "en"].flatMap((locale) => [{}, { appHash: "He42w354ol9" }].map((last) => ({ digits, locale, ...last }))),
    );
    for (let length = 0; length <= 30; length++)
      for (const { digits, locale, ...last } of choices)
        for (const doNotShare of [true, false]) {
          const [brand, code] = [words.slice(0, length).trim(), "1234567890".slice(0, digits)];
          const text = composeText({ ...parts, brand, locale, code, doNotShare, ...last });
          expect(eucKrBytes(text), text).toBeLessThanOrEqual(KOREAN_BUDGET_BYTES);
          expect(eucKrOnly(text.replaceAll("\n", " ")), text).toBe(text.replaceAll("\n", " "));
          expect(text).toContain(code);
          expect(text).toMatch(locale === "ko" ? /인증번호/ : /verification code/);
          expect(text).not.toContain("  ");
        }
  });
});

test.each([
  ["[문지기] 인증번호 [123456] 타인에게 알려주지 마세요.", 52],
  ["[문지기] 인증번호 [123456] 타인에게 알려주지 마세요.\n@auth.example.com #123456", 78],
  ["[우리동네마켓] 인증번호 [123456] 타인에게 알려주지 마세요.\n@login.urimarket.co.kr #123456", 89],
  ["[문지기] 인증번호 123456\n@id.example.com #123456", 48],
  ["123456 is your Munjigi code. Don't share it.\n@auth.example.com #123456", 70],
])("EUC-KR bytes of %j", (text, bytes) => expect(eucKrBytes(text)).toBe(bytes));

describe("letters lose accents, not themselves", () => {
  test.each([
    ["Café Müller", "[Cafe Muller] 인증번호 [123456]"],
    ["é", "[e] 인증번호 [123456]"],
    ["₩on Bank", "[￦on Bank] 인증번호 [123456]"],
    ["Ñandú – Łódź", "[Nandu - Łodz] 인증번호 [123456]"],
    ["Phở Hà Nội", "[Pho Ha Noi] 인증번호 [123456]"],
    ["Київ", "[Киiв] 인증번호 [123456]"],
    ["E\u0301cole", "[Ecole] 인증번호 [123456]"],
    ["🏪", "인증번호 [123456]"],
  ])("%s", (brand, text) => expect(composeText({ ...parts, brand })).toBe(text));

  test("nothing becomes empty brackets, in words of the team's own either", () => {
    const own = (text: string, brand = "🏪", values = {}) =>
      composeText({ ...parts, brand, template: { text, values } });
    expect(own("[{{friendly_name}}] 인증번호 [{{code}}]")).toBe("인증번호 [123456]");
    expect(own("【{{friendly_name}}】 {{code}}")).toBe("123456");
    expect(own("인증번호 ({{shop}}) {{code}}", "문지기", { shop: "🏪" })).toBe("인증번호 123456");
    expect(own("인증번호 ({{shop}}) {{code}}", "문지기", { shop: "é" })).toBe("인증번호 (e) 123456");
  });
});

test("what was dropped comes back where a later step makes room", () => {
  const long = "가나다라마바사아자차카타파하가나다라마바사아자차카타파하가나";
  const host = "a-host-that-is-rather-long.accounts.example.co.kr";
  // Without the line for the page there is room for the whole name, in brackets.
  expect(composeText({ ...parts, doNotShare: true, webOtpHost: `${host}.${host}` })).toBe(
    "[문지기] 인증번호 [123456] 타인에게 알려주지 마세요.",
  );
  expect(composeText({ ...parts, brand: long, webOtpHost: `${host}.${host}` })).toBe(`[${long}] 인증번호 [123456]`);
  const bound = "[{{friendly_name}}] 인증번호 [{{code}}] 타인에게 알려주지 마세요.";
  expect(composeText({ ...parts, webOtpHost: `${host}.${host}`, template: { text: bound } })).toBe(
    "[문지기] 인증번호 [123456] 타인에게 알려주지 마세요.",
  );
});

test("EUC-KR is KS X 1001 without Microsoft's additions; a decomposed syllable is composed first", () => {
  expect(["똠", "뷁", "€", "®", "🏪"].map((text) => eucKrOnly(`가${text}나`))).toEqual(Array(5).fill("가 나"));
  expect(eucKrOnly("가é나")).toBe("가e나");
  expect(eucKrOnly("한글".normalize("NFD"))).toBe("한글");
});
