/** @module An alert is raised once and ended once, however many see it at once; and told also by a server that was killed meanwhile. */
import { type FakeMailServer, fakeSmtp } from "@munjigi/testkit/email/smtp";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi } from "@munjigi/testkit/sms/solapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Finding } from "../../dist/alerts/alert.js";
import { alertSettingsSchema } from "../../dist/alerts/settings.js";
import { endAlert, selectOpen, takeLook } from "../../dist/alerts/store.js";
import { closeAlert, raiseAlert, type TellDependencies } from "../../dist/alerts/tell.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { openDatabase, type Pool } from "../../dist/db/open.js";
import { createLog } from "../../dist/http/log.js";
import { burst, credentials, fakeConnector, SECRET_KEY, startApp, startProcess, suiteDatabase } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { noticesOn } from "../kit/notices.js";
import { eventually } from "../kit/pace.js";
import { PRIVATE } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "../webhooks/receiver.js";
import { ageAlerts, alert, listAlerts, OPERATOR, set, theMail, useMail, useVendor } from "./staged.js";

const database = suiteDatabase();
let mail: FakeMailServer;
let vendor: FakeVendor;
let receiver: Receiver;
let other: Pool;

beforeAll(async () => {
  [mail, vendor, receiver] = [await fakeSmtp(), await fakeSolapi(), await openReceiver()];
  other = openDatabase({ url: database.url, max: 25 });
});
afterAll(async () => {
  await Promise.all([mail.close(), vendor.close(), receiver.close(), other.end({ timeout: 1 })]);
});

const settings = alertSettingsSchema.parse({});
const log = createLog("silent");
const tellers = (sql: Pool): TellDependencies => ({
  ...{ sql, clock: systemClock, random: systemRandom, log, origin: "https://auth.example" },
  ...{ connectors: () => undefined, notices: noticesOn(sql) },
  sender: async () => ({ serviceSid: credentials.serviceSid, brand: "문지기" }),
});
const finding: Finding = {
  ...{
    kind: "breaker_open",
    subject: { kind: "connector", id: "CN1" },
    part: "",
    serviceSid: null,
    name: "solapi-sms",
  },
  facts: { channel: "sms", countries: ["KR"] },
};

test("of fifty that see it at once one raises it, of fifty that see it over one ends it", async () => {
  for (let round = 0; round < 3; round++) {
    await ageAlerts(database, 3700);
    const raising = await burst(50, (n) =>
      raiseAlert(tellers(n % 2 ? other : (database.sql as Pool)), settings, finding),
    );
    expect(raising.filter(Boolean)).toHaveLength(1);
    const [open, ...more] = await selectOpen(database.sql, "breaker_open");
    expect(more).toEqual([]);
    if (!open) throw new Error("nothing is open");
    const ending = await burst(50, (n) =>
      closeAlert(tellers(n % 2 ? other : (database.sql as Pool)), settings, open, "recovered", 0),
    );
    expect(ending.filter(Boolean)).toHaveLength(1);
    // It comes back at once, and is not told of again.
    expect(await burst(50, () => raiseAlert(tellers(other), settings, finding))).not.toContain(true);
    const events = await database.sql`select type from audit_events where data ->> 'alert' = ${open.sid} order by sid`;
    expect(events).toEqual([{ type: "alert.raised" }, { type: "alert.ended" }]);
  }
});

test("who still sees it keeps it open; of fifty processes one looks", async () => {
  await ageAlerts(database, 3700);
  await raiseAlert(tellers(other), settings, finding);
  const [open] = await selectOpen(database.sql, "breaker_open");
  expect(await endAlert(other, open?.sid ?? "", "recovered", 60)).toBeUndefined();
  await ageAlerts(database, 61);
  expect(await endAlert(other, open?.sid ?? "", "recovered", 60)).toMatchObject({ endReason: "recovered" });
  expect((await burst(50, () => takeLook(other, "something", 60))).filter(Boolean)).toHaveLength(1);
  await database.sql`update alert_looks set next_at = clock_timestamp() where name = 'something'`;
  expect((await burst(50, () => takeLook(other, "something", 60))).filter(Boolean)).toHaveLength(1);
});

test("a server that is killed as soon as an alert is there has told of it: the next one sends it", async () => {
  const port = await freePort();
  const env = { DATABASE_URL: database.url, MUNJIGI_SECRET_KEY: SECRET_KEY, MUNJIGI_LOG_LEVEL: "error", ...PRIVATE };
  const server = await startProcess(env, { port });
  await useMail(server.origin, mail);
  await receiver.subscribe(server.origin, { events: ["alert.*"] });
  await set(server.origin, { emails: [OPERATOR], language: "ko" });
  // Neither the mail nor the webhook gets through before the end.
  mail.fault = "hangs";
  receiver.answer = (response) => void response.destroy();
  vendor.credit = 1;
  const connector = await useVendor(server.origin, vendor);
  await eventually(async () => {
    await database.sql`delete from alert_looks`;
    const rows = await database.sql`select from alerts where kind = 'balance_low' and subject_id = ${connector}`;
    return rows.length > 0;
  });
  server.child.kill("SIGKILL");
  await server.exited;
  mail.fault = undefined;
  receiver.answer = (response) => response.writeHead(204).end();
  receiver.received.length = 0;
  const next = await startProcess(env, { port });
  const told = await theMail(mail, "잔액 부족");
  expect(told.mail.text).toContain("할 일: 업체 콘솔에서 충전");
  await eventually(async () => receiver.received.some(({ type }) => type === "alert.raised"));
  expect((await listAlerts(next.origin)).filter(({ kind }) => kind === "balance_low")).toHaveLength(1);
  await next.stop();
});

test("where no e-mail can be sent, audit log and log say so", async () => {
  const codesOnly = fakeConnector({ type: "Email", codesOnly: () => true, send: async () => ({}) });
  const server = await startApp(database, { env: PRIVATE, connectors: { email: codesOnly } });
  await set(server.origin, { emails: [OPERATOR] });
  vendor.credit = 1;
  await ageAlerts(database, 3700);
  await database.sql`update alerts set ended_at = clock_timestamp() - interval '2 hours' where ended_at is null`;
  const low = await alert(database, server.origin, ({ kind, status }) => kind === "balance_low" && status === "open");
  expect(low.mail).toBe("no_connector");
  const [event] = await database.sql`select data from audit_events where data ->> 'alert' = ${low.id}`;
  expect(event?.data).toMatchObject({ kind: "balance_low", mail: "no_connector", amount: 1, unit: "KRW" });
  const lines = server.logLines.map((line) => JSON.parse(line)).filter((line) => line.alert === low.id);
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    ["warn", "alert raised"],
    ["warn", "nobody may hear of this alert by e-mail"],
  ]);
  await server.stop();
});
