import { AppError } from "../errors.js";
/** RFC 8725 §3.11: a kind of its own, so that it is taken for no other token. */
export const VERIFICATION_TOKEN_TYPE = "munjigi-verification+jwt";
const LIFE_SECONDS = 300;
/** An ES256 JWT. Its times are the database's: that of the check, and five minutes later. */
export async function signVerificationToken({ sign, random, issuer }, { sid, serviceSid, recipient, extras, updatedAt }) {
    if (recipient === null)
        throw new AppError("verification.not_found", { reason: "expired" });
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
//# sourceMappingURL=sign-verification-token.js.map