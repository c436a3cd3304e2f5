/** @module An OpenID provider in memory, as the server mounts it (`/oidc`): everybody who comes is signed in at once. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { type Configuration, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { type Served, serve } from "./serve.js";

export const CLIENT = "shop";
export const API = "https://api.shop.example";

export interface OpenIdProvider extends Served {
  issuer: string;
  /** `POST /oidc/token refresh_token`, in order. */
  requests: string[];
  /** What is asked of the authorization endpoint. */
  asked: URLSearchParams[];
  /** How the token endpoint answers, if not by itself. */
  tokenTrouble: { status: number; body: string } | undefined;
  /** What its pages say of who opened them (COOP). */
  openerPolicy: string | undefined;
}

export async function startProvider(pages: string): Promise<OpenIdProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => {};
  const served = await serve((request, response) => handle(request, response));
  const issuer = `${served.origin}/oidc`;
  const provider = new Provider(issuer, await configure(pages));
  provider.on("server_error", (_, error) => console.error(error));
  const started: OpenIdProvider = {
    ...served,
    issuer,
    requests: [],
    asked: [],
    tokenTrouble: undefined,
    openerPolicy: undefined,
  };
  provider.use(async (context, next) => {
    await next();
    if (context.path === "/token" && context.method === "POST")
      started.requests.push(`${context.oidc?.params?.grant_type} ${context.status}`);
  });
  // It has the middleware that was there before.
  const answer = provider.callback();

  /** `login_hint` says what the person does; who waits goes on at the page's address with `?on`. */
  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    const isWaiting = params.login_hint === "waits" && !request.url?.endsWith("?on");
    if (isWaiting) return void response.end("<title>sign-in page</title>");
    const result =
      params.login_hint === "declines"
        ? { error: "access_denied", error_description: "다음에 할게요" }
        : { login: { accountId: params.login_hint === "US7" ? "US7" : "US1" }, consent: {} };
    await provider.interactionFinished(request, response, result);
  }

  handle = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", served.origin);
    if (started.openerPolicy) response.setHeader("cross-origin-opener-policy", started.openerPolicy);
    if (pathname.startsWith("/interaction/")) return void interact(request, response);
    if (pathname === "/oidc/auth") started.asked.push(searchParams);
    if (pathname === "/oidc/token" && request.method === "POST" && started.tokenTrouble) {
      const { status, body } = started.tokenTrouble;
      return void response.writeHead(status, { "access-control-allow-origin": pages }).end(body);
    }
    // As `app.use("/oidc", …)` of Express does.
    const mounted = Object.assign(request, { originalUrl: request.url });
    request.url = request.url?.replace(/^\/oidc/, "") ?? "/";
    void answer(mounted, response);
  };
  return started;
}

async function configure(pages: string): Promise<Configuration> {
  const newKey = async (alg: string) => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), kid: alg.toLowerCase(), alg, use: "sig" };
  };
  return {
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: [`${pages}/callback`],
        post_logout_redirect_uris: [`${pages}/bye`],
      },
    ],
    jwks: { keys: await Promise.all([newKey("RS256"), newKey("ES256")]) },
    routes: {
      authorization: "/auth",
      token: "/token",
      userinfo: "/userinfo",
      end_session: "/logout",
      revocation: "/revoke",
    },
    cookies: { keys: ["a key of the tests"] },
    scopes: ["openid", "offline_access", "orders:read"],
    claims: { openid: ["sub"], profile: ["name"], phone: ["phone_number", "phone_number_verified"] },
    conformIdTokenClaims: false,
    extraParams: ["screen", "provider"],
    clientBasedCORS: () => true,
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: "김하늘", phone_number: "+821012345678", phone_number_verified: true }),
    }),
    loadExistingGrant,
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => [],
        getResourceServerInfo: () => ({
          scope: "orders:read",
          audience: API,
          accessTokenTTL: 300,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = `<title>sign-out page</title>${form}<button form="op.logoutForm" name="logout" value="yes">bye</button>`;
        },
      },
    },
  };
}

/** Everything that was asked for is granted. */
async function loadExistingGrant(context: KoaContextWithOIDC) {
  const { client, session, params, provider } = context.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope));
  grant.addResourceScope(API, "orders:read");
  await grant.save();
  return grant;
}
