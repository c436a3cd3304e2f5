/** @module What was said between us and a vendor, for an administrator's eyes: secrets, tokens, recipient and code are masked. */
import { normalizePhone } from "../phone.js";
const MASK = "••••••••";
const MAX_BODY_LENGTH = 4000;
/** Shorter secrets are not masked: they would mask half the answer. */
const MIN_SECRET_LENGTH = 4;
/** Headers that hold secrets, or what is derived from them and opens as much. */
const SECRET_HEADERS = /authorization|signature|secret|token|api-?key|cookie|^x-ncp-iam-access-key$/i;
/** What OAuth 2.0 servers give, and what is given to them in place of a password (RFC 6749, 7521, OpenID Connect). */
const TOKENS = "access_token|refresh_token|id_token|client_assertion|assertion";
/** A token's closing quote may be missing, since bodies are cut. */
const TOKEN_IN_JSON = new RegExp(`((?<!\\\\)"(?:${TOKENS})"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*`, "gi");
/** JSON in a string of JSON, as vendors repeat what they were told. */
const TOKEN_IN_TEXT = new RegExp(`(\\\\"(?:${TOKENS})\\\\"\\s*:\\s*\\\\")[^"\\\\]*`, "gi");
const TOKEN_IN_FORM = new RegExp(`((?:^|[?&#"])(?:${TOKENS})=)[^&#\\s"\\\\]*`, "gi");
/** Masks tokens a server has just given out: they stand in no settings, so `maskerFor` cannot know them. */
export const maskTokens = (text) => [TOKEN_IN_JSON, TOKEN_IN_TEXT, TOKEN_IN_FORM].reduce((rest, token) => rest.replace(token, `$1${MASK}`), text);
/** A `fetch` that writes down what passes. */
export function recordExchange(inner, maskKnown, into) {
    const mask = (text) => maskKnown(maskTokens(text));
    return async (input, init) => {
        const exchange = {
            request: {
                method: init?.method ?? "GET",
                url: mask(String(input)),
                headers: readHeaders(new Headers(init?.headers), mask),
                body: mask(String(init?.body ?? "")).slice(0, MAX_BODY_LENGTH),
            },
            response: null,
        };
        into.push(exchange);
        const response = await inner(input, init);
        const body = await response.text();
        exchange.response = {
            status: response.status,
            headers: readHeaders(response.headers, mask),
            body: mask(body).slice(0, MAX_BODY_LENGTH),
        };
        return new Response(isBodiless(response.status) ? null : body, {
            status: response.status,
            headers: response.headers,
        });
    };
}
/** The Fetch standard's null body statuses. */
const isBodiless = (status) => status === 204 || status === 205 || status === 304;
function readHeaders(headers, mask) {
    return Object.fromEntries([...headers].map(([name, value]) => [name, SECRET_HEADERS.test(name) ? MASK : mask(value)]));
}
/**
 * Masks every spelling of these: as they are, percent-encoded, in JSON, in Base64, also in the middle of it, as `user:password`
 * has them; a number with and without its country, however it is grouped. The recipient keeps its last digits.
 */
export function maskerFor(secrets, recipient, code) {
    const hidden = [...new Set(secrets.filter((one) => one.length >= MIN_SECRET_LENGTH).flatMap(spellings))];
    hidden.sort((one, other) => other.length - one.length);
    const isAddress = recipient.includes("@");
    const shown = isAddress ? recipient.replace(/^.*@/, "•••@") : `•••${recipient.slice(-4)}`;
    const grouped = isAddress ? undefined : groupedNumber(recipient);
    return (text) => {
        let masked = hidden.reduce((rest, secret) => rest.replaceAll(secret, MASK), text);
        if (grouped)
            masked = masked.replace(grouped, shown);
        for (const spelling of spellings(recipient))
            masked = masked.replaceAll(spelling, shown);
        return masked.replaceAll(code, "••••••");
    };
}
/** The digits that are dialled from anywhere, with what may stand before and between them. */
function groupedNumber(recipient) {
    const digits = recipient.replace(/^\+/, "");
    const read = normalizePhone(recipient, "KR");
    const national = read.ok ? read.national.replace(/^0+/, "") : digits;
    const country = digits.endsWith(national) ? digits.slice(0, -national.length) : "";
    const between = "(?:%20|[\\s().\u2010-\u2015-]){0,3}";
    const before = `(?:(?:\\+|%2B|00)?${between}${[...country].join(between)}${between})?(?:\\(?0\\)?${between})?`;
    return new RegExp(`${country && before}${[...national].join(between)}`, "gi");
}
function spellings(text) {
    const encoded = encodeURIComponent(text);
    const asForm = new URLSearchParams([["", text]]).toString().slice(1);
    const inUrl = [encoded, encodeURIComponent(encoded), asForm];
    const json = JSON.stringify(text).slice(1, -1);
    const ascii = json.replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
    const inJson = [json, ascii].flatMap((one) => [one, one.replaceAll("/", "\\/")]);
    const base64 = [0, 1, 2].flatMap((offset) => inBase64(text, offset));
    const lowerHex = inUrl.map((one) => one.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()));
    return [...new Set([text, ...inUrl, ...lowerHex, ...inJson, ...base64])];
}
/** Shorter pieces of Base64 stand in many texts by chance, so they are not masked. */
const MIN_PART_LENGTH = 8;
/** How this text looks inside the Base64 of a longer one, where `offset` bytes of a group of three come before it. */
function inBase64(text, offset) {
    const bytes = Buffer.from(text);
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    const part = whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    if (offset > 0 && part.length < MIN_PART_LENGTH)
        return [];
    return [part, part.replaceAll("+", "-").replaceAll("/", "_"), ...(offset === 0 ? [whole.replace(/=+$/, "")] : [])];
}
//# sourceMappingURL=record-exchange.js.map