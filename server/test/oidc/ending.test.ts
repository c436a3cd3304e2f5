/** @module What applications get besides sign-in, and how it ends: resources, machines, introspection, sign-out here and told to others. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newNumber, phone, startApp, suite, type TestServer } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { PRIVATE } from "../kit/vendors.js";
import { codeOf, Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { authorize, callbackOf, discover, exchange, makeApplication, manage, type TestApplication } from "./kit.js";

const server = suite({ env: PRIVATE });
const API = "https://api.shop.example/orders";
let application: TestApplication;
let config: client.Configuration;

beforeAll(async () => {
  await setExperience(server, {});
  await manage(server.origin, "POST", "/api/resources", {
    ...{ indicator: API, name: "Orders", scopes: ["orders:read", "orders:write"], accessTokenSeconds: 600 },
  });
  application = await makeApplication(server, { resources: [API] });
  config = await discover(server.origin, application);
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const keysOf = (origin: string) => createRemoteJWKSet(new URL(`${origin}/.well-known/jwks.json`));

async function member(by = config, parameters: Record<string, string> = {}) {
  const visitor = new Visitor(server.origin);
  const number = newNumber();
  const tokens = await exchange(by, await authorize(by, visitor, { number, parameters }));
  return { visitor, number, tokens, sub: tokens.claims()?.sub as string };
}

const refused = (asking: Promise<unknown>) =>
  asking.then(
    () => "nothing was refused",
    (error: { error?: string; cause?: { error?: string } }) => error.error ?? error.cause?.error ?? String(error),
  );

describe("resources", () => {
  test("an access token for one is a JWT of its audience, scopes and time; userinfo takes the other kind", async () => {
    const { tokens } = await member(config, { scope: "openid phone orders:read", resource: API });
    const { payload, protectedHeader } = await jwtVerify(tokens.access_token, keysOf(server.origin), {
      issuer: `${server.origin}/oidc`,
      audience: API,
      typ: "at+jwt",
      algorithms: ["ES256"],
    });
    expect(payload).toMatchObject({ scope: "orders:read", client_id: application.clientId });
    expect((payload.exp as number) - (payload.iat as number)).toBe(600);
    expect(protectedHeader.alg).toBe("ES256");
    expect(tokens.claims()?.phone_number).toBeTruthy();
    expect(payload.phone_number).toBeUndefined();
  });

  test("of which an application has none, or that there is not, is refused", async () => {
    for (const resource of ["https://nowhere.example/", API]) {
      const its = resource === API ? await discover(server.origin, await makeApplication(server)) : config;
      const way = await authorize(its, new Visitor(server.origin), { parameters: { resource } });
      expect(way.callback.searchParams.get("error")).toBe("invalid_target");
    }
  });

  test("a machine gets a token by its secret, for its own resources and nothing of a person's", async () => {
    const machine = await makeApplication(server, {
      type: "machine",
      redirectUris: [],
      postLogoutRedirectUris: [],
      resources: [API],
    });
    const its = await discover(server.origin, machine);
    const { access_token } = await client.clientCredentialsGrant(its, { resource: API, scope: "orders:write" });
    const { payload } = await jwtVerify(access_token, keysOf(server.origin), { audience: API, typ: "at+jwt" });
    expect(payload).toMatchObject({ scope: "orders:write", sub: machine.clientId });
    const stranger = await discover(server.origin, await makeApplication(server));
    expect(await refused(client.clientCredentialsGrant(stranger, { resource: API }))).toMatch(/invalid|unauthorized/);
    await expect(authorize(its, new Visitor(server.origin), {})).rejects.toThrow();
  });
});

describe("introspection and revocation", () => {
  test("an application sees its own tokens; another one nothing; a resource server all", async () => {
    const { tokens } = await member(config, { scope: "openid offline_access" });
    for (const token of [tokens.access_token, tokens.refresh_token as string])
      expect(await client.tokenIntrospection(config, token)).toMatchObject({
        active: true,
        client_id: application.clientId,
      });
    const stranger = await discover(server.origin, await makeApplication(server));
    expect(await client.tokenIntrospection(stranger, tokens.access_token)).toEqual({ active: false });
    const resourceServer = await discover(server.origin, await makeApplication(server, { mayIntrospect: true }));
    expect(await client.tokenIntrospection(resourceServer, tokens.access_token)).toMatchObject({ active: true });
    expect(await client.tokenIntrospection(config, "mat_nonsense")).toEqual({ active: false });
  });

  test.each(["access_token", "refresh_token"] as const)("revoking the %s ends all that was granted", async (name) => {
    const { tokens, sub } = await member(config, { scope: "openid offline_access" });
    await client.tokenRevocation(config, tokens[name] as string);
    expect(await refused(client.refreshTokenGrant(config, tokens.refresh_token as string))).toBe("invalid_grant");
    await expect(client.fetchUserInfo(config, tokens.access_token, sub)).rejects.toThrow();
    const [event] = await server.sql`select data from audit_events where type = 'grant.ended' and subject_id = ${sub}`;
    expect(event?.data).toMatchObject({ reason: "revoked" });
  });

  test("a token of another application is not revoked", async () => {
    const { tokens, sub } = await member(config);
    const stranger = await discover(server.origin, await makeApplication(server));
    await client.tokenRevocation(stranger, tokens.access_token).catch(() => {});
    expect((await client.fetchUserInfo(config, tokens.access_token, sub)).sub).toBe(sub);
  });
});

describe("kinds of tokens are not taken for each other", () => {
  test("a verificationToken opens nothing here, and no token of here verifies a number", async () => {
    const number = newNumber();
    await phone(server.origin, "/phone", { phoneNumber: number });
    const code = await codeOf(server.origin, number);
    const { body } = await phone(server.origin, "/phone-verification", { phoneNumber: number, code });
    const { verificationToken } = body;
    expect(verificationToken).toBeTruthy();
    expect((await userInfo(verificationToken)).status).toBe(401);
    const hinted = await new Visitor(server.origin).open(`/oidc/logout?id_token_hint=${verificationToken}`);
    expect(hinted.status).toBe(400);
    const way = await authorize(config, new Visitor(server.origin), {
      parameters: { id_token_hint: verificationToken, prompt: "none" },
    });
    expect(way.callback.searchParams.get("error")).toBe("invalid_request");
    const { tokens } = await member(config, { scope: "openid phone orders:read", resource: API });
    for (const token of [tokens.id_token as string, tokens.access_token]) {
      expect((await userInfo(token)).status).toBe(401);
      await expect(
        jwtVerify(token, keysOf(server.origin), { issuer: server.origin, typ: "munjigi-verification+jwt" }),
      ).rejects.toThrow();
    }
  });

  const userInfo = (token: string) =>
    fetch(`${server.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } });

  test("an id_token that was changed, of another application or signed by nobody is no hint", async () => {
    const { tokens } = await member();
    const [head = "", body = ""] = (tokens.id_token as string).split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${body}.`;
    const own = await new SignJWT({ sub: "US1" })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer(`${server.origin}/oidc`)
      .setAudience(application.clientId)
      .sign(Buffer.alloc(32, 1));
    for (const hint of [`${head}.${body}.AAAA`, none, own, "x"]) {
      const page = await new Visitor(server.origin).open(`/oidc/logout?id_token_hint=${encodeURIComponent(hint)}`);
      expect([page.status, page.state]).toEqual([400, "error"]);
    }
  });
});

describe("signing out by an application", () => {
  const BACK = "https://shop.example/";

  const logout = (visitor: Visitor, parameters: Record<string, string>) =>
    visitor.open(`/oidc/logout?${new URLSearchParams(parameters)}`);
  const isSignedIn = async (visitor: Visitor) => (await visitor.open("/account")).state === "account";

  test("with the id_token: at once, and back with the state", async () => {
    const { visitor, tokens } = await member();
    await logout(visitor, { id_token_hint: tokens.id_token as string, post_logout_redirect_uri: BACK, state: "s1" });
    expect(callbackOf(visitor).href).toBe(`${BACK}?state=s1`);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test("with one that has run out, too", async () => {
    const { visitor, sub } = await member();
    const provider = server.app;
    expect(provider).toBeDefined();
    const { privateKey, kid } = await currentKey();
    const old = await new SignJWT({ sub })
      .setProtectedHeader({ alg: "RS256", kid })
      .setIssuer(`${server.origin}/oidc`)
      .setAudience(application.clientId)
      .setIssuedAt(1)
      .setExpirationTime(2)
      .sign(privateKey);
    await logout(visitor, { id_token_hint: old, post_logout_redirect_uri: BACK });
    expect(callbackOf(visitor).href).toBe(BACK);
  });

  async function currentKey() {
    const { cacheSigningKeys } = await import("../../dist/signing-keys/cache-signing-keys.js");
    const { systemRandom } = await import("../../dist/clock.js");
    const { createLog } = await import("../../dist/http/log.js");
    return await cacheSigningKeys({ ...server, random: systemRandom, log: createLog("silent") }).signingKey("RS256");
  }

  test("without it the person is asked; they may stay", async () => {
    const { visitor } = await member();
    const page = await logout(visitor, {
      client_id: application.clientId,
      post_logout_redirect_uri: BACK,
      state: "s2",
    });
    expect(page.state).toBe("sign-out");
    expect(page.text).toContain("Shop");
    expect(await isSignedIn(visitor)).toBe(true);
    await logout(visitor, { client_id: application.clientId, post_logout_redirect_uri: BACK, state: "s2" });
    await visitor.post(Object.values(visitor.page?.actions ?? {}).find((href) => href.includes("confirm")) as string);
    expect(callbackOf(visitor).href).toBe(`${BACK}?state=s2`);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test("with somebody else's id_token the person is asked", async () => {
    const { visitor } = await member();
    const other = await member();
    expect((await logout(visitor, { id_token_hint: other.tokens.id_token as string })).state).toBe("sign-out");
    expect(await isSignedIn(visitor)).toBe(true);
  });

  test("to an address that is not registered, nobody is led and nobody signed out", async () => {
    const { visitor, tokens } = await member();
    for (const uri of [`${BACK}?more=1`, "https://evil.example/", `${BACK}x`]) {
      const page = await logout(visitor, { id_token_hint: tokens.id_token as string, post_logout_redirect_uri: uri });
      expect([page.status, page.state]).toEqual([400, "error"]);
    }
    expect(await isSignedIn(visitor)).toBe(true);
  });

  test("with nothing at all: asked, then signed out here; whoever is not signed in sees that", async () => {
    const { visitor } = await member();
    await logout(visitor, {});
    await visitor.post(Object.values(visitor.page?.actions ?? {}).find((href) => href.includes("confirm")) as string);
    expect(visitor.page?.state).toBe("signed-out");
    expect(
      (await logout(new Visitor(server.origin), { post_logout_redirect_uri: "https://evil.example/" })).state,
    ).toBe("signed-out");
  });

  test("a page of another site cannot sign anybody out", async () => {
    const { visitor } = await member();
    const response = await fetch(`${server.origin}/oidc/logout/confirm`, {
      method: "POST",
      headers: {
        cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...{ origin: "https://evil.example", "content-type": "application/x-www-form-urlencoded" },
      },
    });
    expect(response.status).toBe(403);
    expect(await isSignedIn(visitor)).toBe(true);
  });
});

describe("applications that are told", () => {
  let told: { body: URLSearchParams; type: string | undefined }[] = [];
  let status = 200;
  const receiver = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    told.push({ body: new URLSearchParams(Buffer.concat(chunks).toString()), type: request.headers["content-type"] });
    response.writeHead(status).end();
  });
  let its: client.Configuration;

  beforeAll(async () => {
    await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
    const { port } = receiver.address() as AddressInfo;
    its = await discover(
      server.origin,
      await makeApplication(server, { backchannelLogoutUri: `http://127.0.0.1:${port}/logout` }),
    );
  });
  afterAll(() => void receiver.close());
  beforeEach(() => {
    told = [];
    status = 200;
  });

  const heard = async (sub: string) =>
    await eventually(async () => {
      for (const { body, type } of told) {
        const token = body.get("logout_token") ?? "";
        const { payload } = await jwtVerify(token, keysOf(server.origin), { typ: "logout+jwt" });
        if (payload.sub === sub)
          return { payload, type, header: decodeProtectedHeader(token), names: [...body.keys()] };
      }
      return undefined;
    });

  test.each([
    ["signing out", async (visitor: Visitor) => void (await visitor.post("/sign-out"))],
    ["signing out everywhere", async (visitor: Visitor) => void (await visitor.post("/account/sessions/end"))],
    [
      "suspension",
      async (_visitor: Visitor, sub: string) =>
        void (await manage(server.origin, "POST", `/api/users/${sub}/suspend`, {})),
    ],
    [
      "deletion",
      async (_visitor: Visitor, sub: string) => void (await manage(server.origin, "DELETE", `/api/users/${sub}`)),
    ],
  ])("of %s, with the session's name, by a token of its own kind", async (_name, end) => {
    const { visitor, tokens, sub } = await member(its);
    const { sid } = tokens.claims() as { sid?: string };
    expect(sid).toMatch(/^SE/);
    await visitor.open("/account");
    await end(visitor, sub);
    const { payload, header, type, names } = await heard(sub);
    expect(payload).toMatchObject({
      ...{ iss: `${server.origin}/oidc`, aud: its.clientMetadata().client_id, sub, sid },
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    expect(payload.nonce).toBeUndefined();
    expect([payload.jti, payload.iat, payload.exp].every(Boolean)).toBe(true);
    expect([header.alg, type, names]).toEqual(["RS256", "application/x-www-form-urlencoded", ["logout_token"]]);
    await eventually(async () => (await server.sql`select from oidc_grants where user_sid = ${sub}`).length === 0);
  });

  test("that does not answer is told again, on whichever process; after eight times it is an event", async () => {
    const { visitor, sub } = await member(its);
    status = 503;
    await visitor.post("/sign-out");
    await heard(sub);
    const other: TestServer = await startApp(server, { env: PRIVATE });
    status = 200;
    told = [];
    await eventually(
      async () =>
        (await server.sql`select from oidc_grants where user_sid = ${sub} and logout_attempts = 1`).length === 1,
    );
    await server.sql`update oidc_grants set logout_at = now() - interval '1 second' where user_sid = ${sub}`;
    await heard(sub);
    const second = await member(its);
    status = 503;
    await second.visitor.post("/sign-out");
    await heard(second.sub);
    await server.sql`update oidc_grants set logout_attempts = 7, logout_at = now() - interval '1 second' where user_sid = ${second.sub}`;
    await eventually(
      async () => (await server.sql`select from oidc_grants where user_sid = ${second.sub}`).length === 0,
    );
    const events = await server.sql`select data from audit_events where type = 'application.logout_failed'`;
    expect(events.map(({ data }) => data)).toEqual([{ attempts: 8 }]);
    await other.stop();
  });

  test("are not told of a sign-in elsewhere that replaces nothing, nor of what they revoked themselves", async () => {
    const { visitor, tokens, sub } = await member(its, { scope: "openid offline_access" });
    await client.tokenRevocation(its, tokens.refresh_token as string);
    await visitor.post("/sign-out");
    const next = await member(its);
    await next.visitor.post("/sign-out");
    await heard(next.sub);
    const subjects = await Promise.all(
      told.map(
        async ({ body }) => (await jwtVerify(body.get("logout_token") ?? "", keysOf(server.origin))).payload.sub,
      ),
    );
    expect(subjects).not.toContain(sub);
  });
});

describe("rotation", () => {
  test.each(["RS256", "ES256"] as const)(
    "of %s: a client that has the old set verifies what the next key signs",
    async (algorithm) => {
      const its = await discover(
        server.origin,
        await makeApplication(server, { idTokenSigningAlg: algorithm, resources: [API] }),
      );
      const parameters = { scope: "openid orders:read" };
      await manage(server.origin, "POST", "/api/signing-keys", { algorithm });
      // As a client that fetched the set when the next key was announced.
      const response = await fetch(`${server.origin}/.well-known/jwks.json`);
      const { createLocalJWKSet } = await import("jose");
      const cached = createLocalJWKSet((await response.json()) as never);
      const before = await member(its, parameters);
      await server.sql`update signing_keys set created_at = created_at - interval '25 hours', signs_from = signs_from - interval '25 hours',
      retires_at = retires_at - interval '25 hours' where algorithm = ${algorithm}`;
      await new Promise((done) => setTimeout(done, 1100));
      await server.sql`delete from limit_counters`;
      const after = await member(its, parameters);
      const kids = [before, after].map(({ tokens }) => decodeProtectedHeader(tokens.id_token as string).kid);
      expect(new Set(kids).size).toBe(2);
      for (const { tokens } of [before, after])
        await jwtVerify(tokens.id_token as string, cached, {
          algorithms: [algorithm],
          issuer: `${server.origin}/oidc`,
        });
      const remote = keysOf(server.origin);
      for (const { tokens } of [before, after]) await jwtVerify(tokens.id_token as string, remote);
    },
  );
});
