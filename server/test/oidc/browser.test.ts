/** @module Real browsers: the demo, and an application on another origin, under the strict policy of our pages. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as client from "openid-client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureDemoApplication } from "../../dist/applications/demo-application.js";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { newNumber, suite } from "../harness.js";
import { openBrowser } from "../pages/serve-pages.js";
import { Visitor } from "../signin/face.js";
import { setExperience } from "../signin/kit.js";
import { Live, looks } from "../signin/live-pages.js";
import { discover, makeApplication, manage, type TestApplication } from "./kit.js";

const server = suite();
let browser: Browser;
/** The application: on another origin, it takes answers by GET and by POST, and sends on to a third origin. */
const answers: { method: string; parameters: URLSearchParams }[] = [];
const serve = async (request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? "/", "http://shop");
  if (url.pathname === "/callback") {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    answers.push({ method: request.method ?? "", parameters: request.method === "POST" ? body : url.searchParams });
    return void response.writeHead(303, { location: `${farOrigin()}/home` }).end();
  }
  response.writeHead(200, { "content-type": "text/html" }).end("<main>shop</main>");
};
const [shop, far] = [createServer(serve), createServer(serve)];
const addressOf = (one: typeof shop) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`;
const origin = () => addressOf(shop);
const farOrigin = () => addressOf(far);

beforeAll(async () => {
  await setExperience(server, {});
  for (const one of [shop, far]) await new Promise<void>((done) => one.listen(0, "127.0.0.1", done));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const one of [shop, far]) one.close();
});

/** On the page of another origin where the application led. */
const arrive = async (live: Live) => {
  await live.page.getByText("shop", { exact: true }).waitFor();
  expect(new URL(live.page.url()).origin).toBe(farOrigin());
};

async function application(more: object = {}): Promise<{ its: TestApplication; config: client.Configuration }> {
  const its = await makeApplication(server, {
    redirectUris: [`${origin()}/callback`],
    postLogoutRedirectUris: [`${origin()}/callback`],
    ...more,
  });
  return { its, config: await discover(server.origin, its) };
}

async function requestOf(config: client.Configuration, more: Record<string, string> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: `${origin()}/callback`, scope: "openid profile phone", state: "s", nonce: "n" },
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ...more,
  });
  return { verifier, url: url.href };
}

describe.each(["query", "form_post", "fragment"])(
  "an application on another origin, response_mode=%s",
  (response_mode) => {
    test("sign-up, sign-in without a page, and sign-out lead back", async () => {
      const { config } = await application();
      const live = await Live.open(browser, server.origin, looks.koPhone.options);
      const number = newNumber();
      for (const isFirst of [true, false]) {
        const { url, verifier } = await requestOf(config, { response_mode });
        answers.length = 0;
        await live.page.goto(url);
        if (isFirst) {
          await live.see("identify");
          await live.fill({ phone: number });
          await live.see("code");
          await live.enterCode(number);
        }
        await arrive(live);
        if (response_mode === "fragment") continue;
        const { method, parameters } = answers[0] as (typeof answers)[number];
        expect(method).toBe(response_mode === "form_post" ? "POST" : "GET");
        const tokens = await client.authorizationCodeGrant(config, new URL(`${origin()}/callback?${parameters}`), {
          ...{ pkceCodeVerifier: verifier, expectedState: "s", expectedNonce: "n" },
        });
        expect(tokens.claims()).toMatchObject({ phone_number: number });
      }
      const end = new URLSearchParams({
        client_id: config.clientMetadata().client_id,
        post_logout_redirect_uri: `${origin()}/callback`,
      });
      await live.page.goto(`${server.origin}/oidc/logout?${end}`);
      await live.see("sign-out");
      await live.main();
      await arrive(live);
      await live.close();
    });
  },
);

test("an application that is not the team's own: the consent page, at once after sign-in", async () => {
  const { config } = await application({ name: "Delivery", firstParty: false });
  const live = await Live.open(browser, server.origin, looks.enDesk.options);
  const number = newNumber();
  const { url } = await requestOf(config);
  await live.page.goto(url);
  await live.see("identify");
  await live.fill({ phone: number });
  await live.see("code");
  await live.enterCode(number);
  await live.see("authorize");
  answers.length = 0;
  await live.follow("do=decline");
  await arrive(live);
  expect(answers[0]?.parameters.get("error")).toBe("access_denied");
  await live.page.goto(url);
  await live.see("authorize");
  await live.main();
  await arrive(live);
  expect(answers[1]?.parameters.get("code")).toBeTruthy();
  await live.go("/account");
  await live.see("account");
  await live.follow("/account/applications/");
  await live.see("account");
  await live.close();
});

test("without JavaScript the same", async () => {
  const { config } = await application({ firstParty: false });
  const live = await Live.open(browser, server.origin, { ...looks.koPhone.options, javaScriptEnabled: false });
  const number = newNumber();
  await live.page.goto((await requestOf(config)).url);
  await live.fill({ phone: number });
  await live.enterCode(number);
  await live.see("authorize");
  await live.main();
  await arrive(live);
  await live.close();
});

test("POST of another site at the authorization endpoint finds the session", async () => {
  const { config } = await application();
  const live = await Live.open(browser, server.origin, looks.koPhone.options);
  const visitor = new Visitor(server.origin, "json");
  await visitor.signIn(newNumber());
  await live.become(visitor);
  const { url } = await requestOf(config);
  answers.length = 0;
  await live.page.goto(`${origin()}/`);
  await live.page.evaluate(`(() => {
    const { searchParams, origin, pathname } = new URL(${JSON.stringify(url)});
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: origin + pathname });
    for (const [name, value] of searchParams) form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
  })()`);
  await arrive(live);
  expect(answers[0]?.parameters.get("code")).toBeTruthy();
  await live.close();
});

describe("the demo", () => {
  test("signs up, shows the number, renews, survives a reload, signs out", async () => {
    await ensureDemoApplication({ sql: server.sql, clock: systemClock, random: systemRandom }, server.origin);
    const live = await Live.open(browser, server.origin, looks.koPhone.options);
    const number = newNumber();
    await live.go("/demo");
    await live.see("demo");
    await live.page.locator("#demo-sign-up").click();
    await live.see("identify");
    await live.fill({ phone: number });
    await live.see("code");
    await live.enterCode(number);
    await live.page.getByText(number).waitFor();
    await live.see("demo");
    expect(await live.page.locator("#demo-sign-in").isVisible()).toBe(false);
    await live.page.locator("#demo-renew").click();
    await live.page.locator("#said:not(:empty)").waitFor({ state: "attached" });
    await live.page.reload();
    await live.page.getByText(number).waitFor();
    await live.page.locator("#demo-sign-out").click();
    await live.page.locator("#demo-sign-in").waitFor();
    await live.page.locator("#demo-sign-in").click();
    await live.see("identify");
    await live.close();
  });

  test("that was deleted is no page, and stays away", async () => {
    const { applications } = await manage(server.origin, "GET", "/api/applications");
    for (const { clientId, name } of applications)
      if (name === "Munjigi demo") await manage(server.origin, "DELETE", `/api/applications/${clientId}`);
    expect((await fetch(`${server.origin}/demo`)).status).toBe(404);
  });
});
