/**
 * @module Whether an application may have its answer sent to an address: exact comparison (RFC 9700 §2.1), but for the port of a native
 * application's loopback address (RFC 8252 §7.3) and, in development, for one label of an address that is registered so. Pure.
 */

/** Only addresses: `localhost` may be somebody else's by the machine's own tables (RFC 8252 §8.3). */
const LOOPBACK = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(?=[/?]|$)/;
const WILDCARD = /^https:\/\/\*\./;

export function isRegistered(
  uri: string,
  registered: readonly string[],
  { isNative, isDevelopment }: { isNative: boolean; isDevelopment: boolean },
): boolean {
  // An address with a star is a pattern, and no address.
  const exact = registered.filter((one) => !WILDCARD.test(one));
  if (exact.includes(uri)) return true;
  if (isNative && LOOPBACK.test(uri)) {
    const anyPort = (text: string) => text.replace(LOOPBACK, "$1");
    return exact.some((one) => LOOPBACK.test(one) && anyPort(one) === anyPort(uri));
  }
  if (!isDevelopment) return false;
  return registered.some((one) => {
    const match = WILDCARD.test(one) && /^https:\/\/[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(\..*)$/.exec(uri);
    return match && match[1] === one.slice("https://*".length);
  });
}
