/**
 * @module How people really go through the pages: by keyboard, without JavaScript, in several windows, back and forth, late, with a
 * code that is pasted.
 */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ageSends, newNumber, suite, wrongCode } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { openBrowser } from "../pages/serve-pages.js";
import { codeOf } from "./face.js";
import { ageNumber, ageProof, setExperience } from "./kit.js";
import { Live, looks, newMember, serveLogo, teamSettings } from "./live-pages.js";

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

const open = (options: Parameters<typeof Live.open>[2] = looks.koPhone.options) =>
  Live.open(browser, server.origin, options);

/** How often a code was sent there. */
async function countSends(number: string): Promise<number> {
  const [row] = await server.sql<{ n: number }[]>`select coalesce(sum(jsonb_array_length(sends)), 0)::int as n
    from verifications where recipient = ${number}`;
  return row?.n ?? 0;
}

async function tickRequired(live: Live): Promise<void> {
  for (const id of ["minimum_age", "service", "privacy"]) await live.page.locator(`[name=${id}]`).check();
  await live.main();
}

test("by keyboard only: Tab, Space and Enter sign up", async () => {
  const live = await open(looks.koDesk.options);
  const { keyboard } = live.page;
  const focused = () => live.page.evaluate(`document.activeElement?.name || document.activeElement?.className || ""`);
  const tabTo = async (name: string) => {
    for (let n = 0; (await focused()) !== name; n++) {
      expect(n, `Tab to ${name}`).toBeLessThan(20);
      await keyboard.press("Tab");
    }
  };
  const number = newNumber();
  await live.go("/sign-up");
  await tabTo("phone");
  await keyboard.type(number);
  await keyboard.press("Enter");
  await live.see("code");
  // Where the code goes the caret is already.
  expect(await focused()).toBe("code");
  await keyboard.type(await codeOf(server.origin, number));
  await keyboard.press("Enter");
  await live.see("consent");
  for (const name of ["minimum_age", "service", "privacy"]) {
    await tabTo(name);
    await keyboard.press("Space");
  }
  await tabTo("button main");
  await keyboard.press("Enter");
  await live.see("profile");
  await tabTo("name");
  await keyboard.type("Haneul");
  await keyboard.press("Enter");
  await live.see("account");
  await live.close();
});

test("without JavaScript: sign-up, a wrong code, the same code again, the account", async () => {
  const live = await open({ ...looks.koPhone.options, javaScriptEnabled: false });
  const number = newNumber();
  await live.go("/sign-up");
  await live.fill({ phone: number });
  await live.see("code");
  await live.fill({ code: wrongCode(await codeOf(server.origin, number)) });
  await live.see("code", { error: true });
  // Too early: the live page, and nothing is sent.
  await live.follow("do=resend");
  await live.see("code");
  expect(await countSends(number)).toBe(1);
  const [row] = await server.sql<{ sid: string }[]>`select sid from verifications where recipient = ${number}`;
  await ageSends(server.sql, row?.sid as string, 60);
  await live.follow("do=resend");
  await live.see("code");
  expect(await countSends(number)).toBe(2);
  await live.enterCode(number);
  await live.see("consent");
  await live.page.locator("[name=all]").check();
  await live.main();
  await live.see("profile");
  await live.fill({ name: "하늘" });
  await live.see("account");
  await live.follow("/account/name");
  await live.see("name");
  await live.fill({ name: "바다" });
  await live.see("account");
  expect(await live.page.getByText("바다").count()).toBe(1);
  await live.follow("/account/consents");
  await live.see("consents");
  await live.back();
  await live.follow("/sign-out");
  await live.see("signed-out");
  await live.close();
});

describe("the code", () => {
  test("pasted as a whole sentence signs in", async () => {
    const { number } = await newMember(server);
    const live = await open({ ...looks.koPhone.options, permissions: ["clipboard-read", "clipboard-write"] });
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    const text = `인증번호 ${await codeOf(server.origin, number)}`;
    await live.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await live.page.locator("#code").press("ControlOrMeta+V");
    await live.see("account");
    await live.close();
  });

  test("asked for by a double click is sent once", async () => {
    const live = await open();
    const number = newNumber();
    await live.go("/sign-in");
    await live.page.locator("#phone").fill(number);
    await live.page.locator("main .button.main").dblclick();
    await live.see("code");
    expect(await countSends(number)).toBe(1);
    await live.close();
  });
});

test("two windows of one browser and a third elsewhere: each flow goes its own way", async () => {
  const [one, other, elsewhere] = await Promise.all([newMember(server), newMember(server), newMember(server)]);
  await server.sql`delete from limit_counters`;
  const live = await open(looks.koDesk.options);
  const third = await open(looks.enPhone.options);
  const second = await live.context.newPage();
  await Promise.all([live.go("/sign-in"), second.goto(`${server.origin}/sign-in`), third.go("/sign-in")]);
  await Promise.all([
    live.fill({ phone: one.number }),
    (async () => {
      await second.locator("#phone").fill(other.number);
      await second.locator("main .button.main").click();
      await second.locator("#code").waitFor();
    })(),
    third.fill({ phone: elsewhere.number }),
  ]);
  await live.see("code");
  await third.see("code");
  // The one's code is none of the other's.
  await second.locator("#code").fill(await codeOf(server.origin, one.number));
  await second.locator("[role=alert]").waitFor();
  await live.enterCode(one.number);
  await live.see("account");
  expect(await live.page.getByText(one.number.slice(-4)).count()).toBe(1);
  await second.locator("#code").fill(await codeOf(server.origin, other.number));
  await second.locator(`main[data-page=account]`).waitFor();
  expect(await second.getByText(other.number.slice(-4)).count()).toBe(1);
  // A browser has one session: the window before shows it too.
  await live.page.reload();
  expect(await live.page.getByText(other.number.slice(-4)).count()).toBe(1);
  await third.enterCode(elsewhere.number);
  await third.see("account");
  // The address of a flow is of no use in another browser; one tap begins there.
  const leaked = await Promise.all([open(), newMember(server)]);
  await leaked[0].go("/sign-in");
  await leaked[0].fill({ phone: leaked[1].number });
  await leaked[0].see("code");
  await third.page.goto(leaked[0].page.url());
  await third.see("ended");
  await third.main();
  expect(["identify", "choose"]).toContain(await third.state());
  await Promise.all([live.close(), third.close(), leaked[0].close()]);
});

/** How far a visitor has come: each leads to the page of a state. */
const journeys: Record<string, (live: Live) => Promise<void>> = {
  identify: async (live) => {
    await live.go("/sign-in");
  },
  code: async (live) => {
    await live.go("/sign-in");
    await live.fill({ phone: newNumber() });
  },
  password: async (live) => {
    await live.go("/sign-in");
    await live.fill({ phone: newNumber() });
    await live.page.locator("#code").waitFor();
    await live.follow("do=use-password");
  },
  consent: async (live) => {
    const number = newNumber();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.enterCode(number);
  },
  profile: async (live) => {
    await journeys.consent?.(live);
    await live.page.locator("[name=service]").waitFor();
    await tickRequired(live);
  },
  recycled: async (live) => {
    const { number } = await newMember(server);
    await ageNumber(server.sql, number);
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.enterCode(number);
  },
  "new-password": async (live) => {
    const { number } = await newMember(server);
    await live.go("/reset-password");
    await live.fill({ phone: number });
    await live.enterCode(number);
  },
  "step-up": async (live) => {
    const { visitor, sid } = await newMember(server);
    await live.become(visitor);
    await ageProof(server.sql, sid);
    await live.go("/account");
    await live.follow("/account/link?to=phone");
  },
  delete: async (live) => {
    const { visitor } = await newMember(server);
    await live.become(visitor);
    await live.go("/account");
    await live.follow("/account/delete");
  },
};
const states = Object.entries(journeys);

/** Presses what the page offers, and is somewhere that offers more: no page is dead. */
async function expectOneTapOn(live: Live): Promise<void> {
  const shown = live.page.locator("main :is(button, a):visible");
  expect(await shown.count()).toBeGreaterThan(0);
  // The account has nothing that one has to press.
  if ((await live.state()) === "account") return;
  const before = await live.page.evaluate("performance.timeOrigin");
  await live.main();
  await eventually(async () => (await live.page.evaluate("performance.timeOrigin").catch(() => before)) !== before);
  await live.loaded();
  expect(await live.state()).not.toMatch(/^(error|none)$/);
  expect(await shown.count()).toBeGreaterThan(0);
}

describe("back and reload", () => {
  test.each(states)("%s: reloaded it is the same, and from the page before one tap leads on", async (state, arrive) => {
    const live = await open();
    await arrive(live);
    await live.see(state);
    await live.page.reload();
    await live.see(state);
    const address = live.page.url();
    if (state !== "identify") {
      await live.back();
      await expectOneTapOn(live);
      // And the flow is still where it was, or further.
      await live.page.goto(address);
      expect(await live.state()).not.toMatch(/^(error|none)$/);
    }
    await expectOneTapOn(live);
    await live.close();
  });

  test("from the account: what was done is not done again, and signed out it is not shown", async () => {
    const { number } = await newMember(server);
    const live = await open();
    await live.go("/sign-in");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.see("account");
    await live.back();
    await expectOneTapOn(live);
    await live.go("/account");
    await live.see("account");
    await live.follow("/sign-out");
    await live.see("signed-out");
    await live.back();
    await eventually(async () => (await live.state()) !== "account" || undefined);
    expect(await live.page.getByText(number.slice(-4)).count()).toBe(0);
    await expectOneTapOn(live);
    await live.close();
  });
});

describe("left open while its time was up", () => {
  test.each(states.filter(([state]) => !["identify", "delete", "step-up"].includes(state)))(
    "%s: one tap begins anew",
    async (state, arrive) => {
      const live = await open();
      await arrive(live);
      await live.see(state);
      await server.sql`update flows set used_at = used_at - interval '61 minutes'`;
      await live.main();
      await live.see("ended");
      await live.main();
      await live.see("identify");
      await live.close();
    },
  );
});
