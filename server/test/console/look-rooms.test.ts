/** @module What is looked at in the console, in a real browser: verifications, insight and limits, in both languages and schemes, by axe. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countDueHours } from "../../dist/insight/insight.js";
import { call, check, credentials, phone, randomNumber, readCode, service, start, suite } from "../harness.js";
import { fillVerifications } from "../kit/many-verifications.js";
import { eventually, slowed } from "../kit/pace.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { findViolations } from "../pages/look-at.js";
import { openBrowser } from "../pages/serve-pages.js";
import { newLink } from "./kit.js";

const server = suite({ env: { ...PRIVATE, MUNJIGI_TRUSTED_PROXIES: "127.0.0.1,::1" } });
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

/** Somebody in the console, by a link and a passkey of the browser's own. */
async function enterConsole(role: "admin" | "viewer" = "admin") {
  const made = await browser.newContext({
    ...{ viewport: { width: 1440, height: 900 }, locale: "ko-KR", timezoneId: "Asia/Seoul", reducedMotion: "reduce" },
  });
  made.setDefaultTimeout(slowed(5000));
  const opened = await made.newPage();
  opened.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  opened.on("pageerror", (error) => complaints.push(error.message));
  const devtools = await made.newCDPSession(opened);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await opened.goto(await newLink(server, role));
  await opened.fill("input", "김지우");
  await opened.click("button[type=submit]");
  await opened.waitForURL((url) => !url.pathname.includes("join"));
  return { made, opened };
}

beforeAll(async () => {
  browser = await openBrowser();
  await fillVerifications(server.sql, 2000, 120);
  ({ made: context, opened: page } = await enterConsole());
}, slowed(60_000));
afterAll(async () => {
  await context?.close();
  await browser?.close();
});
beforeEach(() => {
  complaints = [];
});

const go = (path: string) => page.goto(`${server.origin}/console${path}`);
/** In both schemes, wide and narrow. */
async function lookAround(what: string) {
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(
        (scheme) => document.documentElement.dataset.mantineColorScheme === scheme,
        colorScheme,
      );
      expect(await findViolations(page), `${what} ${width} ${colorScheme}`).toEqual([]);
    }
    // A wide table scrolls within its card.
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overhang, `${what} ${width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(complaints, what).toEqual([]);
}

describe.each(["ko", "en"] as const)("in %s", (language) => {
  const say = (ko: string, en: string) => (language === "ko" ? ko : en);
  beforeAll(async () => {
    await go(`/verifications?lang=${language}`);
    await page.getByRole("table").waitFor();
  });

  test("verifications are listed, paged, filtered, and opened", async () => {
    await go("/verifications");
    const rows = page.getByRole("table").locator("tbody tr");
    await rows.nth(49).waitFor();
    expect(await rows.count()).toBe(50);
    await page.getByRole("button", { name: say("더 보기", "Show more") }).click();
    await rows.nth(99).waitFor();
    await lookAround("verifications");
    await go("/verifications?status=canceled");
    await rows.first().waitFor();
    expect(await page.getByRole("table").locator(".badge").first().textContent()).toBe(say("취소됨", "Canceled"));
    await rows.first().getByRole("button").click();
    await page.getByRole("dialog").getByText(say("있었던 일", "What happened")).waitFor();
    await lookAround("a verification");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // What is listed is what is taken along.
    const table = await page.getByRole("link", { name: say("내려받기", "Download") }).getAttribute("href");
    expect(table).toBe("/api/verifications.csv?status=canceled");
    const { body } = await start(server.origin, randomNumber());
    await go(`/verifications?open=${body.sid}`);
    // By the keyboard alone.
    const end = page.getByRole("button", { name: say("인증 끝내기", "End it") });
    await end.focus();
    await page.keyboard.press("Enter");
    const sure = page.getByRole("dialog", { name: say("인증 끝내기", "End it") });
    await sure.getByRole("button", { name: say("인증 끝내기", "End it") }).focus();
    await page.keyboard.press("Enter");
    await sure.waitFor({ state: "detached" });
    await end.waitFor({ state: "detached" });
    expect((await manage(server.origin, "GET", `/verifications/${body.sid}`)).body.status).toBe("canceled");
    await page.keyboard.press("Escape");
  });

  test("why no text: what held it up, and the buttons that end it", async () => {
    const to = randomNumber();
    const { body } = await start(server.origin, to);
    const code = await readCode(server.origin, to);
    expect((await check(server.origin, to, code)).body.status).toBe("approved");
    const path = `/services/${credentials.serviceSid}`;
    await manage(server.origin, "PATCH", `${path}/limits`, { number: { soft: [], hard: ["1/h"] } });
    await eventually(async () => {
      const { status } = await phone(
        server.origin,
        "/phone",
        { phoneNumber: to },
        { "x-forwarded-for": "203.0.113.7" },
      );
      await server.sql`delete from verifications where recipient = ${to} and status = 'pending'`;
      const { body: why } = await manage(server.origin, "GET", `/why?to=${encodeURIComponent(to)}`);
      return status === 429 && why.causes.some((cause: { code: string }) => cause.code === "limit.number");
    });
    // From anywhere, as it is told on the telephone.
    await go("/limits");
    await page.getByRole("table").first().waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(`0${to.slice(3)}`);
    await page.keyboard.press("Enter");
    await page
      .getByText(say("이 번호로 너무 자주 보냈습니다.", "Too many codes were asked for to this number."))
      .first()
      .waitFor();
    await page.getByRole("table").locator("tbody tr").first().waitFor();
    expect(await page.getByRole("table").locator("tbody tr").count()).toBe(1);
    await lookAround("why");
    expect(await page.getByRole("button", { name: say("시험 발송", "Test send") }).count()).toBe(1);
    // What refused is no more, and the next request is sent: the button goes with what it lifts.
    const lift = page.getByRole("main").getByRole("button", { name: say("풀기", "Lift"), exact: true });
    await lift.click();
    await page.locator(".note.ok").waitFor();
    await lift.waitFor({ state: "detached" });
    const { body: lifted } = await manage(server.origin, "GET", "/audit-log?type=limits.number_lifted");
    expect(lifted.events[0].actor.kind).toBe("user");
    await eventually(async () => {
      const headers = { "x-forwarded-for": "203.0.113.8" };
      return (await phone(server.origin, "/phone", { phoneNumber: to }, headers)).status === 200;
    });
    await page.getByRole("button", { name: say("늘 허용", "Always allow") }).click();
    await page.getByText(say("안전 목록에 넣었습니다.", "It is on the safe list")).waitFor();
    const { body: safe } = await manage(server.origin, "GET", "/safe-list");
    expect(safe.numbers.map(({ phoneNumber }: { phoneNumber: string }) => phoneNumber)).toContain(to);
    // An identifier opens what it names.
    await go(`/verifications?find=${body.sid}`);
    await page.getByRole("dialog").getByText(body.sid).waitFor();
    await manage(server.origin, "PATCH", `${path}/limits`, { number: null });
    await call(server.origin, `${service}/Verifications/${body.sid}`, { Status: "canceled" });
  });

  test("limits: a figure, an alarm, the countries and the safe list are changed", async () => {
    const limits = async () => (await manage(server.origin, "GET", `/services/${credentials.serviceSid}/limits`)).body;
    await go("/limits");
    await page
      .getByRole("button", { name: `${say("바꾸기", "Change")}: ${say("한 번호", "One number")}`, exact: true })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(say("이때부터 거절", "Refused from")).fill("nonsense");
    await dialog.getByRole("button", { name: say("저장하기", "Save") }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByLabel(say("이때부터 거절", "Refused from")).fill("7/h, 30/24h");
    complaints = [];
    await lookAround("a form");
    await dialog.getByRole("button", { name: say("저장하기", "Save") }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await limits()).limits.number.hard).toEqual(["7/h", "30/24h"]);
    const row = page.getByRole("row").filter({ hasText: "7/h, 30/24h" });
    await row.locator(".badge").waitFor();
    await lookAround("limits");
    await row.getByRole("button", { name: say("기본값으로", "Back to the default") }).click();
    await row.waitFor({ state: "detached" });
    expect((await limits()).changed).not.toContain("number");
    const alarm = page.getByRole("radiogroup", { name: say("방식: 이웃한 번호", "Mode: Neighbours") });
    await alarm.getByText(say("지켜보기", "Observe")).click();
    await eventually(async () => (await limits()).limits.neighbours.mode === "observe");
    await manage(server.origin, "PATCH", `/services/${credentials.serviceSid}/limits`, { neighbours: null });
    await page.getByRole("button", { name: say("번호 넣기", "Add a number") }).click();
    await dialog.getByRole("textbox").fill(randomNumber());
    await dialog.getByRole("button", { name: say("넣기", "Add") }).click();
    await dialog.waitFor({ state: "detached" });
    const country = page.getByRole("combobox", { name: say("나라", "Countries"), exact: true });
    await country.fill("JP");
    await page.getByRole("option", { name: /JP/ }).click();
    await page.getByRole("button", { name: say("저장하기", "Save") }).click();
    const path = `/services/${credentials.serviceSid}`;
    await eventually(async () => (await manage(server.origin, "GET", path)).body.allowedCountries.includes("JP"));
    await manage(server.origin, "PATCH", path, { allowedCountries: ["KR"] });
  });

  test("insight: figures, the funnel and its losses, the line, and the groups", async () => {
    while ((await countDueHours(server.sql, 200)) > 0);
    await go("/insight?days=30");
    await page.locator(".plot canvas").waitFor();
    await page
      .getByRole("row")
      .filter({ hasText: say("대한민국", "South Korea") })
      .waitFor();
    const { body } = await manage(
      server.origin,
      "GET",
      `/insight?since=${new Date(Date.now() - 30 * 86_400_000).toISOString()}`,
    );
    const shown = await page.locator(".funnelstep .num.right").allTextContents();
    expect(shown).toContain(body.total.verified.toLocaleString("en"));
    await lookAround("insight");
    await page.getByText(say("업체", "Connector"), { exact: true }).click();
    await page.getByRole("row").filter({ hasText: /sens/i }).waitFor();
    await page.getByText(say("통신사", "Carrier"), { exact: true }).click();
    await page.getByRole("row").filter({ hasText: "LGU+" }).waitFor();
    await page
      .getByRole("region", { name: say("비용", "Cost") })
      .getByText(/USD/)
      .waitFor();
    await page.getByText(say("24시간", "24 hours"), { exact: true }).click();
    await page.locator(".plot canvas").waitFor();
    expect(new URL(page.url()).searchParams.get("days")).toBe("1");
    expect(complaints).toEqual([]);
  });
});

test("whoever only looks is shown no button that refuses", async () => {
  const { made, opened } = await enterConsole("viewer");
  await opened.goto(`${server.origin}/console/limits`);
  await opened.getByRole("table").first().waitFor();
  expect(await opened.getByRole("main").getByRole("button").count()).toBe(0);
  await opened.goto(`${server.origin}/console/verifications?find=01012345678`);
  await opened
    .getByRole("table")
    .waitFor({ state: "attached" })
    .catch(() => {});
  await opened.locator(".cardhead").waitFor();
  for (const name of ["늘 허용", "시험 발송", "풀기"])
    expect(await opened.getByRole("button", { name }).count(), name).toBe(0);
  await made.close();
});
