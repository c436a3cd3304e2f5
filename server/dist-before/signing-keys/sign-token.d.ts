/** @module Signs tokens: JWTs with ES256 (RFC 7519, RFC 7518 §3.4), which anybody can verify with our published keys. */
import { type JWTPayload } from "jose";
import type { SigningKeyCache } from "./cache-signing-keys.js";
export interface TokenContent {
    /** The header's `typ`, which keeps tokens of one kind from being taken for another (RFC 8725 §3.11), e.g. `JWT`. */
    typ: string;
    /** All claims, `iss`, `aud`, `iat` and `exp` among them: nothing is added here. */
    payload: JWTPayload;
}
/** Resolves to the token in compact form. Rejects while the database is away and the keys are over a second old. */
export type SignToken = (content: TokenContent) => Promise<string>;
export declare function createSigner(keys: SigningKeyCache): SignToken;
