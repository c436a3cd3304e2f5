/** @module What every provider's connector must do: settings, forged tokens, a provider that is slow, down or talks rubbish. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { messageConnectors, socialConnectors } from "@munjigi/connectors/all";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import { apple } from "@munjigi/connectors/social/apple";
import type { SocialConnector } from "@munjigi/connectors/social/contract";
import { google } from "@munjigi/connectors/social/google";
import { kakao } from "@munjigi/connectors/social/kakao";
import { naver } from "@munjigi/connectors/social/naver";
import { oauth2 } from "@munjigi/connectors/social/oauth2";
import { oidc } from "@munjigi/connectors/social/oidc";
import type { Fault } from "@munjigi/testkit/fake-vendor";
import { fakeApple } from "@munjigi/testkit/social/apple";
import type { FakeProvider } from "@munjigi/testkit/social/fake-provider";
import { fakeGoogle } from "@munjigi/testkit/social/google";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { fakeNaver, naverConsole } from "@munjigi/testkit/social/naver";
import { fakeOidc } from "@munjigi/testkit/social/oidc";
import type { JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { contextFor } from "../context.js";
import { failureOf, forgeries, goAndReturn, need, newRequest, settingsOf, signIn } from "./round-trip.js";

interface Case {
  connector: SocialConnector;
  /** Paths of token, keys and profile, as far as it has them. */
  paths: { token: string; jwks?: string; userinfo?: string };
  start(): Promise<{ fake: FakeProvider; config: object; nativeClient: string | undefined }>;
}

const cases: Case[] = [
  {
    connector: kakao,
    paths: { token: "/oauth/token", jwks: "/.well-known/jwks.json", userinfo: "/v2/user/me" },
    start: async () => {
      const fake = await fakeKakao();
      const { restApiKey: clientId, clientSecret, nativeAppKey } = kakaoConsole;
      const config = { clientId, clientSecret, nativeClientIds: [nativeAppKey], endpoints: fake.endpoints };
      return { fake, config, nativeClient: nativeAppKey };
    },
  },
  {
    connector: naver,
    paths: { token: "/oauth2/token", jwks: "/oauth2/jwks", userinfo: "/v1/nid/me" },
    start: async () => {
      const fake = await fakeNaver();
      const { clientId, clientSecret } = naverConsole;
      return { fake, config: { clientId, clientSecret, endpoints: fake.endpoints }, nativeClient: undefined };
    },
  },
  {
    connector: google,
    paths: { token: "/token", jwks: "/oauth2/v3/certs" },
    start: async () => {
      const fake = await fakeGoogle();
      const { clientId, clientSecret, endpoints } = fake;
      return { fake, config: { clientId, clientSecret, nativeClientIds: ["ios"], endpoints }, nativeClient: "ios" };
    },
  },
  {
    connector: apple,
    paths: { token: "/auth/token", jwks: "/auth/keys" },
    start: async () => {
      const fake = await fakeApple();
      const { servicesId: clientId, bundleId, teamId, keyId, privateKey } = fake.team;
      const config = { clientId, teamId, keyId, privateKey, nativeClientIds: [bundleId], endpoints: fake.endpoints };
      return { fake, config, nativeClient: bundleId };
    },
  },
  {
    connector: oidc,
    paths: { token: "/token", jwks: "/jwks", userinfo: "/userinfo" },
    start: async () => {
      const fake = await fakeOidc();
      const { issuer, clientId, clientSecret } = fake;
      return { fake, config: { issuer, clientId, clientSecret }, nativeClient: undefined };
    },
  },
  {
    connector: oauth2,
    paths: { token: "/token", userinfo: "/userinfo" },
    start: async () => {
      const fake = await fakeOidc();
      const config = {
        client_id: fake.clientId,
        client_secret: fake.clientSecret,
        authorize_url: fake.endpoints.authorize,
        access_token_url: fake.endpoints.token,
        api_base_url: `${fake.loopback}/`,
      };
      return { fake, config, nativeClient: undefined };
    },
  },
];

test("every connector that ships has a case, and an identifier of its own", () => {
  expect(cases.map(({ connector }) => connector.id)).toEqual(socialConnectors.map(({ id }) => id));
  const ids = [...messageConnectors, ...socialConnectors].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

interface JsonField {
  label?: { ko: string; en: string };
  hint?: { ko: string; en: string };
  secret?: boolean;
  properties?: Record<string, JsonField>;
}

describe.each(cases)("$connector.id", ({ connector, paths, start }) => {
  let fake: FakeProvider;
  let config: object;
  let nativeClient: string | undefined;
  beforeEach(async () => {
    ({ fake, config, nativeClient } = await start());
  });
  afterEach(() => fake.close());
  const settings = () => settingsOf(connector, config);

  describe("settings", () => {
    test("are read to the same again, with the keys that are unknown told", () => {
      const checked = checkSettings(connector, { ...config, nobodyKnows: 1 }, "en");
      expect(checked).toMatchObject({ ok: true, ignored: ["nobodyKnows"] });
      const stored = JSON.parse(JSON.stringify(settings()));
      expect(checkSettings(connector, stored, "en")).toEqual({ ok: true, settings: settings(), ignored: [] });
    });

    test("have an example, labels and hints in both languages, and their secrets marked", () => {
      expect(checkSettings(connector, connector.example, "en").ok).toBe(true);
      const { properties = {} } = z.toJSONSchema(connector.settings, { io: "input" }) as JsonField;
      const check = (fields: Record<string, JsonField>) => {
        for (const [name, { label, hint, secret, properties: below }] of Object.entries(fields)) {
          expect(label?.ko && label.en, name).toBeTruthy();
          if (fields === properties) expect(hint?.ko && hint.en, name).toBeTruthy();
          if (/secret|adminKey|privateKey/i.test(name)) expect(secret, name).toBe(true);
          if (below) check(below);
        }
      };
      check(properties);
    });

    test("have remedies in both languages, for codes as the server keeps them", () => {
      for (const [code, { ko, en }] of Object.entries(connector.remedies ?? {})) {
        expect(code).toMatch(/^[\w.:-]{1,64}$/);
        expect(ko).toMatch(/[가-힣]/);
        expect(en).toMatch(/[a-z]{3}/);
      }
      expect(connector.guide?.ko && connector.guide.en).toBeTruthy();
    });

    test("refuse addresses that are none", () => {
      const key = "endpoints" in config ? "endpoints.token" : "issuer" in config ? "issuer" : "access_token_url";
      for (const bad of ["javascript:alert(1)", "not an address"]) {
        const change = key === "endpoints.token" ? { endpoints: { token: bad } } : { [key]: bad };
        const checked = checkSettings(connector, { ...config, ...change }, "ko");
        expect(checked.ok ? [] : checked.problems.map(({ path }) => path)).toEqual([key]);
      }
    });

    test("have a page with the same headings as all", () => {
      const path = fileURLToPath(new URL(`../../../${connector.docs}`, import.meta.url));
      expect(existsSync(path), connector.docs).toBe(true);
      const headings = [...readFileSync(path, "utf8").matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual([
        "What you need",
        "Where to find it",
        "Settings",
        "What comes back",
        "Errors and what to do",
        "Limits",
      ]);
    });
  });

  test("the address has what is asked, and nothing that the settings hold as secret", async () => {
    const request = newRequest();
    const url = new URL(await connector.authorizationUrl(request, settings(), contextFor()));
    expect(url.searchParams.get("state")).toBe(request.state);
    expect(url.searchParams.get("redirect_uri")).toBe(request.redirectUri);
    expect(url.searchParams.get("response_type")).toBe("code");
    const challenge = createHash("sha256").update(request.codeVerifier).digest("base64url");
    if (connector !== apple) expect(url.searchParams.get("code_challenge")).toBe(challenge);
    expect(url.href).not.toContain(request.codeVerifier);
    expect(url.href).not.toMatch(/secret/i);
  });

  test("burst(20): many at once come through", async () => {
    const own = settings();
    const proofs = await Promise.all(Array.from({ length: 20 }, () => signIn(connector, own, fake)));
    expect(new Set(proofs.map(({ profile }) => profile.subject))).toEqual(new Set([fake.person.subject]));
    const fetched = fake.requests.filter(({ url }) => url.pathname === paths.jwks);
    expect(fetched.length).toBe(paths.jwks === undefined ? 0 : 1);
  });

  test("an answer without a code, with two states, or another one, is refused before anything is asked", async () => {
    const own = settings();
    const answer = await goAndReturn(connector, own, fake, newRequest());
    const change = async (edit: (parameters: URLSearchParams) => void) => {
      const parameters = new URLSearchParams(answer.parameters);
      edit(parameters);
      return await failureOf(connector.exchange({ ...answer, parameters }, own, contextFor()));
    };
    const edits: ((parameters: URLSearchParams) => void)[] = [
      (parameters) => parameters.delete("code"),
      (parameters) => parameters.append("state", "another"),
      (parameters) => parameters.set("state", "another"),
      (parameters) => parameters.delete("state"),
      (parameters) => parameters.append("code", "another"),
    ];
    for (const edit of edits) expect((await change(edit)).reason).toBe("refused");
    expect(fake.requests.some(({ url }) => url.pathname === paths.token)).toBe(false);
  });

  test.each([
    ["access_denied", "cancelled"],
    ["consent_required", "consent_needed"],
    ["login_required", "consent_needed"],
    ["interaction_required", "consent_needed"],
    ["server_error", "provider_down"],
    ["temporarily_unavailable", "provider_down"],
    ["unauthorized_client", "misconfigured"],
    ["invalid_scope", "misconfigured"],
    ["constructor", "misconfigured"],
    ["<script>alert(1)</script>", "misconfigured"],
  ])("the provider's error %s is %s", async (error, reason) => {
    const request = newRequest();
    const parameters = new URLSearchParams({ error, state: request.state });
    const failure = await failureOf(connector.exchange({ ...request, parameters }, settings(), contextFor()));
    expect(failure.reason).toBe(reason);
    expect(failure.vendorCode).toBe(error.startsWith("<") ? undefined : error);
  });

  describe("trouble", () => {
    const troubles: [string, Fault, number][] = [
      ["is down", { status: 503, body: "<html>maintenance</html>" }, 60_000],
      ["is busy", { status: 429, headers: { "retry-after": "5" }, body: '{"error":"slow_down","code":-10}' }, 60_000],
      ["talks rubbish", { status: 200, body: "<html>hello" }, 60_000],
      ["answers with nothing", { status: 200, body: "" }, 60_000],
      ["answers null", { status: 200, body: "null" }, 60_000],
      ["never answers", { hangs: true }, 400],
      ["drips", { dripsEveryMs: 20 }, 400],
      ["sends megabytes", { hugeBytes: 5_000_000 }, 60_000],
      ["counts without end", { status: 200, body: `{"id":${"1".repeat(900_000)}.` }, 60_000],
      ["hangs up", { resetsAfterAccepting: true }, 60_000],
    ];
    test.each(troubles)("a provider that %s is down, within the time there is", async (_, fault, timeMs) => {
      for (const path of Object.values(paths)) {
        const own = settings();
        const answer = await goAndReturn(connector, own, fake, newRequest());
        fake.faults[path] = fault;
        const code = answer.parameters.get("code") ?? "";
        const began = performance.now();
        const failure = await failureOf(connector.exchange(answer, own, contextFor(timeMs)), [code]);
        delete fake.faults[path];
        expect([path, failure.reason]).toEqual([path, "provider_down"]);
        expect(performance.now() - began).toBeLessThan(5000);
      }
    });

    test("a provider that cannot be reached is down", async () => {
      const own = settings();
      const answer = await goAndReturn(connector, own, fake, newRequest());
      await fake.close();
      const failure = await failureOf(connector.exchange(answer, own, contextFor()));
      expect(failure.reason).toBe("provider_down");
      ({ fake } = await start());
    });

    test.runIf(paths.jwks)("whoever has no time left does not end the wait of others", async () => {
      const own = settings();
      const answers = [newRequest(), newRequest()].map((request) => goAndReturn(connector, own, fake, request));
      const [first, second] = await Promise.all(answers);
      if (paths.jwks) fake.faults[paths.jwks] = { delayMs: 700 };
      const short = failureOf(connector.exchange(need(first), own, contextFor(500)));
      const long = connector.exchange(need(second), own, contextFor());
      expect((await short).reason).toBe("provider_down");
      expect((await long).profile.subject).toBe(fake.person.subject);
    });

    test.runIf(paths.jwks)("new keys are found at once, and forged ones fetch no more than so often", async () => {
      const own = settings();
      await signIn(connector, own, fake);
      await fake.rotateKeys();
      expect((await signIn(connector, own, fake)).profile.subject).toBe(fake.person.subject);
      fake.replaceIdToken = (_, claims) => fake.sign(claims, { kid: "nobody" });
      for (let count = 0; count < 30; count += 1)
        expect((await failureOf(signIn(connector, own, fake))).reason).toBe("refused");
      expect(fake.requests.filter(({ url }) => url.pathname === paths.jwks).length).toBeLessThanOrEqual(11);
    });
  });

  describe.runIf(paths.jwks)("forged tokens", () => {
    test.each(Object.keys(forgeries))("with %s: refused", async (name) => {
      const forge = need(forgeries[name]);
      fake.replaceIdToken = (_, claims) => forge(fake, claims);
      const failure = await failureOf(signIn(connector, settings(), fake), [
        fake.person.email ?? "",
        fake.person.subject,
      ]);
      expect(failure.reason).toBe("refused");
    });

    test.runIf(connector !== naver)("without a nonce: refused", async () => {
      fake.replaceIdToken = (_, { nonce: __, ...claims }) => fake.sign(claims);
      expect(await failureOf(signIn(connector, settings(), fake))).toMatchObject({ vendorCode: "token.nonce" });
    });
  });

  describe.runIf(connector.native && connector !== naver)("tokens of SDKs", () => {
    const claims = (more: JWTPayload = {}): JWTPayload => {
      const now = Math.floor(Date.now() / 1000);
      const issuers: Record<string, string> = {
        "kakao-universal": "https://kauth.kakao.com",
        "google-universal": "https://accounts.google.com",
        "apple-universal": "https://appleid.apple.com",
      };
      const iss = need(issuers[connector.id]);
      return { iss, aud: need(nativeClient), sub: "7", iat: now, exp: now + 600, nonce: "n-1", ...more };
    };
    const hand = async (idToken: string) =>
      await need(connector.native)({ nonce: "n-1", idToken }, settings(), contextFor());

    test("genuine ones are proved, their nonce as it is or as its hash", async () => {
      expect((await hand(await fake.sign(claims()))).profile).toMatchObject({ subject: "7", clientId: nativeClient });
      for (const encoding of ["hex", "base64url"] as const) {
        const nonce = createHash("sha256").update("n-1").digest(encoding);
        expect((await hand(await fake.sign(claims({ nonce })))).profile.subject).toBe("7");
      }
    });

    test.each(Object.keys(forgeries))("with %s: refused", async (name) => {
      const token = await need(forgeries[name])(fake, claims());
      expect((await failureOf(hand(token), ["n-1"])).reason).toBe("refused");
    });

    test("without a nonce, or without anything: refused", async () => {
      const { nonce: _, ...bare } = claims();
      expect((await failureOf(hand(await fake.sign(bare)))).vendorCode).toBe("token.nonce");
      const nothing = need(connector.native)({ nonce: "n-1" }, settings(), contextFor());
      expect((await failureOf(nothing)).reason).toBe("refused");
    });
  });
});
