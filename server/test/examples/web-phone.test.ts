/** @module examples/web-phone, started as its README says and walked in a real browser; its backend is lied to. */
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outbox } from "@munjigi/connectors/sms/outbox";
import { type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { cacheSigningKeys } from "../../dist/signing-keys/cache-signing-keys.js";
import { createSigner } from "../../dist/signing-keys/sign-token.js";
import { ageSends, call, credentials, phone, randomNumber, readCode, startApp, suite, wrongCode } from "../harness.js";
import { freePort } from "../kit/free-port.js";
import { eventually, slowed } from "../kit/pace.js";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const TEST_NUMBER = "+821000000001";
const SCREENSHOTS = process.env.MUNJIGI_SCREENSHOTS;

let profile: string;
let browser: BrowserContext;
let example: Example;

interface Example {
  origin: string;
  stop(): Promise<void>;
}

/** As the README says, with the credentials in the environment. */
async function startExample(env: Record<string, string>): Promise<Example> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, ["examples/web-phone/server.mjs"], {
    env: { PATH: process.env.PATH ?? "", PORT: String(port), ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((done, fail) => {
    child.stdout?.once("data", () => done());
    child.once("exit", (code) => fail(new Error(`the example ended with ${code}`)));
  });
  const stop = async () => {
    const exited = new Promise((done) => child.once("exit", done));
    child.kill();
    await exited;
  };
  return { origin: `http://localhost:${port}`, stop };
}

const settingsFor = (munjigi: { origin: string }, key = credentials.publishableKey, sid = credentials.serviceSid) => ({
  MUNJIGI_URL: munjigi.origin,
  MUNJIGI_PUBLISHABLE_KEY: key,
  MUNJIGI_SERVICE_SID: sid,
});

const server = suite({ env: { MUNJIGI_TEST_NUMBERS: `${TEST_NUMBER}=424242` } });

beforeAll(async () => {
  example = await startExample(settingsFor(server));
  profile = await mkdtemp(join(tmpdir(), "munjigi-browser-"));
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowser(),
    headless: true,
    args: FLAGS,
    viewport: { width: 360, height: 740 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
});

afterAll(async () => {
  await browser?.close();
  if (profile) await rm(profile, { recursive: true, force: true });
  await example?.stop();
});

/** Runs `walk` on a page of a new session, and fails on what the console complains of. `refused`: answers it brings about. */
async function visit(
  walk: (page: Page) => Promise<void>,
  { lang = "ko", at = example, refused = [] as string[] } = {},
) {
  await browser.clearCookies();
  const page = await browser.newPage();
  page.setDefaultTimeout(slowed(60_000));
  const complaints: string[] = [];
  page.on("console", (message) => {
    const [, answer = ""] = /^Failed to load resource:.* (\d{3}|net::\w+)/.exec(message.text()) ?? [];
    if (message.type() === "error" && !refused.includes(answer)) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  try {
    await page.goto(`${at.origin}/?lang=${lang}`);
    await walk(page);
    expect(complaints).toEqual([]);
  } finally {
    await page.close();
  }
}

async function sendTo(page: Page, number: string) {
  await page.locator("#number").fill(number);
  await page.locator("#number-form button").click();
  await page.locator("#code").waitFor();
}

/** The page's clock stands still until the test moves it. The clock is the whole browser's: it goes on after the test. */
async function stopClock(page: Page) {
  const now = Date.now();
  await page.clock.install({ time: now });
  await page.clock.pauseAt(now + 1000);
  onTestFinished(async () => {
    const any = await browser.newPage();
    await any.clock.resume();
    await any.close();
  });
}

async function typeCode(page: Page, code: string) {
  await page.locator("#code").fill("");
  await page.locator("#code").pressSequentially(code);
  await page.keyboard.press("Enter");
}

const isNarrow = (page: Page) => page.evaluate("document.documentElement.scrollWidth <= innerWidth");

async function shoot(page: Page, name: string) {
  if (!SCREENSHOTS) return;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(SCREENSHOTS, `${name}-${colorScheme}.png`) });
  }
}

/** The page's verification, as the database knows it. */
async function verificationOf(to: string): Promise<string> {
  const [row] = await server.sql`select sid from verifications where recipient = ${to} order by sid desc limit 1`;
  return row?.sid;
}

describe("the page", () => {
  test("from a number to being signed in, with a wrong code on the way, at 360 px and by keyboard", async () => {
    const to = randomNumber();
    await visit(
      async (page) => {
        expect(await page.title()).toBe("휴대전화로 로그인");
        expect(await page.locator("html").getAttribute("lang")).toBe("ko");
        expect(await isNarrow(page)).toBe(true);
        await shoot(page, "number");
        await page.locator("#number").focus();
        await page.keyboard.type("12345");
        await page.keyboard.press("Enter");
        await page.getByText("잘못된 전화번호 형식입니다.").waitFor();
        expect(await page.locator("#number").getAttribute("aria-invalid")).toBe("true");
        expect(await isFocused(page, "number")).toBe(true);
        await shoot(page, "number-problem");
        await page.locator("#number").fill(`0${to.slice(3)}`);
        await page.keyboard.press("Enter");
        await page.locator("#code").waitFor();
        expect(await isFocused(page, "code")).toBe(true);
        const field = page.getByRole("textbox", {
          name: "인증번호",
          description: /번호로 인증번호를 보냈습니다\. .*까지 쓸 수 있습니다\./,
        });
        expect(await field.count()).toBe(1);
        expect(await page.locator("#sends-left").innerText()).toBe("4번 더 받을 수 있습니다.");
        const code = await readCode(server.origin, to);
        await page.keyboard.type(wrongCode(code));
        await page.keyboard.press("Enter");
        const alert = page
          .getByRole("alert")
          .filter({ hasText: "잘못된 인증 코드입니다. 입력한 코드를 확인해주세요." });
        await alert.waitFor();
        expect(await isNarrow(page)).toBe(true);
        await shoot(page, "code-problem");
        // The wrong code is selected: what is typed replaces it.
        await page.keyboard.type(code);
        await page.keyboard.press("Enter");
        await page.getByText("로그인되었습니다").waitFor();
        expect(await page.locator("#who").innerText()).toContain(to);
        expect(await isFocused(page, "done-title")).toBe(true);
        await shoot(page, "done");
        await page.reload();
        await page.getByText("로그인되었습니다").waitFor();
        await page.locator("#sign-out").click();
        await page.locator("#number").waitFor();
      },
      { refused: ["400", "403"] },
    );
  });

  test("in English, in the page's words and the server's", async () => {
    const to = randomNumber();
    await visit(
      async (page) => {
        expect(await page.title()).toBe("Sign in with your phone");
        await sendTo(page, to);
        expect(await page.locator("#sent-to").innerText()).toBe(`A code is on its way to ${to}.`);
        const code = await readCode(server.origin, to);
        const inbox = await (await fetch(`${server.origin}/dev/inbox.json?to=${encodeURIComponent(to)}`)).json();
        expect((inbox as { body: string }[])[0]?.body).toContain("verification code is");
        await typeCode(page, wrongCode(code));
        await page.getByText("The code is wrong. Look at the text again.").waitFor();
        expect(await isNarrow(page)).toBe(true);
        await shoot(page, "english");
      },
      { lang: "en", refused: ["403"] },
    );
  });

  test("one may have the code again when the countdown is over, and after a reload the page still knows", async () => {
    const to = randomNumber();
    await visit(async (page) => {
      await stopClock(page);
      await page.reload();
      await sendTo(page, to);
      const resend = page.locator("#resend");
      expect(await resend.innerText()).toBe("다시 받기 (0:30)");
      expect(await resend.getAttribute("aria-disabled")).toBe("true");
      await resend.click({ force: true });
      await page.getByText(/초 뒤 다시 받을 수 있습니다/).waitFor();
      await page.clock.runFor(5000);
      expect(await resend.innerText()).toBe("다시 받기 (0:25)");
      await page.reload();
      await page.locator("#code").waitFor();
      expect(await resend.innerText()).toBe("다시 받기 (0:25)");
      await page.clock.runFor(31_000);
      await page.getByRole("status").filter({ hasText: "이제 인증번호를 다시 받을 수 있습니다." }).waitFor();
      expect(await resend.innerText()).toBe("다시 받기");
      await ageSends(server.sql, await verificationOf(to), 31);
      await resend.click();
      await page.getByText("3번 더 받을 수 있습니다.").waitFor();
      expect(await resend.innerText()).toBe("다시 받기 (1:00)");
      await typeCode(page, await readCode(server.origin, to));
      await page.getByText("로그인되었습니다").waitFor();
    });
  });

  test("while the sign-in is under way the countdown goes on, and no other button does anything", async () => {
    const to = randomNumber();
    await visit(async (page) => {
      await stopClock(page);
      await page.reload();
      await sendTo(page, to);
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      let isSigningIn = false;
      await page.route("**/sign-in", async (route) => {
        isSigningIn = true;
        await held;
        await route.continue();
      });
      await typeCode(page, await readCode(server.origin, to));
      await eventually(async () => isSigningIn);
      await page.clock.runFor(5000);
      await page.locator("#resend").click({ force: true });
      await page.locator("#change").click();
      expect(await page.locator("#number").isVisible()).toBe(false);
      release();
      await page.getByText("로그인되었습니다").waitFor();
    });
  });

  test("what is pressed before the page knows its session waits for that, and opens no second one", async () => {
    const to = randomNumber();
    await visit(async (page) => {
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      let sessions = 0;
      await page.route("**/session", async (route) => {
        sessions += 1;
        await held;
        await route.continue();
      });
      await page.reload();
      await page.locator("#number").fill(to);
      await page.locator("#number-form button").click();
      await page.locator("#number-form[aria-busy=true]").waitFor();
      await eventually(async () => sessions > 0);
      release();
      await page.locator("#code").waitFor();
      expect(sessions).toBe(1);
      await typeCode(page, await readCode(server.origin, to));
      await page.getByText("로그인되었습니다").waitFor();
    });
  });

  test("a code that is pasted among words needs no button, and one that WebOTP brings neither", async () => {
    const to = randomNumber();
    await visit(async (page) => {
      await sendTo(page, to);
      const text = `인증번호 ${(await readCode(server.origin, to)).replace(/^.../, "$& ")}`;
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
      await page.locator("#code").focus();
      await page.keyboard.press("Control+V");
      await page.getByText("로그인되었습니다").waitFor();
    });
    await visit(async (page) => {
      await page.addInitScript(`
        window.OTPCredential = class {};
        navigator.credentials.get = ({ otp, signal }) => new Promise((done, fail) => {
          signal.addEventListener("abort", () => fail(signal.reason));
          if (otp.transport[0] === "sms") setTimeout(() => done({ code: "424242" }), 50);
        });`);
      await page.reload();
      await page.locator("#number").fill(TEST_NUMBER);
      await page.locator("#number-form button").click();
      await page.getByText("로그인되었습니다").waitFor();
    });
  });

  test("where the key asks for a proof of work, the page does it, for the code and for the check", async () => {
    const key = await newKey({ challenge: "always" });
    const guarded = await startExample(settingsFor(server, key.secret));
    const to = randomNumber();
    const began = Date.now();
    await visit(
      async (page) => {
        await sendTo(page, to);
        await typeCode(page, await readCode(server.origin, to));
        await page.getByText("로그인되었습니다").waitFor();
      },
      { at: guarded, refused: ["428"] },
    ).finally(() => guarded.stop());
    expect(Date.now() - began).toBeLessThan(slowed(20_000));
  });

  test("in production only pages of the key's origins may use it, and the page says so", async () => {
    const production = await startApp(server, { env: { MUNJIGI_ENV: "production" }, connector: outbox });
    const key = await newKey({ origins: ["https://shop.example"] });
    const page = await startExample(settingsFor(production, key.secret));
    try {
      await visit(
        async (tab) => {
          await tab.locator("#number").fill(randomNumber());
          await tab.locator("#number-form button").click();
          await tab.getByText("이 출처에서는 이 API 키를 사용할 수 없습니다.").waitFor();
        },
        { at: page, refused: ["403"] },
      );
      await admin("PATCH", `/keys/${key.id}`, { origins: [page.origin] });
      const headers = { "x-munjigi-key": key.secret, origin: page.origin };
      await eventually(async () => (await phone(production.origin, "/phone", {}, headers)).status === 400);
      await visit(async (tab) => await sendTo(tab, randomNumber()), { at: page });
    } finally {
      await page.stop();
      await production.stop();
    }
  });

  test("a server that cannot be reached is said in words", async () => {
    await visit(
      async (page) => {
        await page.route(`${server.origin}/**`, (route) => route.abort());
        await page.locator("#number").fill(randomNumber());
        await page.locator("#number-form button").click();
        await page.getByText("서버에 연결할 수 없습니다.").waitFor();
      },
      { refused: ["net::ERR_FAILED"] },
    );
  });

  test("on a wide screen, and without JavaScript", async () => {
    await visit(async (page) => {
      await page.setViewportSize({ width: 1000, height: 700 });
      await shoot(page, "wide");
    });
    expect(await (await fetch(example.origin)).text()).toContain("This page needs JavaScript.");
  });
});

describe("the backend", () => {
  test("a token of this session signs in, once", async () => {
    const session = await openSession();
    const token = await tokenFor({ nonce: session.nonce });
    const first = await signIn(session, token);
    expect(first).toMatchObject({ status: 200, body: { phoneNumber: TEST_NUMBER } });
    expect(first.cookie).not.toBe(session.cookie);
    // The old session is over; in the new one the token has the wrong nonce, and its jti is used.
    expect(await signIn(session, token)).toMatchObject(refusal("the session is over"));
    expect(await signIn({ ...session, cookie: first.cookie }, token)).toMatchObject(
      refusal("it is for another session"),
    );
  });

  test("used twice: refused although everything else is right", async () => {
    const [one, two] = [await openSession(), await openSession()];
    const jti = "the-same-one";
    expect((await signIn(one, await forge({ ...standard(), nonce: one.nonce, jti }))).status).toBe(200);
    expect(await signIn(two, await forge({ ...standard(), nonce: two.nonce, jti }))).toMatchObject(
      refusal("it was used before"),
    );
  });

  test("made for another session, or for none", async () => {
    const session = await openSession();
    const other = await tokenFor({ nonce: (await openSession()).nonce });
    expect(await signIn(session, other)).toMatchObject(refusal("it is for another session"));
    expect(await signIn(session, await tokenFor({}))).toMatchObject(refusal("it is for another session"));
  });

  test("of another service", async () => {
    const session = await openSession();
    const { body } = await call(server.origin, "/Services", { FriendlyName: "Another" });
    const key = await newKey({}, body.sid);
    const token = await tokenFor({ nonce: session.nonce }, key.secret);
    expect(await signIn(session, token)).toMatchObject(refusal("it is for another service"));
  });

  test.each<[string, (claims: JWTPayload) => Promise<unknown>, string]>([
    ["expired", (claims) => forge({ ...claims, exp: now() - 1 }), "it has expired"],
    ["without an end", ({ exp: _, ...claims }) => forge(claims), "it has expired"],
    ["of another server", (claims) => forge({ ...claims, iss: "https://evil.example" }), "it is of another server"],
    ["of another kind", (claims) => forge(claims, "JWT"), "this is another kind of token"],
    [
      "with the number not verified",
      (claims) => forge({ ...claims, phone_number_verified: "yes" }),
      "the number is not",
    ],
    ["of a key that is not published", (claims) => forgeElsewhere(claims), "the key is unknown"],
    ["unsigned", async (claims) => new UnsecuredJWT(claims).encode(), "the algorithm is not ES256"],
    ["with another number put in", async (claims) => tamper(await forge(claims)), "it was tampered with"],
    [
      "with its signature cut off",
      async (claims) => (await forge(claims)).replace(/[^.]+$/, ""),
      "it was tampered with",
    ],
    ["in pieces", async () => "a.b", "this is no token"],
    ["nothing", async () => undefined, "this is no token"],
    ["a list", async () => [], "this is no token"],
    ["not JSON inside", async () => "x.y.z", "this is no token"],
  ])("%s", async (_, make, reason) => {
    const session = await openSession();
    const claims = { ...standard(), nonce: session.nonce };
    expect(await signIn(session, await make(claims))).toMatchObject(refusal(reason));
    expect((await signIn(session, await forge(claims))).status).toBe(200);
  });

  test("a form, half a body and a huge one are refused; other paths have nothing", async () => {
    const ask = (body: string, type: string) =>
      fetch(`${example.origin}/sign-in`, { method: "POST", body, headers: { "content-type": type } });
    expect((await ask("verificationToken=x", "application/x-www-form-urlencoded")).status).toBe(401);
    expect((await ask("{", "application/json")).status).toBe(401);
    expect((await ask(JSON.stringify("x".repeat(20_000)), "application/json")).status).toBe(401);
    expect((await fetch(`${example.origin}/server.mjs`)).status).toBe(404);
    expect((await fetch(`${example.origin}/constructor`)).status).toBe(404);
  });
});

const isFocused = (page: Page, id: string) => page.evaluate(`document.activeElement?.id === "${id}"`);
const now = () => Math.floor(Date.now() / 1000);
const refusal = (reason: string) => ({ status: 401, body: { message: expect.stringContaining(reason) } });

async function admin(method: string, path: string, body: object) {
  const response = await fetch(`${server.origin}/api${path}`, {
    method,
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${credentials.adminToken}`, "content-type": "application/json" },
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  return (await response.json()) as any;
}

const newKey = (settings: object, serviceSid = credentials.serviceSid): Promise<{ id: string; secret: string }> =>
  admin("POST", "/keys", { kind: "publishable", name: "page", serviceSid, ...settings });

interface Session {
  cookie: string;
  nonce: string;
}

async function post(path: string, body: unknown, cookie = "") {
  const response = await fetch(`${example.origin}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", cookie },
  });
  const set = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  return { status: response.status, body: (await response.json()) as any, cookie: set };
}

async function openSession(): Promise<Session> {
  const { body, cookie } = await post("/session", {});
  return { cookie, nonce: body.nonce };
}

const signIn = ({ cookie }: Session, verificationToken: unknown) => post("/sign-in", { verificationToken }, cookie);

/** A token from the server itself. */
async function tokenFor(more: object, key = credentials.publishableKey): Promise<string> {
  const headers = { "x-munjigi-key": key };
  const sent = await phone(server.origin, "/phone", { phoneNumber: TEST_NUMBER, ...more }, headers);
  const { verificationId } = sent.body;
  const body = { phoneNumber: TEST_NUMBER, code: "424242", verificationId };
  return (await phone(server.origin, "/phone-verification", body, headers)).body.verificationToken;
}

const standard = (): JWTPayload => ({
  iss: server.origin,
  aud: credentials.serviceSid,
  sub: "VE00000000000000000000000000000001",
  iat: now(),
  exp: now() + 300,
  jti: Math.random().toString(36),
  phone_number: "+821012345678",
  phone_number_verified: true,
});

/** A token under the server's own key, which says what the server never would. */
async function forge(claims: JWTPayload, typ = "munjigi-verification+jwt"): Promise<string> {
  const { keyring, app } = server;
  const parts = { sql: server.sql, keyring, clock: systemClock, random: systemRandom, log: app.http.log as never };
  return await createSigner(cacheSigningKeys(parts))({ typ, payload: claims });
}

async function forgeElsewhere(claims: JWTPayload): Promise<string> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const header = { alg: "ES256", typ: "munjigi-verification+jwt", kid: "mine" };
  return await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
}

function tamper(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, phone_number: "+821099999999" })).toString("base64url");
  return [header, changed, signature].join(".");
}
