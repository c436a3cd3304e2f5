/** @module The safe list, and `RiskCheck=disable`: what they let pass, and what they do not. */
import { describe, expect, test } from "vitest";
import { burst, call, start, suite } from "../harness.js";
import { connect, majors, refuses } from "../kit/sdk.js";

const server = suite();

const NUMBERS = "/SafeList/Numbers";
let next = 2000;
/** A number of a country the service does not send to. */
const foreignNumber = () => `+1415555${next++}`;
const list = (PhoneNumber: string) => call(server.origin, NUMBERS, { PhoneNumber });
const remove = (path: string) => call(server.origin, path, undefined, { method: "DELETE" });

describe.each(majors)("twilio %s", (_major, twilio) => {
  test("a number is listed, fetched, sent to and removed", async () => {
    const api = connect(twilio, server.origin).verify.v2;
    const number = foreignNumber();
    await refuses(api.safelist(number).fetch(), 404, 20404);
    const made = await api.safelist.create({ phoneNumber: number });
    expect(made).toMatchObject({ phoneNumber: number, url: `${server.origin}/v2${NUMBERS}/${number}` });
    expect(made.sid).toMatch(/^GN[0-9a-f]{32}$/);
    await refuses(api.safelist.create({ phoneNumber: number }), 400, 60411);
    expect(await api.safelist(number).fetch()).toMatchObject({ sid: made.sid, phoneNumber: number });
    expect((await start(server.origin, number)).status).toBe(201);
    expect(await api.safelist(number).remove()).toBe(true);
    await refuses(api.safelist(number).remove(), 404, 20404);
    expect((await start(server.origin, number)).body.code).toBe(60605);
  });
});

test("spellings of one number are one number", async () => {
  const number = foreignNumber();
  const spaced = `+1 (415) 555-${number.slice(-4)}`;
  expect((await list(spaced)).body.phone_number).toBe(number);
  for (const spelling of [number, spaced, `\uff0b${number.slice(1)}`, ` ${number.slice(1)}`])
    expect((await list(spelling)).body.code).toBe(60411);
  // The form as somebody writes it by hand: its "+" is a blank.
  const byHand = await call(server.origin, NUMBERS, undefined, {
    method: "POST",
    body: `PhoneNumber=${number}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect([byHand.status, byHand.body.code]).toEqual([400, 60411]);
  for (const path of [number, encodeURIComponent(number), encodeURIComponent(spaced)])
    expect([path, (await call(server.origin, `${NUMBERS}/${path}`)).status]).toEqual([path, 200]);
  expect((await remove(`${NUMBERS}/${encodeURIComponent(number)}`)).status).toBe(204);
  expect((await call(server.origin, `${NUMBERS}/${number}`)).status).toBe(404);
});

test.each([
  "",
  "hello",
  "01012345678",
  "14155552671",
  "+1",
  "+8221234567",
  "+18001234567",
  "+821112345678",
  "+821012345678;ext=1",
])("%j is not listed, and not found", async (number) => {
  const answer = await list(number);
  expect([answer.status, answer.body.code]).toEqual([400, 60200]);
  expect(answer.body.message).not.toContain(number || "nothing");
  const path = `${NUMBERS}/${encodeURIComponent(number || "x")}`;
  for (const { status, body } of [await call(server.origin, path), await remove(path)])
    expect([status, body.code]).toEqual([404, 20404]);
});

test("50 at once list a number once, and remove it once", async () => {
  const number = foreignNumber();
  const made = await burst(50, () => list(number));
  expect(made.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(made.filter(({ status, body }) => status === 400 && body.code === 60411)).toHaveLength(49);
  const removed = await burst(50, () => remove(`${NUMBERS}/${number}`));
  expect(removed.filter(({ status }) => status === 204)).toHaveLength(1);
  expect(removed.filter(({ status, body }) => status === 404 && body.code === 20404)).toHaveLength(49);
});

test("RiskCheck=disable passes the country, for that start only; neither passes a kind of number that has no texts", async () => {
  const number = foreignNumber();
  expect((await start(server.origin, number)).body.code).toBe(60605);
  expect((await start(server.origin, number, { RiskCheck: "disable" })).status).toBe(201);
  expect((await start(server.origin, number, { RiskCheck: "enable" })).body.code).toBe(60605);
  expect((await start(server.origin, number)).body.code).toBe(60605);
  expect((await start(server.origin, number, { RiskCheck: "off" })).body.code).toBe(60200);
  expect((await start(server.origin, "+8221234567", { RiskCheck: "disable" })).body.code).toBe(60205);
  expect((await start(server.origin, "060-700-1234", { RiskCheck: "disable" })).body.code).toBe(60410);
});

test("paths of the list that are none are 404", async () => {
  for (const path of ["/SafeList", NUMBERS, `${NUMBERS}/`, `${NUMBERS}/+14155552671/x`])
    expect([path, (await call(server.origin, path)).body.code]).toEqual([path, 20404]);
});
