/** @module A trial of a provider from its connector's page, in a real browser: its window, what came, and what did not. */
import { fakeApple } from "@munjigi/testkit/social/apple";
import { fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ageLimits, suite } from "../harness.js";
import { manage, PRIVATE } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { type Desk, openDesk } from "./desk.js";

const server = suite({ env: PRIVATE });
let browser: Browser;
let desk: Desk;
let fakes: { kakao: Awaited<ReturnType<typeof fakeKakao>>; apple: Awaited<ReturnType<typeof fakeApple>> };

beforeAll(async () => {
  browser = await openBrowser();
  desk = await openDesk(browser, server, { role: "operator" });
  fakes = { kakao: await fakeKakao(), apple: await fakeApple() };
});
afterAll(async () => {
  await browser?.close();
  await Promise.all(Object.values(fakes ?? {}).map((one) => one.close()));
});

async function draft(connectorId: string, config: object): Promise<string> {
  const made = await manage(server.origin, "POST", "/connectors", { connectorId, config, activate: false });
  expect([made.status, made.body.detail]).toEqual([201, undefined]);
  await ageLimits(server.sql, 61);
  return made.body.id;
}

/** Presses the button; resolves to the window that it opens, at the provider. */
async function begin(name: RegExp = /시험 로그인 하기|다시 하기/): Promise<Page> {
  const opened = desk.page.waitForEvent("popup");
  await desk.page.getByRole("button", { name }).click();
  return await opened;
}

test("Kakao, a draft: goes there, and says what came and how the rest is had", async () => {
  const { restApiKey: clientId, clientSecret } = kakaoConsole;
  const id = await draft("kakao-universal", { clientId, clientSecret, endpoints: fakes.kakao.endpoints });
  await desk.go(`/connectors/${id}`);
  const window = await begin();
  await window.waitForURL(/\/oauth\/authorize/);
  await desk.page.getByText("새 창에서 로그인을 마치면").waitFor();
  await window.getByLabel("전화번호").uncheck();
  await window.getByRole("button", { name: "동의" }).click();
  await window.getByText("시험 로그인을 마쳤습니다").waitFor();
  const came = desk.page.getByRole("list", { name: "받은 항목" });
  await came.waitFor();
  const text = await came.innerText();
  expect(text).toContain("비즈 앱");
  expect(text).toContain("업체가 확인함");
  expect(text).not.toContain(fakes.kakao.person.email ?? "no address");
  expect(await desk.examine()).toEqual([]);
  // Once more, and cancelled there.
  const again = await begin();
  await again.getByRole("button", { name: "취소" }).click();
  await again.getByText("시험 로그인이 되지 않았습니다").waitFor();
  await desk.page.getByText("로그인 화면에서 취소했습니다.").waitFor();
  expect(await desk.examine()).toEqual([]);
});

test("Apple, which posts its answer across sites", async () => {
  const { servicesId: clientId, teamId, keyId, privateKey } = fakes.apple.team;
  const config = { clientId, teamId, keyId, privateKey, scope: "name email", endpoints: fakes.apple.endpoints };
  const id = await draft("apple-universal", config);
  await desk.go(`/connectors/${id}`);
  const window = await begin();
  await window.getByRole("button", { name: "동의" }).click();
  await window.getByText("시험 로그인을 마쳤습니다").waitFor();
  const came = desk.page.getByRole("list", { name: "받은 항목" });
  await came.waitFor();
  // A number and a picture it never tells.
  expect((await came.innerText()).match(/주지 않는 항목/g)).toHaveLength(2);
});

test("what is wrong in the settings is told with what mends it", async () => {
  const { restApiKey: clientId } = kakaoConsole;
  const id = await draft("kakao-universal", { clientId, clientSecret: "wrong", endpoints: fakes.kakao.endpoints });
  await desk.go(`/connectors/${id}`);
  const window = await begin();
  await window.getByRole("button", { name: "동의" }).click();
  await desk.page.getByText("KOE010").waitFor();
  await desk.page.getByText("클라이언트 시크릿에서 값을 다시 복사해").waitFor();
  expect(await desk.examine()).toEqual([]);
});

test("who only looks is offered none", async () => {
  const viewer = await openDesk(browser, server, { role: "viewer" });
  const [{ id }] = (await manage(server.origin, "GET", "/connectors")).body;
  await viewer.go(`/connectors/${id}`);
  expect(await viewer.page.getByRole("button", { name: "시험 로그인 하기" }).count()).toBe(0);
  await viewer.close();
});
