/** @module Reads an identifier out of a path or a query. */
import { AppError } from "../errors.js";
import { parseSid } from "../sid.js";
/** The canonical spelling of an identifier with this prefix. Throws `notFound` for a text that cannot be one. */
export function readSid(prefix, text, notFound) {
    const sid = parseSid(prefix, text);
    if (!sid)
        throw new AppError(notFound);
    return sid;
}
export const readServiceSid = (text) => readSid("VA", text, "service.not_found");
//# sourceMappingURL=read-sid.js.map