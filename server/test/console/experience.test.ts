/** @module The sign-in experience in a real browser: the real pages as they would be, a draft until it is saved, two who change it at once. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { type Desk, joinAt, lookAt, openDesk } from "./live.js";

const server = suite();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => await browser?.close());
beforeEach(async () => {
  await server.sql`delete from sign_in_experience`;
});

const ROOM = "/sign-in-experience";
const experience = async () => (await manage(server.origin, "GET", "/sign-in-experience")).body;
/** No script runs in the frame, a test's neither: the page around it, of the same origin, looks into it. */
const inFrame = ({ page }: Desk, what: string) =>
  page.evaluate(`((framed) => ${what})(document.querySelector("iframe")?.contentDocument)`) as Promise<string>;
const shows = (desk: Desk, text: string) =>
  eventually(async () => (await inFrame(desk, "framed?.body?.innerText ?? ''")).includes(text));
const styleOf = (desk: Desk, name: string) =>
  inFrame(desk, `framed ? getComputedStyle(framed.documentElement).getPropertyValue("${name}").trim() : ""`);
const tab = ({ page }: Desk, name: string) => page.getByRole("tab", { name, exact: true }).click();
const field = ({ page }: Desk, label: string) => page.getByLabel(label, { exact: true });
const button = ({ page }: Desk, name: string) => page.getByRole("button", { name, exact: true });

async function open(options = {}): Promise<Desk> {
  const desk = await openDesk(browser, server.origin, options);
  await joinAt(desk, server);
  await desk.go(ROOM);
  return desk;
}

test("the frame shows what is not saved yet; saved, the pages have it", async () => {
  const desk = await open();
  const { page } = desk;
  await shows(desk, "휴대전화로 시작하기");
  await tab(desk, "브랜드");
  await field(desk, "이름").fill("우리동네마켓");
  await field(desk, "색").fill("#ffd400");
  await shows(desk, "우리동네마켓");
  await page.getByText("저장 안 한 변경 2개").waitFor();
  // Yellow cannot be read on white: it is told, with a shade that can.
  await page.getByText(/4.5보다 낮아/).waitFor();
  await eventually(async () => (await styleOf(desk, "--accent")) === "#ffd400");
  await page.getByRole("button", { name: /쓰기$/ }).click();
  await page
    .getByText(/잘 읽힙니다/)
    .first()
    .waitFor();
  expect((await experience()).brand).toMatchObject({ name: null, colour: null });

  // Each page, language and scheme of it; nothing in the frame can be sent.
  await tab(desk, "약관");
  await button(desk, "약관 추가").click();
  await field(desk, "제목 (한국어)").fill("서비스 이용약관");
  await field(desk, "제목 (영어)").fill("Terms of service");
  const look = page.getByRole("region", { name: "미리 보기" });
  await look.getByText("English", { exact: true }).click();
  await look.getByText("어둡게", { exact: true }).click();
  await look.getByText("컴퓨터", { exact: true }).click();
  await look.getByLabel("화면", { exact: true }).click();
  await page.getByRole("option", { name: "약관" }).click();
  await shows(desk, "Terms of service");
  await eventually(async () => (await styleOf(desk, "color-scheme")) === "dark");
  expect(await lookAt(desk)).toEqual([]);

  await button(desk, "저장하기").click();
  await page.getByText("저장했습니다.").waitFor();
  const saved = await experience();
  expect([saved.brand.name, saved.terms[0].title.ko]).toEqual(["우리동네마켓", "서비스 이용약관"]);
  await page.goto(`${server.origin}/sign-in`);
  await page.getByText("우리동네마켓").waitFor();
  await desk.context.close();
});

test("of two who change it at once the second sees what the first did, and loses nothing", async () => {
  const [first, second] = [await open(), await open()];
  await tab(first, "브랜드");
  await field(first, "이름").fill("첫째 이름");
  await tab(second, "시간");
  await field(second, "비밀번호 최소 길이").fill("12");
  await button(first, "저장하기").click();
  await first.page.getByText("저장했습니다.").waitFor();
  await button(second, "저장하기").click();
  await second.page.getByText("그 사이 다른 사람이 저장했습니다.").waitFor();
  await second.page.getByText("그 사람이 바꾼 것: 이름").waitFor();
  await second.page.getByText("내가 바꾼 것: 비밀번호 길이").waitFor();
  expect((await experience()).password.minLength).toBe(10);
  expect(await lookAt(second)).toEqual([]);
  await button(second, "그 위에 내 변경 얹기").click();
  await tab(second, "브랜드");
  expect(await field(second, "이름").inputValue()).toBe("첫째 이름");
  await button(second, "저장하기").click();
  await second.page.getByText("저장했습니다.").waitFor();
  const held = await experience();
  expect([held.brand.name, held.password.minLength]).toEqual(["첫째 이름", 12]);

  // Whoever drops theirs has what the other saved.
  await field(first, "이름").fill("다시 바꾼 이름");
  await button(first, "저장하기").click();
  await button(first, "내 변경 버리기").click();
  expect(await field(first, "이름").inputValue()).toBe("첫째 이름");
  expect((await experience()).brand.name).toBe("첫째 이름");
  for (const { context } of [first, second]) await context.close();
});

test("what would lock people out is refused in words, and stays to be mended; another room loses nothing, closing asks", async () => {
  const desk = await open();
  const { page } = desk;
  await page.getByRole("checkbox", { name: "아이디" }).check();
  await button(desk, "저장하기").click();
  await page.getByRole("alert").first().waitFor();
  await page.getByRole("link", { name: "키" }).click();
  await page.getByRole("heading", { name: "키" }).waitFor();
  await page.getByRole("link", { name: "로그인 화면" }).click();
  await page.getByText("저장 안 한 변경 1개").waitFor();
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
  await desk.context.close();
});

test("a viewer sees the settings and cannot change them", async () => {
  const desk = await openDesk(browser, server.origin);
  await joinAt(desk, server, "viewer");
  await desk.go(ROOM);
  // Those of the preview change what is looked at, and nothing else.
  expect(await page(desk, "main fieldset :is(input, button):enabled")).toBe(0);
  expect(await page(desk, "main button[type=submit]:enabled")).toBe(0);
  const frame = desk.page.frameLocator("iframe");
  await frame.locator("h1").waitFor();
  await desk.page.getByText("English", { exact: true }).last().click();
  await frame.getByText("Mobile number").first().waitFor();
  expect(await lookAt(desk)).toEqual([]);
  await desk.context.close();
});

const page = async (desk: Desk, selector: string) => await desk.page.locator(selector).count();
