import ipaddr from "ipaddr.js";
/**
 * Behind a proxy of `trusted` (CIDR blocks) the client is the rightmost hop of X-Forwarded-For that is not a trusted proxy
 * itself; what stands left of it, the client may have written. Anyone else's X-Forwarded-For is not read, nor any other
 * header. A hop that is no address ends the walk: what comes before it is not believed.
 */
export function clientAddressReader(trusted, log) {
    const blocks = trusted.map((block) => ipaddr.parseCIDR(block));
    const isTrusted = (address) => blocks.some(([network, bits]) => network.kind() === address.kind() && address.match([network, bits]));
    let warned = false;
    return (request) => {
        let address = parseAddress(request.socket.remoteAddress ?? "") ?? ipaddr.parse("0.0.0.0");
        const forwarded = request.headers["x-forwarded-for"];
        if (forwarded === undefined)
            return describe(address);
        if (!isTrusted(address)) {
            if (!warned && isPrivate(address)) {
                warned = true;
                log.warn({ peer: address.toString() }, "X-Forwarded-For from a proxy that MUNJIGI_TRUSTED_PROXIES does not name: all its users share one address and its limits");
            }
            return describe(address);
        }
        const hops = (Array.isArray(forwarded) ? forwarded.join(",") : forwarded).split(",");
        for (const hop of hops.reverse()) {
            const next = parseAddress(withoutPort(hop.trim()));
            if (!next)
                break;
            address = next;
            if (!isTrusted(address))
                break;
        }
        return describe(address);
    };
}
const FORM = /^([^/]+)(?:\/(\d{1,3}))?$/;
const MAPPED_BITS = 96;
/**
 * What `MUNJIGI_TRUSTED_PROXIES` may list: an address, or a block such as `10.0.0.0/8`; a block of mapped addresses comes as IPv4.
 * `undefined` if it is neither.
 */
export function parseBlock(text) {
    const [, host = "", length] = FORM.exec(text) ?? [];
    const address = parseAddress(host);
    if (!address || host.includes("%"))
        return undefined;
    const max = address.kind() === "ipv4" ? 32 : 128;
    const isMapped = max === 32 && host.includes(":");
    const bits = length === undefined ? max : Number(length) - (isMapped ? MAPPED_BITS : 0);
    return bits >= 0 && bits <= max ? `${address.toString()}/${bits}` : undefined;
}
/** No network of proxies is wider: 10.0.0.0/8 is the widest private one, and whoever rents addresses gets less than a /16 of IPv6. */
const MIN_BITS = { ipv4: 8, ipv6: 16 };
/** Wider, and yet not everybody's: unique local and link-local addresses. */
const LOCAL_IPV6 = ["fc00::/7", "fe80::/10"].map((block) => ipaddr.IPv6.parseCIDR(block));
/** Whether a block of `parseBlock` is so wide that it names strangers: their X-Forwarded-For would be believed. */
export function trustsStrangers(block) {
    const [address, bits] = ipaddr.parseCIDR(block);
    const isLocal = LOCAL_IPV6.some(([network, length]) => address.kind() === "ipv6" && bits >= length && address.match([network, length]));
    return !isLocal && bits < MIN_BITS[address.kind()];
}
/** An address in its usual spelling (a zone is dropped; a mapped IPv4 comes as IPv4), otherwise `undefined`. */
export function parseAddress(text) {
    // ipaddr.js takes IPv4 in octal, hexadecimal and with parts left out, as inet_aton does.
    const isPlain = ipaddr.IPv4.isValidFourPartDecimal(text) || (text.includes(":") && ipaddr.IPv6.isValid(text));
    if (!isPlain)
        return undefined;
    const address = ipaddr.process(text.replace(/%.*$/, ""));
    return address;
}
/** `1.2.3.4:5678` and `[::1]:5678`, as some proxies write. */
function withoutPort(hop) {
    return /^\[(.+)\](:\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}
function isPrivate(address) {
    return ["private", "loopback", "uniqueLocal", "linkLocal", "carrierGradeNat"].includes(address.range());
}
function describe(address) {
    const kind = address.kind();
    return {
        kind,
        text: address.toString(),
        isLoopback: address.range() === "loopback",
        network(bits) {
            const bytes = address.toByteArray();
            const masked = bytes.map((byte, index) => byte & (0xff << Math.max(8 - Math.max(bits - index * 8, 0), 0)) & 0xff);
            return `${ipaddr.fromByteArray(masked).toString()}/${bits}`;
        },
    };
}
//# sourceMappingURL=client-address.js.map