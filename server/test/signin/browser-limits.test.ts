/**
 * @module Limits as a browser meets them: the page does the work that a soft one asks for and goes on by itself, without JavaScript
 * it says how long to wait; the page of a hard one waits and goes on.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ageLimits, ageSends, newNumber, suite, wrongCode } from "../harness.js";
import { knownElsewhere, slowed } from "../kit/pace.js";
import { openBrowser } from "../pages/serve-pages.js";
import { codeOf, Visitor } from "./face.js";
import { addEmail, ageNumber, ageProof, newPerson, setExperience } from "./kit.js";
import { Live, looks } from "./live-pages.js";

const server = suite({ env: { MUNJIGI_TRUSTED_PROXIES: "127.0.0.1/32,::1/128" } });
let browser: Browser;
let host = 1;
/** Long enough for the one who is refused to come while the limit holds. */
const WAIT_SECONDS = Math.ceil(slowed(3000) / 1000);

const limits = {
  address: { soft: ["1/10m"], hard: ["60/h"] },
  failedChecksPerAddress: { soft: ["1/h"], hard: ["30/h"] },
  numbersPerAddress: { soft: [], hard: [] },
  neighbours: { figure: "1000/10m", distance: 0 },
};

const bothWays = {
  signIn: {
    methods: [
      { identifier: "phone", code: true, password: false, first: "code" },
      { identifier: "email", code: true, password: false, first: "code" },
    ],
  },
};

beforeAll(async () => {
  browser = await openBrowser();
  await setLimits(limits);
  await setExperience(server, bothWays);
});

afterAll(async () => await browser?.close());

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

async function setLimits(values: object): Promise<void> {
  await server.sql`update services set limits = ${server.sql.json(values as never)}`;
  await knownElsewhere();
}

/** Somebody at an address of their own. */
const open = (options: Parameters<typeof Live.open>[2] = {}) =>
  Live.open(browser, server.origin, {
    ...looks.koPhone.options,
    extraHTTPHeaders: { "x-forwarded-for": `203.0.113.${host++}` },
    ...options,
  });

/** Uses up what the address may send without work. */
async function useUp(live: Live): Promise<void> {
  await live.go("/sign-in");
  await live.fill({ phone: newNumber() });
  await live.see("code");
}

describe("a soft limit", () => {
  test("of sending: the page works, and the code comes by itself", async () => {
    const live = await open();
    await useUp(live);
    const number = newNumber();
    await live.go("/sign-in");
    const worker = live.page.waitForEvent("worker");
    await live.fill({ phone: number });
    expect((await worker).url()).toContain("/assets/solve-challenge.js");
    await live.see("code");
    await live.enterCode(number);
    await live.see("account");
    await live.close();
  });

  test("of sending again: it is sent again by itself", async () => {
    const live = await open();
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    const [row] = await server.sql<{ sid: string }[]>`select sid from verifications where recipient = ${number}`;
    await ageSends(server.sql, row?.sid as string, 60);
    await live.page.reload();
    const worker = live.page.waitForEvent("worker");
    await live.follow("do=resend");
    await worker;
    await live.page.locator("main:not(:has([data-challenge])) .resend .wait").waitFor();
    expect(
      await server.sql`select jsonb_array_length(sends) as sends from verifications where recipient = ${number}`,
    ).toEqual([{ sends: 2 }]);
    await live.see("code");
    await live.close();
  });

  test("of checking: the code that was typed goes again", async () => {
    const live = await open();
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    const code = await codeOf(server.origin, number);
    await live.fill({ code: wrongCode(code) });
    await live.see("code", { error: true });
    const worker = live.page.waitForEvent("worker");
    await live.fill({ code });
    await worker;
    await live.see("account");
    await live.close();
  });

  test("of a second address in sign-up: what was typed goes again", async () => {
    await setExperience(server, { ...bothWays, signUp: { identifiers: ["phone", "email"], password: true } });
    const live = await open();
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.see("profile");
    const worker = live.page.waitForEvent("worker");
    const address = `second.${process.pid}@example.com`;
    await live.fill({ email: address, password: "vine-otter-41-lamp" });
    await worker;
    await live.see("code");
    await live.enterCode(address);
    await live.see("account");
    const [user] = await server.sql`select password_hash is not null as has from users u
      join identifiers i on i.user_sid = u.sid where i.value = ${number}`;
    expect(user?.has).toBe(true);
    await live.close();
    await setExperience(server, bothWays);
  });

  test("of a step-up and of a recycled number's second proof: the button that was pressed is pressed again", async () => {
    const { number, sid, visitor } = await newPerson(server, "json");
    const address = `proof.${process.pid}@example.com`;
    await addEmail(server.sql, sid, address);
    await ageProof(server.sql, sid);
    const live = await open();
    await useUp(live);
    await live.become(visitor);
    // Another browser of the owner's would pass.
    await server.sql`delete from known_devices where user_sid = ${sid}`;
    await live.go("/account/link?to=phone");
    await live.see("step-up");
    const worker = live.page.waitForEvent("worker");
    await live.follow("do=prove");
    await worker;
    await live.see("code");
    await live.close();
    await ageNumber(server.sql, number);
    const other = await open();
    await other.go("/sign-in");
    await other.fill({ phone: number });
    await other.see("code");
    await other.enterCode(number);
    await other.see("recycled");
    const second = other.page.waitForEvent("worker");
    await other.follow("with=email");
    await second;
    await other.see("code");
    await other.enterCode(address);
    await other.see("account");
    await other.close();
  });

  test("of the way from a password to a code", async () => {
    await setExperience(server, {
      signIn: { methods: [{ identifier: "phone", code: true, password: true, first: "password" }] },
    });
    const live = await open();
    const other = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: other });
    await live.see("password");
    await live.follow("do=use-code");
    await live.see("code");
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("password");
    const worker = live.page.waitForEvent("worker");
    await live.follow("do=use-code");
    await worker;
    await live.see("code");
    await live.enterCode(number);
    await live.see("account");
    await live.close();
    await setExperience(server, bothWays);
  });

  test("without JavaScript: other ways, the wait in words, and then it goes on", async () => {
    const live = await open({ javaScriptEnabled: false });
    await useUp(live);
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("identify");
    expect(await live.page.locator("noscript p").textContent()).toMatch(/(10분 0초|9분 \d+초) 뒤에/);
    expect(await live.page.locator('main a[href*="with=email"]').isVisible()).toBe(true);
    expect(await live.page.locator("#phone").inputValue()).toContain(number.slice(-4));
    await ageLimits(server.sql, 600);
    await live.main();
    await live.see("code");
    await live.enterCode(number);
    await live.see("account");
    await live.close();
  });

  test("of checking, without JavaScript: the code page says the wait", async () => {
    const live = await open({ javaScriptEnabled: false });
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    const code = await codeOf(server.origin, number);
    await live.fill({ code: wrongCode(code) });
    await live.fill({ code });
    await live.see("code");
    expect(await live.page.locator("noscript p").textContent()).toMatch(/분 \d+초 뒤에/);
    await ageLimits(server.sql, 3600);
    await live.fill({ code });
    await live.see("account");
    await live.close();
  });
});

describe("a hard limit", () => {
  test.each([
    ["counts down and goes on by itself", {}],
    ["goes on without JavaScript, too", { javaScriptEnabled: false }],
  ])("%s", async (_name, options) => {
    await setLimits({
      ...limits,
      address: { soft: [], hard: [] },
      service: { soft: [], hard: [`1/${WAIT_SECONDS}s`] },
    });
    const live = await open(options);
    const number = newNumber();
    await live.go("/sign-in");
    const before = new Visitor(server.origin, "json");
    await before.open("/sign-in");
    expect((await before.act("send", { phone: newNumber() })).state).toBe("code");
    await live.fill({ phone: number });
    await live.see("wait");
    await live.see("identify");
    expect(await live.page.locator("#phone").inputValue()).toContain(number.slice(-4));
    await live.main();
    await live.see("code");
    await live.close();
  });
});
