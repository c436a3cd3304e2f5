/**
 * @module Keys that are revoked while the body of their request is held back, or while a statement that makes credentials
 * waits: nothing is done in their name.
 */
import "../../dist/http/create-server.js";
import { beforeAll, describe, expect, test } from "vitest";
import { burst, credentials, SECRET_KEY, type ServerProcess, service, startProcess, suite } from "../harness.js";
import { eventually, knownElsewhere } from "../kit/pace.js";

const server = suite();

const manage = async (method: string, path: string, body?: unknown, origin = server.origin) => {
  const response = await fetch(`${origin}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return response.status === 204 ? undefined : JSON.parse(await response.text());
};
const make = async (more: Record<string, unknown>) => await manage("POST", "/keys", { name: "soon revoked", ...more });
const publishable = { kind: "publishable", serviceSid: credentials.serviceSid };
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}`, "content-type": "application/json" });

interface Held {
  answered: Promise<Response>;
  /** Sends what is left of the body. */
  finish(): void;
}

/** A request whose body's second half is held back; resolves when the server has let its head in. */
async function hold(method: string, path: string, headers: Record<string, string>, body: string): Promise<Held> {
  const held = Promise.withResolvers<void>();
  const bytes = new TextEncoder().encode(body);
  const before = server.app.http.requestsUnderWay();
  const answered = fetch(`${server.origin}${path}`, {
    method,
    headers,
    body: new ReadableStream({
      async start(controller) {
        controller.enqueue(bytes.subarray(0, 5));
        await held.promise;
        controller.enqueue(bytes.subarray(5));
        controller.close();
      },
    }),
    duplex: "half",
  } as RequestInit);
  await eventually(async () => server.app.http.requestsUnderWay() > before);
  return { answered, finish: held.resolve };
}

/** All that a caller may have made or changed. */
const written = async () =>
  JSON.stringify([
    await server.sql`select id, secret_hash, name, origins from api_keys where revoked_at is null order by id`,
    await server.sql`select kid from signing_keys order by kid`,
    await server.sql`select sid from services order by sid`,
    await server.sql`select sid from verifications order by sid`,
  ]);

const FORM = "application/x-www-form-urlencoded";

describe("a body that is held back while the key is revoked", () => {
  const asAdmin: [string, string, string, Record<string, unknown>][] = [
    ["a new admin token", "POST", "/api/keys", { kind: "admin", name: "x" }],
    ["a new secret key", "POST", "/api/keys", { kind: "secret", name: "x" }],
    ["another auth token", "POST", "/api/keys", { kind: "account" }],
    ["another signing key", "POST", "/api/signing-keys", { revokeOthers: true }],
    ["a key's origins", "PATCH", "/api/keys/:id", { origins: ["*"] }],
  ];
  test.each(asAdmin)("%s is not made", async (_, method, path, body) => {
    const key = await make({ kind: "admin" });
    const changed = await make(publishable);
    const url = path.replace(":id", changed.id);
    await fetch(`${server.origin}/api/keys`, { headers: bearer(key.secret) });
    const { answered, finish } = await hold(method, url, bearer(key.secret), JSON.stringify(body));
    await manage("DELETE", `/keys/${key.id}`);
    const before = await written();
    finish();
    const answer = await answered;
    expect([answer.status, JSON.parse(await answer.text()).title]).toEqual([401, "request.unauthenticated"]);
    expect(await written()).toBe(before);
  });

  test.each([
    ["a verification", `/v2${service}/Verifications`, "To=%2B821012345678&Channel=sms"],
    ["a service", "/v2/Services", "FriendlyName=Shop"],
  ])("%s is not made", async (_, path, body) => {
    const key = await make({ kind: "secret" });
    const authorization = `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString("base64")}`;
    await fetch(`${server.origin}/v2${service}`, { headers: { authorization } });
    const { answered, finish } = await hold("POST", path, { authorization, "content-type": FORM }, body);
    await manage("DELETE", `/keys/${key.id}`);
    const before = await written();
    finish();
    const answer = await answered;
    expect([answer.status, JSON.parse(await answer.text()).code]).toEqual([401, 20003]);
    expect(await written()).toBe(before);
  });

  test.each([
    ["/auth/phone", { phoneNumber: "01012345679" }],
    ["/auth/phone-verification", { phoneNumber: "01012345679", code: "123456" }],
  ])("%s refuses", async (path, body) => {
    const key = await make(publishable);
    const headers = { "x-munjigi-key": key.secret, "content-type": "application/json" };
    await fetch(`${server.origin}/auth/challenge`, { headers });
    const { answered, finish } = await hold("POST", path, headers, JSON.stringify(body));
    await manage("DELETE", `/keys/${key.id}`);
    const before = await written();
    finish();
    expect((await answered).status).toBe(401);
    expect(await written()).toBe(before);
  });

  test("a body that only took its time is read as ever", async () => {
    const headers = bearer(credentials.adminToken);
    const { answered, finish } = await hold("POST", "/api/keys", headers, '{"kind":"secret","name":"x"}');
    await manage("GET", "/keys");
    finish();
    expect((await answered).status).toBe(201);
  });

  describe("by another process", () => {
    let other: ServerProcess;
    beforeAll(async () => {
      other = await startProcess({ DATABASE_URL: server.url, MUNJIGI_SECRET_KEY: SECRET_KEY });
      return async () => await other.stop();
    });

    test("is known a second later", async () => {
      const key = await make({ kind: "admin" });
      const body = JSON.stringify({ contents: "x", kind: "sms" });
      const { answered, finish } = await hold("POST", "/api/templates", bearer(key.secret), body);
      await manage("DELETE", `/keys/${key.id}`, undefined, other.origin);
      await knownElsewhere();
      finish();
      expect((await answered).status).toBe(401);
    });
  });
});

describe("a statement that makes credentials", () => {
  const bodies: [string, string, Record<string, unknown>][] = [
    ["an admin token", "/keys", { kind: "admin", name: "x" }],
    ["a secret key", "/keys", { kind: "secret", name: "x" }],
    ["a publishable key", "/keys", { ...publishable, name: "x" }],
    ["the auth token", "/keys", { kind: "account" }],
    ["a signing key", "/signing-keys", {}],
    ["a signing key in an emergency", "/signing-keys", { revokeOthers: true }],
  ];

  test.each(bodies)("makes nothing of %s if the asking key is revoked at this moment", async (_, path, body) => {
    const key = await make({ kind: "admin" });
    const connection = await server.sql.reserve();
    const before = await written();
    try {
      await connection`begin`;
      await connection`update api_keys set revoked_at = clock_timestamp() where id = ${key.id}`;
      const answers = burst(5, async () => {
        const init = { method: "POST", headers: bearer(key.secret), body: JSON.stringify(body) };
        return (await fetch(`${server.origin}/api${path}`, init)).status;
      });
      await eventually(async () => {
        const [row] = await server.sql`select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return row?.waiting > 0;
      });
      await connection`commit`;
      expect(await answers).toEqual([401, 401, 401, 401, 401]);
    } finally {
      connection.release();
    }
    const gone = ({ id }: { id: string }) => id !== key.id;
    const [keys, ...others] = JSON.parse(before);
    expect(await written()).toBe(JSON.stringify([keys.filter(gone), ...others]));
  });

  test("answers a service that is not there as ever", async () => {
    const body = { ...publishable, serviceSid: `VA${"9".repeat(32)}`, name: "x" };
    expect((await manage("POST", "/keys", body)).title).toBe("service.not_found");
  });
});
