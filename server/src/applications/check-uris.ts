/**
 * @module Which addresses an application may name. They are compared character by character later, so they are refused rather than
 * repaired: RFC 9700 §2.1, RFC 8252 §7, OpenID Connect RP-Initiated and Back-Channel Logout. Each function says in words
 * what is wrong, or gives `undefined`. Pure.
 */

import type { Environment } from "../core.js";
import { type AddressRules, readTarget } from "../outgoing/address-rules.js";
import type { ApplicationType } from "./application.js";

const MAX_URI_LENGTH = 1000;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
/** RFC 8252 §7.1: a domain name of the app's maker, read from behind. */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/;
/** One label that is anything, under at least two that are not. */
const WILDCARD = /^https:\/\/\*(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?){2,}(:\d+)?([/?]|$)/;

interface Context {
  type: ApplicationType;
  environment: Environment;
}

/** Of redirect URIs, after signing in and after signing out. */
export function problemWithRedirectUri(uri: string, { type, environment }: Context): string | undefined {
  const url = readUri(uri);
  if (typeof url === "string") return url;
  if (uri.includes("#")) return "it must not have a fragment (#…): codes are sent in the query";
  if (uri.includes("*")) return problemWithWildcard(uri, environment);
  if (url.protocol === "https:") return undefined;
  if (url.protocol === "http:")
    return isLoopback(url)
      ? undefined
      : "it must be https; http is for localhost, 127.0.0.1 and [::1] only, since others could read the code on its way";
  if (type !== "native") return "it must begin with https://, or with http:// on localhost, 127.0.0.1 or [::1]";
  if (!PRIVATE_USE.test(url.protocol))
    return "it must be https, http on localhost, 127.0.0.1 or [::1], or a scheme of your own with a dot in it, such as com.example.app:/callback";
  return uri.startsWith(`${url.protocol}/`)
    ? undefined
    : "after the scheme it must go on with a slash: com.example.app:/callback";
}

function problemWithWildcard(uri: string, environment: Environment): string | undefined {
  if (!WILDCARD.test(uri) || uri.indexOf("*") !== uri.lastIndexOf("*"))
    return "* may only be the whole first label of an https host with at least two labels after it, as in https://*.preview.example/callback";
  return environment === "development"
    ? undefined
    : "* is for development only: whoever gets any name under that domain would get the codes. Name each address";
}

/** OpenID Connect Back-Channel Logout 1.0 §2.2. We call it, so it is one that we may call (docs/operations.md, Outgoing calls). */
export function problemWithBackchannelUri(uri: string, rules: AddressRules): string | undefined {
  const url = readUri(uri);
  if (typeof url === "string") return url;
  if (uri.includes("#")) return "it must not have a fragment (#…)";
  if (readTarget(uri, rules)) return undefined;
  return "it must be https and no address of a private network, or MUNJIGI_ALLOW_PRIVATE_NETWORK must be true";
}

export function problemWithHomeUrl(uri: string): string | undefined {
  const url = readUri(uri);
  if (typeof url === "string") return url;
  return isWeb(url) ? undefined : "it must begin with https:// or http://";
}

const NO_INDICATOR = /^(javascript|data|vbscript|file|blob|about):/;

/** RFC 8707 §2: an absolute URI without a fragment. It is a name, which nobody opens. */
export function problemWithIndicator(uri: string): string | undefined {
  const url = readUri(uri);
  if (typeof url === "string") return url;
  if (uri.includes("#")) return "it must not have a fragment (#…)";
  if (NO_INDICATOR.test(url.protocol)) return "it must be a URI that names your API, such as https://api.example";
  return undefined;
}

/** A whole URI in the spelling that a browser would send, or what is wrong with it. */
function readUri(uri: string): URL | string {
  if (uri.length > MAX_URI_LENGTH) return `it must be at most ${MAX_URI_LENGTH} characters`;
  if (/[\s\\\p{Cc}]/u.test(uri)) return "it must not contain blanks, line breaks, control characters or backslashes";
  if (/[^\x21-\x7e]/.test(uri))
    return "it must be ASCII: write a host in Punycode (xn--…) and other characters percent-encoded, as browsers send them";
  const url = URL.parse(uri);
  if (!url) return "it must be a whole URL, such as https://app.example/callback";
  if (url.username || url.password) return "it must not contain a user name or password";
  // The one thing that a browser adds and no client writes: the slash after the host.
  const written = isWeb(url) ? uri.replace(/^(https?:\/\/[^/?#]+)(?=[?#]|$)/, "$1/") : uri;
  if (url.href !== written)
    return "it must be spelt as browsers send it: scheme and host in lower case, no default port, no user name, no . or .. in the path";
  return url;
}

const isWeb = ({ protocol }: URL) => protocol === "https:" || protocol === "http:";
const isLoopback = ({ hostname }: URL) => LOOPBACK.includes(hostname);

/** The origins of redirect URIs, each once, with `*` where the URI has it. Those of apps have none. */
export function originsOf(uris: readonly string[]): string[] {
  const origins = uris.map((uri) => /^https?:\/\/[^/?]+/.exec(uri)?.[0]);
  return [...new Set(origins.filter((origin) => origin !== undefined))];
}

export const hasWildcard = (uri: string): boolean => uri.includes("*");

/**
 * Whether a URI or an origin is the one that was registered: the same characters, or, where that has a `*`, with one label of a host
 * in its place.
 */
export function matchesUri(registered: string, given: string): boolean {
  const [before, after] = registered.split("*");
  if (before === undefined || after === undefined) return registered === given;
  if (!given.startsWith(before) || !given.endsWith(after)) return false;
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(given.slice(before.length, given.length - after.length));
}
