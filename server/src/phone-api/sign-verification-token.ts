/** @module What an app's backend gets: a signed statement that a number was verified, for five minutes. */
import type { Random } from "../clock.js";
import { AppError } from "../errors.js";
import type { SignToken } from "../signing-keys/sign-token.js";
import type { Verification } from "../verify/verification.js";

/** RFC 8725 §3.11: a kind of its own, so that it is taken for no other token. */
export const VERIFICATION_TOKEN_TYPE = "munjigi-verification+jwt";
/** What a token says. */
type ProvedNumber = Pick<Verification, "sid" | "serviceSid" | "recipient" | "extras" | "updatedAt">;

const LIFE_SECONDS = 300;

export interface TokenDependencies {
  sign: SignToken;
  random: Random;
  /** The deployment's origin. */
  issuer: string;
}

/** An ES256 JWT. Its times are the database's: that of the check, and five minutes later. */
export async function signVerificationToken(
  { sign, random, issuer }: TokenDependencies,
  { sid, serviceSid, recipient, extras, updatedAt }: ProvedNumber,
): Promise<string> {
  if (recipient === null) throw new AppError("verification.not_found", { reason: "expired" });
  const iat = Math.floor(updatedAt.getTime() / 1000);
  const payload = {
    iss: issuer,
    aud: serviceSid,
    sub: sid,
    iat,
    exp: iat + LIFE_SECONDS,
    jti: random(16).toString("base64url"),
    phone_number: recipient,
    phone_number_verified: true,
    ...(extras?.nonce !== undefined && { nonce: extras.nonce }),
  };
  return await sign({ typ: VERIFICATION_TOKEN_TYPE, payload });
}
