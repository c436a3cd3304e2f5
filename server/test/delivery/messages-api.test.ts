/** @module Messages through the management API: found, paged while others come, and what happened to one. */
import type { FakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweepRecipients } from "../../dist/verify/sweep-verifications.js";
import { age, burst, call, newNumber, service, start, suite } from "../harness.js";
import { force, manage, PRIVATE, postReceipt, reaches, TWILIO, twilioConfig } from "../kit/vendors.js";

let twilio: FakeVendor;
let solapi: FakeVendor;
let twilioId: string;
let solapiId: string;
/** Answers, in which no number is whole. */
const answers: string[] = [];
const numbers: string[] = [];

const server = suite({ env: PRIVATE });

beforeAll(async () => {
  [twilio, solapi] = [await fakeTwilio(), await fakeSolapi()];
  const { templates } = twilioConfig(twilio);
  const settings = { ...solapiAccount, templates: templates.filter(({ locale }) => locale === "ko") };
  solapiId = await force(server.origin, { ...settings, endpoint: solapi.origin }, { kind: "solapi-sms" });
  twilioId = await force(server.origin, twilioConfig(twilio));
});

afterAll(async () => {
  await Promise.all([twilio.close(), solapi.close()]);
});

const get = (path: string) =>
  manage(server.origin, "GET", path, undefined, { heard: (text) => void answers.push(text) });

/** A message, sent. */
async function send(to = newNumber()): Promise<{ to: string; sid: string; message: string }> {
  numbers.push(to);
  const { body } = await start(server.origin, to);
  const message = body.send_code_attempts.at(-1).attempt_sid as string;
  await reaches(server, message, "sent");
  return { to, sid: body.sid, message };
}

interface Page {
  messages: { id: string; to: string | null; status: string }[];
  next: string | null;
}
const list = async (query: Record<string, string> = {}): Promise<Page> => {
  const { status, body } = await get(`/messages?${new URLSearchParams(query)}`);
  expect([status, body.detail], JSON.stringify(query)).toEqual([200, undefined]);
  return body;
};
const idsOf = async (query: Record<string, string>) => (await list(query)).messages.map(({ id }) => id);

describe("finding", () => {
  test("by recipient, however it is spelled", async () => {
    const { to, message } = await send();
    await send();
    const again = (await start(server.origin, to)).body.send_code_attempts.at(-1).attempt_sid;
    const national = `010-${to.slice(5, 9)}-${to.slice(9)}`;
    for (const spelling of [to, national, national.replaceAll("-", ""), `+82 10 ${to.slice(5)}`, `82${to.slice(3)}`])
      expect(await idsOf({ to: spelling }), spelling).toEqual([again, message]);
    expect(await idsOf({ to: newNumber() })).toEqual([]);
    expect(await idsOf({ to: "nobody@example.com" })).toEqual([]);
  });

  test("by status, and by connector: one of them, or a kind", async () => {
    const sent = await send();
    twilio.credit = 0;
    const { body } = await start(server.origin, newNumber());
    const failed = body.send_code_attempts[0].attempt_sid;
    await reaches(server, failed, "failed");
    twilio.credit = 100;
    expect((await idsOf({ status: "failed" })).slice(0, 1)).toEqual([failed]);
    expect(await idsOf({ status: "failed", to: sent.to })).toEqual([]);
    const byStatus = (await list({ status: "sent" })).messages;
    expect(byStatus.map(({ id }) => id)).toContain(sent.message);
    expect(new Set(byStatus.map(({ status }) => status))).toEqual(new Set(["sent"]));
    expect(await idsOf({ status: "delivered" })).toEqual([]);

    await manage(server.origin, "POST", `/connectors/${solapiId}/activate`, { force: true });
    const other = await send();
    await manage(server.origin, "POST", `/connectors/${twilioId}/activate`, { force: true });
    for (const name of [solapiId, "solapi-sms"])
      expect(await idsOf({ connector: name }), name).toEqual([other.message]);
    for (const name of [twilioId, TWILIO]) {
      const ids = await idsOf({ connector: name });
      expect([ids.includes(sent.message), ids.includes(failed), ids.includes(other.message)]).toEqual([
        true,
        true,
        false,
      ]);
    }
    expect(await idsOf({ connector: TWILIO, status: "failed", to: other.to })).toEqual([]);
    expect(await idsOf({ connector: "nobody" })).toEqual([]);
  });

  test("by time, with any offset: from `since` on, before `until`", async () => {
    const pause = () => new Promise((done) => setTimeout(done, 5));
    const before = await send();
    await pause();
    const since = new Date();
    const [first, second] = [await send(), await send()];
    await pause();
    const until = new Date();
    await pause();
    const after = await send();
    const seoul = (date: Date) => new Date(date.getTime() + 9 * 3600_000).toISOString().replace("Z", "+09:00");
    for (const spell of [(date: Date) => date.toISOString(), seoul]) {
      const range = { since: spell(since), until: spell(until) };
      expect(await idsOf(range)).toEqual([second.message, first.message]);
      expect((await idsOf({ since: range.since })).slice(0, 3)).toEqual(
        [after, second, first].map((one) => one.message),
      );
      expect((await idsOf({ until: spell(since) }))[0]).toBe(before.message);
      expect(await idsOf({ since: range.until, until: range.since })).toEqual([]);
      expect(await idsOf({ ...range, to: first.to })).toEqual([first.message]);
      expect(await idsOf({ ...range, after: second.message })).toEqual([first.message]);
      // A cursor from outside the range does not widen it.
      expect(await idsOf({ ...range, after: after.message })).toEqual([second.message, first.message]);
    }
    for (const far of ["0001-01-01T00:00:00Z", "1969-12-31T00:00:00Z"]) {
      expect((await list({ since: far })).messages.length, far).toBeGreaterThan(0);
      expect(await idsOf({ until: far }), far).toEqual([]);
    }
    expect(await idsOf({ since: "9999-12-31T23:59:59Z" })).toEqual([]);
  });

  test("page after page without gaps or repeats, while new ones come in", async () => {
    await burst(23, () => send());
    const all = (await list({ size: "200" })).messages.map(({ id }) => id);
    expect(all.length).toBeGreaterThan(23);
    expect(all).toEqual([...all].sort().reverse());
    for (const query of [{ size: "7" }, { size: "7", connector: TWILIO }, { size: "1", status: "sent" }]) {
      const { size: _, ...same } = query;
      const wanted = await idsOf({ ...same, size: "200" });
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: Page = await list({ ...query, ...(after && { after }) });
        seen.push(...page.messages.map(({ id }) => id));
        after = page.next;
        if (seen.length < 10) await send();
      } while (after);
      expect(seen, JSON.stringify(query)).toEqual(wanted);
    }
    const last = await list({ after: all.at(-1) as string });
    expect(last).toEqual({ messages: [], next: null });
    const exact = await list({ size: String((await list({ size: "200" })).messages.length) });
    expect(exact.next, "a page that holds all has no next").toBeNull();
  });

  test("a cursor that is none: 404; values that are none: 400, with their names", async () => {
    for (const after of ["x", "", `VE${"0".repeat(32)}`, `VL${"0".repeat(31)}`, `VL${"g".repeat(32)}`, "VL'; drop"]) {
      const { status, body } = await get(`/messages?${new URLSearchParams({ after })}`);
      expect([status, body.title], after).toEqual([404, "message.not_found"]);
    }
    for (const [name, value] of [
      ["size", "0"],
      ["size", "201"],
      ["size", "-1"],
      ["size", "ten"],
      ["size", "1e2"],
      ["status", "lost"],
      ["since", "yesterday"],
      ["since", "2026-02-30T00:00:00Z"],
      ["until", "2026-01-01"],
      ["to", "hello"],
      ["to", "02-123-4567"],
      ["to", ""],
      ["to", "@"],
      ["connector", "a\0b"],
      ["connector", "x".repeat(65)],
      ["to", `${"a".repeat(320)}@example.com`],
    ] as const) {
      const { status, body } = await get(`/messages?${new URLSearchParams({ [name]: value })}`);
      expect([status, body.title, body.parameter], `${name}=${value}`).toEqual([400, "request.invalid", name]);
    }
    expect((await get("/messages?page=2")).status).toBe(400);
    expect((await get("/messages?size=1&size=2")).status).toBe(400);
    for (const id of ["x", `VL${"0".repeat(32)}`, "VL%00"])
      expect((await get(`/messages/${id}`)).body.title, id).toBe("message.not_found");
  });
});

describe("one message", () => {
  test("its timeline, through tries that failed to its delivery and the end of its verification", async () => {
    const to = newNumber();
    numbers.push(to);
    twilio.fault = { status: 503, headers: { "retry-after": "300" } };
    const { body: started } = await start(server.origin, to);
    const message = started.send_code_attempts[0].attempt_sid;
    await reaches(server, message, "queued");
    const waiting = (await get(`/messages/${message}`)).body;
    expect(waiting).toMatchObject({ status: "queued", failure: { class: "transient", vendorCode: "503" } });
    expect(waiting.timeline.map(({ event }: { event: string }) => event).slice(0, 2)).toEqual([
      "created",
      "try_failed",
    ]);
    twilio.fault = undefined;
    await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
    const row = await reaches(server, message, "sent");
    const { receiptUrl } = (await get(`/connectors/${twilioId}`)).body;
    await postReceipt(receiptUrl, { sid: row.vendorMessageId as string, status: "delivered" });
    await call(server.origin, `${service}/Verifications/${started.sid}`, { Status: "approved" });
    const { timeline, ...whole } = (await get(`/messages/${message}`)).body;
    expect(whole).toEqual({
      ...{
        id: message,
        to: `+8210••••${to.slice(-4)}`,
        channel: "sms",
        kind: "code",
        noticeSid: null,
        country: "KR",
        status: "delivered",
      },
      ...{ connectorId: twilioId, connector: TWILIO, vendorMessageId: row.vendorMessageId, parts: null, price: null },
      ...{ carrier: null, priceClass: null },
      ...{ failure: null, verificationSid: started.sid, serviceSid: service.slice(10) },
      ...{ createdAt: expect.any(String), sentAt: expect.any(String), reportedAt: expect.any(String) },
    });
    const failures = timeline.filter(({ event }: { event: string }) => event === "try_failed");
    expect(failures.length).toBeGreaterThan(0);
    for (const one of failures)
      expect(one).toEqual({ at: one.at, event: "try_failed", connector: TWILIO, class: "transient", code: "503" });
    expect(timeline.map(({ event }: { event: string }) => event)).toEqual([
      ...["created", ...failures.map(() => "try_failed"), "sent", "delivered", "verification_ended"],
    ]);
    expect(timeline.at(-1)).toMatchObject({ status: "approved" });
    const times = timeline.map(({ at }: { at: string }) => Date.parse(at));
    expect(times).toEqual([...times].sort((one, next) => one - next));
    // The list has the same, but for the timeline.
    expect((await list({ to })).messages).toEqual([whole]);
    expect((await get(`/messages/${message.toUpperCase()}`)).body.id).toBe(message);
  });

  test("one that was not needed any more failed when that was seen, not fifteen seconds later", async () => {
    twilio.fault = { status: 503, headers: { "retry-after": "300" } };
    const { body } = await start(server.origin, newNumber());
    const message = body.send_code_attempts[0].attempt_sid;
    await reaches(server, message, "queued");
    twilio.fault = undefined;
    await call(server.origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
    await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;
    await reaches(server, message, "failed");
    const { timeline, failure } = (await get(`/messages/${message}`)).body;
    expect(failure).toEqual({ class: "not_needed", vendorCode: null });
    const failed = timeline.find(({ event }: { event: string }) => event === "failed");
    expect(Date.parse(failed.at), JSON.stringify(timeline)).toBeLessThanOrEqual(Date.now());
  });

  test("recipients that were emptied are null, and are found by nobody", async () => {
    const { to, sid, message } = await send();
    await age(server.sql, sid, 91 * 86_400);
    await server.sql`update verifications set status = 'expired' where sid = ${sid}`;
    await sweepRecipients(server.sql, 90);
    expect((await get(`/messages/${message}`)).body).toMatchObject({ id: message, to: null });
    expect(await idsOf({ to })).toEqual([]);
    expect((await list({ size: "200" })).messages.find(({ id }) => id === message)?.to).toBeNull();
  });

  test("no answer had a whole number or a code", async () => {
    expect(answers.length).toBeGreaterThan(50);
    const codes = [...twilio.accepted, ...solapi.accepted].map(({ text }) => /\d{6}/.exec(text ?? "")?.[0] as string);
    expect(codes.length).toBeGreaterThan(30);
    for (const text of answers) {
      const readable = text.replace(/"(id|requestId|\w+Id|\w+Sid|next)":"[^"]*"/g, "").replace(/"[^"]*Z"/g, "");
      for (const number of numbers) expect(text.includes(number.slice(3)), number).toBe(false);
      for (const code of codes) expect(new RegExp(`(?<![\\w])${code}(?![\\w])`).test(readable), code).toBe(false);
    }
  });
});

test("a filter that matches few walks ten thousand messages a page, and says where to go on", async () => {
  const sid = (n: number) => `VL${"0".repeat(20)}${n.toString().padStart(12, "0")}`;
  await server.sql`insert into messages (sid, verification_sid, channel, status, connector)
    select 'VL' || lpad(n::text, 32, '0'), 'VE', 'sms', case when n = 1 then 'failed' else 'sent' end, 'walked'
    from generate_series(1, 10050) as n`;
  const first = await get("/messages?connector=walked&status=failed&until=2000-01-01T00:00:00Z");
  expect(first).toMatchObject({ status: 200, body: { messages: [], next: sid(51) } });
  const { body } = await get(
    `/messages?connector=walked&status=failed&until=2000-01-01T00:00:00Z&after=${first.body.next}`,
  );
  expect(body).toMatchObject({ messages: [{ id: sid(1), status: "failed" }], next: null });
});
