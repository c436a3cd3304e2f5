import { preferredLanguage } from "../language.js";
import { hashToken } from "../secrets.js";
import { deviceLabel } from "../sessions/device-label.js";
const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;
export async function readVisit({ sessions, cookies, random, readAddress, environment }, request, reply, experience) {
    const known = cookies.read(request, "browser");
    const secret = known && TOKEN.test(known) ? known : random(TOKEN_BYTES).toString("base64url");
    if (secret !== known)
        cookies.set(reply, "browser", secret);
    const token = cookies.read(request, "session");
    const session = token === undefined ? undefined : await sessions.find(token);
    const address = readAddress(request);
    return {
        browser: { secret, hash: hashToken(secret) },
        session,
        // A developer's own machine has no address to be limited by.
        address: environment === "development" && address.isLoopback ? undefined : address,
        device: deviceLabel(request.headers["user-agent"]),
        language: chooseLanguage(cookies, request, reply, experience),
        requestId: request.id,
    };
}
/** What was chosen on a page goes before what the browser prefers. */
function chooseLanguage(cookies, request, reply, { languages }) {
    const asked = request.query.lang;
    const offers = (one) => languages.includes(one);
    if (offers(asked)) {
        cookies.set(reply, "language", asked);
        return asked;
    }
    const kept = cookies.read(request, "language");
    if (offers(kept))
        return kept;
    const preferred = preferredLanguage(request.headers["accept-language"]);
    return offers(preferred) ? preferred : (languages[0] ?? "ko");
}
//# sourceMappingURL=read-visit.js.map