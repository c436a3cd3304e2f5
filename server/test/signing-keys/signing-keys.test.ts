/**
 * @module Signing keys: the official client verifies with what is served; a new key is known before it signs and an old one
 * as long as its tokens live; many at once make one key; a lost secret key stops nothing.
 */
import { fileURLToPath } from "node:url";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { openDatabase, type Pool } from "../../dist/db/open.js";
import { createLog } from "../../dist/http/log.js";
import { parseKeyring, unseal } from "../../dist/secrets.js";
import { cacheSigningKeys } from "../../dist/signing-keys/cache-signing-keys.js";
import { listSigningKeys } from "../../dist/signing-keys/list-signing-keys.js";
import { renewSigningKey } from "../../dist/signing-keys/renew-signing-key.js";
import { rotateSigningKey } from "../../dist/signing-keys/rotate-signing-key.js";
import { createSigner } from "../../dist/signing-keys/sign-token.js";
import { burst, credentials, SECRET_KEY, type ServerProcess, startApp, startProcess, suite } from "../harness.js";
import { eventually, knownWithin } from "../kit/pace.js";
import { run } from "../kit/run-to-end.js";

const CLI = fileURLToPath(new URL("../../dist/start/cli.js", import.meta.url));
const OTHER_KEY = `k2:${Buffer.alloc(32, 9).toString("base64")}`;
const DAY = 86_400;

let sql: Pool;
let other: ServerProcess;
let pools: Pool[];
/** All that was logged and answered in this suite. */
const said: string[] = [];

const server = suite({ logLevel: "trace" });

beforeAll(async () => {
  sql = server.sql;
  pools = [0, 1].map(() => openDatabase({ url: server.url, max: 4 }));
  other = await startProcess({
    DATABASE_URL: server.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_LOG_LEVEL: "trace",
  });
});

afterAll(async () => {
  await Promise.all([other.stop(), ...pools.map((pool) => pool.end())]);
});

/** What a process has: its own pool, key ring and memory. */
function openNode(index = 0, secretKey = SECRET_KEY) {
  const log = createLog("trace", { write: (line) => void said.push(line) });
  const maker = { sql: pools[index] as Pool, keyring: parseKeyring(secretKey), random: systemRandom, log };
  const signingKeys = cacheSigningKeys(maker);
  return { ...maker, signingKeys, sign: createSigner(signingKeys) };
}

const token = { typ: "JWT", payload: { iss: "https://id.example", sub: "u1" } };
const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid;
const renewNode = (node: ReturnType<typeof openNode>, days: number) => renewSigningKey(node, node.signingKeys, days);
const signedBy = async (node = openNode()) => kidOf(await node.sign(token));
const jwksOf = (origin: string) => new URL(`${origin}/.well-known/jwks.json`);

async function publishedAt(origin: string): Promise<string[]> {
  const text = await (await fetch(jwksOf(origin))).text();
  said.push(text);
  const { keys } = JSON.parse(text) as { keys: { kid: string; alg: string }[] };
  return keys.filter(({ alg }) => alg === "ES256").map(({ kid }) => kid);
}

/** The kids of an algorithm that a process without any memory publishes. */
const published = async (algorithm = "ES256") =>
  (await openNode().signingKeys.published()).filter((key) => key.algorithm === algorithm).map(({ kid }) => kid);

/** Time passes for every key. */
const pass = (seconds: number) => sql`update signing_keys set
  created_at = created_at - ${seconds}::int * interval '1 second',
  signs_from = signs_from - ${seconds}::int * interval '1 second',
  retires_at = retires_at - ${seconds}::int * interval '1 second'`;

async function manage(origin: string, method: "GET" | "POST", body?: unknown) {
  const response = await fetch(`${origin}/api/signing-keys`, {
    method,
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  said.push(text);
  return { status: response.status, body: JSON.parse(text) };
}

/** One key, which signs. */
beforeEach(async () => {
  await sql`delete from signing_keys`;
  await signedBy();
});

describe("what is served", () => {
  test("a client of jose verifies our tokens with it, and no other", async () => {
    await eventually(async () => (await publishedAt(server.origin))[0] === (await published())[0]);
    const keys = createRemoteJWKSet(jwksOf(server.origin));
    const jwt = await openNode().sign(token);
    const { payload, protectedHeader } = await jwtVerify(jwt, keys, { algorithms: ["ES256"], typ: "JWT" });
    expect(payload).toEqual(token.payload);
    expect(protectedHeader).toEqual({ alg: "ES256", typ: "JWT", kid: (await published())[0] });
    const [head, , signature] = jwt.split(".");
    const forged = Buffer.from(JSON.stringify({ ...token.payload, sub: "u2" })).toString("base64url");
    await expect(jwtVerify([head, forged, signature].join("."), keys)).rejects.toThrow("signature");
  });

  test("public keys and nothing else, for any site and host, to be kept for five minutes", async () => {
    await openNode().signingKeys.signingKey("RS256");
    await eventually(
      async () => ((await (await fetch(jwksOf(server.origin))).json()) as { keys: unknown[] }).keys.length > 1,
    );
    const response = await server.app.http.inject({ url: "/.well-known/jwks.json", headers: { host: "10.0.0.7" } });
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
      "content-type": "application/jwk-set+json; charset=utf-8",
    });
    const { keys } = response.json();
    const members = {
      ES256: ["alg", "crv", "kid", "kty", "use", "x", "y"],
      RS256: ["alg", "e", "kid", "kty", "n", "use"],
    };
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(members[key.alg as "ES256"]);
      expect(key).toMatchObject(
        key.alg === "ES256" ? { kty: "EC", crv: "P-256", use: "sig" } : { kty: "RSA", e: "AQAB", use: "sig" },
      );
    }
  });

  test("a thousand requests cost no more than a statement a second", async () => {
    const node = openNode();
    let statements = 0;
    const counted = new Proxy(pools[0] as Pool, {
      apply: (target, self, args) => {
        statements += 1;
        return Reflect.apply(target as never, self, args);
      },
    });
    const keys = cacheSigningKeys({ ...node, sql: counted });
    await burst(1000, () => keys.published());
    expect(statements).toBe(1);
  });
});

describe("rotation", () => {
  test("a new key is published at once, signs after ten minutes; the old one goes 30 days after that", async () => {
    const [old] = await published();
    const { kid: fresh } = await rotateSigningKey(openNode(), { why: "asked" });
    expect(await published()).toEqual([fresh, old]);
    expect(await signedBy()).toBe(old);
    await pass(580);
    expect(await signedBy()).toBe(old);
    await pass(20);
    expect(await signedBy()).toBe(fresh);
    const byOld = (await listSigningKeys(openNode())).map(({ kid, state }) => [kid, state]);
    expect(byOld).toEqual([
      [fresh, "signing"],
      [old, "published"],
    ]);
    await pass(30 * DAY - 20);
    expect(await published()).toEqual([fresh, old]);
    await pass(20);
    expect(await published()).toEqual([fresh]);
    await renewNode(openNode(), 90);
    const rows = await sql`select kid, sealed_private_key = '' as empty from signing_keys order by generation desc`;
    expect(rows.map(({ kid, empty }) => [kid, empty])).toEqual([
      [fresh, false],
      [old, true],
    ]);
  });

  test("the keys of id_tokens: published for a day before one signs, for 30 days after; the other algorithm's stay as they are", async () => {
    const node = openNode();
    const [es] = await published();
    const { kid: old } = await node.signingKeys.signingKey("RS256");
    const { kid: fresh } = await rotateSigningKey(node, { why: "asked" }, "RS256");
    const signing = async () => (await openNode().signingKeys.signingKey("RS256")).kid;
    const order = async () => (await openNode().signingKeys.privateJwks()).map(({ kid }) => kid);
    expect(await published("RS256")).toEqual([fresh, old]);
    expect(await order()).toEqual([es, old, fresh]);
    await pass(DAY - 20);
    expect(await signing()).toBe(old);
    await pass(20);
    expect(await signing()).toBe(fresh);
    expect(await order()).toEqual([es, fresh, old]);
    await pass(30 * DAY - 20);
    expect(await published("RS256")).toEqual([fresh, old]);
    await pass(20);
    expect(await published("RS256")).toEqual([fresh]);
    await rotateSigningKey(node, { why: "emergency" }, "RS256");
    expect(await published()).toEqual([es]);
  });

  test("the key waits longer than anybody may keep a copy of the set", async () => {
    await rotateSigningKey(openNode(), { why: "asked" });
    const [row] = await sql`select extract(epoch from signs_from - created_at)::int as lead from signing_keys
      order by generation desc limit 1`;
    const maxAge = /max-age=(\d+)/.exec((await fetch(jwksOf(server.origin))).headers.get("cache-control") ?? "")?.[1];
    expect(row?.lead).toBeGreaterThan(Number(maxAge) + 60);
  });

  test("an emergency: the new key signs at once, all others are gone, their private halves too", async () => {
    await rotateSigningKey(openNode(), { why: "asked" });
    const { kid } = await rotateSigningKey(openNode(), { why: "emergency" });
    expect(await published()).toEqual([kid]);
    expect(await signedBy()).toBe(kid);
    const rows = await sql`select kid from signing_keys where sealed_private_key <> ''`;
    expect(rows.map((row) => row.kid)).toEqual([kid]);
    // Not by whoever reports the same emergency, but by the next one.
    await pass(6);
    expect((await rotateSigningKey(openNode(), { why: "emergency" })).kid).not.toBe(kid);
  });

  test("an emergency right after a key has come for another reason is one all the same", async () => {
    const lost = await signedBy();
    const heir = await signedBy(openNode(0, OTHER_KEY));
    expect(await published()).toEqual([heir, lost]);
    const { kid, isNew } = await rotateSigningKey(openNode(0, OTHER_KEY), { why: "emergency" });
    expect([isNew, await published()]).toEqual([true, [kid]]);
  });

  test.each(["asked", "emergency"] as const)(
    "of fifty (%s) at once one makes a key, all are told of it",
    async (why) => {
      const [old] = await published();
      const nodes = [openNode(0), openNode(1)];
      const results = await burst(50, (index) => rotateSigningKey(nodes[index % 2] as (typeof nodes)[0], { why }));
      expect(new Set(results.map(({ kid }) => kid)).size).toBe(1);
      expect(results.filter(({ isNew }) => isNew).length).toBe(1);
      expect(results[0]?.kid).not.toBe(old);
      expect(await sql`select from signing_keys where algorithm = 'ES256'`).toHaveLength(2);
    },
  );

  test("an emergency is never lost among rotations", async () => {
    for (let round = 0; round < 5; round++) {
      await sql`delete from signing_keys`;
      const old = await signedBy();
      const node = openNode(1);
      await pass(60);
      await burst(20, (index) => rotateSigningKey(node, { why: index % 4 === 1 ? "emergency" : "asked" }));
      expect(await published()).not.toContain(old);
      const states = (await listSigningKeys(node)).map(({ state }) => state);
      expect(states.filter((state) => state === "signing")).toHaveLength(1);
      expect(states.filter((state) => state === "published")).toEqual([]);
    }
  });

  test("by itself after its days, once, however many processes look; with 0 never", async () => {
    const nodes = [openNode(0), openNode(1)];
    const look = (days: number) => burst(30, (index) => renewNode(nodes[index % 2] as (typeof nodes)[0], days));
    await pass(90 * DAY - 60);
    await look(90);
    expect(await published()).toHaveLength(1);
    await pass(60);
    await look(0);
    expect(await published()).toHaveLength(1);
    await look(90);
    expect(await published()).toHaveLength(2);
    await look(90);
    expect(await published()).toHaveLength(2);
  });

  test("fifty first tokens on two processes are signed by one key", async () => {
    await sql`delete from signing_keys`;
    const nodes = [openNode(0), openNode(1)];
    const kids = await burst(50, (index) => signedBy(nodes[index % 2]));
    expect(new Set(kids).size).toBe(1);
    expect(await sql`select from signing_keys where algorithm = 'ES256'`).toHaveLength(1);
  });
});

describe("two processes", () => {
  test("what one withdraws is gone from the other within a second", async () => {
    const node = openNode();
    await Promise.all([publishedAt(other.origin), signedBy(node)]);
    const { status, body } = await manage(server.origin, "POST", { revokeOthers: true });
    expect([status, body.state]).toEqual([201, "signing"]);
    const elsewhere = Promise.all([
      knownWithin(1000, async () => String(await publishedAt(other.origin)) === body.kid),
      knownWithin(1000, async () => (await signedBy(node)) === body.kid),
    ]);
    expect(await publishedAt(server.origin)).toEqual([body.kid]);
    await elsewhere;
  });

  test("fifty requests to both make one key", async () => {
    const answers = await burst(50, (index) => manage(index % 2 ? server.origin : other.origin, "POST", {}));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(49).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.kid)).size).toBe(1);
    const { body } = await manage(other.origin, "GET");
    body.keys = body.keys.filter(({ algorithm }: { algorithm: string }) => algorithm === "ES256");
    expect(body.keys.map(({ state }: { state: string }) => state)).toEqual(["waiting", "signing"]);
    expect(body.keys[0].kid).toBe(answers[0]?.body.kid);
  });
});

test.each([
  ["a word", { revokeOthers: "true" }],
  ["an unknown member", { revokeOthers: true, force: true }],
  ["a list", []],
])("the management API refuses %s", async (_name, body) => {
  expect((await manage(server.origin, "POST", body)).status).toBe(400);
  expect(await sql`select from signing_keys where algorithm = 'ES256'`).toHaveLength(1);
});

test("the signing keys are shown to nobody without the admin token", async () => {
  const basic = Buffer.from(`${credentials.accountSid}:${credentials.authToken}`).toString("base64");
  for (const method of ["GET", "POST"])
    for (const authorization of ["", `Basic ${basic}`, `Bearer ${credentials.authToken}`])
      expect((await fetch(`${server.origin}/api/signing-keys`, { method, headers: { authorization } })).status).toBe(
        401,
      );
});

describe("a lost secret key", () => {
  test("another key takes over by itself, the lost one stays for verifying; doctor tells", async () => {
    const [lost] = await published();
    const oldToken = await openNode().sign(token);
    const heir = await startApp(server, { env: { MUNJIGI_SECRET_KEY: OTHER_KEY }, logLevel: "trace" });
    try {
      const kids = await publishedAt(heir.origin);
      expect(kids).toHaveLength(2);
      expect(kids[1]).toBe(lost);
      expect(await signedBy(openNode(0, OTHER_KEY))).toBe(kids[0]);
      await jwtVerify(oldToken, createRemoteJWKSet(jwksOf(heir.origin)));
      const complaints = heir.logLines.filter((line) => line.includes("cannot be opened"));
      expect(complaints).toHaveLength(1);
      expect(complaints[0]).toContain(lost);
      said.push(...heir.logLines);
    } finally {
      await heir.stop();
    }
    const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: OTHER_KEY };
    const doctor = await run(env, { command: [process.execPath, CLI, "doctor"] });
    said.push(doctor.out, doctor.err);
    expect(doctor.out).toContain(`! Signing key ${lost} cannot be opened`);
    expect(doctor.out).toMatch(/✓ Signing key \S+, since/);
    expect(doctor.code).toBe(0);
  });

  test("fifty tokens at once on two processes that lost it make one key", async () => {
    const nodes = [openNode(0, OTHER_KEY), openNode(1, OTHER_KEY)];
    const kids = await burst(50, (index) => signedBy(nodes[index % 2]));
    expect(new Set(kids).size).toBe(1);
    expect(await sql`select from signing_keys where algorithm = 'ES256'`).toHaveLength(2);
  });

  test("a key that still is in the ring goes on signing", async () => {
    const [kid] = await published();
    expect(await signedBy(openNode(0, `${OTHER_KEY},${SECRET_KEY}`))).toBe(kid);
  });

  test("a private key that was moved to another row is not used", async () => {
    const { kid } = await rotateSigningKey(openNode(), { why: "asked" });
    await sql`update signing_keys set sealed_private_key = (
      select sealed_private_key from signing_keys order by generation limit 1) where kid = ${kid}`;
    await pass(600);
    expect(await signedBy()).not.toBe(kid);
    expect((await listSigningKeys(openNode())).find((key) => key.kid === kid)?.state).toBe("lost");
  });
});

test("the command rotates; what it does not know it refuses", async () => {
  const env = { DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY };
  const rotate = async (...words: string[]) => {
    const result = await run(env, { command: [process.execPath, CLI, "rotate-keys", ...words] });
    said.push(result.out, result.err);
    return result;
  };
  const [old] = await published();
  const first = await rotate();
  expect([first.code, await published()]).toEqual([0, [expect.any(String), old]]);
  expect(first.out).toContain((await published())[0]);
  expect((await rotate()).out).toContain("waiting to take over");
  expect((await rotate("--force")).code).toBe(2);
  const emergency = await rotate("--revoke-others");
  expect(emergency.code).toBe(0);
  expect(await published()).toHaveLength(1);
  expect(await signedBy()).toBe((await published())[0]);
});

test("no private key is in what was logged or answered, in a fault of ours neither", async () => {
  await rotateSigningKey(openNode(), { why: "asked" });
  await sql.unsafe("alter table signing_keys rename to gone");
  await eventually(async () => {
    const response = await fetch(jwksOf(server.origin));
    said.push(await response.text());
    return response.status === 500;
  });
  await sql.unsafe("alter table gone rename to signing_keys");
  await eventually(async () => (await publishedAt(server.origin)).length === 2);
  const rows = await sql`select kid, sealed_private_key from signing_keys where sealed_private_key <> ''`;
  const secrets = rows.flatMap(({ kid, sealedPrivateKey }) => [
    sealedPrivateKey as string,
    JSON.parse(unseal(parseKeyring(SECRET_KEY), sealedPrivateKey, kid)).d as string,
  ]);
  expect(secrets).toHaveLength(4);
  const everything = [...said, ...server.logLines, other.output()].join("\n");
  expect(everything).toContain("cannot be opened");
  expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
  expect(everything).not.toMatch(/"d":|sealed_?private_?key"?:/i);
});
