/**
 * @module Delivery reports: which are believed, what they change and what they do not, in whatever order and however often they
 * come; and vendors that must be asked.
 */
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi, solapiAccount } from "@munjigi/testkit/sms/solapi";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { burst, credentials, newNumber, start, startApp, suite, type TestServer } from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";
import {
  findCarrier,
  force,
  manage,
  PRIVATE,
  postReceipt,
  type Receipt,
  reaches,
  TWILIO,
  twilioAccountNo,
  twilioConfig,
} from "../kit/vendors.js";

let other: TestServer;
let twilio: FakeVendor;
let connector: string;
let receiptUrl: string;
let templates: ReturnType<typeof twilioConfig>["templates"];

const server = suite({ env: PRIVATE });

beforeAll(async () => {
  other = await startApp(server, { env: PRIVATE });
  twilio = await fakeTwilio();
  ({ templates } = twilioConfig(twilio));
  connector = await force(server.origin, twilioConfig(twilio));
  receiptUrl = await urlOf(connector);
});

afterAll(async () => {
  await other.stop();
  await twilio.close();
});

const urlOf = async (id: string): Promise<string> =>
  (await manage(server.origin, "GET", `/connectors/${id}`)).body.receiptUrl;

const activate = async (id: string) =>
  expect((await manage(server.origin, "POST", `/connectors/${id}/activate`, { force: true })).status).toBe(200);

/** A message that the vendor took. */
async function send(to = newNumber(), vendors = [twilio]): Promise<{ message: string; sid: string }> {
  const { message } = await findCarrier(server.origin, vendors, to);
  const { vendorMessageId } = await reaches(server, message, "sent");
  return { message, sid: vendorMessageId as string };
}

const read = async (message: string) => {
  const [row] = await server.sql`select status, error_class, error_code, reported_at, ask_at from messages
    where sid = ${message}`;
  return row as {
    status: string;
    errorClass: string | null;
    errorCode: string | null;
    reportedAt: Date | null;
    askAt: Date;
  };
};

const report = (receipt: Receipt, options?: Parameters<typeof postReceipt>[2]) =>
  postReceipt(receiptUrl, receipt, options);

/** Changes of state that this process has counted. */
async function counted(outcome: string, name = TWILIO): Promise<number> {
  const authorization = `Bearer ${credentials.adminToken}`;
  const text = await (await fetch(`${server.origin}/metrics`, { headers: { authorization } })).text();
  const line = text
    .split("\n")
    .find(
      (one) => one.startsWith("munjigi_delivery_reports_total") && one.includes(name) && one.includes(`"${outcome}"`),
    );
  return Number(line?.split(" ").at(-1) ?? 0);
}

describe("belief", () => {
  test("a signed report is believed; what is not, or nobody's, gets one and the same 404", async () => {
    const { message, sid } = await send();
    const delivered = { sid, status: "delivered" };
    const otherAccount = twilioAccountNo(2);
    const made = await manage(server.origin, "POST", "/connectors", {
      ...{ connectorId: TWILIO, config: twilioConfig(twilio, otherAccount), activate: false },
    });
    const another = await urlOf(made.body.id);
    const nobodys = `${server.origin}/hooks/receipts/${"x".repeat(32)}`;
    const refused = await Promise.all([
      report(delivered, { signature: null }),
      report(delivered, { signature: "" }),
      report(delivered, { signature: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }),
      report(delivered, { signature: "!!!" }),
      report(delivered, { token: otherAccount.authToken }),
      report(delivered, { body: `MessageSid=${sid}&MessageStatus=delivered&x=1` }),
      report({ sid, status: "failed" }, { body: `MessageSid=${sid}&MessageStatus=delivered` }),
      // Signed for one address, posted to another.
      report(delivered, { to: another }),
      report(delivered, { to: nobodys }),
      report(delivered, { to: `${receiptUrl}?x=1` }),
      report(delivered, { to: `${server.origin}/hooks/receipts/${connector}` }),
      postReceipt(nobodys, delivered),
      // Genuine, of another account's connector, and of a message that is not its own.
      postReceipt(another, delivered, { token: otherAccount.authToken }),
      report({ sid: `SM${"f".repeat(32)}`, status: "delivered" }),
      report({ sid: "a\0b", status: "delivered" }),
    ]);
    const bodies = new Set(refused.map(({ text }) => text.replace(/"requestId":"[^"]*"/, "")));
    expect(refused.map(({ status }) => status)).toEqual(Array(refused.length).fill(404));
    expect([...bodies]).toHaveLength(1);
    expect([...bodies][0]).not.toContain(receiptUrl.slice(-32));
    expect(await read(message)).toMatchObject({ status: "sent", reportedAt: null });

    const before = await counted("delivered");
    expect(await report(delivered)).toEqual({ status: 200, text: '{"received":true}' });
    const row = await read(message);
    expect(row).toMatchObject({ status: "delivered", errorClass: null, reportedAt: expect.any(Date) });
    const again = [];
    for (let round = 0; round < 10; round++) again.push((await report(delivered)).status);
    expect(again).toEqual(Array(10).fill(200));
    expect(await read(message)).toEqual(row);
    expect((await counted("delivered")) - before).toBe(1);
  });

  test("a report as long as a book is not read; nor is what is no form", async () => {
    const { message, sid } = await send();
    const body = `MessageSid=${sid}&MessageStatus=delivered&x=${"x".repeat(1024 * 1024)}`;
    const begun = performance.now();
    for (const to of [receiptUrl, `${server.origin}/hooks/receipts/${"y".repeat(32)}`])
      expect((await report({ sid, status: "delivered" }, { body, to })).status).toBe(413);
    const many = Array.from({ length: 40_000 }, (_, index) => index.toString(36)).join("&");
    expect((await report({ sid, status: "delivered" }, { body: many })).status).toBe(404);
    expect(performance.now() - begun).toBeLessThan(slowed(5000));
    for (const type of ["application/json", "text/plain", "multipart/form-data; boundary=x"]) {
      const response = await fetch(receiptUrl, { method: "POST", body: '{"a":[', headers: { "content-type": type } });
      expect(response.status, type).toBe(404);
    }
    expect((await fetch(receiptUrl)).status).toBe(404);
    expect(await read(message)).toMatchObject({ status: "sent" });
  });
});

describe("order", () => {
  test("what arrived stays arrived: later news of the way there, or of failure, change nothing", async () => {
    const { message, sid } = await send();
    for (const status of ["queued", "sending", "sent"]) expect((await report({ sid, status })).status).toBe(200);
    expect(await read(message)).toMatchObject({ status: "sent", reportedAt: null });
    await report({ sid, status: "delivered" });
    const row = await read(message);
    for (const status of ["sent", "queued", "undelivered", "failed", "delivered"])
      expect((await report({ sid, status, errorCode: "30005" })).status).toBe(200);
    expect(await read(message)).toEqual(row);
  });

  test("failed, then delivered: it arrived", async () => {
    const { message, sid } = await send();
    await report({ sid, status: "undelivered", errorCode: "30005" });
    expect(await read(message)).toMatchObject({
      status: "failed",
      errorClass: "recipient_invalid",
      errorCode: "30005",
    });
    const shown = (await manage(server.origin, "GET", `/messages/${message}`)).body;
    expect(shown.failure).toMatchObject({ class: "recipient_invalid", vendorCode: "30005" });
    const failed = await read(message);
    await report({ sid, status: "failed", errorCode: "30003" });
    expect(await read(message)).toEqual(failed);
    await report({ sid, status: "delivered" });
    expect(await read(message)).toMatchObject({ status: "delivered", errorClass: null, errorCode: null });
    const { timeline } = (await manage(server.origin, "GET", `/messages/${message}`)).body;
    expect(timeline.map(({ event }: { event: string }) => event)).toEqual(["created", "sent", "delivered"]);
  });

  test("fifty at once of one message, at two processes: one change", async () => {
    const { message, sid } = await send();
    const before = await counted("delivered");
    const elsewhere = receiptUrl.replace(server.origin, other.origin);
    const answers = await burst(50, (index) =>
      index % 2
        ? report({ sid, status: "delivered" })
        : postReceipt(elsewhere, { sid, status: index % 4 ? "delivered" : "undelivered" }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(await read(message)).toMatchObject({ status: "delivered", errorClass: null });
    expect((await counted("delivered")) - before).toBeLessThanOrEqual(1);
  });

  test("fifty at once of fifty messages: all arrive", async () => {
    const sent = await burst(50, () => send());
    const answers = await burst(50, (index) => report({ sid: sent[index]?.sid as string, status: "delivered" }));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    for (const { message } of sent) expect(await read(message)).toMatchObject({ status: "delivered" });
  });

  test("a vendor quicker than our own note of what it said", async () => {
    const reports: Promise<{ status: number }>[] = [];
    let url = "";
    const quick = await startFakeVendor(async () => {
      const sid = `SM${"e".repeat(24)}${String(reports.length).padStart(8, "0")}`;
      reports.push(postReceipt(url, { sid, status: "delivered" }));
      await new Promise((done) => setTimeout(done, 150));
      return { status: 201, body: { sid, status: "queued" } };
    });
    url = await urlOf(await force(server.origin, twilioConfig(quick)));
    onTestFinished(async () => {
      await activate(connector);
      await quick.close();
    });
    const { body } = await start(server.origin, newNumber());
    const message = body.send_code_attempts[0].attempt_sid;
    expect(await reaches(server, message, "delivered")).toMatchObject({
      vendorMessageId: expect.stringMatching(/^SMe/),
    });
    expect((await Promise.all(reports)).map(({ status }) => status)).toEqual([200]);
  });
});

describe("connectors that went", () => {
  test("a retired one's reports still count; equal identifiers of two vendors are two messages", async () => {
    const { message, sid } = await send();
    const second = await fakeTwilio(twilioAccountNo(2));
    const successor = await force(server.origin, twilioConfig(second, twilioAccountNo(2)));
    const later = await send(newNumber(), [second]);
    await server.sql`update messages set vendor_message_id = ${sid} where sid = ${later.message}`;
    expect((await manage(server.origin, "GET", `/connectors/${connector}`)).body.status).toBe("retired");
    expect((await report({ sid, status: "delivered" })).status).toBe(200);
    expect(await read(message)).toMatchObject({ status: "delivered" });
    expect(await read(later.message)).toMatchObject({ status: "sent" });
    await activate(connector);
    const gone = await urlOf(successor);
    expect((await manage(server.origin, "DELETE", `/connectors/${successor}`)).status).toBe(204);
    const { authToken: token } = twilioAccountNo(2);
    expect((await postReceipt(gone, { sid, status: "delivered" }, { token })).status).toBe(404);
    await second.close();
  });

  test("only a public address is told to the vendor", async () => {
    const posted = () => twilio.requests.filter(({ method }) => method === "POST");
    expect(posted().filter(({ form }) => form.has("StatusCallback"))).toEqual([]);
    const open = await startApp(server, { env: { ...PRIVATE, MUNJIGI_URL: "https://id.example.com" } });
    onTestFinished(async () => await open.stop());
    const { text } = await findCarrier(open.origin, [twilio]);
    const path = new URL(receiptUrl).pathname;
    const told = posted().at(-1)?.form.get("StatusCallback");
    expect(told).toBe(`https://id.example.com${path}`);
    // Signed for that address, wherever the proxy in front of us posts it.
    const receipt = { sid: text.id, status: "delivered" };
    expect((await postReceipt(told as string, receipt, { to: `${open.origin}${path}` })).status).toBe(200);
  });
});

describe("vendors that are asked", () => {
  test("sent, then delivered or failed by asking; twice as many processes ask no more often", async () => {
    const solapi = await fakeSolapi();
    const config = {
      ...solapiAccount,
      endpoint: solapi.origin,
      templates: templates.filter((one) => one.locale === "ko"),
    };
    const id = await force(server.origin, config, { kind: "solapi-sms" });
    onTestFinished(async () => {
      await activate(connector);
      await solapi.close();
    });
    const sent = await burst(20, () => send(newNumber(), [solapi]));
    const lost = await send(UNKNOWN_NUMBER, [solapi]);
    const asks = () => solapi.requests.filter(({ url }) => url.pathname.endsWith("/list"));
    expect(asks()).toEqual([]);
    const inSeconds = (date: Date) => (date.getTime() - Date.now()) / 1000;
    expect(inSeconds((await read(lost.message)).askAt)).toBeGreaterThan(5);
    expect(inSeconds((await read(lost.message)).askAt)).toBeLessThanOrEqual(10);

    // The vendor is away: it is asked again later, and nothing changes.
    solapi.fault = { status: 500 };
    const only = (messages: string[]) =>
      server.sql`update messages set ask_at = clock_timestamp(), sent_at = sent_at - interval '35 seconds'
        where sid in ${server.sql(messages)}`;
    await only([lost.message]);
    await eventually(async () => asks().length > 0);
    await eventually(async () => inSeconds((await read(lost.message)).askAt) < 30);
    expect(await read(lost.message)).toMatchObject({ status: "sent" });
    expect(inSeconds((await read(lost.message)).askAt)).toBeGreaterThan(15);
    solapi.fault = undefined;

    const before = asks().length;
    await only([...sent, lost].map(({ message }) => message));
    for (const { message } of sent)
      expect(await reaches(server, message, "delivered")).toMatchObject({
        reportedAt: expect.any(Date),
        askAt: null,
      });
    expect(await reaches(server, lost.message, "failed")).toMatchObject({
      errorClass: "recipient_invalid",
      errorCode: "3032",
    });
    expect(asks().length - before).toBe(21);
    expect(new Set(asks().map(({ target }) => target)).size).toBe(21);
    expect(id).toMatch(/^CN/);
  });

  test("hundreds that are due are asked about in one look", async () => {
    const solapi = await fakeSolapi();
    const config = {
      ...solapiAccount,
      endpoint: solapi.origin,
      templates: templates.filter((one) => one.locale === "ko"),
    };
    const id = await force(server.origin, config, { kind: "solapi-sms" });
    onTestFinished(async () => {
      await activate(connector);
      await server.sql`delete from messages where connector_id = ${id}`;
      await solapi.close();
    });
    await server.sql`insert into messages
        (sid, verification_sid, channel, status, connector, connector_id, vendor_message_id, sent_at, ask_at)
      select 'VL' || lpad(n::text, 32, '0'), 'VE', 'sms', 'sent', 'solapi-sms', ${id}, 'M' || n, clock_timestamp(), clock_timestamp()
      from generate_series(1, 400) as n`;
    const asked = () => new Set(solapi.requests.map(({ target }) => target)).size;
    await eventually(async () => asked() >= 400);
  });

  test("a connector that was deleted is asked no more", async () => {
    const solapi = await fakeSolapi();
    const config = {
      ...solapiAccount,
      endpoint: solapi.origin,
      templates: templates.filter((one) => one.locale === "ko"),
    };
    const id = await force(server.origin, config, { kind: "solapi-sms" });
    const { message } = await send(newNumber(), [solapi]);
    await activate(connector);
    expect((await manage(server.origin, "DELETE", `/connectors/${id}`)).status).toBe(204);
    await server.sql`update messages set ask_at = clock_timestamp() where sid = ${message}`;
    await eventually(async () => (await read(message)).askAt === null);
    expect(await read(message)).toMatchObject({ status: "sent" });
    await solapi.close();
  });
});
