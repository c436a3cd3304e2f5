/** @module Each kind of alert on a deployment of two nodes: raised once, mailed, told to a webhook, and ended once. */
import { type FakeMailServer, fakeSmtp } from "@munjigi/testkit/email/smtp";
import { BLOCKED_NUMBER, type FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi } from "@munjigi/testkit/sms/solapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordEvent } from "../../dist/audit/record.js";
import { theServer } from "../../dist/core.js";
import {
  ageLimits,
  credentials,
  newNumber,
  phone,
  start,
  startApp,
  suiteDatabase,
  type TestServer,
} from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage, PRIVATE, reaches } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "../webhooks/receiver.js";
import {
  type AlertResource,
  ageAlerts,
  alert,
  listAlerts,
  lookedAgain,
  mailsTo,
  OPERATOR,
  set,
  theMail,
  useMail,
  useVendor,
} from "./staged.js";

const database = suiteDatabase();
let one: TestServer;
let two: TestServer;
let mail: FakeMailServer;
let vendor: FakeVendor;
let receiver: Receiver;
let connector: string;

beforeAll(async () => {
  [mail, vendor, receiver] = [await fakeSmtp(), await fakeSolapi(), await openReceiver()];
  vendor.credit = 50_000;
  [one, two] = [await startApp(database, { env: PRIVATE }), await startApp(database, { env: PRIVATE })];
  await useMail(one.origin, mail);
  connector = await useVendor(one.origin, vendor);
  await set(one.origin, { emails: [OPERATOR], language: "en", failureSpike: { messages: 6, minutes: 120 } });
  await receiver.subscribe(one.origin, { events: ["alert.raised", "alert.ended"] });
});
afterAll(async () => {
  await Promise.all([one.stop(), two.stop(), mail.close(), vendor.close(), receiver.close()]);
});

const open =
  (kind: string, part: string | null = null) =>
  (found: AlertResource) =>
    found.kind === kind && found.part === part && found.status === "open";
const ended = (id: string) => (found: AlertResource) => found.id === id && found.status === "ended";
const raised = (is: (found: AlertResource) => boolean) => alert(database, one.origin, is);
const toldOf = ({ id }: AlertResource) =>
  receiver.received.filter(({ data }) => (data.details as Record<string, unknown>).alert === id);
const eventsOf = async ({ id }: AlertResource) =>
  await database.sql`select type, data, subject_kind, subject_id from audit_events where data ->> 'alert' = ${id} order by sid`;

test("a low balance is told once, with what to do; it ends when it is well above the limit", async () => {
  vendor.credit = 9_000;
  const low = await raised(open("balance_low"));
  expect(low).toMatchObject({
    ...{ subject: { kind: "connector", id: connector, name: "solapi-sms" }, mail: "queued" },
    facts: { amount: 9000, unit: "KRW", below: 10_000 },
    remedy: { ko: expect.stringContaining("충전"), en: expect.stringContaining("Top the account up") },
  });
  const first = await theMail(mail, "Low balance", "solapi-sms");
  expect(first.mail.text).toContain("9,000 KRW left");
  expect(first.mail.text).toContain("What to do: Top the account up");
  // Of whichever node wrote the mail.
  expect(first.mail.text).toContain(`/api/alerts/${low.id}`);
  await lookedAgain(database);
  // A little more than the limit is not well yet.
  vendor.credit = 11_000;
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=balance_low&status=open")).toMatchObject([{ id: low.id }]);
  // What the vendor does not say is nobody's alert.
  vendor.faults = { "/cash/v1/balance": { status: 500 } };
  await lookedAgain(database);
  vendor.faults = {};
  vendor.credit = 50_000;
  expect(await raised(ended(low.id))).toMatchObject({ endReason: "recovered" });
  await theMail(mail, "Over", "Low balance");
  expect(mailsTo(mail)).toHaveLength(2);
  await eventually(async () => toldOf(low).length === 2);
  expect(toldOf(low).map(({ type, data }) => [type, data.subject])).toEqual([
    ["alert.raised", { kind: "connector", id: connector }],
    ["alert.ended", { kind: "connector", id: connector }],
  ]);
  expect((await eventsOf(low)).map(({ type }) => type)).toEqual(["alert.raised", "alert.ended"]);
  // Within an hour it is not told again; after it is.
  vendor.credit = 100;
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=balance_low&status=open")).toEqual([]);
  await ageAlerts(database, 3700);
  const again = await raised(open("balance_low"));
  expect(again.id).not.toBe(low.id);
  vendor.credit = 50_000;
  await raised(ended(again.id));
});

test("failures of a connector are told, rejected numbers of users are not", async () => {
  // The stand-in refuses it as a number that blocks.
  for (let n = 0; n < 7; n++) {
    const { body } = await start(one.origin, BLOCKED_NUMBER);
    expect(await reaches(database, body.send_code_attempts[0].attempt_sid, "failed")).toMatchObject({
      errorClass: "recipient_blocked",
    });
    await database.sql`update verifications set status = 'canceled' where sid = ${body.sid}`;
  }
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=failure_spike")).toEqual([]);
  // What the vendor refuses of everybody, with a success now and then, so that no breaker opens.
  for (let n = 0; n < 8; n++) {
    vendor.fault =
      n % 4 === 3 ? undefined : { status: 400, body: '{"errorCode":"ValidationError","errorMessage":"from"}' };
    const { body } = await start(one.origin, newNumber());
    await reaches(database, body.send_code_attempts[0].attempt_sid, vendor.fault ? "failed" : "sent");
  }
  vendor.fault = undefined;
  const spike = await raised(open("failure_spike"));
  expect(spike).toMatchObject({
    subject: { kind: "connector", id: connector },
    facts: { failed: 6, messages: 8, share: 0.75 },
  });
  expect((await theMail(mail, "Many messages fail")).mail.text).toContain("Of 8 messages");
  // Another limit holds for what is open, too.
  await set(one.origin, { failureSpike: { share: 1 } });
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=failure_spike&status=open")).toMatchObject([{ id: spike.id }]);
  for (let n = 0; n < 2; n++) {
    const { body } = await start(one.origin, newNumber());
    await reaches(database, body.send_code_attempts[0].attempt_sid, "sent");
  }
  expect(await raised(ended(spike.id))).toMatchObject({ endReason: "recovered" });
  expect((await eventsOf(spike)).map(({ type }) => type)).toEqual(["alert.raised", "alert.ended"]);
});

test("an open breaker is told; it ends when no node has found it for a minute", async () => {
  vendor.fault = { status: 503 };
  for (let n = 0; n < 6; n++) await start(one.origin, newNumber());
  const resting = await raised(open("breaker_open"));
  expect(resting).toMatchObject({
    ...{ subject: { kind: "connector", id: connector }, facts: { channel: "sms", countries: ["KR"] } },
  });
  await theMail(mail, "rests after failures");
  vendor.fault = undefined;
  // The messages that waited are tried again, which closes it.
  await eventually(async () => {
    const [row] = await database.sql`select count(*)::int as n from messages where status in ('queued', 'sending')`;
    return row?.n === 0;
  });
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=breaker_open&status=open")).toMatchObject([{ id: resting.id }]);
  await ageAlerts(database, 70);
  await raised(ended(resting.id));
  expect((await eventsOf(resting)).map(({ type }) => type)).toEqual(["alert.raised", "alert.ended"]);
});

test("a connector that one server cannot read is told, and ends when none has found it so for a minute", async () => {
  const [version] = await database.sql`select v.id, v.sealed_settings from connector_versions v
    join connectors c on c.id = v.connector_id and c.version = v.version where c.id = ${connector}`;
  await database.sql`update connector_versions set sealed_settings = 'k1.spoilt' where id = ${version?.id}`;
  // The two others have opened it before, and go on.
  const third = await startApp(database, { env: PRIVATE });
  const unusable = await raised(open("connector_unusable"));
  expect(unusable).toMatchObject({ subject: { kind: "connector", id: connector }, facts: { channel: "sms" } });
  await theMail(mail, "cannot be used");
  await third.stop();
  const { sealedSettings } = version as { sealedSettings: string };
  await database.sql`update connector_versions set sealed_settings = ${sealedSettings} where id = ${version?.id}`;
  await ageAlerts(database, 70);
  await raised(ended(unusable.id));
});

test("a budget is told at each of its thresholds once; of several at once the highest is mailed", async () => {
  const { body: key } = await manage(one.origin, "POST", "/keys", {
    ...{
      name: "Shop app",
      kind: "publishable",
      serviceSid: credentials.serviceSid,
      dailyBudget: 8,
      challenge: "off",
    },
  });
  const ask = () => phone(one.origin, "/phone", { phoneNumber: newNumber() }, { "x-munjigi-key": key.secret });
  // A quarter of eight is kept: new numbers may have six.
  for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(200);
  const half = await raised(open("budget", "50"));
  expect(half).toMatchObject({
    subject: { kind: "api_key", id: key.id, name: "Shop app" },
    facts: { percent: 50, used: 3, budget: 8, forNewNumbers: 6, hours: 24 },
  });
  await theMail(mail, "Budget of the day", "Shop app");
  expect(await listAlerts(one.origin, "&kind=budget")).toHaveLength(1);
  // A smaller budget, and all of it is used: the thresholds hold for what is counted already.
  expect((await manage(one.origin, "PATCH", `/keys/${key.id}`, { dailyBudget: 4 })).status).toBe(200);
  const all = await raised(open("budget", "100"));
  const most = (await listAlerts(one.origin)).find(open("budget", "80")) as AlertResource;
  expect([all.mail, most.mail]).toEqual(["queued", "with_graver"]);
  expect(all.sentence.en).toContain("new numbers get no code");
  await eventually(async () => toldOf(all).length === 1 && toldOf(most).length === 1);
  await eventually(
    async () => mailsTo(mail).filter((one) => one.mail.headers.subject?.includes("Budget")).length === 2,
  );
  expect((await ask()).status).toBe(429);
  await ageLimits(database.sql, 2 * 86_400);
  for (const { id } of [half, most, all]) expect(await raised(ended(id))).toMatchObject({ endReason: "recovered" });
  // A figure for a day that a service has of its own is a budget too.
  const limitsPath = `/services/${credentials.serviceSid}/limits`;
  const hard = async (figures: string[] | null) =>
    (await manage(one.origin, "PATCH", limitsPath, { service: figures && { soft: [], hard: figures } })).status;
  expect(await hard(["60/m", "8/24h"])).toBe(200);
  for (let n = 0; n < 3; n++) expect((await ask()).status).toBe(200);
  const ofService = await raised(
    (found) => found.kind === "budget" && found.subject.kind === "service" && found.part === "50",
  );
  expect(ofService).toMatchObject({ subject: { id: credentials.serviceSid }, facts: { used: 3, budget: 8 } });
  expect(await hard(null)).toBe(200);
  await ageAlerts(database, 20);
  expect(await raised(ended(ofService.id))).toMatchObject({ endReason: "gone" });
});

test("a drop of conversion is told of the service it happens to", async () => {
  const { body } = await start(one.origin, newNumber());
  const { serviceSid } = credentials;
  /** Verifications of the past: so many, so long ago, of which so many were approved. */
  const past = async (count: number, hoursAgo: number, approved: number) =>
    await database.sql`insert into verifications select (jsonb_populate_record(v, jsonb_build_object(
      'sid', 'VE' || lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint - ${hoursAgo * 3_600_000}::bigint), 12, '0')
        || lpad(to_hex(n), 20, '0'),
      'status', case when n <= ${approved}::int then 'approved' else 'expired' end, 'recipient', null))).*
    from verifications v, generate_series(1, ${count}::int) as n where v.sid = ${body.sid}`;
  await past(300, 30, 240);
  await past(300, 100, 240);
  // Before the week; and too young to have been typed.
  await past(300, 24 * 9, 0);
  await past(300, 0, 0);
  await past(100, 0.5, 60);
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=conversion_drop")).toEqual([]);
  await past(300, 0.6, 20);
  const drop = await raised(open("conversion_drop"));
  expect(drop).toMatchObject({
    ...{ subject: { kind: "service", id: serviceSid }, service: serviceSid },
    facts: { sends: 400, converted: 80, share: 0.2, usualShare: 0.8, usualSends: 600 },
  });
  await theMail(mail, "Fewer codes are used");
  await past(1000, 0.7, 900);
  await raised(ended(drop.id));
});

test("alarms of limits are one alert for each rule, until they have been quiet for an hour", async () => {
  const { serviceSid } = credentials;
  const alarm = (country: string) =>
    recordEvent(database.sql, {
      ...{ type: "limit.alarm", actor: theServer, subject: { kind: "service", id: serviceSid }, serviceSid },
      data: { rule: "country-conversion", country, sends: 30, converted: 0, seconds: 600, action: "block" },
    });
  await alarm("FR");
  await alarm("IT");
  const raisedOne = await raised(open("limit_alarm", "country-conversion"));
  await theMail(mail, "Alarm of a limit");
  await alarm("ES");
  await lookedAgain(database);
  expect(await listAlerts(one.origin, "&kind=limit_alarm")).toHaveLength(1);
  await set(one.origin, { limitAlarm: { enabled: false } });
  expect(await raised(ended(raisedOne.id))).toMatchObject({ endReason: "switched_off" });
});

test("an alert about a connector that is deleted ends, and nothing tells an address, a number or a code", async () => {
  vendor.credit = 5;
  await ageAlerts(database, 3700);
  const low = await raised(open("balance_low"));
  const metrics = async () => await (await fetch(`${two.origin}/metrics`)).text();
  expect(await metrics()).toContain('munjigi_alerts_open{kind="balance_low"} 1');
  const { status } = await manage(one.origin, "DELETE", `/connectors/${connector}?force=true`);
  expect(status).toBe(204);
  await ageAlerts(database, 20);
  expect(await raised(ended(low.id))).toMatchObject({ endReason: "gone" });
  expect(await metrics()).toContain('munjigi_alerts_open{kind="balance_low"} 0');
  const events = JSON.stringify(await database.sql`select data from audit_events where type like 'alert.%'`);
  const told = JSON.stringify(receiver.received.map(({ body }) => body));
  for (const text of [events, told, ...one.logLines, ...two.logLines]) {
    expect(text).not.toContain(OPERATOR);
    expect(text).not.toMatch(/\+8210\d{8}/);
    expect(text).not.toContain("Shop app");
  }
  expect(receiver.unsigned).toEqual([]);
});
