/** @module An invitation in a real browser, with JavaScript and without: from the link of the text to a member. */
import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { suite } from "../harness.js";
import { openBrowser } from "../pages/serve-pages.js";
import { setExperience } from "../signin/kit.js";
import { Live, looks, newMember, serveLogo, teamSettings } from "../signin/live-pages.js";
import { invite, membersOf, userOf } from "./kit.js";

const server = suite();
let browser: Browser;
let logo: Awaited<ReturnType<typeof serveLogo>>;

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

/** A folder to look at what was met; the suite itself needs none. */
const SHOTS = process.env.SCREENSHOTS;
async function shoot(live: Live, name: string) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await live.page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

const all = Object.values(looks).flatMap((look) => [
  { name: look.name, options: look.options },
  { name: `${look.name}, no JavaScript`, options: { ...look.options, javaScriptEnabled: false } },
]);

test.each(all)("somebody new opens the link, signs up with the number and joins: $name", async ({ name, options }) => {
  const live = await Live.open(browser, server.origin, options);
  const invited = await invite(server, { roles: ["admin"] });
  await live.go(invited.link);
  await live.see("invitation");
  await shoot(live, `invitation, ${name}`);
  await live.main();
  await live.see("identify");
  // A link that is forwarded tells nobody the number.
  expect(await live.page.locator("#phone").inputValue()).toBe("");
  await live.fill({ phone: invited.to.replace("+82", "0") });
  await live.see("code");
  await live.enterCode(invited.to);
  await live.see("consent");
  for (const id of ["minimum_age", "service", "privacy"]) await live.page.locator(`[name=${id}]`).check();
  await live.main();
  await live.see("profile");
  await live.fill({ name: "김하늘" });
  await live.see("invitation");
  await shoot(live, `invitation, ready, ${name}`);
  await live.main();
  await live.see("invitation-joined");
  await shoot(live, `invitation, joined, ${name}`);
  expect(await membersOf(server, invited.organization)).toEqual([
    { user: await userOf(server, invited.to), roles: ["admin"] },
  ]);
  await live.page.reload();
  await live.see("invitation-joined");
  await live.follow("/account");
  await live.see("account");
  await shoot(live, `account, ${name}`);
  await live.follow(`/account/organizations/${invited.organization}/leave`);
  await live.see("account");
  expect(await membersOf(server, invited.organization)).toEqual([]);
  await live.go(invited.link);
  await live.see("invitation-joined");
  await live.close();
});

test.each([looks.koPhone, looks.enDesk])(
  "with another account: switches, and declines: $name",
  async ({ name, options }) => {
    const [member, other] = [await newMember(server), await newMember(server)];
    const invited = await invite(server, { phone: member.number });
    const live = await Live.open(browser, server.origin, options);
    await live.become(other.visitor);
    await live.go(invited.link);
    await live.see("invitation");
    await shoot(live, `invitation, other, ${name}`);
    await live.main();
    await live.see("identify");
    await server.sql`delete from limit_counters`;
    await live.fill({ phone: member.number.replace("+82", "0") });
    await live.see("code");
    await live.enterCode(member.number);
    await live.see("invitation");
    await live.follow("do=decline");
    await live.see("invitation-ended");
    await shoot(live, `invitation, ended, ${name}`);
    // One tap on.
    await live.main();
    await live.see("account");
    expect(await membersOf(server, invited.organization)).toEqual([]);
    await live.close();
  },
);
