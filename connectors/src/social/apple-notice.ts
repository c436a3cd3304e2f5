/**
 * @module Apple's server-to-server notices.
 * https://developer.apple.com/documentation/signinwithapple/processing-changes-for-sign-in-with-apple-accounts
 */
import type { OutsideContext } from "../contract.js";
import { isObject, readObject } from "./call-provider.js";
import {
  ForeignNotice,
  type ProviderNotice,
  type ProviderNoticeRequest,
  type ReadProviderNotice,
  SocialFailure,
} from "./contract.js";
import { readSubject } from "./read-profile.js";
import { type TokenCheck, verifySigned } from "./verify-id-token.js";

export const APPLE_ISSUER = "https://appleid.apple.com";

/** Both spellings of a deleted account have been seen. Changes of the relay's addresses ask nothing of us. */
const kinds: Record<string, ProviderNotice["kind"]> = {
  "consent-revoked": "unlinked",
  "account-delete": "purged",
  "account-deleted": "purged",
};

export async function readAppleNotice(
  { body }: ProviderNoticeRequest,
  check: TokenCheck,
  context: OutsideContext,
): Promise<ReadProviderNotice> {
  const payload = readObject(body)?.payload;
  if (typeof payload !== "string") throw new ForeignNotice("the notice holds no token");
  const claims = await verifySigned(payload, check, context, {
    required: ["iss", "aud", "iat", "jti", "events"],
  }).catch((error: unknown) => {
    const isDown = error instanceof SocialFailure && error.reason === "provider_down";
    throw new ForeignNotice("the notice is not known to be Apple's", { status: isDown ? 503 : 401 });
  });
  // An object would be as good; Apple sends its text.
  const event = typeof claims.events === "string" ? readObject(claims.events) : claims.events;
  const subject = isObject(event) ? readSubject(event.sub) : undefined;
  if (!isObject(event) || subject === undefined || typeof claims.jti !== "string")
    throw new ForeignNotice("the notice names nobody");
  const type = String(event.type);
  const kind = (Object.hasOwn(kinds, type) ? kinds[type] : undefined) ?? "other";
  const notice: ProviderNotice = { id: claims.jti, kind, issuer: APPLE_ISSUER, subject };
  return { notices: [notice], answer: { status: 200 } };
}
