/** @module An authenticator app in a real browser, with scripts and without: set up, proved with, recovery codes, removed; reload, back and a second tab. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { openBrowser } from "../pages/serve-pages.js";
import { ageProof, setExperience } from "../signin/kit.js";
import { Live, type Look, looks } from "../signin/live-pages.js";
import { forgetStep, neverShownBy, shownBy } from "./kit.js";

const server = suite();
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
  await setExperience(server, { passkeys: { offer: false } });
});
afterAll(async () => await browser?.close());
beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

const secretOf = async ({ page }: Live) => ((await page.locator(".copied").textContent()) ?? "").replaceAll(" ", "");
const codesOf = async ({ page }: Live) => await page.locator(".codes li").allTextContents();

async function signUp(live: Live): Promise<string> {
  const number = newNumber();
  await live.go("/sign-in");
  await live.see("identify");
  await live.fill({ phone: number.replace("+82", "0") });
  await live.see("code");
  await live.enterCode(number);
  await live.see("account");
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from identifiers where value = ${number}`;
  return row?.userSid as string;
}

async function setUp(live: Live): Promise<{ secret: string; codes: string[] }> {
  await live.go("/account");
  await live.follow("/account/totp");
  await live.see("totp-new");
  const secret = await secretOf(live);
  await live.fill({ code: shownBy(secret) });
  await live.see("totp-codes");
  return { secret, codes: await codesOf(live) };
}

const allLooks: Look[] = [
  looks.koPhone,
  looks.enDesk,
  { name: "360, ko, no scripts", options: { ...looks.koPhone.options, javaScriptEnabled: false } },
];

describe.each(allLooks)("$name", ({ options }) => {
  test("set up, proved with, by a recovery code, new codes, removed", async () => {
    const live = await Live.open(browser, server.origin, options);
    const sid = await signUp(live);
    await live.follow("/account/totp");
    await live.see("totp-new");
    const secret = await secretOf(live);
    expect(await live.page.locator("svg.qr").getAttribute("aria-label")).toMatch(/QR/);
    const link = await live.page.locator('a[href^="otpauth://"]').getAttribute("href");
    expect(link).toContain(`secret=${secret}&`);
    // Cameras need dark on light, whatever the reader's scheme is.
    const colours = await live.page.locator("svg.qr").evaluate((svg) => {
      const { backgroundColor, stroke } = getComputedStyle(svg);
      return [backgroundColor, stroke];
    });
    expect(colours).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
    await live.fill({ code: neverShownBy(secret) });
    await live.see("totp-new", { error: true });
    expect(await secretOf(live)).toBe(secret);
    await live.fill({ code: shownBy(secret) });
    await live.see("totp-codes");
    const codes = await codesOf(live);
    expect(codes).toHaveLength(10);
    const download = live.page.waitForEvent("download");
    await live.follow("/account/totp/codes.txt");
    const file = await readFile(await (await download).path(), "utf8");
    for (const code of codes) expect(file).toContain(code);
    // Looked at once more by a reload, which sends the form again.
    await live.page.reload();
    await live.see("totp-codes");
    expect(await codesOf(live)).toEqual(codes);
    await live.main();
    await live.see("account");

    await ageProof(server.sql, sid);
    await forgetStep(server, sid);
    await live.go("/account/link?to=email");
    await live.see("step-up");
    await live.main();
    await live.see("totp");
    await live.fill({ code: neverShownBy(secret) });
    await live.see("totp", { error: true });
    await live.page.reload();
    await live.see("totp");
    await live.fill({ code: shownBy(secret) });
    await live.see("identify");
    await live.back();
    await live.page.reload();
    await live.see("ended");

    await ageProof(server.sql, sid);
    await live.go("/account/totp");
    await live.see("totp-detail");
    await live.follow("/account/totp/codes");
    await live.see("step-up");
    await live.main();
    await live.see("totp");
    await live.follow("with=recovery");
    await live.see("totp");
    await live.fill({ code: "abcd" });
    await live.see("totp", { error: true });
    await live.fill({ code: (codes[2] as string).toUpperCase() });
    await live.see("totp-detail");
    await live.follow("/account/totp/codes");
    await live.see("totp-codes");
    const next = await codesOf(live);
    expect(next.filter((code) => codes.includes(code))).toEqual([]);
    await live.go("/account/totp");
    await live.see("totp-detail");
    await live.follow("/account/totp/remove");
    await live.see("account");
    expect(await server.sql`select from user_totp where user_sid = ${sid}`).toHaveLength(0);
    await live.close();
  });
});

test("in a second tab: what is set up there is set up here, and codes made there are told of here", async () => {
  const live = await Live.open(browser, server.origin, looks.koPhone.options);
  await signUp(live);
  await live.go("/account/totp");
  await live.see("totp-new");
  const other = await live.context.newPage();
  await other.goto(new URL("/account/totp", server.origin).href);
  const secret = await secretOf(live);
  expect(((await other.locator(".copied").textContent()) ?? "").replaceAll(" ", "")).toBe(secret);
  await other.locator("#code").fill(shownBy(secret));
  await other.locator('main[data-page="totp-codes"]').waitFor();
  await live.fill({ code: shownBy(secret, 1) });
  await live.see("totp-detail");
  await other.goto(new URL("/account/totp", server.origin).href);
  await other.locator('form[action="/account/totp/codes"] button').click();
  await other.locator('main[data-page="totp-codes"]').waitFor();
  await live.follow("/account/totp/codes");
  await live.see("totp-detail", { error: true });
  await live.follow("/account/totp/codes");
  await live.see("totp-codes");
  await other.close();
  await live.context.close();
});

test("a code that is pasted is sent at once", async () => {
  const live = await Live.open(browser, server.origin, looks.koPhone.options);
  const sid = await signUp(live);
  const { secret } = await setUp(live);
  await ageProof(server.sql, sid);
  await forgetStep(server, sid);
  await live.go("/step-up?return=/account/consents");
  await live.see("step-up");
  await live.main();
  await live.see("totp");
  await live.page.locator("#code").evaluate(
    (field, text) => {
      const data = new DataTransfer();
      data.setData("text", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    `코드 ${shownBy(secret)}`,
  );
  await live.see("consents");
  await live.context.close();
});
