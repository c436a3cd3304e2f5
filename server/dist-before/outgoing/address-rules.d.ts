export interface AddressRules {
    /** Lets http and addresses of the operator's own networks through; link-local ones and metadata services never. */
    allowPrivateNetwork: boolean;
}
/**
 * Whether an address, as the resolver or a socket spells it, may be connected to. IPv6 that carries an IPv4 address is
 * judged as that one where it is mapped (`::ffff:0:0/96`) and refused where a gateway would unpack it: NAT64, 6to4, Teredo.
 */
export declare function mayConnect(text: string, { allowPrivateNetwork }: AddressRules): boolean;
/** A URL that may be called as far as can be said without resolving its name; otherwise `undefined`. */
export declare function readTarget(input: string | URL, rules: AddressRules): URL | undefined;
/**
 * The host that connecting to `text` would mean, in one spelling, if it may be looked up: `127.1` and `0x7f.1` are read as
 * getaddrinfo would read them. IPv6 comes without brackets.
 */
export declare function readHost(text: string, rules: AddressRules): string | undefined;
