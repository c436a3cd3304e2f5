/**
 * @module Naver's notice that somebody has ended the connection: sent once, never again.
 * https://developers.naver.com/docs/login/devguide/devguide.md, section 4.4
 */
import { createDecipheriv, createHash, createHmac } from "node:crypto";
import { ForeignNotice, type ProviderNoticeRequest, type ReadProviderNotice } from "./contract.js";
import { NAVER_ISSUER, type NaverSettings } from "./naver-settings.js";
import { readSubject } from "./read-profile.js";
import { isSameText } from "./verify-id-token.js";

export async function readNaverNotice(
  { body }: ProviderNoticeRequest,
  { clientId, clientSecret }: Pick<NaverSettings, "clientId" | "clientSecret">,
): Promise<ReadProviderNotice> {
  const form = new URLSearchParams(body);
  const read = (name: string) => form.get(name) ?? "";
  const [sealed, timestamp, signature] = [read("encryptUniqueId"), read("timestamp"), read("signature")];
  // The vendor's choice: one key of 16 bytes for both.
  const key = createHash("md5").update(clientSecret).digest();
  const text = `clientId=${read("clientId")}&encryptUniqueId=${sealed}&timestamp=${timestamp}`;
  const expected = createHmac("sha256", key).update(text).digest("base64url");
  // Some of Naver's samples pad it.
  if (!isSameText(signature.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"), expected))
    throw new ForeignNotice("the signature is not Naver's", { status: 401 });
  if (read("clientId") !== clientId) throw new ForeignNotice("the notice is for another app", { status: 401 });
  const subject = readSubject(decrypt(Buffer.from(sealed, "base64url"), key));
  if (!subject) throw new ForeignNotice("the notice names nobody", { status: 400 });
  const id = createHash("sha256").update(text).digest("base64url");
  return { notices: [{ id, kind: "unlinked", issuer: NAVER_ISSUER, subject }], answer: { status: 204 } };
}

const IV_BYTES = 16;

/** AES-128-CBC, the IV in front. */
function decrypt(sealed: Buffer, key: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv("aes-128-cbc", key, sealed.subarray(0, IV_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
