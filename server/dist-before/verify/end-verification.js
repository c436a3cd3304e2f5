import { AppError } from "../errors.js";
import { endVerification as end } from "./check-store.js";
import { explainMissing } from "./explain-missing.js";
/** Throws `verification.not_found` with the reason: a locked verification stays locked until it expires. */
export async function endVerification(sql, subject, status) {
    const ended = await end(sql, subject, status);
    if (ended)
        return ended;
    const failure = await explainMissing(sql, subject);
    throw failure.facts.reason === "locked" ? new AppError("verification.not_found", { reason: "locked" }) : failure;
}
//# sourceMappingURL=end-verification.js.map