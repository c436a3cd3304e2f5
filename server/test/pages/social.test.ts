/**
 * @module A social provider in a real browser: the pop-up that a click opens, what it tells the page, and every way in which it
 * does not.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../kit/pace.js";
import { newVisitor, openBrowser } from "./serve-pages.js";
import { type SocialSites, serveSocialSites } from "./social-sites.js";

const DESK = { viewport: { width: 1280, height: 800 } };
const KAKAO = { provider: "kakao", action: "sign-in", return: "/account" };
const END = "/social/sign-in?ticket=t1";

let sites: SocialSites;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [sites, browser] = await Promise.all([serveSocialSites(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await sites?.close();
});

beforeEach(() => {
  Object.assign(sites, { providerPolicy: "unsafe-none" });
  sites.starts.length = 0;
  sites.ends.length = 0;
});

let complaints: string[];

afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function visit(name: string, options: BrowserContextOptions = DESK, script?: string): Promise<void> {
  ({ context, page, complaints } = await newVisitor(browser, options));
  if (script) await context.addInitScript(script);
  await page.goto(`${sites.origin}/${name}`);
}

const kakao = () => page.getByRole("button", { name: "카카오 로그인" });
const waiting = () => page.getByText("열린 창에서 이어 주세요.");

/** The window at the provider. */
async function openPopUp(): Promise<Page> {
  const [popup] = await Promise.all([page.waitForEvent("popup"), kakao().click()]);
  await popup.waitForURL("**/provider**");
  return popup;
}

describe("a pop-up", () => {
  test.each([
    ["that keeps who opened it", "unsafe-none", true],
    ["whose provider cuts off who opened it", "same-origin", false],
  ] as const)("%s gets the form, tells the page and closes", async (_, policy, keepsOpener) => {
    sites.providerPolicy = policy;
    await visit("identify-social");
    const popup = await openPopUp();
    expect(sites.starts[0]?.fields).toMatchObject({ ...KAKAO, mode: "popup" });
    // 128 bits or more.
    expect(sites.starts[0]?.fields.channel).toMatch(/^[\w-]{22,}$/);
    expect(await popup.evaluate("opener !== null")).toBe(keepsOpener);
    await waiting().waitFor();
    expect(await kakao().isDisabled()).toBe(true);
    await Promise.all([popup.waitForEvent("close"), page.waitForURL(`**${END}`), popup.click("a")]);
    expect(sites.ends).toEqual([END]);
    await page.goBack({ waitUntil: "commit" });
    expect(page.url()).toBe(`${sites.origin}/identify-social`);
    expect(await kakao().isEnabled()).toBe(true);
  });

  test.each([
    ["the channel", "window.postMessage = () => {};"],
    ["a message", "BroadcastChannel.prototype.postMessage = () => {};"],
  ])("by %s alone does the same", async (_, script) => {
    await visit("identify-social", DESK, script);
    const popup = await openPopUp();
    await Promise.all([popup.waitForEvent("close"), page.waitForURL(`**${END}`), popup.click("a")]);
    expect(sites.ends).toEqual([END]);
  });

  test("pressed 50 times opens one, another provider's button takes its place", async () => {
    await visit("identify-social");
    const popups: Page[] = [];
    page.on("popup", (popup) => popups.push(popup));
    await page.evaluate(`for (let n = 0; n < 50; n++) document.querySelector(".kakao").click()`);
    await eventually(async () => sites.starts[0]);
    await page.getByRole("button", { name: "네이버 로그인" }).click();
    await eventually(async () => sites.starts[1]);
    expect(sites.starts.map(({ fields }) => fields.provider)).toEqual(["kakao", "naver"]);
    expect(popups).toHaveLength(1);
    expect(await kakao().isEnabled()).toBe(true);
    expect(await page.locator("input[name=channel]").count()).toBe(1);
  });

  test("answers of others are none, and of 50 that are good one is taken", async () => {
    await visit("identify-social");
    await openPopUp();
    const name = `sg:${sites.starts[0]?.fields.channel}`;
    const other = await context.newPage();
    await other.goto(`${sites.origin}/ended`);
    const send = (channel: string, messages: unknown[]) =>
      other.evaluate(
        ([to, all]) => {
          const sender = new BroadcastChannel(to as string);
          for (const one of all as unknown[]) sender.postMessage(one);
        },
        [channel, messages] as const,
      );
    const good = { type: "munjigi:social", id: "j1", ticket: "t1", channel: name, href: END };
    await send(name, [
      null,
      "munjigi:social",
      { ...good, type: "other" },
      { ...good, channel: "sg:other" },
      { ...good, href: "https://evil.example/social/sign-in" },
      { ...good, href: "//evil.example/social/sign-in" },
      { ...good, href: "/account" },
      { ...good, href: "/social/../account" },
      { ...good, href: "javascript:alert(1)" },
    ]);
    await send("sg:other", [good]);
    // A window of another site knows no channel, and is not heard even if it did.
    await page.evaluate(
      (data) => dispatchEvent(new MessageEvent("message", { data, origin: "https://evil.example" })),
      good,
    );
    expect(await waiting().isVisible()).toBe(true);
    await send(name, Array(50).fill(good));
    await page.waitForURL(`**${END}`);
    expect(sites.ends).toEqual([END]);
  });

  test("is left by a button that is seen, and can be opened again", async () => {
    await visit("identify-social");
    const popup = await openPopUp();
    await Promise.all([popup.waitForEvent("close"), page.getByRole("button", { name: "취소" }).click()]);
    expect(await waiting().isVisible()).toBe(false);
    const again = await openPopUp();
    await Promise.all([again.waitForEvent("close"), page.waitForURL(`**${END}`), again.click("a")]);
    expect(new Set(sites.starts.map(({ fields }) => fields.channel)).size).toBe(2);
  });

  test("that is waited for too long leaves the button free, and goes on by itself when it comes", async () => {
    await visit("identify-social");
    await page.clock.install();
    await page.reload();
    const popup = await openPopUp();
    await page.clock.runFor(180_000);
    expect(await kakao().isEnabled()).toBe(true);
    expect(await waiting().isVisible()).toBe(false);
    await popup.click("a");
    await popup.clock.runFor(1000);
    await popup.waitForURL(`**${END}&in=popup`);
    expect(page.url()).toBe(`${sites.origin}/identify-social`);
  });

  test("leaves the other ways of the page free", async () => {
    await visit("identify-social");
    await openPopUp();
    await page.locator("#phone").fill("010-1234-5678");
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await page.waitForURL("**/sign-in/identify?flow=f1");
  });
});

describe("the last page of a pop-up", () => {
  const url = "social/callback?mode=popup&channel=AAAA";

  test("goes on by itself where nobody answers, and leaves no page behind", async () => {
    await visit("ended");
    await page.goto(`${sites.origin}/${url}`);
    await page.waitForURL(`**${END}&in=popup`);
    await page.goBack({ waitUntil: "commit" });
    expect(page.url()).toBe(`${sites.origin}/ended`);
  });

  test("goes on where it may not close itself, or knows no channel", async () => {
    await visit("ended", DESK, "window.close = () => {}; delete window.BroadcastChannel;");
    await page.goto(`${sites.origin}/${url}`);
    await page.waitForURL(`**${END}&in=popup`);
  });

  test("without JavaScript is a link", async () => {
    await visit(url, { ...DESK, javaScriptEnabled: false });
    await page.getByRole("link", { name: "여기서 계속" }).click();
    await page.waitForURL(`**${END}&in=popup`);
  });
});

describe("in this window it goes", () => {
  const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
  const inApp =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 KAKAOTALK/4.1";
  test.each([
    ["on a phone", phone, undefined],
    ["in a narrow window", { viewport: { width: 500, height: 800 } }, undefined],
    ["inside an app", { ...DESK, userAgent: inApp }, undefined],
    ["where pop-ups are blocked, by the same click", DESK, "window.open = () => null;"],
    ["where there is no channel", DESK, "delete window.BroadcastChannel;"],
    ["without JavaScript", { ...DESK, javaScriptEnabled: false }, undefined],
  ] as const)("%s", async (_, options, script) => {
    await visit("identify-social", options, script);
    let popups = 0;
    page.on("popup", () => popups++);
    await kakao().click();
    await page.waitForURL("**/provider**");
    expect(sites.starts.map(({ fields }) => fields)).toEqual([KAKAO]);
    await page.click("a");
    await page.waitForURL(`**${END}`);
    expect(popups).toBe(0);
  });
});

describe("the page that begins for another site", () => {
  test("posts itself once, and is not in the way back", async () => {
    await visit("ended");
    await page.goto(`${sites.origin}/social-begin`, { waitUntil: "commit" });
    await page.waitForURL("**/provider**");
    expect(sites.starts.map(({ fields }) => fields)).toEqual([KAKAO]);
    await page.goBack({ waitUntil: "commit" });
    expect(page.url()).toBe(`${sites.origin}/ended`);
    expect(sites.starts).toHaveLength(1);
  });

  test("loaded again after its try waits for a tap", async () => {
    await visit("ended");
    await page.route("**/social/start", (route) => route.fulfill({ status: 204 }));
    await page.goto(`${sites.origin}/social-begin`, { waitUntil: "commit" });
    // Not `waitForFunction`: it polls by `eval`, which the page's own policy forbids.
    await eventually(async () => await page.evaluate(() => history.state?.begun === true).catch(() => false));
    // The try that leads nowhere may be ending at this moment.
    await eventually(async () => (await page.reload().catch(() => null)) !== null);
    expect(sites.starts).toEqual([]);
    await page.unroute("**/social/start");
    await page.getByRole("button", { name: "카카오로 계속하기" }).click();
    await page.waitForURL("**/provider**");
    expect(sites.starts).toHaveLength(1);
  });

  test("without JavaScript is a button", async () => {
    await visit("social-begin", { ...DESK, javaScriptEnabled: false });
    await page.getByRole("button", { name: "카카오로 계속하기" }).click();
    await page.waitForURL("**/provider**");
  });
});
