/**
 * @module Two sites on loopback, which a browser takes for secure ones: ours with its pages as they are rendered, and a provider's
 * that may cut off whoever opened it (COOP).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { renderPage } from "@munjigi/pages/render";
import type { View } from "@munjigi/pages/view";
import { frames, sampleViews } from "./sample-views.js";
import { POLICY, type Post, sendAsset } from "./serve-pages.js";

export interface SocialSites {
  /** `http://auth.localhost:…` */
  origin: string;
  /** What was posted to `/social/start`. */
  starts: Post[];
  /** Where a sign-in went on: path and query. */
  ends: string[];
  /** What the provider's page says of who opened it. */
  providerPolicy: "unsafe-none" | "same-origin";
  close(): Promise<void>;
}

export async function serveSocialSites(): Promise<SocialSites> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const [ours, theirs] = [`http://auth.localhost:${port}`, `http://idp.localhost:${port}`];
  const sites: SocialSites = {
    origin: ours,
    starts: [],
    ends: [],
    providerPolicy: "unsafe-none",
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", ours);
    if (pathname.startsWith("/assets/")) return sendAsset(response, pathname.slice("/assets/".length));
    response.setHeader("content-type", "text/html; charset=utf-8");
    const show = (view: View, coop = "same-origin-allow-popups") =>
      response
        .setHeader("content-security-policy", POLICY)
        .setHeader("cross-origin-opener-policy", coop)
        .end(renderPage(frames.ko, view));
    const sample = sampleViews("ko")[pathname.slice(1)];
    if (sample) return void show(sample);
    if (pathname === "/social/start") {
      let body = "";
      for await (const chunk of request) body += chunk;
      const fields = Object.fromEntries(new URLSearchParams(body));
      sites.starts.push({ path: pathname, fields });
      // A page's policy names where its forms may lead to, also by redirects: on to the provider leads a page.
      const { channel = "", mode = "redirect" } = fields;
      // In a pop-up every page of ours must say `unsafe-none`, or this one already cuts off who opened it.
      const href = `${theirs}/provider?${new URLSearchParams({ channel, mode })}`;
      return void show({ page: "leave", href }, "unsafe-none");
    }
    if (pathname === "/provider") {
      response.setHeader("cross-origin-opener-policy", sites.providerPolicy);
      const back = `${ours}/social/callback?${searchParams}`;
      return void response.end(
        `<!doctype html><title>provider</title><link rel="icon" href="data:,"><a href="${back.replaceAll("&", "&amp;")}">ok</a>`,
      );
    }
    if (pathname === "/social/callback") {
      const href = "/social/sign-in?ticket=t1";
      if (searchParams.get("mode") !== "popup") return void response.writeHead(303, { location: href }).end();
      return void show(
        {
          page: "social-return",
          channel: `sg:${searchParams.get("channel")}`,
          message: { type: "munjigi:social", id: "j1", ticket: "t1", href },
          openerOrigin: ours,
          nextHref: `${href}&in=popup`,
        },
        "unsafe-none",
      );
    }
    if (pathname.startsWith("/social/")) sites.ends.push(request.url ?? "");
    response.end('<!doctype html><title>end</title><link rel="icon" href="data:,">end');
  }
  return sites;
}
