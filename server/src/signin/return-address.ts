/** @module Where somebody may be sent after signing in: pages of ours, and of origins that the settings name. Pure. */

const MAX_LENGTH = 2000;

/**
 * The address as it is to be gone to: a path of ours, or a whole URL of an allowed origin. `undefined` for anything else: other
 * schemes, `//host`, `/\host`, control characters that a browser would drop (WHATWG URL).
 */
export function readReturnAddress(
  text: unknown,
  { origin, origins }: { origin: string; origins: readonly string[] },
): string | undefined {
  if (typeof text !== "string" || text.length === 0 || text.length > MAX_LENGTH) return undefined;
  if (/[\0-\x20\x7f\\]/.test(text)) return undefined;
  if (!text.startsWith("/") && !/^https?:\/\//i.test(text)) return undefined;
  const url = URL.parse(text, origin);
  if (!url || url.username || url.password) return undefined;
  if (url.origin !== new URL(origin).origin)
    return origins.includes(url.origin) && !text.startsWith("/") ? url.href : undefined;
  // `/.//host` is a path that a browser takes for a host once it stands alone.
  return url.pathname.startsWith("//") ? undefined : url.pathname + url.search + url.hash;
}

/** In the fragment: it reaches no server and no log on the way. */
export function withFragment(href: string, values: Readonly<Record<string, string>>): string {
  const fragment = new URLSearchParams(values).toString();
  return fragment ? `${href.split("#")[0]}#${fragment}` : href;
}
