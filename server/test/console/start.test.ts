/** @module The first run in a real browser, from a fresh server to code that fits it; and that code, run. */
import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fakeTwilio } from "@munjigi/testkit/sms/twilio";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ageLimits, credentials, newNumber, readCode, start, suite } from "../harness.js";
import { force, manage, PRIVATE, twilioConfig } from "../kit/vendors.js";
import { openBrowser } from "../pages/serve-pages.js";
import { joinAt, lookAt, openDesk } from "./live.js";

const server = suite({ env: PRIVATE });
let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => await browser?.close());

test("the console begins with the first run until all of it is done, and says what is", async () => {
  const desk = await openDesk(browser, server.origin);
  await joinAt(desk, server);
  const { page } = desk;
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await page.waitForURL("**/console/start");
  const done = async () => (await page.locator(".steps li").allInnerTexts()).map((text) => text.includes("했습니다"));
  // A server of development needs no vendor.
  expect(await done()).toEqual([false, true, false, false]);
  await page.getByLabel("이름", { exact: true }).fill("우리동네마켓");
  expect(await lookAt(desk)).toEqual([]);
  await button("저장하고 계속").click();
  await page.getByRole("heading", { name: "문자는 누가 보낼까요?" }).waitFor();
  expect(await lookAt(desk)).toEqual([]);
  await button("계속").click();
  await page.getByRole("heading", { name: "한 통 받아 보세요" }).waitFor();
  expect(await lookAt(desk)).toEqual([]);
  const number = newNumber();
  await start(server.origin, number);
  await readCode(server.origin, number);
  await button("왔는지 다시 보기").click();
  await expect.poll(done).toEqual([true, true, true, false]);
  await button("계속").click();
  await button("앱 등록하기").click();
  const secret = await page.getByRole("dialog").locator("code").innerText();
  await button("복사해 두었습니다").click();
  await expect.poll(done).toEqual([true, true, true, true]);
  const { applications } = (await manage(server.origin, "GET", "/applications")).body;
  const made = applications.find(({ isDemo }: { isDemo: boolean }) => !isDemo);
  expect(made).toMatchObject({ type: "web", redirectUris: ["http://localhost:4001/callback"] });
  for (const name of ["Express", "NestJS", "Next.js", "Flask", "Spring", "twilio SDK"]) {
    await page.getByRole("tab", { name, exact: true }).click();
    const code = await page.locator("pre").innerText();
    expect(code, name).toContain(server.origin);
    expect(code, name).toContain(/NestJS|twilio/.test(name) ? credentials.serviceSid : made.clientId);
    for (const hidden of [secret, credentials.authToken, credentials.adminToken]) expect(code).not.toContain(hidden);
  }
  expect(await lookAt(desk)).toEqual([]);
  await desk.go("/");
  await page.waitForURL("**/console/connectors");
  await desk.context.close();
});

test("whoever says later is not led there again", async () => {
  const desk = await openDesk(browser, server.origin);
  await server.sql`delete from applications where not is_demo and not is_console`;
  await joinAt(desk, server);
  await desk.page.waitForURL("**/console/start");
  await desk.page.getByRole("button", { name: "나중에 하기" }).click();
  await desk.page.waitForURL("**/console/connectors");
  await desk.go("/");
  await desk.page.waitForURL("**/console/connectors");
  await desk.context.close();
});

interface Snippet {
  id: string;
  file: string;
  code: (values: { origin: string; clientId: string; serviceSid: string }) => string;
}

describe("the code to copy", () => {
  const repository = fileURLToPath(new URL("../../../", import.meta.url));
  const clientId = `AP${"0".repeat(32)}`;
  let snippets: readonly Snippet[];
  let folder: string;
  beforeAll(async () => {
    ({ snippets } = await import(join(repository, "console/src/rooms/start/snippets.ts")));
    await mkdir(join(repository, "node_modules/.cache"), { recursive: true });
    folder = await mkdtemp(join(repository, "node_modules/.cache/snippets-"));
    await mkdir(join(folder, "node_modules"));
    await symlink(join(repository, "node_modules/twilio6"), join(folder, "node_modules/twilio"));
  });
  afterAll(async () => await rm(folder, { recursive: true, force: true }));

  const write = async (id: string, file: string) => {
    const code = snippets.find((one) => one.id === id)?.code;
    const path = join(folder, file);
    await writeFile(path, code?.({ origin: server.origin, clientId, serviceSid: credentials.serviceSid }) ?? "");
    return path;
  };

  test("of the twilio SDK sends a code and checks it", async () => {
    const path = await write("twilio", "verify.mjs");
    const env = {
      PATH: process.env.PATH ?? "",
      MUNJIGI_ACCOUNT_SID: credentials.accountSid,
      MUNJIGI_AUTH_TOKEN: credentials.authToken,
    };
    const run = async (...words: string[]) =>
      (await promisify(execFile)(process.execPath, [path, ...words], { env })).stdout.trim();
    const number = newNumber();
    expect(await run(number)).toBe("pending");
    expect(await run(number, await readCode(server.origin, number))).toBe("approved");
  });

  test("is what the documentation and the examples say", async () => {
    const docs = await readFile(join(repository, "docs/openid-connect.md"), "utf8");
    const told = docs.split("<!-- next-auth-4 -->")[1] ?? "";
    const lines = (text: string) => text.split("\n").map((line) => line.trim());
    const next = await readFile(await write("next", "route.mjs"), "utf8");
    const own = lines(told).filter((line) =>
      /^(id|name|type|idToken|clientSecret|checks|authorization|profile):/.test(line),
    );
    expect(own).toHaveLength(8);
    expect(lines(next)).toEqual(expect.arrayContaining(own));
    const example = await readFile(join(repository, "examples/express-oidc/app.js"), "utf8");
    const express = await readFile(await write("express", "server.mjs"), "utf8");
    const calls = lines(express).filter((line) => /await client\.(authorizationCodeGrant|calculatePKCE)/.test(line));
    expect(calls).toHaveLength(2);
    expect(lines(example)).toEqual(expect.arrayContaining(calls));
    expect(spawnSync(process.execPath, ["--check", join(folder, "server.mjs")]).status).toBe(0);
    expect(spawnSync(process.execPath, ["--check", join(folder, "route.mjs")]).status).toBe(0);
  });
});

test("a test message marks its step, wherever it was sent", async () => {
  const vendor = await fakeTwilio();
  onTestFinished(async () => await vendor.close());
  await force(server.origin, twilioConfig(vendor));
  await server.sql`delete from messages`;
  await server.sql`delete from audit_events where type = 'connector.tested'`;
  const desk = await openDesk(browser, server.origin);
  await joinAt(desk, server);
  const { page } = desk;
  await desk.go("/start");
  const isDone = async () => (await page.locator(".steps li").nth(2).innerText()).includes("했습니다");
  await page.locator(".steps button").nth(2).click();
  expect(await isDone()).toBe(false);
  await ageLimits(server.sql, 61);
  await page.getByLabel("휴대전화 번호").fill(newNumber());
  await page.getByRole("button", { name: "시험 문자 보내기" }).click();
  await page.getByText("휴대전화에 도착했다고 업체가 알려 왔습니다.").waitFor();
  await expect.poll(isDone).toBe(true);
  expect(await lookAt(desk)).toEqual([]);
  await desk.context.close();
});
