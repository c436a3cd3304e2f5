import { type AddressRules } from "./address-rules.js";
import { type Resolve } from "./resolve-checked.js";
export interface Outgoing {
    /**
     * As the global fetch, with a string or a URL, and these differences. Only https to public addresses (see `AddressRules`);
     * a redirect is returned, never followed; the body is read to its end, at most 1 MiB, before this resolves; connecting
     * may take 2 s, all the rest as long as `signal` lets it; HTTP_PROXY and its kin are not honoured, since a proxy would
     * resolve names by itself.
     *
     * Rejects with the signal's reason, or with `TypeError: fetch failed` whose `cause.code` is the system's, TLS's or
     * undici's (ECONNREFUSED, ENOTFOUND, UND_ERR_CONNECT_TIMEOUT …), ADDRESS_REFUSED (`isRefused`), RESPONSE_TOO_LARGE,
     * RESPONSE_INVALID, or ETIMEOUT for a name that took 2 s to resolve.
     */
    fetch: typeof globalThis.fetch;
    /**
     * One address of a host, under the same rules, for protocols other than HTTP: connect to it and to nothing else, and check
     * TLS against the name. Rejects with ADDRESS_REFUSED, ETIMEOUT, or the resolver's own code.
     */
    lookup(hostname: string): Promise<string>;
    /** Ends all connections; calls under way fail (UND_ERR_DESTROYED), later ones too. */
    close(): Promise<void>;
}
/** `resolve` replaces the system's resolver in tests. */
export declare function createOutgoing(options: AddressRules & {
    resolve?: Resolve;
}): Outgoing;
