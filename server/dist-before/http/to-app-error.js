import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isUnavailable } from "../db/open.js";
import { AppError } from "../errors.js";
import { maskRecipients } from "./log.js";
/** The parameter that is named when a whole part of the request is refused, and not one field of it. */
const PARTS = { querystring: "query", params: "path", headers: "headers" };
/** `request.*` for what Fastify or a schema refuses, `server.unavailable` without the database, else `server.internal`. */
export function toAppError(error) {
    if (error instanceof AppError)
        return error;
    if (hasZodFastifySchemaValidationErrors(error)) {
        const [first] = error.validation;
        const parameter = first?.instancePath.split("/").filter(Boolean).join(".") || PARTS[String(error.validationContext)] || "body";
        return new AppError("request.invalid", {
            parameter,
            problem: maskIssue(first?.message ?? "it is not acceptable"),
        });
    }
    if (isUnavailable(error))
        return new AppError("server.unavailable", { retryAfterSeconds: 1 }, { cause: error });
    const { code, statusCode } = error;
    if (code === "FST_ERR_CTP_BODY_TOO_LARGE")
        return new AppError("request.too_large");
    if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE")
        return new AppError("request.media_type", { expected: "application/x-www-form-urlencoded" });
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
        return new AppError("request.malformed", { problem: "its address, headers or body are not well formed" });
    return new AppError("server.internal", {}, { cause: error });
}
/** zod's "Unrecognized key" repeats what the caller wrote, perhaps a number or an e-mail address. Other sentences do not. */
function maskIssue(message) {
    return message.startsWith("Unrecognized key") ? maskRecipients(message) : message;
}
//# sourceMappingURL=to-app-error.js.map