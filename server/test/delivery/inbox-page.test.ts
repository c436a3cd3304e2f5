/** @module The development inbox, in a real browser and over HTTP. */
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { displayPhone } from "../../dist/phone.js";
import { call, credentials, newNumber, start, startApp, suite } from "../harness.js";
import { slowed } from "../kit/pace.js";
import { findOverhang, findViolations } from "../pages/look-at.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let profile: string;
let browser: BrowserContext;

const server = suite();

beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), "munjigi-browser-"));
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: true,
    args: FLAGS,
    permissions: ["clipboard-read", "clipboard-write"],
  });
});

afterAll(async () => {
  await browser.close();
  await rm(profile, { recursive: true, force: true });
});

test("a text appears by itself, its code can be copied, and nothing breaks the content security policy", async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(slowed(60_000));
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${server.origin}/dev/inbox`);
  await page.getByText("No texts yet.").waitFor();
  const to = newNumber();
  await start(server.origin, to);
  const text = page.locator("article").first();
  await text.getByText(displayPhone(to)).waitFor();
  await text.getByText("sent", { exact: true }).waitFor();
  await text.getByText("SMS", { exact: true }).waitFor();
  const code = await text.locator(".code").innerText();
  expect(code).toMatch(/^\d{6}$/);
  expect(await text.locator(".body").innerText()).toContain(`[${code}]`);
  await text.locator(".code").click();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe(code);
  const screenshot = process.env.MUNJIGI_SCREENSHOT;
  if (screenshot) await page.screenshot({ path: screenshot });
  expect(complaints).toEqual([]);
  await page.close();
});

test("without JavaScript the page shows the texts of one number", async () => {
  const [mine, other] = [newNumber(), newNumber()];
  await start(server.origin, mine);
  await start(server.origin, other);
  const page = await fetch(`${server.origin}/dev/inbox?to=${encodeURIComponent(mine)}`);
  const html = await page.text();
  expect(html).toContain(`value="${displayPhone(mine)}"`);
  expect(html).toContain(`data-to="${mine}"`);
  expect(html).not.toContain(displayPhone(other));
});

test("numbers are as people write them, addresses as they are", async () => {
  expect(displayPhone("+821012345678")).toBe("010-1234-5678");
  const [korean, japanese, mail] = [newNumber(), "+819012345678", "somebody@shop.example"];
  await start(server.origin, korean);
  await start(server.origin, mail, { Channel: "email" });
  const entries = async (to: string) => {
    const answer = await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`);
    return ((await answer.json()) as { to: string; display: string }[]).map((one) => [one.to, one.display]);
  };
  // Also asked for as it is shown.
  expect(await entries(displayPhone(korean))).toEqual([
    [korean, `0${korean.slice(3, 5)}-${korean.slice(5, 9)}-${korean.slice(9)}`],
  ]);
  expect(await entries(mail)).toEqual([[mail, mail]]);
  expect(displayPhone(japanese)).toBe("+81 90 1234 5678");
});

test.each([
  ["ko", "light"],
  ["ko", "dark"],
  ["en", "light"],
  ["en", "dark"],
] as const)(
  "in %s and %s: its language and its colours, from 360 px on nothing is cut or hangs over",
  async (language, colorScheme) => {
    const context = await (browser.browser() as Browser).newContext({
      locale: language === "ko" ? "ko-KR" : "en-US",
      colorScheme,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(slowed(60_000));
    const long = `${"a".repeat(60)}@${"b".repeat(60)}.example`;
    await start(server.origin, long, { Channel: "email" });
    await start(server.origin, newNumber(), { Locale: "ko", CustomFriendlyName: "아주아주긴이름의가게이름입니다" });
    await page.goto(`${server.origin}/dev/inbox`);
    await page.getByText(language === "ko" ? "실시간" : "Live", { exact: true }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    const first = page.locator("article").first();
    await first.getByText(language === "ko" ? "보냄" : "sent", { exact: true }).waitFor();
    expect(await page.getByText(language === "ko" ? "문자" : "SMS", { exact: true }).count()).toBeGreaterThan(0);
    if (language === "ko") expect(await page.locator("body").innerText()).not.toMatch(/\b(sent|sms|Inbox|Live|To)\b/);
    // A number stands on one line; so does the word beside it.
    const tall = await page
      .locator(".meta > *")
      .evaluateAll((all) =>
        all
          .filter((one) => !one.textContent?.includes("@") && one.getBoundingClientRect().height > 30)
          .map((one) => one.textContent),
      );
    expect(tall).toEqual([]);
    expect(await page.evaluate("getComputedStyle(document.querySelector('.body')).wordBreak")).toBe("keep-all");
    for (const width of [360, 390, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      expect([width, await findOverhang(page)]).toEqual([width, expect.toSatisfy((by: number) => by <= 0)]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await findViolations(page)).toEqual([]);
    const screenshot = process.env.MUNJIGI_SCREENSHOT;
    if (screenshot) await page.screenshot({ path: screenshot.replace(".png", `-${language}-${colorScheme}.png`) });
    await context.close();
  },
);

test("a brand is text, not markup", async () => {
  const to = newNumber();
  const answer = await start(server.origin, to, { CustomFriendlyName: "<b>x</b>" });
  expect(answer.status).toBe(201);
  const html = await (await fetch(`${server.origin}/dev/inbox?to=${encodeURIComponent(to)}`)).text();
  expect(html).toContain("&lt;b>x&lt;/b>");
  expect(html).not.toContain("<b>x</b>");
});

test("another Host is refused with 421, a loopback name is not", async () => {
  const ask = (path: string, host: string) =>
    new Promise<number | undefined>((done, fail) => {
      request(`${server.origin}${path}`, { headers: { host } }, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on("error", fail)
        .end();
    });
  for (const path of ["/dev/inbox", "/dev/inbox.json"]) {
    expect(await ask(path, "evil.example")).toBe(421);
    expect(await ask(path, new URL(server.origin).host.replace("localhost", "127.0.0.1"))).toBe(200);
    expect(await ask(path, "127.0.0.1:1")).toBe(421);
    expect(await ask(path, "localhost.evil.example")).toBe(421);
  }
  expect(await ask("/livez", "internal-name")).toBe(200);
  expect(await ask("/v2/Services", "internal-name")).toBe(401);
});

test("elsewhere than on one's own machine the inbox asks for the admin token; production has no inbox to fill", async () => {
  const shared = await startApp(server, { env: { MUNJIGI_URL: "http://dev.example.com" } });
  const ask = (headers: Record<string, string>) =>
    shared.app.http.inject({ url: "/dev/inbox.json", headers: { host: "dev.example.com", ...headers } });
  expect((await ask({})).statusCode).toBe(401);
  expect((await ask({ authorization: `Bearer ${credentials.authToken}` })).statusCode).toBe(401);
  expect((await ask({ authorization: `Bearer ${credentials.adminToken}` })).statusCode).toBe(200);
  const typed = Buffer.from(`admin:${credentials.adminToken}`).toString("base64");
  expect((await ask({ authorization: `Basic ${typed}` })).statusCode).toBe(200);
  await shared.stop();

  const production = await startApp(server, {
    env: { MUNJIGI_ENV: "production", MUNJIGI_URL: "https://id.example.com" },
  });
  const refused = await start(production.origin, newNumber());
  expect([refused.status, refused.body.code]).toEqual([400, 60223]);
  const metrics = await fetch(`${production.origin}/metrics`);
  expect(metrics.status).toBe(401);
  const secure = await call(production.origin, "/Services");
  expect(secure.headers.get("strict-transport-security")).toContain("max-age=");
  await production.stop();
});
