/**
 * @module Every flow in a real browser, on a phone and on a desk, in both languages and schemes: every page met is looked at by axe,
 * nothing moves, and the console has nothing to say.
 */
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandom } from "../../dist/clock.js";
import { hashPassword } from "../../dist/users/password.js";
import { newNumber, suite, wrongCode } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { openBrowser } from "../pages/serve-pages.js";
import { codeOf } from "./face.js";
import { addEmail, ageNumber, ageProof, setExperience } from "./kit.js";
import { Live, type Look, looks, newMember, serveLogo, teamSettings } from "./live-pages.js";

const server = suite();
let browser: Browser;
let logo: Awaited<ReturnType<typeof serveLogo>>;
let next = 0;
const newAddress = () => `haneul.${next++}.${process.pid}@example.com`;
const PASSWORD = "quiet-river-77";
const MAX_BYTES = 15 * 1024;

beforeAll(async () => {
  [browser, logo] = await Promise.all([openBrowser(), serveLogo()]);
  await setExperience(server, teamSettings(logo.url));
});

afterAll(async () => {
  await browser?.close();
  logo?.close();
});

beforeEach(async () => {
  await server.sql`delete from limit_counters`;
});

/** Each flow on a phone and on a desk; one flow after the other changes language and scheme. */
const all = Object.values(looks);
const some: readonly Look[] = [looks.koPhone, looks.enDesk];
const others: readonly Look[] = [looks.enPhone, looks.koDesk];

const givePassword = async (sid: string) =>
  server.sql`update users set password_hash = ${await hashPassword(PASSWORD, systemRandom)} where sid = ${sid}`;

async function openMember(options: Look["options"]) {
  const member = await newMember(server);
  const live = await Live.open(browser, server.origin, options);
  await live.become(member.visitor);
  return { ...member, live };
}

describe.each(all)("sign-up, $name", ({ options }) => {
  test("with an error on every page", async () => {
    const live = await Live.open(browser, server.origin, options);
    const number = newNumber();
    await live.go("/sign-up");
    await live.see("identify");
    await live.fill({ phone: "011-234-5678" });
    await live.see("identify", { error: true });
    await live.fill({ phone: number.replace("+82", "0") });
    await live.see("code");
    await live.fill({ code: wrongCode(await codeOf(server.origin, number)) });
    await live.see("code", { error: true });
    await live.enterCode(number);
    await live.see("consent");
    await live.main();
    await live.see("consent", { error: true });
    for (const id of ["minimum_age", "service", "privacy", "news"]) await live.page.locator(`[name=${id}]`).check();
    await live.main();
    await live.see("profile");
    await live.main();
    await live.see("profile", { error: true });
    await live.fill({ name: "김하늘" });
    await live.see("account");
    const people = await server.sql`select u.name, (select jsonb_object_agg(item, agreed) from user_consents c
      where c.user_sid = u.sid) as consents from users u join identifiers i on i.user_sid = u.sid where i.value = ${number}`;
    expect(people).toEqual([
      { name: "김하늘", consents: { minimum_age: true, service: true, privacy: true, sharing: false, news: true } },
    ]);
    await live.close();
  });
});

describe.each(some)("sign-in and out, $name", ({ options }) => {
  test("by a code, by a password, with the account that is here, and out", async () => {
    const { number, sid } = await newMember(server);
    await givePassword(sid);
    const live = await Live.open(browser, server.origin, options);
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.see("account");
    await live.go("/sign-in");
    await live.see("choose");
    await live.follow("/sign-in/continue");
    await live.see("account");
    await live.follow("/sign-out");
    await live.see("signed-out");
    await live.follow("/sign-in");
    // It knows the browser: welcome back.
    await live.see("identify");
    await server.sql`delete from limit_counters`;
    await live.fill({ phone: number });
    await live.see("code");
    await live.follow("do=use-password");
    await live.see("password");
    await live.fill({ password: "not this one" });
    await live.see("password", { error: true });
    await live.fill({ password: PASSWORD });
    await live.see("account");
    await live.follow("/account/sessions/end");
    await live.see("signed-out");
    await live.close();
  });
});

describe.each(others)("reset, $name", ({ options }) => {
  test("a code, then a new password, which opens the account", async () => {
    const { number } = await newMember(server);
    const live = await Live.open(browser, server.origin, options);
    await live.go("/reset-password");
    await live.see("identify");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.see("new-password");
    await live.fill({ password: "short" });
    await live.see("new-password", { error: true });
    await live.page.locator("[data-show]").click();
    await live.fill({ password: PASSWORD });
    await live.see("account");
    await live.close();
  });
});

describe.each(some)("link, $name", ({ options }) => {
  test("step-up first, where the proof is old; then the new number; then an address", async () => {
    const { live, number, sid } = await openMember(options);
    await ageProof(server.sql, sid);
    await server.sql`delete from limit_counters`;
    await live.go("/account");
    await live.follow("/account/link?to=phone");
    await live.see("step-up");
    await live.main();
    await live.see("code");
    await live.enterCode(number);
    await live.see("identify");
    const fresh = newNumber();
    await live.fill({ phone: fresh });
    await live.see("code");
    await live.enterCode(fresh);
    await live.see("account");
    expect(await server.sql`select value from identifiers where user_sid = ${sid}`).toEqual([{ value: fresh }]);
    await live.follow("/account/link?to=email");
    await live.see("identify");
    const address = newAddress();
    await live.fill({ email: "haneul@" });
    await live.see("identify", { error: true });
    await live.fill({ email: address });
    await live.see("code");
    await live.enterCode(address);
    await live.see("account");
    expect(await live.page.getByText(address).count()).toBe(1);
    await live.close();
  });
});

describe.each(others)("step-up and what the account has, $name", ({ options }) => {
  test("by a password, and another way after all", async () => {
    const { live, number, sid } = await openMember(options);
    await givePassword(sid);
    await addEmail(server.sql, sid, newAddress());
    await server.sql`delete from limit_counters`;
    await live.go("/step-up?return=/account/consents");
    await live.see("step-up");
    await live.follow("with=password");
    await live.see("password");
    await live.follow("change=1");
    await live.see("step-up");
    await live.main();
    await live.see("code");
    await live.follow("change=1");
    await live.see("step-up");
    await live.follow("with=password");
    await live.see("password");
    await live.fill({ password: PASSWORD });
    await live.see("consents");
    await live.follow("item=news");
    await live.see("consents");
    await live.go("/account");
    await live.follow("/account/name");
    await live.see("name");
    await live.fill({ name: " " });
    await live.see("name", { error: true });
    await live.fill({ name: "하늘" });
    await live.see("account");
    expect(await live.page.getByText(number.slice(-4)).count()).toBe(1);
    await live.close();
  });

  // The flow was in no table yet when it ended, and the answer was 503.
  test("a password is set from the account's page, at the first try and after a bad one", async () => {
    const { live, sid } = await openMember(options);
    await live.go("/account");
    await live.follow("/account/password");
    await live.see("new-password");
    await live.fill({ password: PASSWORD });
    await live.see("account");
    await live.follow("/account/password");
    await live.fill({ password: "short" });
    await live.see("new-password", { error: true });
    await live.fill({ password: `${PASSWORD}8` });
    await live.see("account");
    const events =
      await server.sql`select from audit_events where subject_id = ${sid} and type = 'user.password.changed'`;
    expect(events).toHaveLength(2);
    await live.close();
  });
});

describe.each(some)("a recycled number, $name", ({ options }) => {
  test("a second proof by e-mail shows nothing of the account, and opens it", async () => {
    const { number, sid } = await newMember(server);
    const address = newAddress();
    await addEmail(server.sql, sid, address);
    await ageNumber(server.sql, number);
    const live = await Live.open(browser, server.origin, options);
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.see("recycled");
    await live.follow("do=prove");
    await live.see("code");
    expect(await live.page.getByText(address).count()).toBe(0);
    await live.follow("change=1");
    await live.see("recycled");
    await live.back();
    await live.see("code");
    await live.enterCode(address);
    await live.see("account");
    await live.close();
  });

  test("an account with only the number opens without what is personal", async () => {
    const { number } = await newMember(server);
    await ageNumber(server.sql, number);
    const live = await Live.open(browser, server.origin, options);
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.enterCode(number);
    await live.see("recycled");
    await live.follow("do=open");
    await live.see("account");
    expect(await live.page.getByText(number.slice(-4)).count()).toBe(0);
    await live.close();
  });
});

describe.each(others)("deletion, $name", ({ options }) => {
  test("leads out, and everything is gone", async () => {
    const { live, number, sid } = await openMember(options);
    await live.go("/account");
    await live.follow("/account/delete");
    await live.see("delete");
    await live.main();
    await live.see("signed-out");
    expect(await server.sql`select from users where sid = ${sid}`).toHaveLength(0);
    expect(await server.sql`select from identifiers where value = ${number}`).toHaveLength(0);
    await live.close();
  });
});

test("the team's logo, links and colours, in light and dark", async () => {
  const live = await Live.open(browser, server.origin, looks.koPhone.options);
  await live.go("/sign-in");
  await live.see("identify");
  const colourOf = () =>
    live.page.evaluate(`getComputedStyle(document.querySelector(".button.main")).backgroundColor`) as Promise<string>;
  expect(await colourOf()).toBe("rgb(122, 63, 176)");
  expect(await live.page.evaluate(`document.querySelector(".brand img").naturalWidth`)).toBeGreaterThan(0);
  expect(await live.page.locator(".brand").getAttribute("href")).toBe(logo.url);
  expect(await live.page.locator("footer a").count()).toBe(2);
  await live.page.emulateMedia({ colorScheme: "dark" });
  await live.see("identify");
  expect(await colourOf()).not.toBe("rgb(122, 63, 176)");
  await live.close();
});

test("a page with all it loads is at most 15 kB, the team's style sheet included", async () => {
  const { live, sid } = await openMember(looks.koPhone.options);
  await givePassword(sid);
  await addEmail(server.sql, sid, newAddress());
  const sizeOf = async (url: string) => gzipSync(await (await live.context.request.get(url)).body()).length;
  for (const path of ["/sign-in?other=1", "/account", "/account/consents", "/step-up", "/account/delete"]) {
    await live.go(path);
    await live.loaded();
    // What the browser is asked for a passkey with; where it offers one in the field, a moment after the page is there.
    const asks = path.startsWith("/sign-in") && (await live.offersPasskeysInField()) ? ["passkey"] : [];
    const files = ["colours.css", "pages.css", "pages.js", ...asks].sort();
    let own: string[] = [];
    await eventually(async () => {
      own = (await live.resources()).filter((url) => url.startsWith(server.origin));
      return own.length >= files.length;
    });
    expect(own.map((url) => url.split("/").at(-1)).sort(), path).toEqual(files);
    const sizes = await Promise.all([live.page.url(), ...own].map(sizeOf));
    expect(
      sizes.reduce((sum, bytes) => sum + bytes, 0),
      path,
    ).toBeLessThanOrEqual(MAX_BYTES);
  }
  await live.close();
});
