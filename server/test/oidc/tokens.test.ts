/** @module Codes and refresh tokens, many at once: one code is one grant, one refresh token has one successor, and what ends stays ended. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import * as client from "openid-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { burst, newNumber, startApp, suite, type TestServer } from "../harness.js";
import { rounds } from "../kit/pace.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { authorize, discover, exchange, makeApplication, REDIRECT, type TestApplication, type Way } from "./kit.js";

const server = suite();
let other: TestServer;
let application: TestApplication;
let config: client.Configuration;

beforeAll(async () => {
  await setExperience(server, {});
  other = await startApp(server, {});
  application = await makeApplication(server);
  config = await discover(server.origin, application);
});

// Before the suite drops the database that both are on.
afterAll(async () => await other.stop());

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  body: any;
}

/** One request to the token endpoint, on one of the two processes. */
async function ask(parameters: Record<string, string>, by: TestApplication = application, at = 0): Promise<Answer> {
  const response = await fetch(`${at % 2 ? other.origin : server.origin}/oidc/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${by.clientId}:${by.clientSecret}`).toString("base64")}` },
    body: new URLSearchParams(parameters),
  });
  return { status: response.status, body: await response.json() };
}

const codeRequest = ({ callback, verifier }: Way) => ({
  grant_type: "authorization_code",
  code: callback.searchParams.get("code") as string,
  redirect_uri: REDIRECT,
  code_verifier: verifier,
});

const refresh = (token: string, by?: TestApplication, at = 0) =>
  ask({ grant_type: "refresh_token", refresh_token: token }, by, at);

const OFFLINE = { scope: "openid phone offline_access" };

async function signIn(by = config, visitor = new Visitor(server.origin)) {
  const way = await authorize(by, visitor, { number: newNumber(), parameters: OFFLINE });
  return { visitor, way };
}

async function signInWith(by: TestApplication) {
  const its = await discover(server.origin, by);
  const { visitor, way } = await signIn(its);
  return { visitor, tokens: await exchange(its, way), config: its };
}

const userInfo = async (token: string) =>
  (await fetch(`${server.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;

describe("a code", () => {
  test("used 20 times at once on two processes is one grant, also for whoever sends no PKCE", async () => {
    for (let round = 0; round < rounds(3, 10); round++) {
      const { way } = await signIn();
      const answers = await burst(20, (at) => ask(codeRequest(way), application, at));
      const won = answers.filter(({ status }) => status === 200);
      expect(won).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === "invalid_grant")).toHaveLength(19);
      expect(await userInfo(won[0]?.body.access_token)).toBe(200);
      expect(
        await server.sql`select from oidc_tokens t join oidc_grants g on g.sid = t.grant_sid
        where t.kind = 'RefreshToken' and g.user_sid = ${decodeJwt(won[0]?.body.id_token).sub as string}`,
      ).toHaveLength(1);
    }
  });

  test("used again later ends all that came of it", async () => {
    const { way } = await signIn();
    const { body } = await ask(codeRequest(way));
    await server.sql`update oidc_tokens set consumed_at = consumed_at - interval '6 seconds' where kind = 'AuthorizationCode'`;
    expect((await ask(codeRequest(way))).body.error).toBe("invalid_grant");
    expect(await userInfo(body.access_token)).toBe(401);
    expect((await refresh(body.refresh_token)).body.error).toBe("invalid_grant");
    const { sub } = decodeJwt(body.id_token);
    const [event] =
      await server.sql`select data from audit_events where type = 'grant.ended' and subject_id = ${sub as string}`;
    expect(event?.data).toMatchObject({ reason: "reused", application: application.clientId });
  });

  test.each([
    ["a wrong verifier", { code_verifier: client.randomPKCECodeVerifier() }],
    ["no verifier", { code_verifier: "" }],
    ["another redirect URI", { redirect_uri: `${REDIRECT}/` }],
  ])("with %s is refused, and still good for its owner", async (_name, wrong) => {
    const { way } = await signIn();
    const answer = await ask({ ...codeRequest(way), ...wrong });
    expect(answer.status).toBe(400);
    expect(["invalid_grant", "invalid_request"]).toContain(answer.body.error);
    expect((await ask(codeRequest(way))).status).toBe(200);
  });

  test("of another application is refused", async () => {
    const { way } = await signIn();
    const thief = await makeApplication(server);
    expect((await ask(codeRequest(way), thief)).body.error).toBe("invalid_grant");
    expect((await ask(codeRequest(way))).status).toBe(200);
  });

  test("does not live for longer than a minute", async () => {
    const { way } = await signIn();
    await server.sql`update oidc_tokens set expires_at = expires_at - interval '61 seconds' where kind = 'AuthorizationCode'`;
    expect((await ask(codeRequest(way))).body.error).toBe("invalid_grant");
  });
});

describe("a refresh token", () => {
  test("used 20 times at once on two processes has one successor, and answers may be lost", async () => {
    const { tokens } = await signInWith(application);
    let token = tokens.refresh_token as string;
    for (let round = 0; round < rounds(5, 200); round++) {
      const answers = await burst(20, (at) => refresh(token, application, at));
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
      // One in twenty is lost: it is asked again, with the same token.
      const lost = await refresh(token, application, round);
      const successors = new Set([...answers, lost].map(({ body }) => body.refresh_token));
      expect(successors.size).toBe(1);
      token = [...successors][0] as string;
    }
    expect(
      await server.sql`select from oidc_tokens where kind = 'RefreshToken' and consumed_at is null
      and grant_sid in (select sid from oidc_grants where user_sid = ${tokens.claims()?.sub as string})`,
    ).toHaveLength(1);
  });

  test("used after its grace ends the family, and is an event, once", async () => {
    const { tokens } = await signInWith(application);
    const first = tokens.refresh_token as string;
    const { body } = await refresh(first);
    expect((await refresh(body.refresh_token)).status).toBe(200);
    await server.sql`update oidc_tokens set consumed_at = consumed_at - interval '31 seconds' where consumed_at is not null`;
    const replays = await burst(20, (at) => refresh(first, application, at));
    expect(new Set(replays.map(({ body }) => body.error))).toEqual(new Set(["invalid_grant"]));
    expect(await userInfo(body.access_token)).toBe(401);
    expect((await refresh(body.refresh_token)).body.error).toBe("invalid_grant");
    const events = await server.sql`select data from audit_events where type = 'grant.ended'
      and subject_id = ${tokens.claims()?.sub as string}`;
    expect(events.map(({ data }) => (data as { reason: string }).reason)).toEqual(["reused"]);
  });

  test("of an application without grace is good for one, and then for none", async () => {
    const strict = await makeApplication(server, { refreshGraceSeconds: 0 });
    for (let round = 0; round < 5; round++) {
      await server.sql`delete from limit_counters`;
      const { tokens } = await signInWith(strict);
      const answers = await burst(20, (at) => refresh(tokens.refresh_token as string, strict, at));
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
      expect((await refresh(tokens.refresh_token as string, strict)).body.error).toBe("invalid_grant");
      for (const { body } of answers.filter(({ status }) => status === 200))
        expect((await refresh(body.refresh_token, strict)).body.error).toBe("invalid_grant");
    }
  });

  test("of another application is refused, and lives on", async () => {
    const { tokens } = await signInWith(application);
    const thief = await makeApplication(server);
    expect((await refresh(tokens.refresh_token as string, thief)).body.error).toBe("invalid_grant");
    expect((await refresh(tokens.refresh_token as string)).status).toBe(200);
  });

  test.each([
    ["signing out", (sid: string) => server.sql`delete from sessions where user_sid = ${sid}`],
    ["suspension", (sid: string) => server.sql`update users set suspended_at = clock_timestamp() where sid = ${sid}`],
    ["deletion", (sid: string) => server.sql`delete from users where sid = ${sid}`],
  ])("after %s is over at once, its grace too, and the access token with it", async (_name, end) => {
    const { tokens } = await signInWith(application);
    const first = tokens.refresh_token as string;
    const { body } = await refresh(first);
    await end(tokens.claims()?.sub as string);
    expect((await refresh(first)).body.error).toBe("invalid_grant");
    expect((await refresh(body.refresh_token)).body.error).toBe("invalid_grant");
    expect(await userInfo(body.access_token)).toBe(401);
  });

  test("at any moment of a burst a sign-out is the last word", async () => {
    for (let round = 0; round < rounds(3, 10); round++) {
      await server.sql`delete from limit_counters`;
      const { tokens } = await signInWith(application);
      const token = tokens.refresh_token as string;
      const ending = new Promise((done) => setTimeout(done, Math.random() * 60)).then(
        () => server.sql`delete from sessions where user_sid = ${tokens.claims()?.sub as string}`,
      );
      const answers = await burst(20, (at) => refresh(token, application, at));
      await ending;
      for (const { status, body } of answers) expect([200, 400], JSON.stringify(body)).toContain(status);
      const got = answers.filter(({ status }) => status === 200);
      const later = await Promise.all([
        refresh(token),
        ...got.slice(0, 3).map(({ body }) => refresh(body.refresh_token)),
      ]);
      expect(later.map(({ status }) => status)).toEqual(later.map(() => 400));
      for (const { body } of got.slice(0, 3)) expect(await userInfo(body.access_token)).toBe(401);
    }
  });

  test("a session that is refreshed is in use, and one that runs out ends", async () => {
    const { tokens } = await signInWith(application);
    const sub = tokens.claims()?.sub as string;
    await server.sql`update sessions set used_at = used_at - interval '29 days' where user_sid = ${sub}`;
    const { status, body } = await refresh(tokens.refresh_token as string);
    expect(status).toBe(200);
    const [row] =
      await server.sql`select used_at > now() - interval '1 minute' as fresh from sessions where user_sid = ${sub}`;
    expect(row?.fresh).toBe(true);
    await server.sql`update sessions set used_at = used_at - interval '31 days' where user_sid = ${sub}`;
    expect((await refresh(body.refresh_token)).body.error).toBe("invalid_grant");
  });
});

describe("secrets", () => {
  test("two live ones are good, another is not, in the header and in the body", async () => {
    const { manage } = await import("./kit.js");
    const web = await makeApplication(server);
    const rotated = await manage(server.origin, "POST", `/api/applications/${web.clientId}/rotate-secret`, {});
    const statuses = [];
    for (const clientSecret of [web.clientSecret, rotated.clientSecret, "nonsense"])
      statuses.push(
        (await ask({ grant_type: "refresh_token", refresh_token: "x" }, { ...web, clientSecret } as TestApplication))
          .status,
      );
    expect(statuses).toEqual([400, 400, 401]);
    const inBody = await fetch(`${server.origin}/oidc/token`, {
      method: "POST",
      body: new URLSearchParams({
        ...{ grant_type: "refresh_token", refresh_token: "x" },
        ...{ client_id: web.clientId, client_secret: rotated.clientSecret },
      }),
    });
    expect(inBody.status).toBe(400);
  });

  test("no code, token or secret stands in a table or the log", async () => {
    const { way } = await signIn();
    const { body } = await ask(codeRequest(way));
    await refresh(body.refresh_token);
    const tables = [
      "oidc_tokens",
      "oidc_grants",
      "authorization_requests",
      "applications",
      "application_secrets",
      "audit_events",
    ];
    const rows = await Promise.all(
      tables.map((table) => server.sql`select to_jsonb(t) as row from ${server.sql(table)} t`),
    );
    const everything = JSON.stringify(rows) + server.logLines.join("\n");
    const secrets = [
      way.callback.searchParams.get("code"),
      body.access_token,
      body.refresh_token,
      body.id_token,
      application.clientSecret,
    ];
    for (const secret of secrets) expect(everything.includes(secret as string)).toBe(false);
    expect(decodeProtectedHeader(body.id_token)).toMatchObject({ alg: "RS256" });
  });
});
