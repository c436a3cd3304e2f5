/**
 * @module The library, set up on our rooms: https://github.com/panva/node-oidc-provider. Its keys cannot be changed once it is made, so a
 * rotation makes another one.
 */

import type { JWK } from "jose";
import Provider, { type Configuration, errors, type KoaContextWithOIDC } from "oidc-provider";
import type { Logger } from "pino";
import type { Applications } from "../applications/applications.js";
import { matchesUri } from "../applications/check-uris.js";
import type { Clock, Random } from "../clock.js";
import type { Outside } from "../core.js";
import { createSid } from "../sid.js";
import { type AdapterDependencies, createAdapter, memoryOf } from "./adapter.js";
import { amendAnswers } from "./amend-answers.js";
import { asksForRefresh } from "./authorization-request.js";
import { CLAIMS, claimsOf, LEVELS } from "./claims.js";
import { OWN_METADATA } from "./client-metadata.js";
import { ofResource } from "./consent-items.js";
import { askedOf, createPolicy } from "./policy.js";
import { applicationOf, replaceMethods } from "./replace-methods.js";
import { selectStanding } from "./store.js";

export interface ProviderDependencies extends AdapterDependencies {
  /** `https://host[:port]`; the issuer is `/oidc` below it. */
  origin: string;
  applications: Pick<Applications, "cached" | "cachedResource">;
  fetch: Outside["fetch"];
  clock: Clock;
  random: Random;
  log: Logger;
  /** The name of the cookie that has the session's token. */
  sessionCookie: string;
  /** Keeps a request and says which page stands before its answer. */
  leadToPage: (ctx: KoaContextWithOIDC, prompt: { name: string; reasons: string[] }) => Promise<string>;
  /** Draws what went wrong for whoever is in front of a browser. */
  drawError: (
    ctx: KoaContextWithOIDC,
    error: { error: string; error_description?: string | undefined },
  ) => Promise<void>;
}

const MINUTE = 60;
const DAY = 86_400;
/** Grants and refresh tokens live as long as their session does, which our statements see to. */
const AS_LONG_AS_THE_SESSION = 400 * DAY;

export function createProvider(deps: ProviderDependencies, keys: readonly JWK[]): Provider {
  const { origin, log } = deps;
  const provider = new Provider(`${origin}/oidc`, configurationOf(deps, keys));
  // Addresses are made from what the server is called, which `library.ts` writes into the request.
  provider.proxy = true;
  replaceMethods(provider, deps);
  amendAnswers(provider, { origin, hasEnded: (ctx) => memoryOf(ctx).hasEnded });
  provider.on("server_error", (_ctx, err) => log.error({ err }, "a request of OpenID Connect failed"));
  return provider;
}

function configurationOf(deps: ProviderDependencies, keys: readonly JWK[]): Configuration {
  const { origin } = deps;
  const policy = createPolicy();
  return {
    adapter: createAdapter(deps),
    jwks: { keys: keys as never },
    routes: {
      ...{ authorization: "/auth", token: "/token", userinfo: "/userinfo", jwks: "/jwks" },
      ...{ revocation: "/revoke", introspection: "/introspect" },
    },
    responseTypes: ["code"],
    // OpenID Connect Core §3.1.2.1; and whoever names two is led to neither.
    allowOmittingSingleRegisteredRedirectUri: false,
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "none"],
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "ES256"] },
    // Libraries that read only the id_token find the number there.
    conformIdTokenClaims: false,
    acrValues: [...LEVELS],
    scopes: ["openid", "offline_access"],
    claims: { ...structuredClone(CLAIMS), sid: null, iss: null } as never,
    clientDefaults: { id_token_signed_response_alg: "RS256" },
    extraClientMetadata: { properties: [...OWN_METADATA] },
    extraParams: {
      ...{ provider: null, lang: null },
      /** Called for every request once its scopes are read: the library takes `offline_access` away where there is no consent page. */
      screen(ctx: KoaContextWithOIDC) {
        const { params, client } = ctx.oidc;
        const query = askedOf(ctx)?.query;
        if (!params || !query || !client?.grantTypeAllowed("refresh_token")) return;
        const scope = String(params.scope ?? "");
        if (!asksForRefresh(query, applicationOf(client)) || scope.split(" ").includes("offline_access")) return;
        params.scope = `${scope} offline_access`;
      },
    } as never,
    cookies: { names: { session: deps.sessionCookie }, long: { signed: false }, short: { signed: false } },
    discovery: {
      end_session_endpoint: `${origin}/oidc/logout`,
      // https://openid.net/specs/openid-connect-prompt-create-1_0.html §4.3: whoever has `create` says so.
      prompt_values_supported: ["none", ...policy.map(({ name }) => name)],
      service_documentation: `${origin}/docs`,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // `end-session.ts` does it.
      rpInitiatedLogout: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      // Whoever has a token of another application learns nothing about it: an empty 200, as for one that there is not.
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) =>
          token.clientId === client.clientId || applicationOf(client).mayIntrospect,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (_ctx, client) => applicationOf(client).defaultResource ?? (undefined as never),
        useGrantedResource: async () => true,
        async getResourceServerInfo(ctx, indicator, client) {
          const resource = applicationOf(client).resources.includes(indicator)
            ? await deps.applications.cachedResource(indicator)
            : undefined;
          if (!resource) throw new errors.InvalidTarget();
          // A machine that names no scope gets those of its settings; the library reads them right after this.
          const { params } = ctx.oidc;
          if (params?.grant_type === "client_credentials")
            params.scope ??= applicationOf(client).defaultScopes || undefined;
          return {
            scope: resource.scopes.join(" "),
            audience: indicator,
            accessTokenTTL: resource.accessTokenSeconds,
            accessTokenFormat: "jwt",
            jwt: { sign: { alg: "ES256" } },
          };
        },
      },
    },
    pkce: {
      required: (_ctx, client) => client.clientAuthMethod === "none" || applicationOf(client).requirePkce,
    },
    clientBasedCORS: (_ctx, asking, client) =>
      applicationOf(client).allowedOrigins.some((one) => matchesUri(one, asking)),
    rotateRefreshToken: () => true,
    // Foreign keys do it.
    expiresWithSession: () => false,
    revokeGrantPolicy: () => true,
    fetch: async (url, init) => {
      // Its own rules of where may be called give way to ours.
      const { dispatcher: _dispatcher, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
      return await deps.fetch(url instanceof Request ? url.url : url, rest);
    },
    interactions: {
      policy,
      url: async (ctx, { prompt }) => await deps.leadToPage(ctx, prompt),
    },
    renderError: async (ctx, out) => await deps.drawError(ctx, out),
    findAccount: async (_ctx, accountId) => ({
      accountId,
      // What was read with the grant.
      async claims() {
        const { subject } = memoryOf();
        if (subject?.userSid !== accountId) throw new errors.InvalidToken("there is no such account");
        return claimsOf(subject);
      },
    }),
    loadExistingGrant: async (ctx) => await loadGrant(deps, ctx),
    ttl: {
      AuthorizationCode: MINUTE,
      AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 5 * MINUTE,
      ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 5 * MINUTE,
      IdToken: 60 * MINUTE,
      Interaction: DAY,
      Session: AS_LONG_AS_THE_SESSION,
      Grant: AS_LONG_AS_THE_SESSION,
      RefreshToken: AS_LONG_AS_THE_SESSION,
    },
  };
}

/** What the session's application may do. One of the team's own may do what it asks; another one what was allowed on the consent page. */
async function loadGrant({ sql, clock, random }: ProviderDependencies, ctx: KoaContextWithOIDC) {
  const { session, client, account, provider } = ctx.oidc;
  const memory = memoryOf(ctx);
  if (!session || !client || !account || !memory.session) return undefined;
  const application = applicationOf(client);
  const standing = await selectStanding(sql, {
    ...{ sessionSid: memory.session.sid, applicationSid: application.sid, userSid: account.accountId },
  });
  if (!application.firstParty && !standing.consent) return undefined;
  if (standing.grant) memory.grants.set(standing.grant.sid, standing.grant);
  session.sidFor(client.clientId, memory.session.sid);
  const grant = new provider.Grant({
    ...((standing.grant?.payload ?? {}) as object),
    ...{ accountId: account.accountId, clientId: client.clientId },
  });
  grant.jti = standing.grant?.sid ?? createSid("GR", clock, random);
  const before = JSON.stringify([grant.openid, grant.resources]);
  const allowed = standing.consent?.scope.split(" ") ?? [];
  const may = (scope: string, indicator?: string) =>
    application.firstParty || allowed.includes(indicator === undefined ? scope : ofResource(indicator, scope));
  if (!application.firstParty) keepAllowed(grant, may);
  grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].filter((scope) => may(scope)).join(" "));
  if (application.firstParty || allowed.length > 0)
    grant.addOIDCClaims([...ctx.oidc.requestParamClaims].filter(mayClaim(may)));
  for (const [indicator, server] of Object.entries(ctx.oidc.resourceServers ?? {}))
    grant.addResourceScope(
      indicator,
      [...server.scopes].filter((scope) => ctx.oidc.requestParamScopes.has(scope) && may(scope, indicator)).join(" "),
    );
  if (!standing.grant || JSON.stringify([grant.openid, grant.resources]) !== before) await grant.save();
  return grant;
}

/** What a grant got when its application was still the team's own is not what was allowed. */
function keepAllowed(
  grant: InstanceType<Provider["Grant"]>,
  may: (scope: string, indicator?: string) => boolean,
): void {
  const only = (scope = "", indicator?: string) =>
    scope
      .split(" ")
      .filter((one) => may(one, indicator))
      .join(" ");
  const { openid, resources } = grant;
  if (openid) grant.openid = { scope: only(openid.scope), claims: (openid.claims ?? []).filter(mayClaim(may)) };
  if (resources)
    grant.resources = Object.fromEntries(
      Object.entries(resources).map(([indicator, scope]) => [indicator, only(scope, indicator)]),
    );
}

/** A claim that is asked for by name needs the scope that opens it. */
const mayClaim = (may: (scope: string) => boolean) => (claim: string) =>
  Object.entries(CLAIMS).some(([scope, claims]) => (claims as readonly string[]).includes(claim) && may(scope));
