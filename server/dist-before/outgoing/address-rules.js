/** @module Which addresses may be connected to, and which URLs are not even looked up. */
import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";
import { parseAddress } from "../client-address.js";
/**
 * All that IANA has given out for public use. ipaddr.js calls more than that `unicast`: `::7f00:1` (127.0.0.1, once more),
 * for one. https://www.iana.org/assignments/ipv6-address-space
 */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
const PRIVATE_RANGES = new Set(["loopback", "private", "uniqueLocal", "carrierGradeNat"]);
/** Services that hand out a machine's credentials and are not in 169.254.0.0/16: Azure, Alibaba Cloud, AWS, Google. */
const METADATA = new Set(["168.63.129.16", "100.100.100.200", "fd00:ec2::254", "fd20:ce::254"]);
/** RFC 6761, RFC 6762, RFC 8375, and the domain ICANN reserved for private use in 2024. */
const LOCAL_NAME = /(^|\.)(localhost|localdomain|local|internal|home\.arpa)$/;
/**
 * Whether an address, as the resolver or a socket spells it, may be connected to. IPv6 that carries an IPv4 address is
 * judged as that one where it is mapped (`::ffff:0:0/96`) and refused where a gateway would unpack it: NAT64, 6to4, Teredo.
 */
export function mayConnect(text, { allowPrivateNetwork }) {
    const address = parseAddress(text);
    if (!address || METADATA.has(address.toString()))
        return false;
    const range = address.range();
    if (range === "unicast")
        return address.kind() === "ipv4" || address.match(PUBLIC_IPV6);
    return allowPrivateNetwork && PRIVATE_RANGES.has(range);
}
/** A URL that may be called as far as can be said without resolving its name; otherwise `undefined`. */
export function readTarget(input, rules) {
    const url = URL.parse(String(input));
    if (!url || url.username || url.password)
        return undefined;
    const isPlain = url.protocol === "http:" && rules.allowPrivateNetwork;
    if (url.protocol !== "https:" && !isPlain)
        return undefined;
    // The scheme's own port is written as none. Below 1024 are services that would take a request for something else: SMTP, say.
    if (url.port !== "" && url.port !== "443" && Number(url.port) < 1024)
        return undefined;
    return mayLookUp(url.hostname, rules) ? url : undefined;
}
/**
 * The host that connecting to `text` would mean, in one spelling, if it may be looked up: `127.1` and `0x7f.1` are read as
 * getaddrinfo would read them. IPv6 comes without brackets.
 */
export function readHost(text, rules) {
    const url = URL.parse(`https://${isIPv6(text) ? `[${text}]` : text}/`);
    // Anything but a host would have become another part of the URL.
    if (!url || url.href !== `https://${url.hostname}/` || !mayLookUp(url.hostname, rules))
        return undefined;
    return url.hostname.replace(/^\[|\]$/g, "");
}
/** `hostname` as a URL spells it, IPv6 in brackets. Node does not resolve literals, so this is where they are judged. */
function mayLookUp(hostname, rules) {
    if (hostname.startsWith("["))
        return mayConnect(hostname.slice(1, -1), rules);
    if (isIPv4(hostname))
        return mayConnect(hostname, rules);
    const name = hostname.replace(/\.+$/, "");
    // Without a dot it can only be a neighbour.
    return rules.allowPrivateNetwork || (name.includes(".") && !LOCAL_NAME.test(name));
}
//# sourceMappingURL=address-rules.js.map