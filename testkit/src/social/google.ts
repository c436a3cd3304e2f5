/** @module Google's sign-in as a fake: https://developers.google.com/identity/openid-connect/openid-connect */
import type { FakeAnswer, FakeRequest } from "../fake-vendor.js";
import {
  type FakePerson,
  type FakeProvider,
  issueIdToken,
  isVerifier,
  randomText,
  seconds,
  startFakeProvider,
} from "./fake-provider.js";

export interface FakeGoogle extends FakeProvider {
  clientId: string;
  clientSecret: string;
  redirectUris: readonly string[];
  /** Domain of a Workspace account. */
  hostedDomain: string | undefined;
  /** The older spelling is `accounts.google.com`. */
  issuer: string;
  /** Gives an SDK's token; on Android `azp` is the app's own client and `aud` the web's. */
  signInNatively(nonce: string, change?: { azp?: string; aud?: string }): Promise<string>;
}

/** Browsers inside other apps, which Google turns away. */
const IN_APP = /KAKAOTALK|Instagram|FBAN|FBAV|NAVER\(inapp|; wv\)|Line\//;

const fail = (status: number, error: string, error_description: string): FakeAnswer => ({
  status,
  body: { error, error_description },
});

export async function fakeGoogle({ host }: { host?: string } = {}): Promise<FakeGoogle> {
  const person: FakePerson = {
    subject: "110169484474386276334",
    name: "Gildong Hong",
    nickname: "Gildong",
    email: "gildong@gmail.com",
    emailVerified: true,
    phone: undefined,
    picture: "https://lh3.googleusercontent.com/a/photo",
  };
  const tokens = new Map<string, string>();
  const core = await startFakeProvider(host, person, {
    name: "Google",
    paths: { authorize: ["/o/oauth2/v2/auth"], jwks: "/oauth2/v3/certs" },
    items: [],
    examine(query, request) {
      if (request && IN_APP.test(request.headers["user-agent"] ?? ""))
        return { page: "disallowed_useragent", status: 403 };
      if (query.get("client_id") !== google.clientId) return { page: "invalid_client", status: 401 };
      const redirectUri = query.get("redirect_uri") ?? "";
      if (google.redirectUris.length > 0 && !google.redirectUris.includes(redirectUri))
        return { page: "redirect_uri_mismatch" };
      if (query.get("prompt") === "none") return { error: "interaction_required" };
      return undefined;
    },
    extra: (query) => ({ scope: query.get("scope") ?? "", authuser: "0", prompt: query.get("prompt") ?? "consent" }),
    handle,
  });
  const claimsFor = (nonce: string | undefined, scopes: string[]) => {
    const { subject, email, emailVerified, name, picture } = google.person;
    return {
      iss: google.issuer,
      aud: google.clientId,
      azp: google.clientId,
      sub: subject,
      iat: seconds(),
      exp: seconds() + 3600,
      ...(nonce !== undefined && { nonce }),
      ...(scopes.includes("email") && email !== undefined && { email, email_verified: emailVerified }),
      ...(scopes.includes("profile") && { name, ...(picture !== undefined && { picture }) }),
      ...(google.hostedDomain !== undefined && { hd: google.hostedDomain }),
    };
  };

  async function handle({ method, url, form }: FakeRequest): Promise<FakeAnswer> {
    if (method === "POST" && url.pathname === "/token") {
      if (form.get("client_id") !== google.clientId || form.get("client_secret") !== google.clientSecret)
        return fail(401, "invalid_client", "Unauthorized");
      const grant = core.takeCode(form.get("code"));
      if (!grant) return fail(400, "invalid_grant", "Bad Request");
      if (grant.redirectUri !== form.get("redirect_uri")) return fail(400, "redirect_uri_mismatch", "Bad Request");
      if (grant.codeChallenge && !isVerifier(form.get("code_verifier"), grant.codeChallenge))
        return fail(400, "invalid_grant", "Invalid code verifier.");
      const scopes = grant.scope.split(" ");
      const give = () => {
        const token = randomText();
        tokens.set(token, google.person.subject);
        return token;
      };
      return {
        body: {
          access_token: give(),
          expires_in: 3599,
          scope: grant.scope,
          token_type: "Bearer",
          id_token: await issueIdToken(core, claimsFor(grant.nonce, scopes)),
          ...(grant.asked.access_type === "offline" && { refresh_token: give() }),
        },
      };
    }
    if (method === "POST" && url.pathname === "/revoke") {
      const token = form.get("token") ?? "";
      const subject = tokens.get(token);
      if (!subject) return fail(400, "invalid_token", "Token expired or revoked");
      tokens.clear();
      core.revoked.push(subject);
      return { body: {} };
    }
    return fail(404, "not_found", "no such path");
  }

  const google: FakeGoogle = Object.assign(core, {
    clientId: "google-web.apps.googleusercontent.com",
    clientSecret: "google-secret",
    redirectUris: [] as readonly string[],
    hostedDomain: undefined as string | undefined,
    issuer: "https://accounts.google.com",
    signInNatively: async (nonce: string, change: { azp?: string; aud?: string } = {}) =>
      await issueIdToken(core, { ...claimsFor(nonce, ["email", "profile"]), ...change }),
  });
  google.endpoints = {
    authorize: `${google.origin}/o/oauth2/v2/auth`,
    token: `${google.loopback}/token`,
    jwks: `${google.loopback}/oauth2/v3/certs`,
    revoke: `${google.loopback}/revoke`,
  };
  return google;
}
