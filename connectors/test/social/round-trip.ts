/** @module A round trip to a stand-in of a provider, as the server makes it: to the provider's page, back, and the answer proved. */
import { createHmac, randomBytes } from "node:crypto";
import { checkSettings } from "@munjigi/connectors/kit/settings";
import {
  type AuthorizationAnswer,
  type AuthorizationRequest,
  type SocialConnector,
  SocialFailure,
  type SocialProof,
} from "@munjigi/connectors/social/contract";
import type { FakeChoice, FakeProvider } from "@munjigi/testkit/social/fake-provider";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { expect } from "vitest";
import { contextFor } from "../context.js";

export const REDIRECT_URI = "https://auth.test/social/callback";

// biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own
type AnyConnector = SocialConnector<any>;

// biome-ignore lint/suspicious/noExplicitAny: each connector has settings of its own
export function settingsOf(connector: AnyConnector, config: unknown): any {
  const checked = checkSettings(connector, config, "en");
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.settings;
}

export function newRequest(more: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return {
    action: "sign-in",
    redirectUri: REDIRECT_URI,
    state: randomBytes(32).toString("base64url"),
    nonce: randomBytes(32).toString("base64url"),
    codeVerifier: randomBytes(32).toString("base64url"),
    selectAccount: false,
    language: "ko",
    ...more,
  };
}

export const answerTo = (
  { action, redirectUri, state, nonce, codeVerifier }: AuthorizationRequest,
  parameters: URLSearchParams,
): AuthorizationAnswer => ({ action, redirectUri, state, nonce, codeVerifier, parameters });

/** To the provider's page and back. */
export async function goAndReturn(
  connector: AnyConnector,
  settings: unknown,
  fake: FakeProvider,
  request: AuthorizationRequest,
  choice: FakeChoice = {},
): Promise<AuthorizationAnswer> {
  const outcome = await fake.approve(await connector.authorizationUrl(request, settings, contextFor()), choice);
  if (outcome.kind === "page") throw new Error(`the provider's page says ${outcome.code}`);
  expect(outcome.url.href.startsWith(REDIRECT_URI)).toBe(true);
  return answerTo(request, outcome.parameters);
}

/** The whole trip. */
export async function signIn(
  connector: AnyConnector,
  settings: unknown,
  fake: FakeProvider,
  more: Partial<AuthorizationRequest> = {},
  choice: FakeChoice = {},
): Promise<SocialProof> {
  const answer = await goAndReturn(connector, settings, fake, newRequest(more), choice);
  return await connector.exchange(answer, settings, contextFor());
}

/** The failure that something ends with; nothing in it may be personal or secret. */
export async function failureOf(work: Promise<unknown>, secrets: readonly string[] = []): Promise<SocialFailure> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof SocialFailure)) throw new Error("no SocialFailure", { cause: failure });
  const told = JSON.stringify([failure.message, failure.vendorCode, failure.cause, { ...failure }]);
  for (const secret of secrets) expect(told).not.toContain(secret);
  if (failure.vendorCode !== undefined) expect(failure.vendorCode).toMatch(/^[\w.:-]{1,64}$/);
  return failure;
}

/** A member that must be there. */
export function need<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("it is not there");
  return value;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
const seconds = () => Math.floor(Date.now() / 1000);

/**
 * What may be wrong with a token, each made of a genuine one's claims; `client` is whom it is for. Those that only a provider could
 * make are signed by it.
 */
export const forgeries: Record<string, (fake: FakeProvider, claims: JWTPayload) => Promise<string>> = {
  "alg none": async (_, claims) => `${encode({ alg: "none", typ: "JWT" })}.${encode(claims)}.`,
  "HS256 with the public key": async ({ loopback }, claims) => {
    const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
    return `${text}.${createHmac("sha256", loopback).update(text).digest("base64url")}`;
  },
  "a changed subject": async (fake, claims) => {
    const [header, , signature] = (await fake.sign(claims)).split(".");
    return `${header}.${encode({ ...claims, sub: "1" })}.${signature}`;
  },
  "a key of nobody's": async (_, claims) => await signedByStranger(claims, { kid: "stranger" }),
  "a stranger's key in its header": async (_, claims) => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const jwk = await exportJWK(publicKey);
    return await new SignJWT(claims).setProtectedHeader({ alg: "RS256", jwk }).sign(privateKey);
  },
  "a stranger's address in its header": async ({ loopback }, claims) =>
    await signedByStranger(claims, { jku: `${loopback}/stranger`, kid: "stranger" }),
  "another issuer": (fake, claims) => fake.sign({ ...claims, iss: "https://evil.example" }),
  "no issuer": (fake, { iss: _, ...claims }) => fake.sign(claims),
  "another audience": (fake, claims) => fake.sign({ ...claims, aud: "another-client" }),
  "one more audience": (fake, claims) => fake.sign({ ...claims, aud: [String(claims.aud), "another-client"] }),
  "another authorized party": (fake, claims) => fake.sign({ ...claims, azp: "another-client" }),
  "another nonce": (fake, claims) => fake.sign({ ...claims, nonce: "another" }),
  "a time that is over": (fake, claims) => fake.sign({ ...claims, exp: seconds() - 120 }),
  "no end": (fake, { exp: _, ...claims }) => fake.sign(claims),
  "a time to come": (fake, claims) => fake.sign({ ...claims, iat: seconds() + 600 }),
  "a number for a subject": (fake, claims) => fake.sign({ ...claims, sub: 12 as unknown as string }),
  "no subject": (fake, { sub: _, ...claims }) => fake.sign(claims),
  "no token at all": async () => "garbage",
};

async function signedByStranger(claims: JWTPayload, header: object): Promise<string> {
  const { privateKey } = await generateKeyPair("RS256");
  return await new SignJWT(claims).setProtectedHeader({ alg: "RS256", ...header }).sign(privateKey);
}
