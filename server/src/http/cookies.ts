/**
 * @module The cookies of our pages. Under https each has the prefix `__Host-`, so that neither a neighbour's host nor plain http can
 * set it (RFC 6265bis §4.1.3.2); on a developer's http://localhost a browser would refuse that, and the name is plain.
 */
import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

/** How long a browser is known at most: browsers keep no cookie for longer (RFC 6265bis §5.5). It is set once and not renewed. */
export const BROWSER_DAYS = 400;

/** What each one is for, and how long it stays, in seconds; absent: as long as the browser runs. */
const COOKIES = {
  /** 256 random bits: which browser it is. */
  browser: { name: "munjigi_browser", maxAge: BROWSER_DAYS * 86_400 },
  session: { name: "munjigi_session", maxAge: 400 * 86_400 },
  /** The way in that was used last: its kind, nothing else. */
  last: { name: "munjigi_last", maxAge: 180 * 86_400 },
  /** Sealed: what went wrong with a form that began nothing, and what was typed. */
  failure: { name: "munjigi_failure", maxAge: 600 },
  /** Somebody has signed out here: a provider asks which account, and does not take the one that is open there. */
  signedOut: { name: "munjigi_signed_out", maxAge: 30 * 86_400 },
  /** Of the console: it goes with requests of its own pages only. */
  console: { name: "munjigi_console", maxAge: 12 * 3600 },
  /** What a sign-in to the console began with. */
  consoleStart: { name: "munjigi_console_start", maxAge: 600 },
  language: { name: "munjigi_language", maxAge: 400 * 86_400 },
} as const;

export type CookieName = keyof typeof COOKIES;

export interface Cookies {
  nameOf(cookie: CookieName): string;
  read(request: FastifyRequest, cookie: CookieName): string | undefined;
  set(reply: FastifyReply, cookie: CookieName, value: string): void;
  clear(reply: FastifyReply, cookie: CookieName): void;
}

export function createCookies({ origin }: { origin: string }): Cookies {
  const secure = origin.startsWith("https:");
  const nameOf = (cookie: CookieName) => (secure ? "__Host-" : "") + COOKIES[cookie].name;
  const options = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  return {
    nameOf,
    read: (request, cookie) => request.cookies[nameOf(cookie)],
    set: (reply, cookie, value) =>
      void reply.setCookie(nameOf(cookie), value, {
        ...options,
        ...(cookie === "console" && { sameSite: "strict" }),
        maxAge: COOKIES[cookie].maxAge,
      }),
    clear: (reply, cookie) => void reply.clearCookie(nameOf(cookie), options),
  };
}
