import { readHost, readTarget } from "./address-rules.js";
import { call } from "./call.js";
import { openAgent } from "./open-agent.js";
import { codedError, fetchFailed, refusal } from "./outgoing-error.js";
import { checkedResolver } from "./resolve-checked.js";
import { toResponse } from "./to-response.js";
/** `resolve` replaces the system's resolver in tests. */
export function createOutgoing(options) {
    const resolveChecked = checkedResolver(options, options.resolve);
    let agent;
    let closed = false;
    const open = async () => {
        if (closed)
            throw codedError("UND_ERR_DESTROYED", "outgoing calls are closed");
        agent ??= openAgent(options, resolveChecked);
        return await agent;
    };
    return {
        async fetch(input, init = {}) {
            if (input instanceof Request)
                throw new TypeError("give outgoing calls a URL, not a Request");
            const signal = init.signal ?? null;
            signal?.throwIfAborted();
            const url = readTarget(input, options);
            if (!url)
                throw fetchFailed(refusal());
            const { body, contentType } = await readBody(init.body);
            const headers = Object.fromEntries(new Headers(init.headers));
            headers.accept ??= "*/*";
            headers["user-agent"] ??= "munjigi";
            if (contentType)
                headers["content-type"] ??= contentType;
            // 1 MiB is 1 MiB: what unpacks to gigabytes should not even come.
            headers["accept-encoding"] = "identity";
            const method = init.method?.toUpperCase() ?? "GET";
            try {
                return await toResponse(await call(await open(), { url, method, headers, body, signal }));
            }
            catch (error) {
                throw signal?.aborted ? signal.reason : fetchFailed(error);
            }
        },
        async lookup(hostname) {
            const host = readHost(hostname, options);
            const [first] = host === undefined ? [] : await resolveChecked(host);
            if (!first)
                throw refusal();
            return first.address;
        },
        async close() {
            closed = true;
            await (await agent)?.destroy();
        },
    };
}
/** The body as bytes, and the type that fetch would give it where the caller names none. */
async function readBody(body) {
    if (body === undefined || body === null)
        return { body: null };
    if (typeof body === "string")
        return { body, contentType: "text/plain;charset=UTF-8" };
    if (body instanceof Uint8Array)
        return { body };
    if (body instanceof URLSearchParams)
        return { body: body.toString(), contentType: "application/x-www-form-urlencoded;charset=UTF-8" };
    const rest = new Response(body);
    const contentType = rest.headers.get("content-type");
    return { body: await rest.bytes(), ...(contentType && { contentType }) };
}
//# sourceMappingURL=create-outgoing.js.map