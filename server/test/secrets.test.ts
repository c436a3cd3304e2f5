/** @module The key ring, sealing, codes and random bytes. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../dist/clock.js";
import { deriveCode, macCode, macCodeBySid } from "../dist/codes.js";
import { generateKeyring, hashLimitKey, type KeySet, parseKeyring, seal, unseal } from "../dist/secrets.js";

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
