/** @module Signs tokens: JWTs with ES256 (RFC 7519, RFC 7518 §3.4), which anybody can verify with our published keys. */
import { SignJWT } from "jose";
export function createSigner(keys) {
    return async ({ typ, payload }) => {
        const { kid, privateKey } = await keys.signingKey();
        return await new SignJWT(payload).setProtectedHeader({ alg: "ES256", kid, typ }).sign(privateKey);
    };
}
//# sourceMappingURL=sign-token.js.map