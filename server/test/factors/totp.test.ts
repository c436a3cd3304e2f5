/** @module One-time passwords by the vectors of their RFCs, and what an app is given. */
import { describe, expect, test } from "vitest";
import {
  COMMON_TOTP,
  decodeBase32,
  encodeBase32,
  hotp,
  matchTotp,
  otpauthUri,
  readTotpCode,
  type TotpAlgorithm,
} from "../../dist/factors/totp.js";

const ascii = (length: number) => Buffer.from("1234567890".repeat(7).slice(0, length));
const secret = ascii(20);

describe("RFC 4226 appendix D", () => {
  const codes = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ");
  test.each(codes.map((code, counter) => [counter, code] as const))("counter %i has %s", (counter, code) => {
    expect(hotp(secret, counter, { alg: "sha1", codeLength: 6 })).toBe(code);
  });
});

describe("RFC 6238 appendix B", () => {
  const secrets: Record<TotpAlgorithm, Buffer> = { sha1: secret, sha256: ascii(32), sha512: ascii(64) };
  const rows: [number, string, string, string][] = [
    [59, "94287082", "46119246", "90693936"],
    [1111111109, "07081804", "68084774", "25091201"],
    [1111111111, "14050471", "67062674", "99943326"],
    [1234567890, "89005924", "91819424", "93441116"],
    [2000000000, "69279037", "90698825", "38618901"],
    [20000000000, "65353130", "77737706", "47863826"],
  ];
  test.each(rows)("at %i s", (nowSeconds, ...codes) => {
    for (const [index, alg] of (["sha1", "sha256", "sha512"] as const).entries()) {
      const config = { alg, codeLength: 8, timeStep: 30, skew: 0 };
      const step = Math.floor(nowSeconds / 30);
      expect(hotp(secrets[alg], step, config)).toBe(codes[index]);
      const at = { nowSeconds, lastStep: -1 };
      expect(matchTotp(secrets[alg], config, codes[index] as string, at)).toEqual({ kind: "fresh", step });
    }
  });
});

describe("RFC 4648 §10", () => {
  const rows = [
    ["", ""],
    ["f", "MY"],
    ["fo", "MZXQ"],
    ["foo", "MZXW6"],
    ["foob", "MZXW6YQ"],
    ["fooba", "MZXW6YTB"],
    ["foobar", "MZXW6YTBOI"],
  ] as const;
  test.each(rows)("%j is %j", (text, digits) => {
    expect(encodeBase32(Buffer.from(text))).toBe(digits);
    expect(decodeBase32(digits)?.toString()).toBe(text);
    expect(decodeBase32(digits.padEnd(Math.ceil(digits.length / 8) * 8, "="))?.toString()).toBe(text);
  });

  test("every byte comes back, as people copy it too", () => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const digits = encodeBase32(all);
    expect(decodeBase32(digits)).toEqual(all);
    expect(decodeBase32((digits.toLowerCase().match(/.{1,4}/g) as string[]).join(" "))).toEqual(all);
  });

  test.each(["A", "ABC", "ABCDEF", "AB1D", "ÄBCD", "AB=D", "MY======="])("%s is none", (text) => {
    expect(decodeBase32(text)).toBeUndefined();
  });
});

describe("a code", () => {
  const at = (nowSeconds: number, lastStep = -1) => ({ nowSeconds, lastStep });
  const codeOf = (step: number) => hotp(secret, step, COMMON_TOTP);

  test("is accepted in its step and as many beside it as the skew allows", () => {
    const now = 1_000_000 * 30 + 17;
    const kindOf = (step: number, skew: number) =>
      matchTotp(secret, { ...COMMON_TOTP, skew }, codeOf(step), at(now)).kind;
    for (const skew of [0, 1, 2])
      for (let distance = -3; distance <= 3; distance++)
        expect([skew, distance, kindOf(1_000_000 + distance, skew)]).toEqual([
          skew,
          distance,
          Math.abs(distance) <= skew ? "fresh" : "wrong",
        ]);
  });

  test("of a step that was used, or of one before it, is used", () => {
    const now = 1_000_000 * 30;
    for (const [step, kind] of [
      [999_999, "used"],
      [1_000_000, "used"],
      [1_000_001, "fresh"],
    ] as const)
      expect(matchTotp(secret, COMMON_TOTP, codeOf(step), at(now, 1_000_000)).kind).toBe(kind);
  });

  test("that several steps have is the first unused one's", () => {
    const config = { ...COMMON_TOTP, codeLength: 3, skew: 2 };
    const same = (step: number) => hotp(secret, step, config) === hotp(secret, step + 1, config);
    let step = 0;
    while (!same(step)) step++;
    const code = hotp(secret, step, config);
    const now = (step + 1) * 30;
    expect(matchTotp(secret, config, code, at(now))).toEqual({ kind: "fresh", step });
    expect(matchTotp(secret, config, code, at(now, step))).toEqual({ kind: "fresh", step: step + 1 });
    expect(matchTotp(secret, config, code, at(now, step + 1))).toEqual({ kind: "used" });
  });

  test("of another length is wrong, and at the beginning of time there is no step before", () => {
    expect(matchTotp(secret, COMMON_TOTP, codeOf(5).slice(1), at(150)).kind).toBe("wrong");
    expect(matchTotp(secret, COMMON_TOTP, "755224", at(0))).toEqual({ kind: "fresh", step: 0 });
  });

  test.each([
    ["123456", "123456"],
    [" 123 456\n", "123456"],
    ["123-456", "123456"],
    ["１２３４５６", "123456"],
    ["\u200b١٢٣٤٥٦", "123456"],
    ["12", undefined],
    ["123456789", undefined],
    ["12345a", undefined],
    ["", undefined],
    ["1".repeat(65), undefined],
  ])("%j is read as %j", (typed, code) => {
    expect(readTotpCode(typed)).toBe(code);
  });
});

test("the address of a QR code names issuer and account without colons, and says all of the rules", () => {
  const config = { alg: "sha256", codeLength: 8, timeStep: 60, skew: 0 } as const;
  const uri = otpauthUri(secret, { issuer: "가게: 서울", account: "John’s Account & Name?", config });
  expect(uri).toBe(
    `otpauth://totp/${encodeURIComponent("가게 서울")}:John%E2%80%99s%20Account%20%26%20Name%3F` +
      `?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=${encodeURIComponent("가게 서울")}&algorithm=SHA256&digits=8&period=60`,
  );
  const url = new URL(uri);
  expect(url.searchParams.get("issuer")).toBe("가게 서울");
});
