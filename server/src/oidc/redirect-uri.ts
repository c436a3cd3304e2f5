/**
 * @module Whether an application may have its answer sent to an address: exact comparison (RFC 9700 §2.1), but for the port of a native
 * application's loopback address (RFC 8252 §7.3) and, in development, for one label of an address that is registered so. Pure.
 */

import { hasWildcard, matchesUri } from "../applications/check-uris.js";

/** Only addresses: `localhost` may be somebody else's by the machine's own tables (RFC 8252 §8.3). */
const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?=[/?]|$)/;
const anyPort = (uri: string) => uri.replace(LOOPBACK, "$1");

/** In production an application has no address with a star. One is a pattern, and no address. */
export function isRegistered(uri: string, registered: readonly string[], { isNative }: { isNative: boolean }): boolean {
  if (hasWildcard(uri) || !URL.canParse(uri)) return false;
  if (registered.some((one) => matchesUri(one, uri))) return true;
  return (
    isNative && LOOPBACK.test(uri) && registered.some((one) => LOOPBACK.test(one) && anyPort(one) === anyPort(uri))
  );
}
