import { AppError } from "../errors.js";
import { selectVerification } from "./check-store.js";
/** The error to throw: a lockout that still lasts is a 429 with the time to wait, all else a 404 with the reason. */
export async function explainMissing(sql, subject) {
    const row = await selectVerification(sql, subject);
    if (!row)
        return new AppError("verification.not_found", { reason: "unknown" });
    const { status, secondsLeft } = row;
    if (status === "approved" || status === "canceled")
        return new AppError("verification.not_found", { reason: status });
    // Whoever does not name a verification has its tries apart from those that make the status.
    const isOutOfTries = status === "max_attempts_reached" || (status === "pending" && subject.by === "candidates");
    if (isOutOfTries && secondsLeft > 0)
        return new AppError("verification.too_many_checks", { reason: "locked", retryAfterSeconds: secondsLeft });
    return new AppError("verification.not_found", { reason: "expired" });
}
//# sourceMappingURL=explain-missing.js.map