/** @module The rendered pages on a loopback server with the policy the real one sends, and a browser to look at them. */
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { renderPage } from "@munjigi/pages/render";
import type { Language, View } from "@munjigi/pages/view";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../../scripts/find-browser.mjs";
import { slowed } from "../kit/pace.js";
import { frames, STAY, sampleViews } from "./sample-views.js";

export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; worker-src 'self'; base-uri 'none'";
const PUBLIC = fileURLToPath(new URL("../../../pages/public/", import.meta.url));
const TYPES: Record<string, string> = { css: "text/css", js: "text/javascript" };

export interface Post {
  /** The form's address. */
  path: string;
  fields: Record<string, string>;
}

export interface PagesServer {
  origin: string;
  /** What was posted so far. */
  posts: Post[];
  /** Where a page is: `urlOf("ko", "code")`. */
  urlOf(language: Language, name: string): string;
  /** Shows a view of one's own at an address. */
  show(path: string, view: View, language?: Language): string;
  /** What a post is answered with: an address to go on to, or nothing (204: the page stays). */
  answer(post: (post: Post) => string | undefined | Promise<string | undefined>): void;
  close(): Promise<void>;
}

export async function servePages(): Promise<PagesServer> {
  const posts: Post[] = [];
  const own = new Map<string, string>();
  let answer: Parameters<PagesServer["answer"]>[0] = () => undefined;

  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("content-security-policy", POLICY);
    if (request.method === "POST") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const post = { path: pathname + search, fields: Object.fromEntries(new URLSearchParams(body)) };
      posts.push(post);
      const next = await answer(post);
      if (next === undefined) response.writeHead(204).end();
      else response.writeHead(303, { location: next }).end();
      return;
    }
    if (pathname.startsWith("/assets/")) return sendAsset(response, pathname.slice("/assets/".length));
    if (pathname === STAY) return void response.writeHead(204).end();
    const [, language, name] = pathname.split("/");
    const isLanguage = language === "ko" || language === "en";
    const view = isLanguage ? sampleViews(language)[name ?? ""] : undefined;
    const html = own.get(pathname) ?? (isLanguage && view ? renderPage(frames[language], view) : undefined);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      html ?? '<!doctype html><html lang="en"><title>elsewhere</title><link rel="icon" href="data:,">elsewhere',
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    posts,
    urlOf: (language, name) => `${origin}/${language}/${name}`,
    show(path, view, language = "ko") {
      own.set(path, renderPage(frames[language], view));
      return origin + path;
    },
    answer(post) {
      answer = post;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A file of `pages/public`. */
export async function sendAsset(response: ServerResponse, name: string) {
  const content = await readFile(PUBLIC + name);
  response.setHeader("content-type", TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream");
  response.end(content);
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Playwright switches pages that come back as they were off; people have them. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: FLAGS,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });

/** A visitor with a phone. `complaints`: what the console says, as of a broken policy. */
export async function newVisitor(browser: Browser, options: BrowserContextOptions = {}) {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: 360, height: 640 },
    timezoneId: "Asia/Seoul",
    locale: "ko-KR",
    // Colours in the middle of a change are no colours of ours.
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(slowed(30_000));
  const page: Page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, complaints };
}
