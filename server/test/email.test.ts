/** @module E-mail addresses as people and attackers write them. */
import { describe, expect, test } from "vitest";
import { normalizeEmail } from "../dist/email.js";

describe("an e-mail address", () => {
  test.each([
    ["kim@example.com", "kim@example.com"],
    ["  Kim.Min-Su+Shop@Mail.Example.COM \n", "kim.min-su+shop@mail.example.com"],
    ["o'neil!#$%&*/=?^_`{|}~@a-b.co", "o'neil!#$%&*/=?^_`{|}~@a-b.co"],
    ["kim@ｅｘａｍｐｌｅ．ｃｏｍ", "kim@example.com"],
    ["kim@example。com", "kim@example.com"],
    ["ｋｉｍ＠ｅｘａｍｐｌｅ．ｃｏｍ", "kim@example.com"],
    ["kim\u200b@exam\u00adple.com\ufeff", "kim@example.com"],
    ["\u202akim@example.com\u202c", "kim@example.com"],
    ["　kim@example.com　", "kim@example.com"],
    ["kim..lee@docomo.ne.jp", "kim..lee@docomo.ne.jp"],
    ["Kim.@ezweb.ne.jp", "kim.@ezweb.ne.jp"],
    ["kim@example｡com", "kim@example.com"],
    ["kim@한국.한국", "kim@xn--3e0b707e.xn--3e0b707e"],
    ["kim@XN--3E0B707E.kr", "kim@xn--3e0b707e.kr"],
    ["kim@Faß.de", "kim@xn--fa-hia.de"],
    ["kim@mail.123.kr", "kim@mail.123.kr"],
    [`${"l".repeat(64)}@b.com`, `${"l".repeat(64)}@b.com`],
    [`a@${"x.".repeat(124)}comm`, `a@${"x.".repeat(124)}comm`],
  ])("%j is read", (input, address) => {
    expect(normalizeEmail(input)).toEqual({ ok: true, address });
    expect(normalizeEmail(address)).toEqual({ ok: true, address });
  });

  test.each([
    ["", "not_an_address"],
    ["kim", "not_an_address"],
    ["@b.com", "not_an_address"],
    ["a@", "no_domain"],
    ["a@b@c.com", "not_an_address"],
    ["a@b＠c.com", "not_an_address"],
    ["kim..lee@example.com", "not_an_address"],
    [".kim@docomo.ne.jp", "not_an_address"],
    ["kim..lee@docomo.ne.jp.example.com", "not_an_address"],
    ["a@b.com\r\nBcc: c@d.com", "not_an_address"],
    ["a\r\nBcc: c@d.com", "not_an_address"],
    ["a@b.com\r\nSubject: x", "no_domain"],
    ["a@b.com\0", "no_domain"],
    ["a\0@b.com", "not_an_address"],
    ['"a b"@c.com', "not_an_address"],
    ['"a"@c.com', "not_an_address"],
    ["a b@c.com", "not_an_address"],
    ["a@b .com", "no_domain"],
    ["a@b\t.com", "no_domain"],
    ["a,b@c.com", "not_an_address"],
    ["a@c.com,d@e.com", "not_an_address"],
    ["a@b.com,c.com", "no_domain"],
    ["a;b@c.com", "not_an_address"],
    ["a:b@c.com", "not_an_address"],
    ["Kim <a@b.com>", "not_an_address"],
    ["a@b.com>", "no_domain"],
    ["a(x)@b.com", "not_an_address"],
    [".a@b.com", "not_an_address"],
    ["a.@b.com", "not_an_address"],
    ["a..b@c.com", "not_an_address"],
    ["김@b.com", "not_an_address"],
    ["\u212aim@b.com", "not_an_address"],
    ["a@localhost", "no_domain"],
    ["a@b.com.", "no_domain"],
    ["a@.com", "no_domain"],
    ["a@b..com", "no_domain"],
    ["a@-b.com", "no_domain"],
    ["a@b-.com", "no_domain"],
    ["a@b_c.com", "no_domain"],
    ["a@xn--.com", "no_domain"],
    ["a@[127.0.0.1]", "no_domain"],
    ["a@[IPv6:::1]", "no_domain"],
    ["a@127.0.0.1", "no_domain"],
    ["a@0x7f.1", "no_domain"],
    ["a@１２７.0.0.1", "no_domain"],
    ["a@b.com:25", "no_domain"],
    ["a@b.com/c.com", "no_domain"],
    ["a@b.com?c.com", "no_domain"],
    ["a@b.com#c.com", "no_domain"],
    ["a@b.com%00.com", "no_domain"],
    ["a@%62.com", "no_domain"],
    ["a@b.c℅d.com", "no_domain"],
    [`${"l".repeat(65)}@b.com`, "too_long"],
    [`${"a".repeat(300)}@b.com`, "too_long"],
    [`a@${"x.".repeat(125)}com`, "too_long"],
    [`a@${"한".repeat(60)}.kr`, "no_domain"],
    [`a@${"한.".repeat(60)}kr`, "too_long"],
    ["\ud800@b.com", "not_an_address"],
    ["a@\ud800.com", "no_domain"],
  ])("%j is none", (input, reason) => expect(normalizeEmail(input)).toEqual({ ok: false, reason }));

  test("nothing that could end a header's line or begin another recipient gets through, wherever it stands", () => {
    const odd = [...'\r\n\0\t ,;:<>()[]\\"@', "\u2028", "\u0085", "＠", "，", "\u00a0"];
    for (const character of odd)
      for (const input of [`a${character}b@c.com`, `a@b${character}c.com`, `a@b.c${character}m`])
        expect(normalizeEmail(input), JSON.stringify(input)).toMatchObject({ ok: false });
  });

  test("whatever goes in, what comes out is of a closed alphabet, short, and read as itself", () => {
    const pieces = [
      "a",
      "B",
      "@",
      ".",
      "-",
      "+",
      "한",
      "．",
      "。",
      "\n",
      " ",
      "1",
      "xn--",
      "ß",
      "K",
      "/",
      "%40",
      "e\u0301",
      "_",
    ];
    let seed = 1;
    const next = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return pieces[seed % pieces.length];
    };
    let accepted = 0;
    for (let round = 0; round < 20_000; round++) {
      const tail = round % 2 ? "@b.kr" : "";
      const email = normalizeEmail(Array.from({ length: 2 + (round % 9) }, next).join("") + tail);
      if (!email.ok) continue;
      accepted += 1;
      expect(email.address).toMatch(/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9.-]+\.[a-z0-9-]+$/);
      expect(normalizeEmail(email.address)).toEqual(email);
      expect(normalizeEmail(email.address.toUpperCase())).toEqual(email);
    }
    expect(accepted).toBeGreaterThan(500);
  });
});
