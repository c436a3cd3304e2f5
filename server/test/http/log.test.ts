/** @module What the log masks, and how long that takes. */
import { expect, test } from "vitest";
import { maskPersonal } from "../../dist/http/log.js";
import { slowed } from "../kit/pace.js";

test.each([
  ["no number: +821012345678", "no number: [digits]"],
  ["010-1234-5678 / (010) 1234 5678", "[digits] / (010) [digits]"],
  ["the code 123456.", "the code [digits]."],
  ["code:123456", "code:[digits]"],
  ['{"Code":"0042"}', '{"Code":"[digits]"}'],
  ["no room for kim.o'neil+5551234567@mail.example.com!", "no room for [address]"],
  ["(recipient)=(a@b.co), <a@b.co>; 'a@b.co'", "(recipient)=([address]), <[address]>; [address]"],
  ["/v2/Verifications/a%2Bb%40xn--3e0b707e.kr/x", "[address]"],
  ['Unrecognized key: "ａ＠b．com"', 'Unrecognized key: "[address]"'],
  ["Cannot find /x/node_modules/@fastify/static", "Cannot find /x/node_modules/@fastify/static"],
])("the log masks numbers, codes and addresses in %j", (text, masked) => expect(maskPersonal(text)).toBe(masked));

test("masking takes no longer for a text that somebody made up to be slow", () => {
  for (const piece of ["a", "%40", "a@", "a@b.", ".", "@", "@/", "1", "1 "]) {
    const begun = performance.now();
    maskPersonal(piece.repeat(30_000));
    expect(performance.now() - begun, piece).toBeLessThan(slowed(500));
  }
});
