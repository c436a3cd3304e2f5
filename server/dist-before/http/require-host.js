import { isLoopbackName } from "../config.js";
import { AppError } from "../errors.js";
/** A name and perhaps a port, taken apart as it stands: a URL parser would read `x@localhost` and `127.1` as loopback names. */
const FORM = /^([a-z0-9.-]+|\[::1\])(?::(\d{1,5}))?$/;
/**
 * A hook that refuses (421) a Host other than the origin's, in any case of letters and in no other spelling. In development any
 * loopback name passes too, with the origin's port or the one the request came in by.
 */
export function requireHost(config) {
    const { host, port } = new URL(config.origin);
    return async (request) => {
        const asked = (request.headers.host ?? "").toLowerCase();
        if (asked === host)
            return;
        if (config.environment === "development") {
            const [, name = "", given = ""] = FORM.exec(asked) ?? [];
            if (isLoopbackName(name) && (given === port || given === String(request.socket.localPort)))
                return;
        }
        throw new AppError("request.wrong_host", { host });
    };
}
//# sourceMappingURL=require-host.js.map