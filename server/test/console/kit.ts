/** @module What suites of the console share: a browser with a device that makes passkeys, in the console by a link. */
import { SoftwareAuthenticator } from "@munjigi/testkit/passkey/authenticator";
import { systemClock, systemRandom } from "../../dist/clock.js";
import { makeAdminLink } from "../../dist/console/admin-links.js";
import type { Role } from "../../dist/console/role.js";
import { theServer } from "../../dist/core.js";
import type { Pool } from "../../dist/db/open.js";
import type { Answer } from "../harness.js";

export class ConsoleBrowser {
  readonly cookies = new Map<string, string>();
  origin: string;
  readonly device: SoftwareAuthenticator;

  constructor(origin: string) {
    this.origin = origin;
    this.device = new SoftwareAuthenticator({ origin });
  }

  async raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const response = await fetch(new URL(path, this.origin), {
      method,
      redirect: "manual",
      headers: {
        accept: "application/json",
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(method !== "GET" && { origin: this.origin }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/expires=Thu, 01 Jan 1970|max-age=0/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.raw(method, path, body, headers);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith("{") ? JSON.parse(text) : text,
    } as Answer;
  }

  /** Opens a link and makes a passkey. */
  async join(link: string, name = "김지우"): Promise<Answer> {
    const token = new URL(link).hash.slice(1);
    const options = await this.ask("POST", "/console/join/options", { token, name });
    if (options.status !== 200) return options;
    const credential = JSON.stringify(this.device.create(options.body));
    return await this.ask("POST", "/console/join", { token, name, credential });
  }

  /** Shows the passkey once more. */
  async prove(): Promise<Answer> {
    const options = await this.ask("POST", "/console/proof/options");
    return await this.ask("POST", "/console/proof", { credential: JSON.stringify(this.device.get(options.body)) });
  }

  async session(): Promise<Answer> {
    return await this.ask("GET", "/console/session");
  }
}

interface Place {
  sql: Pool;
  origin: string;
}

export async function newLink({ sql, origin }: Place, role: Role = "admin", userSid?: string): Promise<string> {
  const parts = { sql, clock: systemClock, random: systemRandom, origin };
  return (await makeAdminLink(parts, { role, userSid }, theServer)).url;
}

/** Somebody who is in the console with this role. */
export async function enter(place: Place, role: Role = "admin"): Promise<ConsoleBrowser & { sid: string }> {
  const browser = new ConsoleBrowser(place.origin);
  const joined = await browser.join(await newLink(place, role));
  if (joined.status !== 201) throw new Error(`${joined.status} ${JSON.stringify(joined.body)}`);
  const { body } = await browser.session();
  return Object.assign(browser, { sid: body.user.sid as string });
}

/** As if the proof, the use or the whole session were so old. */
export async function ageSession(
  sql: Pool,
  userSid: string,
  what: "proved_at" | "used_at" | "created_at",
  seconds: number,
) {
  await sql`update console_sessions set ${sql(what)} = clock_timestamp() - ${seconds}::int * interval '1 second'
    where user_sid = ${userSid}`;
}
