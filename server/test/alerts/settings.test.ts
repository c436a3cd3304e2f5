/** @module Settings of alerts over the API: refused member by member, changed by version, carried as a file; and the test of the mails. */
import { type FakeMailServer, fakeSmtp } from "@munjigi/testkit/email/smtp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alertSettingsSchema } from "../../dist/alerts/settings.js";
import { ageLimits, burst, fakeConnector, startApp, suite, suiteDatabase } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage, PRIVATE, reaches } from "../kit/vendors.js";
import { ageAlerts, listAlerts, mailsTo, OPERATOR, set, useMail } from "./staged.js";

const server = suite({ env: PRIVATE });
let mail: FakeMailServer;
beforeAll(async () => {
  mail = await fakeSmtp();
});
afterAll(async () => await mail.close());

const show = async (headers = {}) =>
  (await manage(server.origin, "GET", "/alerts/settings", undefined, { headers })).body;
const patch = async (body: unknown, headers: Record<string, string> = {}) => {
  const { headers: seen } = await manage(server.origin, "GET", "/alerts/settings");
  return await manage(server.origin, "PATCH", "/alerts/settings", body, {
    headers: { "if-match": seen.get("etag") as string, ...headers },
  });
};

test("there are defaults for everything", async () => {
  expect(await show()).toEqual({ ...alertSettingsSchema.parse({}), warnings: [] });
});

test("every member that is wrong is named, in the caller's language, and nothing changes", async () => {
  const before = await show();
  const wrong = {
    emails: ["ops@shop.example", "nobody"],
    language: "fr",
    balanceLow: { below: { "k r w": 1, KRW: -1 } },
    failureSpike: { minutes: 0, share: 2 },
    budget: { percents: [50, 101] },
    colour: "red",
  };
  const { status, body } = await patch(wrong, { "accept-language": "en" });
  expect([status, body.title]).toEqual([400, "alert.settings_invalid"]);
  expect(body.problems.map(({ path }: { path: string }) => path).sort()).toEqual([
    ...["", "balanceLow.below.KRW", "balanceLow.below.k r w", "budget.percents.1", "emails.1"],
    ...["failureSpike.minutes", "failureSpike.share", "language"],
  ]);
  const korean = await patch({ emails: ["x"] }, { "accept-language": "ko" });
  expect(korean.body.problems).toEqual([{ path: "emails.0", problem: "ops@shop.example 같은 이메일 주소여야 합니다" }]);
  const eleven = Array.from({ length: 11 }, (_, n) => `ops${n}@shop.example`);
  expect((await patch({ emails: eleven })).body.problems).toMatchObject([{ path: "emails" }]);
  for (const body of [[], "x", 3, { emails: { a: { b: 1 } } }]) expect((await patch(body)).status).toBe(400);
  expect(await show()).toEqual(before);
});

test("a change names the version it has seen; of twenty at once one wins; the event has no address", async () => {
  const change = { emails: ["OPS@Shop.Example", OPERATOR] };
  expect((await manage(server.origin, "PATCH", "/alerts/settings", change)).body.title).toBe("alert.version_required");
  expect((await patch(change, { "if-match": "*" })).body.title).toBe("alert.version_changed");
  const { headers } = await manage(server.origin, "GET", "/alerts/settings");
  const etag = headers.get("etag") as string;
  const all = await burst(20, (n) => patch({ failureSpike: { messages: 30 + n } }, { "if-match": etag }));
  expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 412)]);
  expect((await patch(change)).body.emails).toHaveLength(change.emails[0]?.toLowerCase() === OPERATOR ? 1 : 2);
  const events = await server.sql`select before, after, data from audit_events where type = 'alert.settings_changed'
    order by sid`;
  expect(events).toHaveLength(2);
  expect(events[0]).toMatchObject({ after: { "failureSpike.messages": expect.any(Number) } });
  expect(events[1]?.data).toMatchObject({ changed: ["emails"] });
  expect(JSON.stringify(events).toLowerCase()).not.toContain("shop.example");
  // A member that is taken out has its default again.
  expect((await patch({ emails: null, failureSpike: null })).body).toMatchObject({
    emails: [],
    failureSpike: { messages: 20 },
  });
});

test("addresses that cannot be mailed to are warned of", async () => {
  const other = await startApp(server, {
    connectors: { email: fakeConnector({ type: "Email", codesOnly: () => true, send: async () => ({}) }) },
  });
  await set(server.origin, { emails: [OPERATOR] });
  const { body } = await manage(other.origin, "GET", "/alerts/settings", undefined, {
    headers: { "accept-language": "en" },
  });
  expect(body.warnings).toEqual([{ path: "emails", problem: expect.stringContaining("no connector for e-mail") }]);
  expect((await manage(other.origin, "POST", "/alerts/test")).body.title).toBe("alert.no_connector");
  await other.stop();
  // In development there is the inbox.
  expect((await show()).warnings).toEqual([]);
});

test("a test is mailed to everybody, says what became of it, and raises nothing", async () => {
  await set(server.origin, { emails: null });
  expect((await manage(server.origin, "POST", "/alerts/test")).body.title).toBe("alert.no_addresses");
  await useMail(server.origin, mail);
  await set(server.origin, { emails: [OPERATOR, "second@shop.example"], language: "en" });
  const { status, body } = await manage(server.origin, "POST", "/alerts/test", {});
  expect([status, body.messages.length]).toEqual([200, 2]);
  for (const message of body.messages) await reaches(server, message, "sent");
  await eventually(async () => mailsTo(mail).length === 1 && mailsTo(mail, "second@shop.example").length === 1);
  expect(mailsTo(mail)[0]?.mail.headers.subject).toMatch(/^\[.+\] Test of alerts$/);
  const shown = await manage(server.origin, "GET", `/messages/${body.messages[0]}`);
  expect(shown.body).toMatchObject({ kind: "operator_alert", status: "sent" });
  expect(shown.body.to).not.toContain("ops@shop");
  expect(await listAlerts(server.origin)).toEqual([]);
  const more = await burst(10, () => manage(server.origin, "POST", "/alerts/test"));
  expect(more.filter(({ status: code }) => code === 200).length).toBeLessThanOrEqual(5);
  expect(more.some(({ status: code }) => code === 429)).toBe(true);
  await ageLimits(server.sql, 61);
});

test("lists are paged, open ones first, and what has ended is forgotten after 90 days", async () => {
  const rows = [0, 1, 2, 3, 4].map((n) => ({
    sid: `AL${String(n).padStart(32, "0")}`,
    subject: `CN${n}`,
    over: n % 2 === 1,
  }));
  // Seen in the future, since there is no such connector: the watch would end them.
  for (const { sid, subject, over } of rows)
    await server.sql`insert into alerts
      (sid, kind, subject_kind, subject_id, name, facts, mail, seen_at, ended_at, end_reason)
      values (${sid}, 'breaker_open', 'connector', ${subject}, 'x', '{"countries": ["KR"]}', 'queued',
        clock_timestamp() + interval '1 year', ${over ? new Date() : null}, ${over ? "recovered" : null})`;
  const order = [4, 2, 0, 3, 1].map((n) => rows[n]?.sid);
  const walked: string[] = [];
  for (let after = ""; ; ) {
    const { body } = await manage(server.origin, "GET", `/alerts?size=2&kind=breaker_open${after}`);
    walked.push(...body.alerts.map(({ id }: { id: string }) => id));
    if (body.next === null) break;
    after = `&after=${body.next}`;
  }
  expect(walked).toEqual(order);
  expect((await listAlerts(server.origin, "&status=ended")).map(({ id }) => id)).toEqual([rows[3]?.sid, rows[1]?.sid]);
  const one = await manage(server.origin, "GET", `/alerts/${rows[1]?.sid}`);
  expect(one.body).toMatchObject({
    status: "ended",
    endReason: "recovered",
    sentence: { en: expect.stringContaining("KR") },
  });
  for (const path of ["/alerts/AL1", `/alerts/AL${"f".repeat(32)}`])
    expect((await manage(server.origin, "GET", path)).body.title).toBe("alert.not_found");
  expect((await manage(server.origin, "GET", "/alerts?status=shut")).status).toBe(400);
  await ageAlerts(server, 91 * 86_400);
  const fresh = await startApp(server);
  await eventually(async () => (await listAlerts(server.origin, "&status=ended")).length === 0);
  expect((await listAlerts(server.origin, "&status=open")).map(({ id }) => id)).toEqual(order.slice(0, 3));
  await fresh.stop();
});

const target = suiteDatabase();

test("they travel as a file: imported, exported as they were, twice nothing, undone", async () => {
  await set(server.origin, {
    emails: [OPERATOR],
    balanceLow: { below: { KRW: 7, RUB: null } },
    budget: { percents: [90] },
  });
  const file = (await manage(server.origin, "GET", "/settings/export")).body;
  expect(file.alerts).toMatchObject({ emails: [OPERATOR], balanceLow: { below: { KRW: 7 } } });
  const other = await startApp(target, { env: PRIVATE });
  const before = (await manage(other.origin, "GET", "/settings/export")).body;
  const settings = { munjigi: file.munjigi, alerts: file.alerts };
  const bring = () => manage(other.origin, "POST", "/settings/import", { settings, secrets: {} });
  const done = await bring();
  expect([done.status, done.body.problems]).toEqual([200, undefined]);
  expect((await manage(other.origin, "GET", "/settings/export")).body.alerts).toEqual(file.alerts);
  expect((await bring()).body).toMatchObject({ id: null, changes: [] });
  const wrong = { munjigi: file.munjigi, alerts: { emails: ["nobody"] } };
  const refused = await manage(other.origin, "POST", "/settings/import", { settings: wrong, secrets: {} });
  expect(refused.body).toMatchObject({ title: "alert.settings_invalid", parameter: "alerts.emails.0" });
  expect((await manage(other.origin, "POST", `/settings/imports/${done.body.id}/undo`, {})).status).toBe(200);
  expect((await manage(other.origin, "GET", "/settings/export")).body).toEqual(before);
  await other.stop();
});
