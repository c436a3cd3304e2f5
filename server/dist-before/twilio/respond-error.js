import { logFailure, retryAfter } from "../http/respond-error.js";
import { toAppError } from "../http/to-app-error.js";
import { findTwilioError } from "./error-codes.js";
export function respondTwilioError(error, request, reply) {
    const failure = toAppError(error);
    logFailure(failure, error, request);
    const { status } = failure;
    // Every rule of this API is a rate limit that the caller made, so the caller may read its name.
    if (failure.code === "limits.exceeded" && failure.facts.rule !== undefined)
        reply.header("twilio-reached-rate-limit", failure.facts.rule);
    if (status === 401)
        reply.header("www-authenticate", 'Basic realm="Munjigi", charset="UTF-8"');
    return retryAfter(reply, failure)
        .code(status)
        .send(twilioErrorBody(failure, maskedPath(request)));
}
/** `path` is the request's, without the version. */
export function twilioErrorBody(failure, path) {
    const { code, message } = findTwilioError(failure);
    const { reason, retryAfterSeconds } = failure.facts;
    const details = {
        ...(reason && { reason }),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
    return {
        code,
        message: message(failure, path),
        more_info: `https://www.twilio.com/docs/errors/${code}`,
        status: failure.status,
        ...(Object.keys(details).length > 0 && { details }),
    };
}
/** An identifier or a plain word. Any other part of a path may be a telephone number, in whatever spelling: it is masked. */
const HARMLESS = /^([A-Z]{2}[0-9a-fA-F]{32}|[A-Za-z]{0,40})$/;
/** The path as Twilio's messages repeat it: without the version, and with parts masked that may hold a number. */
function maskedPath(request) {
    const path = request.url.split("?")[0].replace(/^\/v2/, "");
    const parts = path.split("/").map((part) => (HARMLESS.test(part) ? part : "…"));
    return path.length > 200 ? "(too long)" : parts.join("/");
}
//# sourceMappingURL=respond-error.js.map