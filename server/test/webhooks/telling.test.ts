/** @module Endpoints are told what happens: which events, in which form, signed, and nothing that they did not ask for. */
import { UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { theServer } from "../../dist/core.js";
import { updateReported } from "../../dist/delivery/message-store.js";
import { createLimits } from "../../dist/limits/limits.js";
import { age, burst, call, check, newNumber, readCode, service, start, suite, wrongCode } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { force, manage, PRIVATE, reaches, TWILIO, twilioConfig } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "./receiver.js";

const server = suite({ env: PRIVATE });
let receiver: Receiver;

/** One for each test: what an endpoint of the test before is still told does not come to it. */
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await server.sql`delete from webhook_endpoints`;
  await receiver.close();
});

const makeUser = async (phone = newNumber()) => {
  const { status, body } = await manage(server.origin, "POST", "/users", {
    ...{ name: "김하늘", identifiers: [{ kind: "phone", value: phone, verified: true }] },
  });
  expect(status).toBe(201);
  return { sid: body.sid as string, phone };
};

const came = (subject: string, type: string) =>
  eventually(async () => receiver.received.find((event) => event.data.subject.id === subject && event.type === type));

test("an event of the audit log comes in the documented form, signed", async () => {
  await receiver.subscribe(server.origin, { events: ["user.*"] });
  const { sid, phone } = await makeUser();
  const event = await came(sid, "user.created");
  expect(event.headers).toMatchObject({
    "content-type": "application/json",
    "webhook-id": expect.stringMatching(/^AE/),
  });
  expect(JSON.parse(event.body)).toEqual({
    type: "user.created",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: expect.objectContaining({
      subject: { kind: "user", id: sid },
      actor: { kind: "admin", id: expect.any(String) },
    }),
  });
  expect(receiver.unsigned).toEqual([]);
  expect(event.body).not.toContain(phone.slice(-8));
  expect(event.body).not.toContain("김하늘");
});

test("numbers come only where the endpoint asks for them, and no code comes ever", async () => {
  const other = await openReceiver();
  await receiver.subscribe(server.origin, { includeNumbers: true, events: ["verification.*", "user.*"] });
  await other.subscribe(server.origin, { events: ["verification.*", "user.*"] });
  const to = newNumber();
  const { body } = await start(server.origin, to);
  const code = await readCode(server.origin, to);
  expect((await check(server.origin, to, code)).body.status).toBe("approved");
  const user = await makeUser();
  const approved = await came(body.sid, "verification.approved");
  const created = await came(user.sid, "user.created");
  expect(approved.data).toEqual({
    subject: { kind: "verification", id: body.sid },
    service: service.split("/")[2],
    ...{ channel: "sms", purpose: "api", country: "KR", to },
  });
  expect(created.data).toMatchObject({ phoneNumber: user.phone, email: null });
  await eventually(async () => other.received.length === 2);
  const said = other.received.map((event) => event.body).join();
  expect(said).not.toContain(to.slice(-8));
  expect(said).not.toContain(user.phone.slice(-8));
  expect(said + approved.body).not.toContain(code);
  await other.close();
});

test("each way in which a verification can end is told once", async () => {
  await receiver.subscribe(server.origin, { events: ["verification.failed"] });
  const locked = newNumber();
  const { body: lockedOne } = await start(server.origin, locked);
  const code = wrongCode(await readCode(server.origin, locked));
  for (let n = 0; n < 6; n++) await check(server.origin, locked, code);
  const { body: canceled } = await start(server.origin, newNumber());
  await call(server.origin, `${service}/Verifications/${canceled.sid}`, { Status: "canceled" });
  const again = newNumber();
  const { body: expired } = await start(server.origin, again);
  await age(server.sql, expired.sid, 700);
  // Another start of the number ends the old one; the sweep finds it ended.
  await start(server.origin, again);
  const reasons = async (sid: string) => (await came(sid, "verification.failed")).data.reason;
  expect(await reasons(lockedOne.sid)).toBe("max_attempts_reached");
  expect(await reasons(canceled.sid)).toBe("canceled");
  expect(await reasons(expired.sid)).toBe("expired");
  // The locked one runs out too, which is no second end of it.
  await age(server.sql, lockedOne.sid, 700);
  await start(server.origin, locked);
  const { body: last } = await start(server.origin, newNumber());
  await call(server.origin, `${service}/Verifications/${last.sid}`, { Status: "canceled" });
  await came(last.sid, "verification.failed");
  expect(receiver.received.map(({ data }) => data.subject.id).sort()).toEqual(
    [lockedOne.sid, canceled.sid, expired.sid, last.sid].sort(),
  );
});

test("what becomes of a message is told once, by whom it was sent and why it failed", async () => {
  const vendor = await fakeTwilio();
  await force(server.origin, twilioConfig(vendor));
  const { id } = await receiver.subscribe(server.origin, { events: ["message.*"], includeNumbers: true });
  const to = newNumber();
  const { body } = await start(server.origin, to);
  const message = body.send_code_attempts[0].attempt_sid as string;
  const { vendorMessageId } = await reaches(server, message, "sent");
  const [connector] = await server.sql`select connector_id from messages where sid = ${message}`;
  // The vendor reports it twice, both times to two processes at once.
  const report = {
    vendorMessageId: vendorMessageId as string,
    status: "delivered",
    errorClass: null,
    carrier: null,
    errorCode: null,
  } as const;
  await burst(4, () => updateReported(server.sql, connector?.connectorId, report));
  const delivered = await came(message, "message.delivered");
  expect(delivered.data).toEqual({
    ...{ subject: { kind: "message", id: message }, service: service.split("/")[2], channel: "sms", country: "KR", to },
    ...{ connector: TWILIO, verification: body.sid, purpose: "api" },
  });
  const { body: refused } = await start(server.origin, UNKNOWN_NUMBER);
  const lost = refused.send_code_attempts[0].attempt_sid as string;
  const failed = await came(lost, "message.failed");
  expect(failed.data).toMatchObject({ verification: refused.sid, errorClass: expect.any(String) });
  // One that is no longer needed when its turn comes is never sent.
  vendor.fault = { status: 503 } as never;
  const { body: late } = await start(server.origin, newNumber());
  const never = late.send_code_attempts[0].attempt_sid as string;
  await call(server.origin, `${service}/Verifications/${late.sid}`, { Status: "canceled" });
  await eventually(async () => {
    await server.sql`update messages set next_at = clock_timestamp() where sid = ${never} and status = 'queued'`;
    return receiver.received.some(({ data }) => data.subject.id === never);
  });
  expect((await came(never, "message.failed")).data.errorClass).toBe("not_needed");
  expect(receiver.received.map(({ data }) => data.subject.id).sort()).toEqual([message, lost, never].sort());
  const { body: listed } = await manage(server.origin, "GET", `/webhooks/${id}/deliveries`);
  expect(JSON.stringify(listed)).not.toContain(to.slice(-8));
  await vendor.close();
});

test("an alarm is told once, however many raise it at once", async () => {
  await receiver.subscribe(server.origin, { events: ["limit.*"] });
  const limits = createLimits({ sql: server.sql, random: systemRandom } as never);
  const sid = service.split("/")[2] as string;
  const alarm = (data: Record<string, unknown>) =>
    ({ type: "limit.alarm", actor: theServer, subject: { kind: "service", id: sid }, serviceSid: sid, data }) as const;
  const raised = (scope: string) => ({
    key: `${scope}-key`,
    serviceSid: sid,
    alarm: "noConversion",
    scope,
    country: "JP",
  });
  const blocked = await burst(20, () =>
    limits.block(raised("prefix"), (seconds) => alarm({ rule: "prefix", seconds })),
  );
  expect(blocked.filter((seconds) => seconds !== undefined)).toEqual([600]);
  const challenged = await burst(20, () => limits.challenge(raised("country"), 60, alarm({ rule: "country" })));
  expect(challenged.filter((isNew) => isNew)).toHaveLength(1);
  const { counts } = await limits.alarmDays(sid);
  expect(counts).toMatchObject([{ alarm: "noConversion", country: "JP", raised: 2 }]);
  await eventually(async () => receiver.received.length >= 2);
  const { body } = await start(server.origin, newNumber());
  expect(body.status).toBe("pending");
  expect(receiver.received.map(({ data }) => (data.details as { rule: string }).rule)).toEqual(["prefix", "country"]);
});

test("an endpoint hears what its filter says and nothing of the time before it was there", async () => {
  const before = await makeUser();
  await receiver.subscribe(server.origin, { events: ["user.updated", "webhook.*"] });
  const { sid } = await makeUser();
  await manage(server.origin, "PATCH", `/users/${sid}`, { name: "이하늘" });
  await came(sid, "user.updated");
  expect(receiver.received.map(({ type }) => type)).not.toContain("user.created");
  expect(receiver.received.some(({ data }) => data.subject.id === before.sid)).toBe(false);
});

test("what is rolled back, and what nobody hears, leaves nothing behind", async () => {
  await makeUser();
  await start(server.origin, newNumber());
  const [left] = await server.sql`select (select count(*)::int from audit_events where outgoing) as marked,
    (select count(*)::int from event_outbox) as boxed, (select count(*)::int from webhook_deliveries) as deliveries`;
  expect(left).toEqual({ marked: 0, boxed: 0, deliveries: 0 });
});
