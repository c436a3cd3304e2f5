/** @module Tokens signed with jose, verified against a JWK Set on a real server: each refusal, rotation, floods, a server that is away. */

import { MunjigiError } from "@munjigi/client";
import { createVerifier, type Verifier } from "@munjigi/client/verify";
import { exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Served, serve } from "./serve.js";

const SERVICE = "VA0123456789abcdef0123456789abcdef";
const API = "https://api.shop.example";
const CLIENT = "shop";
const PHONE = "+821012345678";

type Claims = Record<string, unknown>;

interface Signer {
  kid: string;
  alg: "ES256" | "RS256";
  privateKey: CryptoKey;
  jwk: JWK;
}

async function newSigner(kid: string, alg: Signer["alg"] = "ES256"): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

const [es, rs, stranger] = await Promise.all([newSigner("es1"), newSigner("rs1", "RS256"), newSigner("es1")]);

let keys: JWK[];
let requests: number;
/** How the JWK Set is answered. */
let answer: "keys" | "error" | "html";
let server: Served;
let verifier: Verifier;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  [keys, requests, answer] = [[es.jwk, rs.jwk], 0, "keys"];
  server = await serve((request, response) => {
    expect(request.url).toBe("/.well-known/jwks.json");
    requests += 1;
    if (answer === "error") response.writeHead(503).end("{}");
    else response.end(answer === "html" ? "<html>" : JSON.stringify({ keys }));
  });
  verifier = createVerifier({ url: server.origin, audience: [API, SERVICE] });
});

afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

const now = () => Math.floor(Date.now() / 1000);

/** Members that are `undefined` are left out. */
const sign = (payload: Claims, header: Record<string, unknown>, { alg, kid, privateKey }: Signer = es) =>
  new SignJWT(JSON.parse(JSON.stringify(payload))).setProtectedHeader({ alg, kid, ...header }).sign(privateKey);

const verificationToken = (change: Claims = {}, header: Record<string, unknown> = {}, signer?: Signer) =>
  sign(
    {
      iss: server.origin,
      aud: SERVICE,
      sub: "VE1",
      jti: "j1",
      iat: now(),
      exp: now() + 300,
      phone_number: PHONE,
      phone_number_verified: true,
      nonce: "n1",
      ...change,
    },
    { typ: "munjigi-verification+jwt", ...header },
    signer,
  );

const accessToken = (change: Claims = {}, header: Record<string, unknown> = {}, signer?: Signer) =>
  sign(
    {
      iss: `${server.origin}/oidc`,
      aud: API,
      sub: "US1",
      client_id: CLIENT,
      jti: "j2",
      iat: now(),
      exp: now() + 300,
      scope: "orders:read orders:write",
      ...change,
    },
    { typ: "at+jwt", ...header },
    signer,
  );

const idToken = (change: Claims = {}, header: Record<string, unknown> = {}, signer: Signer = rs) =>
  sign(
    {
      iss: `${server.origin}/oidc`,
      aud: CLIENT,
      sub: "US1",
      iat: now(),
      exp: now() + 3600,
      name: "김하늘",
      nonce: "n1",
      ...change,
    },
    header,
    signer,
  );

/** The code of a refusal, whose words and causes hold nothing of the token. */
async function refusal(verifying: Promise<unknown>, token?: string): Promise<string> {
  const error = await verifying.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MunjigiError)) throw new Error(`no refusal: ${String(error)}`);
  const said = `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
  expect(said).not.toContain(PHONE);
  for (const part of token?.split(".") ?? []) if (part.length > 8) expect(said).not.toContain(part.slice(0, 8));
  return error.code;
}

describe("a verification token", () => {
  test("says whose number it was", async () => {
    const claims = await verifier.verifyVerificationToken(await verificationToken(), {
      audience: SERVICE,
      nonce: "n1",
    });
    expect(claims).toMatchObject({ phone_number: PHONE, phone_number_verified: true, jti: "j1", aud: SERVICE });
  });

  test.each<[string, Claims, Record<string, unknown>?]>([
    ["wrong_type", {}, { typ: "at+jwt" }],
    ["wrong_type", {}, { typ: undefined }],
    ["wrong_type", {}, { typ: "application/munjigi-verification+jwt" }],
    ["unknown_key", {}, { kid: "es9" }],
    ["token_malformed", {}, { kid: undefined }],
    ["wrong_issuer", { iss: "https://evil.example" }],
    ["wrong_issuer", { iss: undefined }],
    ["wrong_audience", { aud: "VA9" }],
    ["wrong_audience", { aud: undefined }],
    ["wrong_audience", { aud: [] }],
    ["token_expired", { exp: 1 }],
    ["claim_missing", { exp: undefined }],
    ["claim_missing", { iat: undefined }],
    ["claim_missing", { jti: undefined }],
    ["claim_missing", { phone_number: undefined }],
    ["claim_missing", { phone_number_verified: false }],
    ["wrong_nonce", { nonce: "n2" }],
    ["wrong_nonce", { nonce: undefined }],
  ])("%s: %j %j", async (code, change, header) => {
    const token = await verificationToken(change, header);
    const verifying = verifier.verifyVerificationToken(token, { audience: SERVICE, nonce: "n1" });
    expect(await refusal(verifying, token)).toBe(code);
  });

  test("signed by somebody else under the same key's name is refused", async () => {
    const token = await verificationToken({}, {}, stranger);
    expect(await refusal(verifier.verifyVerificationToken(token), token)).toBe("bad_signature");
  });

  test("with another algorithm is refused, also with a key of ours", async () => {
    const byRsa = await verificationToken({}, {}, rs);
    expect(await refusal(verifier.verifyVerificationToken(byRsa), byRsa)).toBe("wrong_algorithm");
    const [, claims] = byRsa.split(".");
    const none = `${Buffer.from('{"alg":"none","typ":"munjigi-verification+jwt","kid":"es1"}').toString("base64url")}.${claims}.`;
    expect(await refusal(verifier.verifyVerificationToken(none), none)).toBe("token_malformed");
    expect(await refusal(verifier.verifyVerificationToken(`${none}AAAA`), none)).toBe("wrong_algorithm");
    expect(requests).toBe(0);
  });

  test("with a changed claim is refused", async () => {
    const [header, , signature] = (await verificationToken()).split(".");
    const [, other] = (await verificationToken({ phone_number: "+821099999999" })).split(".");
    const token = `${header}.${other}.${signature}`;
    expect(await refusal(verifier.verifyVerificationToken(token), token)).toBe("bad_signature");
  });

  test("what is no token is refused", async () => {
    const token = await verificationToken();
    for (const bad of ["", "a.b", "a.b.c", `${token}.x`, `${token}=`, `${token} `, "é.é.é", undefined, null, 7])
      expect(await refusal(verifier.verifyVerificationToken(bad as string))).toBe("token_malformed");
  });

  test("five seconds between two clocks do no harm, six do", async () => {
    const at = (seconds: number) =>
      createVerifier({ url: server.origin, audience: SERVICE, now: () => (now() + seconds) * 1000 });
    const token = await verificationToken({ exp: now() + 100, nbf: now() });
    await at(103).verifyVerificationToken(token);
    expect(await refusal(at(106).verifyVerificationToken(token))).toBe("token_expired");
    await at(-4).verifyVerificationToken(token);
    expect(await refusal(at(-7).verifyVerificationToken(token))).toBe("token_not_yet_valid");
    const later = await verificationToken({ nbf: now() + 60 });
    expect(await refusal(at(0).verifyVerificationToken(later))).toBe("token_not_yet_valid");
  });

  test("a check without an audience is a mistake, not a pass", async () => {
    const open = createVerifier({ url: server.origin });
    const token = await verificationToken();
    expect(await refusal(open.verifyVerificationToken(token))).toBe("option_invalid");
    expect(await refusal(open.verifyVerificationToken(token, { audience: [] }))).toBe("option_invalid");
    expect(await refusal(open.verifyVerificationToken(token, { audience: "" }))).toBe("option_invalid");
    for (const url of ["id.example.com", "https://id.example.com/oidc", "file:///etc", ""])
      expect(() => createVerifier({ url })).toThrow(/`url` must be an origin/);
  });
});

describe("an access token", () => {
  test("says who calls, and for whom", async () => {
    const claims = await verifier.verifyAccessToken(await accessToken({ aud: ["https://other.example", API] }), {
      audience: API,
      scopes: ["orders:read"],
    });
    expect(claims).toMatchObject({ sub: "US1", client_id: CLIENT });
  });

  test.each<[string, Claims, Record<string, unknown>?]>([
    ["wrong_type", {}, { typ: "munjigi-verification+jwt" }],
    ["wrong_type", {}, { typ: "JWT" }],
    ["wrong_issuer", { iss: "https://id.example.com" }],
    ["wrong_audience", { aud: CLIENT }],
    ["token_expired", { exp: 1 }],
    ["claim_missing", { client_id: undefined }],
    ["claim_missing", { sub: "" }],
    ["scope_missing", { scope: "orders:read orders:writer" }],
    ["scope_missing", { scope: undefined }],
  ])("%s: %j %j", async (code, change, header) => {
    const token = await accessToken(change, header);
    const verifying = verifier.verifyAccessToken(token, { audience: API, scopes: ["orders:read", "orders:write"] });
    expect(await refusal(verifying, token)).toBe(code);
  });

  test("no token passes for another kind", async () => {
    const verification = await verificationToken({ iss: `${server.origin}/oidc` });
    expect(await refusal(verifier.verifyAccessToken(verification))).toBe("wrong_type");
    expect(await refusal(verifier.verifyVerificationToken(await accessToken()))).toBe("wrong_type");
    expect(await refusal(verifier.verifyIdToken(await accessToken({ aud: CLIENT }), { clientId: CLIENT }))).toBe(
      "wrong_type",
    );
    expect(await refusal(verifier.verifyAccessToken(await idToken({ aud: API }, {}, es)))).toBe("wrong_type");
  });
});

describe("an id_token", () => {
  test("of either algorithm says who signed in", async () => {
    for (const signer of [rs, es])
      expect(
        await verifier.verifyIdToken(await idToken({}, {}, signer), { clientId: CLIENT, nonce: "n1" }),
      ).toMatchObject({
        sub: "US1",
        name: "김하늘",
      });
  });

  test.each<[string, Claims]>([
    ["wrong_audience", { aud: "other" }],
    ["wrong_audience", { aud: [CLIENT, "other"] }],
    ["wrong_audience", { azp: "other" }],
    ["wrong_nonce", { nonce: "n2" }],
    ["token_expired", { exp: 1 }],
  ])("%s: %j", async (code, change) => {
    expect(await refusal(verifier.verifyIdToken(await idToken(change), { clientId: CLIENT, nonce: "n1" }))).toBe(code);
  });
});

describe("the keys", () => {
  const minutes = (count: number) => vi.advanceTimersByTime(count * 60_000);
  const verify = async (token: string) => await verifier.verifyVerificationToken(token, { audience: SERVICE });

  test("are fetched once for fifty at once, and kept for five minutes", async () => {
    const token = await verificationToken();
    await Promise.all(Array.from({ length: 50 }, () => verify(token)));
    minutes(4.9);
    await verify(token);
    expect(requests).toBe(1);
    minutes(0.2);
    await Promise.all(Array.from({ length: 50 }, () => verify(token)));
    expect(requests).toBe(2);
  });

  test("a new one is found within thirty seconds, a withdrawn one is believed five minutes", async () => {
    const [old, next] = [await verificationToken(), await newSigner("es2")];
    await verify(old);
    keys = [next.jwk];
    minutes(0.5);
    await verify(await verificationToken({}, {}, next));
    expect(requests).toBe(2);
    expect(await refusal(verify(old))).toBe("unknown_key");
  });

  test("a flood of unknown keys is one request in thirty seconds", async () => {
    await verify(await verificationToken());
    minutes(1);
    const flood = async () => {
      const forged = await Promise.all(
        Array.from({ length: 50 }, (_, index) => verificationToken({}, { kid: `forged${index}` }, stranger)),
      );
      for (const code of await Promise.all(forged.map((token) => refusal(verify(token)))))
        expect(code).toBe("unknown_key");
      for (const token of forged.slice(0, 5)) expect(await refusal(verify(token))).toBe("unknown_key");
    };
    await flood();
    expect(requests).toBe(2);
    minutes(0.49);
    await flood();
    expect(requests).toBe(2);
    minutes(0.02);
    await flood();
    expect(requests).toBe(3);
    await verify(await verificationToken());
  });

  test.each(["error", "html"] as const)("a server that answers with %s: the old keys do for an hour", async (how) => {
    const token = await verificationToken({ exp: now() + 300 });
    await verify(token);
    answer = how;
    minutes(6);
    await Promise.all(Array.from({ length: 20 }, () => verify(token)));
    expect(requests).toBe(2);
    // Whether it is the server's nobody can tell now: that is no 401.
    expect(await refusal(verify(await verificationToken({}, { kid: "es2" })))).toBe("keys_unavailable");
    minutes(53);
    await verify(token);
    minutes(2);
    expect(await refusal(verify(token))).toBe("keys_unavailable");
    answer = "keys";
    minutes(0.5);
    await verify(token);
  });

  test("a server that cannot be reached at first is asked again after a second", async () => {
    answer = "error";
    const token = await verificationToken();
    expect(await refusal(verify(token), token)).toBe("keys_unavailable");
    answer = "keys";
    expect(await refusal(verify(token), token)).toBe("keys_unavailable");
    expect(requests).toBe(1);
    vi.advanceTimersByTime(1000);
    await verify(token);
    const nobody = createVerifier({ url: "http://127.0.0.1:1" });
    expect(await refusal(nobody.verifyAccessToken(await accessToken(), { audience: API }))).toBe("keys_unavailable");
  });

  test("what is no key of ours is passed over", async () => {
    const small = { kty: "RSA", kid: "small", n: Buffer.alloc(128, 0xff).toString("base64url"), e: "AQAB" };
    keys = [
      { kty: "OKP", crv: "Ed25519", kid: "ed", x: "AA" },
      { ...es.jwk, use: "enc" },
      { kty: "EC", crv: "P-256", kid: "bad", x: "A" },
      small,
      es.jwk,
    ];
    await verify(await verificationToken());
    expect(await refusal(verifier.verifyIdToken(await idToken({}, { kid: "small" }), { clientId: CLIENT }))).toBe(
      "unknown_key",
    );
  });

  test("may be read at another address than the tokens name", async () => {
    const inside = createVerifier({ url: "https://id.example.com", jwksUrl: `${server.origin}/.well-known/jwks.json` });
    const token = await verificationToken({ iss: "https://id.example.com" });
    await inside.verifyVerificationToken(token, { audience: SERVICE });
  });
});
