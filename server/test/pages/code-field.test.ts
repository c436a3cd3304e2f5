/** @module The code page as people use it: typed, pasted, filled in by the phone, read from the text; too early, too late, without JavaScript. */
import type { CodeView } from "@munjigi/pages/view";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../kit/pace.js";
import { sampleViews } from "./sample-views.js";
import { newVisitor, openBrowser, type PagesServer, servePages } from "./serve-pages.js";

const view = sampleViews("ko").code as CodeView;

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
  const { context, page, complaints } = await newVisitor(browser, {
    permissions: ["clipboard-read", "clipboard-write"],
    ...options,
  });
  close = async () => {
    await context.close();
    expect(complaints).toEqual([]);
  };
  await page.goto(url);
  return page;
}

const post = (at = 0) => eventually(async () => server.posts[at]);

/** What follows a post that should not be would be there by now. */
async function expectNoPost(page: Page) {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
  expect(server.posts).toEqual([]);
}

async function paste(page: Page, text: string) {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.locator("#code").press("ControlOrMeta+V");
}

describe("a code that comes at once is sent", () => {
  test.each([
    ["123456"],
    ["123 456"],
    ["인증번호 123456"],
    ["１２３４５６"],
    ["١٢٣٤٥٦"],
    ["۱۲۳-۴۵۶"],
    ["[Web발신]\n[문지기24] 인증번호 [123456] 타인에게 알려주지 마세요.\n@login.example.com #123456"],
  ])("pasted: %j", async (text) => {
    const page = await visit(server.urlOf("ko", "code"));
    await paste(page, text);
    expect((await post()).fields).toEqual({ code: "123456" });
    expect(await page.inputValue("#code")).toBe("123456");
  });

  test("pasted over what was typed", async () => {
    const page = await visit(server.urlOf("ko", "code"));
    await page.locator("#code").pressSequentially("98");
    await paste(page, "123456");
    expect((await post()).fields).toEqual({ code: "123456" });
  });

  test("filled in by the phone, also over the wrong one", async () => {
    const page = await visit(server.urlOf("ko", "code-wrong"));
    await page.locator("#code").fill("284193");
    await post();
    await page.goto(server.urlOf("ko", "code-wrong"));
    expect(await page.inputValue("#code")).toBe("284193");
    await page.locator("#code").fill("123456");
    expect((await post(1)).fields).toEqual({ code: "123456" });
  });

  test("read from the text by the browser (WebOTP), which is asked no more once a code is sent", async () => {
    const page = await visit("about:blank");
    await page.addInitScript(`
      window.OTPCredential = class {};
      navigator.credentials.get = ({ otp, signal }) => {
        window.asked = otp;
        signal.addEventListener("abort", () => { window.isAborted = true; });
        return new Promise((done) => { window.deliver = done; });
      };`);
    await page.goto(server.urlOf("ko", "code"));
    expect(await page.evaluate("asked")).toEqual({ transport: ["sms"] });
    await page.evaluate('deliver({ code: "123456" })');
    expect((await post()).fields).toEqual({ code: "123456" });
    expect(await page.evaluate("isAborted")).toBe(true);
    // A code by e-mail is in no text.
    await page.goto(server.urlOf("ko", "code-email"));
    expect(await page.evaluate("window.asked")).toBeUndefined();
  });
});

describe("what is typed waits for the button", () => {
  test("the last digit sends nothing; the button and Enter do", async () => {
    const page = await visit(server.urlOf("ko", "code"));
    const field = page.locator("#code");
    expect(await page.evaluate("document.activeElement.id")).toBe("code");
    await field.pressSequentially("12x3 4-56");
    expect(await field.inputValue()).toBe("123456");
    await field.pressSequentially("7");
    expect(await field.inputValue()).toBe("123456");
    await expectNoPost(page);
    await field.press("Enter");
    expect(await post()).toEqual({ path: view.form, fields: { code: "123456" } });
  });

  test("a piece that is pasted to the rest sends nothing", async () => {
    const page = await visit(server.urlOf("ko", "code"));
    await page.locator("#code").pressSequentially("1234");
    await paste(page, "56");
    expect(await page.inputValue("#code")).toBe("123456");
    await expectNoPost(page);
  });

  test("a digit that is taken back and typed again sends nothing", async () => {
    const page = await visit(server.urlOf("ko", "code"));
    await page.locator("#code").pressSequentially("123457");
    await page.locator("#code").press("Backspace");
    await page.locator("#code").pressSequentially("6");
    await expectNoPost(page);
    await page.getByRole("button", { name: "확인" }).click();
    expect((await post()).fields).toEqual({ code: "123456" });
  });
});

test("after a miss the digits are still there, selected; on any other page they are forgotten", async () => {
  const page = await visit(server.urlOf("ko", "code"));
  server.answer(() => "/ko/code-wrong");
  await page.locator("#code").pressSequentially("284193");
  await page.getByRole("button", { name: "확인" }).click();
  await page.waitForURL("**/code-wrong");
  expect(await page.inputValue("#code")).toBe("284193");
  expect(await page.evaluate("getSelection().toString()")).toBe("284193");
  expect(await page.evaluate("sessionStorage.length")).toBe(0);
  server.answer(() => "/ko/consent");
  await page.locator("#code").fill("123456");
  await page.waitForURL("**/consent");
  expect(await page.evaluate("sessionStorage.length")).toBe(0);
  // The other page has it no more, and a page without an error is empty.
  await page.goto(server.urlOf("ko", "code"));
  expect(await page.inputValue("#code")).toBe("");
});

describe("the clock", () => {
  test("runs, is announced at a minute, at half a minute and at the end, and says then what to do", async () => {
    const page = await visit("about:blank");
    await page.clock.install();
    await page.goto(server.show("/clock", { ...view, secondsLeft: 62 }));
    const said = page.locator("#said");
    const clock = page.locator("main time");
    await page.clock.runFor(1000);
    expect(await clock.textContent()).toBe("1:01");
    expect(await said.textContent()).toBe("");
    await page.clock.runFor(1000);
    expect(await said.textContent()).toBe("1분 남았습니다.");
    await page.clock.runFor(20_000);
    expect(await clock.textContent()).toBe("0:40");
    await page.clock.runFor(10_000);
    expect(await said.textContent()).toBe("30초 남았습니다.");
    expect(await clock.getAttribute("aria-live")).toBe("off");
    await page.clock.runFor(30_000);
    expect(await clock.textContent()).toBe("0:00");
    expect(await said.textContent()).toBe("인증번호가 만료되었습니다. 새로 받아 주세요.");
    expect(await page.locator("#code-note").textContent()).toBe("인증번호가 만료되었습니다. 새로 받아 주세요.");
  });

  test("is right after the phone slept", async () => {
    const page = await visit("about:blank");
    await page.clock.install();
    await page.goto(server.urlOf("ko", "code"));
    await page.clock.fastForward(600_000);
    expect(await page.locator("main time").textContent()).toBe("0:00");
    expect(await page.locator("#said").textContent()).toBe("인증번호가 만료되었습니다. 새로 받아 주세요.");
  });
});

describe("sending again", () => {
  test("counts down on the button, which then works; the row does not move", async () => {
    const page = await visit("about:blank");
    await page.clock.install();
    // However long the page takes to load.
    await page.clock.pauseAt(new Date(Date.now() + 3_600_000));
    await page.goto(server.urlOf("ko", "code"));
    const button = page.locator(".resend");
    const before = await button.boundingBox();
    expect(await button.isDisabled()).toBe(true);
    expect(await button.getAttribute("disabled")).not.toBeNull();
    await page.getByRole("button", { name: "24초 뒤 다시 보내기" }).waitFor();
    await page.clock.runFor(23_000);
    await page.getByRole("button", { name: "1초 뒤 다시 보내기" }).waitFor();
    await page.clock.runFor(1000);
    expect(await page.locator("#said").textContent()).toBe("이제 다시 보낼 수 있습니다.");
    expect(await button.boundingBox()).toEqual(before);
    await page.getByRole("button", { name: "다시 보내기 (3번 남음)", exact: true }).click();
    expect(await post()).toEqual({ path: view.resend.form, fields: {} });
  });

  test("works at once where there is nothing to wait for, and is no button where none is left", async () => {
    const page = await visit(server.urlOf("ko", "code-wrong"));
    await page.getByRole("button", { name: "다시 보내기 (3번 남음)", exact: true }).click();
    await post();
    await page.goto(server.urlOf("ko", "code-hidden"));
    expect(await page.locator(".resend").count()).toBe(0);
    await page.getByText("더 보낼 수 없습니다").waitFor();
  });
});

describe("without JavaScript", () => {
  test("sending again is a live button from the start, and no clock stands still", async () => {
    const page = await visit(server.urlOf("ko", "code"), { javaScriptEnabled: false });
    expect(await page.locator("main time").isVisible()).toBe(false);
    expect(await page.getByText("24초 뒤").isVisible()).toBe(false);
    await page.getByRole("button", { name: "다시 보내기 (3번 남음)" }).click();
    expect(await post()).toEqual({ path: view.resend.form, fields: {} });
  });

  test("a code with a blank in it is sent as it is: no pattern or length stands in its way", async () => {
    const page = await visit(server.urlOf("ko", "code"), { javaScriptEnabled: false });
    await page.locator("#code").fill("123 456");
    await page.getByRole("button", { name: "확인" }).click();
    expect((await post()).fields).toEqual({ code: "123 456" });
  });
});
