/** @module One code, sent and checked, over HTTP. */
import { afterAll, expect, test } from "vitest";
import { age, burst, check, newNumber, readCode, start, suite, wrongCode } from "../harness.js";
import { wrongCodes } from "../kit/right-codes.js";

const server = suite();

afterAll(async () => {
  expect(await wrongCodes(server)).toEqual([]);
});

test("a code is sent, checked once, and gone", async () => {
  const to = newNumber();
  const started = await start(server.origin, to);
  expect(started.status).toBe(201);
  expect(started.body).toMatchObject({ to, status: "pending", valid: false, channel: "sms" });
  const code = await readCode(server.origin, to);
  const wrong = await check(server.origin, to, wrongCode(code));
  expect([wrong.status, wrong.body.status, wrong.body.valid]).toEqual([200, "pending", false]);
  const right = await check(server.origin, to, code);
  expect([right.status, right.body.status, right.body.valid]).toEqual([200, "approved", true]);
  const again = await check(server.origin, to, code);
  expect([again.status, again.body.code, again.body.details]).toEqual([404, 20404, { reason: "approved" }]);
});

test("the sixth check is not evaluated, whatever it says; then nothing can be started until expiry", async () => {
  const to = newNumber();
  const { body } = await start(server.origin, to);
  const code = await readCode(server.origin, to);
  for (let round = 0; round < 5; round++) expect((await check(server.origin, to, wrongCode(code))).status).toBe(200);
  const sixth = await check(server.origin, to, code);
  expect([sixth.status, sixth.body.code]).toEqual([429, 60202]);
  const again = await start(server.origin, to);
  expect([again.status, again.body.code]).toEqual([429, 60202]);
  expect(again.body.details.retryAfterSeconds).toBeGreaterThan(590);
  expect(again.headers.get("retry-after")).toBe(String(again.body.details.retryAfterSeconds));
  await age(server.sql, body.sid, 601);
  const later = await start(server.origin, to);
  expect(later.status).toBe(201);
  expect(later.body.sid).not.toBe(body.sid);
});

test("50 right checks at once: one is approved", async () => {
  const to = newNumber();
  await start(server.origin, to);
  const code = await readCode(server.origin, to);
  const answers = await burst(50, () => check(server.origin, to, code));
  expect(answers.filter(({ body }) => body.status === "approved")).toHaveLength(1);
});
