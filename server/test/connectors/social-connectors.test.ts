/**
 * @module Connectors of social sign-in: several in force beside each other and beside those that send, known to every process
 * within a second, masked, and with what administrators have to know of them.
 */
import { fileURLToPath } from "node:url";
import type { SocialFailureReason } from "@munjigi/connectors/social/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { examineConnectors } from "../../dist/connectors/examine-connectors.js";
import { type Factories, loadFactories } from "../../dist/connectors/factories.js";
import { rotateConnectorSecrets } from "../../dist/connectors/rotate-secrets.js";
import { type ConnectorWatch, watchConnectors } from "../../dist/connectors/watch-connectors.js";
import { createLog } from "../../dist/http/log.js";
import { parseKeyring } from "../../dist/secrets.js";
import { burst, newNumber, readCode, SECRET_KEY, start, suite } from "../harness.js";
import { eventually, knownWithin } from "../kit/pace.js";
import { force, manage as manageAt, twilioConfig } from "../kit/vendors.js";

const MASK = "••••••••";
const module = fileURLToPath(new URL("./social-kinds.mjs", import.meta.url));
const server = suite({ env: { MUNJIGI_CONNECTORS: module } });
let factories: Factories;
/** As on another server: it reads the tables by itself. */
let elsewhere: ConnectorWatch;
const logLines: string[] = [];

const watch = (more: Partial<Parameters<typeof watchConnectors>[0]> = {}) =>
  watchConnectors({
    ...{
      sql: server.sql,
      keyring: server.keyring,
      factories,
      origin: "https://auth.example",
      environment: "production",
    },
    log: createLog("info", { write: (line) => void logLines.push(line) }),
    ...more,
  });

beforeAll(async () => {
  factories = await loadFactories([module]);
  elsewhere = watch();
  elsewhere.start();
});

afterAll(async () => await elsewhere.stop());

beforeEach(async () => {
  await server.sql`delete from connectors`;
});

const manage = async (method: string, path: string, body?: unknown) =>
  await manageAt(server.origin, method, path, body);

async function create(more: Record<string, unknown> = {}) {
  const config = { clientId: "app", clientSecret: "the-secret-of-the-app" };
  return await manage("POST", "/connectors", { connectorId: "fake-social", config, ...more });
}

async function made(more?: Record<string, unknown>) {
  const { status, body } = await create(more);
  expect([status, body.detail], "POST /connectors").toEqual([201, undefined]);
  return body;
}

const fetched = async (id: string) => (await manage("GET", `/connectors/${id}`)).body;

/** What this process knows after a look of its own. */
async function read() {
  await elsewhere.refresh();
  return elsewhere.social.socialConnectors();
}

test("kinds of social sign-in are listed with the others", async () => {
  const { body } = await manage("GET", "/connector-factories");
  expect(body.find(({ id }: { id: string }) => id === "fake-social")).toMatchObject({
    ...{ type: "Social", brand: "kakao", limits: null, abilities: ["notice"], developmentOnly: false },
    schema: { properties: { clientSecret: { secret: true } } },
  });
  expect(body.find(({ id }: { id: string }) => id === "outbox")).toMatchObject({ type: "Sms", brand: null });
});

test("is in force at once, without a test, with masked secrets and the addresses to register", async () => {
  const first = await made();
  expect(first).toMatchObject({
    ...{ connectorId: "fake-social", type: "Social", status: "active", version: 1, ignored: [] },
    config: { clientId: "app", clientSecret: MASK },
    secrets: { clientSecret: { setAt: expect.any(String), hint: "-app" } },
    redirectUri: `${server.origin}/social/callback`,
    receiptUrl: null,
    lastFailure: null,
  });
  const [row] = await server.sql<{ receiptToken: string }[]>`select receipt_token from connectors`;
  expect(first.noticeUrl).toBe(`${server.origin}/social/notices/${row?.receiptToken}`);
  const own = await made({ connectorId: "fake-own-address" });
  expect([own.redirectUri, own.noticeUrl]).toEqual([`${server.origin}/social/callback/${own.id}`, null]);
  expect(JSON.stringify(await manage("GET", "/connectors"))).not.toContain("the-secret");
});

test("a provider that does not answer holds no list up", async () => {
  const hanging = await burst(4, async () => (await made({ connectorId: "fake-hanging" })).redirectUri);
  expect(hanging).toEqual([null, null, null, null]);
  const { body } = await manage("GET", "/connectors");
  expect(body.map(({ redirectUri }: { redirectUri: unknown }) => redirectUri)).toEqual(hanging);
});

test("several are in force beside each other, the oldest first, and what sends sees none of them", async () => {
  const draft = await made({ activate: false });
  expect(draft.status).toBe("draft");
  const ids = [await made(), await made({ connectorId: "fake-own-address" }), await made()].map(({ id }) => id);
  expect((await read()).map(({ id }) => id)).toEqual(ids);
  expect((await manage("POST", `/connectors/${draft.id}/activate`)).body.status).toBe("active");
  expect((await read()).map(({ id }) => id)).toEqual([draft.id, ...ids]);
  expect(["sms", "email"].map((channel) => elsewhere.isUnusable(channel))).toEqual([false, false]);
  expect(["sms", "email"].map((channel) => elsewhere.active(channel))).toEqual([undefined, undefined]);
  expect(await elsewhere.find(draft.id)).toBeUndefined();

  const to = newNumber();
  expect((await start(server.origin, to)).status).toBe(201);
  expect(await readCode(server.origin, to)).toMatch(/^\d{6}$/);
  const sms = [await force(server.origin, twilioConfig({ origin: "https://one.example" }))];
  sms.push(await force(server.origin, twilioConfig({ origin: "https://two.example" })));
  const statuses = await Promise.all([...sms, ...ids].map(async (id) => (await fetched(id)).status));
  expect(statuses).toEqual(["retired", "active", "active", "active", "active"]);
});

test("an update waits until it is activated, and an earlier version is in force again at once", async () => {
  const { id } = await made();
  const changed = await manage("PATCH", `/connectors/${id}`, { config: { clientId: "new", clientSecret: MASK } });
  expect(changed.body).toMatchObject({ status: "active", draft: { version: 2, config: { clientId: "new" } } });
  expect((await read())[0]?.settings).toEqual({ clientId: "app", clientSecret: "the-secret-of-the-app" });
  expect((await manage("POST", `/connectors/${id}/activate`)).body).toMatchObject({ status: "active", version: 2 });
  expect((await read())[0]?.settings).toEqual({ clientId: "new", clientSecret: "the-secret-of-the-app" });
  expect((await manage("POST", `/connectors/${id}/restore`, { version: 1 })).body).toMatchObject({ version: 1 });
  expect((await read())[0]?.settings).toMatchObject({ clientId: "app" });
});

test("another process knows within a second, and its settings are one object for as long as they are the same", async () => {
  const { id } = await made();
  await knownWithin(1000, async () => elsewhere.social.findSocial(id) !== undefined);
  const before = elsewhere.social.findSocial(id);
  await made();
  await read();
  expect(elsewhere.social.findSocial(id)?.settings).toBe(before?.settings);
  expect(elsewhere.social.findSocialByToken(before?.token as string)?.id).toBe(id);
  expect(elsewhere.social.findSocialByToken("x")).toBeUndefined();

  await manage("PATCH", `/connectors/${id}`, { config: { clientId: "new" } });
  await manage("POST", `/connectors/${id}/activate`);
  await knownWithin(1000, async () => elsewhere.social.findSocial(id)?.versionId !== before?.versionId);
  expect(elsewhere.social.findSocial(id)?.settings).toEqual({ clientId: "new" });

  expect((await manage("POST", `/connectors/${id}/deactivate`)).body.status).toBe("retired");
  await knownWithin(1000, async () => elsewhere.social.findSocial(id)?.status === "retired");
  expect(elsewhere.social.socialConnectors().some((one) => one.id === id)).toBe(false);
  await manage("DELETE", `/connectors/${id}?force=true`);
  await knownWithin(1000, async () => elsewhere.social.findSocial(id) === undefined);
});

test("has no test message, never stands by, and one that sends is not deactivated", async () => {
  const { id } = await made();
  const test = await manage("POST", `/connectors/${id}/test`, { phone: newNumber() });
  const ofKind = await manage("POST", "/connectors/fake-social/test", { phone: newNumber(), config: {} });
  const standby = await manage("POST", `/connectors/${id}/standby`, { force: true });
  const ended = await manage("DELETE", `/connectors/${id}/standby`);
  for (const { status, body } of [test, ofKind, standby, ended])
    expect([status, body.title, body.parameter]).toEqual([400, "connector.sends_nothing", "id"]);
  expect((await fetched(id)).status).toBe("active");
  const sms = await force(server.origin, twilioConfig({ origin: "https://one.example" }));
  const refused = await manage("POST", `/connectors/${sms}/deactivate`);
  expect([refused.status, refused.body.title]).toEqual([409, "connector.sends"]);
  expect((await manage("POST", `/connectors/CN${"0".repeat(32)}/deactivate`)).status).toBe(404);
});

test("goes only by force once people may be linked to it", async () => {
  const draft = await made({ activate: false });
  expect((await manage("DELETE", `/connectors/${draft.id}`)).status).toBe(204);
  const { id } = await made();
  await made();
  const refuse = async () => (await manage("DELETE", `/connectors/${id}`)).body.title;
  expect(await refuse()).toBe("connector.signs_people_in");
  await manage("POST", `/connectors/${id}/deactivate`);
  expect(await refuse()).toBe("connector.signs_people_in");
  expect((await manage("DELETE", `/connectors/${id}?force=true`)).status).toBe(204);
});

test("what was done is in the audit log, once", async () => {
  const { id } = await made();
  await manage("POST", `/connectors/${id}/deactivate`);
  await manage("POST", `/connectors/${id}/deactivate`);
  await manage("POST", `/connectors/${id}/activate`);
  const { body } = await manage("GET", `/audit-log?type=connector.&subject=${id}`);
  expect(body.events.map(({ type }: { type: string }) => type).reverse()).toEqual([
    ...["connector.created", "connector.activated", "connector.deactivated", "connector.activated"],
  ]);
  expect(body.events[1]).toMatchObject({ before: { status: "active" }, after: { status: "retired" } });
});

describe("at once", () => {
  /** Whoever waits longer for the others than the server's patience with locks is told to come again. */
  const patiently = async (ask: () => Promise<{ status: number; body: { id: string } }>) =>
    await eventually(async () => {
      const answer = await ask();
      return answer.status !== 503 && answer;
    });

  test("50 are made, and all are in force", async () => {
    const all = await burst(50, async () => await patiently(create));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await read()).map(({ id }) => id)).toEqual(all.map(({ body }) => body.id).sort());
  });

  test("50 activate and deactivate one, and each change has its event", async () => {
    const { id } = await made();
    const answers = await burst(50, async (index) =>
      patiently(async () => await manage("POST", `/connectors/${id}/${index % 2 ? "activate" : "deactivate"}`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { body } = await manage("GET", `/audit-log?type=connector.&subject=${id}&size=200`);
    const last = body.events[0].type === "connector.activated" ? "active" : "retired";
    expect((await fetched(id)).status).toBe(last);
    expect(await read()).toHaveLength(last === "active" ? 1 : 0);
  });
});

describe("the last failure", () => {
  let id: string;
  beforeEach(async () => {
    id = (await made()).id;
    await read();
  });

  const note = async (reason: SocialFailureReason, vendorCode?: string, by = elsewhere) =>
    await by.social.noteFailure(id, { reason, vendorCode });

  /** A process that has noted nothing yet. */
  const fresh = async () => {
    const other = watch();
    await other.refresh();
    return other;
  };

  test("is shown with what mends it, until settings are put in force anew", async () => {
    await note("misconfigured", "KOE006");
    expect((await fetched(id)).lastFailure).toEqual({
      ...{ code: "KOE006", reason: "misconfigured", at: expect.any(String) },
      remedy: { ko: "주소를 등록해 주세요.", en: "Register the address." },
    });
    await note("provider_down");
    expect((await fetched(id)).lastFailure).toMatchObject({ code: null, reason: "provider_down", remedy: null });
    await manage("PATCH", `/connectors/${id}`, { config: { clientId: "new" } });
    expect((await fetched(id)).lastFailure).not.toBeNull();
    await manage("POST", `/connectors/${id}/activate`);
    expect((await fetched(id)).lastFailure).toBeNull();
    await read();
    await note("refused");
    expect((await fetched(id)).lastFailure).toMatchObject({ reason: "refused" });
    // The same settings, once the provider's console is mended.
    await manage("POST", `/connectors/${id}/activate`);
    expect((await fetched(id)).lastFailure).toBeNull();
    expect((await manage("GET", "/connectors")).body[0].lastFailure).toBeNull();
  });

  test("is forgotten after 30 days", async () => {
    await note("provider_down");
    await server.sql`update connectors set failed_at = failed_at - interval '30 days'`;
    await server.sql`update connector_versions set activated_at = activated_at - interval '40 days'`;
    expect((await fetched(id)).lastFailure).toBeNull();
  });

  test("is none of what people do, and holds nothing of them", async () => {
    for (const reason of ["cancelled", "consent_needed", "expired"] as const) await note(reason, "KOE006");
    expect((await fetched(id)).lastFailure).toBeNull();
    for (const code of ["person@example.com", "+821012345678", "01012345678", "a b", "x".repeat(65), "인증"]) {
      await server.sql`update connectors set failed_at = null`;
      await note("refused", code, await fresh());
      expect((await fetched(id)).lastFailure, code).toMatchObject({ code: null });
    }
  });

  test("of 50 at once on two servers is written once, and again after a while", async () => {
    const other = await fresh();
    const version = async () => (await server.sql`select xmin::text as written, failed_at from connectors`)[0];
    await note("provider_down", "timeout");
    const before = await version();
    await burst(50, async (index) => await note("provider_down", "timeout", index % 2 ? other : elsewhere));
    expect(await version()).toEqual(before);
    await server.sql`update connectors set failed_at = failed_at - interval '6 seconds'`;
    await note("provider_down", "timeout", await fresh());
    expect((await version())?.failedAt).not.toEqual(before?.failedAt);
  });

  test("with ever new codes is written a few times", async () => {
    const other = await fresh();
    for (let n = 0; n < 100; n++) await note("refused", `made-up-${n}`, other);
    expect((await fetched(id)).lastFailure.code).toBe("made-up-19");
  });

  test("that cannot be written down fails nobody's sign-in", async () => {
    const gone = watch({ sql: (() => Promise.reject(new Error("away"))) as never });
    await expect(
      gone.social.noteFailure(id, { reason: "provider_down", vendorCode: undefined }),
    ).resolves.toBeUndefined();
    await elsewhere.social.noteFailure(`CN${"0".repeat(32)}`, { reason: "provider_down", vendorCode: undefined });
  });
});

test("rotated secrets are those of social connectors too", async () => {
  const { id } = await made();
  const newer = parseKeyring(`k2:${Buffer.alloc(32, 9).toString("base64")},${SECRET_KEY}`);
  const rotated = await rotateConnectorSecrets({ sql: server.sql, keyring: newer, random: systemRandom });
  expect(rotated).toEqual({ rotated: 1, lost: 0 });
  const alone = watch({ keyring: parseKeyring(`k2:${Buffer.alloc(32, 9).toString("base64")}`) });
  await alone.refresh();
  expect(alone.social.findSocial(id)?.settings).toMatchObject({ clientSecret: "the-secret-of-the-app" });
});

test("one whose settings or kind are lost is told of and left out, and the others work", async () => {
  const lost = await made({ connectorId: "fake-own-address" });
  const kept = await made();
  const { all } = factories;
  const fewer = all.filter(({ id }) => id !== "fake-own-address");
  const other = watch({ factories: { all: fewer, find: (id) => fewer.find((one) => one.id === id) } });
  await other.refresh();
  expect(other.social.socialConnectors().map(({ id }) => id)).toEqual([kept.id]);
  expect(logLines.filter((line) => line.includes(lost.id) && line.includes("cannot be used"))).toHaveLength(1);
  await server.sql`update connectors set factory_id = 'outbox' where id = ${lost.id}`;
  await server.sql`update connector_versions set id = replace(id, 'CV', 'CX') where connector_id = ${lost.id}`;
  expect(await fetched(lost.id)).toMatchObject({
    problem: expect.stringContaining("was of type Social"),
    redirectUri: null,
  });
  expect((await read()).map(({ id }) => id)).toEqual([kept.id]);
});

test("the doctor says where people come back to, and what failed", async () => {
  const { id } = await made();
  await made({ connectorId: "fake-hanging" });
  await read();
  const examine = async () => {
    const outside = { fetch, lookup: async (host: string) => host, clock: systemClock, random: systemRandom };
    const rest = { environment: "production", origin: "https://auth.example" } as const;
    return await examineConnectors({
      ...outside,
      sql: server.sql,
      keyring: server.keyring,
      factories,
      failing: new Map(),
      ...rest,
    });
  };
  expect(await examine()).toEqual([
    ["fail", "No SMS connector is active: no text can be sent"],
    [
      "ok",
      "Social sign-in connector (active): fake-social, version 1; people come back to https://auth.example/social/callback",
    ],
    ["fail", "Social sign-in connector (active): fake-hanging, version 1: timed out"],
  ]);
  await elsewhere.social.noteFailure(id, { reason: "misconfigured", vendorCode: "KOE006" });
  const told = (await examine()).find(([, text]) => text.includes("fake-social"));
  expect(told).toEqual([
    "warn",
    expect.stringMatching(/it failed at .*: misconfigured, KOE006\. Register the address\.$/),
  ]);
});
