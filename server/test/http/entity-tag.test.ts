/** @module Two administrators who change the same thing: of those who have seen the same version one wins, at every noun. */
import { describe, expect, test } from "vitest";
import { burst, newNumber, suite } from "../harness.js";
import { manage } from "../kit/vendors.js";

const server = suite();
const make = async (path: string, body: object) => (await manage(server.origin, "POST", path, body)).body;

const nouns: Record<string, { create: () => Promise<string>; change: (n: number) => object }> = {
  user: {
    create: async () =>
      `/users/${(await make("/users", { identifiers: [{ kind: "phone", value: newNumber() }] })).sid}`,
    change: (n) => ({ name: `이름 ${n}` }),
  },
  service: {
    create: async () => `/services/${(await make("/services", { name: "가게" })).sid}`,
    change: (n) => ({ name: `가게 ${n}` }),
  },
  limits: {
    create: async () => `/services/${(await make("/services", { name: "가게" })).sid}/limits`,
    change: (n) => ({ number: { soft: [`${n + 2}/10m`], hard: [] } }),
  },
  application: {
    create: async () => `/applications/${(await make("/applications", { name: "앱", type: "machine" })).clientId}`,
    change: (n) => ({ name: `앱 ${n}` }),
  },
  template: {
    create: async () =>
      `/templates/${(await make("/templates", { friendlyName: "문구", translations: [{ locale: "ko", text: "{{code}}", isDefault: true }] })).sid}`,
    change: (n) => ({ friendlyName: `문구 ${n}` }),
  },
  webhook: {
    create: async () =>
      `/webhooks/${(await make("/webhooks", { url: "https://hooks.example/x", events: ["user.*"] })).id}`,
    change: (n) => ({ description: `받는 곳 ${n}` }),
  },
  key: {
    create: async () => `/keys/${(await make("/keys", { kind: "secret", name: "서버" })).id}`,
    change: (n) => ({ name: `서버 ${n}` }),
  },
  connector: {
    create: async () =>
      `/connectors/${(await make("/connectors", { connectorId: "http-sms", config: { endpoint: "https://sms.example" }, activate: false })).id}`,
    change: (n) => ({ config: { endpoint: `https://sms.example/${n}` } }),
  },
};

describe.each(Object.entries(nouns))("%s", (_name, { create, change }) => {
  test("of 50 who have seen the same one wins, and the others hear of it", async () => {
    const path = await create();
    const { headers } = await manage(server.origin, "GET", path);
    const tag = headers.get("etag") as string;
    expect(tag).toMatch(/^"[^"]+"$/);
    const ask = (n: number, ifMatch: string) =>
      manage(server.origin, "PATCH", path, change(n), { headers: { "if-match": ifMatch } });
    const answers = await burst(50, (n) => ask(n, tag));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status, body } of answers.filter((one) => !won.includes(one)))
      expect([status, body.title]).toEqual([412, "request.changed_meanwhile"]);
    const next = won[0]?.headers.get("etag") as string;
    expect(next).not.toBe(tag);
    expect((await manage(server.origin, "GET", path)).headers.get("etag")).toBe(next);
    expect((await ask(51, next)).status).toBe(200);
    // Who says nothing of a version is not held up by one.
    expect((await manage(server.origin, "PATCH", path, change(52))).status).toBe(200);
    for (const odd of ["*", "x", '"0"', `W/${next}`]) expect((await ask(53, odd)).status, odd).toBe(412);
  });
});

test("what is put in force is what was seen: not a draft that somebody else saved meanwhile", async () => {
  const { body, headers } = await manage(server.origin, "POST", "/connectors", {
    connectorId: "http-sms",
    config: { endpoint: "https://sms.example" },
    activate: false,
  });
  const path = `/connectors/${body.id}`;
  const seen = { headers: { "if-match": headers.get("etag") as string } };
  const theirs = await manage(server.origin, "PATCH", path, { config: { endpoint: "https://other.example" } });
  for (const way of ["activate", "standby"]) {
    const refused = await manage(server.origin, "POST", `${path}/${way}`, { force: true }, seen);
    expect([refused.status, refused.body.title]).toEqual([412, "request.changed_meanwhile"]);
  }
  const now = { headers: { "if-match": theirs.headers.get("etag") as string } };
  expect((await manage(server.origin, "POST", `${path}/activate`, { force: true }, now)).status).toBe(200);
});
