/**
 * @module The token of a session: 256 bits that the browser's own secret and the flow that made the session give, so whoever sends a
 * right code twice is answered the same both times, and no token is in any column.
 */
import { createHmac } from "node:crypto";
import { hashToken } from "../secrets.js";
const derive = ({ session }, flowSid, browser) => createHmac("sha256", session).update(`${flowSid}\n${browser}`).digest("base64url");
/** `browser`: the secret of the browser's cookie, 256 random bits. */
export function makeSessionToken(keyring, flowSid, browser) {
    const token = derive(keyring.current, flowSid, browser);
    return { token, hash: hashToken(token) };
}
/** Every token that this flow may have made, one for each key of the ring. */
export function sessionTokensOf(keyring, flowSid, browser) {
    return keyring.all.map((keys) => {
        const token = derive(keys, flowSid, browser);
        return { token, hash: hashToken(token) };
    });
}
//# sourceMappingURL=session-token.js.map