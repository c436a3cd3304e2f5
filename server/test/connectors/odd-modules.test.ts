/**
 * @module Connectors of a team's own, which no compiler has checked: what they throw, return or never return costs a message of
 * theirs at most, and no answer of ours.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newNumber, start, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { force, manage, PRIVATE, tryOut } from "../kit/vendors.js";

/** What the module does next, and the class it throws. */
interface Hands {
  send: () => unknown;
  receipt: () => unknown;
  status: () => unknown;
  SendFailure: new (...given: unknown[]) => Error;
}
const hands = { send: () => ({}), receipt: () => [], status: () => undefined } as unknown as Hands;
(globalThis as { oddModule?: Hands }).oddModule = hands;

const source = `
  import { z } from ${JSON.stringify(import.meta.resolve("zod"))};
  import { SendFailure } from ${JSON.stringify(import.meta.resolve("@munjigi/connectors/message-connector"))};
  const hands = Object.assign(globalThis.oddModule, { SendFailure });
  export default { id: "odd", type: "Sms", name: { ko: "이상", en: "Odd" }, docs: "", settings: z.object({}),
    limits: { maxBytes: 90, charset: "euc-kr" },
    send: async () => hands.send(), receipt: async () => hands.receipt(), status: async () => hands.status() };`;

const folder = mkdtempSync(join(tmpdir(), "munjigi-odd-"));
writeFileSync(join(folder, "odd.mjs"), source);
afterAll(() => rmSync(folder, { recursive: true }));

const server = suite({ env: { ...PRIVATE, MUNJIGI_CONNECTORS: join(folder, "odd.mjs") } });

const failing =
  (failureClass: unknown, details: object = {}) =>
  () => {
    throw new hands.SendFailure(failureClass, "", details);
  };
const never = () => new Promise(() => {});

const oddities: [string, () => unknown, string][] = [
  ["parts in words", () => ({ parts: "3" }), ""],
  ["a fraction of a part", () => ({ parts: 1.5 }), ""],
  ["less than no parts", () => ({ parts: -1 }), ""],
  ["an identifier that is none", () => ({ vendorMessageId: Symbol("x") }), ""],
  ["an identifier as long as a book", () => ({ vendorMessageId: "x".repeat(100_000) }), ""],
  ["a class that there is not", failing("banana"), "unknown"],
  ["a class that every object has", failing("constructor"), "unknown"],
  ["a class that is a function", failing(() => 1), "unknown"],
  ["a code that is a number", failing("auth", { vendorCode: 5 }), "auth"],
  ["a code that is an object", failing("auth", { vendorCode: {} }), "auth"],
  ["a code that every object has", failing("auth", { vendorCode: "constructor" }), "auth"],
  [
    "nothing thrown",
    () => {
      throw null;
    },
    "unknown",
  ],
];

test.each(oddities)("%s: in a test and in a message", async (_name, act, failureClass) => {
  hands.send = act;
  const tested = await tryOut(server, server.origin, {}, { id: "odd" });
  expect(tested.status).toBe(failureClass ? 422 : 200);
  expect(JSON.stringify(tested.body).length).toBeLessThan(5000);
  if (failureClass) {
    const text = expect.any(String);
    const words = { sentence: { ko: text, en: text }, remedy: { ko: text, en: text } };
    expect(tested.body.failure).toMatchObject({ class: failureClass, ...words });
  } else expect(tested.body).toMatchObject({ parts: 1 });

  // Settings of its own: the breaker begins anew.
  const id = await force(server.origin, {}, { kind: "odd" });
  const { body } = await start(server.origin, newNumber());
  const message = body.send_code_attempts[0].attempt_sid;
  const shown = await eventually(async () => {
    const { status, body } = await manage(server.origin, "GET", `/messages/${message}`);
    expect(status).toBe(200);
    return (body.failure || body.sentAt) && body;
  });
  expect([shown.connectorId, shown.failure?.class ?? ""]).toEqual([id, failureClass]);
});

async function sendOne(id: string): Promise<{ message: string; receiptUrl: string }> {
  const vendorMessageId = `v-${Math.random()}`;
  hands.send = () => ({ vendorMessageId });
  hands.receipt = () => [{ vendorMessageId, status: "banana" }];
  const { body } = await start(server.origin, newNumber());
  const message = body.send_code_attempts[0].attempt_sid;
  await eventually(async () => (await read(message)).status === "sent");
  return { message, receiptUrl: (await manage(server.origin, "GET", `/connectors/${id}`)).body.receiptUrl };
}

const read = async (message: string) => {
  const [row] = await server.sql`select status, ask_at, vendor_message_id from messages where sid = ${message}`;
  return row as { status: string; askAt: Date; vendorMessageId: string };
};

test("reports that are none are not believed, and the list of messages can be read", async () => {
  const id = await force(server.origin, {}, { kind: "odd" });
  const { message, receiptUrl } = await sendOne(id);
  const { vendorMessageId } = await read(message);
  const failed = (more: object) => [{ vendorMessageId, status: "failed", ...more }];
  const odd = [undefined, 5, {}, [null], [5], [{ vendorMessageId }], [{ vendorMessageId, status: "banana" }]];
  for (const reports of odd) {
    hands.receipt = () => reports;
    const { status } = await fetch(receiptUrl, { method: "POST", body: "x" });
    expect([reports, status]).toEqual([reports, 404]);
  }
  expect((await read(message)).status).toBe("sent");
  hands.receipt = () => failed({ failureClass: () => 1, vendorCode: { a: 1 } });
  expect((await fetch(receiptUrl, { method: "POST", body: "x" })).status).toBe(200);
  expect((await manage(server.origin, "GET", "/messages")).status).toBe(200);
  const { body } = await manage(server.origin, "GET", `/messages/${message}`);
  expect(body.failure).toMatchObject({ class: "unknown", vendorCode: null });
});

test("one that never answers holds up its own questions and reports only, and no end of the server", async () => {
  const id = await force(server.origin, {}, { kind: "odd" });
  const { message, receiptUrl } = await sendOne(id);
  hands.receipt = never;
  const report = fetch(receiptUrl, { method: "POST", body: "x" });
  let asked = 0;
  hands.status = () => {
    asked += 1;
    return asked === 1 ? never() : { status: "banana" };
  };
  const askNow = () => server.sql`update messages set ask_at = clock_timestamp() where sid = ${message}`;
  await askNow();
  await eventually(async () => asked === 1);
  await eventually(async () => (await askNow()) && asked > 1);
  expect((await report).status).toBe(404);
  expect((await read(message)).status).toBe("sent");
  hands.status = never;
  await askNow();
});
