/**
 * @module Vendors that throttle, each with its own words for it: every code is sent, in the time the vendor's pace takes. A stand-in
 * for Vonage that took five a second lost 7 of 40 codes; a mail server with three connections lost one of 25.
 */
import { mailCertificate } from "@munjigi/testkit/email/mail-certificate";
import { type FakeMailServer, fakeSmtp, mailAccount } from "@munjigi/testkit/email/smtp";
import { type FakeVendor, isNumber, THROTTLED_NUMBER } from "@munjigi/testkit/fake-vendor";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Pace } from "../../server/dist/delivery/pace.js";
import { burst, call, newNumber, service, start, startApp, suite } from "../../server/test/harness.js";
import { eventually, knownElsewhere, pause, rounds, slowed } from "../../server/test/kit/pace.js";
import { force, manage, PRIVATE } from "../../server/test/kit/vendors.js";
import { cases } from "./cases.js";
import type { ConnectorCase } from "./connector-case.js";
import { koreanTemplates } from "./context.js";

const server = suite({ env: PRIVATE });

interface Sent {
  sid: string;
  status: string;
  errorClass: string | null;
  failures: unknown;
  unknownOutcomes: number;
}

/** Starts so many at once; resolves when all are sent, to how long that took. */
async function sendAll(recipients: readonly string[], more: Record<string, string> = {}): Promise<number> {
  const begun = performance.now();
  const answers = await burst(recipients.length, (n) => start(server.origin, recipients[n] as string, more));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  const sids = answers.map(({ body }) => body.send_code_attempts[0].attempt_sid as string);
  let took = 0;
  const rows = await eventually(async () => {
    const found = await server.sql<Sent[]>`select * from messages where sid in ${server.sql(sids)}`;
    took = performance.now() - begun;
    return found.every(({ status }) => status !== "queued" && status !== "sending") && found;
  }, slowed(60_000));
  // No try was used up, and nothing counted against the vendor.
  const plain = {
    status: expect.stringMatching(/^(sent|delivered)$/),
    errorClass: null,
    failures: null,
    unknownOutcomes: 0,
  };
  expect(rows.map(({ sid: _sid, ...row }) => row)).toEqual(rows.map(() => expect.objectContaining(plain)));
  expect(rows).toHaveLength(recipients.length);
  return took;
}

const numbers = (n: number) => Array.from({ length: n }, () => newNumber());

/** Told, not held against a limit: this machine may be busy. That the pace wastes no time is proved in moved time, in `pace.test.ts`. */
const tell = (what: string, tookMs: number, vendor?: FakeVendor) =>
  console.log(`${what}: ${(tookMs / 1000).toFixed(1)} s${vendor ? `, ${vendor.pace?.refused} calls refused` : ""}`);

test("five a second, 40 at once: each is sent", async () => {
  const vendor = await throttledVonage();
  const recipients = numbers(40);
  const took = await sendAll(recipients);
  tell("40 at 5 a second", took, vendor);
  expect(vendor.accepted.map(({ to }) => to.replace(/\D/g, "")).sort()).toEqual(
    recipients.map((to) => to.replace(/\D/g, "")).sort(),
  );
  // What it has learnt it keeps: the next ones are hardly refused.
  vendor.pace = { messages: 5, perMs: 1000, refused: 0 };
  await sendAll(numbers(15));
  expect(vendor.pace.refused).toBeLessThan(8);
  await vendor.close();
});

async function throttledVonage({ messages, perMs } = { messages: 5, perMs: 1000 }): Promise<FakeVendor> {
  const one = cases.find(({ connector }) => connector.id === "vonage-sms");
  if (!one) throw new Error("Vonage is gone");
  const vendor = await one.startFake();
  await force(server.origin, { ...one.config, endpoint: vendor.origin }, { kind: one.connector.id });
  vendor.pace = { messages, perMs, refused: 0 };
  return vendor;
}

test("a process that stops gives back what waits for its turn, and another one sends it", async () => {
  const vendor = await throttledVonage();
  const other = await startApp(server, { env: PRIVATE });
  await knownElsewhere();
  const answers = await burst(30, () => start(other.origin, newNumber()));
  const sids = answers.map(({ body }) => body.send_code_attempts[0].attempt_sid as string);
  const read = () => server.sql<Sent[]>`select * from messages where sid in ${server.sql(sids)}`;
  await eventually(async () => vendor.accepted.length >= 5);
  await other.stop();
  const left = await read();
  // Nothing is left in the hands of a process that is gone, where it would count as perhaps sent.
  expect(left.filter(({ unknownOutcomes }) => unknownOutcomes > 0)).toEqual([]);
  const rows = await eventually(async () => {
    const found = await read();
    return found.every(({ status }) => status === "sent") && found;
  }, slowed(60_000));
  expect(rows.every(({ unknownOutcomes, failures }) => unknownOutcomes === 0 && failures === null)).toBe(true);
  expect(vendor.accepted).toHaveLength(30);
  await vendor.close();
});

test("two processes find a part of the pace each: every code is sent, once", async () => {
  const vendor = await throttledVonage();
  const other = await startApp(server, { env: PRIVATE });
  await knownElsewhere();
  const recipients = numbers(40);
  const begun = performance.now();
  await burst(40, (n) => start([server.origin, other.origin][n % 2] as string, recipients[n] as string));
  await eventually(async () => vendor.accepted.length === 40, slowed(60_000));
  const took = performance.now() - begun;
  tell("40 at 5 a second by two processes", took, vendor);
  expect(new Set(vendor.accepted.map(({ to }) => to)).size).toBe(40);
  await other.stop();
  await vendor.close();
});

test("first come, first served, by and large, also while more keep coming", async () => {
  const vendor = await throttledVonage();
  const recipients = numbers(40);
  await burst(20, (n) => start(server.origin, recipients[n] as string));
  for (const to of recipients.slice(20)) {
    await start(server.origin, to);
    await pause(100);
  }
  await eventually(async () => vendor.accepted.length === 40, slowed(60_000));
  const places = recipients.map((to) => vendor.accepted.findIndex((one) => isNumber(one.to, to)));
  // Of those that came together any may be first, and who was refused lets those go first that have come by then.
  const mean = (some: readonly number[]) => some.reduce((sum, place) => sum + place, 0) / some.length;
  expect(mean(places.slice(0, 20))).toBeLessThan(mean(places.slice(20)) - 4);
  await vendor.close();
});

// A vendor's wait was charged to the message, and 31 of 70 failed beside a standby that was only full for a moment.
test("a wait that the active one names is not the standby's: by that one every code goes, at its pace", async () => {
  const find = (kind: string) => cases.find(({ connector }) => connector.id === kind) as (typeof cases)[number];
  const [active, standby] = ["twilio-short-message-service", "vonage-sms"].map(find) as [ConnectorCase, ConnectorCase];
  const [one, two] = [await active.startFake(), await standby.startFake()];
  await force(
    server.origin,
    { ...standby.config, endpoint: two.origin },
    { kind: standby.connector.id, standby: true },
  );
  await force(server.origin, { ...active.config, endpoint: one.origin }, { kind: active.connector.id });
  one.fault = { status: 429, headers: { "retry-after": "3600" } };
  two.pace = { messages: 5, perMs: 500, refused: 0 };
  tell("30 at 10 a second by a standby", await sendAll(numbers(30)), two);
  expect(two.accepted).toHaveLength(30);
  const { body } = await manage(server.origin, "GET", "/connectors");
  const standing = body.find(({ status }: { status: string }) => status === "standby");
  await manage(server.origin, "DELETE", `/connectors/${standing.id}/standby`);
  await Promise.all([one.close(), two.close()]);
});

// Ten such numbers held everybody's codes up for half a minute.
test("numbers of which the vendor has enough, in words that nobody has mapped, hold up nobody else", async () => {
  const one = cases.find(({ connector }) => connector.id === "http-sms") as ConnectorCase;
  const vendor = await one.startFake();
  await force(server.origin, one.pointTo?.(one.config, vendor.origin) as object, { kind: "http-sms" });
  const { body } = await start(server.origin, THROTTLED_NUMBER);
  for (let n = 0; n < 20; n++) await sendAll([newNumber()]);
  expect(vendor.accepted).toHaveLength(20);
  const [row] = await server.sql<Sent[]>`select * from messages where sid = ${body.send_code_attempts[0].attempt_sid}`;
  expect(row).toMatchObject({ status: "queued", errorClass: "rate" });
  await server.sql`delete from messages where status = 'queued'`;
  await vendor.close();
});

test("cancelled while it waits for its turn: not sent", async () => {
  const vendor = await throttledVonage({ messages: 1, perMs: 1000 });
  const answers = await burst(12, () => start(server.origin, newNumber()));
  const cancelled = answers.slice(6);
  for (const { body } of cancelled)
    await call(server.origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
  const takenByThen = vendor.accepted.length + vendor.waiting();
  const ends = await eventually(async () => {
    const sids = answers.map(({ body }) => body.sid as string);
    const rows = await server.sql<{ status: string; errorClass: string | null; verificationStatus: string }[]>`
      select m.status, m.error_class, v.status as verification_status
      from messages m join verifications v on v.sid = m.verification_sid where v.sid in ${server.sql(sids)}`;
    return rows.every(({ status }) => status === "sent" || status === "failed") && rows;
  }, slowed(60_000));
  const ofCancelled = ends.filter(({ verificationStatus }) => verificationStatus === "canceled");
  expect(ofCancelled).toHaveLength(6);
  expect(ofCancelled.filter(({ status }) => status === "sent").length).toBeLessThanOrEqual(takenByThen);
  expect(ofCancelled.some(({ errorClass }) => errorClass === "not_needed")).toBe(true);
  expect(ends.filter(({ verificationStatus }) => verificationStatus === "pending").map(({ status }) => status)).toEqual(
    Array(6).fill("sent"),
  );
  await vendor.close();
});

// Once they asked again and again in one turn of the event loop, and nothing else was done meanwhile.
test("messages that wait do not ask all the time, in the process or in the database, also beside a dead standby", async () => {
  const vendor = await throttledVonage({ messages: 1, perMs: 1000 });
  const gone = await cases.find(({ connector }) => connector.id === "solapi-sms")?.startFake();
  const standby = await force(
    server.origin,
    { ...cases.find(({ connector }) => connector.id === "solapi-sms")?.config, endpoint: gone?.origin },
    { kind: "solapi-sms", standby: true },
  );
  await gone?.close();
  const asked = vi.spyOn(Pace.prototype, "beginWithin");
  onTestFinished(() => asked.mockRestore());
  const recipients = numbers(10);
  await burst(10, (n) => start(server.origin, recipients[n] as string));
  await eventually(async () => vendor.accepted.length === 10, slowed(60_000));
  const [{ tries }] = await server.sql<[{ tries: number }]>`select sum(m.tries)::int as tries
    from messages m join verifications v on v.sid = m.verification_sid where v.recipient in ${server.sql(recipients)}`;
  console.log(`10 at 1 a second beside a dead standby: asked ${asked.mock.calls.length} times, leased ${tries} times`);
  expect(asked.mock.calls.length).toBeLessThan(500);
  expect(tries).toBeLessThan(150);
  await manage(server.origin, "DELETE", `/connectors/${standby}/standby`);
  await vendor.close();
});

describe("every vendor, 20 in half a second", () => {
  test.each(cases.map((one) => [one.connector.id, one] as const))("%s", async (kind, one) => {
    const vendor = await one.startFake();
    const config = one.pointTo?.(one.config, vendor.origin) ?? { ...one.config, endpoint: vendor.origin };
    await force(server.origin, config, { kind });
    vendor.pace = { messages: 10, perMs: 500, refused: 0 };
    tell(`${rounds(30, 60)} at 20 a second by ${kind}`, await sendAll(numbers(rounds(30, 60))), vendor);
    expect(vendor.pace.refused).toBeGreaterThan(0);
    expect(vendor.accepted).toHaveLength(rounds(30, 60));
    await vendor.close();
  });
});

describe("mail servers with few connections", () => {
  let next = 0;
  const addresses = (n: number) => Array.from({ length: n }, () => `kim.${next++}@example.org`);
  const activate = (mail: FakeMailServer, more: object = {}) =>
    force(
      server.origin,
      {
        host: "127.0.0.1",
        servername: mailAccount.host,
        port: mail.port,
        auth: { user: mailAccount.user, pass: mailAccount.pass },
        fromEmail: "team@example.com",
        tls: { ca: mailCertificate },
        templates: koreanTemplates.map((one) => ({ ...one, contentType: "text/plain", subject: "{{brand}}" })),
        ...more,
      },
      { kind: "simple-mail-transfer-protocol" },
    );

  test("three: 25 mails, each once", async () => {
    const mail = await fakeSmtp({ maxConnections: 3, takesMs: 300 });
    await activate(mail);
    const recipients = addresses(25);
    const took = await sendAll(recipients, { Channel: "email" });
    expect(mail.accepted.map(({ to }) => to).sort()).toEqual(recipients.sort());
    tell("25 mails by 3 connections", took);
    await mail.close();
  });

  test("no more than the settings say, five unless told", async () => {
    for (const [more, most] of [
      [{}, 5],
      [{ maxConnections: 2 }, 2],
    ] as const) {
      const mail = await fakeSmtp({ takesMs: 100 });
      await activate(mail, more);
      let open = 0;
      const watch = setInterval(() => {
        open = Math.max(open, mail.open());
      }, 5);
      await sendAll(addresses(20), { Channel: "email" });
      clearInterval(watch);
      expect(open).toBeGreaterThan(0);
      // One that has said QUIT may not be gone yet.
      expect(open).toBeLessThanOrEqual(most + 1);
      await mail.close();
    }
  });
});
