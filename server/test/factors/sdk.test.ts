/** @module Factors as apps use them: Twilio's SDK, three majors of it, from a new factor to the last challenge. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { decodeBase32, hotp, type TotpConfig } from "../../dist/factors/totp.js";
import { burst, call, credentials, suite, wrongCode } from "../harness.js";
import { connect, lastHeaders, majors, refuses } from "../kit/sdk.js";

const server = suite();
const plain: TotpConfig = { alg: "sha1", codeLength: 6, timeStep: 30, skew: 1 };

/** What an app shows now, or some time steps from now. */
function codeOf(secret: string, ahead = 0, config: TotpConfig = plain): string {
  const step = Math.floor(Date.now() / 1000 / config.timeStep) + ahead;
  return hotp(decodeBase32(secret) as Buffer, step, config);
}

/** No code that the server could accept now. */
function neverRight(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((ahead) => codeOf(secret, ahead));
  let code = wrongCode(right[2] as string);
  while (right.includes(code)) code = wrongCode(code);
  return code;
}

/** Time moves on: the last code that was used is of long ago. */
const forget = (factorSid: string) =>
  server.sql`update factors set last_step = last_step - 10 where sid = ${factorSid}`;

describe.each(majors)("twilio %s", (_major, twilio) => {
  const client = () => connect(twilio, server.origin);
  const entity = (identity: string, serviceSid: string = credentials.serviceSid) =>
    client().verify.v2.services(serviceSid).entities(identity);
  type Entity = ReturnType<typeof entity>;

  async function createFactor(of: Entity = entity(randomUUID()), more: object = {}) {
    const factor = await of.newFactors.create({ friendlyName: "한이의 전화", factorType: "totp", ...more });
    const { secret, uri } = factor.binding as { secret: string; uri: string };
    return { of, factor, secret, uri };
  }

  /** Verified, and its code was long ago. */
  async function createVerified(of?: Entity, more: object = {}) {
    const made = await createFactor(of, more);
    const { config } = made.factor as unknown as {
      config: { alg: "sha1"; code_length: number; time_step: number; skew: number };
    };
    const own = { alg: config.alg, codeLength: config.code_length, timeStep: config.time_step, skew: config.skew };
    const done = await made.of.factors(made.factor.sid).update({ authPayload: codeOf(made.secret, 0, own) });
    expect(done.status).toBe("verified");
    await forget(made.factor.sid);
    return made;
  }

  test("a factor: new, a wrong code, the right one, challenges, gone", async () => {
    const identity = randomUUID();
    const { of, factor, secret, uri } = await createFactor(entity(identity));
    expect(factor).toMatchObject({ identity, status: "unverified", factorType: "totp", metadata: null });
    expect(factor.config).toEqual({ alg: "sha1", skew: 1, code_length: 6, time_step: 30 });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const { friendlyName } = await client().verify.v2.services(credentials.serviceSid).fetch();
    const issuer = encodeURIComponent(friendlyName);
    expect(uri).toBe(
      `otpauth://totp/${issuer}:${encodeURIComponent("한이의 전화")}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=6&period=30`,
    );
    // The entity came with it.
    expect(await of.fetch()).toMatchObject({ identity, sid: factor.entitySid });

    await refuses(of.challenges.create({ factorSid: factor.sid }), 403, 60318);
    const wrong = await of.factors(factor.sid).update({ authPayload: neverRight(secret) });
    expect(wrong.status).toBe("unverified");
    const code = codeOf(secret);
    const verified = await of.factors(factor.sid).update({ authPayload: ` ${code.slice(0, 3)} ${code.slice(3)}` });
    expect(verified).toMatchObject({ sid: factor.sid, status: "verified" });
    const again = await refuses(of.factors(factor.sid).update({ authPayload: code }), 403, 60311);
    expect(again.details).toEqual({ reason: "verified" });

    // The code that verified it is used, and so is every one before it.
    for (const used of [code, codeOf(secret, -1)]) {
      const replayed = await of.challenges.create({ factorSid: factor.sid, authPayload: used });
      expect(replayed).toMatchObject({ status: "pending", dateResponded: null, factorSid: factor.sid });
    }
    await forget(factor.sid);
    const challenge = await of.challenges.create({ factorSid: factor.sid, hiddenDetails: { ip: "203.0.113.7" } });
    expect(challenge).toMatchObject({
      status: "pending",
      identity,
      hiddenDetails: { ip: "203.0.113.7" },
      details: null,
    });
    expect(challenge.expirationDate.getTime() - challenge.dateCreated.getTime()).toBe(300_000);
    const tried = await of.challenges(challenge.sid).update({ authPayload: neverRight(secret) });
    expect(tried.status).toBe("pending");
    const right = await of.challenges(challenge.sid).update({ authPayload: codeOf(secret) });
    expect(right).toMatchObject({ status: "approved", respondedReason: "none" });
    expect(right.dateResponded).toBeInstanceOf(Date);
    await refuses(of.challenges(challenge.sid).update({ authPayload: codeOf(secret, 1) }), 403, 60322);
    const atOnce = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret, 1) });
    expect(atOnce.status).toBe("approved");

    expect(await of.factors(factor.sid).remove()).toBe(true);
    await refuses(of.factors(factor.sid).fetch(), 404, 20404);
    await refuses(of.challenges(challenge.sid).fetch(), 404, 20404);
    await refuses(of.challenges.create({ factorSid: factor.sid }), 404, 20404);
    await refuses(of.factors(factor.sid).remove(), 404, 20404);
    expect(await of.remove()).toBe(true);
    await refuses(of.fetch(), 404, 20404);
  });

  test("an entity is made by itself, once, fetched, listed, removed with all that it has", async () => {
    const service = await client().verify.v2.services.create({ friendlyName: "Test" });
    const { entities } = client().verify.v2.services(service.sid);
    const made = await Promise.all(
      ["first-01", "second-2", "third-03"].map((identity) => entities.create({ identity })),
    );
    await refuses(entities.create({ identity: "first-01" }), 409, 60301);
    // Names differ by case, as the caller's may.
    await entities.create({ identity: "FIRST-01" });
    const listed = await entities.list({ pageSize: 2 });
    expect(listed.map(({ identity }) => identity).sort()).toEqual(["FIRST-01", "first-01", "second-2", "third-03"]);
    const of = entity("first-01", service.sid);
    const { factor } = await createFactor(of);
    expect(factor.entitySid).toBe(made[0]?.sid);
    expect(await of.remove()).toBe(true);
    await refuses(of.fetch(), 404, 20404);
    await refuses(of.factors.list(), 404, 20404);
    const [left] = await server.sql`select count(*)::int as n from factors where entity_sid = ${factor.entitySid}`;
    expect(left?.n).toBe(0);
  });

  test("one identity in two services is two entities, and neither sees the other's", async () => {
    const identity = randomUUID();
    const other = await client().verify.v2.services.create({ friendlyName: "Other" });
    const mine = await createVerified(entity(identity));
    const theirs = await createVerified(entity(identity, other.sid));
    expect(mine.factor.entitySid).not.toBe(theirs.factor.entitySid);
    expect((await theirs.of.factors.list()).map(({ sid }) => sid)).toEqual([theirs.factor.sid]);
    const challenge = await mine.of.challenges.create({ factorSid: mine.factor.sid });
    const someone = await createFactor();
    for (const foreign of [theirs.of, someone.of]) {
      await refuses(foreign.factors(mine.factor.sid).fetch(), 404, 20404);
      await refuses(foreign.factors(mine.factor.sid).update({ friendlyName: "mine now" }), 404, 20404);
      await refuses(foreign.factors(mine.factor.sid).remove(), 404, 20404);
      await refuses(foreign.challenges.create({ factorSid: mine.factor.sid }), 404, 20404);
      await refuses(foreign.challenges(challenge.sid).fetch(), 404, 20404);
      await refuses(foreign.challenges(challenge.sid).update({ authPayload: codeOf(mine.secret) }), 404, 20404);
      expect(await foreign.challenges.list()).toEqual([]);
    }
    expect((await mine.of.factors(mine.factor.sid).fetch()).friendlyName).toBe("한이의 전화");
    await client().verify.v2.services(other.sid).remove();
    await refuses(theirs.of.factors(theirs.factor.sid).fetch(), 404, 20404);
    await refuses(theirs.of.newFactors.create({ friendlyName: "x", factorType: "totp" }), 404, 20404);
  });

  test("the service's settings are the factor's, unless it says otherwise", async () => {
    const service = await client().verify.v2.services.create({
      friendlyName: "가게",
      "totp.issuer": "우리: 가게",
      "totp.timeStep": 60,
      "totp.codeLength": 8,
      "totp.skew": 0,
    });
    const of = entity(randomUUID(), service.sid);
    const made = await createVerified(of);
    expect(made.factor.config).toEqual({ alg: "sha1", skew: 0, code_length: 8, time_step: 60 });
    expect(made.uri).toContain(`otpauth://totp/${encodeURIComponent("우리 가게")}:`);
    expect(made.uri).toMatch(/&digits=8&period=60$/);
    const own = await createVerified(of, {
      "config.alg": "sha512",
      "config.timeStep": 20,
      "config.codeLength": 7,
      "config.skew": 2,
      metadata: { os: "Android" },
    });
    expect(own.factor).toMatchObject({ metadata: { os: "Android" }, config: { alg: "sha512", code_length: 7 } });
    expect(decodeBase32(own.secret)?.length).toBe(64);
    const given = await createVerified(of, { "binding.secret": "gezd gnbv gy3t qojq gezd gnbv gy3t qojq" });
    expect(given.secret).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  });

  test("a factor is changed; under another length of steps no code is good a second time", async () => {
    const { of, factor, secret } = await createVerified();
    const used = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret, 1) });
    expect(used.status).toBe("approved");
    const changed = await of.factors(factor.sid).update({
      ...{ friendlyName: "새 전화", "config.timeStep": 60, "config.codeLength": 8, "config.alg": "sha256" },
    });
    expect(changed).toMatchObject({ friendlyName: "새 전화", status: "verified" });
    expect(changed.config).toEqual({ alg: "sha256", skew: 1, code_length: 8, time_step: 60 });
    const now = { alg: "sha256", codeLength: 8, timeStep: 60, skew: 1 } as const;
    // The used step ends within this minute or the next.
    const early = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret, 0, now) });
    expect(early.status).toBe("pending");
    await forget(factor.sid);
    const next = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret, 0, now) });
    expect(next.status).toBe("approved");
  });

  test("five wrong codes end a factor that is not verified, and a challenge", async () => {
    const fresh = await createFactor();
    for (let round = 0; round < 5; round++)
      await fresh.of.factors(fresh.factor.sid).update({ authPayload: neverRight(fresh.secret) });
    const ended = await refuses(
      fresh.of.factors(fresh.factor.sid).update({ authPayload: codeOf(fresh.secret) }),
      429,
      60310,
    );
    expect(ended.details?.reason).toBe("locked");

    const { of, factor, secret } = await createVerified();
    const { sid } = await of.challenges.create({ factorSid: factor.sid });
    for (let round = 0; round < 5; round++)
      expect((await of.challenges(sid).update({ authPayload: neverRight(secret) })).status).toBe("pending");
    const api = client();
    const challenge = api.verify.v2.services(credentials.serviceSid).entities(factor.identity).challenges(sid);
    const failure = await refuses(challenge.update({ authPayload: codeOf(secret) }), 429, 60308);
    expect(lastHeaders(api)["retry-after"]).toBe(String(failure.details?.retryAfterSeconds));
    // The code was not spent on it.
    const other = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret) });
    expect(other.status).toBe("approved");
  });

  test("ten wrong codes in a row, over many challenges, make the factor wait; a right one ends the row", async () => {
    const { of, factor, secret } = await createVerified();
    const tryCode = (authPayload: string) => of.challenges.create({ factorSid: factor.sid, authPayload });
    for (let round = 0; round < 9; round++) await tryCode(neverRight(secret));
    expect((await tryCode(codeOf(secret))).status).toBe("approved");
    for (let round = 0; round < 10; round++) await tryCode(neverRight(secret));
    const failure = await refuses(tryCode(codeOf(secret, 1)), 429, 60308);
    expect(failure.details).toEqual({
      reason: "locked",
      retryAfterSeconds: expect.toSatisfy((s) => s > 25 && s <= 30),
    });
    // A challenge that was there waits too, and costs nothing.
    const { sid } = await of.challenges.create({ factorSid: factor.sid });
    await refuses(of.challenges(sid).update({ authPayload: codeOf(secret, 1) }), 429, 60308);
    await server.sql`update factors set wait_until = clock_timestamp() - interval '1 second' where sid = ${factor.sid}`;
    await tryCode(neverRight(secret));
    const longer = await refuses(tryCode(codeOf(secret, 1)), 429, 60308);
    expect(longer.details?.retryAfterSeconds).toBeGreaterThan(50);
    await server.sql`update factors set wait_until = clock_timestamp() - interval '1 second' where sid = ${factor.sid}`;
    expect((await of.challenges(sid).update({ authPayload: codeOf(secret, 1) })).status).toBe("approved");
  });

  test("a challenge that has run out takes no code, with the sweep stopped", async () => {
    const { of, factor, secret } = await createVerified();
    const soon = new Date(Date.now() + 90_000);
    const { sid, expirationDate } = await of.challenges.create({ factorSid: factor.sid, expirationDate: soon });
    expect(Math.abs(expirationDate.getTime() - soon.getTime())).toBeLessThan(2000);
    await server.sql`update challenges set expires_at = clock_timestamp() - interval '1 second' where sid = ${sid}`;
    await refuses(of.challenges(sid).update({ authPayload: codeOf(secret) }), 403, 60323);
    expect((await of.challenges(sid).fetch()).status).toBe("expired");
    const live = await of.challenges.create({ factorSid: factor.sid, authPayload: codeOf(secret) });
    expect(live.status).toBe("approved");
    const byStatus = async (status: "expired" | "approved" | "pending" | "denied") =>
      (await of.challenges.list({ status })).map((challenge) => challenge.sid);
    expect([await byStatus("expired"), await byStatus("approved")]).toEqual([[sid], [live.sid]]);
    expect([await byStatus("pending"), await byStatus("denied")]).toEqual([[], []]);
    for (const expirationDate of [new Date(Date.now() - 1000), new Date(Date.now() + 3_700_000)])
      await refuses(of.challenges.create({ factorSid: factor.sid, expirationDate }), 400, 60200);
  });

  test("50 at once: one code verifies once, approves one challenge once, and one of fifty", async () => {
    const { of, factor, secret } = await createFactor();
    const path = `/Services/${credentials.serviceSid}/Entities/${factor.identity}`;
    const post = (at: string, form: Record<string, string>) => call(server.origin, path + at, form);
    const code = codeOf(secret);
    const verified = await burst(50, () => post(`/Factors/${factor.sid}`, { AuthPayload: code }));
    expect(tally(verified.map(({ status, body }) => `${status} ${body.code ?? body.status}`))).toEqual({
      "200 verified": 1,
      "403 60311": 49,
    });
    await forget(factor.sid);
    const { sid } = await of.challenges.create({ factorSid: factor.sid });
    const right = codeOf(secret);
    const answers = await burst(50, () => post(`/Challenges/${sid}`, { AuthPayload: right }));
    const counts = tally(answers.map(({ status, body }) => `${status} ${body.code ?? body.status}`));
    expect(counts).toMatchObject({ "200 approved": 1 });
    expect(
      Object.keys(counts)
        .sort()
        .filter((name) => !/^(200 (approved|pending)|403 60322|429 60308)$/.test(name)),
    ).toEqual([]);

    await forget(factor.sid);
    const other = codeOf(secret);
    const spread = await burst(50, () => post("/Challenges", { FactorSid: factor.sid, AuthPayload: other }));
    expect(tally(spread.map(({ body }) => body.code ?? body.status))).toEqual({ approved: 1, pending: 48, 60312: 1 });
    // A client that repeats itself has guessed nothing.
    const [row] = await server.sql`select failures, wait_until from factors where sid = ${factor.sid}`;
    expect(row).toEqual({ failures: 0, waitUntil: null });
  });

  test("50 wrong codes at once are five tries", async () => {
    const { of, factor, secret } = await createVerified();
    const { sid } = await of.challenges.create({ factorSid: factor.sid });
    const path = `/Services/${credentials.serviceSid}/Entities/${factor.identity}/Challenges/${sid}`;
    const answers = await burst(50, () => call(server.origin, path, { AuthPayload: neverRight(secret) }));
    expect(tally(answers.map(({ status }) => String(status)))).toEqual({ 200: 5, 429: 45 });
    const [challenge] = await server.sql`select attempts, status from challenges where sid = ${sid}`;
    expect(challenge).toEqual({ attempts: 5, status: "pending" });

    // Over ten challenges they are ten, and then the factor waits.
    const spread = await createVerified();
    const many: { url: string }[] = [];
    for (let round = 0; round < 10; round++)
      many.push(await spread.of.challenges.create({ factorSid: spread.factor.sid }));
    const guesses = await burst(50, (index) => {
      const challenge = many[index % 10]?.url.slice(`${server.origin}/v2`.length) as string;
      return call(server.origin, challenge, { AuthPayload: neverRight(spread.secret) });
    });
    expect(tally(guesses.map(({ status, body }) => `${status} ${body.code ?? body.status}`))).toEqual({
      ...{ "200 pending": 10, "429 60308": 40 },
    });

    const fresh = await createFactor();
    const at = `/Services/${credentials.serviceSid}/Entities/${fresh.factor.identity}/Factors/${fresh.factor.sid}`;
    const tried = await burst(50, () => call(server.origin, at, { AuthPayload: neverRight(fresh.secret) }));
    expect(tally(tried.map(({ status }) => String(status)))).toEqual({ 200: 5, 429: 45 });
  });

  test("challenges of a factor are limited, by fewer where its codes are short", async () => {
    const { of, factor } = await createVerified(undefined, { "config.codeLength": 4 });
    for (let round = 0; round < 10; round++) await of.challenges.create({ factorSid: factor.sid });
    const failure = await refuses(of.challenges.create({ factorSid: factor.sid }), 429, 60312);
    expect(failure.details?.retryAfterSeconds).toBeGreaterThan(86_000);
    const age = (hours: number) =>
      server.sql`update challenges set created_at = created_at - ${hours}::int * interval '1 hour' where factor_sid = ${factor.sid}`;
    await age(23);
    await refuses(of.challenges.create({ factorSid: factor.sid }), 429, 60312);
    await age(1);
    expect((await of.challenges.create({ factorSid: factor.sid })).status).toBe("pending");
  });

  test("lists go from page to page, and challenges in either order", async () => {
    const { of, factor } = await createVerified();
    for (let round = 0; round < 2; round++) await createFactor(of);
    const factors = (await of.factors.list({ pageSize: 2 })).map(({ sid }) => sid);
    expect(factors).toEqual([...factors].sort().reverse());
    expect([factors.length, factors.at(-1)]).toEqual([3, factor.sid]);
    const made: string[] = [];
    for (let round = 0; round < 5; round++) made.push((await of.challenges.create({ factorSid: factor.sid })).sid);
    const other = await createVerified(of);
    await of.challenges.create({ factorSid: other.factor.sid });
    const list = async (order?: "asc" | "desc") =>
      (await of.challenges.list({ pageSize: 2, factorSid: factor.sid, ...(order && { order }) })).map(({ sid }) => sid);
    expect(await list()).toEqual(made.toReversed());
    expect(await list("desc")).toEqual(made.toReversed());
    expect(await list("asc")).toEqual(made);
    const first = await of.challenges.page({ pageSize: 2, factorSid: factor.sid, order: "asc" });
    expect(first.previousPageUrl).toBeUndefined();
    const second = await first.nextPage();
    const back = await second?.previousPage();
    expect(back?.instances.map(({ sid }) => sid)).toEqual(made.slice(0, 2));
  });

  test("push and what goes with it is a clear 404", async () => {
    const of = entity(randomUUID());
    for (const factorType of ["push", "passkeys"] as const) {
      const failure = await refuses(of.newFactors.create({ friendlyName: "x", factorType }), 404, 20404);
      expect(failure.message).toContain(`type ${factorType}`);
    }
    await refuses(of.fetch(), 404, 20404);
    const verified = await createVerified();
    const { sid } = await verified.of.challenges.create({ factorSid: verified.factor.sid });
    await refuses(verified.of.challenges(sid).notifications.create(), 404, 20404);
    const { accessTokens } = client().verify.v2.services(credentials.serviceSid);
    await refuses(accessTokens.create({ identity: randomUUID(), factorType: "push" }), 404, 20404);
  });
});

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
