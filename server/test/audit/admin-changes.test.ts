/**
 * @module What administrators change, by `/api` and by `/v2`, is in the audit log exactly when it is true: who, what, before and
 * after, and no secret, number, address or text of anybody's.
 */
import { exampleTemplates } from "@munjigi/connectors/kit/templates";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { firstSid } from "../../dist/sid.js";
import { burst, call, check, credentials, newNumber, readCode, service, start, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage as request, twilioAccountNo } from "../kit/vendors.js";

interface Event {
  id: string;
  type: string;
  actor: { kind: string; id: string | null };
  subject: { kind: string; id: string };
  serviceSid: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  data: Record<string, unknown> | null;
  requestId: string | null;
}

const server = suite();
const manage = async (method: string, path: string, body?: unknown) => await request(server.origin, method, path, body);
const v2 = async (path: string, form?: Record<string, string>) => await call(server.origin, path, form);
const remove = async (path: string) => await call(server.origin, path, undefined, { method: "DELETE" });

async function list(query: Record<string, string> = {}): Promise<Event[]> {
  const { status, body } = await manage("GET", `/audit-log?${new URLSearchParams({ size: "200", ...query })}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.events;
}

/** Whatever may not be in any row. */
const unspeakable: string[] = [
  ...[credentials.adminToken, credentials.authToken, credentials.publishableKey],
  ...["비밀스러운 이름", "비밀스러운 가게", "비밀스러운 글", "+15005550006"],
];

/** Events since this, oldest first. */
let mark = "";
beforeEach(async () => {
  mark = (await list({ size: "1" }))[0]?.id ?? "";
});
const news = async () => (await list()).filter(({ id }) => id > mark).reverse();
const types = async () => (await news()).map(({ type }) => type);

let admin = "";
beforeAll(async () => {
  const { body } = await manage("GET", "/keys");
  admin = body.keys.find((key: { kind: string }) => key.kind === "admin").id;
});

test("a deployment begins with its first service and its keys, made by the server", async () => {
  const first = (await list()).slice(-4).reverse();
  expect(first.map(({ type, actor }) => [type, actor.kind])).toEqual([
    ["service.created", "server"],
    ["api_key.created", "server"],
    ["api_key.created", "server"],
    ["api_key.created", "server"],
  ]);
});

test("keys: made, changed, replaced, revoked", async () => {
  const origins = ["https://shop.example"];
  const publishable = { kind: "publishable", name: "비밀스러운 이름", serviceSid: credentials.serviceSid, origins };
  const { body: made } = await manage("POST", "/keys", publishable);
  unspeakable.push(made.secret);
  await manage("PATCH", `/keys/${made.id}`, { name: "비밀스러운 이름 둘", dailyBudget: 5, origins: [] });
  await manage("PATCH", `/keys/${made.id}`, { dailyBudget: 5 });
  await manage("DELETE", `/keys/${made.id}`);
  const subject = { kind: "api_key", id: made.id };
  const by = { actor: { kind: "admin", id: admin }, subject, requestId: expect.any(String), id: expect.any(String) };
  const common = { ...by, serviceSid: credentials.serviceSid, before: null, after: null, data: null };
  const at = { createdAt: expect.any(String) };
  expect(await news()).toEqual([
    {
      ...{ ...common, ...at, type: "api_key.created" },
      after: { kind: "publishable", origins, challenge: "auto", dailyBudget: 1000 },
    },
    {
      ...{ ...common, ...at, type: "api_key.updated", data: { changed: ["name"] } },
      before: { dailyBudget: 1000, origins },
      after: { dailyBudget: 5, origins: [] },
    },
    { ...common, ...at, type: "api_key.revoked", data: { kind: "publishable" } },
  ]);
});

test("of 50 revocations at once one is written down; one that is refused is not", async () => {
  const { body: made } = await manage("POST", "/keys", { kind: "secret", name: "soon gone" });
  unspeakable.push(made.secret);
  await burst(50, async () => await manage("DELETE", `/keys/${made.id}`));
  expect(await types()).toEqual(["api_key.created", "api_key.revoked"]);
  expect((await manage("DELETE", `/keys/${admin}`)).body.title).toBe("key.last");
  expect((await manage("DELETE", "/keys/SK0")).status).toBe(404);
  expect((await manage("PATCH", `/keys/${made.id}`, { name: "x" })).status).toBe(404);
  expect(await types()).toHaveLength(2);
});

test("services through /v2: whose key, what differs, and names and numbers by their field only", async () => {
  const { body: made } = await v2("/Services", { FriendlyName: "비밀스러운 가게", CodeLength: "4" });
  const path = `/Services/${made.sid}`;
  await v2(path, { FriendlyName: "비밀스러운 가게 둘", AllowedCountries: "KR,US", "Whatsapp.From": "+15005550006" });
  await v2(path, { CodeLength: "4" });
  const sized = await burst(10, async (index) => await v2(path, { CodeLength: String(4 + (index % 2)) }));
  expect(sized.every(({ status }) => status === 200)).toBe(true);
  expect((await v2(path, { CodeLength: "99" })).status).toBe(400);
  await remove(path);
  expect((await remove(path)).status).toBe(404);
  const [created, updated, ...rest] = await news();
  const by = { actor: { kind: "account", id: credentials.accountSid }, subject: { kind: "service", id: made.sid } };
  expect(created).toMatchObject({ ...by, type: "service.created", serviceSid: made.sid, after: { codeLength: 4 } });
  expect(updated).toMatchObject({
    ...{
      ...by,
      type: "service.updated",
      before: { allowedCountries: ["KR"] },
      after: { allowedCountries: ["KR", "US"] },
    },
    data: { changed: ["friendlyName", "whatsapp.from"] },
  });
  expect(rest.at(-1)).toMatchObject({ ...by, type: "service.deleted" });
  // Changes that follow each other: each begins where the one before ended.
  const figures = rest.slice(0, -1).map(({ before, after }) => [before?.codeLength, after?.codeLength]);
  expect(figures.length).toBeGreaterThan(0);
  figures.forEach(([before], index) => {
    expect(before).toBe(index === 0 ? 4 : figures[index - 1]?.[1]);
  });
});

test("a service's keys die with it, each with an event", async () => {
  const { body: made } = await v2("/Services", { FriendlyName: "가게" });
  const keys = await burst(
    3,
    async () => await manage("POST", "/keys", { kind: "publishable", name: "k", serviceSid: made.sid }),
  );
  await manage("DELETE", `/keys/${keys[0]?.body.id}`);
  await burst(20, async () => await remove(`/Services/${made.sid}`));
  const gone = (await news()).slice(5);
  expect(gone.map(({ type }) => type)).toEqual(["service.deleted", "api_key.revoked", "api_key.revoked"]);
  expect(
    gone
      .slice(1)
      .map(({ subject }) => subject.id)
      .sort(),
  ).toEqual(
    keys
      .slice(1)
      .map(({ body }) => body.id)
      .sort(),
  );
});

test("limits, alarms, templates, rate limits, the safe list, signing keys", async () => {
  const limits = `/services/${credentials.serviceSid}/limits`;
  await manage("PATCH", limits, { service: { soft: ["100/h"], hard: ["30/m"] } });
  await manage("PATCH", limits, { service: null });
  expect((await manage("PATCH", limits, { prefixHome: { soft: [], hard: ["5000/h"] } })).status).toBe(400);
  expect((await manage("DELETE", `/services/${credentials.serviceSid}/alarms`)).body).toEqual({ lifted: false });
  const { body: template } = await manage("POST", "/templates", {
    friendlyName: "비밀스러운 이름",
    translations: [{ locale: "ko", text: "비밀스러운 글 {{code}}", isDefault: true }],
  });
  await manage("PATCH", `/templates/${template.sid}`, { friendlyName: "다른 이름" });
  await manage("PATCH", `/templates/${template.sid}`, { friendlyName: "다른 이름" });
  await v2(service, { DefaultTemplateSid: template.sid });
  expect((await manage("DELETE", `/templates/${template.sid}`)).body.title).toBe("template.in_use");
  await v2(service, { DefaultTemplateSid: "HJ00000000000000000000000000000001" });
  await manage("DELETE", `/templates/${template.sid}`);
  const rateLimits = `${service}/RateLimits`;
  const { body: limit } = await v2(rateLimits, { UniqueName: "ip", Description: "비밀스러운 글" });
  expect((await v2(rateLimits, { UniqueName: "ip" })).status).toBe(400);
  await v2(`${rateLimits}/${limit.sid}`, { Description: "비밀스러운 글 둘" });
  const buckets = `${rateLimits}/${limit.sid}/Buckets`;
  const { body: bucket } = await v2(buckets, { Max: "5", Interval: "60" });
  await v2(buckets, { Max: "5", Interval: "120" });
  expect((await v2(`${buckets}/${bucket.sid}`, { Interval: "120" })).body.code).toBe(60211);
  await v2(`${buckets}/${bucket.sid}`, { Max: "6" });
  await v2(`${buckets}/${bucket.sid}`, { Max: "6" });
  await remove(`${buckets}/${bucket.sid}`);
  await remove(`${rateLimits}/${limit.sid}`);
  const number = newNumber();
  unspeakable.push(number, number.slice(3));
  await v2("/SafeList/Numbers", { PhoneNumber: number });
  await v2("/SafeList/Numbers", { PhoneNumber: number });
  await remove(`/SafeList/Numbers/${number}`);
  await remove(`/SafeList/Numbers/${number}`);
  await burst(20, async () => await manage("POST", "/signing-keys", {}));
  const happened = await news();
  expect(happened.map(({ type }) => type)).toEqual([
    ...["limits.changed", "limits.changed", "template.created", "template.updated", "service.updated"],
    ...["service.updated", "template.deleted", "rate_limit.created", "rate_limit.updated", "rate_limit.bucket.created"],
    ...["rate_limit.bucket.created", "rate_limit.bucket.updated", "rate_limit.bucket.deleted", "rate_limit.deleted"],
    ...["safe_list.added", "safe_list.removed", "signing_key.rotated"],
  ]);
  expect(happened[0]).toMatchObject({ before: { "limits.service": null }, actor: { kind: "admin", id: admin } });
  expect(happened[3]).toMatchObject({ before: null, after: null, data: { changed: ["friendlyName"] } });
  expect(happened[11]).toMatchObject({
    ...{ subject: { kind: "rate_limit", id: limit.sid }, serviceSid: credentials.serviceSid },
    ...{ before: { max: 5 }, after: { max: 6 }, data: { bucket: bucket.sid } },
  });
  expect(happened.at(-1)).toMatchObject({ data: { why: "asked" }, actor: { id: admin } });
});

describe("connectors", () => {
  const config = (more: object = {}) => {
    const { accountSID, authToken, fromMessagingServiceSID } = twilioAccountNo(7);
    unspeakable.push(authToken, accountSID, fromMessagingServiceSID);
    return { accountSID, authToken, fromMessagingServiceSID, templates: exampleTemplates, ...more };
  };
  const kind = { connectorId: "twilio-short-message-service" };

  test("made, changed, put in force, in place of another, taken back, deleted", async () => {
    expect((await manage("POST", "/connectors", { ...kind, config: config() })).body.title).toBe("connector.untested");
    expect(await types()).toEqual([]);
    const { body: one } = await manage("POST", "/connectors", { ...kind, config: config(), force: true });
    const { body: two } = await manage("POST", "/connectors", { ...kind, config: config(), activate: false });
    const secret = "another-vendor-secret-that-nobody-may-see";
    unspeakable.push(secret);
    await manage("PATCH", `/connectors/${two.id}`, { config: config({ authToken: secret, timeoutMs: 900 }) });
    await manage("POST", `/connectors/${two.id}/activate`, { force: true });
    await manage("POST", `/connectors/${one.id}/standby`, { force: true });
    await manage("DELETE", `/connectors/${one.id}/standby`);
    await manage("DELETE", `/connectors/${one.id}/standby`);
    await manage("POST", `/connectors/${two.id}/restore`, { version: 1 });
    expect((await manage("DELETE", `/connectors/${two.id}`)).body.title).toBe("connector.in_use");
    await manage("DELETE", `/connectors/${one.id}`);
    await manage("DELETE", `/connectors/${two.id}?force=true`);
    const happened = await news();
    const told = happened.map(({ type, subject, before, after, data }) => [type, subject.id, before, after, data]);
    const first = { connectorId: kind.connectorId, type: "Sms" };
    expect(told).toEqual([
      ["connector.created", one.id, null, first, null],
      ["connector.activated", one.id, { status: "draft", version: 1 }, { status: "active", version: 1 }, null],
      ["connector.created", two.id, null, first, null],
      ["connector.updated", two.id, null, null, { changed: ["config.authToken", "config.timeoutMs"] }],
      [
        ...["connector.activated", two.id, { status: "draft", version: 2 }],
        ...[{ status: "active", version: 2 }, { replaced: one.id }],
      ],
      ["connector.stood_by", one.id, { status: "retired", version: 1 }, { status: "standby", version: 1 }, null],
      ["connector.standby_ended", one.id, null, null, null],
      [
        ...["connector.restored", two.id, { status: "active", version: 2 }],
        ...[{ status: "active", version: expect.any(Number) }, { restored: 1 }],
      ],
      ["connector.deleted", one.id, { ...first, status: "retired" }, null, null],
      ["connector.deleted", two.id, { ...first, status: "active" }, null, null],
    ]);
    expect(happened.every(({ actor }) => actor.id === admin)).toBe(true);
  });

  test("one whose channel would be lost names the ways to sign in by it, also where it is a standby that sends alone", async () => {
    const inbox = { connectorId: "outbox-email", config: {} };
    const { body: one } = await manage("POST", "/connectors", inbox);
    const { body: two } = await manage("POST", "/connectors", { ...inbox, activate: false });
    await manage("POST", `/connectors/${two.id}/standby`, {});
    const refused = async (method: string, path: string) => {
      const { status, body } = await manage(method, path);
      return [status, body?.title, body?.signInMethods, body?.services?.length > 0];
    };
    expect(await refused("DELETE", `/connectors/${one.id}`)).toEqual([409, "connector.in_use", [], true]);
    const methods = [
      { identifier: "phone", code: true, password: false, first: "code" },
      { identifier: "email", code: true, password: false, first: "code" },
    ];
    const headers = { "if-match": '"0"' };
    const patch = { signIn: { methods } };
    expect((await request(server.origin, "PATCH", "/sign-in-experience", patch, { headers })).status).toBe(200);
    const inUse = [409, "connector.in_use", ["email"], true];
    expect(await refused("DELETE", `/connectors/${one.id}`)).toEqual(inUse);
    expect((await manage("DELETE", `/connectors/${one.id}?force=true`)).status).toBe(204);
    expect(await refused("DELETE", `/connectors/${two.id}`)).toEqual(inUse);
    expect(await refused("DELETE", `/connectors/${two.id}/standby`)).toEqual(inUse);
    expect((await manage("GET", `/connectors/${two.id}`)).body.status).toBe("standby");
    expect((await manage("DELETE", `/connectors/${two.id}?force=true`)).status).toBe(204);
    expect((await types()).filter((type) => type.endsWith("ended"))).toEqual([]);
  });
});

test("a change whose event cannot be written does not happen", async () => {
  const { body: key } = await manage("POST", "/keys", { kind: "secret", name: "stays" });
  const { body: limit } = await v2(`${service}/RateLimits`, { UniqueName: "stays" });
  unspeakable.push(key.secret);
  await server.sql`create function no_events() returns trigger language plpgsql as 'begin raise exception ''no events''; end'`;
  await server.sql`create trigger no_events before insert on audit_events execute function no_events()`;
  const { etag } = Object.fromEntries((await manage("GET", "/sign-in-experience")).headers);
  const headers = { "if-match": etag as string };
  const statuses = await Promise.all([
    ...[manage("DELETE", `/keys/${key.id}`), manage("PATCH", `/keys/${key.id}`, { name: "other" })],
    ...[manage("POST", "/keys", { kind: "secret", name: "x" }), manage("POST", "/keys", { kind: "account" })],
    request(server.origin, "PATCH", "/sign-in-experience", { minimumAge: 20 }, { headers }),
    ...[v2(service, { CodeLength: "9" }), v2("/Services", { FriendlyName: "x" }), remove(service)],
    ...[v2(`${service}/RateLimits/${limit.sid}`, { Description: "x" }), remove(`${service}/RateLimits/${limit.sid}`)],
    manage("POST", "/signing-keys", { revokeOthers: true }),
    manage("POST", "/connectors", { connectorId: "outbox-email", config: {} }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual(Array(statuses.length).fill(500));
  await server.sql`drop trigger no_events on audit_events`;
  const { body } = await manage("GET", "/keys");
  expect(body.keys.find(({ id }: { id: string }) => id === key.id)).toMatchObject({ name: "stays", revokedAt: null });
  expect(body.keys.filter(({ name }: { name: string }) => name === "x")).toEqual([]);
  expect((await v2(service)).body).toMatchObject({ code_length: 6 });
  expect((await v2(`${service}/RateLimits/${limit.sid}`)).body.description).toBeNull();
  expect((await manage("GET", "/sign-in-experience")).headers.get("etag")).toBe(etag);
  expect((await manage("GET", "/connectors")).body).toEqual([]);
  expect(await types()).toEqual(["api_key.created", "rate_limit.created"]);
});

test("codes write nothing", async () => {
  const number = newNumber();
  unspeakable.push(number);
  await start(server.origin, number);
  const code = await eventually(async () => await readCode(server.origin, number));
  expect((await check(server.origin, number, code)).body.status).toBe("approved");
  expect(await types()).toEqual([]);
});

describe("the list", () => {
  test("is filtered by type, beginning of types, actor, subject and time", async () => {
    const all = await list();
    const of = (keep: (event: Event) => boolean) => all.filter(keep).map(({ id }) => id);
    const found = async (query: Record<string, string>) => (await list(query)).map(({ id }) => id);
    expect(await found({ type: "api_key." })).toEqual(of(({ type }) => type.startsWith("api_key.")));
    expect(await found({ type: "rate_limit.bucket.created" })).toHaveLength(2);
    expect(await found({ type: "user." })).toEqual([]);
    expect(await found({ actor: admin })).toEqual(of(({ actor }) => actor.id === admin));
    const subject = credentials.serviceSid;
    expect(await found({ subject, type: "service." })).toEqual(
      of((event) => event.subject.id === subject && event.type.startsWith("service.")),
    );
    expect(await found({ until: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await found({ since: "2020-01-01T00:00:00+09:00" })).toEqual(all.map(({ id }) => id));
  });

  test("goes on from page to page", async () => {
    const all = (await list()).map(({ id }) => id);
    const walked: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const { body } = await manage("GET", `/audit-log?size=7${after ? `&after=${after}` : ""}`);
      walked.push(...body.events.map(({ id }: Event) => id));
      after = body.next;
    }
    expect(walked).toEqual(all);
    expect([...all].sort().reverse()).toEqual(all);
  });

  test.each([
    "type=x",
    "type=user",
    "type=",
    "after=x",
    "size=0",
    "size=201",
    "since=yesterday",
    "subject=",
    "actor=%00",
    "who=x",
  ])("refuses %s", async (query) => {
    const { status, body } = await manage("GET", `/audit-log?${query}`);
    expect([status, body.title]).toEqual([400, "request.invalid"]);
  });

  test("is for admin tokens only", async () => {
    expect((await fetch(`${server.origin}/api/audit-log`)).status).toBe(401);
  });
});

test("no row has a secret, a number, an address or a text of anybody's", async () => {
  const rows =
    await server.sql`select row_to_json(e)::text as text from audit_events e where sid >= ${firstSid("AE", new Date(0))}`;
  expect(rows.length).toBeGreaterThan(30);
  for (const { text } of rows) for (const word of unspeakable) expect(text).not.toContain(word);
});
