/** @module Attacks on codes and numbers; the last test looks at what all of them left behind. */
import { describe, expect, test } from "vitest";
import { deriveCode } from "../../dist/codes.js";
import {
  type Answer,
  call,
  check,
  credentials,
  newNumber,
  readCode,
  SECRET_KEY,
  service,
  start,
  suite,
  wrongCode,
} from "../harness.js";

const approvals: string[] = [];
const faults: Answer[] = [];

const server = suite();

const seen = (answer: Answer): Answer => {
  if (answer.body?.status === "approved") approvals.push(answer.body.sid);
  if (answer.status >= 500) faults.push(answer);
  return answer;
};
const send = async (to: string, more?: Record<string, string>) => seen(await start(server.origin, to, more));
const tryCode = async (to: string, code: string) => seen(await check(server.origin, to, code));
const verdict = ({ status, body }: Answer) => [status, body.code ?? body.status];
const countRows = async () => (await server.sql`select count(*)::int as n from verifications`)[0]?.n as number;

describe("guessing", () => {
  test("A03: a resend gives no new tries", async () => {
    const to = newNumber();
    await send(to);
    const code = await readCode(server.origin, to);
    for (let round = 0; round < 4; round++)
      expect(verdict(await tryCode(to, wrongCode(code)))).toEqual([200, "pending"]);
    expect((await send(to)).status).toBe(201);
    expect(verdict(await tryCode(to, wrongCode(code)))).toEqual([200, "pending"]);
    for (const guess of [wrongCode(code), code]) expect(verdict(await tryCode(to, guess))).toEqual([429, 60202]);
  });

  test("A04: failures in a row make one wait, longer each time, across verifications; success ends it", async () => {
    const to = newNumber();
    let sid = "";
    /** A new verification, one wrong code, and out of it again. */
    const fail = async () => {
      sid = (await send(to)).body.sid;
      await tryCode(to, wrongCode(await readCode(server.origin, to)));
      await call(server.origin, `${service}/Verifications/${sid}`, { Status: "canceled" });
    };
    const waitOut = (seconds: number) => server.sql`update failure_streaks
      set wait_until = wait_until - ${seconds}::int * interval '1 second'
      where key = (select limit_key from verifications where sid = ${sid})`;
    for (let failure = 1; failure <= 9; failure++) await fail();
    for (const seconds of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      await fail();
      const refused = await send(to);
      expect(verdict(refused)).toEqual([429, 60202]);
      const { retryAfterSeconds } = refused.body.details;
      expect(refused.headers.get("retry-after")).toBe(String(retryAfterSeconds));
      expect(retryAfterSeconds).toBeLessThanOrEqual(seconds);
      expect(retryAfterSeconds).toBeGreaterThan(seconds - 10);
      expect((await send(newNumber())).status).toBe(201);
      await waitOut(seconds);
    }
    expect((await send(to)).status).toBe(201);
    expect(verdict(await tryCode(to, await readCode(server.origin, to)))).toEqual([200, "approved"]);
    await fail();
    expect((await send(to)).status).toBe(201);
  });

  test("A04: a wait holds a resend too", async () => {
    const to = newNumber();
    // Fewer than lock a verification, ten in all.
    for (const failures of [4, 4, 2]) {
      const { body } = await send(to);
      const wrong = wrongCode(await readCode(server.origin, to));
      for (let failure = 0; failure < failures; failure++) await tryCode(to, wrong);
      if (failures === 4) await call(server.origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
    }
    const refused = await send(to);
    expect(verdict(refused)).toEqual([429, 60202]);
    expect(refused.body.details.retryAfterSeconds).toBeLessThanOrEqual(30);
  });

  test("A05: what is not the code is no code", async () => {
    const to = newNumber();
    const { body } = await send(to);
    const code = await readCode(server.origin, to);
    const path = `${service}/VerificationCheck`;
    const texts = [
      "",
      "null",
      "true",
      "0",
      "[]",
      "{}",
      `["${code}"]`,
      `${code}\0`,
      `G-${code}`,
      `code ${code} code`,
      `${code}/`,
    ];
    const more = [`+${code.slice(1)}`, `${code},`, `0${code}`, `${code}${code}`, "%", "9".repeat(10_240)];
    for (const Code of [...texts, ...more]) {
      const answer = seen(await call(server.origin, path, { To: to, Code }));
      expect(answer.body.status, Code).not.toBe("approved");
      expect([200, 400]).toContain(answer.status);
    }
    const number = encodeURIComponent(to);
    const forms = [`To=${number}`, `To=${number}&Code[]=${code}`, `To=${number}&code=${code}`];
    const twice = [`To=${number}&Code=${code}&Code=${code}`, `To=${number}&Code=${code}&Code=000000`];
    for (const form of [...forms, ...twice])
      expect(verdict(seen(await call(server.origin, path, form)))).toEqual([400, 60200]);
    for (const Code of [Number(code), true, null, [code], { $ne: "" }, code]) {
      const json = {
        method: "POST",
        body: JSON.stringify({ To: to, Code }),
        headers: { "content-type": "application/json" },
      };
      expect(verdict(seen(await call(server.origin, path, undefined, json)))).toEqual([415, 20001]);
    }
    // Unreadable codes are no tries: of these, "true", "null" and one digit too many were.
    const [row] = await server.sql`select attempts from verifications where sid = ${body.sid}`;
    expect(row?.attempts).toBe(3);
    expect(verdict(await tryCode(to, code))).toEqual([200, "approved"]);
  });

  test("a code as it is pasted is the code, and no wrong try", async () => {
    const pastes = [
      (code: string) => `${code} `,
      (code: string) => `${code.slice(0, 3)} ${code.slice(3)}\n`,
      (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
    ];
    for (const paste of pastes) {
      const to = newNumber();
      const { body } = await send(to);
      expect(verdict(await tryCode(to, paste(await readCode(server.origin, to))))).toEqual([200, "approved"]);
      const [row] = await server.sql`select attempts from verifications where sid = ${body.sid}`;
      expect(row?.attempts).toBe(1);
    }
  });

  test("A07: a code and an identifier are their service's own", async () => {
    const { body: other } = await call(server.origin, "/Services", { FriendlyName: "Other" });
    const path = `/Services/${other.sid}`;
    const to = newNumber();
    const { body } = await send(to);
    const code = await readCode(server.origin, to);
    const elsewhere = async (form: Record<string, string>) =>
      verdict(seen(await call(server.origin, `${path}/VerificationCheck`, { Code: code, ...form })));
    expect(await elsewhere({ To: to })).toEqual([404, 20404]);
    expect(await elsewhere({ VerificationSid: body.sid })).toEqual([404, 20404]);
    expect(verdict(await call(server.origin, `${path}/Verifications/${body.sid}`))).toEqual([404, 20404]);
    const cancel = await call(server.origin, `${path}/Verifications/${body.sid}`, { Status: "canceled" });
    expect(verdict(cancel)).toEqual([404, 20404]);
    await call(server.origin, `${path}/Verifications`, { To: to, Channel: "sms" });
    expect(await elsewhere({ To: to })).toEqual([200, "pending"]);
    const rows = await server.sql`select attempts from verifications where recipient = ${to} order by created_at`;
    expect(rows).toEqual([{ attempts: 0 }, { attempts: 1 }]);
    expect(verdict(await tryCode(to, code))).toEqual([200, "approved"]);
  });
});

describe("numbers", () => {
  test("A11: sixteen spellings of one number are one row and one limit", async () => {
    const national = newNumber().slice(3);
    const [a, b, c] = [national.slice(0, 2), national.slice(2, 6), national.slice(6)];
    const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    const spellings = [
      `0${a}-${b}-${c}`,
      `0${national}`,
      national,
      `+82 ${a} ${b} ${c}`,
      `+82 (0)${a}-${b}-${c}`,
      `+820${national}`,
      `82${national}`,
      `0082-${a}-${b}-${c}`,
      wide(`0${national}`),
      `＋${wide(`82${a}`)}－${wide(b)}－${wide(c)}`,
      `0${a}–${b}–${c}`,
      `0${a}\u200b${b}${c}`,
      `tel:+82-${a}-${b}-${c}`,
      ` 82${national}`,
      `\u202a+82${national}\u202c`,
      `(0${a}) ${b}.${c}`,
    ];
    const answers: Answer[] = [];
    for (const spelling of spellings) answers.push(await send(spelling));
    expect(answers.map(verdict)).toEqual([...Array(5).fill([201, "pending"]), ...Array(11).fill([429, 60203])]);
    expect(new Set(answers.slice(0, 5).map(({ body }) => body.sid + body.to)).size).toBe(1);
    const rows = await server.sql`select recipient, jsonb_array_length(sends) as sends from verifications
      where recipient like ${`%${national}%`}`;
    expect(rows).toEqual([{ recipient: `+82${national}`, sends: 5 }]);
    expect(verdict(await tryCode(spellings[4] as string, await readCode(server.origin, `+82${national}`)))).toEqual([
      200,
      "approved",
    ]);
  });

  test("A12, A13: extensions, letters, two numbers, line breaks and half characters send nothing", async () => {
    const to = newNumber();
    const before = await countRows();
    const bad = [
      ...[`${to}x99`, `${to}#1`, `${to};ext=99`, `abc${to}`, `tel:${to.slice(3)};phone-context=+82`, `${to},${to}`],
      ...[
        `${to} ${to}`,
        `${to}\r\nTo: +821000000000`,
        `${to.slice(0, 6)}\r\n${to.slice(6)}`,
        "1".repeat(300),
        `++${to}`,
      ],
      ...["\ud800", `${to}\ud800`, `${to}\0`, "\u200f", "\ufeff", "<script>", "' or 1=1 --"],
    ];
    for (const text of bad) expect([text, ...verdict(await send(text))]).toEqual([text, 400, 60200]);
    const names = ["Bank\u202e", "Bank\r\nX: 1", "\u200b", "Ba\u2066nk"];
    for (const name of names) expect(verdict(await send(to, { CustomFriendlyName: name }))).toEqual([400, 60200]);
    expect(await countRows()).toBe(before);
    for (const mark of ["\u200b", "\u200f", "\u00a0", "\u2060", "\ufeff"])
      expect((await send(`${mark}0${newNumber().slice(3)}${mark}`)).status).toBe(201);
  });

  test("A14: numbers that cost, cannot read or belong to nobody are refused before the queue", async () => {
    const before = await countRows();
    for (const [to, ...refusal] of [
      ["+1 900 555 1234", 403, 60410],
      ["+882 16 1234 5678", 403, 60410],
      ["+8215881234", 403, 60410],
      ["+870773111632", 403, 60410],
      ["+979 1 2345 6789", 403, 60410],
      ["060-700-1234", 403, 60410],
      ["070-1234-5678", 403, 60410],
      ["050-1234-5678", 403, 60410],
      ["02-123-4567", 403, 60205],
      ["+44 1534 123456", 403, 60205],
      ["+850 192 123 4567", 403, 60605],
      ["+14155552671", 403, 60605],
      ["+44 7911 123456", 403, 60605],
      ["011-123-4567", 400, 60200],
      ["112", 400, 60200],
    ] as const)
      expect([to, ...verdict(await send(to))]).toEqual([to, ...refusal]);
    expect(await countRows()).toBe(before);
  });
});

test("what all of this left behind: no code, token or number in the log, no try too many, nothing approved twice", async () => {
  expect(faults).toEqual([]);
  expect(new Set(approvals).size).toBe(approvals.length);
  const [{ most } = {}] = await server.sql`select max(attempts) as most from verifications`;
  expect(most).toBe(5);
  const rows = await server.sql`select sid, recipient, key_id, code_length from verifications`;
  expect(rows.length).toBeGreaterThan(20);
  const codes = rows.map((row) => deriveCode(server.keyring.get(row.keyId).code, row.sid, row.codeLength));
  const secrets = [...Object.values(credentials).slice(1), SECRET_KEY.slice(3)].filter(
    (text) => !text.startsWith("VA"),
  );
  const numbers = rows.map((row) => row.recipient.slice(-8));
  for (const line of server.logLines) {
    expect(JSON.parse(line)).toBeTypeOf("object");
    // Without the time and the request's name, whose digits are anybody's.
    const said = line.replace(/"time":\d+|req_\w+/g, "");
    const words = new Set(said.split(/\W+/));
    expect(
      codes.filter((code) => words.has(code)),
      line,
    ).toEqual([]);
    expect(
      secrets.filter((secret) => line.includes(secret)),
      line,
    ).toEqual([]);
    expect(
      numbers.filter((number) => said.replace(/[\s().-]/g, "").includes(number)),
      line,
    ).toEqual([]);
  }
});
