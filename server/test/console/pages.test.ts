/** @module The pages of the console in a real browser: looked at in each language and scheme, entered with a passkey, used by keyboard alone. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suite } from "../harness.js";
import { manage } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { newPerson } from "../signin/kit.js";
import { ageSession } from "./kit.js";
import { type Desk, joinAt, lookAt, openDesk } from "./live.js";

const server = suite();
let browser: Browser;
/** Pages of single things, beside those that the menu leads to. */
let details: string[];

beforeAll(async () => {
  browser = await openBrowser();
  const make = async (path: string, body: object) => (await manage(server.origin, "POST", path, body)).body;
  const person = await newPerson(server);
  const application = await make("/applications", {
    ...{ name: "우리동네마켓", type: "web", redirectUris: ["https://shop.example/callback"] },
  });
  const organization = await make("/organizations", { name: "한빛상사", slug: "hanbit" });
  await manage(server.origin, "PUT", `/organizations/${organization.id}/members/${person.sid}`, { roles: ["owner"] });
  const webhook = await make("/webhooks", { url: "https://shop.example/hook", events: ["*"] });
  await make("/keys", { kind: "secret", name: "주문 서버" });
  details = [
    `/users/${person.sid}`,
    "/users/import",
    `/applications/${application.clientId}`,
    `/organizations/${organization.id}`,
    `/events/${webhook.id}`,
    "/nowhere",
  ];
});
afterAll(async () => await browser?.close());

const button = ({ page }: Desk, name: string) => page.getByRole("button", { name, exact: true });
const heading = ({ page }: Desk) => page.locator("main h1").innerText();
const LIST_ROOMS = `[...document.querySelectorAll("nav div > a")].map((link) => link.getAttribute("href").slice("/console".length))`;
const roomsOf = async (desk: Desk) => (await desk.page.evaluate(LIST_ROOMS)) as string[];

const looks = [
  { name: "ko, light, 1440 px", locale: "ko-KR", colorScheme: "light", viewport: { width: 1440, height: 900 } },
  { name: "en, dark, 1440 px", locale: "en-US", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
  { name: "ko, dark, 390 px", locale: "ko-KR", colorScheme: "dark", viewport: { width: 390, height: 844 } },
  { name: "en, light, 390 px", locale: "en-US", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

describe.each(looks)("$name", ({ name: _name, ...options }) => {
  test("nothing is wrong with any page: axe, the browser's own complaints, no scrolling sideways", async () => {
    const desk = await openDesk(browser, server.origin, options);
    await joinAt(desk, server);
    const rooms = await roomsOf(desk);
    expect(rooms.length).toBeGreaterThanOrEqual(8);
    const found: string[] = [];
    for (const path of [...rooms, ...details]) {
      await desk.go(path);
      found.push(...(await lookAt(desk)).map((problem) => `${path}: ${problem}`));
      expect(await desk.page.locator("main [role=alert]").allInnerTexts(), path).toEqual([]);
    }
    expect(found).toEqual([]);
    await desk.context.close();
  });

  test("nothing is wrong with the entrance, the page of a link and one that is over", async () => {
    const desk = await openDesk(browser, server.origin, options);
    for (const path of ["/entrance", "/entrance?error=console.not_admin", "/join#over"]) {
      await desk.page.goto("about:blank");
      await desk.go(path);
      expect(await lookAt(desk), path).toEqual([]);
    }
    await desk.context.close();
  });
});

describe("the way in and out", () => {
  test("signed out, a page asked for, a passkey through OpenID Connect: there; signed out again: the entrance", async () => {
    const desk = await openDesk(browser, server.origin);
    await joinAt(desk, server);
    const { page } = desk;
    await page.getByRole("button", { name: /^내 메뉴/ }).click();
    await page.getByRole("menuitem", { name: "로그아웃" }).click();
    await page.waitForURL("**/console/entrance");
    await desk.go("/events?of=here");
    expect(await heading(desk)).toBe("문지기 콘솔");
    // The page asks for a passkey by itself, and the device gives it.
    await page.getByRole("link", { name: "로그인하기" }).click();
    await page.waitForURL("**/console/events?of=here");
    await desk.settle();
    expect(await heading(desk)).toBe("이벤트");
    expect(desk.complaints()).toEqual([]);
    await desk.context.close();
  });

  test("what was proved long ago is proved once more, and the change goes through; whoever says no changes nothing", async () => {
    const desk = await openDesk(browser, server.origin);
    const sid = await joinAt(desk, server);
    const { page } = desk;
    await ageSession(server.sql, sid, "proved_at", 601);
    const services = async () => (await manage(server.origin, "GET", "/services")).body.services.map(nameOf);
    await desk.go("/settings");
    await button(desk, "서비스 추가").click();
    await page.getByLabel("이름", { exact: true }).fill("둘째 가게");
    await button(desk, "저장하기").click();
    await page.getByRole("dialog", { name: "패스키로 한 번 더 확인" }).getByRole("button", { name: "취소" }).click();
    await page.getByRole("dialog").getByRole("alert").waitFor();
    expect(await services()).not.toContain("둘째 가게");
    await button(desk, "저장하기").click();
    await button(desk, "패스키로 확인").click();
    await page.getByRole("dialog").first().waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "둘째 가게", exact: true }).waitFor();
    expect(await services()).toContain("둘째 가게");
    await desk.context.close();
  });
});

const nameOf = ({ name }: { name: string }) => name;

describe("a viewer", () => {
  test("sees every page and no button that changes something", async () => {
    const desk = await openDesk(browser, server.origin);
    await joinAt(desk, server);
    const admins = await buttonsOf(desk);
    await desk.context.close();
    const viewer = await openDesk(browser, server.origin);
    await joinAt(viewer, server, "viewer");
    const viewers = await buttonsOf(viewer);
    expect(viewers.filter((label) => CHANGES.test(label))).toEqual([]);
    // The same pattern finds them where they are.
    expect(admins.filter((label) => CHANGES.test(label)).length).toBeGreaterThan(10);
    await viewer.context.close();
  });

  /** What buttons and switches that can be used say, on every page. */
  const buttonsOf = async (desk: Desk): Promise<string[]> => {
    const labels: string[] = [];
    for (const path of [...(await roomsOf(desk)), ...details]) {
      await desk.go(path);
      const found = desk.page.locator("main button:enabled, main [role=switch]:enabled");
      labels.push(...(await found.allInnerTexts()).map((text) => `${path} ${text}`));
    }
    return labels;
  };
  const CHANGES =
    /만들기|추가|삭제|지우기|바꾸기|저장|등록|정지|초대 |내보내기|보내기|켜기|끄기|되돌리기|가져오기|Switch|거두기|폐기/;
});

test("by keyboard alone: past the menu, to a room, into the search with /, into a dialog and out of it", async () => {
  const desk = await openDesk(browser, server.origin);
  await joinAt(desk, server);
  const { page } = desk;
  const { keyboard } = page;
  const focused = async () => (await page.evaluate(`document.activeElement?.textContent ?? ""`)) as string;
  const tabTo = async (text: string) => {
    for (let n = 0; !(await focused()).startsWith(text); n++) {
      expect(n, `Tab to ${text}`).toBeLessThan(60);
      await keyboard.press("Tab");
    }
    await keyboard.press("Enter");
  };
  await desk.go("/users");
  await keyboard.press("Tab");
  expect(await focused()).toBe("본문으로");
  await keyboard.press("Enter");
  expect(await page.evaluate("document.activeElement.id")).toBe("page");
  await desk.go("/users");
  await tabTo("설정");
  await page.waitForURL("**/console/settings");
  await keyboard.press("/");
  expect(await page.evaluate("document.activeElement.type")).toBe("search");
  await keyboard.type("김지우");
  await keyboard.press("Enter");
  await page.waitForURL("**/console/users?find=*");
  await desk.go("/applications");
  await tabTo("앱 등록");
  const dialog = page.getByRole("dialog", { name: "앱 등록" });
  await dialog.waitFor();
  expect(await page.evaluate(`document.activeElement.closest("[role=dialog]") !== null`)).toBe(true);
  await keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  // Back where it was opened.
  expect(await focused()).toContain("앱 등록");
  expect(desk.complaints()).toEqual([]);
  await desk.context.close();
});

test("the first page needs at most 250 kB of compressed JavaScript", async () => {
  const desk = await openDesk(browser, server.origin);
  await joinAt(desk, server);
  const sizes = new Map<string, number>();
  await desk.cdp.send("Network.enable");
  await desk.cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  const urls = new Map<string, string>();
  desk.cdp.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.mimeType === "text/javascript") urls.set(requestId, response.url);
  });
  desk.cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url) sizes.set(url, encodedDataLength);
  });
  await desk.go("/");
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThanOrEqual(250 * 1024);
  await desk.context.close();
});
