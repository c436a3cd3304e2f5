/** @module What an app's backend gets: a signed statement that a number was verified, for five minutes. */
import type { Random } from "../clock.js";
import type { SignToken } from "../signing-keys/sign-token.js";
import type { Verification } from "../verify/verification.js";
/** RFC 8725 §3.11: a kind of its own, so that it is taken for no other token. */
export declare const VERIFICATION_TOKEN_TYPE = "munjigi-verification+jwt";
export interface TokenDependencies {
    sign: SignToken;
    random: Random;
    /** The deployment's origin. */
    issuer: string;
}
/** An ES256 JWT. Its times are the database's: that of the check, and five minutes later. */
export declare function signVerificationToken({ sign, random, issuer }: TokenDependencies, { sid, serviceSid, recipient, extras, updatedAt }: Verification): Promise<string>;
