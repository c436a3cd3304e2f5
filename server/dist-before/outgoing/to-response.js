/** @module An answer as the standard `Response`. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { MAX_BYTES, tooLarge } from "./call.js";
const decoders = {
    gzip: promisify(gunzip),
    "x-gzip": promisify(gunzip),
    deflate: promisify(inflate),
    br: promisify(brotliDecompress),
};
/** RFC 9110 §15: these have no body, and `Response` takes none for them. */
const WITHOUT_BODY = new Set([204, 205, 304]);
export async function toResponse({ status, statusText, headers, body }) {
    const encoding = headers.find(([name]) => name.toLowerCase() === "content-encoding")?.[1].toLowerCase();
    const content = encoding && body.length > 0 ? await decode(body, encoding) : body;
    return new Response(WITHOUT_BODY.has(status) ? null : content, {
        status,
        // `Response` throws at other characters, and nobody reads them.
        statusText: /^[ -~]*$/.test(statusText) ? statusText : "",
        headers,
    });
}
/** Some vendors compress though `identity` was asked for. An encoding that is not known here is left as it came. */
async function decode(body, encoding) {
    const decoder = decoders[encoding];
    if (!decoder)
        return body;
    try {
        return await decoder(body, { maxOutputLength: MAX_BYTES });
    }
    catch (error) {
        throw error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge() : error;
    }
}
//# sourceMappingURL=to-response.js.map