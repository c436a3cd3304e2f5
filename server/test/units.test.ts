/** @module Parts that need no server: the words of a text and their bytes, sealing, the key ring, codes, configuration. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eucKrBytes, eucKrOnly } from "@munjigi/connectors/sms/euc-kr";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../dist/clock.js";
import { deriveCode, macCode, macCodeBySid } from "../dist/codes.js";
import { ConfigError, isLoopbackName, loadConfig } from "../dist/config.js";
import { composeText, KOREAN_BUDGET_BYTES, type TextParts } from "../dist/delivery/compose-text.js";
import { type Exchange, maskerFor, recordExchange } from "../dist/delivery/record-exchange.js";
import { normalizeEmail } from "../dist/email.js";
import { maskPersonal } from "../dist/http/log.js";
import { generateKeyring, hashLimitKey, type KeySet, parseKeyring, seal, unseal } from "../dist/secrets.js";
import { problemWithFriendlyName } from "../dist/settings/friendly-name.js";
import { createSid, parseSid } from "../dist/sid.js";
import { slowed } from "./kit/pace.js";

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

test("EUC-KR is KS X 1001 without Microsoft's additions; a decomposed syllable is composed first", () => {
  expect(["똠", "뷁", "€", "®", "é", "🏪"].map((text) => eucKrOnly(`가${text}나`))).toEqual(Array(6).fill("가 나"));
  expect(eucKrOnly("한글".normalize("NFD"))).toBe("한글");
});

describe("the key ring", () => {
  const old = generateKeyring(systemRandom).replace("k1:", "old:");
  const ring = parseKeyring(`new:${Buffer.alloc(32, 1).toString("base64")},${old}`);

  test("what was sealed opens again, also after rotation, but in no other place and not changed", () => {
    const sealed = seal(parseKeyring(old), "123456", "VE1", systemRandom);
    expect(sealed).not.toContain("123456");
    expect(unseal(ring, sealed, "VE1")).toBe("123456");
    expect(() => unseal(ring, sealed, "VE2")).toThrow();
    expect(() => unseal(ring, sealed.replace("old.", "new."), "VE1")).toThrow();
    expect(() => unseal(ring, sealed.slice(0, -4), "VE1")).toThrow();
    expect(() => unseal(parseKeyring(generateKeyring(systemRandom)), sealed, "VE1")).toThrow(
      'no longer has the key "old"',
    );
    expect(seal(ring, "123456", "VE1", systemRandom)).not.toBe(seal(ring, "123456", "VE1", systemRandom));
  });

  test("each use has a key of its own, and so has each scope", () => {
    const { code, codeMac, limit, seal: sealing } = ring.current;
    expect(new Set([code, codeMac, limit, sealing].map((key) => key.export().toString("hex"))).size).toBe(4);
    const scope = { serviceSid: "VA1", recipient: "+821011112222", purpose: "api", binding: "" } as const;
    const macs = [
      macCode(codeMac, scope, "123456"),
      macCode(codeMac, { ...scope, serviceSid: "VA2" }, "123456"),
      macCode(codeMac, { ...scope, recipient: "+821011112223" }, "123456"),
      macCode(codeMac, { ...scope, purpose: "sign-in" }, "123456"),
      macCode(codeMac, { ...scope, binding: "x" }, "123456"),
      // Moved borders: the parts together read the same.
      macCode(codeMac, { ...scope, binding: "1" }, "23456"),
      macCodeBySid(codeMac, "VE1", "123456"),
      macCodeBySid(codeMac, "VE11", "23456"),
    ];
    expect(new Set(macs).size).toBe(macs.length);
    const counters = [ring.all[0], ring.all[1]].map((keys) => hashLimitKey(keys as KeySet, "failed-checks", "VA1"));
    expect(counters[0]).not.toBe(counters[1]);
  });

  test.each([
    ["", "id"],
    ["k1", "id"],
    [`k 1:${Buffer.alloc(32).toString("base64")}`, "id"],
    [`k1:${Buffer.alloc(31).toString("base64")}`, "32 bytes"],
    [`${old},${old}`, "same id"],
  ])("refuses %j in words, without the key", (text, words) => {
    expect(() => parseKeyring(text)).toThrow(words);
    expect(() => parseKeyring(text)).not.toThrow(old.slice(4));
  });

  test("a code is its identifier's: always the same, of its length, other under another key", () => {
    const [key, other] = [0, 1].map((byte) => createSecretKey(Buffer.alloc(32, byte))) as [KeyObject, KeyObject];
    expect(deriveCode(key, "VE1", 6)).toBe(deriveCode(key, "VE1", 6));
    expect(deriveCode(key, "VE1", 10)).not.toBe(deriveCode(other, "VE1", 10));
    for (let length = 4; length <= 10; length++)
      expect(deriveCode(key, "VE1", length)).toMatch(new RegExp(`^\\d{${length}}$`));
  });
});

test("random bytes are as many as asked for and never the same twice", () => {
  const sizes = Array.from({ length: 3000 }, (_, index) => 10 + (index % 30)).concat(4095, 4096, 4097, 20_000);
  const drawn = sizes.map((size) => systemRandom(size));
  expect(drawn.map(({ length }) => length)).toEqual(sizes);
  expect(new Set(drawn.map((bytes) => bytes.subarray(0, 10).toString("hex"))).size).toBe(sizes.length);
});

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

test.each([
  ["문지기", undefined],
  ["우리동네마켓 2호점", undefined],
  ["Müller & Söhne", undefined],
  ["24/7 Shop 24", "digits"],
  ["①②③④⑤", "digits"],
  ["a".repeat(30), undefined],
  ["a".repeat(31), "30 characters"],
  ["http://x", "URL"],
  ["www.x", "URL"],
  ["bank.example", "URL"],
  ["은행.한국", "URL"],
  ["bank．com", "URL"],
  ["a\r\nb", "line breaks"],
  ["a\u2028b", "line breaks"],
  ["a\u202eb", "invisible"],
  ["\ud800", "invisible"],
  ["  ", "empty"],
])("the name %j", (name, problem) => {
  if (problem === undefined) expect(problemWithFriendlyName(name)).toBeUndefined();
  else expect(problemWithFriendlyName(name)).toContain(problem);
});

describe("an e-mail address", () => {
  test.each([
    ["kim@example.com", "kim@example.com"],
    ["  Kim.Min-Su+Shop@Mail.Example.COM \n", "kim.min-su+shop@mail.example.com"],
    ["o'neil!#$%&*/=?^_`{|}~@a-b.co", "o'neil!#$%&*/=?^_`{|}~@a-b.co"],
    ["kim@ｅｘａｍｐｌｅ．ｃｏｍ", "kim@example.com"],
    ["kim@example。com", "kim@example.com"],
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
    ["a＠b.com", "not_an_address"],
    ["a@b＠c.com", "no_domain"],
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
    ["a\u200b@b.com", "not_an_address"],
    ["a@b\u200b.com", "no_domain"],
    ["a@b\u00ad.com", "no_domain"],
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
    const odd = [...'\r\n\0\t ,;:<>()[]\\"@', "\u2028", "\u0085", "\u202e", "＠", "，", "\u00a0", "\ufeff"];
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

describe("configuration", () => {
  const key = `k1:${Buffer.alloc(32).toString("base64")}`;

  test("all mistakes are told together, in words, and no secret with them", () => {
    const mistakes = {
      PORT: "70000",
      MUNJIGI_ENV: "staging",
      MUNJIGI_URL: "https://id.example.com/path",
      DATABASE_URL: "mysql://localhost/x",
      MUNJIGI_SECRET_KEY: "k1:c2hvcnQ=",
      MUNJIGI_ACCOUNT_SID: "AC123",
      MUNJIGI_AUTH_TOKEN: "too-short-to-be-a-token",
      MUNJIGI_PUBLISHABLE_KEY: "without-its-prefix-0123456789abcdef",
      MUNJIGI_LOG_LEVEL: "loud",
      MUNJIGI_ALLOW_PRIVATE_NETWORK: "yes",
      MUNJIGI_RETENTION_DAYS: "forever",
      MUNJIGI_ADMIN_TOKEN_FILE: "/nowhere/token",
    };
    const problems = problemsOf(mistakes);
    expect(problems.map((problem) => problem.split(" ")[0]).sort()).toEqual(Object.keys(mistakes).sort());
    expect(problems.join()).not.toMatch(/c2hvcnQ|too-short|without-its/);
  });

  test("a database of one's own needs a key; production needs https", () => {
    expect(problemsOf({ DATABASE_URL: "postgres://u@h/d" })).toEqual([
      expect.stringContaining("MUNJIGI_SECRET_KEY is required"),
    ]);
    expect(problemsOf({ MUNJIGI_ENV: "production", MUNJIGI_URL: "http://id.example.com" })).toHaveLength(1);
  });

  test("a variable comes from a file too, not from both", async () => {
    const folder = await mkdtemp(join(tmpdir(), "munjigi-config-"));
    const file = join(folder, "key");
    await writeFile(file, `${key}\n`);
    const env = { DATABASE_URL: "postgres://u@h/d", MUNJIGI_SECRET_KEY_FILE: file };
    expect(loadConfig(env).secretKey).toBe(key);
    expect(problemsOf({ ...env, MUNJIGI_SECRET_KEY: key })).toEqual([expect.stringContaining("are both set")]);
    await rm(folder, { recursive: true });
  });

  test("nothing set is a working development server; an empty variable is not set", () => {
    const config = loadConfig({ PORT: "", MUNJIGI_ENV: " " });
    expect(config).toMatchObject({
      environment: "development",
      port: 3000,
      origin: "http://localhost:3000",
      allowPrivateNetwork: false,
      first: {},
    });
    expect(loadConfig({ MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" }).allowPrivateNetwork).toBe(true);
    expect(loadConfig({ PORT: "8080" }).origin).toBe("http://localhost:8080");
    expect(loadConfig({ MUNJIGI_URL: "https://id.example.com/" }).origin).toBe("https://id.example.com");
  });

  test("names of the loopback, and names that only look like it", () => {
    expect(["localhost", "a.localhost", "127.0.0.1", "127.1.2.3", "[::1]"].every(isLoopbackName)).toBe(true);
    const others = [
      "localhost.example.com",
      "127.0.0.1.example.com",
      "127.1",
      "xlocalhost",
      "[::]",
      "0.0.0.0",
      "10.0.0.1",
    ];
    expect(others.some(isLoopbackName)).toBe(false);
  });

  function problemsOf(env: Record<string, string>): readonly string[] {
    try {
      loadConfig(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
    }
    return [];
  }
});

describe("what is shown of a talk with a vendor", () => {
  const TOKEN = "ya29.a0-Bc_d~e+f/g=";
  const MASKED = "••••••••";
  async function show(request: { url?: string; body?: string }, answer: string): Promise<Exchange> {
    const into: Exchange[] = [];
    const vendor = async () => new Response(answer, { headers: { location: `/x?access_token=${TOKEN}` } });
    const recorded = recordExchange(vendor as typeof fetch, maskerFor([], "kim@example.com", "123456"), into);
    const response = await recorded(request.url ?? "https://vendor.example.com/token", {
      method: "POST",
      body: request.body ?? "",
    });
    expect(await response.text(), "the connector hears all of it").toBe(answer);
    return into[0] as Exchange;
  }

  test.each(["access_token", "refresh_token", "id_token", "assertion", "client_assertion"])(
    "%s is masked: nobody's settings have it",
    async (name) => {
      const escaped = `\\"${TOKEN}\\\\\\"\\u0041`;
      const answers = [
        JSON.stringify({ token_type: "Bearer", [name]: TOKEN, expires_in: 3600 }),
        JSON.stringify({ [name.toUpperCase()]: TOKEN }, null, 2),
        `{"${name}":"${escaped}","expires_in":3600}`,
        `{"${name}":"${TOKEN}`,
        JSON.stringify({ error: JSON.stringify({ [name]: TOKEN }), expires_in: 3600 }),
        JSON.stringify({ error: `grant_type=x&${name}=${TOKEN}&expires_in=3600` }),
        `${name}=${encodeURIComponent(TOKEN)}&expires_in=3600`,
      ];
      for (const answer of answers) {
        const { request, response } = await show(
          {
            url: `https://vendor.example.com/token?${name}=${TOKEN}&a=1`,
            body: new URLSearchParams({ grant_type: "x", [name]: TOKEN, client_id: "shop" }).toString(),
          },
          answer,
        );
        expect(JSON.stringify([request, response])).not.toMatch(/ya29|u0041/);
        expect(request.url).toBe(`https://vendor.example.com/token?${name}=${MASKED}&a=1`);
        expect(request.body).toBe(`grant_type=x&${name}=${MASKED}&client_id=shop`);
        expect(response?.headers.location).toBe(`/x?access_token=${MASKED}`);
        expect(response?.body).toContain(MASKED);
        if (answer.includes("expires_in")) expect(response?.body).toMatch(/expires_in\W+3600/);
      }
    },
  );

  test("what only looks like one stays, and a long answer is read in no time", async () => {
    const form = "client_assertion_type=urn%3Ajwt&grant_type=refresh_token&my_assertion=1&token=2";
    expect((await show({ body: form }, "")).request.body).toBe(form);
    const plain = JSON.stringify({ token_type: "access_token", error: "the access_token is stale" });
    expect((await show({}, plain)).response?.body).toBe(plain);
    const begun = performance.now();
    for (const odd of ['"access_token":"\\', '\\"access_token\\":\\"', '"access_token" ', "&assertion="])
      await show({}, odd.repeat(60_000));
    expect(performance.now() - begun).toBeLessThan(slowed(5000));
  });
});
