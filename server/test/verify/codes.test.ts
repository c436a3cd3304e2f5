/** @module Codes without a server: their lifetime, what they are for, the key they come from, how they are spread. */
import { createSecretKey, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { deriveCode, type Purpose, readCode } from "../../dist/codes.js";
import { normalizePhone } from "../../dist/phone.js";
import { type Keyring, parseKeyring } from "../../dist/secrets.js";
import { createSid } from "../../dist/sid.js";
import { age, credentials, newNumber, SECRET_KEY, suiteDatabase } from "../harness.js";
import { createFaces } from "../kit/faces.js";
import { slowed } from "../kit/pace.js";

/** No server works on it: nothing sweeps here. */
const quiet = suiteDatabase();

/** Starts and checks with any purpose and any keys. */
function useCases(keyring?: Keyring) {
  const faces = createFaces(quiet, keyring);
  const target = (recipient: string, purpose: Purpose, binding = "") =>
    ({ serviceSid: credentials.serviceSid, recipient, purpose, binding }) as const;
  return {
    async start(to: string, purpose: Purpose, binding = "") {
      const { services, verifications, keyring } = await faces;
      const service = await services.find(credentials.serviceSid);
      const recipient = { channel: "sms", phone: normalizePhone(to, "KR") } as const;
      const { sid } = await verifications.start({ service, recipient, purpose, binding });
      const [row] = await quiet.sql`select key_id from verifications where sid = ${sid}`;
      return { sid, code: deriveCode(keyring.get(row?.keyId).code, sid, 6) };
    },
    async check(to: string, purpose: Purpose, code: string, binding = "") {
      const { verifications } = await faces;
      return await verifications.check({ subject: { by: "target", target: target(to, purpose, binding) }, code });
    },
    async checkBySid(sid: string, purpose: Purpose, code: string) {
      const { verifications } = await faces;
      const subject = { by: "sid", sid, serviceSid: credentials.serviceSid, purpose, recipient: undefined } as const;
      return await verifications.check({ subject, code });
    },
  };
}

test("A06: ten minutes, whether or not anything tidies up", async () => {
  const cases = useCases();
  const [young, old] = [newNumber(), newNumber()];
  const [a, b] = [await cases.start(young, "api"), await cases.start(old, "api")];
  await age(quiet.sql, a.sid, 600 - Math.ceil(slowed(2000) / 1000));
  expect((await cases.check(young, "api", a.code)).status).toBe("approved");
  await age(quiet.sql, b.sid, 601);
  for (const late of [cases.check(old, "api", b.code), cases.checkBySid(b.sid, "api", b.code)])
    await expect(late).rejects.toMatchObject({ code: "verification.not_found", facts: { reason: "expired" } });
  expect(await quiet.sql`select status from verifications where sid = ${b.sid}`).toEqual([{ status: "pending" }]);
});

test("a code of one purpose or binding is worthless at another", async () => {
  const cases = useCases();
  const to = newNumber();
  const purposes: Purpose[] = [
    "api",
    "public",
    "sign-in",
    "sign-up",
    "reset",
    "link",
    "step-up",
    "verify",
    "invitation",
  ];
  const started = await Promise.all(purposes.map((purpose) => cases.start(to, purpose)));
  const bound = await cases.start(to, "sign-in", "flow-1");
  for (const [index, purpose] of purposes.entries()) {
    const foreign = started[(index + 1) % purposes.length] as { sid: string; code: string };
    expect((await cases.check(to, purpose, foreign.code)).status).toBe("pending");
    await expect(cases.checkBySid(foreign.sid, purpose, foreign.code)).rejects.toMatchObject({
      facts: { reason: "unknown" },
    });
  }
  const signIn = started[2] as { sid: string; code: string };
  expect((await cases.check(to, "sign-in", signIn.code, "flow-1")).status).toBe("pending");
  expect((await cases.check(to, "sign-in", bound.code)).status).toBe("pending");
  for (const [index, purpose] of purposes.entries())
    expect((await cases.check(to, purpose, started[index]?.code ?? "")).status).toBe("approved");
});

test("a code outlives its key's time as the current one, and is the same when sent again", async () => {
  const to = newNumber();
  const rotated = parseKeyring(`k2:${Buffer.alloc(32, 9).toString("base64")},${SECRET_KEY}`);
  const first = await useCases().start(to, "api");
  expect(await useCases(rotated).start(to, "api")).toEqual(first);
  expect((await useCases(rotated).check(to, "api", first.code)).status).toBe("approved");
  const next = await useCases(rotated).start(to, "api");
  await expect(useCases().check(to, "api", next.code)).resolves.toMatchObject({ status: "pending" });
  expect((await useCases(rotated).checkBySid(next.sid, "api", next.code)).status).toBe("approved");
});

test("A09: codes are uniform, over many keys, with leading zeros and without repeats", () => {
  const CODES = 100_000;
  let tick = 0;
  const random = (n: number) => Buffer.alloc(n, tick % 251);
  const keys = Array.from({ length: 20 }, (_, index) => createSecretKey(Buffer.alloc(32, index)));
  const codes = Array.from({ length: CODES }, () => {
    tick += 1;
    const key = keys[tick % keys.length] as KeyObject;
    return deriveCode(
      key,
      createSid("VE", () => new Date(1_700_000_000_000 + tick), random),
      6,
    );
  });
  expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
  /** χ² of 1000 bins with 999 degrees of freedom: 1142.8 is p = 0.001. */
  const chiSquare = (bin: (code: string) => string) => {
    const counts = new Map<string, number>();
    for (const code of codes) counts.set(bin(code), (counts.get(bin(code)) ?? 0) + 1);
    const expected = CODES / 1000;
    const bins = Array.from({ length: 1000 }, (_, index) => counts.get(String(index).padStart(3, "0")) ?? 0);
    return bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  };
  expect(chiSquare((code) => code.slice(0, 3))).toBeLessThan(1142.8);
  expect(chiSquare((code) => code.slice(3))).toBeLessThan(1142.8);
  expect(chiSquare((code) => code.slice(1, 2) + code.slice(3, 5))).toBeLessThan(1142.8);
  expect(codes.filter((code) => code.startsWith("0")).length / CODES).toBeCloseTo(0.1, 2);
  // 1e5 draws of 1e6 leave 95 163 different ones, give or take 60.
  expect(Math.abs(new Set(codes).size - 95_163)).toBeLessThan(300);
});

test.each([
  ["123456 ", "123456"],
  [" 123456\n", "123456"],
  ["\t123 456\u00a0", "123456"],
  ["123-456", "123456"],
  ["12–34—56", "123456"],
  ["１２３４５６", "123456"],
  ["１２３　４５６", "123456"],
  ["١٢٣٤٥٦", "123456"],
  ["۱۲۳۴۵۶", "123456"],
  ["१२३४५६", "123456"],
  ["\u200b123456\ufeff", "123456"],
  ["\u2066123456\u2069", "123456"],
  ["12\u00ad34\ufe0f56", "123456"],
  ["[123456]", "123456"],
  ["123456.", "123456"],
])("%j is read as a code", (typed, code) => {
  expect(readCode(typed, { letters: false })).toBe(code);
  expect(readCode(typed, { letters: true })).toBe(code);
});

test("a code of a caller's own may have letters", () => {
  expect(readCode(" MyCode42\n", { letters: true })).toBe("MyCode42");
  expect(readCode("ＡＢ12", { letters: true })).toBe("AB12");
  expect(readCode("MyCode42", { letters: false })).toBeUndefined();
});

test.each([
  "",
  " ",
  "123",
  "12345678901",
  "12345a",
  "G-123456",
  "+123456",
  "[문지기] 인증번호 [123456]",
  "1".repeat(99),
])("%j is no code", (typed) => expect(readCode(typed, { letters: false })).toBeUndefined());
