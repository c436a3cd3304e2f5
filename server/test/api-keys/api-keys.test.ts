/**
 * @module API keys through the management API: made, shown, changed, revoked; what dies at once and within a second; what
 * cannot be revoked, however many try at once; who used what last.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { normalizeOrigin } from "../../dist/api-keys/allowed-origin.js";
import { cacheKeys } from "../../dist/api-keys/authenticate-key.js";
import { openDatabase } from "../../dist/db/open.js";
import {
  type Answer,
  burst,
  call,
  credentials,
  SECRET_KEY,
  type ServerProcess,
  service,
  startApp,
  startProcess,
  suite,
} from "../harness.js";
import { eventually, knownWithin } from "../kit/pace.js";

let other: ServerProcess;
/** Every secret that was made, and every answer but those that made one. */
const secrets: string[] = Object.values(credentials).filter((text) => !/^(AC|VA)/.test(text));
const answers: string[] = [];

const server = suite({ logLevel: "trace" });

beforeAll(async () => {
  other = await startProcess({
    DATABASE_URL: server.url,
    MUNJIGI_SECRET_KEY: SECRET_KEY,
    MUNJIGI_LOG_LEVEL: "trace",
  });
});

afterAll(async () => {
  await other.stop();
});

interface Options {
  token?: string | undefined;
  origin?: string;
  headers?: Record<string, string>;
}

async function manage(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer> {
  const { token = credentials.adminToken, origin = server.origin, headers } = options;
  const response = await fetch(`${origin}/api${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
  if (response.status === 201) secrets.push(answer.body.secret);
  else answers.push(text + [...response.headers].join());
  return answer;
}

async function make(body: Record<string, unknown>) {
  const { status, body: made } = await manage("POST", "/keys", { name: "a key", ...body });
  expect([status, made.detail]).toEqual([201, undefined]);
  return made;
}

const publishable = (more: Record<string, unknown> = {}) => ({
  kind: "publishable",
  serviceSid: credentials.serviceSid,
  ...more,
});
const list = async () => (await manage("GET", "/keys")).body.keys;
const find = async (id: string) => (await list()).find((key: { id: string }) => key.id === id);
const title = ({ status, body }: Answer) => [status, body?.title];
const basic = (user: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`,
});
const opens = async (user: string, secret: string, origin = server.origin) =>
  (await call(origin, service, undefined, { headers: basic(user, secret) })).status;

describe("making", () => {
  test("a secret key opens /v2, also on the other process, and not this API", async () => {
    const key = await make({ kind: "secret", name: "상점" });
    expect(key).toMatchObject({ id: expect.stringMatching(/^SK[0-9a-f]{32}$/), kind: "secret", name: "상점" });
    expect(key).toMatchObject({ serviceSid: null, origins: null, challenge: null, dailyBudget: null });
    expect([await opens(key.id, key.secret), await opens(key.id, key.secret, other.origin)]).toEqual([200, 200]);
    expect(title(await manage("GET", "/keys", undefined, { token: key.secret }))[0]).toBe(401);
  });

  test("an admin token opens this API, also on the other process, and not /v2", async () => {
    const key = await make({ kind: "admin" });
    expect(key.id).toMatch(/^admin_/);
    for (const { origin } of [server, other])
      expect((await manage("GET", "/keys", undefined, { token: key.secret, origin })).status).toBe(200);
    expect(await opens(key.id, key.secret)).toBe(401);
  });

  test("a publishable key carries what its pages may do to whoever lets it in, and opens nothing else", async () => {
    const usual = await make(publishable());
    expect(usual).toMatchObject({ origins: [], challenge: "auto", dailyBudget: 1000 });
    expect(usual.secret).toMatch(/^pk_[\w-]{32}$/);
    const settings = { origins: ["https://shop.example"], challenge: "always", dailyBudget: 0 };
    const key = await make(publishable({ ...settings, origins: ["HTTPS://Shop.Example:443", "https://shop.example"] }));
    const { id, secret } = key;
    expect(key).toMatchObject({ ...settings, serviceSid: credentials.serviceSid });
    const { authenticate } = cacheKeys(server.sql);
    expect(await authenticate(secret)).toEqual({
      id,
      kind: "publishable",
      serviceSid: credentials.serviceSid,
      ...settings,
    });
    expect(await opens(id, secret)).toBe(401);
    expect((await manage("GET", "/keys", undefined, { token: secret })).status).toBe(401);
  });

  test("the list is newest first and has no secret and no hash", async () => {
    const [first, second] = [await make({ kind: "secret" }), await make({ kind: "secret" })];
    const keys = await list();
    expect([keys[0].id, keys[1].id]).toEqual([second.id, first.id]);
    expect(Object.keys(keys[0]).sort()).toEqual(
      "challenge createdAt dailyBudget id kind lastUsedAt name origins revokedAt serviceSid updatedAt".split(" "),
    );
    expect(keys.map(({ kind }: { kind: string }) => kind)).toContain("account");
    const hashes = await server.sql`select secret_hash from api_keys`;
    const text = JSON.stringify(keys);
    expect(hashes.filter(({ secretHash }) => text.includes(secretHash))).toEqual([]);
  });

  test.each<[string, Record<string, unknown> | string, string]>([
    ["no kind", { name: "x" }, "kind"],
    ["another kind", { kind: "root", name: "x" }, "kind"],
    ["no name", { kind: "secret" }, "name"],
    ["an empty name", { kind: "secret", name: " " }, "name"],
    ["a long name", { kind: "secret", name: "가".repeat(65) }, "name"],
    ["a line break", { kind: "secret", name: "a\nb" }, "name"],
    ["a zero", { kind: "secret", name: "a\u0000b" }, "name"],
    ["half a character", '{"kind":"secret","name":"\\ud800"}', "name"],
    ["turned writing", { kind: "admin", name: "a\u202eb" }, "name"],
    ["a number for a name", { kind: "secret", name: 5 }, "name"],
    ["an unknown member", { kind: "secret", name: "x", scope: "all" }, "body"],
    ["its own secret", { kind: "admin", name: "x", secret: "mine" }, "body"],
    ["origins on a secret key", { kind: "secret", name: "x", origins: [] }, "body"],
    ["a service on an admin token", { kind: "admin", name: "x", serviceSid: credentials.serviceSid }, "body"],
    ["no service", { kind: "publishable", name: "x" }, "serviceSid"],
    ["no service identifier", publishable({ name: "x", serviceSid: "VA1" }), "serviceSid"],
    ["one origin", publishable({ name: "x", origins: "*" }), "origins"],
    ["a path", publishable({ name: "x", origins: ["*", "https://a.example/"] }), "origins.1"],
    ["many origins", publishable({ name: "x", origins: Array(21).fill("*") }), "origins"],
    ["another challenge", publishable({ name: "x", challenge: "never" }), "challenge"],
    ["a budget in words", publishable({ name: "x", dailyBudget: "10" }), "dailyBudget"],
    ["half of one", publishable({ name: "x", dailyBudget: 0.5 }), "dailyBudget"],
    ["less than nothing", publishable({ name: "x", dailyBudget: -1 }), "dailyBudget"],
    ["too much", publishable({ name: "x", dailyBudget: 8193 }), "dailyBudget"],
  ])("refuses %s", async (_name, body, parameter) => {
    const before = (await list()).length;
    const { status, body: problem } = await manage("POST", "/keys", body);
    expect([status, problem.title, problem.parameter]).toEqual([400, "request.invalid", parameter]);
    expect((await list()).length).toBe(before);
  });

  test("the limits themselves are within", async () => {
    const origins = Array.from({ length: 20 }, (_, index) => `https://a${index}.example`);
    await make(publishable({ name: "🏪".repeat(64), origins, dailyBudget: 8192, challenge: "off" }));
  });

  test("a service there is not, or no longer", async () => {
    const none = await manage("POST", "/keys", publishable({ name: "x", serviceSid: `VA${"0".repeat(32)}` }));
    expect(title(none)).toEqual([404, "service.not_found"]);
    const { body } = await call(server.origin, "/Services", { FriendlyName: "Brief" });
    const key = await make(publishable({ serviceSid: body.sid }));
    await call(server.origin, `/Services/${body.sid}`, undefined, { method: "DELETE" });
    expect(title(await manage("POST", "/keys", publishable({ name: "x", serviceSid: body.sid })))[0]).toBe(404);
    expect((await find(key.id)).revokedAt).not.toBeNull();
  });
});

test.each([
  ["*", "*"],
  ["https://shop.example", "https://shop.example"],
  ["HTTPS://SHOP.Example:443", "https://shop.example"],
  ["http://localhost:5173", "http://localhost:5173"],
  ["http://shop.example:80", "http://shop.example"],
  ["https://가게.한국", "https://xn--o39akk.xn--3e0b707e"],
  ["https://[::1]:3000", "https://[::1]:3000"],
  ["capacitor://localhost", "capacitor://localhost"],
  ["chrome-extension://ABCdef", "chrome-extension://abcdef"],
  ["https://shop.example/", undefined],
  ["https://shop.example/a", undefined],
  ["https://shop.example?a", undefined],
  ["https://shop.example#a", undefined],
  ["https://user@shop.example", undefined],
  ["https://shop.example\\a", undefined],
  ["https://*.shop.example", undefined],
  ["https://shop.example:99999", undefined],
  ["https://shop.example ", undefined],
  ["https://sh\top.example", undefined],
  ["https://", undefined],
  ["https:shop.example", undefined],
  ["shop.example", undefined],
  ["null", undefined],
  ["file://host", undefined],
  ["**", undefined],
  ["", undefined],
])("the origin %j", (text, normal) => expect(normalizeOrigin(text)).toBe(normal));

describe("changing", () => {
  test("what is given changes, what is not stays, and whoever lets it in knows at once", async () => {
    const key = await make(publishable({ origins: ["https://a.example"], dailyBudget: 7 }));
    const { status, body } = await manage("PATCH", `/keys/${key.id}`, { dailyBudget: 0, challenge: "off" });
    const { secret, ...made } = key;
    expect([status, body]).toEqual([200, { ...made, dailyBudget: 0, challenge: "off", updatedAt: body.updatedAt }]);
    await manage("PATCH", `/keys/${key.id}`, { origins: [], name: "another" });
    expect(await find(key.id)).toMatchObject({ origins: [], name: "another", dailyBudget: 0 });
    const unchanged = await manage("PATCH", `/keys/${key.id}`, {});
    expect(unchanged.body).toEqual(await find(key.id));
  });

  test("only a publishable key has origins; a name every key", async () => {
    const key = await make({ kind: "secret" });
    expect((await manage("PATCH", `/keys/${key.id}`, { name: "new" })).body.name).toBe("new");
    for (const change of [{ origins: ["*"] }, { challenge: "off" }, { dailyBudget: 1, name: "newer" }]) {
      const { status, body } = await manage("PATCH", `/keys/${key.id}`, change);
      expect([status, body.parameter]).toEqual([400, Object.keys(change)[0]]);
    }
    expect((await find(key.id)).name).toBe("new");
  });

  test.each([{ kind: "admin" }, { secret: "x" }, { revokedAt: null }, { name: "" }, { origins: ["x"] }, [], "x"])(
    "refuses %j",
    async (change) => {
      const key = await make(publishable());
      expect((await manage("PATCH", `/keys/${key.id}`, change)).status).toBe(400);
    },
  );

  test("a key there is not, and one that is revoked", async () => {
    const key = await make({ kind: "secret" });
    await manage("DELETE", `/keys/${key.id}`);
    for (const id of [key.id, `SK${"0".repeat(32)}`, "x%00y", "x".repeat(65)])
      expect(title(await manage("PATCH", `/keys/${id}`, { name: "x" }))).toEqual([404, "key.not_found"]);
    expect(title(await manage("DELETE", "/keys/x%00y"))).toEqual([404, "key.not_found"]);
  });
});

describe("revoking", () => {
  test("dead at once here and within a second there; again changes nothing; what is not there is 404", async () => {
    const key = await make({ kind: "secret" });
    for (const { origin } of [server, other]) expect(await opens(key.id, key.secret, origin)).toBe(200);
    expect((await manage("DELETE", `/keys/${key.id}`)).status).toBe(204);
    const elsewhere = knownWithin(1000, async () => (await opens(key.id, key.secret, other.origin)) === 401);
    expect(await opens(key.id, key.secret)).toBe(401);
    await elsewhere;
    const { revokedAt } = await find(key.id);
    expect((await manage("DELETE", `/keys/${key.id}`)).status).toBe(204);
    expect((await find(key.id)).revokedAt).toBe(revokedAt);
    expect(title(await manage("DELETE", `/keys/SK${"0".repeat(32)}`))).toEqual([404, "key.not_found"]);
  });

  test("the token that revokes may revoke itself, and is dead with the answer", async () => {
    const { id, secret: token } = await make({ kind: "admin" });
    expect((await manage("DELETE", `/keys/${id}`, undefined, { token })).status).toBe(204);
    expect((await manage("GET", "/keys", undefined, { token })).status).toBe(401);
  });

  test("requests under way while keys are revoked are let in or not, and nothing else", async () => {
    const keys = await burst(10, () => make({ kind: "secret" }));
    const statuses = await burst(200, async (index) => {
      const { id, secret } = keys[index % 10];
      if (index % 20 >= 10) return (await manage("DELETE", `/keys/${id}`)).status;
      return await opens(id, secret, index % 3 ? server.origin : other.origin);
    });
    expect(new Set(statuses.filter((status) => ![200, 204, 401].includes(status)))).toEqual(new Set());
    for (const { id, secret } of keys) expect(await opens(id, secret)).toBe(401);
  });

  test("of two admin tokens that fifty revoke at once one lives", async () => {
    const { sql } = server;
    for (let round = 0; round < 10; round++) {
      const pair = [await make({ kind: "admin" }), await make({ kind: "admin" })];
      const ids = pair.map(({ id }) => id);
      // The other tokens stand aside meanwhile.
      const aside = await sql`update api_keys set revoked_at = now()
        where kind = 'admin' and revoked_at is null and id not in ${sql(ids)} returning id`;
      const results = await burst(50, (index) =>
        manage("DELETE", `/keys/${ids[index % 2]}`, undefined, {
          token: pair[(index >> 1) % 2].secret,
          origin: index % 4 ? server.origin : other.origin,
        }),
      );
      const living = await sql`select id from api_keys where kind = 'admin' and revoked_at is null`;
      await sql`update api_keys set revoked_at = null where id in ${sql(aside.map(({ id }) => id))}`;
      expect(living).toHaveLength(1);
      expect(ids).toContain(living[0]?.id);
      const seen = new Set(results.map(({ status }) => status));
      expect([...seen].filter((status) => ![204, 401, 409].includes(status))).toEqual([]);
      expect(results.some(({ status }) => status === 204)).toBe(true);
    }
    await eventually(async () => (await manage("GET", "/keys", undefined, { origin: other.origin })).status === 200);
  });

  test("the last key that opens /v2 stays: auth token and secret keys stand for each other", async () => {
    const { sql } = server;
    await sql`update api_keys set revoked_at = now() where kind = 'secret' and revoked_at is null`;
    const { accountSid, authToken } = credentials;
    const refused = await manage("DELETE", `/keys/${accountSid}`);
    expect(title(refused)).toEqual([409, "key.last"]);
    expect(refused.body.detail).toContain("Make another key first");
    expect(await opens(accountSid, authToken)).toBe(200);
    for (let round = 0; round < 10; round++) {
      const key = await make({ kind: "secret" });
      const results = await burst(50, (index) => manage("DELETE", `/keys/${index % 2 ? accountSid : key.id}`));
      const living = await sql`select id from api_keys where kind in ('account', 'secret') and revoked_at is null`;
      expect(living).toHaveLength(1);
      expect(new Set(results.map(({ status }) => status))).toEqual(new Set([204, 409]));
      await sql`update api_keys set revoked_at = case when id <> ${accountSid} then now() end
        where kind in ('account', 'secret')`;
    }
    await eventually(async () => (await opens(accountSid, authToken)) === 200);
  });
});

describe("the auth token", () => {
  test("is replaced: the new one opens at once, the old one is dead within a second everywhere", async () => {
    const { accountSid, authToken } = credentials;
    for (const { origin } of [server, other]) expect(await opens(accountSid, authToken, origin)).toBe(200);
    const { status, body } = await manage("POST", "/keys", { kind: "account" });
    expect([status, body.id, body.kind]).toEqual([201, accountSid, "account"]);
    expect(body.secret).toMatch(/^[0-9a-f]{32}$/);
    const elsewhere = knownWithin(1000, async () => (await opens(accountSid, authToken, other.origin)) === 401);
    for (const { origin } of [server, other]) expect(await opens(accountSid, body.secret, origin)).toBe(200);
    expect(await opens(accountSid, authToken)).toBe(401);
    await elsewhere;
  });

  test("that is dead is not shown by the next start", async () => {
    const folder = await mkdtemp(join(tmpdir(), "munjigi-test-"));
    const { accountSid, authToken } = credentials;
    const start = async (token: string) => {
      await writeFile(
        join(folder, "credentials.env"),
        `MUNJIGI_ACCOUNT_SID=${accountSid}\nMUNJIGI_AUTH_TOKEN=${token}\n`,
      );
      const next = await startProcess({
        DATABASE_URL: server.url,
        MUNJIGI_SECRET_KEY: SECRET_KEY,
        MUNJIGI_DATA_DIR: folder,
      });
      await next.stop();
      return next.output();
    };
    expect(await start(authToken)).not.toContain(authToken);
    const { body } = await manage("POST", "/keys", { kind: "account" });
    expect(await start(body.secret)).toContain(`Auth token       ${body.secret}`);
    await rm(folder, { recursive: true });
  });

  test("fifty replacements at once leave one token; a revoked one comes back as another", async () => {
    const { accountSid } = credentials;
    const made = await burst(50, () => manage("POST", "/keys", { kind: "account", name: "rotated" }));
    expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]));
    const statuses = await Promise.all(made.map(({ body }) => opens(accountSid, body.secret)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await list()).filter(({ kind }: { kind: string }) => kind === "account")).toHaveLength(1);
    const key = await make({ kind: "secret" });
    expect((await manage("DELETE", `/keys/${accountSid}`)).status).toBe(204);
    expect(await opens(key.id, key.secret)).toBe(200);
    const again = await manage("POST", "/keys", { kind: "account" });
    expect(await opens(accountSid, again.body.secret)).toBe(200);
    expect((await find(accountSid)).revokedAt).toBeNull();
  });
});

describe("last use", () => {
  const lastUse = async (id: string) =>
    (await server.sql`select last_used_at from api_keys where id = ${id}`)[0]?.lastUsedAt as Date | null;

  test("is collected, written by one statement and never set back", async () => {
    const pool = openDatabase({ url: server.url, max: 2 });
    let statements = 0;
    const counted = new Proxy(pool, {
      apply: (target, self, args) => {
        statements += 1;
        return Reflect.apply(target as never, self, args);
      },
    });
    const keys = [await make({ kind: "secret" }), await make(publishable()), await make({ kind: "admin" })];
    const cache = cacheKeys(counted);
    await burst(300, (index) => cache.authenticate(keys[index % 3].secret));
    expect(await Promise.all(keys.map(({ id }) => lastUse(id)))).toEqual([null, null, null]);
    statements = 0;
    await cache.recordUses();
    await cache.recordUses();
    expect(statements).toBe(1);
    for (const { id } of keys) {
      const used = (await lastUse(id)) as Date;
      expect(Math.abs(used.getTime() - Date.now())).toBeLessThan(60_000);
      expect((await find(id)).lastUsedAt).toBe(used.toISOString());
    }
    await server.sql`update api_keys set last_used_at = now() + interval '1 hour' where id = ${keys[0].id}`;
    await cache.authenticate(keys[0].secret);
    await cache.recordUses();
    expect((await lastUse(keys[0].id))?.getTime()).toBeGreaterThan(Date.now() + 3_000_000);
    await pool.end();
  });

  test("is kept for the next time when the database is away", async () => {
    const pool = openDatabase({ url: server.url, max: 2 });
    const key = await make({ kind: "secret" });
    const cache = cacheKeys(pool);
    await cache.authenticate(key.secret);
    await server.sql.unsafe("alter table api_keys rename to gone");
    await expect(cache.recordUses()).rejects.toThrow();
    await server.sql.unsafe("alter table gone rename to api_keys");
    expect(await lastUse(key.id)).toBeNull();
    await cache.recordUses();
    expect(await lastUse(key.id)).not.toBeNull();
    await pool.end();
  });

  test("is written when a server stops", async () => {
    const key = await make({ kind: "secret" });
    const brief = await startApp(server);
    expect(await opens(key.id, key.secret, brief.origin)).toBe(200);
    await brief.stop();
    expect(await lastUse(key.id)).not.toBeNull();
  });

  test("processes that record at once, while keys are revoked, do not block each other", async () => {
    const made = await burst(20, () => make({ kind: "secret" }));
    const caches = [cacheKeys(server.sql), cacheKeys(server.sql), cacheKeys(server.sql)];
    for (let round = 0; round < 5; round++)
      await Promise.all([
        ...caches.map(async (cache, index) => {
          const order = index % 2 ? made : [...made].reverse();
          for (const { secret } of order) await cache.authenticate(secret);
          await cache.recordUses();
        }),
        ...[0, 1].map(async (index) => {
          expect((await manage("DELETE", `/keys/${made[round * 2 + index].id}`)).status).toBe(204);
        }),
      ]);
  });
});

describe("who may", () => {
  test.each(["GET /keys", "POST /keys", "PATCH /keys/x", "DELETE /keys/x"])(
    "%s: nobody but an admin, and is told so before anything else",
    async (line) => {
      const [method = "", path = ""] = line.split(" ");
      const body = method === "GET" ? undefined : "not json";
      for (const headers of [
        {},
        { authorization: `Bearer ${credentials.authToken}` },
        { authorization: `Bearer ${credentials.publishableKey}` },
        { authorization: "Bearer  " },
        basic(credentials.accountSid, credentials.authToken),
      ])
        expect(title(await manage(method, path, body, { token: "", headers }))).toEqual([
          401,
          "request.unauthenticated",
        ]);
    },
  );

  test("no form and no empty request of another site changes anything", async () => {
    const before = await list();
    for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
      for (const path of ["/keys", "/signing-keys"]) {
        const answer = await manage("POST", path, '{"kind":"admin","name":"x"}', { headers: { "content-type": type } });
        expect([...title(answer), answer.body.detail]).toEqual([
          415,
          "request.media_type",
          expect.stringContaining("application/json"),
        ]);
      }
    for (const path of ["/keys", "/signing-keys"]) expect((await manage("POST", path)).status).toBe(400);
    expect((await list()).length).toBe(before.length);
  });

  test("any host, Korean on request, and no other path", async () => {
    const response = await server.app.http.inject({
      url: "/api/keys?x=1",
      headers: { host: "10.0.0.7", authorization: `Bearer ${credentials.adminToken}`, "accept-language": "ko" },
    });
    expect(response.statusCode).toBe(400);
    expect(response.json().detail).toContain("값이 올바르지 않습니다");
    expect(title(await manage("GET", "/nothing"))).toEqual([404, "request.not_found"]);
  });
});

test("no secret is in a log line, an answer that made none, or a column", async () => {
  expect(secrets.length).toBeGreaterThan(100);
  const { sql } = server;
  const rows = await sql`select to_json(k)::text as text from api_keys k`;
  const texts = [...answers, ...server.logLines, other.output(), ...rows.map(({ text }) => text as string)];
  const everything = texts.join("\n");
  expect(secrets.filter((secret) => secret && everything.includes(secret))).toEqual([]);
});
