/** @module What becomes of a message: every outcome a vendor can have, and how many texts each may cost. */
import { type Accepted, SendFailure, type SmsMessage } from "@munjigi/connectors/message-connector";
import { beforeEach, expect, test } from "vitest";
import type { Outcome } from "../../dist/delivery/outcome.js";
import { finishMessages } from "../../dist/delivery/store.js";
import {
  age,
  burst,
  call,
  check,
  credentials,
  fakeConnector,
  newNumber,
  phone,
  service,
  start,
  startApp,
  suite,
} from "../harness.js";
import { eventually, slowed } from "../kit/pace.js";

/** What the vendor does with the nth (from 0) message to a number. */
type Behaviour = (message: SmsMessage, n: number, signal: AbortSignal) => Promise<Accepted>;

const accept: Behaviour = async ({ reference }) => ({ vendorMessageId: `v-${reference}`, parts: 1 });
const fail = (failureClass: ConstructorParameters<typeof SendFailure>[0], details = {}) => {
  throw new SendFailure(failureClass, "the vendor's words", details);
};

/** A vendor that behaves as each number's test wants it to. */
class Vendor {
  readonly got: { message: SmsMessage; at: number }[] = [];
  private readonly behaviours = new Map<string, Behaviour>();

  readonly connector = fakeConnector({
    id: "test-vendor",
    send: async (message, _settings, { signal }) => {
      const earlier = this.sentTo(message.to).length;
      this.got.push({ message, at: Date.now() });
      return await (this.behaviours.get(message.to) ?? accept)(message, earlier, signal);
    },
  });

  sentTo = (to: string) => this.got.filter(({ message }) => message.to === to);
  behave = (to: string, behaviour: Behaviour) => void this.behaviours.set(to, behaviour);
}

interface MessageRow {
  status: string;
  tries: number;
  unknownOutcomes: number;
  connector: string | null;
  vendorMessageId: string | null;
  parts: number | null;
  errorClass: string | null;
  errorCode: string | null;
  sentAt: Date | null;
  nextAt: Date;
  waitMs: number;
}

const vendor = new Vendor();

const server = suite({
  connector: vendor.connector,
  settingsVersion: () => ({ versionId: `v${tests}` }),
});

/** The failures of one test do not shut the vendor out of the next. */
let tests = 0;
beforeEach(() => {
  tests += 1;
});

/** A verification, and its first message. */
async function create(behaviour: Behaviour, more: Record<string, string> = {}) {
  const to = newNumber();
  vendor.behave(to, behaviour);
  const { status, body } = await start(server.origin, to, more);
  expect(status).toBe(201);
  return { to, sid: body.sid as string, message: body.send_code_attempts[0].attempt_sid as string };
}

async function read(message: string): Promise<MessageRow> {
  const [row] = await server.sql<[MessageRow]>`select *,
    (extract(epoch from next_at - clock_timestamp()) * 1000)::int as wait_ms from messages where sid = ${message}`;
  return row;
}

const reaches = async (message: string, status: string, tries?: number) =>
  await eventually(async () => {
    const row = await read(message);
    return row.status === status && (tries === undefined || row.tries === tries) && row;
  });

/** Time is moved: the message is due now. */
const makeDue = async (message: string) =>
  await server.sql`update messages set next_at = clock_timestamp() where sid = ${message}`;

/** A message that the vendor asked to hold back for minutes: the test decides what happens to it next. */
async function createHeld(afterwards: Behaviour = accept) {
  const held = await create((message, n, signal) =>
    n === 0 ? fail("transient", { retryAfterSeconds: 300 }) : afterwards(message, n - 1, signal),
  );
  await reaches(held.message, "queued", 1);
  return held;
}

test("accepted: sent, with the vendor's identifier, in one try", async () => {
  const { to, message } = await create(async ({ reference }) => ({ vendorMessageId: `v-${reference}`, parts: 2 }));
  const row = await reaches(message, "sent");
  expect(row).toMatchObject({ tries: 1, connector: "test-vendor", parts: 2, errorClass: null, unknownOutcomes: 0 });
  expect(row.vendorMessageId).toBe(`v-${message}`);
  expect(Math.abs(Number(row.sentAt) - Date.now())).toBeLessThan(slowed(10_000));
  expect(vendor.sentTo(to).map(({ message: { reference } }) => reference)).toEqual([message]);
});

test("transient: with growing waits, for as long as the code has a minute to live, then failed for good", async () => {
  const { to, sid, message } = await create(async () => fail("transient", { vendorCode: "E503" }));
  for (let n = 1; n <= 9; n++) {
    const { waitMs, ...row } = await reaches(message, "queued", n);
    expect(row).toMatchObject({ errorClass: "transient", errorCode: "E503", unknownOutcomes: 0 });
    const mostMs = Math.min(500 * 2 ** (n - 1), 60_000);
    expect(waitMs).toBeLessThanOrEqual(mostMs);
    if (n > 5) expect(waitMs).toBeGreaterThan(mostMs / 2 - slowed(1000));
    // A breaker of its own for each try: this is about waits.
    tests += 1;
    await makeDue(message);
  }
  await reaches(message, "queued", 10);
  // Eleven seconds before its last minute: the wait is cut, so that one more try fits in.
  await age(server.sql, sid, 529);
  tests += 1;
  await makeDue(message);
  const { waitMs } = await reaches(message, "queued", 11);
  expect(waitMs).toBeLessThanOrEqual(11_000);
  await age(server.sql, sid, 12);
  await makeDue(message);
  expect(await reaches(message, "failed")).toMatchObject({ errorClass: "expired" });
  await makeDue(message);
  await reaches((await create(accept)).message, "sent");
  expect(vendor.sentTo(to)).toHaveLength(11);
});

test("rate of one recipient: it waits, and nobody else does", async () => {
  const { message } = await create(async () => fail("rate", { recipientOnly: true, vendorCode: "60203" }));
  const row = await reaches(message, "queued", 1);
  expect(row).toMatchObject({ errorClass: "rate", errorCode: "60203" });
  for (const { message: other } of await burst(20, () => create(accept))) await reaches(other, "sent", 1);
  await server.sql`delete from messages where sid = ${message}`;
});

test("rate: no try is used up, however often", async () => {
  const { to, message } = await create(async (text, n, signal) => (n < 12 ? fail("rate") : accept(text, n, signal)));
  const row = await reaches(message, "sent");
  expect(row).toMatchObject({ errorClass: null, unknownOutcomes: 0 });
  const [{ failures }] = await server.sql<
    [{ failures: unknown }]
  >`select failures from messages where sid = ${message}`;
  expect(failures).toBeNull();
  expect(vendor.sentTo(to)).toHaveLength(13);
});

test("rate: a named wait that the code does not outlive: failed at once, and told", async () => {
  const { message } = await create(async () => fail("rate", { retryAfterSeconds: 900, vendorCode: "20429" }));
  expect(await reaches(message, "failed")).toMatchObject({ errorClass: "rate", errorCode: "20429" });
});

test("transient twice, then accepted: one code, one reference", async () => {
  const { to, message } = await create(async (text, n, signal) =>
    n < 2 ? fail("transient") : accept(text, n, signal),
  );
  expect(await reaches(message, "sent")).toMatchObject({ tries: 3, errorClass: null });
  const texts = vendor.sentTo(to).map(({ message: { reference, body } }) => `${reference} ${body}`);
  expect(texts).toHaveLength(3);
  expect(new Set(texts).size).toBe(1);
});

test("rate: not before the vendor's time is up, and soon after", async () => {
  const { to, message } = await create(async (text, n, signal) =>
    n === 0 ? fail("rate", { retryAfterSeconds: 1.2 }) : accept(text, n, signal),
  );
  await reaches(message, "sent");
  const [first, second] = vendor.sentTo(to).map(({ at }) => at) as [number, number];
  expect(second - first).toBeGreaterThanOrEqual(1200);
  expect(second - first).toBeLessThan(1200 + slowed(2000));
});

const definite = ["auth", "balance", "sender", "recipient_invalid", "recipient_blocked", "content", "geo"] as const;
test.each(definite)("%s: failed at once", async (failureClass) => {
  const { to, message } = await create(async () => fail(failureClass, { vendorCode: "+821012345678" }));
  expect(await reaches(message, "failed")).toMatchObject({ tries: 1, errorClass: failureClass, errorCode: null });
  expect(vendor.sentTo(to)).toHaveLength(1);
});

// Codes of Tencent's were dropped for their length, and their remedies with them.
test("the longest code of a vendor is kept", async () => {
  const vendorCode = "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber";
  const { message } = await create(async () => fail("content", { vendorCode }));
  expect(await reaches(message, "failed")).toMatchObject({ errorCode: vendorCode });
});

const crash: Behaviour = async () => {
  throw new Error("socket hang up");
};

test.each<[string, Behaviour, string, string | null]>([
  ["unknown again", crash, "failed", "unknown"],
  ["content", async () => fail("content"), "failed", "content"],
  ["accepted", accept, "sent", null],
])("unknown, then %s: two texts at most, ten seconds apart", async (_name, afterwards, status, errorClass) => {
  const { to, message } = await create((text, n, signal) => (n === 0 ? crash : afterwards)(text, n, signal));
  const waiting = await reaches(message, "queued", 1);
  expect(waiting).toMatchObject({ unknownOutcomes: 1, errorClass: "unknown" });
  const [first] = vendor.sentTo(to);
  const apartMs = Number(waiting.nextAt) - (first?.at as number);
  expect(apartMs).toBeGreaterThanOrEqual(10_000);
  expect(apartMs).toBeLessThan(10_000 + slowed(2000));
  await makeDue(message);
  expect(await reaches(message, status)).toMatchObject({ tries: 2, errorClass });
  await makeDue(message);
  await reaches((await create(accept)).message, "sent");
  expect(vendor.sentTo(to)).toHaveLength(2);
});

test("unknown, then definite failures, which are no texts: it is tried on, and a second unknown is the end", async () => {
  const { to, message } = await create((text, n, signal) =>
    n === 0 || n === 3 ? crash(text, n, signal) : fail("transient"),
  );
  await reaches(message, "queued", 1);
  await makeDue(message);
  expect(await reaches(message, "failed")).toMatchObject({ errorClass: "unknown", unknownOutcomes: 2 });
  expect(vendor.sentTo(to)).toHaveLength(4);
});

test("a vendor that does not answer is given up after 5 s, listening or not, and holds up nobody", async () => {
  const aborted: boolean[] = [];
  const deaf = await create(async (text, n, signal) => {
    await new Promise((done) => setTimeout(done, 5600));
    aborted.push(signal.aborted);
    return await accept(text, n, signal);
  });
  const listening = await create(
    (_text, _n, signal) => new Promise((_, no) => signal.addEventListener("abort", () => no(signal.reason))),
  );
  const others = await burst(20, () => create(accept));
  const since = performance.now();
  for (const { message } of others) await reaches(message, "sent", 1);
  expect(performance.now() - since).toBeLessThan(slowed(2000));
  for (const { message } of [deaf, listening]) {
    const row = await reaches(message, "queued", 1);
    expect(row).toMatchObject({ errorClass: "unknown", unknownOutcomes: 1 });
  }
  await eventually(async () => aborted.length > 0);
  expect(aborted).toEqual([true]);
  // The late "accepted" of a try that was given up changes nothing.
  expect(await read(deaf.message)).toMatchObject({ status: "queued", vendorMessageId: null });
  for (const { sid } of [deaf, listening])
    await call(server.origin, `${service}/Verifications/${sid}`, { Status: "canceled" });
});

test.each(["canceled", "approved"])("%s before it was leased: not sent", async (status) => {
  const { to, sid, message } = await createHeld();
  expect((await call(server.origin, `${service}/Verifications/${sid}`, { Status: status })).status).toBe(200);
  await makeDue(message);
  expect(await reaches(message, "failed")).toMatchObject({ tries: 1, errorClass: "not_needed" });
  expect(vendor.sentTo(to)).toHaveLength(1);
});

test("locked by wrong codes before it was leased: not sent", async () => {
  const { to, message } = await createHeld();
  for (let round = 0; round < 6; round++) await check(server.origin, to, "00000000");
  await makeDue(message);
  expect(await reaches(message, "failed")).toMatchObject({ errorClass: "not_needed" });
  expect(vendor.sentTo(to)).toHaveLength(1);
});

test("less than a minute of life left: not sent; a little more: sent", async () => {
  const late = await createHeld();
  const inTime = await createHeld();
  await age(server.sql, late.sid, 541);
  await age(server.sql, inTime.sid, 530);
  await makeDue(late.message);
  await makeDue(inTime.message);
  expect(await reaches(late.message, "failed")).toMatchObject({ errorClass: "expired" });
  expect(await reaches(inTime.message, "sent")).toMatchObject({ tries: 2 });
  const resend = (await start(server.origin, late.to)).body.send_code_attempts[1].attempt_sid;
  expect(await reaches(resend, "failed")).toMatchObject({ tries: 0, errorClass: "expired" });
  expect(vendor.sentTo(late.to)).toHaveLength(1);
});

/** A worker took the message, and its fifteen seconds went by without a word. */
const lapse = async (message: string) =>
  await server.sql`update messages set status = 'sending', tries = tries + 1, next_at = clock_timestamp()
    where sid = ${message}`;

test("a lapsed lease is tried once more; a second one is the end", async () => {
  const { to, message } = await createHeld(crash);
  await lapse(message);
  // The retry's own outcome is unknown too: that was the second text there may have been.
  expect(await reaches(message, "failed")).toMatchObject({ tries: 3, errorClass: "unknown" });
  expect(vendor.sentTo(to)).toHaveLength(2);
  const twice = await createHeld();
  await server.sql`update messages set unknown_outcomes = 1 where sid = ${twice.message}`;
  await lapse(twice.message);
  expect(await reaches(twice.message, "failed")).toMatchObject({ errorClass: "unknown", unknownOutcomes: 2 });
  expect(vendor.sentTo(twice.to)).toHaveLength(1);
});

test("a worker that lost its lease cannot finish the message", async () => {
  const { message } = await createHeld();
  const { sql } = server;
  await sql`update messages set status = 'sending', tries = 3, next_at = clock_timestamp() + interval '1 hour'
    where sid = ${message}`;
  const outcome: Outcome = {
    ...{ sid: message, tries: 2, status: "failed", connector: "stale", vendorMessageId: "stale", parts: 9 },
    ...{ errorClass: "auth", errorCode: "stale", delayMs: 0, unknown: 1 },
    ...{ connectorId: null, price: null, currency: null, priceClass: null, failure: null, askDelayMs: null },
  };
  const before = await read(message);
  await finishMessages(sql, [outcome]);
  expect(await read(message)).toEqual({ ...before, waitMs: expect.any(Number) });
  await finishMessages(sql, [{ ...outcome, tries: 3, status: "sent", errorClass: null, unknown: 0 }]);
  await finishMessages(sql, [{ ...outcome, tries: 3 }]);
  expect(await read(message)).toMatchObject({ status: "sent", tries: 3, connector: "stale", unknownOutcomes: 0 });
});

/** Every character that EUC-KR knows, told by the platform's own decoder: the measure for the bytes of a text. */
const eucKr = new Map<string, number>();
for (let byte = 0; byte < 0x80; byte++) eucKr.set(String.fromCharCode(byte), 1);
for (let lead = 0xa1; lead < 0xff; lead++)
  for (let trail = 0xa1; trail < 0xff; trail++)
    eucKr.set(new TextDecoder("euc-kr").decode(Uint8Array.of(lead, trail)), 2);

test.each(["문지기", "아주길고긴이름을가진서비스의이름입니다", "뷁뷁쀍 펲시 똠방각하"])(
  "a text from %s: whole in EUC-KR, at most 80 bytes, with the code where phones look",
  async (brand) => {
    const { to, message } = await create(accept, { CustomFriendlyName: brand });
    await reaches(message, "sent");
    const [text] = vendor.sentTo(to).map((sent) => sent.message);
    const { body, code } = text as SmsMessage;
    expect(body).toContain(`인증번호 [${code}]`);
    const sizes = [...body].map((letter) => [letter, eucKr.get(letter)] as const);
    expect(sizes.filter(([, size]) => size === undefined)).toEqual([]);
    expect(sizes.reduce((sum, [, size]) => sum + (size ?? 0), 0)).toBeLessThanOrEqual(80);
  },
);

test("1000 messages at once, two dispatchers: each is sent once", async () => {
  const { sid } = await create(accept);
  const second = await startApp(server, { connector: { ...vendor.connector, id: "second" } });
  const { sql } = server;
  // Slow enough that one process has its hands full (500) while there is more to take.
  const numbers = Array.from({ length: 1000 }, (_, i) => `+8210${90_000_001 + i}`);
  const slow: Behaviour = async (text, n, signal) => {
    await new Promise((done) => setTimeout(done, 1200));
    return await accept(text, n, signal);
  };
  for (const to of numbers) vendor.behave(to, slow);
  const since = Date.now();
  await sql`with copied as (
      insert into verifications (sid, service_sid, recipient, country, purpose, channel, key_id, code_length, code_mac,
        code_mac_by_sid, sends, wording, expires_at)
      select 'VE' || md5('many' || i), service_sid, '+8210' || (90000000 + i), country, purpose, channel, key_id, code_length,
        code_mac, code_mac_by_sid, sends, wording, expires_at
      from verifications cross join generate_series(1, 1000) as i where sid = ${sid}
      returning sid)
    insert into messages (sid, verification_sid, channel) select 'VL' || md5(sid), sid, 'sms' from copied`;
  const bySender = () => sql<{ connector: string; n: number }[]>`
    select connector, count(*)::int as n from messages where status = 'sent' and tries = 1 and sid in
      (select 'VL' || md5('VE' || md5('many' || i)) from generate_series(1, 1000) as i) group by connector`;
  await eventually(async () => (await bySender()).reduce((sum, { n }) => sum + n, 0) === 1000);
  console.log(`1000 messages sent in ${Date.now() - since} ms:`, await bySender());
  expect(await bySender()).toHaveLength(2);
  await second.stop();
  const copies = vendor.got.filter(({ message: { to } }) => numbers.includes(to));
  expect(copies).toHaveLength(1000);
  expect(new Set(copies.map(({ message }) => message.reference)).size).toBe(1000);
});

/** A service of its own, and a start under it; `end` deletes it. */
async function createService() {
  const { sid } = (await call(server.origin, "/Services", { FriendlyName: "Soon gone" })).body;
  const made = await fetch(`${server.origin}/api/keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
    body: JSON.stringify({ kind: "publishable", name: "pages", serviceSid: sid }),
  });
  const { secret } = (await made.json()) as { secret: string };
  return {
    sid: sid as string,
    /** From a page, by the statement that counts. */
    startByPhone: async (phoneNumber: string, origin: string) =>
      await phone(origin, "/phone", { phoneNumber }, { "x-munjigi-key": secret }),
    start: async (to: string, origin = server.origin) =>
      await call(origin, `/Services/${sid}/Verifications`, { To: to, Channel: "sms" }),
    end: async () => {
      const { status } = await call(server.origin, `/Services/${sid}`, undefined, { method: "DELETE" });
      expect(status).toBe(204);
    },
  };
}

const messageOf = ({ body }: Awaited<ReturnType<typeof call>>) => body.send_code_attempts[0].attempt_sid as string;

test("a deleted service sends nothing more: what waits for a retry and what is queued fails unsent", async () => {
  const own = await createService();
  const numbers = [newNumber(), newNumber()] as const;
  for (const to of numbers) vendor.behave(to, async () => fail("transient", { retryAfterSeconds: 300 }));
  const [retried, queued] = await Promise.all(numbers.map(async (to) => messageOf(await own.start(to))));
  for (const message of [retried, queued]) await reaches(message as string, "queued", 1);
  await server.sql`update messages set tries = 0, failures = null where sid = ${queued as string}`;
  await own.end();
  for (const message of [retried, queued]) {
    await makeDue(message as string);
    expect(await reaches(message as string, "failed")).toMatchObject({ errorClass: "not_needed" });
  }
  expect(numbers.map((to) => vendor.sentTo(to).length)).toEqual([1, 1]);
});

test("a message of a deleted service whose worker died is not taken up", async () => {
  const own = await createService();
  const to = newNumber();
  vendor.behave(to, async () => fail("transient", { retryAfterSeconds: 300 }));
  const message = messageOf(await own.start(to));
  await reaches(message, "queued", 1);
  await own.end();
  await server.sql`update messages set status = 'sending', next_at = clock_timestamp() where sid = ${message}`;
  expect(await reaches(message, "failed")).toMatchObject({ errorClass: "not_needed" });
  expect(vendor.sentTo(to)).toHaveLength(1);
});

test("a process that has not heard of the deletion sends nothing either, once or again", async () => {
  const own = await createService();
  const [first, again] = [newNumber(), newNumber()];
  const other = await startApp(server, { connector: vendor.connector });
  await reaches(messageOf(await own.start(again, other.origin)), "sent");
  await own.end();
  for (const to of [first, again]) {
    const before = vendor.sentTo(to).length;
    const answer = await own.start(to, other.origin);
    // A start that comes more than a second later finds no service.
    if (answer.status === 404) continue;
    expect(answer.status).toBe(201);
    const message = answer.body.send_code_attempts.at(-1).attempt_sid;
    expect(await reaches(message, "failed")).toMatchObject({ errorClass: "not_needed" });
    expect(vendor.sentTo(to)).toHaveLength(before);
  }
  await other.stop();
});

test("nor by the public phone API", async () => {
  const own = await createService();
  const [first, second] = [newNumber(), newNumber()];
  const other = await startApp(server, { connector: vendor.connector });
  expect((await own.startByPhone(first, other.origin)).status).toBe(200);
  await eventually(async () => vendor.sentTo(first).length === 1);
  await own.end();
  const answer = await own.startByPhone(second, other.origin);
  // More than a second later the key is dead.
  expect([200, 401, 404]).toContain(answer.status);
  const messages = async () =>
    await server.sql<{ status: string; errorClass: string }[]>`
    select m.status, m.error_class from messages m join verifications v on v.sid = m.verification_sid
    where v.service_sid = ${own.sid} and v.recipient = ${second}`;
  if (answer.status === 200) await eventually(async () => (await messages())[0]?.status === "failed");
  for (const { errorClass } of await messages()) expect(errorClass).toBe("not_needed");
  expect(vendor.sentTo(second)).toEqual([]);
  await other.stop();
});
