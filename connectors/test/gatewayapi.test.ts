/** @module What is GatewayAPI's own: encodings, hex codes, signed delivery reports, hosts. */
import { createHmac } from "node:crypto";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { gatewayapi, readToken } from "@munjigi/connectors/sms/gatewayapi";
import { BLOCKED_NUMBER, type FakeVendor, startFakeVendor, UNKNOWN_NUMBER } from "@munjigi/testkit/fake-vendor";
import { fakeGatewayApi } from "@munjigi/testkit/sms/gatewayapi";
import { afterEach, expect, test } from "vitest";
import { gatewayapiCase } from "./cases/gatewayapi.js";
import { CODE, contextFor, messageFor, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(async () => {
  await vendor?.close();
  vendor = undefined;
});

const own = (more: object = {}) =>
  settingsOf(gatewayapi, {
    ...gatewayapiCase.config,
    ...(vendor && { endpoint: `${vendor.origin}/rest/mtsms` }),
    ...more,
  });
const send = (more: object = {}) => gatewayapi.send(messageFor(own(), more), own(), contextFor());
const receive = (body: string, token?: string, more: object = {}) =>
  gatewayapi.receipt?.(
    {
      url: "https://verify.example.com/hooks/x",
      headers: new Headers(token === undefined ? {} : { "x-gwapi-signature": token }),
      body,
    },
    own(more),
    contextFor(),
  );
const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const tokenOf = (payload: object, secret: string, header: object = { typ: "JWT", alg: "HS256" }) => {
  const signed = `${b64(header)}.${b64(payload)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
};

test("an endpoint is not needed, and then it is the vendor's", () => {
  const { endpoint: _, ...config } = gatewayapiCase.config;
  expect(settingsOf(gatewayapi, config).endpoint).toBe("https://gatewayapi.com/rest/mtsms");
  expect(checkSettings(gatewayapi, { ...config, endpoint: "https://x.example/a?token=1" }, "en").ok).toBe(false);
});

test("says UCS2 of what GSM-7 cannot carry, and only of that", async () => {
  vendor = await fakeGatewayApi();
  await send();
  await send({ body: `Your code is ${CODE} [€]`, receiptUrl: "https://verify.example.com/hooks/x" });
  expect(vendor.requests.map(({ json }) => json)).toEqual([
    {
      sender: "Munjigi",
      message: messageFor({}).body,
      recipients: [{ msisdn: "821012345678" }],
      encoding: "UCS2",
      userref: messageFor({}).reference,
    },
    {
      sender: "Munjigi",
      message: `Your code is ${CODE} [€]`,
      recipients: [{ msisdn: "821012345678" }],
      userref: messageFor({}).reference,
      callback_url: "https://verify.example.com/hooks/x",
    },
  ]);
  expect(vendor.accepted.map(({ text }) => text)).toEqual([messageFor({}).body, `Your code is ${CODE} [€]`]);
});

test("tells parts and price", async () => {
  vendor = await fakeGatewayApi();
  expect(await send()).toEqual({
    vendorMessageId: "421332671",
    parts: 1,
    price: { amount: "0.036", currency: "EUR" },
  });
});

test("what it says of a number does not name it", async () => {
  vendor = await fakeGatewayApi();
  const failure = await send({ to: BLOCKED_NUMBER }).catch((error: Error) => error);
  expect(failure).toMatchObject({ message: "MSISDN %1 blacklisted", vendorCode: "0x0215" });
});

test.each([
  [403, "0x0213", "auth"],
  [403, "0x0216", "balance"],
  [403, "0x0217", "geo"],
  [403, "0x021f", "geo"],
  [400, "0x0214", "rate"],
  [500, "0x0309", "transient"],
  [400, "0x0308", "unknown"],
] as const)("%i %s is %s", async (status, code, failureClass) => {
  vendor = await startFakeVendor(() => ({ status, body: { code, message: "…" } }));
  await expect(send()).rejects.toMatchObject({ failureClass, vendorCode: `0x${code.slice(2).toUpperCase()}` });
});

test.each([{}, { ids: [] }, { ids: ["x y"] }, { ids: 5 }])("a 200 with %j is no success", async (body) => {
  vendor = await startFakeVendor(() => ({ body }));
  await expect(send()).rejects.toMatchObject({ failureClass: "unknown", notSent: false });
});

test("the fate of a message that nobody subscribed to, and of one that is not there yet", async () => {
  vendor = await fakeGatewayApi();
  const { vendorMessageId = "" } = await send({ to: UNKNOWN_NUMBER });
  expect(await gatewayapi.status?.(vendorMessageId, own(), contextFor())).toEqual({
    vendorMessageId,
    status: "failed",
    failureClass: "recipient_invalid",
    vendorCode: "0x1010",
  });
  expect(await gatewayapi.status?.("7", own(), contextFor())).toEqual({ vendorMessageId: "7", status: "sent" });
  await expect(gatewayapi.status?.(vendorMessageId, own({ apiToken: "wrong" }), contextFor())).rejects.toMatchObject({
    failureClass: "auth",
  });
});

// From the vendor's documentation, and from a client's tests; the secret of both is "secret".
const DOCUMENTED =
  "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6MjM4MTcwMywibXNpc2RuIjo0NTQyNjA5MDQ1LCJ0aW1lIjoxNTIyNzY0MDYyLCJzdGF0dXMiOiJERUxJVkVSRUQiLCJlcnJvciI6bnVsbCwiY29kZSI6bnVsbCwidXNlcnJlZiI6bnVsbCwiY2FsbGJhY2tfdXJsIjoiaHR0cDovL2JiYWY3MTQyLm5ncm9rLmlvIiwiYXBpIjo0fQ.KdfDH65bnQtgxEkFnpAQodOciAJedZFB13r9wEo8t3Y";

test("reads the token of the vendor's documentation", async () => {
  expect(readToken("secret", DOCUMENTED)).toMatchObject({ id: 2381703, status: "DELIVERED" });
  const body = JSON.stringify({ id: 1, status: "REJECTED" });
  expect(await receive(body, DOCUMENTED, { webhookSecret: "secret" })).toEqual([
    { vendorMessageId: "2381703", status: "delivered" },
  ]);
});

test.each([
  ["another secret", DOCUMENTED, "secret2"],
  ["none", undefined, "secret"],
  ["a payload that was changed", DOCUMENTED.replace("I6MjM4", "I6MjM5"), "secret"],
  ["a signature that was cut", DOCUMENTED.slice(0, -4), "secret"],
  ["no algorithm", tokenOf({ id: 1, status: "DELIVERED" }, "secret", { alg: "none" }), "secret"],
  ["too many parts", `${DOCUMENTED}.x`, "secret"],
])("with %s a report is not believed", async (_name, token, webhookSecret) => {
  await expect(receive('{"id":2381703,"status":"DELIVERED"}', token, { webhookSecret })).rejects.toThrow();
});

test.each([
  [{ id: 5, status: "DELIVERED" }, [{ vendorMessageId: "5", status: "delivered" }]],
  [{ id: 5, status: "ENROUTE" }, [{ vendorMessageId: "5", status: "sent" }]],
  [
    { id: 5, status: "UNDELIVERABLE", code: "0x1011", error: "Call barred" },
    [{ vendorMessageId: "5", status: "failed", failureClass: "recipient_blocked", vendorCode: "0x1011" }],
  ],
  [
    { id: 5, status: "EXPIRED", code: null },
    [{ vendorMessageId: "5", status: "failed", failureClass: "unknown", vendorCode: "EXPIRED" }],
  ],
  // A text that somebody sent to the team's number comes to the same webhook.
  [{ id: 5, msisdn: 4587654321, receiver: 451204, message: "foo" }, []],
])("without a secret the body counts: %j", async (report, expected) => {
  expect(await receive(JSON.stringify(report))).toEqual(expected);
});

test("what is not JSON is no report", async () => {
  await expect(receive("status=DELIVERED")).rejects.toThrow();
});
