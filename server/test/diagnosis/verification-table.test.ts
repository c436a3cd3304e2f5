/**
 * @module Verifications taken along as a table and ended by an operator; what a text was charged as, and whose customer its recipient is, where a
 * vendor tells.
 */
import { fakeSolapi } from "@munjigi/testkit/sms/solapi";
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { SOLAPI, solapiConfig } from "../alerts/staged.js";
import { enter } from "../console/kit.js";
import { burst, check, credentials, newNumber, readCode, start, suite } from "../harness.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { force, manage, PRIVATE, reaches } from "../kit/vendors.js";

const TEST_NUMBER = "+821099990001";
const server = suite({ env: { ...PRIVATE, MUNJIGI_TEST_NUMBERS: `${TEST_NUMBER}=123456` } });
const FILLED = 1300;
beforeAll(() => fillVerifications(server.sql, FILLED, 60));

async function read(query = ""): Promise<Record<string, string>[]> {
  const response = await fetch(`${server.origin}/api/verifications.csv${query}`, {
    headers: { authorization: `Bearer ${credentials.adminToken}` },
  });
  expect([response.status, response.headers.get("content-disposition")]).toEqual([
    ...[200, 'attachment; filename="verifications.csv"'],
  ]);
  return parse(await response.text(), { columns: true, record_delimiter: "\r\n" });
}
const events = async (type: string) => (await manage(server.origin, "GET", `/audit-log?type=${type}`)).body.events;

test("all pages of a search are one table, in which no number is whole and no cell a formula", async () => {
  const rows = await read();
  expect(new Set(rows.map(({ id }) => id)).size).toBe(FILLED);
  expect(rows.map(({ id }) => id)).toEqual(
    rows
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  );
  for (const { to } of rows) expect(to).toMatch(/^'\+8210••••\d{4}$/);
  for (const row of rows) expect(Object.values(row).filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  const canceled = await read("?status=canceled");
  expect(canceled.length).toBe(rows.filter(({ status }) => status === "canceled").length);
  const since = rows[99]?.time as string;
  expect((await read(`?since=${since}`)).length).toBe(100);
  const to = "+821000000007";
  const ofOne = await read(`?to=${encodeURIComponent(to)}`);
  expect(ofOne).toHaveLength(1);
  const [event] = await events("export.downloaded");
  expect([event.subject.id, event.data.searchedBy]).toEqual(["verifications", "recipient"]);
  expect(JSON.stringify(event)).not.toContain("0000007");
});

test("a filter that cannot be read is refused before anything is sent, and a viewer takes nothing along", async () => {
  for (const odd of ["to=x", "status=nothing", "service=x", "size=5", "since=x"])
    expect((await manage(server.origin, "GET", `/verifications.csv?${odd}`)).status, odd).toBeGreaterThanOrEqual(400);
  const [viewer, operator] = [await enter(server, "viewer"), await enter(server, "operator")];
  expect((await viewer.ask("GET", "/api/verifications.csv")).status).toBe(403);
  expect((await operator.ask("GET", "/api/verifications.csv?status=pending")).status).toBe(200);
});

test("one is ended once, of 50 at the same time; its code is good no more and the next request begins another", async () => {
  const to = newNumber();
  const { body } = await start(server.origin, to);
  const code = await eventually(() => readCode(server.origin, to).catch(() => undefined));
  const path = `/verifications/${body.sid}/cancel`;
  const answers = await burst(50, () => manage(server.origin, "POST", path));
  const done = answers.filter(({ status }) => status === 200);
  expect([done.length, done[0]?.body.status]).toEqual([1, "canceled"]);
  for (const answer of answers)
    if (answer.status !== 200) expect([answer.status, answer.body.title]).toEqual([404, "verification.not_found"]);
  expect(done[0]?.body.timeline.at(-1).event).toBe("canceled");
  const [event, ...others] = (await events("verification.canceled")) as { subject: object; actor: { kind: string } }[];
  expect([event?.subject, event?.actor.kind, others]).toEqual([{ kind: "verification", id: body.sid }, "admin", []]);
  expect((await check(server.origin, to, code)).status).toBe(404);
  const next = await start(server.origin, to);
  expect([next.status, next.body.sid === body.sid]).toEqual([201, false]);
});

test("what is over, locked or nobody's is not ended, and a viewer ends nothing", async () => {
  const to = newNumber();
  const { body } = await start(server.origin, to);
  const viewer = await enter(server, "viewer");
  expect((await viewer.ask("POST", `/api/verifications/${body.sid}/cancel`)).status).toBe(403);
  await server.sql`update verifications set status = 'max_attempts_reached', attempts = 5 where sid = ${body.sid}`;
  for (const sid of [body.sid, `VE${"0".repeat(32)}`, "VE1"])
    expect((await manage(server.origin, "POST", `/verifications/${sid}/cancel`)).status).toBe(404);
  const [row] = await server.sql`select status from verifications where sid = ${body.sid}`;
  expect(row?.status).toBe("max_attempts_reached");
});

test("a Korean vendor's text has its class, and the carrier that the receipt names; no price is made up", async () => {
  const messageOf = async (to: string) => (await start(server.origin, to)).body.send_code_attempts[0].attempt_sid;
  // What goes to the inbox of development costs nothing, and is of no class.
  const kept = await messageOf(newNumber());
  await reaches(server, kept, "sent");
  expect((await manage(server.origin, "GET", `/messages/${kept}`)).body.priceClass).toBe(null);
  const vendor = await fakeSolapi();
  const id = await force(server.origin, solapiConfig(vendor), { kind: SOLAPI });
  await knownElsewhere();
  const { receiptUrl } = (await manage(server.origin, "GET", `/connectors/${id}`)).body;
  const report = async (sid: string, networkName: unknown) => {
    const { vendorMessageId } = await reaches(server, sid, "sent");
    const body = JSON.stringify([{ messageId: vendorMessageId, statusCode: "4000", networkName }]);
    const { origin } = server;
    const { status } = await fetch(new URL(new URL(receiptUrl).pathname, origin), { method: "POST", body });
    expect(status).toBe(200);
    await reaches(server, sid, "delivered");
    return (await manage(server.origin, "GET", `/messages/${sid}`)).body;
  };
  const told = await report(await messageOf(newNumber()), "LGT");
  expect([told.carrier, told.priceClass, told.price, told.parts]).toEqual(["LGU+", "SMS", null, null]);
  expect(told.timeline.find(({ event }: { event: string }) => event === "delivered").carrier).toBe("LGU+");
  // What is no carrier's name is nobody's: not the number that a vendor repeats by mistake either.
  const odd = await report(await messageOf(newNumber()), "01012345678");
  expect([odd.carrier, odd.priceClass]).toEqual([null, "SMS"]);
  const span = `since=${new Date(Date.now() - 3_600_000).toISOString()}`;
  const { body } = await manage(server.origin, "GET", `/insight?by=carrier&${span}`);
  const keys = body.groups.map(({ key }: { key: string }) => key);
  expect(keys).toContain("LGU+");
  expect(keys).toContain("");
  expect(body.groups.reduce((sum: number, { begun }: { begun: number }) => sum + begun, 0)).toBe(body.total.begun);
  await manage(server.origin, "POST", `/connectors/${id}/deactivate`);
  await vendor.close();
});

test("test numbers are looked at, with the setting that they come from; their codes are told to nobody", async () => {
  const viewer = await enter(server, "viewer");
  const { status, body } = await viewer.ask("GET", "/api/test-numbers");
  expect([status, body]).toEqual([200, { numbers: [{ phoneNumber: TEST_NUMBER }], setting: "MUNJIGI_TEST_NUMBERS" }]);
  expect((await fetch(`${server.origin}/api/test-numbers`)).status).toBe(401);
});
