/**
 * @module A visitor of the hosted pages, in either face: a browser that keeps cookies, reads the page and sends its forms; or an
 * app that follows the JSON. One suite runs with both.
 */
import { readCode } from "../harness.js";
import { eventually } from "../kit/pace.js";

export type Face = "html" | "json";
export const faces: readonly Face[] = ["html", "json"];

export interface Page {
  status: number;
  /** Of the answer that was drawn, after redirects. */
  url: string;
  state: string;
  /** Of each action: where it posts to. */
  actions: Record<string, string>;
  /** Addresses that lead elsewhere, by GET. */
  links: string[];
  /** What it says went wrong. */
  error: string | undefined;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came
  body: any;
  headers: Headers;
  /** Where a flow that is done leads. */
  location: string | undefined;
}

const MAX_REDIRECTS = 5;

export class Visitor {
  readonly cookies = new Map<string, string>();
  page: Page | undefined;

  readonly origin: string;
  readonly face: Face;
  readonly headers: Record<string, string>;

  constructor(origin: string, face: Face = "html", headers: Record<string, string> = {}) {
    this.origin = origin;
    this.face = face;
    this.headers = headers;
  }

  async open(path: string): Promise<Page> {
    return await this.request("GET", path);
  }

  /** Sends the form of an action of the page that is open. */
  async act(action: string, inputs: Record<string, string | boolean> = {}): Promise<Page> {
    const href = this.page?.actions[action];
    if (!href)
      throw new Error(
        `the page "${this.page?.state}" has no "${action}", only ${Object.keys(this.page?.actions ?? {})}`,
      );
    return await this.post(href, inputs);
  }

  async post(path: string, inputs: Record<string, string | boolean> = {}): Promise<Page> {
    return await this.request("POST", path, inputs);
  }

  /** One request, no redirect followed, the page that is open left alone. */
  async raw(method: "GET" | "POST", path: string, inputs?: Record<string, string | boolean>): Promise<Response> {
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: "manual",
      headers: {
        accept: this.face === "html" ? "text/html" : "application/json",
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method === "POST" && {
          origin: this.origin,
          "content-type": this.face === "html" ? "application/x-www-form-urlencoded" : "application/json",
        }),
        ...this.headers,
      },
      ...(method === "POST" && { body: this.face === "html" ? formOf(inputs) : JSON.stringify(inputs ?? {}) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  /** Signs in with a number: the code is read from the inbox. Leaves the visitor wherever that leads. */
  async signIn(number: string, path = "/sign-in"): Promise<Page> {
    await this.open(path);
    await this.act("send", { phone: number });
    return await this.act("check", { code: await codeOf(this.origin, number) });
  }

  forget(): void {
    this.cookies.clear();
    this.page = undefined;
  }

  private async request(
    method: "GET" | "POST",
    path: string,
    inputs?: Record<string, string | boolean>,
  ): Promise<Page> {
    let response = await this.raw(method, path, inputs);
    let url = new URL(path, this.origin);
    let location: string | undefined;
    for (let n = 0; n < MAX_REDIRECTS && response.status >= 300 && response.status < 400; n++) {
      location = response.headers.get("location") ?? "";
      url = new URL(location, url);
      if (url.origin !== new URL(this.origin).origin) break;
      response = await this.raw("GET", url.pathname + url.search);
    }
    const text = await response.text();
    // The page between a form and another site goes on by itself.
    const leaves = plain(/data-leave="([^"]+)"/.exec(text)?.[1] ?? "");
    if (leaves.startsWith("/")) return await this.request("GET", leaves);
    this.page =
      this.face === "html" ? readHtml(response, url.href, text, location) : readJson(response, url.href, text);
    if (leaves) this.page.location = leaves;
    return this.page;
  }

  private keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split("; ");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "" || attributes.some((one) => /^max-age=0$/i.test(one))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function formOf(inputs: Record<string, string | boolean> = {}): URLSearchParams {
  const pairs = Object.entries(inputs).flatMap(([name, value]) =>
    value === false ? [] : [[name, value === true ? "on" : value] as [string, string]],
  );
  return new URLSearchParams(pairs);
}

const plain = (text: string) =>
  text
    .replaceAll("&amp;", "&")
    .replaceAll("&#34;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");

function readHtml(response: Response, url: string, html: string, location: string | undefined): Page {
  const actions: Record<string, string> = {};
  for (const [, href] of html.matchAll(/<(?:form|button)[^>]*\s(?:form)?action="([^"]+)"/g)) {
    const address = plain(href as string);
    const name = new URL(address, "http://localhost").searchParams.get("do") ?? address;
    const more = new URL(address, "http://localhost").searchParams.get("with");
    actions[name] ??= address;
    if (more) actions[`${name} ${more}`] = address;
  }
  const alert = /role="alert"[^>]*>([\s\S]*?)<\//.exec(html)?.[1];
  return {
    status: response.status,
    url,
    state: /data-page="([\w-]+)"/.exec(html)?.[1] ?? "none",
    actions,
    links: [...html.matchAll(/<a[^>]*\shref="([^"]+)"/g)].map(([, href]) => plain(href as string)),
    error: alert?.replace(/<[^>]*>/g, "").trim() || undefined,
    text: html,
    body: undefined,
    headers: response.headers,
    location,
  };
}

function readJson(response: Response, url: string, text: string): Page {
  const body = text.startsWith("{") ? JSON.parse(text) : {};
  const actions: Record<string, string> = {};
  for (const { name, href } of body.actions ?? []) {
    actions[name] ??= href;
    const more = new URL(href, "http://localhost").searchParams.get("with");
    if (more) actions[`${name} ${more}`] = href;
  }
  return {
    status: response.status,
    url,
    state: body.state ?? "none",
    actions,
    links: [],
    error: body.error?.message ?? body.detail,
    text,
    body,
    headers: response.headers,
    location: body.location,
  };
}

/** The newest code that went to a number or address; waits for its text. */
export async function codeOf(origin: string, to: string): Promise<string> {
  return await eventually(async () => await readCode(origin, to).catch(() => undefined));
}
