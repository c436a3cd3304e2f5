/** @module Factors beside the SDK: what is refused, what a table and a log may hold, what is swept, and a key that changes. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { createFactors } from "../../dist/factors/factors.js";
import { rotateFactorSecrets } from "../../dist/factors/rotate-secrets.js";
import { approveChallenge } from "../../dist/factors/store.js";
import { decodeBase32, hotp } from "../../dist/factors/totp.js";
import { parseKeyring } from "../../dist/secrets.js";
import { createServices } from "../../dist/services/services.js";
import { burst, call, credentials, SECRET_KEY, service, suite } from "../harness.js";

const server = suite();
const nobody = { kind: "server", id: null } as const;
const common = () => ({ sql: server.sql, clock: systemClock, random: systemRandom });
const createFaces = (keyring = server.keyring) => {
  const services = createServices(common());
  return { services, factors: createFactors({ ...common(), keyring, services, retentionDays: 90 }) };
};
const newPath = () => ({ serviceSid: credentials.serviceSid, identity: randomUUID() });
const request = { friendlyName: "phone", metadata: null };
const codeOf = (secret: string, ahead = 0) =>
  hotp(decodeBase32(secret) as Buffer, Math.floor(Date.now() / 30_000) + ahead, { alg: "sha1", codeLength: 6 });

async function createVerified(factors = createFaces().factors) {
  const path = newPath();
  const { sid, binding } = await factors.create(path, request, nobody);
  await factors.update(path, sid, { code: codeOf(binding.secret) }, nobody);
  await server.sql`update factors set last_step = last_step - 10 where sid = ${sid}`;
  return { path, sid, secret: binding.secret };
}

const challengeOf = (factorSid: string, more: { code?: string; ttlSeconds?: number } = {}) => ({
  ...{ factorSid, ttlSeconds: 300, details: null, hiddenDetails: null },
  ...more,
});

describe("what is no factor or challenge", () => {
  const factorAt = `${service}/Entities/some-entity/Factors`;
  const factor = { FriendlyName: "x", FactorType: "totp" };
  test.each<[string, string, Record<string, string>, string]>([
    ["an identity of 65", `${service}/Entities`, { Identity: "a".repeat(65) }, "Identity"],
    ["an identity with a dot", `${service}/Entities`, { Identity: "kim@example.com" }, "Identity"],
    ["no identity", `${service}/Entities`, {}, "Identity"],
    ["a short identity in the path", `${service}/Entities/short/Factors`, factor, "Identity"],
    ["no name", factorAt, { FactorType: "totp" }, "FriendlyName"],
    ["a blank name", factorAt, { ...factor, FriendlyName: " " }, "FriendlyName"],
    ["a name of 65", factorAt, { ...factor, FriendlyName: "x".repeat(65) }, "FriendlyName"],
    ["no type", factorAt, { FriendlyName: "x" }, "FactorType"],
    ["an unknown type", factorAt, { ...factor, FactorType: "pigeon" }, "FactorType"],
    ["a short secret", factorAt, { ...factor, "Binding.Secret": "GEZDGNBVGY" }, "Binding.Secret"],
    ["a long secret", factorAt, { ...factor, "Binding.Secret": "A".repeat(104) }, "Binding.Secret"],
    ["a secret that is not base32", factorAt, { ...factor, "Binding.Secret": "1".repeat(32) }, "Binding.Secret"],
    ["a step of 19 s", factorAt, { ...factor, "Config.TimeStep": "19" }, "Config.TimeStep"],
    ["nine digits", factorAt, { ...factor, "Config.CodeLength": "9" }, "Config.CodeLength"],
    ["a skew of 3", factorAt, { ...factor, "Config.Skew": "3" }, "Config.Skew"],
    ["md5", factorAt, { ...factor, "Config.Alg": "md5" }, "Config.Alg"],
    ["metadata that are a number", factorAt, { ...factor, Metadata: '{"a":1}' }, "Metadata"],
    ["much metadata", factorAt, { ...factor, Metadata: JSON.stringify({ a: "x".repeat(1020) }) }, "Metadata"],
    ["no code", `${factorAt}/YF${"0".repeat(32)}`, { AuthPayload: "12345a" }, "AuthPayload"],
  ])("%s", async (_name, path, form, parameter) => {
    const { status, body } = await call(server.origin, path, form);
    expect([status, body.code]).toEqual([400, 60200]);
    expect(body.message).toContain(`\`${parameter}\``);
  });

  test.each<[string, Record<string, string>]>([
    ["no factor", { FactorSid: "" }],
    ["another's sid", { FactorSid: credentials.serviceSid }],
    ["a date that is none", { ExpirationDate: "tomorrow" }],
    ["details that are no JSON", { "Details.Fields": "label" }],
    ["a long label", { "Details.Fields": JSON.stringify({ label: "x".repeat(37), value: "" }) }],
    ["a long message", { "Details.Message": "x".repeat(257) }],
    ["hidden details that are a list", { HiddenDetails: "[]" }],
    ["two digits", { AuthPayload: "12" }],
  ])("%s", async (_name, form) => {
    const fields = { FactorSid: `YF${"0".repeat(32)}`, ...form };
    const { status, body } = await call(server.origin, `${service}/Entities/some-entity/Challenges`, fields);
    expect([status, body.code]).toEqual([400, 60200]);
  });

  test("twenty details are kept, the twenty-first is too many; a date may have an offset whose plus is not encoded", async () => {
    const { path, sid } = await createVerified();
    const post = (count: number, more = "") => {
      const fields = Array.from({ length: count }, () => ["Details.Fields", '{"label":"a","value":"b"}']);
      const text = `${new URLSearchParams([["FactorSid", sid], ...fields] as [string, string][])}${more}`;
      return call(server.origin, `${service}/Entities/${path.identity}/Challenges`, text);
    };
    expect((await post(21)).status).toBe(400);
    const soon = new Date(Date.now() + 9 * 3_600_000 + 120_000).toISOString().slice(0, 19);
    const made = await post(20, `&ExpirationDate=${soon}+09:00`);
    expect([made.status, made.body.details?.fields.length]).toEqual([201, 20]);
    expect(Date.parse(made.body.expiration_date)).toBe(Date.parse(`${soon}+09:00`));
  });
});

test("an entity has a hundred factors, also when twenty are made at once", async () => {
  const { factors } = createFaces();
  const path = newPath();
  const { sid, entitySid } = await factors.create(path, request, nobody);
  await server.sql`insert into factors (sid, entity_sid, friendly_name, sealed_secret, alg, code_length, time_step, skew)
    select 'YF' || lpad(to_hex(n), 32, '0'), entity_sid, friendly_name, sealed_secret, alg, code_length, time_step, skew
    from factors, generate_series(1, 94) as n where sid = ${sid}`;
  const at = `${service}/Entities/${path.identity}/Factors`;
  const answers = await burst(20, () => call(server.origin, at, { FriendlyName: "x", FactorType: "totp" }));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  const refused = answers.filter(({ body }) => body.code === 60315);
  expect([refused.length, refused[0]?.status]).toEqual([15, 400]);
  // Those that nobody verified in a day are there no more, with the sweep stopped.
  await server.sql`update factors set created_at = created_at - interval '25 hours' where entity_sid = ${entitySid} and sid <> ${sid}`;
  expect((await factors.list(path, { size: 1000 })).rows.map((factor) => factor.sid)).toEqual([sid]);
  expect((await call(server.origin, at, { FriendlyName: "x", FactorType: "totp" })).status).toBe(201);
});

test("twenty who make the first factor of an entity at once make one entity", async () => {
  const at = `${service}/Entities/${randomUUID()}/Factors`;
  const answers = await burst(20, () => call(server.origin, at, { FriendlyName: "x", FactorType: "totp" }));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
  expect(new Set(answers.map(({ body }) => body.entity_sid)).size).toBe(1);
});

test("a factor that is deleted while its challenges are answered ends both, and nobody waits for nobody", async () => {
  for (let round = 0; round < 5; round++) {
    const { path, sid, secret } = await createVerified();
    const of = `${service}/Entities/${path.identity}`;
    const { factors } = createFaces();
    const challenges = await Promise.all(
      Array.from({ length: 8 }, () => factors.challenges.create(path, challengeOf(sid))),
    );
    const gone = round % 2 ? of : `${of}/Factors/${sid}`;
    const answers = await burst(33, (index) =>
      index === 16
        ? call(server.origin, gone, undefined, { method: "DELETE" })
        : call(server.origin, `${of}/Challenges/${challenges[index % 8]?.sid}`, {
            AuthPayload: codeOf(secret, index % 2),
          }),
    );
    expect(answers[16]?.status).toBe(204);
    for (const { status, body } of answers) expect([200, 204, 403, 404, 429], JSON.stringify(body)).toContain(status);
    expect(answers.filter(({ body }) => body?.status === "approved").length).toBeLessThanOrEqual(2);
  }
});

test("a step that was counted before its length changed is not taken for one of now", async () => {
  const { path, sid } = await createVerified();
  const { factors } = createFaces();
  const challenge = await factors.challenges.create(path, challengeOf(sid));
  const step = Math.floor(Date.now() / 30_000);
  await factors.update(path, sid, { timeStep: 60 }, nobody);
  const [before] = await server.sql`select last_step from factors where sid = ${sid}`;
  const approve = (timeStep: number) =>
    approveChallenge(server.sql, { sid: challenge.sid, factorSid: sid, step, timeStep });
  expect(await approve(30)).toBe(false);
  expect((await server.sql`select last_step from factors where sid = ${sid}`)[0]).toEqual(before);
  expect(await approve(60)).toBe(true);
});

test("a secret is in no column and no line of the log, and what happened is recorded without it", async () => {
  const { body } = await call(server.origin, `${service}/Entities/${randomUUID()}/Factors`, {
    ...{ FriendlyName: "private name", FactorType: "totp" },
  });
  const at = body.url.slice(`${server.origin}/v2`.length);
  const code = codeOf(body.binding.secret);
  expect((await call(server.origin, at, { AuthPayload: code })).body.status).toBe("verified");
  await call(server.origin, at, { FriendlyName: "other name", "Config.Skew": "2" });
  expect((await call(server.origin, at)).body.binding).toBeUndefined();
  await call(server.origin, at, undefined, { method: "DELETE" });
  const events = await server.sql`select type, actor_kind, service_sid, before, after, data from audit_events
    where subject_id = ${body.sid} order by sid`;
  const told = { actorKind: "account", serviceSid: credentials.serviceSid, before: null, after: null };
  const data = { entity: body.entity_sid };
  expect(events).toEqual([
    { ...told, type: "factor.created", data },
    { ...told, type: "factor.verified", data },
    {
      ...{ ...told, type: "factor.updated", before: { skew: 1 }, after: { skew: 2 } },
      data: { ...data, changed: ["friendlyName"] },
    },
    { ...told, type: "factor.deleted", data },
  ]);
  const { path, secret } = await createVerified();
  const rows = await server.sql`select to_jsonb(f)::text as text from factors f`;
  expect(rows.some(({ text }) => text.includes(secret) || text.includes(path.identity))).toBe(false);
  const log = server.logLines.join("");
  for (const hidden of [body.binding.secret, code, body.identity]) expect(log).not.toContain(hidden);
});

test("what is old is swept: challenges, factors nobody verified, all of a deleted service", async () => {
  const { factors, services } = createFaces();
  const kept = await createVerified(factors);
  const { sid: fresh } = await factors.challenges.create(kept.path, challengeOf(kept.sid));
  const { sid: old } = await factors.challenges.create(kept.path, challengeOf(kept.sid));
  await server.sql`update challenges set created_at = created_at - interval '91 days' where sid = ${old}`;
  const unverified = await factors.create(kept.path, request, nobody);
  const late = await factors.create(kept.path, request, nobody);
  await server.sql`update factors set created_at = created_at - interval '25 hours' where sid in (${late.sid}, ${kept.sid})`;
  await expect(factors.update(kept.path, late.sid, { code: codeOf(late.binding.secret) }, nobody)).rejects.toThrow(
    "factor.not_found",
  );
  const service = await services.create({ friendlyName: "Gone" }, nobody);
  const orphan = await factors.create({ serviceSid: service.sid, identity: "orphan-1" }, request, nobody);
  await services.delete(service.sid, nobody);
  // What is made while its service is deleted is found later.
  await server.sql`insert into entities (sid, service_sid, identity) values ('YElate', ${service.sid}, 'orphan-2')`;
  for (const job of factors.jobs) await job.work(new AbortController().signal);
  const sids = async (table: string) =>
    (await server.sql<{ sid: string }[]>`select sid from ${server.sql(table)}`).map(({ sid }) => sid);
  const [left, challenges, entities] = [await sids("factors"), await sids("challenges"), await sids("entities")];
  expect([kept, unverified, late, orphan].map(({ sid }) => left.includes(sid))).toEqual([true, true, false, false]);
  expect([fresh, old].map((sid) => challenges.includes(sid))).toEqual([true, false]);
  expect(entities).not.toContain(orphan.entitySid);
  expect(entities).not.toContain("YElate");
});

test("a service that is deleted takes its factors along at once, and nobody else's", async () => {
  const { factors, services } = createFaces();
  const other = await createVerified(factors);
  const service = await services.create({ friendlyName: "Gone" }, nobody);
  const path = { serviceSid: service.sid, identity: randomUUID() };
  const { sid, binding, entitySid } = await factors.create(path, request, nobody);
  await factors.update(path, sid, { code: codeOf(binding.secret) }, nobody);
  await factors.challenges.create(path, challengeOf(sid));
  const answers = await burst(20, async (n) =>
    n === 10
      ? await services.delete(service.sid, nobody)
      : await factors
          .create({ ...path, identity: `somebody-${n}` }, request, nobody)
          .catch((error: Error) => expect(error.message).toBe("service.not_found")),
  );
  expect(answers).toHaveLength(20);
  const rows = (table: string, column: string, value: string) =>
    server.sql`select from ${server.sql(table)} where ${server.sql(column)} = ${value}`;
  expect(await rows("entities", "sid", entitySid)).toHaveLength(0);
  expect(await rows("factors", "sid", sid)).toHaveLength(0);
  expect(await rows("challenges", "factor_sid", sid)).toHaveLength(0);
  expect(await rows("factors", "sid", other.sid)).toHaveLength(1);
});

test("secrets are encrypted anew, and open without the old key; one that is lost stays as it is", async () => {
  const { path, sid, secret } = await createVerified();
  const [before] = await server.sql`select sealed_secret from factors where sid = ${sid}`;
  const newKey = `k2:${Buffer.alloc(32, 9).toString("base64")}`;
  const lost = await createVerified(
    createFaces(parseKeyring(`lost:${Buffer.alloc(32, 5).toString("base64")}`)).factors,
  );
  const both = parseKeyring(`${newKey},${SECRET_KEY}`);
  const rotation = await rotateFactorSecrets({ sql: server.sql, keyring: both, random: systemRandom });
  expect([rotation.rotated > 0, rotation.lost]).toEqual([true, 1]);
  const [after] = await server.sql`select sealed_secret from factors where sid = ${sid}`;
  expect([before?.sealedSecret.slice(0, 3), after?.sealedSecret.slice(0, 3)]).toEqual(["k1.", "k2."]);
  const { factors } = createFaces(parseKeyring(newKey));
  const challenge = await factors.challenges.create(path, challengeOf(sid, { code: codeOf(secret) }));
  expect(challenge.status).toBe("approved");
  // A secret that was put into another's row opens nothing.
  const other = await createVerified(factors);
  await server.sql`update factors set sealed_secret = ${after?.sealedSecret} where sid = ${other.sid}`;
  await expect(
    factors.challenges.create(other.path, challengeOf(other.sid, { code: codeOf(secret, 1) })),
  ).rejects.toThrow();
  await server.sql`delete from factors where sid in (${other.sid}, ${lost.sid})`;
  expect(await rotateFactorSecrets({ sql: server.sql, keyring: both, random: systemRandom })).toEqual({
    ...{ rotated: 0, lost: 0 },
  });
});
