/**
 * @module The link of an invitation, which holds a token and nothing else: 128 bits derived from its identifier, so that a resend sends
 * the same link and no table has it. And the proof that this browser has opened the link: what leads back from signing in holds that
 * and not the token, which would open the invitation in any browser. Pure.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Keyring, KeySet } from "../secrets.js";
import { parseSid } from "../sid.js";

const TOKEN_BYTES = 16;
/** 16 bytes in base64url. */
const TOKEN = /^[\w-]{22}$/;

export const PATH = "/invitations";

const derive = (keys: Pick<KeySet, "invitation">, ...parts: readonly string[]) =>
  createHmac("sha256", keys.invitation)
    .update(parts.join("\n"))
    .digest()
    .subarray(0, TOKEN_BYTES)
    .toString("base64url");

export const tokenOf = (keys: Pick<KeySet, "invitation">, sid: string) => derive(keys, "token", sid);

export const isToken = (text: string): boolean => TOKEN.test(text);

export const linkOf = (origin: string, token: string) => `${origin}${PATH}/${token}`;

/** Where a browser that has opened the link finds the invitation again. */
export function returnPathOf(keyring: Pick<Keyring, "current">, sid: string, browserHash: string): string {
  return `${PATH}/${sid}?proof=${derive(keyring.current, "browser", sid, browserHash)}`;
}

export function isProof(keyring: Pick<Keyring, "all">, sid: string, browserHash: string, proof: unknown): boolean {
  if (typeof proof !== "string" || !isToken(proof)) return false;
  const given = Buffer.from(proof);
  return keyring.all.some((keys) => timingSafeEqual(Buffer.from(derive(keys, "browser", sid, browserHash)), given));
}

/** What a way back names; `undefined`: it leads elsewhere. */
export function readReturnPath(path: string | null): { sid: string; proof: string } | undefined {
  const [, text = "", proof = ""] = /^\/invitations\/(\w+)\?proof=([\w-]+)$/.exec(path ?? "") ?? [];
  const sid = parseSid("OI", text);
  return sid === undefined ? undefined : { sid, proof };
}
