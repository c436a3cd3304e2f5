/** @module How a call fails: as fetch does, with a cause that has a code. */
export function codedError(code, text) {
    return Object.assign(new Error(text), { code });
}
/**
 * The rules refuse the address. The same words for every reason and every address: whoever may choose a URL must not learn
 * from them what a name resolves to in here.
 */
export function refusal() {
    return codedError("ADDRESS_REFUSED", "this address may not be called");
}
/** `TypeError: fetch failed`, as the global fetch puts it; `cause.code` says why. */
export function fetchFailed(cause) {
    return new TypeError("fetch failed", { cause });
}
/** Whether the rules refused a call (`fetch`) or a look-up (`lookup`): nothing was connected to, and nothing sent. */
export function isRefused(error) {
    if (!(error instanceof Error))
        return false;
    const { code } = (error.cause ?? error);
    return code === "ADDRESS_REFUSED";
}
//# sourceMappingURL=outgoing-error.js.map