/** @module Factors and challenges of Twilio's API, as endpoints are told of them: each end of a challenge once, in its statement. */
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { createFactors } from "../../dist/factors/factors.js";
import { decodeBase32, hotp } from "../../dist/factors/totp.js";
import { createServices } from "../../dist/services/services.js";
import { burst, call, service, suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openReceiver, type Receiver } from "./receiver.js";

const server = suite({ env: PRIVATE });
let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(async () => {
  await server.sql`delete from webhook_endpoints`;
  await receiver.close();
});

const codeOf = (secret: string) =>
  hotp(decodeBase32(secret) as Buffer, Math.floor(Date.now() / 30_000), { alg: "sha1", codeLength: 6 });

/** A verified factor, whose code of now is unused. */
async function makeFactor() {
  const at = `${service}/Entities/${randomUUID()}`;
  const { body } = await call(server.origin, `${at}/Factors`, { FriendlyName: "phone", FactorType: "totp" });
  const { sid, binding } = body;
  const verified = await call(server.origin, `${at}/Factors/${sid}`, { AuthPayload: codeOf(binding.secret) });
  expect(verified.body.status).toBe("verified");
  await reopen(sid);
  return { at, sid, secret: binding.secret as string, entity: body.entity_sid as string };
}
/** Its steps are unused, and nobody waits. */
const reopen = (sid: string) =>
  server.sql`update factors set last_step = -1, wait_until = null, failures = 0 where sid = ${sid}`;
const challenge = async ({ at, sid }: { at: string; sid: string }) =>
  (await call(server.origin, `${at}/Challenges`, { FactorSid: sid })).body.sid as string;
const answer = async ({ at }: { at: string }, sid: string, code: string) =>
  (await call(server.origin, `${at}/Challenges/${sid}`, { AuthPayload: code })).status;
const expire = () => {
  const common = { sql: server.sql, clock: systemClock, random: systemRandom };
  const services = createServices(common);
  const { jobs } = createFactors({ ...common, keyring: server.keyring, services, retentionDays: 90 });
  return Promise.all(
    jobs.filter(({ name }) => name === "expire challenges").map(({ work }) => work(new AbortController().signal)),
  );
};
const told = (subject: string) => receiver.received.filter(({ data }) => data.subject.id === subject);
const came = (subject: string) => eventually(async () => told(subject).at(0));

test("by Twilio's `*` a factor's life and each end of its challenges", async () => {
  const hook = { FriendlyName: "x", EventTypes: "*", WebhookUrl: receiver.url };
  receiver.secrets.push((await call(server.origin, `${service}/Webhooks`, hook)).body.signing_secret);
  const factor = await makeFactor();
  const approved = await challenge(factor);
  expect(await answer(factor, approved, codeOf(factor.secret))).toBe(200);
  const { data, type } = await came(approved);
  expect([type, data]).toEqual([
    "challenge.approved",
    {
      ...{ subject: { kind: "challenge", id: approved }, service: service.split("/").at(-1) },
      ...{ factor: factor.sid, entity: factor.entity },
    },
  ]);

  const guessed = await challenge(factor);
  for (let n = 0; n < 5; n++) {
    await answer(factor, guessed, codeOf(factor.secret) === "000000" ? "111111" : "000000");
    await server.sql`update factors set wait_until = null, failures = 0 where sid = ${factor.sid}`;
  }
  expect(await answer(factor, guessed, codeOf(factor.secret))).toBe(429);
  expect((await came(guessed)).data).toMatchObject({ reason: "max_attempts_reached" });

  const late = await challenge(factor);
  const open = await challenge(factor);
  await server.sql`update challenges set expires_at = now() - interval '1 second' where sid in (${late}, ${guessed})`;
  await Promise.all([expire(), expire()]);
  expect((await came(late)).data).toMatchObject({ reason: "expired" });
  expect((await call(server.origin, `${factor.at}/Challenges/${late}`)).body.status).toBe("expired");
  const listed = await call(server.origin, `${factor.at}/Challenges?Status=expired`);
  expect(listed.body.challenges.map(({ sid }: { sid: string }) => sid).sort()).toEqual([guessed, late].sort());

  await call(server.origin, `${factor.at}/Factors/${factor.sid}`, undefined, { method: "DELETE" });
  await eventually(async () => told(factor.sid).some(({ type }) => type === "factor.deleted"));
  expect(told(factor.sid).map(({ type }) => type)).toEqual(["factor.created", "factor.verified", "factor.deleted"]);
  expect([approved, guessed, late, open].map((sid) => told(sid).length)).toEqual([1, 1, 1, 0]);
  expect(receiver.unsigned).toEqual([]);
  const said = receiver.received.map(({ body }) => body).join();
  expect(said).not.toContain(factor.secret);
  expect(said).not.toContain(factor.at.split("/").at(-1));
});

test("of fifty who answer one at once one approves it, and it is told once", async () => {
  await receiver.subscribe(server.origin, { events: ["challenge.*"] });
  const factor = await makeFactor();
  const sid = await challenge(factor);
  const code = codeOf(factor.secret);
  const statuses = await burst(50, () => answer(factor, sid, code));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
  await came(sid);
  const next = await challenge(factor);
  await reopen(factor.sid);
  await answer(factor, next, codeOf(factor.secret));
  await came(next);
  expect(told(sid).map(({ type }) => type)).toEqual(["challenge.approved"]);
});

test("where nobody hears of challenges nothing is written; what only Twilio has may be asked for", async () => {
  await receiver.subscribe(server.origin, { events: ["challenge.denied", "verification.*"] });
  const factor = await makeFactor();
  const sid = await challenge(factor);
  expect(await answer(factor, sid, codeOf(factor.secret))).toBe(200);
  expect(await server.sql`select from event_outbox where subject_id = ${sid}`).toHaveLength(0);
  expect(await server.sql`select from webhook_deliveries where subject_id = ${sid}`).toHaveLength(0);
  const refused = await manage(server.origin, "POST", "/webhooks", { url: receiver.url, events: ["challenge.begun"] });
  expect(refused.status).toBe(400);
});
