/**
 * @module Every failure a caller can meet: one closed list of stable codes, each with its HTTP status and a sentence in
 * Korean and English that says what to do next. A code is `noun.what_is_wrong`; its noun names the file in `errors/` that
 * has its sentence. `docs/errors.md` is made from this list.
 */
import { attemptErrors } from "./errors/attempt.js";
import { connectorErrors } from "./errors/connector.js";
import { experienceErrors } from "./errors/experience.js";
import { keyErrors } from "./errors/key.js";
import { limitsErrors } from "./errors/limits.js";
import { messageErrors } from "./errors/message.js";
import { rateLimitErrors } from "./errors/rate-limit.js";
import { requestErrors } from "./errors/request.js";
import { safeListErrors } from "./errors/safe-list.js";
import { serverErrors } from "./errors/server.js";
import { serviceErrors } from "./errors/service.js";
import { signInErrors } from "./errors/sign-in.js";
import { templateErrors } from "./errors/template.js";
import { verificationErrors } from "./errors/verification.js";
export const errorCatalog = {
    ...requestErrors,
    ...serverErrors,
    ...limitsErrors,
    ...serviceErrors,
    ...keyErrors,
    ...rateLimitErrors,
    ...safeListErrors,
    ...templateErrors,
    ...connectorErrors,
    ...experienceErrors,
    ...messageErrors,
    ...attemptErrors,
    ...verificationErrors,
    ...signInErrors,
};
/** A failure with a name. `cause` is for the log and never leaves the server. */
export class AppError extends Error {
    code;
    facts;
    constructor(code, facts = {}, options) {
        super(code, options);
        this.name = "AppError";
        this.code = code;
        this.facts = facts;
    }
    get status() {
        return errorCatalog[this.code].status;
    }
    /** The public sentence in the caller's language. */
    text(language) {
        return errorCatalog[this.code][language].replace(/\{(\w+)\}/g, (_, name) => String(this.facts[name] ?? name));
    }
}
//# sourceMappingURL=errors.js.map