/**
 * @module Every page in a real browser: axe has nothing to say in light and dark, ko and en; nothing jumps, nothing scrolls sideways,
 * everything can be hit by a thumb, and all of it is small.
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { renderPage } from "@munjigi/pages/render";
import type { Language } from "@munjigi/pages/view";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findOverhang, findShifts, findViolations, WATCH_SHIFTS } from "./look-at.js";
import { frames, sampleViews } from "./sample-views.js";
import { newVisitor, openBrowser, type PagesServer, servePages } from "./serve-pages.js";

const languages: readonly Language[] = ["ko", "en"];
/** Not those that are gone at once, or are an application of their own: real browsers see them in `server/test/oidc/browser.test.ts`. */
const names = Object.keys(sampleViews("ko")).filter((name) => name !== "leave" && name !== "demo");
const MAX_BYTES = 15 * 1024;

let server: PagesServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** A page that goes on by itself, and one whose challenge is solved, is looked at here. */
const IDLE = `window.Worker = class { postMessage() {} terminate() {} };
  HTMLFormElement.prototype.requestSubmit = () => {};`;

async function newLook(options: BrowserContextOptions) {
  const visitor = await newVisitor(browser, options);
  await visitor.context.addInitScript(IDLE);
  return visitor;
}

interface Box {
  what: string;
  width: number;
  height: number;
}

/** What can be pressed, as large as it is for a thumb: a tick is as large as its label. */
const FIND_TARGETS = `[...document.querySelectorAll("a, button, select, input:not([type=hidden])")]
  .filter((found) => found.checkVisibility({ visibilityProperty: true }))
  .map((found) => {
    const { width, height } = (found.closest("label") ?? found).getBoundingClientRect();
    return { what: found.outerHTML.slice(0, 120), width, height };
  })`;

describe.each(languages)("in %s", (language) => {
  test("axe finds no violation, and nothing breaks the policy, in light and dark", async () => {
    const { context, page, complaints } = await newLook({ colorScheme: "light" });
    const violations: string[] = [];
    for (const name of names) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(server.urlOf(language, name));
      for (const found of await findViolations(page)) violations.push(`${name}: ${found}`);
      // Only colours depend on the scheme.
      await page.emulateMedia({ colorScheme: "dark" });
      for (const found of await findViolations(page, ["color-contrast"])) violations.push(`${name}, dark: ${found}`);
    }
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("nothing scrolls sideways at 320 px, everything is 48 px high, and nothing has moved", async () => {
    const { context, page } = await newLook({ viewport: { width: 320, height: 568 } });
    await page.addInitScript(WATCH_SHIFTS);
    const problems: string[] = [];
    for (const name of names) {
      await page.goto(server.urlOf(language, name));
      const shifts = await findShifts(page);
      const overhang = await findOverhang(page);
      if (overhang > 0) problems.push(`${name} is ${overhang} px too wide`);
      for (const { what, width, height } of (await page.evaluate(FIND_TARGETS)) as Box[]) {
        if (height < 48 || width < 24) problems.push(`${name}: ${width} × ${height}: ${what}`);
      }
      if (shifts.length > 0) problems.push(`${name} moved: ${shifts}`);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  test("nothing scrolls sideways at 360 px where the reader's text is twice as large", async () => {
    const { context, page } = await newLook({});
    const devtools = await context.newCDPSession(page);
    await devtools.send("Page.enable");
    await devtools.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
    const problems: string[] = [];
    for (const name of names) {
      await page.goto(server.urlOf(language, name));
      expect(await page.evaluate("getComputedStyle(document.body).fontSize")).toBe("32px");
      const overhang = await findOverhang(page);
      if (overhang > 0) problems.push(`${name} is ${overhang} px too wide`);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  test("with JavaScript off every page can be read, and leads on", async () => {
    const { context, page, complaints } = await newVisitor(browser, { javaScriptEnabled: false });
    for (const name of names) {
      await page.goto(server.urlOf(language, name));
      const main = page.locator("main");
      expect(await main.locator("h1").isVisible(), name).toBe(true);
      expect(await main.locator("button:visible, a:visible").count(), name).toBeGreaterThan(0);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

test("a field's button is right under it: both are seen above a keyboard", async () => {
  const { context, page } = await newVisitor(browser);
  for (const name of ["identify", "identify-last", "identify-countries", "code", "code-wrong", "password", "profile"]) {
    await page.goto(server.urlOf("ko", name));
    const button = await page.locator(".button.main").boundingBox();
    expect(button && button.y + button.height, name).toBeLessThanOrEqual(375);
  }
  await context.close();
});

test("a page with all it loads is at most 15 kB", async () => {
  const read = (name: string) => readFile(fileURLToPath(new URL(`../../../pages/public/${name}`, import.meta.url)));
  const size = (content: string | Buffer) => gzipSync(content).length;
  const shared = size(await read("pages.css")) + size(await read("pages.js"));
  const worker = size(await read("solve-challenge.js"));
  for (const language of languages) {
    for (const [name, view] of Object.entries(sampleViews(language))) {
      const hasWork = "challenge" in view && view.challenge !== undefined;
      const all = size(renderPage(frames[language], view)) + shared + (hasWork ? worker : 0);
      expect(all, `${name} in ${language}`).toBeLessThanOrEqual(MAX_BYTES);
    }
  }
});

test("the worker is loaded by a page with a challenge only, and nothing comes from elsewhere", async () => {
  const { context, page } = await newVisitor(browser);
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(server.urlOf("ko", "code"), { waitUntil: "networkidle" });
  expect(loaded.filter((url) => !url.startsWith("data:"))).toEqual([
    server.urlOf("ko", "code"),
    `${server.origin}/assets/pages.css`,
    `${server.origin}/assets/pages.js`,
  ]);
  const worker = page.waitForEvent("worker");
  await page.goto(server.urlOf("ko", "password-challenge"));
  expect((await worker).url()).toBe(`${server.origin}/assets/solve-challenge.js`);
  await context.close();
});
