/** @module The OpenID provider, as its discovery describes it (OpenID Connect Discovery §4), and requests to it. */
import { type Answer, call, isObject, type Json, ownFetch } from "../call.js";
import { MunjigiError } from "../errors.js";

const TIMEOUT_MS = 10_000;

export interface Discovery {
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  end_session_endpoint: string;
  jwks_uri: string;
  revocation_endpoint?: string;
}

const required = [
  "authorization_endpoint",
  "token_endpoint",
  "userinfo_endpoint",
  "end_session_endpoint",
  "jwks_uri",
] as const;

/** An answer of the token endpoint, RFC 6749 §5.1. */
export interface TokenAnswer {
  accessToken: string;
  /** Milliseconds since 1970, by this device's clock. */
  expiresAt: number;
  refreshToken: string | undefined;
  idToken: string | undefined;
}

export interface Provider {
  /** Asked for once in a page's life, again after a failure. */
  discover(): Promise<Discovery>;
  /** Throws the server's own code: `invalid_grant`, … */
  requestTokens(parameters: Record<string, string>): Promise<TokenAnswer>;
  requestUserInfo(accessToken: string): Promise<Json>;
  /** Without waiting; goes on while the page is left. */
  revoke(refreshToken: string): Promise<void>;
}

export function createProvider(issuer: string, clientId: string): Provider {
  let discovery: Promise<Discovery> | undefined;

  async function readDiscovery(): Promise<Discovery> {
    const answer = await call(ownFetch, `${issuer}/.well-known/openid-configuration`, { timeoutMs: TIMEOUT_MS });
    const found = bodyOf(answer);
    if (found.issuer !== issuer) throw new MunjigiError("wrong_issuer", "The discovery is of another server.");
    if (!required.every((name) => typeof found[name] === "string"))
      throw new MunjigiError("answer_unreadable", "The discovery lacks an endpoint.");
    return found as unknown as Discovery;
  }

  function discover(): Promise<Discovery> {
    discovery ??= readDiscovery().catch((error: unknown) => {
      discovery = undefined;
      throw error;
    });
    return discovery;
  }

  return {
    discover,
    async requestTokens(parameters) {
      const { token_endpoint } = await discover();
      const askedAt = Date.now();
      const answer = await call(ownFetch, token_endpoint, {
        method: "POST",
        body: new URLSearchParams({ ...parameters, client_id: clientId }),
        timeoutMs: TIMEOUT_MS,
      });
      const { access_token, expires_in, refresh_token, id_token } = bodyOf(answer);
      if (typeof access_token !== "string" || typeof expires_in !== "number")
        throw new MunjigiError("answer_unreadable", "The server's answer has no access token.");
      return {
        accessToken: access_token,
        expiresAt: askedAt + expires_in * 1000,
        refreshToken: typeof refresh_token === "string" ? refresh_token : undefined,
        idToken: typeof id_token === "string" ? id_token : undefined,
      };
    },
    async requestUserInfo(accessToken) {
      const { userinfo_endpoint } = await discover();
      const headers = { authorization: `Bearer ${accessToken}` };
      return bodyOf(await call(ownFetch, userinfo_endpoint, { headers, timeoutMs: TIMEOUT_MS }));
    },
    async revoke(refreshToken) {
      const { revocation_endpoint } = await discover();
      if (!revocation_endpoint) return;
      const body = new URLSearchParams({ token: refreshToken, token_type_hint: "refresh_token", client_id: clientId });
      await call(ownFetch, revocation_endpoint, { method: "POST", body, keepalive: true, timeoutMs: TIMEOUT_MS });
    },
  };
}

/** Throws what an error answer says, RFC 6749 §5.2; a server that is in trouble is as good as away. */
function bodyOf({ status, isOk, body }: Answer): Json {
  const found: Json = isObject(body) ? body : {};
  if (isOk) return found;
  if (status >= 500 || status === 429)
    throw new MunjigiError("unreachable", `The server cannot answer just now (status ${status}).`, { status });
  throw toOAuthError(found.error, found.error_description, status);
}

/** An error as OAuth words it, in a body or in an address. */
export function toOAuthError(error: unknown, description: unknown, status?: number): MunjigiError {
  const code = typeof error === "string" ? error : "answer_unreadable";
  return new MunjigiError(code, `The server refused: ${code}.`, {
    ...(typeof description === "string" && { detail: description }),
    ...(status !== undefined && { status }),
  });
}
