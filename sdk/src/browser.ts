/** @module For pages: signs people in (OAuth 2.1's code flow with PKCE), keeps their tokens and renews them. */
import { encodeBase64url, randomText } from "./base64url.js";
import { createLock } from "./browser/lock.js";
import { awaitAnswer, canPopUp, handOver, isMarked, markState, openPopUp } from "./browser/pop-up.js";
import { createProvider, type TokenAnswer, toOAuthError } from "./browser/provider.js";
import { createTokenStore, type SignedIn, type StorageKind } from "./browser/token-store.js";
import { createTransactions, type Transaction } from "./browser/transactions.js";
import { ownFetch, parseOrigin, parseUrl } from "./call.js";
import { MunjigiError } from "./errors.js";
import { createKeySet } from "./key-set.js";
import type { IdTokenClaims } from "./tokens.js";
import { verifyIdToken } from "./verify-id-token.js";
import { readClaims } from "./verify-jwt.js";

const DEFAULT_SCOPE = "openid profile phone offline_access";
const MIN_SECONDS = 30;
/** Clocks of phones are off by minutes; the id_token has just come from the server itself. */
const LEEWAY_SECONDS = 300;
const CALLBACK_PARAMETERS = ["code", "state", "iss", "error", "error_description", "error_uri", "session_state"];

export interface BrowserOptions {
  /** The server's origin. */
  url: string;
  clientId: string;
  /** The page that calls `handleCallback`, as it is registered. */
  redirectUri: string;
  /** Separated by blanks. Without `offline_access` nothing is renewed. */
  scope?: string;
  /** Resource indicators of the APIs that are called; the first is what `getAccessToken` is for by default. */
  resources?: readonly string[];
  storage?: StorageKind;
}

export interface SignInOptions {
  /** Where in the application to go on afterwards. By default the page that asks. */
  returnTo?: string;
  /** A phone number or an address, already typed in. */
  loginHint?: string;
  screen?: "sign-up";
  /** A social provider to go on to at once. */
  provider?: string;
  /** `login`, `select_account`, `consent` or `none`. */
  prompt?: string;
  /** BCP 47 tags, separated by blanks: `ko en`. */
  uiLocales?: string;
}

export interface SocialSignInOptions extends Omit<SignInOptions, "provider" | "screen"> {
  /** `kakao`, `naver`, `google`, `apple`, or what a connector is called. */
  provider: string;
  /** `popup`: this page stays, where the browser is one of a desktop; elsewhere it is a redirect all the same. */
  mode?: "redirect" | "popup";
  /** Of a pop-up: what leaves it. */
  signal?: AbortSignal;
}

export interface SignInResult {
  user: IdTokenClaims;
  /** Path, query and fragment, always of this origin. */
  returnTo: string;
  /** This answer was taken before, and whoever signed in then still is. */
  isRepeat: boolean;
}

export interface BrowserClient {
  /** Leaves the page for the sign-in page. */
  signIn(options?: SignInOptions): Promise<void>;
  /**
   * Goes to a social provider at once. With `mode: "popup"` call it in a click, with nothing awaited before: it gives who signed in
   * there. `undefined`: it has left the page, as `signIn` does. Rejects like `handleCallback`, and with `popup_cancelled` (`signal`,
   * or another pop-up) and `popup_timed_out` (three minutes; a window that ends later signs in by itself).
   */
  socialSignIn(options: SocialSignInOptions): Promise<SignInResult | undefined>;
  /**
   * Takes the server's answer from the address and cleans the address. `undefined` on a page that is no callback, so every page may
   * call it; also in a pop-up, which hands the answer over and closes. In the same page two calls are one. Rejects with `state_unknown` (not begun in this tab), `callback_used` (taken before,
   * and nobody is signed in any more), and with the server's refusals (`access_denied`, `login_required`, …).
   */
  handleCallback(url?: string): Promise<SignInResult | undefined>;
  /**
   * A token that is good for `minSeconds` (30), renewed if need be. `undefined`: nobody is signed in, or no longer.
   * Rejects with `unreachable` when it cannot be renewed just now; the person stays signed in.
   */
  getAccessToken(options?: { resource?: string; minSeconds?: number }): Promise<string | undefined>;
  /** The verified claims of whoever signed in here. It does not ask the server. */
  user(): IdTokenClaims | undefined;
  isSignedIn(): boolean;
  /** Asks the server. Rejects with `not_signed_in` where nobody is. */
  fetchUserInfo(): Promise<Record<string, unknown> & { sub: string }>;
  /** Forgets the tokens, in all tabs, then leaves the page to end the server's session. `returnTo`: a registered address. */
  signOut(options?: { returnTo?: string }): Promise<void>;
  /** Calls `listener` when somebody signs in or out, or their claims change, here or in another tab. Returns what ends that. */
  onChange(listener: (user: IdTokenClaims | undefined) => void): () => void;
}

/** One per page. */
export function createBrowserClient(options: BrowserOptions): BrowserClient {
  const { clientId, redirectUri, scope = DEFAULT_SCOPE, resources = [], storage = "local" } = options;
  const issuer = `${parseOrigin("url", options.url)}/oidc`;
  if (!clientId) throw new MunjigiError("option_invalid", "`clientId` is missing.");
  if (!parseUrl(redirectUri)) throw new MunjigiError("option_invalid", "`redirectUri` must be an absolute address.");
  if (!globalThis.crypto?.subtle)
    throw new MunjigiError("insecure_context", "Signing in needs https, or http on localhost.");

  const name = `munjigi:${issuer}:${clientId}`;
  const signedOutMark = `${name}:signed-out`;
  const tokens = createTokenStore(storage, name);
  const transactions = createTransactions(`${name}:state:`);
  const alone = createLock(name, storage === "local" ? "origin" : "page");
  const provider = createProvider(issuer, clientId);
  const keys = createKeySet({ locate: async () => (await provider.discover()).jwks_uri, fetch: ownFetch });
  const listeners = new Set<(user: IdTokenClaims | undefined) => void>();
  const callbacks = new Map<string, Promise<SignInResult | undefined>>();
  /** Of the pop-up that is open. */
  let leavePopUp: AbortController | undefined;
  let told = describe(user());

  // `storage` is told to the other tabs only, also when they keep their tokens elsewhere.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === signedOutMark && newValue !== null && storage !== "local") tokens.clear();
    tellChange();
  });
  // A page that comes back was told nothing while it was away.
  addEventListener("pageshow", () => tellChange());

  function user(): IdTokenClaims | undefined {
    const idToken = tokens.read()?.idToken;
    return idToken === undefined ? undefined : (readClaims(idToken) as IdTokenClaims);
  }

  function tellChange(): void {
    const current = user();
    if (describe(current) === told) return;
    told = describe(current);
    for (const listener of listeners) listener(current);
  }

  function forget(): void {
    tokens.clear();
    try {
      localStorage.setItem(signedOutMark, String(Date.now()));
      localStorage.removeItem(signedOutMark);
    } catch {
      // Blocked: the other tabs have tokens of their own, which end by themselves.
    }
    tellChange();
  }

  async function signIn(request: SignInOptions = {}): Promise<void> {
    // Nobody is led away from a server that does not answer.
    await provider.discover();
    const begun = begin(request, randomText(16));
    location.assign(await toAuthorization(request, begun));
  }

  /** Nothing is awaited before the window is open. */
  async function socialSignIn({ mode, signal, ...request }: SocialSignInOptions): Promise<SignInResult | undefined> {
    if (mode === "popup" && canPopUp()) {
      leavePopUp?.abort();
      // Before the window opens: it gets a copy, with which it can go on alone.
      const begun = begin(request, markState(randomText(16)));
      const popup = openPopUp();
      if (popup) return await signInThere(popup, request, begun, signal);
    }
    await signIn(request);
    return undefined;
  }

  /** Discovery and digest take a moment, and a window opens within the click only: its address follows. */
  async function signInThere(
    popup: Window,
    request: SignInOptions,
    begun: Begun,
    signal: AbortSignal | undefined,
  ): Promise<SignInResult> {
    const leaving = new AbortController();
    leavePopUp = leaving;
    const leave = () => leaving.abort();
    if (signal?.aborted) leave();
    signal?.addEventListener("abort", leave);
    leaving.signal.addEventListener("abort", () => popup.close());
    try {
      const answered = awaitAnswer(begun.state, leaving.signal);
      const sent = toAuthorization(request, begun).then((address) => popup.location.replace(address));
      // Either of both may fail first.
      const [answer] = await Promise.all([answered, sent]);
      return await takeAnswer(begun.state, answer);
    } catch (error) {
      // A window that is late goes on by itself.
      if (!(error instanceof MunjigiError && error.code === "popup_timed_out")) leave();
      throw error;
    } finally {
      signal?.removeEventListener("abort", leave);
      if (leavePopUp === leaving) leavePopUp = undefined;
    }
  }

  function begin({ returnTo }: SignInOptions, state: string): Begun {
    const [nonce, codeVerifier] = [randomText(16), randomText(32)];
    transactions.begin(state, { startedAt: Date.now(), returnTo: toReturnPath(returnTo), nonce, codeVerifier });
    return { state, nonce, codeVerifier };
  }

  async function toAuthorization(request: SignInOptions, { state, nonce, codeVerifier }: Begun): Promise<string> {
    const { authorization_endpoint } = await provider.discover();
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
    const address = withParameters(authorization_endpoint, {
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      code_challenge: encodeBase64url(new Uint8Array(digest)),
      code_challenge_method: "S256",
      login_hint: request.loginHint,
      screen: request.screen,
      provider: request.provider,
      prompt: request.prompt,
      ui_locales: request.uiLocales,
    });
    for (const resource of resources) address.searchParams.append("resource", resource);
    return address.href;
  }

  /** By default the page that asks, except the callback page, which would only find its answer used. */
  function toReturnPath(returnTo?: string): string {
    const fallback = isCallbackPage(new URL(location.href)) ? "/" : location.href;
    const { origin, pathname, search, hash } = new URL(returnTo ?? fallback, location.href);
    if (origin !== location.origin)
      throw new MunjigiError("option_invalid", "`returnTo` must be a page of this origin.");
    // `//host` is a path here, and another host once it stands alone.
    return pathname.replace(/^\/+/, "/") + search + hash;
  }

  function isCallbackPage({ origin, pathname }: URL): boolean {
    const expected = new URL(redirectUri);
    return origin === expected.origin && pathname === expected.pathname;
  }

  async function handleCallback(url: string = location.href): Promise<SignInResult | undefined> {
    const address = new URL(url, location.href);
    const answer = address.searchParams;
    const state = answer.get("state");
    if (!isCallbackPage(address) || state === null || !(answer.has("code") || answer.has("error"))) return undefined;
    const known = callbacks.get(state);
    if (known) return await known;
    const taking = takeOrHandOver(state, answer).finally(() => cleanAddress(state));
    callbacks.set(state, taking);
    return await taking;
  }

  async function takeOrHandOver(state: string, answer: URLSearchParams): Promise<SignInResult | undefined> {
    if (isMarked(state) && (await handOver(state, answer))) return undefined;
    return await takeAnswer(state, answer);
  }

  async function takeAnswer(state: string, answer: URLSearchParams): Promise<SignInResult> {
    const transaction = transactions.take(state);
    if (!transaction) throw new MunjigiError("state_unknown", "This sign-in was not begun in this tab. Begin again.");
    const { returnTo } = transaction;
    if ("isUsed" in transaction) {
      const current = user();
      if (current) return { user: current, returnTo, isRepeat: true };
      throw new MunjigiError("callback_used", "This answer was used before. Begin again.");
    }
    // RFC 9207: an answer of another server must not make us send the code to this one, nor the other way round.
    if (answer.get("iss") !== issuer) throw new MunjigiError("wrong_issuer", "The answer is of another server.");
    const code = answer.get("code");
    if (answer.has("error") || code === null)
      throw toOAuthError(answer.get("error"), answer.get("error_description") ?? undefined);
    return { user: await exchange(code, transaction), returnTo, isRepeat: false };
  }

  async function exchange(code: string, { nonce, codeVerifier }: Transaction): Promise<IdTokenClaims> {
    const [resource = ""] = resources;
    const answer = await provider.requestTokens({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
      ...(resource !== "" && { resource }),
    });
    const { idToken, refreshToken } = answer;
    if (idToken === undefined) throw new MunjigiError("answer_unreadable", "The server's answer has no id_token.");
    const claims = await verify(idToken, nonce);
    await alone(async () => tokens.write({ idToken, refreshToken, access: { [resource]: toAccess(answer) } }));
    tellChange();
    return claims;
  }

  const toAccess = ({ accessToken: token, expiresAt }: TokenAnswer) => ({ token, expiresAt });

  const verify = (idToken: string, nonce?: string) =>
    verifyIdToken(idToken, keys, { issuer, clientId, nonce, leewaySeconds: LEEWAY_SECONDS, now: Date.now });

  /** Only of the page's own address, which may have gone on meanwhile. */
  function cleanAddress(state: string): void {
    const address = new URL(location.href);
    if (address.searchParams.get("state") !== state) return;
    for (const parameter of CALLBACK_PARAMETERS) address.searchParams.delete(parameter);
    history.replaceState(history.state, "", address);
  }

  async function getToken(resource: string, minSeconds: number): Promise<string | undefined> {
    const current = tokens.read();
    if (!current) return undefined;
    const token = goodToken(current, resource, minSeconds);
    if (token !== undefined) return token;
    try {
      // Asked for before the lock is taken, so that it is held for one request.
      await provider.discover();
      return await alone(() => renewUnderLock(resource, minSeconds));
    } catch (error) {
      const left = tokens.read();
      const stillGood = left && goodToken(left, resource, 0);
      if (stillGood === undefined) throw error;
      return stillGood;
    }
  }

  /** Another tab may have renewed, signed out or signed in anew before the lock was ours, and (the last two) while we asked. */
  async function renewUnderLock(resource: string, minSeconds: number): Promise<string | undefined> {
    for (;;) {
      const used = tokens.read();
      if (!used) return undefined;
      const token = goodToken(used, resource, minSeconds);
      if (token !== undefined) return token;
      if (used.refreshToken === undefined) return goodToken(used, resource, 0);
      const isStill = () => tokens.read()?.refreshToken === used.refreshToken;
      try {
        const answer = await provider.requestTokens({
          grant_type: "refresh_token",
          refresh_token: used.refreshToken,
          ...(resource !== "" && { resource }),
        });
        if (isStill()) return await keepRenewed(used, resource, answer);
      } catch (error) {
        if (!(error instanceof MunjigiError && error.code === "invalid_grant")) throw error;
        if (!isStill()) continue;
        forget();
        return undefined;
      }
    }
  }

  async function keepRenewed(used: SignedIn, resource: string, answer: TokenAnswer): Promise<string> {
    const access = { ...used.access, [resource]: toAccess(answer) };
    const renewed = { idToken: used.idToken, refreshToken: answer.refreshToken ?? used.refreshToken, access };
    // First of all: the old refresh token is good for some seconds only.
    tokens.write(renewed);
    if (answer.idToken !== undefined) {
      const claims = await verify(answer.idToken).catch(() => undefined);
      // What cannot be verified just now changes nothing: the claims from before stay.
      if (claims && claims.sub !== readClaims(used.idToken).sub) {
        forget();
        throw new MunjigiError("wrong_subject", "The renewed tokens are somebody else's.");
      }
      if (claims && tokens.read()?.refreshToken === renewed.refreshToken)
        tokens.write({ ...renewed, idToken: answer.idToken });
      tellChange();
    }
    return answer.accessToken;
  }

  async function fetchUserInfo(): Promise<Record<string, unknown> & { sub: string }> {
    const token = await getToken("", MIN_SECONDS);
    const current = user();
    if (token === undefined || !current) throw new MunjigiError("not_signed_in", "Nobody is signed in.");
    const info = await provider.requestUserInfo(token);
    // OpenID Connect Core §5.3.2.
    if (info.sub !== current.sub) throw new MunjigiError("wrong_subject", "The answer is about somebody else.");
    return { ...info, sub: current.sub };
  }

  async function signOut({ returnTo }: { returnTo?: string } = {}): Promise<void> {
    const target = returnTo === undefined ? undefined : new URL(returnTo, location.href).href;
    const ended = tokens.read();
    forget();
    const { end_session_endpoint } = await provider.discover();
    // The end of the session ends it too; this does so also where the person closes the page on the way.
    if (ended?.refreshToken !== undefined) void provider.revoke(ended.refreshToken).catch(() => {});
    const address = withParameters(end_session_endpoint, {
      client_id: clientId,
      id_token_hint: ended?.idToken,
      post_logout_redirect_uri: target,
    });
    location.assign(address.href);
  }

  return {
    signIn,
    socialSignIn,
    handleCallback,
    getAccessToken: ({ resource = resources[0] ?? "", minSeconds = MIN_SECONDS } = {}) =>
      getToken(resource, minSeconds),
    user,
    isSignedIn: () => user() !== undefined,
    fetchUserInfo,
    signOut,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What a request to the server names, and its answer is looked at with. */
interface Begun {
  state: string;
  nonce: string;
  codeVerifier: string;
}

function goodToken({ access }: SignedIn, resource: string, minSeconds: number): string | undefined {
  const found = access[resource];
  return found && found.expiresAt - Date.now() > minSeconds * 1000 ? found.token : undefined;
}

/** Who it is and what is known of them, without what differs from one id_token to the next. */
function describe(user: IdTokenClaims | undefined): string {
  return JSON.stringify({ ...user, iat: 0, exp: 0, auth_time: 0, nonce: "", jti: "", at_hash: "" });
}

function withParameters(endpoint: string, parameters: Record<string, string | undefined>): URL {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) address.searchParams.set(name, value);
  return address;
}
