/**
 * @module What the stand-ins of sign-in providers share: a page with the buttons 동의 and 취소 that a real browser can press, keys
 * that sign and change, codes that are good once.
 */
import { createHash, randomBytes } from "node:crypto";
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { type FakeAnswer, type FakeRequest, type FakeVendor, type Fault, startFakeVendor } from "../fake-vendor.js";

/** Who sits in front of the provider's page. */
export interface FakePerson {
  /** The provider's name of them. */
  subject: string;
  name: string;
  nickname: string;
  email: string | undefined;
  /** Whether the provider has proved the address. Some say it by a text, and some mean nothing by it. */
  emailVerified: unknown;
  /** As this provider spells it. */
  phone: string | undefined;
  picture: string | undefined;
}

/** What somebody may be asked to give. */
export type FakeItem = "name" | "email" | "phone" | "picture";

export interface FakeChoice {
  /** They press 취소. */
  cancel?: boolean;
  /** Items they take the tick from. */
  refuse?: readonly FakeItem[];
}

/** Where the browser goes after the provider's page; or the page of the provider that is the end of the road. */
export type FakeOutcome =
  | { kind: "return"; method: "GET" | "POST"; url: URL; parameters: URLSearchParams }
  | { kind: "page"; status: number; code: string };

export interface FakeProvider {
  /** What a browser sees: `http://kakao.test:…`. */
  origin: string;
  /** The same server by its address: `http://127.0.0.1:…`. */
  loopback: string;
  /** For the setting `endpoints`: what a browser goes to is on the host name, all else on the loopback. */
  endpoints: Record<string, string>;
  person: FakePerson;
  /** Answers at once as though they had agreed, without a page. */
  autoApprove: boolean;
  /** Cross-Origin-Opener-Policy of its pages. */
  coop: string | undefined;
  requests: FakeRequest[];
  /** Codes it gave. */
  codes: string[];
  /** Whose connection has been ended, by subject. */
  revoked: string[];
  fault: Fault | undefined;
  /** By path. */
  faults: Record<string, Fault>;
  /** What it puts into an id_token's place: a forged one, say. */
  replaceIdToken: ((genuine: string, claims: JWTPayload) => string | Promise<string>) | undefined;
  /** From now on it signs with another key, and publishes only that. */
  rotateKeys(): Promise<void>;
  /** A token signed with the present key. */
  sign(claims: JWTPayload, header?: { typ?: string; kid?: string }): Promise<string>;
  /** Follows an authorization URL without a browser. */
  approve(authorizationUrl: string, choice?: FakeChoice): Promise<FakeOutcome>;
  close(): Promise<void>;
}

/** What a code stands for. */
export interface FakeGrant {
  code: string;
  clientId: string;
  redirectUri: string | undefined;
  nonce: string | undefined;
  codeChallenge: string | undefined;
  scope: string;
  /** What else was asked, by the parameter's name. */
  asked: Record<string, string>;
  refused: readonly FakeItem[];
  issuedAt: number;
}

/** What a fake of one provider says of itself. */
export interface ProviderBehaviour {
  name: string;
  paths: { authorize: readonly string[]; jwks: string };
  /** Ticks on its page. */
  items: readonly FakeItem[];
  /** What is wrong with an authorization request: a page of its own, or an error that goes back. */
  examine(
    query: URLSearchParams,
    request: FakeRequest | undefined,
  ): { page: string; status?: number } | { error: string; description?: string } | undefined;
  /** Parameters beside code and state. */
  extra?(query: URLSearchParams): Record<string, string>;
  /** All that is no page: tokens, profiles, revocation. */
  handle(request: FakeRequest, vendor: FakeVendor): FakeAnswer | Promise<FakeAnswer>;
}

export interface FakeProviderCore extends FakeProvider {
  vendor: FakeVendor;
  /** Takes a code away; `undefined`: it was used, or never given. */
  takeCode(code: string | null): FakeGrant | undefined;
  /** Makes a code as an SDK on a phone gets it. */
  giveCode(grant: Omit<FakeGrant, "code" | "issuedAt">): string;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const LABELS: Record<FakeItem, string> = { name: "이름", email: "이메일", phone: "전화번호", picture: "프로필 사진" };

export const randomText = () => randomBytes(24).toString("base64url");

/** Whether a PKCE verifier is the one of a challenge (RFC 7636 §4.6). */
export const isVerifier = (verifier: string | null, challenge: string) =>
  verifier !== null && createHash("sha256").update(verifier).digest("base64url") === challenge;

async function newKey(): Promise<{ kid: string; privateKey: GenerateKeyPairResult["privateKey"]; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const kid = randomText().slice(0, 10);
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}

/** Starts a stand-in on a free port. `host` is the name it goes by, the loopback's address unless told. */
export async function startFakeProvider(
  host: string | undefined,
  person: FakePerson,
  behaviour: ProviderBehaviour,
): Promise<FakeProviderCore> {
  let key = await newKey();
  const grants = new Map<string, FakeGrant>();
  const vendor = await startFakeVendor(answer);
  const port = new URL(vendor.origin).port;

  const core: FakeProviderCore = {
    vendor,
    origin: host ? `http://${host}:${port}` : vendor.origin,
    loopback: vendor.origin,
    endpoints: {},
    person,
    autoApprove: false,
    coop: undefined,
    requests: vendor.requests,
    codes: [],
    revoked: [],
    get fault() {
      return vendor.fault;
    },
    set fault(fault) {
      vendor.fault = fault;
    },
    faults: vendor.faults,
    replaceIdToken: undefined,
    rotateKeys: async () => {
      key = await newKey();
    },
    sign: async (claims, { typ = "JWT", kid = key.kid } = {}) =>
      await new SignJWT(claims).setProtectedHeader({ alg: "RS256", typ, kid }).sign(key.privateKey),
    approve: async (authorizationUrl, choice = {}) => {
      const url = new URL(authorizationUrl);
      if (!behaviour.paths.authorize.includes(url.pathname)) return { kind: "page", status: 404, code: "not found" };
      return decide(url.searchParams, choice, undefined);
    },
    takeCode: (code) => {
      const grant = grants.get(code ?? "");
      grants.delete(code ?? "");
      return grant;
    },
    giveCode: (grant) => {
      const code = randomText();
      grants.set(code, { ...grant, code, issuedAt: Date.now() });
      core.codes.push(code);
      return code;
    },
    close: () => vendor.close(),
  };

  function decide(query: URLSearchParams, choice: FakeChoice, request: FakeRequest | undefined): FakeOutcome {
    const problem = behaviour.examine(query, request);
    if (problem && "page" in problem) return { kind: "page", status: problem.status ?? 400, code: problem.page };
    const parameters = new URLSearchParams();
    if (problem) {
      parameters.set("error", problem.error);
      if (problem.description) parameters.set("error_description", problem.description);
    } else if (choice.cancel) {
      parameters.set("error", behaviour.name === "Apple" ? "user_cancelled_authorize" : "access_denied");
      if (behaviour.name === "Kakao") parameters.set("error_description", "User denied access");
    } else {
      const code = core.giveCode({
        clientId: query.get("client_id") ?? "",
        redirectUri: query.get("redirect_uri") ?? "",
        nonce: query.get("nonce") ?? undefined,
        codeChallenge: query.get("code_challenge") ?? undefined,
        scope: query.get("scope") ?? "",
        asked: Object.fromEntries(query),
        refused: choice.refuse ?? [],
      });
      parameters.set("code", code);
      for (const [name, value] of Object.entries(behaviour.extra?.(query) ?? {})) parameters.set(name, value);
    }
    if (query.has("state")) parameters.set("state", query.get("state") ?? "");
    const url = new URL(query.get("redirect_uri") ?? "");
    if (query.get("response_mode") === "form_post") return { kind: "return", method: "POST", url, parameters };
    for (const [name, value] of parameters) url.searchParams.set(name, value);
    return { kind: "return", method: "GET", url, parameters };
  }

  async function answer(request: FakeRequest, vendor: FakeVendor): Promise<FakeAnswer> {
    const { method, url, form } = request;
    if (url.pathname === behaviour.paths.jwks) return { body: { keys: [key.jwk] } };
    if (behaviour.paths.authorize.includes(url.pathname)) {
      const problem = behaviour.examine(url.searchParams, request);
      if (problem || core.autoApprove) return toPage(decide(url.searchParams, {}, request));
      return page(consentForm(url.searchParams));
    }
    if (method === "POST" && url.pathname === "/decide") {
      const ticked = form.getAll("item");
      const refuse = behaviour.items.filter((item) => !ticked.includes(item));
      const query = new URLSearchParams(form.get("request") ?? "");
      return toPage(decide(query, { cancel: form.get("choice") === "cancel", refuse }, request));
    }
    return await behaviour.handle(request, vendor);
  }

  function consentForm(query: URLSearchParams): string {
    const ticks = behaviour.items
      .map(
        (item) => `<p><label><input type="checkbox" name="item" value="${item}" checked> ${LABELS[item]}</label></p>`,
      )
      .join("");
    return `<h1>${behaviour.name}</h1><p>${escapeHtml(core.person.nickname)}</p><form method="post" action="/decide"><input type="hidden" name="request" value="${escapeHtml(query.toString())}">${ticks}<button name="choice" value="agree">동의</button> <button name="choice" value="cancel">취소</button></form>`;
  }

  /** An answer by form_post is a page that posts itself to another site, and has a button where scripts are off. */
  function toPage(outcome: FakeOutcome): FakeAnswer {
    if (outcome.kind === "page")
      return page(`<h1>${behaviour.name}</h1><p>${escapeHtml(outcome.code)}</p>`, outcome.status);
    if (outcome.method === "GET") return { status: 302, headers: { location: outcome.url.href, ...coopHeader() } };
    const fields = [...outcome.parameters]
      .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
      .join("");
    return page(
      `<form method="post" action="${escapeHtml(outcome.url.href)}">${fields}<button>계속</button></form><script>document.forms[0].submit()</script>`,
    );
  }

  const coopHeader = (): Record<string, string> => (core.coop ? { "cross-origin-opener-policy": core.coop } : {});

  const page = (body: string, status = 200): FakeAnswer => ({
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...coopHeader() },
    body: `<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${behaviour.name}</title>${body}</html>`,
  });

  return core;
}

/** The id_token as it goes out: genuine, or what a test puts in its place. */
export async function issueIdToken(core: FakeProviderCore, claims: JWTPayload): Promise<string> {
  const genuine = await core.sign(claims);
  return (await core.replaceIdToken?.(genuine, claims)) ?? genuine;
}

export const seconds = () => Math.floor(Date.now() / 1000);
