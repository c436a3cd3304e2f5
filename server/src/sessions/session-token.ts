/**
 * @module The token of a session: 256 bits that the browser's own secret and the flow that made the session give, so whoever sends a
 * right code twice is answered the same both times, and no token is in any column.
 */
import { createHmac } from "node:crypto";
import { hashToken, type Keyring, type KeySet } from "../secrets.js";

const derive = ({ session }: KeySet, flowSid: string, browser: string): string =>
  createHmac("sha256", session).update(`${flowSid}\n${browser}`).digest("base64url");

export interface SessionToken {
  token: string;
  hash: string;
}

/** `browser`: the secret of the browser's cookie, 256 random bits. */
export function makeSessionToken(keyring: Keyring, flowSid: string, browser: string): SessionToken {
  const token = derive(keyring.current, flowSid, browser);
  return { token, hash: hashToken(token) };
}

/** Every token that this flow may have made, one for each key of the ring. */
export function sessionTokensOf(keyring: Keyring, flowSid: string, browser: string): SessionToken[] {
  return keyring.all.map((keys) => {
    const token = derive(keys, flowSid, browser);
    return { token, hash: hashToken(token) };
  });
}
