/** @module What an attacker tries at the console: cases A36, A37, A39 and A40 of the list of attacks. */
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { type Answer, burst, newNumber, suite } from "../harness.js";
import { manage, TWILIO } from "../kit/vendors.js";
import { ConsoleBrowser, enter, newLink } from "./kit.js";

const server = suite();

const openapi = JSON.parse(await readFile(new URL("../../../openapi.json", import.meta.url), "utf8"));
const changing = Object.entries(openapi.paths as Record<string, Record<string, { requestBody?: object }>>)
  .filter(([path]) => path.startsWith("/api/"))
  .flatMap(([path, of]) =>
    ["post", "put", "patch", "delete"]
      .filter((method) => method in of)
      .map((method) => ({ path, method, hasBody: of[method]?.requestBody !== undefined })),
  )
  .map(({ path, method, hasBody }) => ({
    path: path.replace(/\{\w+\}/g, "US00000000000000000000000000000000"),
    method: method.toUpperCase(),
    hasBody,
  }));
const ownRoutes = [
  ["POST", "/console/proof/options"],
  ["POST", "/console/proof"],
  ["DELETE", "/console/session"],
] as const;

const cookieOf = (browser: ConsoleBrowser) =>
  [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
/** All that can be exported, and who may enter. */
const everything = async () => [
  (await manage(server.origin, "GET", "/settings/export")).body,
  await server.sql`select user_sid, role from admins order by user_sid`,
  await server.sql`select count(*)::int as n from messages`,
];

test.each<[string, Record<string, string>, string]>([
  [
    "another site",
    { origin: "https://evil.example", "sec-fetch-site": "cross-site", "content-type": "application/json" },
    "{}",
  ],
  [
    "a neighbour's host",
    { origin: "https://shop.localhost", "sec-fetch-site": "same-site", "content-type": "application/json" },
    "{}",
  ],
  ["an opaque origin", { origin: "null", "content-type": "application/json" }, "{}"],
  ["nowhere", { "content-type": "application/json" }, "{}"],
  [
    "a form of another site",
    { origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
    "role=admin",
  ],
  ["JSON in disguise", { origin: "https://evil.example", "content-type": "text/plain" }, '{"role":"admin"}'],
])("A36: with an admin's cookie, from %s: nothing is done", async (_, headers, body) => {
  const admin = await enter(server);
  const before = await everything();
  for (const { method, path } of [...changing, ...ownRoutes.map(([one, at]) => ({ method: one, path: at }))]) {
    const answer = await fetch(server.origin + path, {
      method,
      headers: { ...headers, cookie: cookieOf(admin) },
      body,
      redirect: "manual",
    });
    expect(path === "/console/proof" ? [400, 403, 415] : [403, 415], `${method} ${path}`).toContain(answer.status);
  }
  expect(await everything()).toEqual(before);
  expect((await admin.session()).status).toBe(200);
});

test("A36: JSON in disguise from the console's own origin is no JSON", async () => {
  const admin = await enter(server);
  for (const { method, path, hasBody } of changing) {
    if (!hasBody) continue;
    const headers = { origin: server.origin, "content-type": "text/plain", cookie: cookieOf(admin) };
    const answer = await fetch(server.origin + path, { method, headers, body: '{"name":"x"}' });
    expect([400, 404, 415], `${method} ${path}: ${answer.status}`).toContain(answer.status);
  }
});

test.each([
  ['{"role":"admin"}'],
  ['{"roles":["admin"]}'],
  ['{"isAdmin":true}'],
  ['{"phone_verified":true}'],
  ['{"tenant_id":"other"}'],
  ['{"sid":"US00000000000000000000000000000000"}'],
  ['{"id":"US00000000000000000000000000000000"}'],
  ['{"__proto__":{"isAdmin":true}}'],
  ['{"name":"x","__proto__":{"role":"admin"}}'],
  ['{"constructor":{"prototype":{"isAdmin":true}}}'],
  ['[{"role":"admin"}]'],
])("A37: an operator who writes %s about themselves stays what they are", async (body) => {
  await enter(server);
  const operator = await enter(server, "operator");
  const rows = async () => [
    await server.sql`select * from users where sid = ${operator.sid}`,
    await server.sql`select * from admins where user_sid = ${operator.sid}`,
  ];
  const before = await rows();
  const write = async (method: string, path: string) =>
    await fetch(server.origin + path, {
      method,
      headers: { origin: server.origin, "content-type": "application/json", cookie: cookieOf(operator) },
      body,
    });
  for (const [method, path] of [
    ["PATCH", `/api/users/${operator.sid}`],
    ["PUT", `/api/admins/${operator.sid}`],
    ["PATCH", `/api/admins/${operator.sid}`],
    ["POST", "/api/admin-links"],
    ["POST", "/console/proof"],
    ["POST", "/console/join"],
  ] as const)
    expect((await write(method, path)).status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
  expect(await rows()).toEqual(before);
  expect((await operator.session()).body.role).toBe("operator");
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});

test("A37: no route takes a prototype from an admin either", async () => {
  const admin = await enter(server);
  for (const { method, path, hasBody } of changing) {
    if (!hasBody) continue;
    for (const body of ['{"__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{"isAdmin":true}}}']) {
      const headers = { origin: server.origin, "content-type": "application/json", cookie: cookieOf(admin) };
      const { status } = await fetch(server.origin + path, { method, headers, body });
      expect(status, `${method} ${path}`).toBeGreaterThanOrEqual(400);
      expect(status, `${method} ${path}`).toBeLessThan(500);
    }
  }
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
});

test("A39: a link cannot be given another role, another person or a second use", async () => {
  await enter(server);
  const link = await newLink(server, "viewer");
  const token = new URL(link).hash.slice(1);
  const thief = new ConsoleBrowser(server.origin);
  const options = await thief.ask("POST", "/console/join/options", { token, name: "김지우" });
  const credential = JSON.stringify(thief.device.create(options.body));
  for (const more of [{ role: "admin" }, { userSid: "US00000000000000000000000000000000" }, { sid: "x" }])
    expect((await thief.ask("POST", "/console/join", { token, name: "김지우", credential, ...more })).status).toBe(400);
  const answers = await burst(20, () => thief.ask("POST", "/console/join", { token, name: "김지우", credential }));
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  const { body } = await thief.session();
  expect(body.role).toBe("viewer");
  expect((await new ConsoleBrowser(server.origin).join(link)).status).toBeGreaterThanOrEqual(400);
});

test("a viewer is not told where vendors and providers report: whoever knows could report in their name", async () => {
  await enter(server);
  const [viewer, operator] = [await enter(server, "viewer"), await enter(server, "operator")];
  const made: Answer[] = [];
  for (const connectorId of [TWILIO, "kakao-universal"]) {
    const { body } = await manage(server.origin, "GET", `/connector-factories/${connectorId}`);
    const config = JSON.parse(JSON.stringify(body.defaults).replace(/<[^>]*>/g, "AC0123456789abcdef0123456789abcdef"));
    made.push(await manage(server.origin, "POST", "/connectors", { connectorId, config, activate: false }));
  }
  expect(made.map(({ status }) => status)).toEqual([201, 201]);
  const tokens = (await server.sql<{ receiptToken: string }[]>`select receipt_token from connectors`).map(
    ({ receiptToken }) => receiptToken,
  );
  const read = async (browser: ConsoleBrowser) =>
    (
      await Promise.all(
        ["", ...made.map(({ body }) => `/${body.id}`)].map(async (path) =>
          (await browser.raw("GET", `/api/connectors${path}`)).text(),
        ),
      )
    ).join();
  const [toViewer, toOperator] = [await read(viewer), await read(operator)];
  for (const token of tokens) {
    expect(toOperator).toContain(token);
    expect(toViewer).not.toContain(token);
  }
});

test("A40: what an operator takes along by the console has no formula in it", async () => {
  await enter(server);
  const operator = await enter(server, "operator");
  const hostile = ["=cmd|'/c calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"];
  const number = newNumber();
  const { body: person } = await manage(server.origin, "POST", "/users", {
    identifiers: [{ kind: "phone", value: number, verified: true }],
  });
  for (const name of hostile) {
    await server.sql`update users set name = ${name} where sid = ${person.sid}`;
    const response = await operator.raw("GET", "/api/users.csv");
    expect(response.status).toBe(200);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true, bom: true });
    const row = rows.find(({ sid }) => sid === person.sid);
    expect(row?.name).toMatch(/^'/);
    expect(row?.name).toContain(name.trim());
    expect(row?.phone).toContain(number);
  }
});
