import { mayConnect } from "./address-rules.js";
import { codedError, refusal } from "./outgoing-error.js";
/** Resolving, TCP and TLS together. */
const CONNECT_TIMEOUT_MS = 2000;
const CONNECTIONS_PER_ORIGIN = 512;
/**
 * How long an idle connection is kept, whatever the vendor hints: what lies between us and it may have forgotten the
 * connection by then, and a text that goes out on a dead one is ten seconds late.
 */
const IDLE_MS = 4000;
/** Between two bytes, for callers without a signal: they would hang for undici's five minutes. */
const SILENCE_MS = 30_000;
/** Loads undici when the first call needs it: 90 ms and 30 MB that a server with the inbox only does without. */
export async function openAgent(rules, resolveChecked) {
    const undici = await import("undici");
    const connect = undici.buildConnector({
        allowH2: false,
        timeout: CONNECT_TIMEOUT_MS,
        lookup: checkedLookup(resolveChecked),
    });
    return new undici.Agent({
        allowH2: false,
        pipelining: 1,
        connections: CONNECTIONS_PER_ORIGIN,
        keepAliveTimeout: IDLE_MS,
        keepAliveMaxTimeout: IDLE_MS,
        headersTimeout: SILENCE_MS,
        bodyTimeout: SILENCE_MS,
        connect: (options, callback) => connect(options, (error, socket) => {
            if (error)
                return callback(error, null);
            // Once more, on the socket itself: should Node ever connect without asking `lookup`, no request is sent.
            if (mayConnect(socket.remoteAddress ?? "", rules))
                return callback(null, socket);
            const gone = socket.remoteAddress === undefined;
            socket.destroy();
            callback(gone ? codedError("ECONNRESET", "the connection was reset") : refusal(), null);
        }),
    });
}
/** For `net.connect`, which tries the addresses in turn. It does not ask for literals; `readTarget` has judged those. */
function checkedLookup(resolveChecked) {
    return (hostname, options, callback) => {
        resolveChecked(hostname).then((found) => {
            const [first] = found;
            if (options.all || !first)
                callback(null, found);
            else
                callback(null, first.address, first.family);
        }, (error) => callback(error, []));
    };
}
//# sourceMappingURL=open-agent.js.map