/** @module Endpoints of the management API: what they take, their secrets, and what the audit log says of them. */
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { parseKeyring, unseal } from "../../dist/secrets.js";
import { rotateWebhookSecrets } from "../../dist/webhooks/rotate-secrets.js";
import { burst, newNumber, SECRET_KEY, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "./receiver.js";

const server = suite({ env: PRIVATE });
let receiver: Receiver;

/** One for each test: what an endpoint of the test before is still told does not come to it. */
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await server.sql`delete from webhook_endpoints`;
  await receiver.close();
});

const api = (method: string, path: string, body?: object) => manage(server.origin, method, `/webhooks${path}`, body);
const makeUser = () =>
  manage(server.origin, "POST", "/users", { identifiers: [{ kind: "phone", value: newNumber() }] });

test("made, fetched, listed, changed, deleted; the secret is shown once", async () => {
  const { body: made } = await api("POST", "", {
    url: receiver.url,
    events: ["user.*", "user.*"],
    description: "상점",
  });
  expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { secret, ...shown } = made;
  expect(shown).toMatchObject({
    ...{
      id: expect.stringMatching(/^YW/),
      url: receiver.url,
      events: ["user.*"],
      includeNumbers: false,
      enabled: true,
    },
    ...{ status: "enabled", description: "상점", service: null, failingSince: null, waiting: 0, dead: 0 },
  });
  expect((await api("GET", `/${made.id}`)).body).toEqual(shown);
  expect((await api("GET", "")).body).toEqual({ webhooks: [shown] });
  const { body: changed } = await api("PATCH", `/${made.id}`, { events: ["session.*"], enabled: false });
  expect(changed).toMatchObject({ events: ["session.*"], enabled: false, status: "disabled", description: "상점" });
  expect((await api("DELETE", `/${made.id}`)).status).toBe(204);
  expect((await api("GET", `/${made.id}`)).status).toBe(404);
  const stored = JSON.stringify([
    await server.sql`select * from audit_events`,
    (await manage(server.origin, "GET", `/audit-log?subject=${made.id}`)).body,
    server.logLines,
  ]);
  expect(stored).not.toContain(secret);
  expect(stored).not.toContain("/hooks");
});

test("what a filter may say", async () => {
  const made = async (...events: unknown[]) => (await api("POST", "", { url: receiver.url, events })).status;
  for (const good of [
    "*",
    "user.*",
    "user.identifier.*",
    "session.started",
    "verification.approved",
    "message.*",
    "limit.alarm",
  ])
    expect([good, await made(good)]).toEqual([good, 201]);
  // Of a later release.
  expect(await made("invitation.*")).toBe(201);
  for (const bad of ["", "user", "user.", "users.*", "user.creatd", "*.created", "USER.*", "user.*.*", 7, null])
    expect([bad, await made(bad)]).toEqual([bad, 400]);
  expect(await made()).toBe(400);
});

test("there are 50 at most, however many are made at once", async () => {
  const statuses = await burst(60, async () => (await api("POST", "", { url: receiver.url, events: ["*"] })).status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(50);
  expect(statuses.filter((status) => status === 409)).toHaveLength(10);
});

test("for a while two secrets sign, then the new one only", async () => {
  const { body: made } = await api("POST", "", { url: receiver.url, events: ["user.created"] });
  const { body: fresh } = await api("POST", `/${made.id}/rotate-secret`, { keepOldHours: 1 });
  expect(fresh.secret).not.toBe(made.secret);
  expect(Date.parse(fresh.oldSecretUntil) - Date.now()).toBeGreaterThan(3_000_000);
  await makeUser();
  const [both] = await eventually(async () => receiver.received.length > 0 && receiver.received);
  const verify = (secret: string, event: typeof both) =>
    new Webhook(secret).verify(event?.body ?? "", event?.headers as never);
  for (const secret of [made.secret, fresh.secret])
    expect(verify(secret, both)).toMatchObject({ type: "user.created" });
  await server.sql`update webhook_endpoints set old_secret_until = now() - interval '1 second'`;
  receiver.received.length = 0;
  await makeUser();
  const [one] = await eventually(async () => receiver.received.length > 0 && receiver.received);
  expect(verify(fresh.secret, one)).toMatchObject({ type: "user.created" });
  expect(() => verify(made.secret, one)).toThrow();
  expect((await api("POST", `/${made.id}/rotate-secret`)).body.secret).not.toBe(fresh.secret);
});

test("50 rotations at once leave two secrets that sign; 50 resumptions at once are one", async () => {
  const { body: made } = await api("POST", "", { url: receiver.url, events: ["user.created"] });
  const rotated = await burst(50, () => api("POST", `/${made.id}/rotate-secret`));
  const secrets = rotated.map(({ body }) => body.secret as string);
  expect(new Set(secrets).size).toBe(50);
  await api("POST", `/${made.id}/test`);
  const [tried] = receiver.received;
  const signing = [made.secret, ...secrets].filter((secret) => {
    try {
      return new Webhook(secret).verify(tried?.body ?? "", tried?.headers as never);
    } catch {
      return false;
    }
  });
  expect(signing).toHaveLength(2);
  await server.sql`update webhook_endpoints set status = 'paused', paused_at = now()`;
  await burst(50, () => api("POST", `/${made.id}/resume`));
  const { body } = await manage(server.origin, "GET", `/audit-log?type=webhook.resumed&subject=${made.id}`);
  expect(body.events).toHaveLength(1);
});

test("a new secret key takes over: what signs stays the same", async () => {
  const { body: made } = await api("POST", "", { url: receiver.url, events: ["user.created"] });
  const { body: fresh } = await api("POST", `/${made.id}/rotate-secret`);
  const [older] = SECRET_KEY.split(",");
  const keyring = parseKeyring(`k2:${Buffer.alloc(32, 3).toString("base64")},${older}`);
  const rotate = () => rotateWebhookSecrets({ sql: server.sql, keyring, random: systemRandom });
  expect(await rotate()).toEqual({ rotated: 1, lost: 0 });
  expect(await rotate()).toEqual({ rotated: 0, lost: 0 });
  const newest = parseKeyring(`k2:${Buffer.alloc(32, 3).toString("base64")}`);
  const [row] = await server.sql`select sealed_secret, sealed_old_secret from webhook_endpoints where sid = ${made.id}`;
  expect(unseal(newest, row?.sealedSecret, made.id)).toBe(fresh.secret);
  expect(unseal(newest, row?.sealedOldSecret, made.id)).toBe(made.secret);
  // This server does not have that key: it says so, and does not send unsigned.
  expect((await api("POST", `/${made.id}/test`)).body).toMatchObject({
    delivered: false,
    problem: "secret_unreadable",
  });
  expect(receiver.received).toEqual([]);
});

test("trying one out tells what came of it", async () => {
  const { body: made } = await api("POST", "", { url: receiver.url, events: ["user.*"] });
  receiver.secrets.push(made.secret);
  expect((await api("POST", `/${made.id}/test`)).body).toMatchObject({ delivered: true, answer: 204, problem: null });
  expect(receiver.received[0]).toMatchObject({
    type: "webhook.test",
    data: { subject: { kind: "webhook", id: made.id } },
  });
  expect(receiver.unsigned).toEqual([]);
  receiver.answer = (response) => response.writeHead(401).end("secret: hunter2");
  const refused = await api("POST", `/${made.id}/test`);
  expect(refused.body).toMatchObject({ delivered: false, answer: 401 });
  expect(JSON.stringify(refused.body)).not.toContain("hunter2");
  receiver.answer = (response) => response.writeHead(204).end();
});

test("what is not known is 404, and unknown members are refused", async () => {
  for (const path of ["/YW1", `/YW${"0".repeat(32)}`]) {
    expect((await api("GET", path)).status).toBe(404);
    for (const action of ["test", "resume", "rotate-secret", "replay"])
      expect((await api("POST", `${path}/${action}`)).status).toBe(404);
    expect((await api("GET", `${path}/deliveries`)).status).toBe(404);
  }
  expect((await api("POST", "", { url: receiver.url, events: ["*"], secret: "mine" })).status).toBe(400);
  const strange = { url: receiver.url, events: ["*"], service: `VA${"9".repeat(32)}` };
  expect((await api("POST", "", strange)).body.title).toBe("service.not_found");
});
