/**
 * @module Sign-in in a real browser, with every party a site of its own: ours is https://auth.test, behind something that ends TLS;
 * an application is https://shop.test, providers are http://kakao.test and the like. What a browser does across sites, as with cookies
 * and with windows that know each other (COOP), it does here too.
 */
import { createServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { certificate, privateKey } from "../fixtures/vendor-certificate.js";
import { freePort } from "../kit/free-port.js";
import type { Visitor } from "../signin/face.js";

export const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true };
export const desk = { viewport: { width: 1280, height: 800 } };

/** Where a server has a name that others reach, its texts are not to be read by everybody: these numbers have a code that is known. */
export const CODE = "246810";
const numbers = Array.from({ length: 90 }, (_, at) => `+8210000000${at + 10}`);
let used = 0;

export const newTestNumber = (): string => numbers[used++] as string;

/** Somebody with an account by a number. */
export async function signInByNumber(visitor: Visitor): Promise<string> {
  const number = newTestNumber();
  await visitor.open("/sign-in");
  await visitor.act("send", { phone: number });
  await visitor.act("check", { code: CODE });
  return number;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const listening = async (server: Server): Promise<Server> =>
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));

/** The environment of a server that is `https://auth.test`, and what stands before it. */
export async function openFront() {
  const port = await freePort();
  const sockets = new Set<{ destroy(): void }>();
  const front = await listening(
    createTlsServer({ key: privateKey, cert: certificate }, (socket) => {
      const behind = connect(port, "127.0.0.1");
      for (const [one, other] of [
        [socket, behind],
        [behind, socket],
      ] as const) {
        sockets.add(one);
        one.on("error", () => other.destroy()).on("close", () => sockets.delete(one));
        one.pipe(other);
      }
    }),
  );
  const origin = `https://auth.test:${portOf(front)}`;
  return {
    origin,
    env: {
      ...{ PORT: String(port), MUNJIGI_URL: origin, MUNJIGI_ALLOW_PRIVATE_NETWORK: "true" },
      MUNJIGI_TEST_NUMBERS: numbers.map((number) => `${number}=${CODE}`).join(),
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => front.close(done));
    },
  };
}

/** An application's site: one page, whose script a test gives. */
export async function openShop() {
  const server = await listening(
    createServer({ key: privateKey, cert: certificate }, (_request, response) =>
      response
        .setHeader("content-type", "text/html; charset=utf-8")
        .setHeader("cross-origin-opener-policy", "same-origin-allow-popups")
        .end('<!doctype html><title>shop</title><link rel="icon" href="data:,"><main data-page="shop">shop</main>'),
    ),
  );
  return {
    origin: `https://shop.test:${portOf(server)}`,
    close: async () => await new Promise((done) => server.close(done)),
  };
}

/** `trusted`: origins without TLS that the browser is to take for secure ones, or it heeds no COOP of theirs. */
export const openBrowser = (trusted: readonly string[]): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--ignore-certificate-errors",
      "--host-resolver-rules=MAP *.test 127.0.0.1",
      `--unsafely-treat-insecure-origin-as-secure=${trusted.join(",")}`,
    ],
    // People have pages that come back as they were.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });

/** Agrees on a provider's page, or cancels there. */
export const decide = async (page: Page, choice: "동의" | "취소" = "동의") =>
  await page.getByRole("button", { name: choice }).click();
