/** @module Sign in with Apple as a fake: https://developer.apple.com/documentation/signinwithapplerestapi */
import { generateKeyPairSync } from "node:crypto";
import { decodeProtectedHeader, importSPKI, type JWTPayload, jwtVerify } from "jose";
import type { FakeAnswer, FakeRequest } from "../fake-vendor.js";
import {
  type FakePerson,
  type FakeProvider,
  issueIdToken,
  randomText,
  seconds,
  startFakeProvider,
} from "./fake-provider.js";

/** A developer team: what its secrets are signed with. */
export interface AppleTeam {
  teamId: string;
  keyId: string;
  /** PEM, PKCS #8. */
  privateKey: string;
  /** The Services ID of the web. */
  servicesId: string;
  bundleId: string;
}

export interface FakeApple extends FakeProvider {
  team: AppleTeam;
  redirectUris: readonly string[];
  /** They hide their address: it becomes one of Apple's relay. */
  hidesEmail: boolean;
  /** Codes are good for five minutes; tests move this. */
  codeSeconds: number;
  /** What an app gets from the system; `name` the first time only is the app's affair. */
  signInNatively(nonce: string): Promise<{ idToken: string; code: string }>;
  /** The JWT of a server-to-server notice. */
  noticeToken(type: string, change?: { jti?: string; aud?: string; iss?: string }): Promise<string>;
  sendNotice(url: string, type: string, change?: { jti?: string; aud?: string; token?: string }): Promise<Response>;
}

const ISSUER = "https://appleid.apple.com";
const MAX_SECRET_SECONDS = 15_777_000;

const fail = (status: number, error: string): FakeAnswer => ({ status, body: { error } });

export async function fakeApple({ host }: { host?: string } = {}): Promise<FakeApple> {
  const person: FakePerson = {
    subject: "001234.a1b2c3d4e5f60718293a4b5c6d7e8f90.0815",
    name: "길동 홍",
    nickname: "홍길동",
    email: "gildong@icloud.com",
    emailVerified: "true",
    phone: undefined,
    picture: undefined,
  };
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  /** Whose name was given to which client: Apple says it once, until the connection ends. */
  const named = new Set<string>();
  const tokens = new Map<string, { clientId: string; subject: string }>();
  const core = await startFakeProvider(host, person, {
    name: "Apple",
    paths: { authorize: ["/auth/authorize"], jwks: "/auth/keys" },
    items: [],
    examine(query) {
      if (query.get("client_id") !== apple.team.servicesId) return { page: "invalid_client" };
      const redirectUri = query.get("redirect_uri") ?? "";
      if (apple.redirectUris.length > 0 && !apple.redirectUris.includes(redirectUri))
        return { page: "invalid_request: Invalid web redirect url." };
      if (query.get("scope") && query.get("response_mode") !== "form_post")
        return { page: "invalid_request: response_mode must be form_post when name or email scope is requested." };
      return undefined;
    },
    extra(query) {
      const who = `${query.get("client_id")} ${apple.person.subject}`;
      if (!query.get("scope")?.includes("name") || named.has(who)) return {};
      named.add(who);
      const [firstName = "", lastName = ""] = apple.person.name.split(" ");
      return { user: JSON.stringify({ name: { firstName, lastName }, email: emailOf() }) };
    },
    handle,
  });

  const emailOf = () => (apple.hidesEmail ? "abc123xyz@privaterelay.appleid.com" : apple.person.email);

  const idTokenFor = (audience: string, nonce: string | undefined, more: JWTPayload = {}) =>
    issueIdToken(core, {
      iss: ISSUER,
      aud: audience,
      sub: apple.person.subject,
      iat: seconds(),
      exp: seconds() + 86_400,
      auth_time: seconds(),
      nonce_supported: "true",
      ...(nonce !== undefined && { nonce }),
      ...(emailOf() !== undefined && { email: emailOf(), email_verified: apple.person.emailVerified }),
      ...(apple.hidesEmail && { is_private_email: "true" }),
      ...more,
    });

  /** A secret is a JWT of the team's, for one client, and not for longer than six months. */
  async function isSecret(secret: string | null, clientId: string | null): Promise<boolean> {
    try {
      const { kid, alg } = decodeProtectedHeader(secret ?? "");
      const { payload } = await jwtVerify(secret ?? "", await importSPKI(publicPem, "ES256"), {
        issuer: apple.team.teamId,
        audience: ISSUER,
        ...(clientId !== null && { subject: clientId }),
      });
      const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload;
      return alg === "ES256" && kid === apple.team.keyId && exp - iat <= MAX_SECRET_SECONDS;
    } catch {
      return false;
    }
  }

  async function handle({ method, url, form }: FakeRequest): Promise<FakeAnswer> {
    if (method !== "POST") return fail(404, "not_found");
    const clientId = form.get("client_id");
    const isKnown = clientId === apple.team.servicesId || clientId === apple.team.bundleId;
    if (!isKnown || !(await isSecret(form.get("client_secret"), clientId))) return fail(400, "invalid_client");
    if (url.pathname === "/auth/revoke") {
      const token = tokens.get(form.get("token") ?? "");
      if (token && token.clientId === clientId) {
        core.revoked.push(token.subject);
        for (const who of named) if (who.endsWith(token.subject)) named.delete(who);
        tokens.clear();
      }
      return { body: "" };
    }
    if (url.pathname !== "/auth/token") return fail(404, "not_found");
    const give = () => {
      const token = randomText();
      tokens.set(token, { clientId, subject: apple.person.subject });
      return token;
    };
    if (form.get("grant_type") === "refresh_token")
      return {
        body: {
          access_token: give(),
          token_type: "Bearer",
          expires_in: 3600,
          id_token: await idTokenFor(clientId, undefined),
        },
      };
    const grant = core.takeCode(form.get("code"));
    if (!grant || grant.clientId !== clientId) return fail(400, "invalid_grant");
    if (Date.now() - grant.issuedAt > apple.codeSeconds * 1000) return fail(400, "invalid_grant");
    if ((grant.redirectUri ?? null) !== form.get("redirect_uri")) return fail(400, "invalid_grant");
    return {
      body: {
        access_token: give(),
        token_type: "Bearer",
        expires_in: 3600,
        refresh_token: give(),
        id_token: await idTokenFor(clientId, grant.nonce),
      },
    };
  }

  const apple: FakeApple = Object.assign(core, {
    team: {
      teamId: "TEAM000001",
      keyId: "KEY0000001",
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      servicesId: "com.example.web",
      bundleId: "com.example.app",
    },
    redirectUris: [] as readonly string[],
    hidesEmail: false,
    codeSeconds: 300,
    signInNatively: async (nonce: string) => ({
      idToken: await idTokenFor(apple.team.bundleId, nonce),
      code: core.giveCode({
        clientId: apple.team.bundleId,
        redirectUri: undefined,
        nonce,
        codeChallenge: undefined,
        scope: "name email",
        asked: {},
        refused: [],
      }),
    }),
    noticeToken: async (type: string, change: { jti?: string; aud?: string; iss?: string } = {}) =>
      await core.sign({
        iss: ISSUER,
        aud: apple.team.servicesId,
        iat: seconds(),
        exp: seconds() + 86_400,
        jti: randomText(),
        ...change,
        events: JSON.stringify({
          type,
          sub: apple.person.subject,
          event_time: Date.now(),
          ...(type.startsWith("email") && { email: emailOf(), is_private_email: "true" }),
        }),
      }),
    sendNotice: async (
      url: string,
      type: string,
      { token, ...change }: { jti?: string; aud?: string; token?: string } = {},
    ): Promise<Response> =>
      await fetch(url, {
        method: "POST",
        redirect: "manual",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ payload: token ?? (await apple.noticeToken(type, change)) }),
      }),
  });
  apple.endpoints = {
    authorize: `${apple.origin}/auth/authorize`,
    token: `${apple.loopback}/auth/token`,
    jwks: `${apple.loopback}/auth/keys`,
    revoke: `${apple.loopback}/auth/revoke`,
  };
  return apple;
}
