/** @module base64url, RFC 4648 §5, without padding; text in it is UTF-8. `atob` alone would garble Korean names. */

/** Throws where `text` is no base64url. */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new SyntaxError("not base64url");
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
}

export function encodeBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** `count` random bytes. */
export const randomText = (count: number): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(count)));
