/**
 * @module The cookies of our pages. Under https each has the prefix `__Host-`, so that neither a neighbour's host nor plain http can
 * set it (RFC 6265bis §4.1.3.2); on a developer's http://localhost a browser would refuse that, and the name is plain.
 */
import "@fastify/cookie";
/** What each one is for, and how long it stays, in seconds; absent: as long as the browser runs. */
const COOKIES = {
    /** 256 random bits: which browser it is. */
    browser: { name: "munjigi_browser", maxAge: 400 * 86_400 },
    session: { name: "munjigi_session", maxAge: 400 * 86_400 },
    /** The way in that was used last: its kind, nothing else. */
    last: { name: "munjigi_last", maxAge: 180 * 86_400 },
    language: { name: "munjigi_language", maxAge: 400 * 86_400 },
};
export function createCookies({ origin }) {
    const secure = origin.startsWith("https:");
    const nameOf = (cookie) => (secure ? "__Host-" : "") + COOKIES[cookie].name;
    const options = { path: "/", httpOnly: true, sameSite: "lax", secure };
    return {
        read: (request, cookie) => request.cookies[nameOf(cookie)],
        set: (reply, cookie, value) => void reply.setCookie(nameOf(cookie), value, { ...options, maxAge: COOKIES[cookie].maxAge }),
        clear: (reply, cookie) => void reply.clearCookie(nameOf(cookie), options),
    };
}
//# sourceMappingURL=cookies.js.map