/** @module Settings as a file in a real browser: exported, brought in after a look at what differs, taken back. */
import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suite } from "../harness.js";
import { eventually } from "../kit/pace.js";
import { manage } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { type Desk, openDesk } from "./desk.js";
import { ageSession } from "./kit.js";

const server = suite();
let browser: Browser;
let desk: Desk;
beforeAll(async () => {
  browser = await openBrowser();
  desk = await openDesk(browser, server);
});
afterAll(async () => {
  await desk?.close();
  await browser?.close();
});

const brand = async () => (await manage(server.origin, "GET", "/sign-in-experience")).body.brand.name;
const button = (name: string) => desk.page.getByRole("button", { name, exact: true });
const admin = async () => {
  const [row] = await server.sql<{ userSid: string }[]>`select user_sid from admins where role = 'admin' limit 1`;
  return row?.userSid ?? "";
};

test("a file is looked at before it changes anything, is brought in at once, and is taken back", async () => {
  const { page } = desk;
  await desk.go("/environments");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON 내려받기" }).click();
  const file = JSON.parse(await readFile(await (await download).path(), "utf8"));
  const before = await brand();

  // As it was taken along, nothing differs.
  const field = page.getByLabel("설정 파일 (YAML이나 JSON)");
  await field.fill(JSON.stringify(file));
  await button("달라지는 것 보기").click();
  await page.getByText("달라지는 것이 없습니다.").waitFor();
  expect(await button("이대로 바꾸기").count()).toBe(0);

  // A file is chosen, not pasted; what it would change is told, and nothing has changed yet.
  file.experience = { ...file.experience, brand: { ...file.experience?.brand, name: "옮겨온가게" } };
  await page.locator("input[type=file]").setInputFiles({
    name: "munjigi.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await eventually(async () => (await field.inputValue()).includes("옮겨온가게"));
  await button("달라지는 것 보기").click();
  await page.getByRole("cell", { name: /옮겨온가게/ }).waitFor();
  expect(await brand()).toBe(before);
  expect(await desk.examine()).toEqual([]);

  // An old proof: the passkey is asked for once more, and then it is done.
  await ageSession(server.sql, await admin(), "proved_at", 601);
  await button("이대로 바꾸기").click();
  await desk.prove();
  await page.getByText("바꾸었습니다. 아래에서 되돌릴 수 있습니다.").waitFor();
  expect(await brand()).toBe("옮겨온가게");

  await button("되돌리기").click();
  await page.getByRole("dialog").getByRole("button", { name: "되돌리기", exact: true }).click();
  await page.getByText("되돌림", { exact: true }).waitFor();
  expect(await brand()).toBe(before);
  expect(await button("되돌리기").count()).toBe(0);
  expect(desk.complaints.filter((text) => !/status of 403/.test(text))).toEqual([]);
});

test("a file that cannot be read says where", async () => {
  const { page } = desk;
  await desk.go("/environments");
  await page.getByLabel("설정 파일 (YAML이나 JSON)").fill('{"version": 1, "services": [{"name": 5}]}');
  await button("달라지는 것 보기").click();
  await page.getByRole("alert").waitFor();
  expect(await page.getByRole("alert").innerText()).not.toBe("");
});
