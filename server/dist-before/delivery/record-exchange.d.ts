export interface Exchange {
    request: {
        method: string;
        url: string;
        headers: Record<string, string>;
        body: string;
    };
    response: {
        status: number;
        headers: Record<string, string>;
        body: string;
    } | null;
}
/** Masks tokens a server has just given out: they stand in no settings, so `maskerFor` cannot know them. */
export declare const maskTokens: (text: string) => string;
/** A `fetch` that writes down what passes. */
export declare function recordExchange(inner: typeof fetch, maskKnown: (text: string) => string, into: Exchange[]): typeof fetch;
/**
 * Masks every spelling of these: as they are, percent-encoded, in JSON, in Base64, also in the middle of it, as `user:password`
 * has them; a number with and without its country, however it is grouped. The recipient keeps its last digits.
 */
export declare function maskerFor(secrets: readonly string[], recipient: string, code: string): (text: string) => string;
