/** @module The edges of Twilio's API: paths that look like the send route, requests too large, too slow or no requests. */
import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { call, credentials, newNumber, service, start, suite } from "../harness.js";

const authorization = `Basic ${Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString("base64")}`;
let dribbled: Promise<RawAnswer>[];

const server = suite();

beforeAll(async () => {
  // Their time-outs run while the other tests do.
  const form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100";
  dribbled = [
    exchange("GET /v2/Services HTTP/1.1\r\nHost: localhost\r\nX-Slow: "),
    exchange(
      `POST /v2${service}/Verifications HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${authorization}\r\n${form}\r\n\r\nTo=`,
    ),
  ];
});

interface RawAnswer {
  status: number;
  head: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  body: any;
}

/** Sends bytes and reads until the server closes. `fetch` would tidy them up. Fails unless there is one answer, in JSON. */
async function exchange(bytes: string): Promise<RawAnswer> {
  let said = "";
  await new Promise<void>((done) => {
    const socket = connect(Number(new URL(server.origin).port), "localhost", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      said += chunk;
    });
    // A server that refuses a request half-way may reset the connection after its answer.
    socket.on("error", () => {});
    socket.on("close", () => done());
  });
  const at = said.indexOf("\r\n\r\n");
  const body = said.slice(at + 4);
  return {
    status: Number(said.split(" ")[1]),
    head: said.slice(0, at).toLowerCase(),
    body: body && JSON.parse(body),
  };
}

describe("A18: nothing but the send route sends", () => {
  const send = `/v2${service}/Verifications`;
  const variants: [string, string][] = [
    ["POST", `/${send}`],
    ["POST", send.replace("/v2/", "/v2//")],
    ["POST", send.replace("/Verifications", "//Verifications")],
    ["POST", send.replace("/v2/", "/v2/./")],
    ["POST", send.replace("/Verifications", "/./Verifications")],
    ["POST", send.replace("/Services", "/x/../Services")],
    ["POST", send.replace("/Verifications", "%2fVerifications")],
    ["POST", send.replace("/Verifications", "%2FVerifications")],
    ["POST", send.replace("/v2/", "/v2%2f")],
    ["POST", send.replace("/", "\\")],
    ["POST", `${send}/`],
    ["POST", `${send}//`],
    ["POST", `${send};x`],
    ["POST", `${send};x=1/`],
    ["POST", `${send}%00`],
    ["POST", `${send}%20`],
    ["POST", `${send}.json`],
    ["POST", send.toLowerCase()],
    ["POST", send.replace("/v2", "/V2")],
    ["POST", send.replace("Verifications", "verifications")],
    ["POST", send.replace("VA0", "va0")],
    ["POST", send.replace("/v2", "")],
    ["GET", send],
    ["GET", `${send}?_method=POST`],
    ["HEAD", send],
    ["OPTIONS", send],
    ["PUT", send],
    ["PATCH", send],
    ["DELETE", send],
    ["TRACE", send],
    ["QUERY", send],
  ];
  test.each(variants)("%s %s", async (method, path) => {
    const to = newNumber();
    const form = `To=${encodeURIComponent(to)}&Channel=sms&_method=POST`;
    const lines = [
      `${method} ${path} HTTP/1.1`,
      "Host: localhost",
      `Authorization: ${authorization}`,
      "Connection: close",
      "X-HTTP-Method-Override: POST",
      "Content-Type: application/x-www-form-urlencoded",
      `Content-Length: ${form.length}`,
    ];
    const { status, head } = await exchange([...lines, "", form].join("\r\n"));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(head).toMatch(/content-type: application\/(problem\+)?json/);
    expect(await server.sql`select 1 from verifications where recipient = ${to}`).toHaveLength(0);
  });
});

describe("the plus of a number is put back where the raw form had one", () => {
  const sendTo = async (raw: string, channel = "sms") => {
    const { status, body } = await call(server.origin, `${service}/Verifications`, undefined, {
      method: "POST",
      body: `To=${raw}&Channel=${channel}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    return [status, body.to ?? body.code];
  };
  const digits = () => newNumber().slice(1);

  test.each(["+", "++", "%20+", "%2B", "(+", "%ef%bc%8b"])("%s", async (front) => {
    const number = digits();
    const back = front === "(+" ? `(+82)${number.slice(2)}` : `${front}${number}`;
    expect(await sendTo(back)).toEqual([201, `+${number}`]);
  });
  test("and not elsewhere", async () => {
    // On a Korean service a number of Norway without its plus is no number.
    expect(await sendTo("%204792123456")).toEqual([400, 60200]);
    // Norway is refused as a country, so the plus was read.
    expect(await sendTo("+4792123456")).toEqual([403, 60605]);
    expect(await sendTo("+82lee%40example.com", "email")).toEqual([201, "82lee@example.com"]);
  });
});

describe("requests that are no requests", () => {
  test("20 kB of headers", async () => {
    const { status, head, body } = await exchange(`GET /v2/Services HTTP/1.1\r\nX: ${"x".repeat(20_000)}\r\n\r\n`);
    expect([status, body.status]).toEqual([431, 431]);
    expect(head).toContain("connection: close");
  });

  test("a chunked body without end", async () => {
    const head = [`POST /v2${service}/Verifications HTTP/1.1`, "Host: localhost", `Authorization: ${authorization}`];
    const form = ["Content-Type: application/x-www-form-urlencoded", "Transfer-Encoding: chunked", "Connection: close"];
    const chunk = `4400\r\n${"x".repeat(0x4400)}\r\n`;
    const { status, body } = await exchange([...head, ...form, "", chunk].join("\r\n"));
    expect([status, body.code, body.status]).toEqual([413, 20001, 413]);
  });

  test("what is not HTTP", async () => {
    const { status, body } = await exchange("HELLO\r\n\r\n");
    expect([status, body.status, typeof body.detail]).toEqual([400, 400, "string"]);
  });
});

test("no text of a caller makes a 500", async () => {
  const path = service;
  const hostile = [
    "\0",
    "a\0b",
    "\ud800",
    "%",
    "'; --",
    "{{7*7}}",
    "__proto__",
    "a".repeat(15_000),
    "[]",
    "null",
    "-1",
    "1e3",
    "＋",
  ];
  const jsons = [
    '{"a":"\\u0000"}',
    '{"a":"\\ud800"}',
    '{"__proto__":"x"}',
    "[1]",
    "null",
    '{"a":1}',
    '{"a":{"b":"c"}}',
  ];
  const names = [
    "FriendlyName",
    "TtsName",
    "Totp.Issuer",
    "Whatsapp.From",
    "Passkeys.RelyingParty.Id",
    "DefaultLocale",
  ];
  const more = [
    "Passkeys.RelyingParty.Origins",
    "CodeLength",
    "AllowedCountries",
    "DefaultTemplateSid",
    "Push.IncludeDate",
  ];
  const started = ["To", "Channel", "CustomFriendlyName", "Locale", "CustomCode", "AppHash", "Tags", "DeviceIp"];
  const asked = [
    ...[...names, ...more].flatMap((name) => hostile.map((text) => () => call(server.origin, path, { [name]: text }))),
    ...started.flatMap((name) =>
      [...hostile, ...jsons].map((text) => () => start(server.origin, newNumber(), { [name]: text })),
    ),
    ...["To", "Code", "VerificationSid"].flatMap((name) =>
      hostile.map(
        (text) => () => call(server.origin, `${service}/VerificationCheck`, { Code: "123456", [name]: text }),
      ),
    ),
    ...["%00", "%ED%A0%80", "VE%00", encodeURIComponent("+82\0")].map(
      (text) => () => call(server.origin, `${service}/Verifications/${text}`),
    ),
  ];
  const faults: unknown[] = [];
  for (const ask of asked) {
    const { status, body } = await ask();
    if (status >= 500) faults.push(body);
  }
  const errors = server.logLines.filter((line) => line.includes('"level":"error"'));
  expect(faults, errors.map((line) => JSON.parse(line).err?.message).join("\n")).toEqual([]);
});

// Last, because they have been waiting since the first: the server gives headers and body five seconds.
test("headers or a body that never end are answered once and the connection closed", async () => {
  for (const { status, head, body } of await Promise.all(dribbled)) {
    expect([status, body.status]).toEqual([408, 408]);
    expect(head).toContain("connection: close");
  }
});

test.each(["0000-01-01", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "0001-01-01"])(
  "a moment that PostgreSQL does not know (%s) is refused",
  async (moment) => {
    for (const path of ["/Attempts", "/Attempts/Summary"])
      for (const name of ["DateCreatedAfter", "DateCreatedBefore"]) {
        const answer = await call(server.origin, `${path}?${name}=${moment}`);
        expect(answer.body).toMatchObject({ status: 400, code: 60200 });
        expect(answer.body.message).toContain("2026-11-22T00:00:00Z");
      }
  },
);

test("the management API takes a DELETE that names a type and sends nothing", async () => {
  const made = await call(server.origin, "/Services", { FriendlyName: "Shop" });
  const headers = { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" };
  const url = `${server.origin}/api/services/${made.body.sid}/alarms`;
  expect((await fetch(url, { method: "DELETE", headers })).status).toBe(200);
  expect((await fetch(`${server.origin}/api/keys`, { method: "POST", headers })).status).toBe(400);
});
