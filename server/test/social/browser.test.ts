/** @module Social sign-in in a real browser: windows, ways back, second taps, providers that are slow or down, other sites' pages. */
import { fakeOidc } from "@munjigi/testkit/social/oidc";
import { decodeJwt } from "jose";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { eventually, knownElsewhere } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { ageProof } from "../signin/kit.js";
import { type ProviderName, providerNames } from "./fake-providers.js";
import { CODE, decide, desk, newTestNumber, phone } from "./site.js";
import { openStage } from "./stage.js";

const { server, origin, shop, providers, person, arrive, arriveSignedIn } = await openStage();

const exchanges = () =>
  providers.kakao.fake.requests.filter(({ url }) => url.pathname === providers.kakao.tokenPath).length;

describe("without JavaScript", () => {
  test.each(["kakao", "apple"] as const)("%s", async (name) => {
    await arrive({ ...phone, javaScriptEnabled: false });
    await person.go("/sign-in");
    await person.goThrough(name);
    // Apple's page posts its answer by a button then.
    if (name === "apple") await person.page.getByRole("button", { name: "계속" }).click();
    await person.landsAt("/account");
    expect(await person.ownersAt(name)).toHaveLength(1);
  });
});

const android = "Mozilla/5.0 (Linux; Android 14; SM-S911N) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";

describe("inside an app", () => {
  test.each([
    ["KakaoTalk", `${android} KAKAOTALK/10.7.5`, phone],
    ["Naver", `${iphone} NAVER(inapp; search; 2000; 12.7.1; 15PRO)`, phone],
    ["Instagram", `${iphone} Instagram 325.0.3.34.90`, phone],
    // Its window for desks.
    ["KakaoTalk, as wide as a desk", `${android} KAKAOTALK/4.1`, desk],
  ])("%s: no window of its own, and no Google, which answers nobody there", async (_, userAgent, look) => {
    await arrive({ ...look, userAgent });
    await person.go("/sign-in");
    expect(await person.button(providers.google.id, "sign-in").count()).toBe(0);
    await person.goThrough("naver");
    await person.landsAt("/account");
    expect(person.page.context().pages()).toHaveLength(1);
  });
});

test("begun for Google inside an app, it is the page with the other ways", async () => {
  await arrive({ ...phone, userAgent: `${android} KAKAOTALK/10.7.5` });
  const query = new URLSearchParams({ provider: "google", action: "sign-in", return: `${shop}/done` });
  await person.go(`/social/begin?${query}`);
  await person.see("identify");
  await person.goThrough("kakao");
  await person.page.waitForURL(`${shop}/done`);
});

test.each(["kakao", "apple"] as const)(
  "%s cuts off who opened its window (COOP), and the window closes all the same",
  async (name) => {
    providers[name].fake.coop = "same-origin";
    await arrive(desk);
    await person.go("/sign-in");
    const popup = await person.press(name, "sign-in", "popup");
    expect(await popup.evaluate("opener")).toBeNull();
    await Promise.all([popup.waitForEvent("close"), decide(popup)]);
    await person.landsAt("/account");
  },
);

describe("two windows at once", () => {
  test("each with a window of its own", async () => {
    const sid = await arriveSignedIn(desk);
    const other = await person.page.context().newPage();
    await Promise.all([person.go("/account"), other.goto(`${origin}/account`)]);
    const popups = [await person.press("kakao", "link", "popup"), await person.press("naver", "link", "popup", other)];
    for (const popup of popups) await Promise.all([popup.waitForEvent("close"), decide(popup)]);
    await Promise.all([person.page, other].map((page) => person.landsAt("/account?done=social", page)));
    expect([await person.ownersAt("kakao"), await person.ownersAt("naver")]).toEqual([[sid], [sid]]);
  });

  test("with two actions: each does its own", async () => {
    const sid = await arriveSignedIn();
    const other = await person.page.context().newPage();
    await Promise.all([person.go("/account"), other.goto(`${origin}/account`)]);
    const pages = await Promise.all([person.press("kakao", "link"), person.press("naver", "link", "redirect", other)]);
    await Promise.all(pages.map((page) => decide(page)));
    await Promise.all(pages.map((page) => person.landsAt("/account?done=social", page)));
    expect([await person.ownersAt("kakao"), await person.ownersAt("naver")]).toEqual([[sid], [sid]]);
    await Promise.all(pages.map((page) => page.goto(`${origin}/account`)));
    const [leaving] = await Promise.all([
      person.press("kakao", "unlink"),
      person.press("google", "link", "redirect", other),
    ]);
    await Promise.all(pages.map((page) => decide(page)));
    await Promise.all([
      person.landsAt("/account?done=removed", leaving),
      person.landsAt("/account?done=social", other),
    ]);
    expect([await person.ownersAt("kakao"), await person.ownersAt("google")]).toEqual([[], [sid]]);
  });

  test("of a browser that was never here", async () => {
    await arrive();
    const other = await person.page.context().newPage();
    await Promise.all([person.go("/sign-in"), other.goto(`${origin}/sign-in`)]);
    const pages = await Promise.all([person.press("kakao"), person.press("naver", "sign-in", "redirect", other)]);
    for (const page of pages) {
      await decide(page);
      await person.landsAt("/account", page);
    }
    expect([await person.ownersAt("kakao"), await person.ownersAt("naver")].flat()).toHaveLength(2);
  });
});

describe("who cancels at the provider", () => {
  test.each([
    ["this window", "redirect", phone],
    ["a window of its own", "popup", desk],
  ] as const)(
    "in %s is told so, there also after a reload, and goes on by one tap to where they wanted",
    async (_, mode, look) => {
      await arrive(look);
      await person.go("/sign-in?return=/account/consents");
      const at = await person.press("kakao", "sign-in", mode);
      await Promise.all([mode === "popup" && at.waitForEvent("close"), decide(at, "취소")]);
      await person.see("social-ended");
      await person.page.reload();
      await person.see("social-ended");
      await person.goThrough("kakao", "sign-in", mode);
      await person.landsAt("/account/consents");
    },
  );

  test("of Apple's, which posts that across sites", async () => {
    await arrive();
    await person.go("/sign-in");
    await decide(await person.press("apple"), "취소");
    await person.see("social-ended");
    expect(await person.ownersAt("apple")).toEqual([]);
  });
});

describe("the address of the action", () => {
  test("opened again leads where it led, and signs nobody in who has signed out", async () => {
    await arrive();
    await person.go("/sign-in?return=/account/consents");
    const before = exchanges();
    const ticket = person.page.waitForRequest(/\/social\/sign-in\?ticket=/);
    await person.goThrough("kakao");
    await person.landsAt("/account/consents");
    const url = (await ticket).url();
    await person.page.goto(url);
    await person.landsAt("/account/consents");
    await person.page.reload();
    await person.landsAt("/account/consents");
    await person.go("/account");
    await person.signOut();
    await person.page.goto(url);
    await person.see("identify");
    expect(exchanges() - before).toBe(1);
  });
});

test("an answer that comes in another browser begins again there by one tap, with the same end", async () => {
  providers.kakao.fake.autoApprove = true;
  await arrive();
  await person.go("/sign-in?return=/account/consents");
  const callback = "**/social/callback?*";
  await person.page.route(callback, (route) => route.abort());
  const answered = person.page.waitForRequest(callback);
  await person.button(providers.kakao.id, "sign-in").click();
  const url = (await answered).url();
  await person.leave();
  await arrive();
  await person.page.goto(url);
  await person.see("social-ended");
  expect(await person.ownersAt("kakao")).toEqual([]);
  await person.page.locator("main .provider").click();
  await person.landsAt("/account/consents");
});

describe("back", () => {
  test.each(["kakao", "apple"] as const)("from where it led is where the person was: %s", async (name) => {
    providers[name].fake.autoApprove = true;
    await arriveSignedIn();
    await person.go("/account/consents");
    await person.go("/account");
    await person.button(providers[name].id, "link").click();
    await person.landsAt("/account?done=social");
    await person.back();
    await person.landsAt("/account");
    await person.back();
    await person.landsAt("/account/consents");
  });

  test("at the provider's page, whoever agrees once more is where it led", async () => {
    await arrive();
    await person.go("/sign-in?return=/account/consents");
    await person.goThrough("kakao");
    await person.landsAt("/account/consents");
    await person.back();
    await decide(person.page);
    await person.landsAt("/account/consents");
    expect(await person.ownersAt("kakao")).toHaveLength(1);
  });

  test("at the provider's page, whoever cancelled and agrees after all begins again by one tap", async () => {
    await arrive();
    await person.go("/sign-in");
    await decide(await person.press("kakao"), "취소");
    await person.see("social-ended");
    await person.back();
    await decide(person.page);
    await person.see("social-ended");
    await person.goThrough("kakao");
    await person.landsAt("/account");
  });

  test("from the provider's page is where the person was, and the button works again", async () => {
    await arrive();
    await person.go("/sign-in");
    await person.press("kakao");
    await person.back();
    await person.landsAt("/sign-in");
    await person.goThrough("naver");
    await person.landsAt("/account");
  });
});

describe("a slow provider", () => {
  test("a second tap sends nothing more", async () => {
    await arrive();
    let started = 0;
    person.page.on("request", (request) => {
      if (request.url().endsWith("/social/start")) started += 1;
    });
    let letGo = () => {};
    const held = new Promise<void>((done) => {
      letGo = done;
    });
    await person.page.route("**/social/start", async (route) => {
      await held;
      await route.continue();
    });
    await person.go("/sign-in");
    await person.page.evaluate(`for (let n = 0; n < 50; n++)
      for (const brand of ["kakao", "naver"]) document.querySelector(".provider." + brand).click()`);
    letGo();
    await person.page.waitForURL(`${providers.kakao.fake.origin}/**`);
    expect(started).toBe(1);
  });

  test("a reload while the code is exchanged waits for the same end", async () => {
    const { fake, tokenPath } = providers.kakao;
    await arrive();
    await person.go("/sign-in");
    await person.press("kakao");
    fake.faults[tokenPath] = { delayMs: 1000 };
    const before = exchanges();
    const ticket = person.page.waitForRequest(/\/social\/sign-in\?ticket=/);
    await decide(person.page);
    const url = (await ticket).url();
    await eventually(async () => exchanges() > before);
    await person.page.goto(url);
    await person.landsAt("/account");
    expect(exchanges() - before).toBe(1);
    expect(await person.ownersAt("kakao")).toHaveLength(1);
  });
});

describe("a provider that is down", () => {
  test.each([
    ["this window", "redirect", phone],
    ["a window of its own", "popup", desk],
  ] as const)("when the code comes, in %s: said so, and one tap goes on", async (_, mode, look) => {
    const { fake, tokenPath } = providers.kakao;
    fake.faults[tokenPath] = { status: 503 };
    await arrive(look);
    await person.go("/sign-in?return=/account/consents");
    await person.goThrough("kakao", "sign-in", mode);
    await person.see("social-ended");
    delete fake.faults[tokenPath];
    // What the provider gave is still good, so nobody is sent there again.
    await person.page.locator("main .provider").click();
    await person.landsAt("/account/consents");
  });
});

describe("what a provider vouches for", () => {
  test("begun by another site's link, which is not in the way back", async () => {
    await arrive();
    await person.page.goto(shop);
    const query = new URLSearchParams({ provider: "kakao", action: "verify", return: `${shop}/done` });
    await person.page.goto(`${origin}/social/begin?${query}`, { waitUntil: "commit" });
    await person.page.waitForURL(`${providers.kakao.fake.origin}/**`);
    await decide(person.page);
    await person.see("social-verified");
    await person.page.getByRole("link", { name: "계속" }).click();
    await person.page.waitForURL(`${shop}/done#missing=*`);
    await person.back();
    await person.back();
    await person.back();
    await person.page.waitForURL(`${shop}/`, { waitUntil: "commit" });
  });
});

/** From what the provider has told on: the number by a code, and the application is told. */
async function proveByCode(): Promise<URLSearchParams> {
  await person.see("social-verified");
  await person.page.getByRole("link", { name: "인증번호로 확인하기" }).click();
  await person.see("identify");
  const number = newTestNumber();
  await person.page.locator("#phone").fill(number);
  await person.page.locator("main form button").first().click();
  await person.see("code");
  await person.page.locator("#code").fill(CODE);
  await person.page.waitForURL(`${shop}/done#*`);
  const told = new URLSearchParams(new URL(person.page.url()).hash.slice(1));
  expect([told.get("phoneNumber"), told.get("verificationToken")]).toEqual([number, expect.stringMatching(/^eyJ/)]);
  return told;
}

test.each(providerNames)("%s tells a number, which nobody vouches for and a code proves", async (name) => {
  await arrive();
  const { id, fake } = providers[name];
  const query = new URLSearchParams({ provider: id, action: "verify", return: `${shop}/done`, nonce: "n-1" });
  await person.page.goto(`${origin}/social/begin?${query}`, { waitUntil: "commit" });
  await person.page.waitForURL(`${fake.origin}/**`);
  await decide(person.page);
  const told = await proveByCode();
  expect(decodeJwt(told.get("verificationToken") as string).nonce).toBe("n-1");
});

describe("a window of its own", () => {
  test("whose person has to prove themselves first closes, and the page leads there", async () => {
    const sid = await arriveSignedIn(desk);
    await person.go("/account");
    await ageProof(server.sql, sid);
    const [popup] = await Promise.all([
      person.page.waitForEvent("popup"),
      person.button(providers.kakao.id, "link").click(),
    ]);
    await Promise.all([popup.isClosed() || popup.waitForEvent("close"), person.see("step-up")]);
    expect(person.page.context().pages()).toHaveLength(1);
  });
});

test("a provider that is down before anything began: the window closes, and the page says so", async () => {
  const fake = await fakeOidc({ host: "down.test" });
  fake.faults["/.well-known/openid-configuration"] = { status: 503 };
  const { issuer, clientId, clientSecret } = fake;
  const config = { issuer, clientId, clientSecret };
  const { id } = (await manage(server.origin, "POST", "/connectors", { connectorId: "oidc", config })).body;
  await knownElsewhere();
  await arrive(desk);
  await person.go("/sign-in?return=/account/consents");
  const [popup] = await Promise.all([person.page.waitForEvent("popup"), person.button(id, "sign-in").click()]);
  await Promise.all([popup.isClosed() || popup.waitForEvent("close"), person.see("social-ended")]);
  await manage(server.origin, "DELETE", `/connectors/${id}?force=true`);
  await fake.close();
  await knownElsewhere();
  // By now there is no such provider, and the page of it has another way.
  await person.page.reload();
  await person.see("social-ended");
});

describe("from another site's page", () => {
  /** What an application's page does: opens the window within the click, hears of its end, and goes on itself. */
  async function openFromShop({ opener = shop, name = "kakao" as ProviderName, action = "sign-in" } = {}): Promise<{
    popup: Page;
    heard: () => Promise<unknown[]>;
  }> {
    await arrive(desk);
    await person.page.goto(shop);
    const begin = new URL("/social/begin", origin);
    const channel = "shop-window-0123456789ab";
    begin.search = new URLSearchParams({
      ...{ provider: providers[name].id, action, return: `${shop}/done`, mode: "popup", channel, opener },
    }).toString();
    const [popup] = await Promise.all([
      person.page.waitForEvent("popup"),
      person.page.evaluate(
        ([href, auth]) => {
          const heard: unknown[] = [];
          Object.assign(window, { heard });
          addEventListener("message", ({ data, origin, source }) => {
            heard.push([origin, data.type]);
            if (origin !== auth || data.type !== "munjigi:social") return;
            (source as Window).postMessage({ type: "munjigi:social:ack", id: data.id }, auth as string);
            location.assign(new URL(data.href, auth as string));
          });
          open(href, "sign-in", "popup,width=480,height=720");
        },
        [begin.href, origin],
      ),
    ]);
    await popup.waitForURL(`${providers[name].fake.origin}/**`);
    return { popup, heard: () => person.page.evaluate("heard") };
  }

  test("it hears of it, the window closes, and the page goes on where it wanted", async () => {
    const { popup } = await openFromShop();
    await Promise.all([popup.waitForEvent("close"), decide(popup)]);
    await person.page.waitForURL(`${shop}/done`);
    expect(await person.ownersAt("kakao")).toHaveLength(1);
    await person.go("/account");
    await person.see("account");
  });

  test.each(providerNames)("%s tells a number, in a window of its own: the page goes on to what came", async (name) => {
    const { popup } = await openFromShop({ name, action: "verify" });
    await Promise.all([popup.waitForEvent("close"), decide(popup)]);
    await proveByCode();
  });

  test("cut off by the provider, the window goes on alone", async () => {
    providers.kakao.fake.coop = "same-origin";
    const { popup, heard } = await openFromShop();
    await decide(popup);
    await popup.waitForURL(`${shop}/done`);
    expect(await heard()).toEqual([]);
    expect(await person.ownersAt("kakao")).toHaveLength(1);
  });

  test("one that the settings do not name hears nothing", async () => {
    const { popup, heard } = await openFromShop({ opener: "https://evil.test" });
    await decide(popup);
    await popup.waitForURL(`${shop}/done`);
    expect(await heard()).toEqual([]);
  });
});
