/** @module An OpenID Connect provider with discovery, and a plain OAuth 2.0 one, as one fake: for the generic connectors. */
import { type FakeAnswer, type FakeRequest, readBasic } from "../fake-vendor.js";
import {
  type FakePerson,
  type FakeProvider,
  issueIdToken,
  isVerifier,
  randomText,
  seconds,
  startFakeProvider,
} from "./fake-provider.js";

export interface FakeOidc extends FakeProvider {
  clientId: string;
  clientSecret: string;
  /** Where its metadata is, by the loopback's address. */
  issuer: string;
  /** Whether it promises an issuer with each answer, and keeps the promise (RFC 9207). */
  sendsIssuer: boolean;
  /** What changes in its metadata. */
  metadata: Record<string, unknown>;
  /** Claims of the userinfo that differ. */
  userinfo: Record<string, unknown>;
}

const fail = (status: number, error: string): FakeAnswer => ({ status, body: { error } });

export async function fakeOidc({ host }: { host?: string } = {}): Promise<FakeOidc> {
  const person: FakePerson = {
    subject: "248289761001",
    name: "Jane Doe",
    nickname: "jane",
    email: "jane@example.com",
    emailVerified: true,
    phone: "+821012345678",
    picture: "https://example.com/jane.jpg",
  };
  const tokens = new Map<string, string>();
  const core = await startFakeProvider(host, person, {
    name: "OpenID",
    paths: { authorize: ["/authorize"], jwks: "/jwks" },
    items: [],
    examine: (query) => (query.get("client_id") === oidc.clientId ? undefined : { page: "unknown client" }),
    extra: () => (oidc.sendsIssuer ? { iss: oidc.issuer } : {}),
    handle,
  });

  /** By `client_secret_basic`, whose halves are encoded as in a form (RFC 6749 §2.3.1), or by `client_secret_post`. */
  function isClient(request: FakeRequest): boolean {
    const basic = readBasic(request);
    const decode = (text: string | undefined) => decodeURIComponent((text ?? "").replaceAll("+", " "));
    const [id, secret] = basic
      ? [decode(basic.user), decode(basic.password)]
      : [request.form.get("client_id"), request.form.get("client_secret")];
    return id === oidc.clientId && secret === oidc.clientSecret;
  }

  async function handle(request: FakeRequest): Promise<FakeAnswer> {
    const { method, url, form, headers } = request;
    if (url.pathname === "/.well-known/openid-configuration") return { body: describe() };
    if (method === "POST" && url.pathname === "/token") {
      if (!isClient(request)) return fail(401, "invalid_client");
      const grant = core.takeCode(form.get("code"));
      if (!grant || grant.redirectUri !== form.get("redirect_uri")) return fail(400, "invalid_grant");
      if (grant.codeChallenge && !isVerifier(form.get("code_verifier"), grant.codeChallenge))
        return fail(400, "invalid_grant");
      const accessToken = randomText();
      tokens.set(accessToken, oidc.person.subject);
      const claims = {
        iss: oidc.issuer,
        aud: oidc.clientId,
        sub: oidc.person.subject,
        iat: seconds(),
        exp: seconds() + 3600,
        ...(grant.nonce !== undefined && { nonce: grant.nonce }),
      };
      const isOidc = /(^| )openid( |$)/.test(grant.scope);
      return {
        body: {
          access_token: accessToken,
          token_type: "Bearer",
          expires_in: 3600,
          ...(isOidc && { id_token: await issueIdToken(core, claims) }),
        },
      };
    }
    if (url.pathname === "/userinfo") {
      const subject = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "");
      if (!subject) return fail(401, "invalid_token");
      const { name, email, emailVerified, phone, picture } = oidc.person;
      return {
        body: {
          sub: subject,
          name,
          email,
          email_verified: emailVerified,
          phone_number: phone,
          phone_number_verified: true,
          picture,
          ...oidc.userinfo,
        },
      };
    }
    if (method === "POST" && url.pathname === "/revoke") {
      if (!isClient(request)) return fail(401, "invalid_client");
      const subject = tokens.get(form.get("token") ?? "");
      if (subject) core.revoked.push(subject);
      tokens.delete(form.get("token") ?? "");
      return { body: "" };
    }
    return fail(404, "not_found");
  }

  const describe = () => ({
    issuer: oidc.issuer,
    authorization_endpoint: `${oidc.origin}/authorize`,
    token_endpoint: `${oidc.loopback}/token`,
    jwks_uri: `${oidc.loopback}/jwks`,
    userinfo_endpoint: `${oidc.loopback}/userinfo`,
    revocation_endpoint: `${oidc.loopback}/revoke`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
    ...(oidc.sendsIssuer && { authorization_response_iss_parameter_supported: true }),
    ...oidc.metadata,
  });

  const oidc: FakeOidc = Object.assign(core, {
    clientId: "oidc-client",
    clientSecret: "oidc secret/+%",
    issuer: core.loopback,
    sendsIssuer: false,
    metadata: {},
    userinfo: {},
  });
  oidc.endpoints = {
    authorize: `${oidc.origin}/authorize`,
    token: `${oidc.loopback}/token`,
    userinfo: `${oidc.loopback}/userinfo`,
  };
  return oidc;
}
