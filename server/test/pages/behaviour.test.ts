/** @module What pages.js adds to the other pages: one form at a time, the all-tick, a challenge that is solved, waits that end. */
import type { CodeView, IdentifyView, StepUpView } from "@munjigi/pages/view";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { createWork, readProof } from "../../dist/fraud-guard/challenge.js";
import { generateKeyring, parseKeyring } from "../../dist/secrets.js";
import { eventually } from "../kit/pace.js";
import { sampleViews } from "./sample-views.js";
import { newVisitor, openBrowser, type PagesServer, servePages } from "./serve-pages.js";

const views = sampleViews("ko");

let server: PagesServer;
let browser: Browser;
let close: () => Promise<void>;

beforeAll(async () => {
  [server, browser] = await Promise.all([servePages(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

beforeEach(() => {
  server.posts.length = 0;
  server.answer(() => undefined);
});

afterEach(() => close());

async function visit(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const { context, page, complaints } = await newVisitor(browser, options);
  close = async () => {
    await context.close();
    expect(complaints).toEqual([]);
  };
  await page.goto(url);
  return page;
}

const post = (at = 0) => eventually(async () => server.posts[at]);

describe("one form at a time", () => {
  test("pressed again and again, it is sent once", async () => {
    let goOn: (next: string) => void = () => {};
    server.answer(() => new Promise((done) => (goOn = done)));
    const page = await visit(server.urlOf("ko", "identify"));
    await page.locator("#phone").fill("010-1234-5678");
    await page.evaluate(`for (let n = 0; n < 50; n++) document.querySelector(".button.main").click();
      document.querySelector(".ways form").requestSubmit();`);
    await post();
    goOn("/ko/ended");
    await page.waitForURL("**/ended");
    expect(server.posts).toEqual([{ path: (views.identify as IdentifyView).form, fields: { phone: "010-1234-5678" } }]);
  });

  test("a page that comes back by the back button works again", async () => {
    server.answer(() => "/elsewhere");
    const page = await visit(server.urlOf("ko", "identify"));
    await page.evaluate("window.isTheSame = true");
    await page.locator("#phone").fill("010-1234-5678");
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await page.waitForURL("**/elsewhere");
    await page.goBack({ waitUntil: "commit" });
    // It was kept as it stood, not loaded again.
    expect(await page.evaluate("window.isTheSame")).toBe(true);
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await post(1);
    await page.waitForURL("**/elsewhere");
  });

  test("a server that does not answer does not lock the page", async () => {
    const page = await visit("about:blank");
    await page.clock.install();
    await page.goto(server.urlOf("ko", "identify"));
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await post();
    await page.clock.runFor(15_000);
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await post(1);
  });
});

describe("consent", () => {
  const ticks = (page: Page) =>
    page.evaluate(`[...document.querySelectorAll(".items input")].map((row) => row.checked)`);
  const all = (page: Page) =>
    page.evaluate(`(({ checked, indeterminate }) => [checked, indeterminate])(document.querySelector("[name=all]"))`);

  test("the all-tick ticks all, shows when some are ticked, and follows the rows", async () => {
    const page = await visit(server.urlOf("ko", "consent"));
    expect(await ticks(page)).toEqual([false, false, false, false, false]);
    await page.getByLabel("필수와 선택에 모두 동의합니다").check();
    expect(await ticks(page)).toEqual([true, true, true, true, true]);
    await page.getByRole("checkbox", { name: "혜택·소식 문자 받기" }).uncheck();
    expect(await all(page)).toEqual([false, true]);
    await page.getByRole("button", { name: "동의하고 계속" }).click();
    // What was unticked is not brought back by `all`.
    expect((await post()).fields).toEqual({ "item-0": "on", "item-1": "on", "item-2": "on", "item-3": "on" });
  });

  test("ticked one by one it is all; unticked it is none", async () => {
    const page = await visit(server.urlOf("ko", "consent"));
    for (const row of await page.locator(".items input").all()) await row.check();
    expect(await all(page)).toEqual([true, false]);
    await page.locator("[name=all]").uncheck();
    expect(await ticks(page)).toEqual([false, false, false, false, false]);
  });

  test("reading a text and coming back keeps the ticks", async () => {
    const page = await visit(server.urlOf("ko", "consent"));
    await page.getByRole("checkbox", { name: "서비스 이용약관" }).check();
    await page.getByRole("link", { name: "서비스 이용약관 보기" }).click();
    await page.waitForURL("**/terms/1");
    // Loaded anew, as after the browser has thrown the page away.
    await page.goto(server.urlOf("ko", "consent"));
    expect(await ticks(page)).toEqual([false, true, false, false, false]);
    expect(await all(page)).toEqual([false, true]);
  });

  test("without JavaScript the server gets `all`, which it reads as every box", async () => {
    const page = await visit(server.urlOf("ko", "consent"), { javaScriptEnabled: false });
    await page.getByLabel("필수와 선택에 모두 동의합니다").check();
    await page.getByRole("button", { name: "동의하고 계속" }).click();
    expect((await post()).fields).toEqual({ all: "on" });
  });
});

describe("a challenge", () => {
  const keyring = parseKeyring(generateKeyring(systemRandom));
  const dependencies = { keyring, clock: systemClock, random: systemRandom };
  const scope = (action: "send" | "check") => ({ keyId: "pages", action, network: "203.0.113.0/24" });

  test("as the server makes it is solved, and the form goes again with what was typed", async () => {
    const challenge = await createWork(dependencies, scope("send"));
    const page = await visit(
      server.show("/challenge", {
        ...(views.identify as IdentifyView),
        value: "010-1234-5678",
        challenge: challenge as unknown as IdentifyView["challenge"],
        challengeForm: (views.identify as IdentifyView).form,
      }),
    );
    const { path, fields } = await post();
    expect({ path, phone: fields.phone }).toEqual({
      path: (views.identify as IdentifyView).form,
      phone: "010-1234-5678",
    });
    expect(await readProof(dependencies, fields.altcha ?? "", scope("send"))).toBeDefined();
    expect(await page.locator("[role=status].work").textContent()).toContain("살피고 있습니다");
  });

  test("of checking a code sends the same code again", async () => {
    server.answer(({ fields }) => (fields.altcha ? "/ko/consent" : "/ko/code-challenge"));
    const page = await visit(server.urlOf("ko", "code"));
    await page.locator("#code").fill("123456");
    await page.waitForURL("**/consent");
    expect(server.posts.map(({ fields }) => fields.code)).toEqual(["123456", "123456"]);
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
  });

  test("of sending again belongs to that form", async () => {
    await visit(server.urlOf("ko", "code-resend-challenge"));
    const { path, fields } = await post();
    expect(path).toBe((views.code as CodeView).resend.form);
    expect(Object.keys(fields)).toEqual(["altcha"]);
  });

  test.each(["step-up-challenge", "recycled-challenge", "password-challenge", "profile-challenge"])(
    "of %s belongs to the form that met it",
    async (name) => {
      const view = views[name] as StepUpView;
      await visit(server.urlOf("ko", name));
      const { path, fields } = await post();
      expect(path).toBe(view.challengeForm);
      expect(Object.keys(fields)).toEqual(name === "profile-challenge" ? ["email", "altcha"] : ["altcha"]);
    },
  );

  test("of a form that is empty waits until it is filled", async () => {
    const identify = views["identify-challenge"] as IdentifyView;
    const page = await visit(server.show("/challenge-empty", { ...identify, value: "" }));
    await page.getByText("다 살폈습니다").waitFor();
    expect(server.posts).toHaveLength(0);
    await page.locator("#phone").fill("010-1234-5678");
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    expect((await post()).fields.phone).toBe("010-1234-5678");
  });

  test("that the server gives again and again is not sent by itself for ever", async () => {
    server.answer(() => "/ko/identify-challenge");
    const page = await visit(server.urlOf("ko", "identify-challenge"));
    await post();
    await page.getByText("다 살폈습니다").waitFor();
    expect(server.posts).toHaveLength(1);
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    await post(1);
  });

  test("that a browser cannot solve says so, and the other ways are there", async () => {
    const page = await visit("about:blank");
    await page.addInitScript("delete window.Worker;");
    await page.goto(server.urlOf("ko", "identify-challenge"));
    await page.getByText("이 브라우저에서는 살피지 못했습니다").waitFor();
    await page.getByRole("button", { name: "이메일로 계속하기" }).click();
    expect((await post()).path).toContain("use-email");
  });

  test("without JavaScript says so, and the other ways are there", async () => {
    const page = await visit(server.urlOf("ko", "identify-challenge"), { javaScriptEnabled: false });
    expect(await page.locator("noscript p").textContent()).toContain("3분 20초");
    expect(await page.locator(".work").isVisible()).toBe(false);
    await page.getByRole("button", { name: "이메일로 계속하기" }).click();
    expect((await post()).path).toContain("use-email");
  });
});

describe("a wait", () => {
  test("counts down and goes on by itself", async () => {
    const page = await visit("about:blank");
    await page.clock.install();
    await page.goto(server.show("/wait", { page: "wait", seconds: 62, href: "/ko/identify", others: [] }));
    const countdown = page.locator(".countdown");
    expect(await countdown.textContent()).toBe("1분 2초");
    await page.clock.runFor(3000);
    expect(await countdown.textContent()).toBe("59초");
    await page.clock.runFor(59_000);
    await page.waitForURL("**/ko/identify");
  });

  test("goes on without JavaScript, too", async () => {
    const url = server.show("/wait", { page: "wait", seconds: 1, href: "/ko/identify", others: [] });
    const page = await visit(url, { javaScriptEnabled: false });
    await page.waitForURL("**/ko/identify");
  });
});

test("a password can be looked at, and is none that the browser remembers as a text", async () => {
  const page = await visit(server.urlOf("ko", "new-password"));
  const field = page.locator("#password");
  await field.fill("correct horse");
  await page.getByRole("button", { name: "보이기" }).click();
  expect(await field.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "바꾸고 로그인하기" }).click();
  expect((await post()).fields).toEqual({ password: "correct horse", "end-others": "on" });
  expect(await field.getAttribute("type")).toBe("password");
});

test("the example of a number is one of the country that is chosen", async () => {
  const page = await visit(server.urlOf("ko", "identify-countries"));
  const example = () => page.locator("#phone").getAttribute("placeholder");
  expect(await example()).toBe("010-1234-5678");
  await page.locator("select").selectOption("US");
  expect(await example()).toBe("");
  await page.locator("select").selectOption("KR");
  expect(await example()).toBe("010-1234-5678");
  await page.locator("select").selectOption("JP");
  await page.locator("#phone").fill("090-1234-5678");
  await page.getByRole("button", { name: "인증번호 받기" }).click();
  expect((await post()).fields).toEqual({ country: "JP", phone: "090-1234-5678" });
});

test("times are said in the reader's own zone", async () => {
  const url = server.urlOf("en", "account");
  const page = await visit(url, { timezoneId: "America/New_York" });
  const used = page.locator("time[data-as=minute]");
  expect(await used.textContent()).toMatch(/Nov 27.*00:20/);
  await close();
  const still = await visit(url, { javaScriptEnabled: false });
  expect(await still.locator("time[data-as=minute]").textContent()).toMatch(/Nov 27.*05:20 UTC/);
});
