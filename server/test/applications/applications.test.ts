/** @module Applications and resources: managed, refused by field, with secrets that take turns, fresh in every process, and told. */
import { beforeAll, describe, expect, test } from "vitest";
import { createApplications } from "../../dist/applications/applications.js";
import { ensureDemoApplication } from "../../dist/applications/demo-application.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { theServer } from "../../dist/core.js";
import { hashToken } from "../../dist/secrets.js";
import { createServices } from "../../dist/services/services.js";
import { burst, call, credentials, suite } from "../harness.js";
import { manage as request } from "../kit/vendors.js";

const server = suite();
/** All that was answered but on purpose. */
let heard = "";
const manage = async (method: string, path: string, body?: unknown) => {
  const answer = await request(server.origin, method, path, body);
  heard += JSON.stringify({ ...answer.body, clientSecret: undefined });
  return answer;
};
const secrets: string[] = [];

const uri = "https://app.example/callback";
const web = { name: "가게", type: "web", redirectUris: [uri] };
const spa = { name: "페이지", type: "spa", redirectUris: [uri, "https://app.example/silent"] };
const machine = { name: "배치", type: "machine" };
const UNKNOWN = `AP${"f".repeat(32)}`;

async function create(body: object) {
  const { status, body: made } = await manage("POST", "/applications", body);
  expect([status, made.detail]).toEqual([201, undefined]);
  if (made.clientSecret) secrets.push(made.clientSecret);
  return made;
}

async function createResource(indicator: string, scopes: string[] = []) {
  const { status, body } = await manage("POST", "/resources", { indicator, name: "API", scopes });
  expect([status, body.detail]).toEqual([201, undefined]);
  return body;
}

/** What a process has: its own memory. */
function openFace(place: Partial<{ environment: "development" | "production"; origin: string }> = {}) {
  const common = { sql: server.sql, clock: systemClock, random: systemRandom };
  return createApplications({
    ...{ ...common, services: createServices(common), environment: "development", origin: server.origin },
    allowPrivateNetwork: false,
    ...place,
  });
}

describe("the management API", () => {
  test("makes, lists, shows, changes and deletes", async () => {
    const made = await create(web);
    const id = made.clientId;
    const { clientSecret, ...shown } = made;
    expect(made).toEqual({
      ...{ clientId: expect.stringMatching(/^AP[0-9a-f]{32}$/), clientSecret: expect.stringMatching(/^[\w-]{32}$/) },
      ...{ ...web, postLogoutRedirectUris: [], allowedOrigins: [], service: null },
      ...{ defaultScopes: "openid profile phone", resources: [], defaultResource: null, firstParty: true },
      ...{ requirePkce: true, idTokenSigningAlg: "RS256", refreshGraceSeconds: 30, backchannelLogoutUri: null },
      ...{ homeUrl: null, mayIntrospect: false, isDemo: false },
      secrets: [
        {
          ...{ id: expect.stringMatching(/^AS[0-9a-f]{32}$/), hint: clientSecret.slice(-4) },
          ...{ createdAt: expect.any(String), expiresAt: null },
        },
      ],
      ...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
    });
    expect((await manage("GET", `/applications/${id}`)).body).toEqual(shown);
    expect((await manage("GET", `/applications/AP${id.slice(2).toUpperCase()}`)).body).toEqual(shown);
    expect((await manage("GET", "/applications")).body.applications[0]).toEqual(shown);
    const change = {
      ...{ name: "새 가게", type: "web", redirectUris: ["http://localhost:8010"], service: credentials.serviceSid },
      ...{ postLogoutRedirectUris: [uri], allowedOrigins: ["https://Shop.example:443", "https://shop.example"] },
      ...{ defaultScopes: " openid  email openid", firstParty: false, requirePkce: false, idTokenSigningAlg: "ES256" },
      ...{ refreshGraceSeconds: 0, backchannelLogoutUri: "https://app.example/logout", mayIntrospect: true },
      homeUrl: "https://app.example/#/home",
    };
    const { body: changed } = await manage("PATCH", `/applications/${id}`, change);
    const read = { allowedOrigins: ["https://shop.example"], defaultScopes: "openid email" };
    expect(changed).toEqual({ ...shown, ...change, ...read, updatedAt: expect.any(String) });
    expect(changed.updatedAt > shown.updatedAt).toBe(true);
    const cleared = { service: null, allowedOrigins: null, backchannelLogoutUri: null, homeUrl: null };
    const { body: emptied } = await manage("PATCH", `/applications/${id}`, cleared);
    expect(emptied).toEqual({ ...changed, ...cleared, allowedOrigins: [], updatedAt: expect.any(String) });
    expect((await manage("PATCH", `/applications/${id}`, {})).body).toEqual(emptied);
    expect((await manage("DELETE", `/applications/${id}`)).status).toBe(204);
    for (const [method, path, body] of [
      ["GET", id],
      ["PATCH", id, {}],
      ["DELETE", id],
      ["POST", `${id}/rotate-secret`, {}],
      ["GET", UNKNOWN],
      ["GET", "AP1"],
    ] as const) {
      const { status, body: answer } = await manage(method, `/applications/${path}`, body);
      expect([method, path, status, answer.title]).toEqual([method, path, 404, "application.not_found"]);
    }
    expect(await server.sql`select from application_secrets where application_sid = ${id}`).toHaveLength(0);
  });

  test("pages and apps have no secret and PKCE; pages' origins are those of their addresses unless it is said otherwise", async () => {
    const page = await create(spa);
    expect(page).toMatchObject({ secrets: [], requirePkce: true, allowedOrigins: ["https://app.example"] });
    expect(page).not.toHaveProperty("clientSecret");
    const path = `/applications/${page.clientId}`;
    const moved = await manage("PATCH", path, { redirectUris: ["http://localhost:5173/callback"] });
    expect(moved.body.allowedOrigins).toEqual(["http://localhost:5173"]);
    expect((await manage("PATCH", path, { allowedOrigins: [] })).body.allowedOrigins).toEqual([]);
    const native = await create({ ...spa, type: "native", redirectUris: ["com.example.app:/callback"] });
    expect(native).toMatchObject({ secrets: [], requirePkce: true, allowedOrigins: [] });
    for (const { clientId } of [page, native])
      expect((await manage("POST", `/applications/${clientId}/rotate-secret`, {})).body.title).toBe(
        "application.has_no_secret",
      );
    expect(await create(machine)).toMatchObject({
      ...{ defaultScopes: "", redirectUris: [], clientSecret: expect.any(String) },
    });
  });

  test.each([
    [{ ...web, name: "" }, "name", /empty/],
    [{ ...web, name: "가".repeat(101) }, "name", /100/],
    [{ ...web, name: "a\u202eb" }, "name", /invisible/],
    [{ ...web, type: "pwa" }, "type", /./],
    [{ name: "x", type: "web" }, "redirectUris", /at least one/],
    [{ ...spa, redirectUris: [] }, "redirectUris", /at least one/],
    [{ ...spa, redirectUris: Array.from({ length: 21 }, (_, i) => `${uri}/${i}`) }, "redirectUris", /20/],
    [{ ...spa, redirectUris: [uri, "http://app.example"] }, "redirectUris.1", /https/],
    [{ ...spa, redirectUris: [uri, uri] }, "redirectUris.1", /twice/],
    [{ ...spa, redirectUris: [7] }, "redirectUris.0", /./],
    [{ ...machine, redirectUris: [uri] }, "redirectUris", /machine/],
    [{ ...machine, postLogoutRedirectUris: [uri] }, "postLogoutRedirectUris", /machine/],
    [{ ...web, postLogoutRedirectUris: [`${uri}#x`] }, "postLogoutRedirectUris.0", /fragment/],
    [{ ...web, allowedOrigins: ["*"] }, "allowedOrigins.0", /\*/],
    [{ ...web, allowedOrigins: ["https://shop.example/"] }, "allowedOrigins.0", /origin/],
    [{ ...web, backchannelLogoutUri: "ftp://x.example/" }, "backchannelLogoutUri", /https/],
    [{ ...web, homeUrl: "javascript:1" }, "homeUrl", /https/],
    [{ ...web, service: "VA1" }, "service", /VA/],
    [{ ...web, defaultScopes: "profile" }, "defaultScopes", /openid/],
    [{ ...web, defaultScopes: "openid orders:read" }, "defaultScopes", /scopes of its/],
    [{ ...web, resources: ["https://none.example"] }, "resources.0", /make it first/],
    [{ ...web, defaultResource: "https://none.example" }, "defaultResource", /one of/],
    [{ ...spa, requirePkce: false }, "requirePkce", /PKCE/],
    [{ ...spa, type: "native", requirePkce: false }, "requirePkce", /PKCE/],
    [{ ...spa, mayIntrospect: true }, "mayIntrospect", /secret/],
    [{ ...web, idTokenSigningAlg: "none" }, "idTokenSigningAlg", /./],
    [{ ...web, refreshGraceSeconds: 301 }, "refreshGraceSeconds", /./],
    [{ ...web, isDemo: true }, "body", /isDemo/],
    [{ ...web, clientSecret: "x" }, "body", /clientSecret/],
  ])("%j: %s", async (body, parameter, problem) => {
    const { status, body: answer } = await manage("POST", "/applications", body);
    expect([status, answer.title, answer.parameter]).toEqual([400, "request.invalid", parameter]);
    expect(answer.detail).toMatch(problem);
    expect(answer.detail).toContain(`\`${parameter}\``);
  });

  test("all that is wrong is told at once", async () => {
    const wrong = { ...spa, redirectUris: ["http://a.example", uri, "x"], requirePkce: false };
    const { body } = await manage("POST", "/applications", wrong);
    const paths = body.problems.map((one: { path: string }) => one.path);
    expect(paths).toEqual(["redirectUris.0", "redirectUris.2", "requirePkce"]);
  });

  test("a service must be there; the type stays", async () => {
    const gone = { ...web, service: `VA${"e".repeat(32)}` };
    expect((await manage("POST", "/applications", gone)).body.title).toBe("service.not_found");
    const { clientId } = await create(web);
    const { body } = await manage("PATCH", `/applications/${clientId}`, { type: "machine" });
    expect([body.parameter, body.detail]).toEqual(["type", expect.stringMatching(/another application/)]);
    expect((await manage("PATCH", `/applications/${clientId}`, { redirectUris: [] })).body.parameter).toBe(
      "redirectUris",
    );
    expect((await call(server.origin, "/Services")).status).toBe(200);
  });

  test("changes at once all count", async () => {
    const { clientId } = await create(web);
    const changes = [
      { name: "둘" },
      { refreshGraceSeconds: 7 },
      { firstParty: false },
      { homeUrl: "https://a.example" },
    ];
    await burst(20, async (index) => await manage("PATCH", `/applications/${clientId}`, changes[index % 4]));
    const { body } = await manage("GET", `/applications/${clientId}`);
    expect(body).toMatchObject(Object.assign({}, ...changes));
  });
});

describe("resources", () => {
  test("are made, listed, changed and deleted", async () => {
    const made = await createResource("https://api.example/orders", ["orders:read", "orders:write", "orders:read"]);
    expect(made).toEqual({
      ...{ id: expect.stringMatching(/^RS[0-9a-f]{32}$/), indicator: "https://api.example/orders", name: "API" },
      ...{ scopes: ["orders:read", "orders:write"], accessTokenSeconds: 300 },
      ...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
    });
    expect((await manage("GET", "/resources")).body.resources[0]).toEqual(made);
    const change = { indicator: made.indicator, name: "주문", scopes: ["orders:read"], accessTokenSeconds: 3600 };
    const { body: changed } = await manage("PATCH", `/resources/${made.id}`, change);
    expect(changed).toEqual({ ...made, ...change, updatedAt: expect.any(String) });
    expect((await manage("DELETE", `/resources/${made.id}`)).status).toBe(204);
    for (const method of ["PATCH", "DELETE"])
      expect((await manage(method, `/resources/${made.id}`, method === "PATCH" ? {} : undefined)).body.title).toBe(
        "resource.not_found",
      );
  });

  test.each([
    [{ indicator: "api" }, "indicator", /URL/],
    [{ indicator: "https://api.example#x" }, "indicator", /fragment/],
    [{ name: " " }, "name", /empty/],
    [{ scopes: ["openid"] }, "scopes.0", /signing in/],
    [{ scopes: ["a", "b c"] }, "scopes.1", /blanks/],
    [{ accessTokenSeconds: 59 }, "accessTokenSeconds", /./],
    [{ accessTokenSeconds: 3601 }, "accessTokenSeconds", /./],
    [{ sid: "x" }, "body", /sid/],
  ])("%j: %s", async (wrong, parameter, problem) => {
    const good = { indicator: "https://refused.example", name: "API", scopes: [] };
    const { status, body } = await manage("POST", "/resources", { ...good, ...wrong });
    expect([status, body.parameter, body.detail]).toEqual([400, parameter, expect.stringMatching(problem)]);
  });

  test("of an application: its scopes may be asked for, and neither goes while it is used", async () => {
    const indicator = "https://api.example/used";
    const { id } = await createResource(indicator, ["a", "b"]);
    const granted = { resources: [indicator], defaultResource: indicator, defaultScopes: "openid a" };
    const { clientId } = await create({ ...web, ...granted });
    const title = async (method: string, body?: unknown) =>
      (await manage(method, `/resources/${id}`, body)).body?.title ?? "done";
    expect(await title("DELETE")).toBe("resource.in_use");
    expect(await title("PATCH", { scopes: ["b"] })).toBe("resource.scope_in_use");
    expect((await manage("PATCH", `/resources/${id}`, { scopes: ["a", "c"] })).body.scopes).toEqual(["a", "c"]);
    const { body } = await manage("PATCH", `/resources/${id}`, { indicator: "https://other.example" });
    expect(body.parameter).toBe("indicator");
    const path = `/applications/${clientId}`;
    const left = (await manage("PATCH", path, { resources: [] })).body;
    expect(left.problems.map((one: { path: string }) => one.path)).toEqual(["defaultResource", "defaultScopes"]);
    const all = { resources: [], defaultResource: null, defaultScopes: "openid" };
    expect((await manage("PATCH", path, all)).status).toBe(200);
    expect(await title("DELETE")).toBe("done");
  });

  test("of 50 of one indicator at once there is one", async () => {
    const indicator = "https://api.example/once";
    const answers = await burst(
      50,
      async () => await manage("POST", "/resources", { indicator, name: "x", scopes: [] }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.title === "resource.exists")).toHaveLength(49);
  });

  test("deleted and named at once: never does an application name one that is gone", async () => {
    for (let round = 0; round < 10; round += 1) {
      const indicator = `https://api.example/race/${round}`;
      const { id } = await createResource(indicator);
      await burst(6, async (index) =>
        index % 2
          ? await manage("DELETE", `/resources/${id}`)
          : await manage("POST", "/applications", { ...machine, resources: [indicator] }),
      );
    }
    const dangling = await server.sql`select from applications a, jsonb_array_elements_text(a.resources) as named
      where not exists (select from resources where indicator = named)`;
    expect(dangling).toHaveLength(0);
  });
});

describe("secrets", () => {
  const living = async (sid: string) => (await openFace().cached(sid))?.secretHashes ?? [];

  test("the one before lives on for a day, or as long as is said; a third ends the first", async () => {
    const first = await create(web);
    const path = `/applications/${first.clientId}/rotate-secret`;
    const { body: second } = await manage("POST", path, {});
    expect(second.secrets).toHaveLength(2);
    expect(second.secrets[0]).toMatchObject({ hint: second.clientSecret.slice(-4), expiresAt: null });
    const hours = (Date.parse(second.secrets[1].expiresAt) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThan(24.1);
    expect(await living(first.clientId)).toEqual([second, first].map((one) => hashToken(one.clientSecret)));
    const { body: third } = await manage("POST", path, { keepOldHours: 720 });
    expect(await living(first.clientId)).toEqual([third, second].map((one) => hashToken(one.clientSecret)));
    await server.sql`update application_secrets set expires_at = clock_timestamp() where expires_at is not null`;
    expect(await living(first.clientId)).toEqual([hashToken(third.clientSecret)]);
    expect((await manage("GET", `/applications/${first.clientId}`)).body.secrets).toHaveLength(1);
    const { body: fourth } = await manage("POST", path, { keepOldHours: 0 });
    expect(await living(first.clientId)).toEqual([hashToken(fourth.clientSecret)]);
    expect((await manage("POST", path, { keepOldHours: 721 })).body.parameter).toBe("keepOldHours");
    secrets.push(...[second, third, fourth].map((one) => one.clientSecret));
  });

  test("of 50 rotations at once, of two processes, two secrets live at most, and one has no end", async () => {
    const { clientId } = await create(machine);
    const faces = [openFace(), openFace()];
    const made = await burst(50, async (index) => {
      if (index % 3 === 0)
        return (await manage("POST", `/applications/${clientId}/rotate-secret`, {})).body.clientSecret;
      const face = faces[index % 2] as (typeof faces)[0];
      return (await face.rotateSecret(clientId, { keepOldHours: 1 + (index % 5) }, theServer)).clientSecret;
    });
    secrets.push(...made);
    const hashes = await living(clientId);
    expect(hashes).toHaveLength(2);
    for (const hash of hashes) expect(made.map(hashToken)).toContain(hash);
    const endless =
      await server.sql`select from application_secrets where application_sid = ${clientId} and expires_at is null`;
    expect(endless).toHaveLength(1);
  });

  test("none is made for a key that was revoked meanwhile", async () => {
    const { clientId } = await create(web);
    const by = { kind: "admin", id: "admin_revoked00000" } as const;
    const face = openFace();
    const makes = [() => face.create({ name: "x", type: "machine" }, by), () => face.rotateSecret(clientId, {}, by)];
    for (const make of makes) await expect(make()).rejects.toMatchObject({ code: "request.unauthenticated" });
  });
});

describe("what others read", () => {
  test("is at most a second old, and in the process of a change at once", async () => {
    const here = openFace();
    const there = openFace();
    const { application } = await here.create({ ...web, type: "web" }, theServer);
    const { sid } = application;
    expect((await there.cached(sid))?.name).toBe("가게");
    expect((await here.cached(sid))?.secretHashes).toHaveLength(1);
    await here.update(sid, { name: "바뀜" }, theServer);
    expect((await here.cached(sid))?.name).toBe("바뀜");
    await here.rotateSecret(sid, {}, theServer);
    expect((await here.cached(sid))?.secretHashes).toHaveLength(2);
    await expect.poll(async () => (await there.cached(sid))?.secretHashes.length, { timeout: 3000 }).toBe(2);
    expect((await there.cached(sid))?.name).toBe("바뀜");
    await here.remove(sid, theServer);
    expect(await here.cached(sid)).toBeUndefined();
    await expect.poll(async () => await there.cached(sid), { timeout: 3000 }).toBeUndefined();

    const indicator = "https://api.example/cached";
    expect(await here.cachedResource(indicator)).toBeUndefined();
    const resource = await here.resources.create({ indicator, name: "x", scopes: ["a"] }, theServer);
    expect(await here.cachedResource(indicator)).toEqual(resource);
    expect(await there.cachedResource(indicator)).toEqual(resource);
    await here.resources.update(resource.sid, { scopes: ["b"] }, theServer);
    expect((await here.cachedResource(indicator))?.scopes).toEqual(["b"]);
    await expect.poll(async () => (await there.cachedResource(indicator))?.scopes, { timeout: 3000 }).toEqual(["b"]);
    await here.resources.remove(resource.sid, theServer);
    expect(await here.cachedResource(indicator)).toBeUndefined();
  });

  test("a star is for development: production makes none, and is not led by those that are there", async () => {
    const star = "https://*.preview.example/callback";
    const { clientId: sid } = await create({ ...spa, redirectUris: [star, uri], postLogoutRedirectUris: [star] });
    expect(await openFace().cached(sid)).toMatchObject({
      ...{ redirectUris: [star, uri], allowedOrigins: ["https://*.preview.example", "https://app.example"] },
    });
    const production = openFace({ environment: "production" });
    const left = { redirectUris: [uri], postLogoutRedirectUris: [], allowedOrigins: ["https://app.example"] };
    expect(await production.cached(sid)).toMatchObject(left);
    expect(await production.find(sid)).toMatchObject(left);
    expect((await production.update(sid, { name: "x" }, theServer)).name).toBe("x");
    await expect(production.update(sid, { redirectUris: [star] }, theServer)).rejects.toMatchObject({
      facts: { parameter: "redirectUris.0", problem: expect.stringMatching(/development only/) },
    });
  });

  test("the demo's addresses follow the origin, and are changed by nobody", async () => {
    const parts = { sql: server.sql, clock: systemClock, random: systemRandom };
    const sid = await ensureDemoApplication(parts, "http://localhost:8010");
    const face = openFace({ origin: "https://id.example" });
    const derived = { redirectUris: ["https://id.example/demo"], allowedOrigins: ["https://id.example"], isDemo: true };
    for (const found of [await face.find(sid), await face.cached(sid)])
      expect(found).toMatchObject({ ...derived, postLogoutRedirectUris: derived.redirectUris, type: "spa" });
    const { body } = await manage("PATCH", `/applications/${sid}`, { redirectUris: [uri] });
    expect([body.parameter, body.detail]).toEqual(["redirectUris", expect.stringMatching(/MUNJIGI_URL/)]);
    expect((await manage("PATCH", `/applications/${sid}`, { name: "견본" })).body.name).toBe("견본");
    expect((await manage("DELETE", `/applications/${sid}`)).status).toBe(204);
  });
});

describe("the audit log", () => {
  let mark = "";
  const list = async () => (await manage("GET", "/audit-log?size=200")).body.events;
  const news = async () => (await list()).filter(({ id }: { id: string }) => id > mark).reverse();
  beforeAll(async () => {
    mark = (await list())[0].id;
  });

  test("tells who changed what, but for names and secrets", async () => {
    const indicator = "https://api.example/told";
    const { id } = await createResource(indicator, ["a"]);
    await manage("PATCH", `/resources/${id}`, { name: "다른 이름", accessTokenSeconds: 60 });
    const { clientId } = await create({ ...web, name: "비밀스러운 이름", resources: [indicator] });
    const path = `/applications/${clientId}`;
    await manage("PATCH", path, { name: "비밀스러운 둘째", redirectUris: [`${uri}/2`] });
    await manage("PATCH", path, { redirectUris: [`${uri}/2`] });
    expect((await manage("PATCH", path, { redirectUris: [] })).status).toBe(400);
    secrets.push((await manage("POST", `${path}/rotate-secret`, { keepOldHours: 0 })).body.clientSecret);
    expect((await manage("DELETE", `/resources/${id}`)).status).toBe(409);
    await manage("DELETE", path);
    await manage("DELETE", `/resources/${id}`);
    const events = await news();
    const application = { actor: { kind: "admin" }, subject: { kind: "application", id: clientId } };
    const resource = { actor: { kind: "admin" }, subject: { kind: "resource", id } };
    expect(events).toMatchObject([
      { ...resource, type: "resource.created", after: { indicator, scopes: ["a"], accessTokenSeconds: 300 } },
      {
        ...{ ...resource, type: "resource.updated", data: { changed: ["name"] } },
        ...{ before: { accessTokenSeconds: 300 }, after: { accessTokenSeconds: 60 } },
      },
      {
        ...{ ...application, type: "application.created", before: null },
        after: { type: "web", redirectUris: [uri], resources: [indicator], requirePkce: true },
      },
      {
        ...{ ...application, type: "application.updated", data: { changed: ["name"] } },
        ...{ before: { redirectUris: [uri] }, after: { redirectUris: [`${uri}/2`] } },
      },
      {
        ...{ ...application, type: "application.secret_rotated", before: null, after: null },
        data: { keepOldHours: 0, secret: expect.stringMatching(/^AS/) },
      },
      { ...application, type: "application.deleted", before: { redirectUris: [`${uri}/2`] } },
      { ...resource, type: "resource.deleted", before: { indicator } },
    ]);
    expect(JSON.stringify(events)).not.toContain("비밀");
  });

  test("neither it nor the log nor a later answer nor a table has a secret", async () => {
    const rows = JSON.stringify([
      await server.sql`select * from audit_events`,
      await server.sql`select * from applications`,
      await server.sql`select * from application_secrets`,
    ]);
    expect(secrets.length).toBeGreaterThan(50);
    const all = rows + heard + server.logLines.join("\n");
    for (const secret of secrets) expect(all.includes(secret)).toBe(false);
  });
});
