/** @module Requests that a browser makes for pages of other sites: `/v2` and `/api` do nothing for them. */
import { describe, expect, test } from "vitest";
import { credentials, phone, service, suite } from "../harness.js";

const server = suite();
const production = suite({ env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example", HOST: "127.0.0.1" } });

const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
/** As a browser sends by itself what it was asked for once. */
const account = basic(credentials.accountSid, credentials.authToken);
const admin = basic("admin", credentials.adminToken);

async function ask(at: { origin: string }, request: string, headers: Record<string, string>, body?: string) {
  const [method, path] = request.split(" ") as [string, string];
  const authorization = path.startsWith("/v2") ? account : admin;
  const init = { method, headers: { authorization, ...headers }, ...(body !== undefined && { body }) };
  const response = await fetch(`${at.origin}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

const others: [string, Record<string, string>][] = [
  ["another site, by Sec-Fetch-Site", { "sec-fetch-site": "cross-site" }],
  ["a sister site", { "sec-fetch-site": "same-site" }],
  ["another site, by Origin", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null" }],
  ["no origin at all", { origin: "" }],
  ["another site whose address begins with ours", { origin: "http://localhost.evil.example" }],
  ["another port of this machine", { origin: "http://localhost:5173" }],
  ["one that says both", { "sec-fetch-site": "same-origin", origin: "https://evil.example" }],
  ["a word nobody knows", { "sec-fetch-site": "same-origin, cross-site" }],
];

describe("a page of", () => {
  test.each(others)("%s is refused in each API's format, before its key is looked at", async (_, headers) => {
    for (const path of ["POST /v2/Services", `GET /v2${service}`, "GET /v2/nowhere", "OPTIONS /v2/Services"]) {
      const { status, body, headers: answered } = await ask(server, path, { ...headers, authorization: "" });
      expect([path, status, body.code, body.status]).toEqual([path, 403, 20403, 403]);
      expect(answered.get("www-authenticate")).toBeNull();
    }
    for (const path of ["GET /api/keys", "POST /api/connectors/x/activate", "DELETE /api/keys/admin_1"]) {
      const { status, body, headers: answered } = await ask(server, path, { ...headers, authorization: "" });
      expect([path, status, body.title]).toEqual([path, 403, "request.other_site"]);
      expect(answered.get("www-authenticate")).toBeNull();
      expect(answered.get("access-control-allow-origin")).toBeNull();
    }
  });

  test.each(others)("%s makes and ends nothing, with and without a body", async (_, headers) => {
    const state = async () => JSON.stringify(await server.sql`select id, revoked_at from api_keys order by id`);
    const before = await state();
    const json = { ...headers, "content-type": "application/json" };
    const made = await ask(server, "POST /api/keys", json, '{"kind":"admin","name":"x"}');
    const ended = await ask(server, `DELETE /api/keys/${credentials.accountSid}`, headers);
    const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
    const sent = await ask(server, `POST /v2${service}/Verifications`, form, "To=%2B821012345678&Channel=sms");
    expect([made.status, ended.status, sent.status]).toEqual([403, 403, 403]);
    expect(await state()).toBe(before);
    expect(await server.sql`select sid from verifications`).toEqual([]);
  });

  test("another site reaches nothing in production either, nor does one of this machine", async () => {
    const foreign = [...others.map(([, headers]) => headers), { origin: production.origin }];
    for (const headers of foreign) {
      expect((await ask(production, "GET /api/keys", headers)).status).toBe(403);
      expect((await ask(production, `GET /v2${service}`, headers)).status).toBe(403);
    }
  });
});

describe("let in as ever", () => {
  const origin = "https://id.example";
  test.each<[string, () => Record<string, string>]>([
    ["a server, which sends neither header", () => ({})],
    ["a page of ours", () => ({ "sec-fetch-site": "same-origin", origin: server.origin })],
    ["a page of ours in an old browser", () => ({ origin: server.origin })],
    ["a page of ours that reads", () => ({ "sec-fetch-site": "same-origin" })],
    ["an address that was typed in", () => ({ "sec-fetch-site": "none" })],
  ])("%s", async (_, headers) => {
    expect((await ask(server, "GET /api/keys", headers())).status).toBe(200);
    expect((await ask(server, `GET /v2${service}`, headers())).status).toBe(200);
  });

  test("in development a page that was opened as 127.0.0.1", async () => {
    const own = server.origin.replace("localhost", "127.0.0.1");
    expect((await ask({ origin: own }, "GET /api/keys", { origin: own })).status).toBe(200);
    expect((await ask(server, "GET /api/keys", { origin: own })).status).toBe(403);
  });

  test("in production our own pages", async () => {
    expect((await ask(production, "GET /api/keys", { origin, "sec-fetch-site": "same-origin" })).status).toBe(200);
  });

  test("any site's request to /auth: its key's origins decide", async () => {
    const headers = { "sec-fetch-site": "cross-site", origin: "http://localhost:5173" };
    const { status } = await phone(server.origin, "/challenge", undefined, headers);
    expect(status).toBe(200);
    const refused = await phone(production.origin, "/challenge", undefined, headers);
    expect([refused.status, refused.body.error]).toEqual([403, "Origin Not Allowed"]);
  });
});
