/** @module A vendor that refuses because nothing is left, whatever it tells of its balance; and a mail connector that fails, of which its own mail would tell. */
import { type FakeMailServer, fakeSmtp } from "@munjigi/testkit/email/smtp";
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi } from "@munjigi/testkit/sms/solapi";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, start, startApp, suiteDatabase, type TestServer } from "../harness.js";
import { manage, PRIVATE, reaches } from "../kit/vendors.js";
import {
  type AlertResource,
  alert,
  listAlerts,
  lookedAgain,
  OPERATOR,
  set,
  theMail,
  useMail,
  useVendor,
} from "./staged.js";

const database = suiteDatabase();
let server: TestServer;
let mail: FakeMailServer;
let vendor: FakeVendor;
let connector: string;
let mailer: string;

beforeAll(async () => {
  [mail, vendor] = [await fakeSmtp(), await fakeSolapi()];
  vendor.credit = 50_000;
  server = await startApp(database, { env: PRIVATE });
  mailer = await useMail(server.origin, mail);
  connector = await useVendor(server.origin, vendor);
  await set(server.origin, { emails: [OPERATOR], language: "en", failureSpike: { messages: 2 } });
});
afterAll(async () => {
  await Promise.all([server.stop(), mail.close(), vendor.close()]);
});

const sentTo = async (to: string, status: "failed" | "sent", more: Record<string, string> = {}) => {
  const { body } = await start(server.origin, to, more);
  return await reaches(database, body.send_code_attempts[0].attempt_sid, status);
};

test("refused for lack of money it is a low balance, told once, until nothing of it is left in the span", async () => {
  vendor.fault = { status: 400, body: '{"errorCode":"NotEnoughBalance","errorMessage":"잔액 부족"}' };
  expect(await sentTo(newNumber(), "failed")).toMatchObject({ errorClass: "balance" });
  vendor.fault = undefined;
  const is = (found: AlertResource) => found.kind === "balance_low" && found.part === "refused";
  const low = await alert(database, server.origin, is);
  expect(low).toMatchObject({ status: "open", subject: { kind: "connector", id: connector }, facts: { refused: 1 } });
  expect((await theMail(mail, "Low balance")).mail.text).toContain("has no balance left");
  await lookedAgain(database);
  expect((await listAlerts(server.origin)).filter(is)).toHaveLength(1);
  await database.sql`delete from messages where connector_id = ${connector}`;
  const over = await alert(database, server.origin, (found) => found.id === low.id && found.status === "ended");
  expect(over.endReason).toMatch(/^(recovered|quiet)$/);
});

test("a mail connector that fails is told of by its own mail, and by the log and the audit log, which do not need it", async () => {
  mail.fault = { mailFrom: "550 5.7.1 sender refused" };
  for (let n = 0; n < 2; n++) await sentTo(`kim${n}@example.com`, "failed", { Channel: "email" });
  const failing = await alert(
    database,
    server.origin,
    (found) => found.kind === "failure_spike" && found.subject.id === mailer,
  );
  expect(failing.mail).toBe("through_itself");
  const { body } = await manage(server.origin, "GET", "/audit-log?type=alert.raised");
  const told = body.events.find(({ data }: { data: { alert: string } }) => data.alert === failing.id);
  expect(told.data).toMatchObject({ kind: "failure_spike", mail: "through_itself" });
  const isWarned = (line: string) =>
    line.includes(failing.id) && line.includes("nobody may hear of this alert by e-mail");
  expect(server.logLines.filter(isWarned)).toHaveLength(1);
  mail.fault = undefined;
});
