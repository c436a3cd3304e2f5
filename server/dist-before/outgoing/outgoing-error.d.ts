/** @module How a call fails: as fetch does, with a cause that has a code. */
/** The codes that are ours; all others are the system's, TLS's or undici's. */
export type OutgoingCode = "ADDRESS_REFUSED" | "RESPONSE_TOO_LARGE" | "RESPONSE_INVALID";
/** Codes others use too, for what is the same thing: a resolver's, a socket's, undici's. */
type SharedCode = "ETIMEOUT" | "ECONNRESET" | "UND_ERR_DESTROYED";
export declare function codedError(code: OutgoingCode | SharedCode, text: string): Error;
/**
 * The rules refuse the address. The same words for every reason and every address: whoever may choose a URL must not learn
 * from them what a name resolves to in here.
 */
export declare function refusal(): Error;
/** `TypeError: fetch failed`, as the global fetch puts it; `cause.code` says why. */
export declare function fetchFailed(cause: unknown): TypeError;
/** Whether the rules refused a call (`fetch`) or a look-up (`lookup`): nothing was connected to, and nothing sent. */
export declare function isRefused(error: unknown): boolean;
export {};
