/** @module The stand-ins' pages in a real browser, on host names of their own; and the notices they post, by real HTTP. */
import { apple } from "@munjigi/connectors/social/apple";
import type { SocialConnector } from "@munjigi/connectors/social/contract";
import { kakao } from "@munjigi/connectors/social/kakao";
import { naver } from "@munjigi/connectors/social/naver";
import { type FakeVendor, startFakeVendor } from "@munjigi/testkit/fake-vendor";
import { type FakeApple, fakeApple } from "@munjigi/testkit/social/apple";
import { type FakeKakao, fakeKakao, kakaoConsole } from "@munjigi/testkit/social/kakao";
import { type FakeNaver, fakeNaver, legacyEndpoints, naverConsole } from "@munjigi/testkit/social/naver";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { contextFor } from "../context.js";
import { answerTo, need, newRequest, settingsOf } from "./round-trip.js";

let browser: Browser;
let site: FakeVendor;
let fakes: { kakao: FakeKakao; naver: FakeNaver; apple: FakeApple };

beforeAll(async () => {
  site = await startFakeVendor(({ form, url }) => ({
    headers: { "content-type": "text/html" },
    body: `<pre>${new URLSearchParams([...url.searchParams, ...form])}</pre>`,
  }));
  const [kakao, naver, apple] = await Promise.all([
    fakeKakao({ host: "kakao.test" }),
    fakeNaver({ host: "naver.test" }),
    fakeApple({ host: "apple.test" }),
  ]);
  fakes = { kakao, naver, apple };
  const args = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP *.test 127.0.0.1"];
  browser = await chromium.launch({ executablePath: findBrowser(), args });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([site.close(), ...Object.values(fakes).map((fake) => fake.close())]);
});

const redirectUri = () => `http://auth.test:${new URL(site.origin).port}/social/callback`;

/** To the provider's page, the press of a button, and what came to the callback. */
async function drive(connector: SocialConnector, settings: unknown, press: "동의" | "취소" | "계속", scripts = true) {
  const request = newRequest({ redirectUri: redirectUri() });
  const context = await browser.newContext({ javaScriptEnabled: scripts });
  try {
    const page = await context.newPage();
    const answer = await page.goto(await connector.authorizationUrl(request, settings, contextFor()));
    const policy = answer?.headers()["cross-origin-opener-policy"];
    await page.getByRole("button", { name: press === "취소" ? "취소" : "동의" }).click();
    if (press === "계속") await page.getByRole("button", { name: "계속" }).click();
    await page.waitForURL(`${redirectUri()}**`);
    const last = need(site.requests.findLast(({ url }) => url.pathname === "/social/callback"));
    const parameters = last.method === "POST" ? last.form : last.url.searchParams;
    return { answer: answerTo(request, parameters), method: last.method, origin: last.headers.origin, policy };
  } finally {
    await context.close();
  }
}

test("동의 brings a code back, 취소 none", async () => {
  const { restApiKey: clientId, clientSecret } = kakaoConsole;
  const settings = settingsOf(kakao, { clientId, clientSecret, endpoints: fakes.kakao.endpoints });
  fakes.kakao.coop = "same-origin";
  const agreed = await drive(kakao, settings, "동의");
  expect(agreed.policy).toBe("same-origin");
  expect((await kakao.exchange(agreed.answer, settings, contextFor())).profile.subject).toBe(
    fakes.kakao.person.subject,
  );
  const cancelled = await drive(kakao, settings, "취소");
  await expect(kakao.exchange(cancelled.answer, settings, contextFor())).rejects.toMatchObject({ reason: "cancelled" });
});

test("Naver's page, by both of its addresses", async () => {
  const { clientId, clientSecret } = naverConsole;
  for (const [legacy, endpoints] of [
    [false, fakes.naver.endpoints],
    [true, legacyEndpoints(fakes.naver)],
  ]) {
    const settings = settingsOf(naver, { clientId, clientSecret, legacy, endpoints });
    const { answer } = await drive(naver, settings, "동의");
    expect((await naver.exchange(answer, settings, contextFor())).profile.subject).toBe(fakes.naver.person.subject);
  }
});

test("Apple posts its answer from another site, by itself or by a button", async () => {
  const { servicesId: clientId, teamId, keyId, privateKey } = fakes.apple.team;
  const settings = settingsOf(apple, { clientId, teamId, keyId, privateKey, endpoints: fakes.apple.endpoints });
  const posted = await drive(apple, settings, "동의");
  expect([posted.method, posted.origin]).toEqual(["POST", fakes.apple.origin]);
  expect((await apple.exchange(posted.answer, settings, contextFor())).profile.name).toBe("홍길동");
  const pressed = await drive(apple, settings, "계속", false);
  expect(pressed.method).toBe("POST");
  expect((await apple.exchange(pressed.answer, settings, contextFor())).profile.subject).toBe(
    fakes.apple.person.subject,
  );
});

test("notices as they are posted are read", async () => {
  const seen = site.requests.length;
  const url = `${site.origin}/social/notices/x`;
  await fakes.kakao.sendUnlink(url);
  await fakes.kakao.sendEvent(url, "https://schemas.openid.net/secevent/risc/event-type/account-purged");
  await fakes.naver.sendDisconnect(url);
  await fakes.apple.sendNotice(url, "consent-revoked");
  const { restApiKey, adminKey } = kakaoConsole;
  const { clientId, clientSecret } = naverConsole;
  const { servicesId, teamId, keyId, privateKey } = fakes.apple.team;
  const ofKakao = settingsOf(kakao, { clientId: restApiKey, adminKey, endpoints: fakes.kakao.endpoints });
  const ofNaver = settingsOf(naver, { clientId, clientSecret, endpoints: fakes.naver.endpoints });
  const team = { clientId: servicesId, teamId, keyId, privateKey };
  const ofApple = settingsOf(apple, { ...team, endpoints: fakes.apple.endpoints });
  const readers: [SocialConnector, unknown, string][] = [
    [kakao, ofKakao, "unlinked"],
    [kakao, ofKakao, "purged"],
    [naver, ofNaver, "unlinked"],
    [apple, ofApple, "unlinked"],
  ];
  const posted = site.requests.slice(seen);
  expect(posted).toHaveLength(readers.length);
  for (const [index, [connector, settings, kind]] of readers.entries()) {
    const { method, headers, body, target } = need(posted[index]);
    const given = new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));
    const read = await need(connector.notice)({ method, url: target, headers: given, body }, settings, contextFor());
    expect(read.notices).toMatchObject([{ kind }]);
  }
});
