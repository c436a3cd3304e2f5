import { codedError } from "./outgoing-error.js";
/** What an answer's body may hold, in bytes; compressed or not. */
export const MAX_BYTES = 1_048_576;
export const tooLarge = () => codedError("RESPONSE_TOO_LARGE", `the answer is longer than ${MAX_BYTES} bytes`);
/** Rejects with the signal's reason at once, whatever the request waits for; otherwise with the cause of the failure. */
export function call(agent, { url, method, headers, body, signal }) {
    return new Promise((resolve, reject) => {
        // It may have aborted while undici was loaded.
        signal?.throwIfAborted();
        let controller;
        const abort = () => {
            reject(signal?.reason);
            controller?.abort(new Error("aborted by the caller"));
        };
        const end = () => signal?.removeEventListener("abort", abort);
        signal?.addEventListener("abort", abort, { once: true });
        const chunks = [];
        let bytes = 0;
        let answer;
        agent.dispatch({ origin: url.origin, path: url.pathname + url.search, method, headers, body }, {
            onRequestStart(own) {
                controller = own;
                // Given up while it waited for a connection: then it is not sent at all.
                if (signal?.aborted)
                    abort();
            },
            onResponseStart({ rawHeaders }, status, _headers, statusText = "") {
                if (status < 200)
                    return;
                if (status > 599)
                    throw codedError("RESPONSE_INVALID", "the answer's status is none of HTTP");
                answer = { status, statusText, headers: readHeaders(rawHeaders) };
            },
            onResponseData(own, chunk) {
                bytes += chunk.length;
                if (bytes > MAX_BYTES)
                    own.abort(tooLarge());
                else
                    chunks.push(chunk);
            },
            onResponseEnd() {
                end();
                resolve({ ...answer, body: Buffer.concat(chunks, bytes) });
            },
            onResponseError(_controller, error) {
                end();
                // Its `data` is the answer itself, which may hold a number, and its code is often absent.
                reject(error.name === "HTTPParserError" ? codedError("RESPONSE_INVALID", "the answer is not HTTP") : error);
            },
        });
    });
}
function readHeaders(raw) {
    const headers = [];
    for (let at = 0; at + 1 < raw.length; at += 2)
        headers.push([raw[at]?.toString("latin1") ?? "", raw[at + 1]?.toString("latin1") ?? ""]);
    return headers;
}
//# sourceMappingURL=call.js.map