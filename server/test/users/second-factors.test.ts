/** @module The authenticator app of a person and its recovery codes: each is good once, also when fifty come at once. */
import { describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import type { Actor } from "../../dist/core.js";
import { COMMON_TOTP, decodeBase32, hotp } from "../../dist/factors/totp.js";
import { type Keyring, parseKeyring } from "../../dist/secrets.js";
import { createSid } from "../../dist/sid.js";
import { hashRecoveryCode, makeRecoveryCode, readRecoveryCode } from "../../dist/users/recovery-codes.js";
import { createSecondFactors, rotateTotpSecrets } from "../../dist/users/second-factors.js";
import { burst, SECRET_KEY, suite, wrongCode } from "../harness.js";
import { manage as request } from "../kit/vendors.js";

const server = suite();
const names = { issuer: "문지기", account: "kim@example.com" };
const face = (keyring: Keyring = server.keyring) =>
  createSecondFactors({ sql: server.sql, keyring, random: systemRandom });

async function createUser() {
  const sid = createSid("US", systemClock, systemRandom);
  await server.sql`insert into users (sid) values (${sid})`;
  return { sid, actor: { kind: "user", id: sid } as const };
}

/** As a form that was just drawn does. */
const makeCodes = async (sid: string, actor: Actor, app = face()) =>
  (await app.makeRecoveryCodes(sid, await app.beginBatch(sid), actor))?.codes as string[];

const codeOf = (secret: string, ahead = 0) =>
  hotp(decodeBase32(secret) as Buffer, Math.floor(Date.now() / 30_000) + ahead, COMMON_TOTP);

function neverRight(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((ahead) => codeOf(secret, ahead));
  let code = wrongCode(right[2] as string);
  while (right.includes(code)) code = wrongCode(code);
  return code;
}

/** Time moves on: the last code that was used is of long ago. */
const forget = (userSid: string) =>
  server.sql`update user_totp set last_step = last_step - 10 where user_sid = ${userSid}`;

async function createConfirmed() {
  const user = await createUser();
  const { secret } = await face().enrol(user.sid, names);
  expect(await face().confirm(user.sid, codeOf(secret), user.actor)).toEqual({ kind: "right" });
  await forget(user.sid);
  return { ...user, secret };
}

const kinds = (results: { kind: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { kind } of results) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const eventsOf = async (sid: string) =>
  (await server.sql`select type, data from audit_events where subject_id = ${sid} order by sid`).map((event) => ({
    ...event,
  }));

describe("an app", () => {
  test("is enrolled, opens nothing until it is confirmed, and each code of it is right once", async () => {
    const { sid, actor } = await createUser();
    const app = face();
    expect(await app.check(sid, "123456")).toEqual({ kind: "none" });
    const { secret, uri } = await app.enrol(sid, names);
    const issuer = encodeURIComponent("문지기");
    expect(uri).toBe(
      `otpauth://totp/${issuer}:kim%40example.com?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`,
    );
    expect([await app.find(sid), await app.check(sid, codeOf(secret))]).toEqual([undefined, { kind: "none" }]);
    // The page is opened again: the code that was scanned stays good.
    expect(await app.enrol(sid, names)).toEqual({ secret, uri });
    expect(await app.confirm(sid, neverRight(secret), actor)).toEqual({ kind: "wrong" });
    const code = codeOf(secret);
    expect(await app.confirm(sid, `${code.slice(0, 3)} ${code.slice(3)}`, actor)).toEqual({ kind: "right" });
    expect(await app.confirm(sid, code, actor)).toEqual({ kind: "used" });
    expect(await app.confirm(sid, neverRight(secret), actor)).toEqual({ kind: "none" });
    await expect(app.enrol(sid, names)).rejects.toThrow("user.totp_exists");
    expect(await app.check(sid, code)).toEqual({ kind: "used" });
    expect(await app.check(sid, codeOf(secret, 1))).toEqual({ kind: "right" });
    expect(await app.check(sid, codeOf(secret, 1))).toEqual({ kind: "used" });
    expect(await app.check(sid, "hello")).toEqual({ kind: "wrong" });
    const found = await app.find(sid);
    expect(found).toMatchObject({ recoveryCodesLeft: 0, confirmedAt: expect.any(Date), usedAt: expect.any(Date) });
    expect([await app.remove(sid, actor), await app.remove(sid, actor)]).toEqual([true, false]);
    expect(await app.check(sid, codeOf(secret, 1))).toEqual({ kind: "none" });
    expect((await app.enrol(sid, names)).secret).not.toBe(secret);
    expect((await eventsOf(sid)).map(({ type }) => type)).toEqual(["user.totp.added", "user.totp.removed"]);
  });

  test("that was not confirmed within an hour begins anew, with the sweep stopped; the sweep takes only those", async () => {
    const { sid, actor } = await createUser();
    const app = face();
    const { secret } = await app.enrol(sid, names);
    await server.sql`update user_totp set created_at = created_at - interval '61 minutes' where user_sid = ${sid}`;
    expect(await app.confirm(sid, codeOf(secret), actor)).toEqual({ kind: "none" });
    const again = await app.enrol(sid, names);
    expect(again.secret).not.toBe(secret);
    expect(await app.confirm(sid, codeOf(again.secret), actor)).toEqual({ kind: "right" });
    const late = await createUser();
    await app.enrol(late.sid, names);
    const fresh = await createUser();
    await app.enrol(fresh.sid, names);
    await server.sql`update user_totp set created_at = created_at - interval '61 minutes' where user_sid in (${sid}, ${late.sid})`;
    for (const job of app.jobs) await job.work(new AbortController().signal);
    const left = (await server.sql`select user_sid from user_totp`).map(({ userSid }) => userSid);
    expect([sid, late, fresh].map((one) => left.includes(typeof one === "string" ? one : one.sid))).toEqual([
      ...[true, false, true],
    ]);
  });

  test("50 at once: one secret, one confirmation, one use of a code", async () => {
    const { sid, actor } = await createUser();
    const app = face();
    const enrolled = await burst(50, () => app.enrol(sid, names));
    expect(new Set(enrolled.map(({ secret }) => secret)).size).toBe(1);
    const secret = enrolled[0]?.secret as string;
    const first = codeOf(secret);
    expect(kinds(await burst(50, () => app.confirm(sid, first, actor)))).toEqual({ right: 1, used: 49 });
    await forget(sid);
    const code = codeOf(secret);
    expect(kinds(await burst(50, () => app.check(sid, code)))).toEqual({ right: 1, used: 49 });
    // Whoever repeats the right code has guessed nothing.
    const [row] = await server.sql`select failures, wait_until from user_totp where user_sid = ${sid}`;
    expect(row).toEqual({ failures: 0, waitUntil: null });
    expect((await eventsOf(sid)).map(({ type }) => type)).toEqual(["user.totp.added"]);
  });

  test("50 wrong codes at once are ten tries, then everybody waits, longer each time; a right code ends it", async () => {
    const { sid, secret } = await createConfirmed();
    const app = face();
    expect(kinds(await burst(50, () => app.check(sid, neverRight(secret))))).toEqual({ wrong: 10, locked: 40 });
    const locked = await app.check(sid, codeOf(secret));
    expect(locked).toEqual({ kind: "locked", retryAfterSeconds: expect.toSatisfy((s) => s > 20 && s <= 30) });
    const wait = () => server.sql`update user_totp set wait_until = clock_timestamp() where user_sid = ${sid}`;
    await wait();
    expect(await app.check(sid, neverRight(secret))).toEqual({ kind: "wrong" });
    const longer = await app.check(sid, codeOf(secret));
    expect(longer).toEqual({ kind: "locked", retryAfterSeconds: expect.toSatisfy((s) => s > 50 && s <= 60) });
    await wait();
    expect(await app.check(sid, codeOf(secret))).toEqual({ kind: "right" });
    expect(await app.check(sid, neverRight(secret))).toEqual({ kind: "wrong" });
    expect((await app.check(sid, codeOf(secret, 1))).kind).toBe("right");
  });

  test("works in a caller's transaction, and what is rolled back was not used", async () => {
    const { sid, secret } = await createConfirmed();
    const app = face();
    const code = codeOf(secret);
    await server.sql
      .begin(async (tx) => {
        expect(await app.check(sid, code, tx)).toEqual({ kind: "right" });
        throw new Error("the flow was over");
      })
      .catch((error) => expect(error.message).toBe("the flow was over"));
    expect(await app.check(sid, code)).toEqual({ kind: "right" });
  });

  test("of nobody is refused, and goes with the account", async () => {
    const app = face();
    await expect(app.enrol(`US${"0".repeat(32)}`, names)).rejects.toThrow("user.not_found");
    await expect(makeCodes(`US${"0".repeat(32)}`, { kind: "server", id: null })).rejects.toThrow("user.not_found");
    const { sid, actor } = await createConfirmed();
    await makeCodes(sid, actor);
    await server.sql`delete from users where sid = ${sid}`;
    const rows = await server.sql`select user_sid from user_totp where user_sid = ${sid}
      union all select user_sid from user_recovery_codes where user_sid = ${sid}`;
    expect(rows).toHaveLength(0);
  });

  test("its secret is sealed, encrypted anew when the key changes, and opens in no other row", async () => {
    const one = await createConfirmed();
    const other = await createConfirmed();
    const codes = await makeCodes(one.sid, one.actor);
    const rows = await server.sql`select to_jsonb(t)::text as text from user_totp t
      union all select to_jsonb(c)::text from user_recovery_codes c`;
    for (const hidden of [one.secret, ...codes, ...codes.map((code) => readRecoveryCode(code) as string)])
      expect(rows.some(({ text }) => text.includes(hidden))).toBe(false);
    const newKey = `k2:${Buffer.alloc(32, 9).toString("base64")}`;
    const both = parseKeyring(`${newKey},${SECRET_KEY}`);
    const rotation = await rotateTotpSecrets({ sql: server.sql, keyring: both, random: systemRandom });
    expect([rotation.rotated >= 2, rotation.lost]).toEqual([true, 0]);
    // The naming key stays, as the database has it, so what was written down works on.
    const alone: Keyring = { ...parseKeyring(newKey), naming: server.keyring.naming };
    expect(await face(alone).check(one.sid, codeOf(one.secret))).toEqual({ kind: "right" });
    expect(await face(alone).useRecoveryCode(one.sid, codes[0] as string, one.actor)).toBe(true);
    await server.sql`update user_totp set sealed_secret = (select sealed_secret from user_totp where user_sid = ${one.sid})
      where user_sid = ${other.sid}`;
    await expect(face(alone).check(other.sid, codeOf(one.secret))).rejects.toThrow();
    await server.sql`delete from user_totp where user_sid = ${other.sid}`;
    const back = parseKeyring(`${SECRET_KEY},${newKey}`);
    await rotateTotpSecrets({ sql: server.sql, keyring: back, random: systemRandom });
  });
});

describe("recovery codes", () => {
  test("are ten, of 80 bits each, and each is good once, however it is typed", async () => {
    const { sid, actor } = await createConfirmed();
    const app = face();
    const codes = await makeCodes(sid, actor);
    expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    const [first, second] = codes as [string, string];
    expect(await app.useRecoveryCode(sid, ` ${first.toUpperCase().replaceAll("-", " ")}\n`, actor)).toBe(true);
    expect(await app.useRecoveryCode(sid, first, actor)).toBe(false);
    expect((await app.find(sid))?.recoveryCodesLeft).toBe(9);
    const stranger = await createConfirmed();
    expect(await app.useRecoveryCode(stranger.sid, second, stranger.actor)).toBe(false);
    expect(await app.useRecoveryCode(sid, makeRecoveryCode(systemRandom), actor)).toBe(false);
    const again = await makeCodes(sid, actor);
    expect(await app.useRecoveryCode(sid, second, actor)).toBe(false);
    expect(await app.useRecoveryCode(sid, again[9] as string, actor)).toBe(true);
    expect((await eventsOf(sid)).slice(1)).toEqual([
      { type: "user.recovery_codes.made", data: null },
      { type: "user.recovery_code.used", data: { left: 9 } },
      { type: "user.recovery_codes.made", data: null },
      { type: "user.recovery_code.used", data: { left: 9 } },
    ]);
    await app.remove(sid, actor);
    expect(await app.useRecoveryCode(sid, again[0] as string, actor)).toBe(false);
  });

  test("50 at once: one of fifty gets a code, and of two who make new ones ten are left", async () => {
    const { sid, actor } = await createConfirmed();
    const app = face();
    const [code] = (await makeCodes(sid, actor)) as [string];
    const used = await burst(50, () => app.useRecoveryCode(sid, code, actor));
    expect(used.filter(Boolean)).toHaveLength(1);
    const batches = await Promise.all(Array.from({ length: 10 }, async () => await app.beginBatch(sid)));
    const made = (await burst(10, (n) => app.makeRecoveryCodes(sid, batches[n] as string, actor))).flatMap((one) =>
      one ? [one.codes] : [],
    );
    const hashes = (await server.sql`select hash from user_recovery_codes where user_sid = ${sid}`).map(
      ({ hash }) => hash,
    );
    expect(hashes).toHaveLength(10);
    const hash = (code: string) => hashRecoveryCode(server.keyring, sid, readRecoveryCode(code) as string);
    expect(made.filter((codes) => codes.every((code) => hashes.includes(hash(code))))).toHaveLength(1);
  });

  test("of one batch are the same 50 times, one event; a batch that is out of date changes nothing", async () => {
    const { sid, actor } = await createConfirmed();
    const app = face();
    const [batch, stale] = [await app.beginBatch(sid), await app.beginBatch(sid)];
    expect(await app.findRecoveryCodes(sid, batch)).toBeUndefined();
    const made = await burst(50, () => app.makeRecoveryCodes(sid, batch, actor));
    expect(new Set(made.map((one) => one?.codes.join())).size).toBe(1);
    expect(made.filter((one) => one?.isNew)).toHaveLength(1);
    const codes = made[0]?.codes as [string];
    expect(await app.useRecoveryCode(sid, codes[0], actor)).toBe(true);
    // Sent again after one was used: the same ten, of which that one stays used.
    expect(await app.makeRecoveryCodes(sid, batch, actor)).toEqual({ codes, isNew: false });
    expect(await app.useRecoveryCode(sid, codes[0], actor)).toBe(false);
    expect((await app.find(sid))?.recoveryCodesLeft).toBe(9);
    for (const odd of [stale, "", "x", `.${"A".repeat(23)}`])
      expect(await app.makeRecoveryCodes(sid, odd, actor)).toBeUndefined();
    const next = await makeCodes(sid, actor);
    expect(await app.makeRecoveryCodes(sid, batch, actor)).toBeUndefined();
    expect(await app.findRecoveryCodes(sid, batch)).toBeUndefined();
    expect(await app.useRecoveryCode(sid, next[3] as string, actor)).toBe(true);
    expect((await eventsOf(sid)).filter(({ type }) => type === "user.recovery_codes.made")).toHaveLength(2);
    const stranger = await createConfirmed();
    expect(await app.findRecoveryCodes(stranger.sid, batch)).toBeUndefined();
  });

  test("without an app are good for nothing", async () => {
    const { sid, actor } = await createUser();
    const [code] = (await makeCodes(sid, actor)) as [string];
    expect(await face().useRecoveryCode(sid, code, actor)).toBe(false);
  });

  test.each([
    ["ABCD-EFGH-JKMN-PQRS", "abcdefghjkmnpqrs"],
    ["oOiI lL11 0000 0000", "0011111100000000"],
    ["ＡＢＣＤ―ＥＦＧＨ―ＪＫＭＮ―ＰＱＲＳ", "abcdefghjkmnpqrs"],
    ["abcd-efgh-jkmn-pqr", undefined],
    ["abcd-efgh-jkmn-pqru", undefined],
    ["123456", undefined],
    [`${"abcd-".repeat(40)}`, undefined],
  ])("%j is read as %j", (typed, code) => {
    expect(readRecoveryCode(typed)).toBe(code);
  });
});

test("an administrator sees that there is an app, not its secret, and takes it away", async () => {
  const { sid, actor, secret } = await createConfirmed();
  const manage = (method: string, path: string) => request(server.origin, method, path);
  await makeCodes(sid, actor);
  const seen = await manage("GET", `/users/${sid}/totp`);
  expect([seen.status, Object.keys(seen.body).sort()]).toEqual([
    200,
    ["confirmedAt", "createdAt", "recoveryCodesLeft", "usedAt"],
  ]);
  expect(seen.body.recoveryCodesLeft).toBe(10);
  expect((await manage("DELETE", `/users/${sid}/totp`)).status).toBe(204);
  expect(await face().check(sid, codeOf(secret))).toEqual({ kind: "none" });
  for (const [method, path, title] of [
    ["GET", `/users/${sid}/totp`, "user.totp_not_found"],
    ["DELETE", `/users/${sid}/totp`, "user.totp_not_found"],
    ["DELETE", `/users/US${"0".repeat(32)}/totp`, "user.not_found"],
    ["GET", "/users/US1/totp", "user.not_found"],
  ] as const) {
    const { status, body } = await manage(method, path);
    expect([status, body.title]).toEqual([404, title]);
  }
  const [removed] = await server.sql`select actor_kind from audit_events
    where subject_id = ${sid} and type = 'user.totp.removed'`;
  expect(removed?.actorKind).toBe("admin");
});
