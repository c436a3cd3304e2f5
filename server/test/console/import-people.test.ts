/** @module People imported in the console: a file is chosen, tried, imported and reported; a viewer looks on. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newNumber, suite } from "../harness.js";
import { openBrowser } from "../pages/serve-pages.js";
import { fileOf } from "../users/import-kit.js";
import { ageSession } from "./kit.js";
import { joinAt, lookAt, openDesk } from "./live.js";

const server = suite();
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => await browser?.close());

const people = async () => (await server.sql`select from users where external_id is not null`).length;

test("a dry run makes nobody, the import makes them after a passkey, and the report is taken along", async () => {
  const desk = await openDesk(browser, server.origin);
  const sid = await joinAt(desk, server);
  const { page } = desk;
  await desk.go("/users");
  await page.getByRole("link", { name: "사용자 가져오기" }).click();
  await page.waitForURL("**/console/users/import");
  const lines = Array.from({ length: 300 }, (_, n) => ({
    ...{ externalId: `in-${n}`, identifiers: [{ kind: "phone", value: newNumber(), verified: true }] },
  }));
  const buffer = Buffer.from(
    fileOf([...lines, { externalId: "no-number", identifiers: [{ kind: "phone", value: "02-123-4567" }] }]),
  );
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "people.ndjson", mimeType: "application/x-ndjson", buffer });
  await page.getByRole("button", { name: "시험 실행" }).click();
  await page.getByText("시험 실행을 시작했습니다.").waitFor();
  const rows = page.getByRole("table", { name: "가져온 기록" }).locator("tbody tr");
  await rows.filter({ hasText: "끝남" }).first().waitFor();
  expect(await rows.first().innerText()).toMatch(/시험[\s\S]*301[\s\S]*300[\s\S]*1/);
  expect(await people()).toBe(0);
  await ageSession(server.sql, sid, "proved_at", 601);
  await page.getByRole("button", { name: "가져오기", exact: true }).click();
  await page.getByRole("button", { name: "패스키로 확인" }).click();
  await page.getByText("가져오기를 시작했습니다.").waitFor();
  await expect.poll(() => rows.filter({ hasText: "끝남" }).count(), { timeout: 30_000 }).toBe(2);
  expect(await people()).toBe(300);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    rows.first().getByRole("link", { name: "보고서" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^UI[0-9a-f]{32}\.ndjson$/);
  expect(await lookAt(desk)).toEqual([]);
  // The refusal for want of a fresh passkey is no complaint of ours.
  await desk.context.close();

  const viewer = await openDesk(browser, server.origin);
  await joinAt(viewer, server, "viewer");
  await viewer.go("/users/import");
  expect(await viewer.page.getByRole("table", { name: "가져온 기록" }).locator("tbody tr").count()).toBe(2);
  expect(await viewer.page.locator("main button").count()).toBe(0);
  await viewer.context.close();
});
