/** @module What is Solapi's own: its signature, failures inside a 200, lists of messages as delivery reports. */
import { sign, solapi } from "@munjigi/connectors/sms/solapi";
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeSolapi } from "@munjigi/testkit/sms/solapi";
import { afterEach, expect, test } from "vitest";
import { solapiCase } from "./cases/solapi.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(() => vendor?.close());

const own = (more: object = {}) => settingsOf(solapi, { ...solapiCase.config, endpoint: vendor?.origin, ...more });
const send = (more: object = {}, settings = own(), context = contextFor()) =>
  solapi.send(messageFor(settings, more), settings, context);
const receive = (body: string) =>
  solapi.receipt?.({ url: "https://verify.example.com/hooks/x", headers: new Headers(), body }, own(), contextFor());

test("signs date and salt", () => {
  expect(sign("SOLAPISECRET0000000000000000TEST", "2026-11-21T12:34:56.789Z", "0123456789abcdef0123456789abcdef")).toBe(
    "f89b0ca560dbc684f80ff370badd76e0926db0d9bdbfdfa590d1f2ad7941cc84",
  );
});

test("writes the header from the clock and the random bytes it is given", async () => {
  vendor = await startFakeVendor(() => ({ body: { messageId: "M", statusCode: "2000" } }));
  const context = {
    ...contextFor(),
    clock: () => new Date("2026-11-21T12:34:56.789Z"),
    random: (bytes: number) => new Uint8Array(bytes).fill(1),
  };
  await send({}, own({ apiKey: "KEY", apiSecret: "SECRET" }), context);
  const salt = "01".repeat(16);
  expect(vendor.requests[0]?.headers.authorization).toBe(
    `HMAC-SHA256 apiKey=KEY, date=2026-11-21T12:34:56.789Z, salt=${salt}, signature=${sign("SECRET", "2026-11-21T12:34:56.789Z", salt)}`,
  );
});

test("signs anew for every message", async () => {
  vendor = await fakeSolapi();
  await send();
  await send();
  expect(vendor.accepted).toHaveLength(2);
});

test("says the type, and the country of a foreign number", async () => {
  vendor = await fakeSolapi();
  await send();
  await send({ to: "+85261234567", body: `Your code is ${CODE}.` });
  await send({ body: `${CODE} ${"가".repeat(50)}` }, own({ allowLms: true }));
  const messages = vendor.requests.map(({ json }) => json.message);
  expect(messages[0]).toMatchObject({ to: "01012345678", type: "SMS" });
  expect(messages[0]).not.toHaveProperty("country");
  expect(messages[1]).toMatchObject({ to: "61234567", type: "SMS", country: "852" });
  expect(messages[2]).toMatchObject({ to: "01012345678", type: "LMS" });
  expect(vendor.accepted[0]?.reference).toBe(messageFor({}).reference);
});

test("a clock that is off is told as such", async () => {
  vendor = await fakeSolapi();
  const context = { ...contextFor(), clock: () => new Date(Date.now() - 16 * 60_000) };
  await expect(send({}, own(), context)).rejects.toMatchObject({
    failureClass: "auth",
    vendorCode: "RequestTimeTooSkewed",
  });
});

test.each([
  [{ statusCode: "1062" }, { failureClass: "sender", vendorCode: "1062", notSent: true }],
  [
    { messageId: "M", statusCode: "1030" },
    { failureClass: "balance", notSent: true },
  ],
  [
    { messageId: "M", statusCode: "2061" },
    { failureClass: "recipient_blocked", notSent: true },
  ],
  [{ statusCode: "1999" }, { failureClass: "unknown", vendorCode: "1999", notSent: true }],
  [{ statusCode: "2000" }, { failureClass: "unknown", notSent: false }],
  [{ messageId: "M" }, { failureClass: "unknown", notSent: false }],
  [[], { failureClass: "unknown", notSent: false }],
])("a 200 that says %j", async (body, expected) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject(expected);
});

test("a sender that is not registered", async () => {
  vendor = await fakeSolapi();
  await expect(send({}, own({ from: "0299999999" }))).rejects.toMatchObject({ failureClass: "sender" });
});

test("a number without a subscriber fails after it was accepted; a message nobody knows is on its way", async () => {
  vendor = await fakeSolapi();
  const { vendorMessageId = "" } = await send({ to: UNKNOWN_NUMBER });
  expect(await solapi.status?.(vendorMessageId, own(), contextFor())).toEqual({
    vendorMessageId,
    status: "failed",
    failureClass: "recipient_invalid",
    vendorCode: "3032",
  });
  expect(await solapi.status?.("M-unknown", own(), contextFor())).toEqual({
    vendorMessageId: "M-unknown",
    status: "sent",
  });
});

test("points count as money", async () => {
  vendor = await startFakeVendor(() => ({ body: { balance: 1200.5, point: 30 } }));
  expect(await solapi.balance?.(own(), contextFor())).toEqual({ amount: "1230.5", unit: "KRW" });
});

test("reads delivery reports, and nothing else of what came", async () => {
  const body = JSON.stringify([
    { messageId: "M1", statusCode: "4000", to: "01012345678", text: CODE },
    { messageId: "M2", statusCode: "3047" },
    { messageId: "M3", statusCode: "3000" },
    { messageId: "M4", statusCode: "3040" },
    { messageId: 5, statusCode: "4000" },
    { groupId: "G" },
    null,
  ]);
  expect(await receive(body)).toEqual([
    { vendorMessageId: "M1", status: "delivered" },
    { vendorMessageId: "M2", status: "failed", failureClass: "recipient_blocked", vendorCode: "3047" },
    { vendorMessageId: "M3", status: "sent" },
    { vendorMessageId: "M4", status: "failed", failureClass: "unknown", vendorCode: "3040" },
  ]);
});

test.each(["", "{}", '"x"', "null", "messageId=M1"])("%j is no delivery report", async (body) => {
  await expect(receive(body)).rejects.toThrow();
});

test.each([
  [undefined, "https://api.solapi.com/messages/v4/send"],
  ["https://api.coolsms.co.kr", "https://api.coolsms.co.kr/messages/v4/send"],
])("with the endpoint %s it calls %s", async (endpoint, address) => {
  let called: unknown;
  const context = {
    ...contextFor(),
    fetch: async (url: unknown) => {
      called = url;
      return Response.json({ messageId: "M", statusCode: "2000" });
    },
  };
  await send({}, settingsOf(solapi, { ...solapiCase.config, endpoint }), context as never);
  expect(called).toBe(address);
});
