/** @module How a call fails: as fetch does, with a cause that has a code. */

/** The codes that are ours; all others are the system's, TLS's or undici's. */
export type OutgoingCode = "ADDRESS_REFUSED" | "RESPONSE_TOO_LARGE" | "RESPONSE_INVALID";
/** Codes others use too, for what is the same thing: a resolver's, a socket's, undici's. */
type SharedCode = "ETIMEOUT" | "ECONNRESET" | "UND_ERR_DESTROYED";

export function codedError(code: OutgoingCode | SharedCode, text: string): Error {
  return Object.assign(new Error(text), { code });
}

/**
 * The rules refuse the address. The same words for every reason and every address: whoever may choose a URL must not learn
 * from them what a name resolves to in here.
 */
export function refusal(): Error {
  return codedError("ADDRESS_REFUSED", "this address may not be called");
}

/** `TypeError: fetch failed`, as the global fetch puts it; `cause.code` says why. */
export function fetchFailed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

/** Whether the rules refused a call (`fetch`) or a look-up (`lookup`): nothing was connected to, and nothing sent. */
export function isRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = (error.cause ?? error) as { code?: unknown };
  return code === "ADDRESS_REFUSED";
}
