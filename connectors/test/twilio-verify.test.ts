/** @module What is Twilio Verify's own: it makes the code, and says whether one is right. */
import { localeOf, twilioVerify } from "@munjigi/connectors/sms/twilio-verify";
import { type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeTwilioVerify } from "@munjigi/testkit/sms/twilio-verify";
import { afterEach, expect, test } from "vitest";
import { twilioVerifyCase } from "./cases/twilio-verify.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(async () => {
  await vendor?.close();
  vendor = undefined;
});

const own = (more: object = {}) =>
  settingsOf(twilioVerify, { ...twilioVerifyCase.config, endpoint: vendor?.origin, ...more });
const { start, check: ask } = twilioVerify.verifier as NonNullable<typeof twilioVerify.verifier>;
const begin = (more: object = {}, settings = own()) => start(messageFor(settings, more), settings, contextFor());
const check = (code: string, to = NUMBER) => ask(to, code, own(), contextFor());
const texted = () => /\d{6}/.exec(vendor?.accepted.at(-1)?.text ?? "")?.[0] ?? "";
const other = (code: string) => (code === "111111" ? "222222" : "111111");

test("asks for a text in the language of the message, and tells Twilio nothing of our code", async () => {
  vendor = await fakeTwilioVerify();
  const { vendorMessageId } = await begin({ locale: "ko-KR" });
  await begin({ locale: "eo", to: "+14155550123" });
  expect(vendorMessageId).toMatch(/^VE[0-9a-f]{32}$/);
  expect(vendor.requests.map(({ form }) => Object.fromEntries(form))).toEqual([
    { To: NUMBER, Channel: "sms", Locale: "ko" },
    { To: "+14155550123", Channel: "sms" },
  ]);
  expect(vendor.requests.map(({ body }) => body).join()).not.toContain(CODE);
});

test.each([
  ["ko", "ko"],
  ["KO-kr", "ko"],
  ["en-gb", "en-GB"],
  ["pt-PT", "pt"],
  ["zh-TW", "zh"],
  ["eo", undefined],
])("%s is %s", (locale, expected) => {
  expect(localeOf(locale)).toBe(expected);
});

test("the same function sends and begins", () => {
  expect(twilioVerify.send).toBe(start);
});

test("the right code is right, once", async () => {
  vendor = await fakeTwilioVerify();
  await begin();
  expect(await check(other(texted()))).toBe(false);
  expect(await check(texted())).toBe(true);
  expect(await check(texted())).toBe(false);
});

test("after five wrong ones even the right one is wrong, and nothing more is sent", async () => {
  vendor = await fakeTwilioVerify();
  await begin();
  const wrong = await Promise.all(Array.from({ length: 5 }, () => check(other(texted()))));
  expect(wrong).toEqual([false, false, false, false, false]);
  expect(await check(texted())).toBe(false);
  await expect(begin()).rejects.toMatchObject({ failureClass: "rate", vendorCode: "60202", notSent: true });
});

test("a number that was never written to has no right code", async () => {
  vendor = await fakeTwilioVerify();
  expect(await check("123456")).toBe(false);
});

test.each(["", "123", "12345678901", "12 456", "12345\n"])("%j is no code, and not asked about", async (code) => {
  vendor = await fakeTwilioVerify();
  expect(await check(code)).toBe(false);
  expect(vendor.requests).toHaveLength(0);
});

test("a sixth text within the time of one verification", async () => {
  vendor = await fakeTwilioVerify();
  const sids = [];
  for (let count = 0; count < 5; count++) sids.push((await begin()).vendorMessageId);
  expect(new Set(sids).size).toBe(1);
  await expect(begin()).rejects.toMatchObject({ failureClass: "rate", vendorCode: "60203" });
});

test.each([
  [400, 60200, "recipient_invalid"],
  [403, 60205, "recipient_invalid"],
  [400, 21211, "recipient_invalid"],
  [403, 60605, "geo"],
  [400, 60220, "geo"],
  [403, 60410, "recipient_blocked"],
  [401, 20003, "auth"],
  [429, 20429, "rate"],
  [400, 60223, "sender"],
  [400, 60999, "unknown"],
] as const)("%i %i is %s", async (status, code, failureClass) => {
  vendor = await startFakeVendor(() => ({ status, body: { code, message: "…", status } }));
  await expect(begin()).rejects.toMatchObject({ failureClass, vendorCode: String(code), notSent: true });
});

test("a service of another account", async () => {
  vendor = await fakeTwilioVerify();
  await expect(begin({}, own({ serviceSID: `VA${"9".repeat(32)}` }))).rejects.toMatchObject({
    failureClass: "auth",
    vendorCode: "20404",
  });
});

test("what it says of a number does not repeat it", async () => {
  vendor = await fakeTwilioVerify();
  const failure = await begin({ to: UNKNOWN_NUMBER }).catch((error: Error) => error);
  expect(failure).toMatchObject({ message: "Invalid parameter `To`: …" });
});

test.each([
  [
    { status: 401, body: { code: 20003 } },
    { failureClass: "auth", vendorCode: "20003" },
  ],
  [{ status: 400, body: { code: 60200, message: "Invalid parameter" } }, { vendorCode: "60200" }],
  [{ status: 429, body: { code: 20429 } }, { failureClass: "rate" }],
  [{ status: 404, body: "not found" }, { vendorCode: "404" }],
  [{ status: 200, body: "<html>" }, { failureClass: "unknown" }],
  [{ status: 200, body: { valid: true } }, { failureClass: "unknown" }],
  [{ status: 500, body: "oops" }, { failureClass: "unknown" }],
  [{ status: 503, body: "" }, { failureClass: "transient" }],
])("where Twilio does not say whether a code is right, that is a failure: %j", async (answer, expected) => {
  vendor = await startFakeVendor(() => answer);
  await expect(check("123456")).rejects.toMatchObject(expected);
});

test.each([{ status: "canceled" }, { status: "pending", valid: true }, { status: "" }])(
  "%j is not approved",
  async (body) => {
    vendor = await startFakeVendor(() => ({ body }));
    expect(await check("123456")).toBe(false);
  },
);
