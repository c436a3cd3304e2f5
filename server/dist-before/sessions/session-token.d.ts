import { type Keyring } from "../secrets.js";
export interface SessionToken {
    token: string;
    hash: string;
}
/** `browser`: the secret of the browser's cookie, 256 random bits. */
export declare function makeSessionToken(keyring: Keyring, flowSid: string, browser: string): SessionToken;
/** Every token that this flow may have made, one for each key of the ring. */
export declare function sessionTokensOf(keyring: Keyring, flowSid: string, browser: string): SessionToken[];
