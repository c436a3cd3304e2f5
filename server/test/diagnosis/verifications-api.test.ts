/** @module Verifications through the management API: found by what one looks for, and what happened to one, in order. */
import { BLOCKED_NUMBER, type FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { firstSid } from "../../dist/sid.js";
import { createRecords } from "../../dist/verify/records.js";
import { sweepExpired, sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import {
  age,
  call,
  check,
  credentials,
  newNumber,
  phone,
  randomNumber,
  service,
  start,
  suite,
  suiteDatabase,
  wrongCode,
} from "../harness.js";
import { explain } from "../kit/explain.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually } from "../kit/pace.js";
import { force, manage, PRIVATE, postReceipt, reaches, TWILIO, twilioConfig } from "../kit/vendors.js";

const server = suite({ env: { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
let twilio: FakeVendor;
let connectorId: string;
const answers: string[] = [];
const numbers: string[] = [];

beforeAll(async () => {
  twilio = await fakeTwilio();
  connectorId = await force(server.origin, twilioConfig(twilio));
});
afterAll(() => twilio.close());

interface Record {
  id: string;
  to: string | null;
  status: string;
  stoppedBy: string | null;
  serviceSid: string;
  sends: number;
  checks: number;
  secondsToVerify: number | null;
  endedAt: string | null;
}
interface Entry {
  at: string | null;
  event: string;
  code?: string;
  times?: number;
  class?: string;
  sentence?: { ko: string; en: string };
}

const get = (path: string) =>
  manage(server.origin, "GET", path, undefined, { heard: (text) => void answers.push(text) });
const list = async (
  query: { [name: string]: string } = {},
): Promise<{ verifications: Record[]; next: string | null }> => {
  const { status, body } = await get(`/verifications?${new URLSearchParams(query)}`);
  expect([status, body.detail], JSON.stringify(query)).toEqual([200, undefined]);
  return body;
};
const idsOf = async (query: { [name: string]: string }) => (await list(query)).verifications.map(({ id }) => id);
const show = async (sid: string) => {
  const { status, body } = await get(`/verifications/${sid}`);
  expect(status, body.detail).toBe(200);
  return body as Record & { timeline: Entry[]; messages: { id: string; status: string }[]; connectorId: string };
};

/** A verification whose text was sent. */
async function begin(to = newNumber()) {
  numbers.push(to);
  const { status, body } = await start(server.origin, to);
  expect(status, body.message).toBe(201);
  const message = body.send_code_attempts.at(-1).attempt_sid as string;
  return { to, sid: body.sid as string, message };
}
const codeOf = (to: string) =>
  eventually(async () => /\d{6}/.exec(twilio.accepted.findLast((text) => text.to === to)?.text ?? "")?.[0]);

describe("finding", () => {
  test("by recipient, however it is spelled, newest first; page by page", async () => {
    const to = newNumber();
    const sids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { sid } = await begin(to);
      sids.unshift(sid);
      await call(server.origin, `${service}/Verifications/${sid}`, { Status: "canceled" });
    }
    await begin();
    for (const spelling of [to, `0${to.slice(3)}`, `010-${to.slice(5, 9)}-${to.slice(9)}`])
      expect(await idsOf({ to: spelling }), spelling).toEqual(sids);
    const paged: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page = await list({ to, size: "2", ...(next && { after: next }) });
      expect(page.verifications.length).toBeLessThanOrEqual(2);
      paged.push(...page.verifications.map(({ id }) => id));
      next = page.next;
    }
    expect(paged).toEqual(sids);
    expect(await idsOf({ to: newNumber() })).toEqual([]);
    const refused = await get("/verifications?to=hello");
    expect([refused.status, refused.body.parameter]).toEqual([400, "to"]);
  });

  test("by how it ended, by service and by time", async () => {
    const { body: other } = await manage(server.origin, "POST", "/services", { name: "다른 가게" });
    const { sid: canceled, to } = await begin();
    await call(server.origin, `${service}/Verifications/${canceled}`, { Status: "canceled" });
    const { body: elsewhere } = await call(server.origin, `/Services/${other.sid}/Verifications`, {
      ...{ To: to, Channel: "sms" },
    });
    expect(await idsOf({ to })).toEqual([elsewhere.sid, canceled]);
    expect(await idsOf({ to, status: "canceled" })).toEqual([canceled]);
    expect(await idsOf({ to, service: other.sid })).toEqual([elsewhere.sid]);
    expect(await idsOf({ service: other.sid })).toEqual([elsewhere.sid]);
    expect((await idsOf({ status: "canceled" }))[0]).toBe(canceled);
    expect(await idsOf({ service: other.sid, status: "approved" })).toEqual([]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await idsOf({ since: soon })).toEqual([]);
    expect((await idsOf({ until: soon }))[0]).toBe(elsewhere.sid);
    expect(await idsOf({ until: new Date(0).toISOString(), to })).toEqual([]);
    for (const odd of ["status=lost", "service=VA1", "after=VLxx", "since=yesterday", "size=0", "wat=1"])
      expect((await get(`/verifications?${odd}`)).status, odd).toBeGreaterThanOrEqual(400);
  });

  test("a code whose time is up is expired, before the sweep and after it, and no more pending", async () => {
    const { sid, to } = await begin();
    await age(server.sql, sid, 601);
    const before = (await list({ to })).verifications[0] as Record;
    await sweepExpired(server.sql);
    const after = (await list({ to })).verifications[0] as Record;
    expect([before.status, after.status, before.endedAt]).toEqual(["expired", "expired", after.endedAt]);
    expect(await idsOf({ to, status: "expired" })).toEqual([sid]);
    expect(await idsOf({ to, status: "pending" })).toEqual([]);
  });

  test("whom retention has emptied is not found by number, and still by name", async () => {
    const { sid, to } = await begin();
    await call(server.origin, `${service}/Verifications/${sid}`, { Status: "canceled" });
    await age(server.sql, sid, 91 * 86_400);
    await sweepRecipients(server.sql, 90);
    expect(await idsOf({ to })).toEqual([]);
    expect((await show(sid)).to).toBe(null);
  });
});

describe("what happened", () => {
  test("from the request to the right code, with what the vendor reported", async () => {
    const { sid, to, message } = await begin();
    const { vendorMessageId } = await reaches(server, message, "sent");
    const [stored] = await server.sql`select vendor_message_id from messages where sid = ${message}`;
    expect(stored?.vendorMessageId).toBe(vendorMessageId);
    const { body: connector } = await manage(server.origin, "GET", `/connectors/${connectorId}`);
    await postReceipt(connector.receiptUrl, { sid: vendorMessageId as string, status: "delivered" });
    await reaches(server, message, "delivered");
    const code = await codeOf(to);
    await check(server.origin, to, wrongCode(code));
    expect((await check(server.origin, to, code)).body.status).toBe("approved");
    const shown = await show(sid);
    expect(shown).toMatchObject({
      ...{ id: sid, status: "approved", purpose: "api", channel: "sms", country: "KR", sends: 1, checks: 2 },
      ...{ connector: TWILIO, connectorId, stoppedBy: null, isTest: false, serviceSid: credentials.serviceSid },
    });
    expect(shown.secondsToVerify).toBeGreaterThan(0);
    expect(shown.timeline.map(({ event, times }) => [event, times])).toEqual([
      ["requested", undefined],
      ["sent", undefined],
      ["delivered", undefined],
      ["wrong_code", 1],
      ["approved", undefined],
    ]);
    expect(shown.messages.map(({ id, status }) => [id, status])).toEqual([[message, "delivered"]]);
    expect((await list({ to })).verifications[0]).toEqual(
      Object.fromEntries(Object.entries(shown).filter(([name]) => !["timeline", "messages"].includes(name))),
    );
  });

  test("a vendor's refusal is told with its meaning", async () => {
    const { sid, message } = await begin(BLOCKED_NUMBER);
    await reaches(server, message, "failed");
    const failed = (await show(sid)).timeline.find(({ event }) => event === "failed") as Entry;
    expect(failed.class).toBe("recipient_blocked");
    expect(failed.sentence?.ko).toMatch(/[가-힣]/);
    expect(failed.code).toMatch(/\d+/);
  });

  test("five wrong codes lock it; when its time is up it is expired, and the five are told", async () => {
    const { sid, to } = await begin();
    const wrong = wrongCode(await codeOf(to));
    for (let n = 0; n < 5; n++) await check(server.origin, to, wrong);
    const locked = await show(sid);
    expect([locked.status, locked.checks]).toEqual(["max_attempts_reached", 5]);
    expect(locked.timeline.slice(-2).map(({ event, times }) => [event, times])).toEqual([
      ["wrong_code", 5],
      ["locked", undefined],
    ]);
    await age(server.sql, sid, 601);
    const over = await show(sid);
    expect([over.status, over.timeline.at(-1)?.event, over.timeline.at(-2)?.times]).toEqual(["expired", "expired", 5]);
  });

  test("a limit that refused to send again is told, by number and by name", async () => {
    const to = randomNumber();
    numbers.push(to);
    const path = `/services/${credentials.serviceSid}`;
    await manage(server.origin, "PATCH", path, { resendWaits: [] });
    await manage(server.origin, "PATCH", `${path}/limits`, { number: { soft: [], hard: ["1/h"] } });
    await eventually(async () => {
      const { body } = await manage(server.origin, "GET", `${path}/limits`);
      return body.limits.number.hard[0] === "1/h";
    });
    const from = { "x-forwarded-for": "203.0.113.9" };
    const stopped = await eventually(async () => {
      const asked = await phone(server.origin, "/phone", { phoneNumber: to }, from);
      if (asked.status !== 429) return undefined;
      const [record] = (await list({ to })).verifications;
      return record?.stoppedBy ? record : undefined;
    });
    expect([stopped.stoppedBy, stopped.status]).toEqual(["limit.number", "pending"]);
    const refused = (await show(stopped.id)).timeline.find(({ code }) => code === "limit.number") as Entry;
    expect(refused.event).toBe("refused");
    expect(refused.times).toBeGreaterThanOrEqual(1);
    expect(refused.sentence?.en).toMatch(/\w/);
  });

  test("of what is not there: 404", async () => {
    for (const sid of ["VE00000000000000000000000000000000", "VA1", "x"])
      expect((await get(`/verifications/${sid}`)).body.title).toBe("verification.not_found");
  });
});

test("no answer has a whole number", () => {
  expect(numbers.length).toBeGreaterThan(5);
  for (const to of numbers) for (const text of answers) expect(text).not.toContain(to.slice(3));
});

describe("in a database with many", () => {
  const database = suiteDatabase();
  beforeAll(() => fillVerifications(database.sql, 60_000), 60_000);

  test("every list reads a page by an index", async () => {
    const ofNumber = "+821000012345";
    const since = new Date(Date.now() - 86_400_000);
    const [{ sid: middle }] = await database.sql<
      [{ sid: string }]
    >`select sid from verifications order by sid offset 30000 limit 1`;
    const queries = [
      { size: 50 },
      { size: 50, after: middle },
      { size: 50, since, until: new Date() },
      { size: 50, recipient: ofNumber },
      { size: 50, recipient: ofNumber, since },
      { size: 1, recipient: ofNumber, after: firstSid("VE", new Date()) },
      { size: 50, recipient: ofNumber, status: "approved" as const },
      { size: 50, status: "canceled" as const },
      { size: 50, status: "pending" as const },
      { size: 50, serviceSid: "VA00000000000000000000000000000002" },
    ];
    for (const query of queries) {
      const explained = await explain(database.url, (sql) => createRecords({ sql }).list(query));
      expect(explained.length).toBeGreaterThan(0);
      for (const { scans, rows } of explained) {
        expect(scans.length).toBeGreaterThan(0);
        expect(scans.join(), JSON.stringify(query)).not.toMatch(/Seq Scan/);
        expect(rows, JSON.stringify(query)).toBeLessThan(21_000);
        if ("recipient" in query) expect(rows, JSON.stringify(query)).toBeLessThan(10);
      }
    }
    const found = await createRecords({ sql: database.sql }).list({ recipient: ofNumber, size: 50 });
    expect(found.records).toHaveLength(2);
    expect(found.records.every(({ connector }) => connector !== null)).toBe(true);
  });

  test("a filter that matches nothing goes on page by page, to the end", async () => {
    const { list: find } = createRecords({ sql: database.sql });
    let pages = 0;
    for (let after: string | undefined; ; pages++) {
      const { records, next } = await find({ size: 50, status: "max_attempts_reached", after });
      expect(records).toEqual([]);
      if (next === null) break;
      after = next;
    }
    expect(pages).toBe(6);
  });
});
