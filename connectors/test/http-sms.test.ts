/** @module The gateway of one's own: Logto's request, one's own body and address, what counts as success, the signature. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import { httpSms } from "@munjigi/connectors/sms/http-sms";
import { type FakeAnswer, type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { fakeHttpGateway } from "@munjigi/testkit/sms/http-sms";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { httpSmsCase } from "./cases/http-sms.js";
import { CODE, contextFor, messageFor, NUMBER, settingsOf } from "./context.js";

let vendor: FakeVendor | undefined;
afterEach(async () => {
  await vendor?.close();
  vendor = undefined;
});

const answering = async (answer: FakeAnswer = {}) => {
  vendor = await startFakeVendor(() => answer);
};
const send = (config: Record<string, unknown> = {}, message: object = {}, path = "/send") => {
  const settings = settingsOf(httpSms, { endpoint: `${vendor?.origin}${path}`, ...config });
  return httpSms.send(messageFor(settings, message), settings, contextFor());
};
const [digits, code] = [NUMBER.slice(1), CODE];

test("the default request is Logto's, byte for byte", async () => {
  await answering();
  expect(await send({ authorization: "Bearer x" })).toEqual({});
  const [request] = vendor?.requests ?? [];
  expect(request).toMatchObject({ method: "POST", target: "/send" });
  expect(request?.body).toBe(`{"to":"${digits}","type":"SignIn","payload":{"code":"${code}","locale":"ko"}}`);
  expect(request?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer x" });
});

test("without authorization there is no such header, and no signature", async () => {
  await answering();
  await send();
  expect(vendor?.requests[0]?.headers).not.toHaveProperty("authorization");
  expect(vendor?.requests[0]?.headers).not.toHaveProperty("x-munjigi-signature");
});

test("with templates the written text goes along", async () => {
  vendor = await fakeHttpGateway();
  const templates = ["SignIn", "Register", "ForgotPassword", "Generic"].map((usageType) => ({
    usageType,
    content: "[{{brand}}] {{code}}",
  }));
  const settings = settingsOf(httpSms, httpSmsCase.pointTo?.({ ...httpSmsCase.config, templates }, vendor.origin));
  await httpSms.send(messageFor(settings), settings, contextFor());
  expect(vendor.accepted[0]?.text).toBe(`[문지기] 인증번호 [${code}]`);
});

const NASTY = '"\\\n{{code}}&x=1%20</script>문 지기🔑';

test("values are escaped in JSON, and not filled again", async () => {
  await answering();
  const bodyTemplate =
    '{"a":{"to":{{to}}},"plus":"{{ toPlus }}","code":"{{code}}","text":"{{text}}","type":"{{type}}","locale":"{{locale}}","id":"{{reference}}"}';
  await send({ method: "PUT", bodyTemplate, headers: { "X-Api-Key": "k" } }, { body: NASTY });
  expect(vendor?.requests[0]).toMatchObject({ method: "PUT", headers: { "x-api-key": "k" } });
  expect(vendor?.requests[0]?.json).toEqual({
    a: { to: Number(digits) },
    plus: NUMBER,
    code,
    text: NASTY,
    type: "SignIn",
    locale: "ko",
    id: messageFor({}).reference,
  });
});

test("values are percent-encoded in forms", async () => {
  await answering();
  const contentType = "application/x-www-form-urlencoded";
  await send({ contentType, bodyTemplate: "phone={{toPlus}}&message={{text}}&key=a+b" }, { body: NASTY });
  const [request] = vendor?.requests ?? [];
  expect(request?.headers["content-type"]).toBe(contentType);
  expect(Object.fromEntries(request?.form ?? [])).toEqual({ phone: NUMBER, message: NASTY, key: "a b" });
});

test("values stay as they are in plain text", async () => {
  await answering();
  await send({ contentType: "text/plain", bodyTemplate: "{{to}}: {{text}}" }, { body: NASTY });
  expect(vendor?.requests[0]?.body).toBe(`${digits}: ${NASTY}`);
});

test("a GET has its values in the address, percent-encoded, and no body", async () => {
  await answering();
  await send({ method: "GET" }, { body: NASTY }, "/sms/{{to}}?m={{text}}&c={{code}}&k=secret");
  const [request] = vendor?.requests ?? [];
  expect(request?.method).toBe("GET");
  expect(request?.body).toBe("");
  expect(request?.headers).not.toHaveProperty("content-type");
  expect(request?.url.pathname).toBe(`/sms/${digits}`);
  expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({ m: NASTY, c: code, k: "secret" });
});

test("half of a character does not keep a message", async () => {
  await answering();
  await send({ method: "GET" }, { body: "\ud83d" }, "/?m={{text}}&to={{to}}");
  expect(vendor?.requests[0]?.url.searchParams.get("m")).toBe("\ufffd");
});

test("a name in capitals and one in small letters are one header; authorization has the last word", async () => {
  await answering();
  await send({ authorization: "Bearer right", headers: { Authorization: "Bearer left" } });
  expect(vendor?.requests[0]?.headers.authorization).toBe("Bearer right");
});

const strict = { success: { path: "result.code", equals: ["0000", "true"] } };

test.each([
  [{ body: { result: { code: "0000" } } }, strict],
  [{ body: { result: { code: true } } }, strict],
  [{ body: [{ code: 0 }] }, { success: { path: "0.code", equals: ["0"] } }],
  [{ status: 302, headers: { location: "/" } }, { success: { status: [200, 302] } }],
  [{ body: " OK\n" }, { success: { equals: ["OK"] } }],
  [{ status: 204 }, {}],
  [{ body: "<html>sent</html>" }, {}],
])("%j is a success for %j", async (answer, config) => {
  await answering(answer);
  expect(await send(config)).toEqual({});
});

test.each([
  [{ body: { result: { code: "E-17" } } }, strict, "E-17", true],
  [{ body: { result: { code: 99 } } }, strict, "99", true],
  [{ body: { result: { code: false } } }, strict, "false", true],
  [{ body: { result: { code: `no route to ${NUMBER}` } } }, strict, "200", true],
  [{ body: { result: { code: digits } } }, strict, "200", true],
  [{ body: { result: { code: `bad-${CODE}` } } }, strict, "200", true],
  [{ body: { result: { code: "0123456" } } }, strict, "200", true],
  [{ body: "ERR:5" }, { success: { equals: ["OK"] } }, "ERR:5", true],
  [{ body: { result: {} } }, strict, "200", false],
  [{ body: { result: { code: null } } }, strict, "200", false],
  [{ body: { result: { code: ["0000"] } } }, strict, "200", false],
  [{ body: {} }, { success: { path: "constructor.name", equals: ["Object"] } }, "200", false],
  [{ body: "sent" }, strict, "200", false],
  [{ body: "<html>OK</html>" }, { success: { equals: ["OK"] } }, "200", false],
  [{ body: "" }, { success: { equals: ["OK"] } }, "200", false],
  [{ status: 202, body: { result: { code: "0000" } } }, { success: { status: [200] } }, "202", false],
  [{ status: 500, body: { result: { code: "0000" } } }, strict, "0000", false],
  [{ status: 422, body: { result: { code: "E-18" } } }, strict, "E-18", true],
])("%j is none for %j: code %s, not sent %s", async (answer, config, vendorCode, notSent) => {
  await answering(answer);
  const failure = await send(config).catch((thrown) => thrown);
  expect(failure).toMatchObject({ failureClass: "unknown", vendorCode, notSent });
  expect(`${failure.message} ${failure.vendorCode}`).not.toContain(CODE);
  expect(`${failure.message} ${failure.vendorCode}`).not.toContain(digits);
});

test("an address where nobody listens is told without it", async () => {
  const gone = await startFakeVendor(() => ({}));
  await gone.close();
  const failure = await send({ endpoint: `${gone.origin}/{{to}}?code={{code}}` }).catch((thrown) => thrown);
  expect(failure).toMatchObject({ failureClass: "transient", notSent: true });
  expect(`${failure.message} ${failure.vendorCode}`).not.toMatch(new RegExp(`${CODE}|${digits}|127`));
});

test.each([
  [{ id: "m-1" }, { vendorMessageId: "m-1" }],
  [{ id: 17 }, { vendorMessageId: "17" }],
  [{ id: "two words" }, {}],
  [{ id: { deep: 1 } }, {}],
  [{ id: digits }, {}],
  ["no JSON", {}],
])("the message's ID in %j", async (body, expected) => {
  await answering({ body });
  expect(await send({ messageIdPath: "id" })).toEqual(expected);
});

test("a fitting body is taken in full", () => {
  const config = {
    endpoint: "https://gateway.example.com/{{type}}",
    bodyTemplate: '{"a":{"b":{"to":"{{to}}","code":"{{code}}"}}}',
  };
  expect(checkSettings(httpSms, config, "en")).toEqual({ ok: true, settings: config, ignored: [] });
});

test("the values of headers and the secret of the signature are marked as secrets", () => {
  const { properties } = z.toJSONSchema(httpSms.settings, { io: "input" }) as {
    properties: Record<string, { secret?: true; additionalProperties?: object; properties?: Record<string, object> }>;
  };
  expect(properties.authorization).toMatchObject({ secret: true });
  expect(properties.headers?.additionalProperties).toMatchObject({ secret: true });
  expect(properties.hmac?.properties?.secret).toMatchObject({ secret: true });
});

const secret = "a-secret-of-some-length";
const page = readFileSync(new URL("../../docs/connectors/http-sms.md", import.meta.url), "utf8");
const [, snippet = ""] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
const load = async (): Promise<(header: string | undefined, body: string, secret: string, now?: number) => boolean> =>
  (await import(`data:text/javascript,${encodeURIComponent(snippet)}`)).isFromMunjigi;

test("the receiver of the docs page believes our signature, and no other", async () => {
  await answering();
  await send({ hmac: { secret } }, { body: NASTY });
  const [request] = vendor?.requests ?? [];
  const header = String(request?.headers["x-munjigi-signature"]);
  const body = request?.body ?? "";
  const isFromMunjigi = await load();
  expect(isFromMunjigi(header, body, secret)).toBe(true);
  expect(isFromMunjigi(header, `${body} `, secret)).toBe(false);
  expect(isFromMunjigi(header, body, "another-secret-as-long")).toBe(false);
  expect(isFromMunjigi(header.replace(/t=\d/, "t=2"), body, secret)).toBe(false);
  expect(isFromMunjigi(header, body, secret, Date.now() / 1000 + 301)).toBe(false);
  expect(isFromMunjigi(header.slice(0, -2), body, secret)).toBe(false);
  expect(isFromMunjigi(undefined, body, secret)).toBe(false);
});

test("header and algorithm can be chosen; the time is the clock's", async () => {
  await answering();
  const hmac = { secret, header: "X-Signature", algorithm: "sha512" };
  const settings = settingsOf(httpSms, { endpoint: `${vendor?.origin}/`, hmac });
  const clock = () => new Date("2026-01-02T03:04:05.678Z");
  await httpSms.send(messageFor(settings), settings, { ...contextFor(), clock });
  const [request] = vendor?.requests ?? [];
  const mac = createHmac("sha512", secret).update(`1767323045.${request?.body}`).digest("hex");
  expect(request?.headers["x-signature"]).toBe(`t=1767323045,v1=${mac}`);
});

test("a GET is not signed, since it has no body", () => {
  const config = { endpoint: "https://gateway.example.com/?to={{to}}&c={{code}}", method: "GET", hmac: { secret } };
  expect(checkSettings(httpSms, config, "en")).toMatchObject({ ok: false, problems: [{ path: "hmac" }] });
});

const GATEWAY = "https://gateway.example.com/send";

test.each<[boolean, string, Record<string, unknown>]>([
  [true, "Logto's request", {}],
  [false, "Logto's request with a text", { templates: exampleTemplates }],
  [false, "a body with the text", { bodyTemplate: '{"to":"{{to}}","text":"{{ text }}"}' }],
  [true, "a body with the code", { bodyTemplate: '{"to":"{{to}}","code":"{{code}}"}', templates: exampleTemplates }],
  [
    true,
    "a GET, whose body nobody sends",
    { method: "GET", endpoint: `${GATEWAY}?to={{to}}&code={{code}}`, templates: exampleTemplates },
  ],
  [false, "a GET with the text", { method: "GET", endpoint: `${GATEWAY}?to={{to}}&text={{text}}` }],
])("carries codes only: %s for %s", (expected, _name, more) => {
  const settings = settingsOf(httpSms, { endpoint: GATEWAY, ...more });
  expect(httpSms.codesOnly?.(settings)).toBe(expected);
});
