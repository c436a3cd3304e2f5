/** @module What suites of OpenID Connect share: applications, people who sign in to them, a client's whole way. */
import { readFileSync } from "node:fs";
import * as client from "openid-client";
import { credentials, type Suite } from "../harness.js";
import { codeOf, type Visitor } from "../signin/face.js";

export const REDIRECT = "https://shop.example/callback";

export interface TestApplication {
  clientId: string;
  clientSecret?: string;
}

export async function manage(origin: string, method: string, path: string, body?: unknown) {
  const response = await fetch(origin + path, {
    method,
    headers: {
      authorization: `Bearer ${credentials.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** A web application that may be told what it asks for, unless `more` says otherwise. */
export async function makeApplication({ origin }: Pick<Suite, "origin">, more: object = {}): Promise<TestApplication> {
  return await manage(origin, "POST", "/api/applications", {
    ...{ name: "Shop", type: "web", redirectUris: [REDIRECT], postLogoutRedirectUris: ["https://shop.example/"] },
    ...more,
  });
}

/** Reads what is served, as a client does first. */
export async function discover(origin: string, application: TestApplication): Promise<client.Configuration> {
  const { clientId, clientSecret } = application;
  const config = await client.discovery(
    new URL(`${origin}/oidc`),
    clientId,
    undefined,
    clientSecret ? client.ClientSecretBasic(clientSecret) : client.None(),
    { execute: [client.allowInsecureRequests] },
  );
  client.enableNonRepudiationChecks(config);
  return config;
}

export interface Way {
  /** Where the answer went, with all that is in it. */
  callback: URL;
  verifier: string;
  state: string;
  nonce: string;
}

/** Sends a browser with an authorization request, and through whatever pages stand before the answer. */
export async function authorize(
  config: client.Configuration,
  visitor: Visitor,
  { parameters = {}, number }: { parameters?: Record<string, string>; number?: string } = {},
): Promise<Way> {
  const verifier = client.randomPKCECodeVerifier();
  const state = client.randomState();
  const nonce = client.randomNonce();
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT,
    scope: "openid profile phone",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...{ state, nonce },
    ...parameters,
  });
  return { callback: await follow(visitor, url, number), verifier, state, nonce };
}

/** Opens an address of the server, signs in with a number where a page asks for one, and resolves to where that leads. */
export async function follow(visitor: Visitor, { pathname, search }: URL, number?: string): Promise<URL> {
  await visitor.open(pathname + search);
  if (number !== undefined && visitor.page?.actions.send) {
    await visitor.act("send", { phone: number });
    await visitor.act("check", { code: await codeOf(visitor.origin, number) });
  }
  return callbackOf(visitor);
}

/** Where the browser stands: at the application's, or on its way there. */
export function callbackOf(visitor: Visitor): URL {
  const { location, url = "" } = visitor.page ?? {};
  const href = location ?? (url.startsWith(visitor.origin) ? "" : url);
  if (!href.startsWith("http"))
    throw new Error(`the browser is at ${visitor.page?.state} (${visitor.page?.url}), ${visitor.page?.error}`);
  return new URL(href);
}

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;

export async function exchange(
  config: client.Configuration,
  { callback, verifier, state, nonce }: Way,
  parameters: Record<string, string> = {},
): Promise<Tokens> {
  return await client.authorizationCodeGrant(
    config,
    callback,
    { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce },
    parameters,
  );
}

export const libraryVersion = (): string =>
  JSON.parse(readFileSync(new URL("../../../node_modules/oidc-provider/package.json", import.meta.url), "utf8"))
    .version;
