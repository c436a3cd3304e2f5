/** @module The origins of the pages that may use a publishable key, as browsers write them in `Origin` (RFC 6454 §6.2). */
/** Scheme and host, perhaps a port, and nothing else: not even the slash, which no browser sends. */
const FORM = /^([a-z][a-z0-9+.-]*):\/\/[^\s/?#@\\]+$/i;
/** As the URL parser leaves it: international names in Punycode. No `*` in the middle: it would promise more than it does. */
const HOST = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?$/;
/** Schemes whose pages have no origin to be told by. */
const WITHOUT_ORIGIN = /^(file|data|blob|about|javascript):/i;
/** The canonical spelling of an origin, `*` for any, or `undefined` if it is none. */
export function normalizeOrigin(text) {
    if (text === "*")
        return text;
    if (text.length > 300 || !FORM.test(text) || WITHOUT_ORIGIN.test(text))
        return undefined;
    const url = URL.parse(text);
    // `url.origin` is "null" for schemes of apps (capacitor://localhost).
    const origin = url && `${url.protocol}//${url.host.toLowerCase()}`;
    return origin && HOST.test(origin.slice(origin.indexOf("//") + 2)) ? origin : undefined;
}
//# sourceMappingURL=allowed-origin.js.map