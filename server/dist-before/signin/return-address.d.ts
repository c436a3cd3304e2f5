/** @module Where somebody may be sent after signing in: pages of ours, and of origins that the settings name. Pure. */
/**
 * The address as it is to be gone to: a path of ours, or a whole URL of an allowed origin. `undefined` for anything else: other
 * schemes, `//host`, `/\host`, control characters that a browser would drop (WHATWG URL).
 */
export declare function readReturnAddress(text: unknown, { origin, origins }: {
    origin: string;
    origins: readonly string[];
}): string | undefined;
