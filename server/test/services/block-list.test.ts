/** @module Numbers that the operator has blocked get no code, whatever asks for it, on every node; who is on the safe list does. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { burst, newNumber, phone, randomNumber, start, startApp, suite, type TestServer } from "../harness.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { Visitor } from "../signin/face.js";

const server = suite();
let other: TestServer;
beforeAll(async () => {
  other = await startApp({ url: server.url });
});
afterAll(() => other.stop());

const block = (prefix: string, note?: string) =>
  manage(server.origin, "POST", "/block-list", { prefix, ...(note && { note }) });
const refusalOf = async (answer: Promise<{ status: number; body: { code?: number; error?: string } }>) => {
  const { status, body } = await answer;
  return [status, body.code ?? body.error];
};

test("a number: at /v2, at /auth, on the pages, here at once and elsewhere within two seconds, until it is taken off", async () => {
  const number = randomNumber();
  const { status, body } = await block(`0${number.slice(3)}`, "장난 전화");
  expect([status, body.prefix, body.note]).toEqual([201, number, "장난 전화"]);
  expect(await refusalOf(start(server.origin, number))).toEqual([403, 60410]);
  expect(await refusalOf(phone(server.origin, "/phone", { phoneNumber: number }))).toEqual([403, "Number Blocked"]);
  const visitor = new Visitor(server.origin);
  await visitor.open("/sign-in");
  const page = await visitor.act("send", { phone: number });
  expect(page.error).toBe("이 번호로는 인증번호를 보낼 수 없습니다. 다른 번호를 써 주세요.");
  await knownElsewhere();
  await eventually(async () => (await start(other.origin, number)).status === 403);
  const { body: why } = await manage(server.origin, "GET", `/why?to=${encodeURIComponent(number)}`);
  expect(JSON.stringify(why)).toContain("verification.recipient_blocked");
  expect((await manage(server.origin, "DELETE", `/block-list/${body.sid}`)).status).toBe(204);
  expect((await start(server.origin, number)).status).toBe(201);
  const { body: log } = await manage(server.origin, "GET", `/audit-log?subject=${body.sid}`);
  expect(log.events.map(({ type }: { type: string }) => type)).toEqual(["block_list.removed", "block_list.added"]);
  expect(JSON.stringify(log)).not.toContain(number.slice(5));
});

test("all that begin so, but who is on the safe list; RiskCheck=disable spares nobody", async () => {
  const number = newNumber();
  const prefix = number.slice(0, -4);
  const { body } = await block(prefix);
  expect(await refusalOf(start(server.origin, number))).toEqual([403, 60410]);
  expect(await refusalOf(start(server.origin, number, { RiskCheck: "disable" }))).toEqual([403, 60410]);
  await manage(server.origin, "POST", "/safe-list", { phoneNumber: number });
  expect((await start(server.origin, number)).status).toBe(201);
  await manage(server.origin, "DELETE", `/block-list/${body.sid}`);
});

test("of 50 who block the same at once one does; what is no number is refused by name", async () => {
  const number = randomNumber();
  const answers = await burst(50, () => block(number));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 49 }, () => 409)]);
  for (const odd of ["", "+", "+1", "01012", "x", "+8210000000000000", "kim@example.com", "+82 10 x"]) {
    const { status, body } = await block(odd);
    expect([odd, status, body.parameter]).toEqual([odd, 400, "prefix"]);
  }
  const { body } = await manage(server.origin, "GET", "/block-list?size=1");
  expect(body.blocked[0].prefix).toBe(number);
});

test("a list that is full takes no more, and says what to do", async () => {
  await server.sql`insert into block_list (sid, prefix) select 'BN' || lpad(n::text, 32, '0'), '+999' || lpad(n::text, 9, '0')
    from generate_series(1, 10000) as n on conflict do nothing`;
  const { status, body } = await block("+881");
  expect([status, body.title]).toEqual([409, "block_list.full"]);
  await server.sql`delete from block_list`;
  await eventually(async () => (await block("+881")).status === 201);
});
