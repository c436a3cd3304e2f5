import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";
/**
 * A hook that refuses (403) what pages of other origins ask for, by the headers that no page can set: `Sec-Fetch-Site` (Fetch
 * Metadata) and `Origin` (Fetch standard, "origin-header"). Servers and apps send neither and pass, as does an address that
 * somebody typed in. In development a page of a loopback name passes if it asks the server it came from.
 */
export function refuseOtherSites(config) {
    const isOwn = (origin, host) => {
        if (origin === config.origin)
            return true;
        const page = URL.parse(origin);
        if (config.environment !== "development" || !page || !isLoopbackName(page.hostname))
            return false;
        return origin === `http://${host}` || origin === `https://${host}`;
    };
    return async (request) => {
        const { origin, host, "sec-fetch-site": site } = request.headers;
        if (site !== undefined && site !== "same-origin" && site !== "none")
            throw new AppError("request.other_site");
        if (origin !== undefined && !isOwn(origin, host))
            throw new AppError("request.other_site");
    };
}
//# sourceMappingURL=refuse-other-sites.js.map