/** @module What is told of a test message after its vendor took it: asked for, reported, or told by nobody. */
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { burst, newNumber, startApp, suite } from "../harness.js";
import { force, manage, PRIVATE, postReceipt, TWILIO, tryOut, twilioAccountNo, twilioConfig } from "../kit/vendors.js";

const account = twilioAccountNo(1);
let vendor: FakeVendor;
const server = suite({ env: PRIVATE });

beforeAll(async () => {
  vendor = await fakeTwilio(account);
});
afterAll(async () => await vendor.close());

const config = () => twilioConfig(vendor, account);
const arrivalOf = (id: string, testId: string, origin = server.origin) =>
  manage(origin, "GET", `/connectors/${id}/tests/${testId}`);
const calls = () => vendor.requests.filter(({ method }) => method === "GET").length;
/** As if the vendor had been asked long ago. */
const age = (testId: string, seconds = 60) =>
  server.sql`update test_messages set ask_at = ask_at - ${seconds}::int * interval '1 second',
    sent_at = sent_at - ${seconds}::int * interval '1 second' where sid = ${testId}`;
const kept = async (testId: string) => (await server.sql`select * from test_messages where sid = ${testId}`)[0];

test("a vendor that can be asked is asked with the settings that were tested, saved or not", async () => {
  const { body } = await tryOut(server, server.origin, config());
  expect(body).toMatchObject({ tells: "asked", testId: expect.stringMatching(/^VL/) });
  // The first second is the vendor's.
  const early = await arrivalOf(TWILIO, body.testId);
  expect(early.body).toMatchObject({ id: body.testId, status: "sent", failure: null, reportedAt: null });
  expect(calls()).toBe(0);
  expect(JSON.stringify(await kept(body.testId))).not.toContain(account.authToken);
  await age(body.testId);
  const arrived = await arrivalOf(TWILIO, body.testId);
  expect(arrived.body).toMatchObject({ status: "delivered", reportedAt: expect.stringMatching(/Z$/), failure: null });
  expect(calls()).toBe(1);
  expect(await kept(body.testId)).toMatchObject({ sealedSettings: null });
  await arrivalOf(TWILIO, body.testId);
  expect(calls()).toBe(1);
});

test("of fifty who look at once, on two nodes, one asks", async () => {
  const other = await startApp(server, { env: PRIVATE });
  onTestFinished(async () => await other.stop());
  const { body } = await tryOut(server, server.origin, config());
  await age(body.testId);
  const before = calls();
  const looked = await burst(50, (n) => arrivalOf(TWILIO, body.testId, n % 2 ? server.origin : other.origin));
  expect(looked.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(calls() - before).toBe(1);
});

test("what was taken and did not arrive is told with the reason and what mends it", async () => {
  const solapi = await fakeSolapi();
  onTestFinished(async () => await solapi.close());
  const own = { ...solapiAccount, endpoint: solapi.origin, templates: twilioConfig(vendor).templates };
  const { status, body } = await tryOut(server, server.origin, own, { id: "solapi-sms", phone: UNKNOWN_NUMBER });
  expect([status, body.detail]).toEqual([200, undefined]);
  await age(body.testId);
  const failed = (await arrivalOf("solapi-sms", body.testId)).body;
  expect(failed).toMatchObject({ status: "failed", failure: { class: "recipient_invalid", vendorCode: "3032" } });
  expect(failed.failure.remedy.ko).not.toBe("");
});

test("a vendor is asked no longer than an hour", async () => {
  const { body } = await tryOut(server, server.origin, config());
  await age(body.testId, 3601);
  const before = calls();
  expect((await arrivalOf(TWILIO, body.testId)).body.status).toBe("sent");
  expect(calls()).toBe(before);
});

test("a report counts for a test as for any message; what arrived stays arrived", async () => {
  const id = await force(server.origin, config());
  const { receiptUrl } = (await manage(server.origin, "GET", `/connectors/${id}`)).body;
  const { body } = await tryOut(server, server.origin, undefined, { id });
  const report = (status: string, errorCode?: string) =>
    postReceipt(
      receiptUrl,
      { sid: body.vendorMessageId, status, ...(errorCode && { errorCode }) },
      { token: account.authToken },
    );
  expect((await report("undelivered", "30003")).status).toBe(200);
  expect((await arrivalOf(id, body.testId)).body).toMatchObject({ status: "failed", failure: { vendorCode: "30003" } });
  expect((await report("delivered")).status).toBe(200);
  expect((await report("undelivered", "30003")).status).toBe(200);
  expect((await arrivalOf(id, body.testId)).body).toMatchObject({ status: "delivered", failure: null });
});

test("only a saved connector with a public address can be reported to; who tells nobody is said so", async () => {
  const id = await force(server.origin, config());
  const open = await startApp(server, { env: { ...PRIVATE, MUNJIGI_URL: "https://id.example.com" } });
  onTestFinished(async () => await open.stop());
  const callback = async (of: string, origin: string, given?: object) => {
    await tryOut(server, origin, given, { id: of });
    return vendor.requests
      .filter(({ method }) => method === "POST")
      .at(-1)
      ?.form.get("StatusCallback");
  };
  expect(await callback(TWILIO, open.origin, config())).toBeNull();
  expect(await callback(id, server.origin)).toBeNull();
  expect(await callback(id, open.origin)).toMatch(/^https:\/\/id\.example\.com\/hooks\/receipts\//);
  const quiet = await startFakeVendor(() => ({ body: { ok: true } }));
  onTestFinished(async () => await quiet.close());
  const { body } = await tryOut(server, server.origin, { endpoint: quiet.origin }, { id: "http-sms" });
  expect(body.tells).toBe("never");
});

test("is told by the name of what it was a test of; tests of others are nobody's", async () => {
  const { body } = await tryOut(server, server.origin, config());
  for (const [id, testId] of [
    ["solapi-sms", body.testId],
    [TWILIO, "VL00000000000000000000000000000000"],
    [TWILIO, "nothing"],
  ] as const) {
    const { status, body: refusal } = await arrivalOf(id, testId);
    expect([status, refusal.title]).toEqual([404, "connector.test_not_found"]);
  }
});

test("who tried what with which end is in the audit log, without the number", async () => {
  const phone = newNumber();
  await tryOut(server, server.origin, config(), { phone });
  await tryOut(server, server.origin, { ...config(), authToken: "wrong" }, { phone });
  const { events } = (await manage(server.origin, "GET", "/audit-log?type=connector.tested&size=2")).body;
  expect(events).toMatchObject([
    { actor: { kind: "admin" }, subject: { id: TWILIO }, data: { accepted: false, class: "auth" } },
    { actor: { kind: "admin" }, subject: { id: TWILIO }, data: { accepted: true, kind: TWILIO } },
  ]);
  expect(JSON.stringify(events)).not.toContain(phone.slice(-8));
});

test("is forgotten after a day", async () => {
  const { body } = await tryOut(server, server.origin, config());
  await age(body.testId, 86_401);
  await tryOut(server, server.origin, config());
  expect((await arrivalOf(TWILIO, body.testId)).status).toBe(404);
});
