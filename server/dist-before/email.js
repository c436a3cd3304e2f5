/**
 * @module E-mail addresses, read once, at the edge, as numbers are in `phone.ts`: every key, limit and message uses what this
 * returns. It is ASCII of a closed alphabet, so that it can stand in a header of a message as it is.
 */
import { domainToASCII } from "node:url";
import { toTypedAscii } from "./text.js";
/** RFC 5321 §4.5.3.1, and its erratum 1690: a path is 256 octets, two of which are its brackets. */
const MAX_ADDRESS_LENGTH = 254;
const MAX_LOCAL_PART_LENGTH = 64;
/**
 * RFC 5321's `Dot-string`. Quoted local parts hold blanks, brackets and line breaks, nobody has one, and vendors refuse them;
 * those beyond ASCII (RFC 6531) few vendors carry, and one of them has many spellings.
 */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
/** Carriers that gave out addresses with dots beside each other or before the `@`; they are sent to, quoted. */
const LOOSE_DOMAIN = /^(?:[a-z0-9-]+\.)?(?:docomo|ezweb|vodafone|softbank)\.ne\.jp$/;
const LOOSE_LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~-][\w!#$%&'*+/=?^`{|}~.-]*$/;
/** Letters of any script, their marks, digits, hyphens, and the two dots that IDNA knows besides those NFKC unifies. */
const DOMAIN_AS_WRITTEN = /^[\p{L}\p{M}\p{N}.\u3002-]+$/u;
/** Names of the DNS with a dot. A last label that begins with a letter is no part of an IPv4 address. */
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * Reads an address as people type it, with blanks around it, invisible characters in it, or full-width. The whole of it is
 * lower-cased: RFC 5321 §2.4 lets a host tell `Kim@` from `kim@`, but none does, and every spelling would have counters of its own.
 */
export function normalizeEmail(input) {
    const text = toTypedAscii(input).trim();
    // Before anything that takes longer with a longer text.
    if (text.length > MAX_ADDRESS_LENGTH)
        return { ok: false, reason: "too_long" };
    const [local = "", written, ...more] = text.split("@");
    if (written === undefined || more.length > 0 || !LOOSE_LOCAL_PART.test(local))
        return { ok: false, reason: "not_an_address" };
    const domain = readDomain(written);
    if (!LOCAL_PART.test(local) && !LOOSE_DOMAIN.test(domain ?? ""))
        return { ok: false, reason: "not_an_address" };
    if (domain === undefined)
        return { ok: false, reason: "no_domain" };
    const address = `${local.toLowerCase()}@${domain}`;
    if (local.length > MAX_LOCAL_PART_LENGTH || address.length > MAX_ADDRESS_LENGTH)
        return { ok: false, reason: "too_long" };
    return { ok: true, address };
}
/** `domainToASCII` reads a host of a URL: it cuts at `/`, `?` and `#`, skips tabs and decodes `%`. None gets that far. */
function readDomain(written) {
    const text = written.normalize("NFKC");
    if (!DOMAIN_AS_WRITTEN.test(text))
        return undefined;
    const domain = domainToASCII(text);
    return DOMAIN.test(domain) ? domain : undefined;
}
//# sourceMappingURL=email.js.map