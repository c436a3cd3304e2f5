/** @module The origins of the pages that may use a publishable key, as browsers write them in `Origin` (RFC 6454 §6.2). */
/** The canonical spelling of an origin, `*` for any, or `undefined` if it is none. */
export declare function normalizeOrigin(text: string): string | undefined;
