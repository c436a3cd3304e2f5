import { AppError } from "../errors.js";
import { selectVerification } from "./check-store.js";
/** Pending, canceled and locked ones; approved and expired ones are `verification.not_found`, as with Twilio. */
export async function fetchVerification(sql, subject) {
    const row = await selectVerification(sql, subject);
    if (!row)
        throw new AppError("verification.not_found", { reason: "unknown" });
    if (row.status === "approved")
        throw new AppError("verification.not_found", { reason: "approved" });
    if (row.status !== "canceled" && (row.status === "expired" || row.secondsLeft <= 0))
        throw new AppError("verification.not_found", { reason: "expired" });
    return row;
}
//# sourceMappingURL=fetch-verification.js.map