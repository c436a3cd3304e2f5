/** @module Signing in with a real Chromium, from pages without a bundler, at a real OpenID provider on another origin. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { BrowserClient, MunjigiError, SignInResult } from "@munjigi/client";
import { createVerifier } from "@munjigi/client/verify";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually, slowed } from "../../server/test/kit/pace.js";
import { openBrowser } from "../../server/test/pages/serve-pages.js";
import { API, CLIENT, type OpenIdProvider, startProvider } from "./open-id-provider.js";
import { type Served, serve } from "./serve.js";

declare global {
  interface Window {
    client: BrowserClient;
    /** What `handleCallback` gave on this page. */
    answer: Promise<{ result?: SignInResult | undefined; code?: string; detail?: string | undefined }>;
    /** What `socialSignIn` gave. */
    outcome: Window["answer"];
    leave: AbortController;
    /** Names that `onChange` told of. */
    told: unknown[];
    newClient(): BrowserClient;
  }
}

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

let browser: Browser;
let pages: Served;
let provider: OpenIdProvider;
let context: BrowserContext;
let page: Page;
/** What the page's client is made with, besides. */
let settings: Record<string, unknown>;

const html = () => `<!doctype html><title>shop</title><link rel="icon" href="data:,"><script type="module">
  import { createBrowserClient } from "/sdk/browser.js";
  window.newClient = () => createBrowserClient(${JSON.stringify({
    url: provider.origin,
    clientId: CLIENT,
    redirectUri: `${pages.origin}/callback`,
    ...settings,
  })});
  window.client = window.newClient();
  window.told = [];
  window.client.onChange((user) => window.told.push(user?.name ?? null));
  window.answer = window.client.handleCallback().then(
    (result) => ({ result }),
    ({ code, detail }) => ({ code, detail }),
  );
  await window.answer;
  document.title = "ready";
</script>`;

beforeAll(async () => {
  pages = await serve(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const isScript = pathname.startsWith("/sdk/") && pathname.endsWith(".js");
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? await readFile(DIST + pathname.slice("/sdk/".length)) : html());
  });
  [browser, provider] = await Promise.all([openBrowser(), startProvider(pages.origin)]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([pages?.close(), provider?.close()]);
});

beforeEach(async () => {
  settings = { scope: "openid profile phone offline_access orders:read" };
  provider.requests.length = 0;
  provider.asked.length = 0;
  provider.tokenTrouble = undefined;
  provider.openerPolicy = undefined;
  context = await browser.newContext();
  context.setDefaultTimeout(slowed(30_000));
  page = await context.newPage();
});

afterEach(async () => await context.close());

/** Until the client of the page is there and has looked at the address. */
const ready = (on: Page) => on.waitForFunction(() => document.title === "ready");

async function open(path = "/", on: Page = page): Promise<Page> {
  await on.goto(pages.origin + path);
  await ready(on);
  return on;
}

/** Begins at `path` and comes back. */
async function signIn(options: Parameters<BrowserClient["signIn"]>[0] = {}, on: Page = page) {
  await open("/orders?page=2#top", on);
  await leave(on, options);
  await on.waitForURL(`${pages.origin}/callback**`);
  await ready(on);
  return await on.evaluate(() => window.answer);
}

/** The page may be gone before the call is over. */
const leave = async (on: Page, options: Parameters<BrowserClient["signIn"]>[0] = {}) =>
  await on.evaluate((given) => void window.client.signIn(given), options);

const token = (on: Page = page, options?: Parameters<BrowserClient["getAccessToken"]>[0]) =>
  on.evaluate(async (given) => {
    try {
      return { token: await window.client.getAccessToken(given) };
    } catch (error) {
      return { code: (error as MunjigiError).code };
    }
  }, options);

/** Everything kept there ends now. */
const expire = (change: { refreshToken?: string } = {}) =>
  page.evaluate((given) => {
    for (const [name, value] of Object.entries(localStorage)) {
      if (name.endsWith(":lock")) continue;
      const kept = JSON.parse(value);
      for (const access of Object.values<{ expiresAt: number }>(kept.access)) access.expiresAt = 0;
      localStorage.setItem(name, JSON.stringify({ ...kept, ...given }));
    }
  }, change);

const refreshes = () => provider.requests.filter((request) => request.startsWith("refresh_token"));
const isSignedIn = (on: Page = page) => on.evaluate(() => window.client.isSignedIn());

test("sign-in: who it is, where to go on, a clean address", async () => {
  const { result } = await signIn({ loginHint: "US7", screen: "sign-up", provider: "kakao", uiLocales: "ko en" });
  expect(result).toMatchObject({
    user: { sub: "US7", name: "김하늘", phone_number: "+821012345678", iss: provider.issuer, aud: CLIENT },
    returnTo: "/orders?page=2#top",
    isRepeat: false,
  });
  expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({
    response_type: "code",
    code_challenge_method: "S256",
    screen: "sign-up",
    provider: "kakao",
    ui_locales: "ko en",
  });
  expect(page.url()).toBe(`${pages.origin}/callback`);
  expect(await page.evaluate(() => window.told)).toEqual(["김하늘"]);
  expect(await page.evaluate(() => window.client.user()?.name)).toBe("김하늘");
  expect(await page.evaluate(() => window.client.fetchUserInfo())).toMatchObject({ sub: "US7", name: "김하늘" });
  expect(provider.requests).toEqual(["authorization_code 200"]);
  await open("/");
  expect(await isSignedIn()).toBe(true);
  expect((await token()).token).toBeTypeOf("string");
  expect(provider.requests).toHaveLength(1);
});

test("the callback called twice and loaded again is used once", async () => {
  const callback: string[] = [];
  page.on("framenavigated", (frame) => callback.push(frame.url()));
  await signIn();
  const used = callback.find((url) => url.includes("code=")) ?? "";
  // In the same page both are one.
  const twice = await page.evaluate(async (url) => {
    const results = await Promise.all([window.client.handleCallback(url), window.client.handleCallback(url)]);
    return results.map((result) => result?.isRepeat);
  }, used);
  expect(twice).toEqual([false, false]);
  await page.reload();
  await ready(page);
  expect(await page.evaluate(() => window.answer)).toEqual({ result: undefined });
  await page.goto(used);
  await ready(page);
  expect((await page.evaluate(() => window.answer)).result).toMatchObject({
    isRepeat: true,
    returnTo: "/orders?page=2#top",
  });
  expect(page.url()).toBe(`${pages.origin}/callback`);
  await page.evaluate(() => localStorage.clear());
  await page.goto(used);
  await ready(page);
  expect(await page.evaluate(() => window.answer)).toEqual({ code: "callback_used", detail: undefined });
  expect(provider.requests).toEqual(["authorization_code 200"]);
});

test("two sign-ins of one tab and one of another do not mix", async () => {
  const other = await open("/other", await context.newPage());
  await open("/first");
  await leave(page, { loginHint: "waits", returnTo: "/first?a=1" });
  await page.waitForURL("**/interaction/**");
  const left = page.url();
  await open("/first");
  // One after the other: the library's own session is lost when two finish at once.
  for (const on of [page, other]) {
    await leave(on, on === page ? { returnTo: "/second" } : {});
    await on.waitForURL(`${pages.origin}/callback**`);
    await ready(on);
  }
  expect((await page.evaluate(() => window.answer)).result).toMatchObject({ returnTo: "/second" });
  expect((await other.evaluate(() => window.answer)).result).toMatchObject({ returnTo: "/other" });
  // The page that was left open is as good as before.
  await page.goto(`${left}?on`);
  await page.waitForURL(`${pages.origin}/callback**`);
  await ready(page);
  expect((await page.evaluate(() => window.answer)).result).toMatchObject({ returnTo: "/first?a=1", isRepeat: false });
});

test("a refusal of the server is told", async () => {
  expect(await signIn({ loginHint: "declines" })).toEqual({ code: "access_denied", detail: "다음에 할게요" });
  expect(page.url()).toBe(`${pages.origin}/callback`);
  expect(await signIn({ prompt: "none" })).toMatchObject({ code: "login_required" });
  expect(await isSignedIn()).toBe(false);
});

test("an answer that nobody began here, or of another server, is not exchanged", async () => {
  await open("/callback?code=stolen&state=foreign&iss=x");
  expect(await page.evaluate(() => window.answer)).toMatchObject({ code: "state_unknown" });
  expect(page.url()).toBe(`${pages.origin}/callback`);
  for (const iss of ["&iss=https://evil.example/oidc", ""]) {
    await open("/");
    await leave(page, { loginHint: "waits" });
    await page.waitForURL("**/interaction/**");
    const state = provider.asked.at(-1)?.get("state");
    await open(`/callback?code=stolen&state=${state}${iss}`);
    expect(await page.evaluate(() => window.answer)).toMatchObject({ code: "wrong_issuer" });
    // Another tab does not know it either.
    const other = await open(`/callback?code=stolen&state=${state}&iss=${provider.issuer}`, await context.newPage());
    expect(await other.evaluate(() => window.answer)).toMatchObject({ code: "state_unknown" });
  }
  expect(provider.requests).toEqual([]);
});

test("a path that would be another host is led on as a path of this one", async () => {
  expect((await signIn({ returnTo: "/.//evil.example/?a=1" })).result?.returnTo).toBe("/evil.example/?a=1");
});

test("a page that is no callback keeps its parameters", async () => {
  await open("/orders?code=SALE&state=open");
  expect(await page.evaluate(() => window.answer)).toEqual({ result: undefined });
  expect(page.url()).toContain("code=SALE&state=open");
  const refused = await page.evaluate(() =>
    window.client.signIn({ returnTo: "//evil.example" }).catch(({ code }) => code),
  );
  expect(refused).toBe("option_invalid");
});

test("four tabs at once renew with one request", async () => {
  await signIn();
  const tabs = [page, ...(await Promise.all([1, 2, 3].map(async () => await open("/", await context.newPage()))))];
  for (let round = 1; round <= 3; round++) {
    await expire();
    const knows = (tab: Page) => tab.evaluate(() => JSON.stringify(localStorage).includes('\\"expiresAt\\":0'));
    for (const tab of tabs) await eventually(() => knows(tab));
    const tokens = await Promise.all(tabs.flatMap((tab) => [token(tab), token(tab)]));
    expect(new Set(tokens.map((answer) => answer.token)).size).toBe(1);
    expect(tokens[0]?.token).toBeTypeOf("string");
    expect(refreshes()).toEqual(Array(round).fill("refresh_token 200"));
  }
  expect(await Promise.all(tabs.map((tab) => isSignedIn(tab)))).toEqual([true, true, true, true]);
});

test("without Web Locks a lease in localStorage does the same", async () => {
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  await signIn();
  await expire();
  const tokens = await page.evaluate(() =>
    Promise.all([window.client, window.newClient(), window.newClient()].map((client) => client.getAccessToken())),
  );
  expect(tokens[0]).toBeTypeOf("string");
  expect(new Set(tokens).size).toBe(1);
  expect(refreshes()).toEqual(["refresh_token 200"]);
  await eventually(() => page.evaluate(() => localStorage.length === 1));
});

test("a renewal that fails on the way keeps the tokens, one that is refused ends the sign-in everywhere", async () => {
  await signIn();
  const other = await open("/", await context.newPage());
  provider.tokenTrouble = { status: 503, body: "" };
  const good = (await token()).token;
  // Still good for five minutes.
  expect(await token(page, { minSeconds: 1000 })).toEqual({ token: good });
  await expire();
  expect(await token()).toEqual({ code: "unreachable" });
  await page.route("**/oidc/token", (route) => route.abort());
  expect(await token()).toEqual({ code: "unreachable" });
  await page.unroute("**/oidc/token");
  provider.tokenTrouble = { status: 200, body: "<html>sign in to the hotel's network" };
  expect(await token()).toEqual({ code: "answer_unreadable" });
  expect(await isSignedIn()).toBe(true);
  provider.tokenTrouble = undefined;
  expect((await token()).token).toBeTypeOf("string");
  expect(refreshes()).toEqual(["refresh_token 200"]);

  await expire({ refreshToken: "gone" });
  expect(await token()).toEqual({ token: undefined });
  expect(await isSignedIn()).toBe(false);
  await eventually(async () => (await other.evaluate(() => window.told)).includes(null));
  expect(await isSignedIn(other)).toBe(false);
  expect(await token(other)).toEqual({ token: undefined });
});

test("an access token for an API is one that the API's verifier takes", async () => {
  settings = { ...settings, resources: [API] };
  await signIn();
  const verifier = createVerifier({ url: provider.origin, jwksUrl: `${provider.issuer}/jwks` });
  const first = (await token()).token ?? "";
  expect(await verifier.verifyAccessToken(first, { audience: API, scopes: ["orders:read"] })).toMatchObject({
    client_id: CLIENT,
  });
  await expire();
  const renewed = (await token()).token ?? "";
  expect(renewed).not.toBe(first);
  await verifier.verifyAccessToken(renewed, { audience: API, scopes: ["orders:read"] });
  // The one for user info is another.
  expect(await page.evaluate(() => window.client.fetchUserInfo())).toMatchObject({ sub: "US1" });
  expect((await token()).token).toBe(renewed);
  expect(refreshes()).toHaveLength(2);
});

test("sign-out ends it here, in other tabs and at the server", async () => {
  await signIn();
  const other = await open("/", await context.newPage());
  await page.evaluate(() => void window.client.signOut({ returnTo: "/bye" }));
  await page.waitForURL(`${provider.issuer}/logout**`);
  await eventually(async () => (await other.evaluate(() => window.told)).includes(null));
  expect(await isSignedIn(other)).toBe(false);
  await page.click("button");
  await page.waitForURL(`${pages.origin}/bye`);
  await ready(page);
  expect(await page.evaluate(() => [window.client.user(), localStorage.length])).toEqual([undefined, 0]);
  expect(await signIn({ prompt: "none" })).toMatchObject({ code: "login_required" });
  expect(await page.evaluate(() => window.client.fetchUserInfo().catch(({ code }) => code))).toBe("not_signed_in");
});

/** In a click, as a button does. What comes of it is `window.outcome`. */
async function pressSocial(options: Record<string, unknown>, on: Page = page): Promise<void> {
  await on.evaluate((given) => {
    const button = document.createElement("button");
    button.id = "social";
    button.onclick = () => {
      window.leave = new AbortController();
      window.outcome = window.client
        .socialSignIn({ provider: "kakao", mode: "popup", signal: window.leave.signal, ...given })
        .then(
          (result) => ({ result }),
          ({ code, detail }) => ({ code, detail }),
        );
    };
    document.body.replaceChildren(button);
    button.append("kakao");
  }, options);
  await on.click("#social");
}

const outcome = (on: Page = page) => on.evaluate(() => window.outcome);

async function openPopUp(options: Record<string, unknown> = {}): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), pressSocial(options)]);
  return popup;
}

test("a social provider in a pop-up: this page stays, and the window closes", async () => {
  await open("/orders?page=2");
  const popup = await openPopUp({ loginHint: "waits" });
  await popup.waitForURL("**/interaction/**");
  expect(Object.fromEntries(provider.asked[0] ?? [])).toMatchObject({ provider: "kakao", response_type: "code" });
  await Promise.all([popup.waitForEvent("close"), popup.goto(`${popup.url()}?on`).catch(() => {})]);
  expect((await outcome()).result).toMatchObject({ user: { sub: "US1" }, returnTo: "/orders?page=2", isRepeat: false });
  expect(page.url()).toBe(`${pages.origin}/orders?page=2`);
  expect(await page.evaluate(() => window.told)).toEqual(["김하늘"]);
  expect(provider.requests).toEqual(["authorization_code 200"]);
});

test("a pop-up whose provider cuts off who opened it answers all the same", async () => {
  provider.openerPolicy = "same-origin";
  await open("/");
  const popup = await openPopUp({ loginHint: "waits" });
  await popup.waitForURL("**/interaction/**");
  expect(await popup.evaluate("opener === null")).toBe(true);
  await Promise.all([popup.waitForEvent("close"), popup.goto(`${popup.url()}?on`).catch(() => {})]);
  expect((await outcome()).result?.user.sub).toBe("US1");
});

test("a refusal in a pop-up is told here", async () => {
  await open("/");
  const popup = await openPopUp({ loginHint: "declines" });
  expect(await outcome()).toEqual({ code: "access_denied", detail: "다음에 할게요" });
  await eventually(async () => popup.isClosed());
  expect(await isSignedIn()).toBe(false);
});

test("a pop-up that is left closes, also by the next one, and one at whose server nobody is", async () => {
  await open("/");
  const popup = await openPopUp({ loginHint: "waits" });
  await popup.waitForURL("**/interaction/**");
  const first = page.evaluateHandle(() => ({ outcome: window.outcome }));
  const kept = await first;
  const [next] = await Promise.all([page.waitForEvent("popup"), popup.waitForEvent("close"), page.click("#social")]);
  expect(await kept.evaluate((held) => held.outcome)).toMatchObject({ code: "popup_cancelled" });
  await next.waitForURL("**/interaction/**");
  await Promise.all([next.waitForEvent("close"), page.evaluate(() => window.leave.abort())]);
  expect(await outcome()).toMatchObject({ code: "popup_cancelled" });

  await page.route("**/.well-known/openid-configuration", (route) => route.abort());
  await open("/");
  const lost = await openPopUp();
  expect(await outcome()).toMatchObject({ code: "unreachable" });
  await eventually(async () => lost.isClosed());
});

test("a pop-up that nobody waits for any more signs in alone, and the page is told", async () => {
  await page.clock.install();
  await open("/");
  const popup = await openPopUp({ loginHint: "waits" });
  await popup.waitForURL("**/interaction/**");
  await page.clock.runFor(180_000);
  expect(await outcome()).toMatchObject({ code: "popup_timed_out" });
  await popup.goto(`${popup.url()}?on`);
  await popup.waitForURL(`${pages.origin}/callback**`);
  await ready(popup);
  expect((await popup.evaluate(() => window.answer)).result).toMatchObject({ user: { sub: "US1" }, isRepeat: false });
  await eventually(async () => isSignedIn());
  expect(provider.requests).toEqual(["authorization_code 200"]);
});

test("where a pop-up is blocked, on a phone and inside an app the same click leaves the page", async () => {
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
  const cases = [
    [{}, "window.open = () => null;"],
    [phone, ""],
    [{ userAgent: "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0.0.0 KAKAOTALK/4.1" }, ""],
  ] as const;
  for (const [options, script] of cases) {
    const own = await browser.newContext(options);
    await own.addInitScript(script);
    const on = await open("/first", await own.newPage());
    await pressSocial({}, on);
    await on.waitForURL(`${pages.origin}/callback**`);
    await ready(on);
    expect((await on.evaluate(() => window.answer)).result).toMatchObject({ returnTo: "/first", isRepeat: false });
    expect(own.pages()).toHaveLength(1);
    await own.close();
  }
});

test("in memory it lasts as long as the page, in the session as long as the tab", async () => {
  settings = { ...settings, storage: "memory" };
  expect((await signIn()).result?.user.name).toBe("김하늘");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  const tokens = await page.evaluate(() => {
    const now = Date.now;
    // Ten seconds are left.
    Date.now = () => now() + 290_000;
    return Promise.all([1, 2, 3].map(() => window.client.getAccessToken()));
  });
  expect(new Set(tokens).size).toBe(1);
  expect(refreshes()).toEqual(["refresh_token 200"]);
  await open("/");
  expect(await isSignedIn()).toBe(false);

  settings = { ...settings, storage: "session" };
  await signIn();
  await open("/");
  expect(await isSignedIn()).toBe(true);
  const other = await open("/", await context.newPage());
  expect(await isSignedIn(other)).toBe(false);
  // A sign-out elsewhere ends this one too.
  await other.evaluate(() => void window.client.signOut());
  await eventually(async () => !(await isSignedIn()));
});
