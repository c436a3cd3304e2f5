import { AppError } from "../errors.js";
import { waitAfter } from "./purposes.js";
import { whyNotStarted } from "./start-store.js";
/**
 * The error to throw; `undefined` if nothing stands in the way any more: it ended between the statement and this look.
 * `conditions`: those the start had.
 */
export async function explainObstacle(sql, row, conditions) {
    const { waits, restartsLocked, maxSends, inTurn } = conditions;
    const { live, secondsToWait } = await whyNotStarted(sql, row, inTurn);
    const locked = live.find(({ isOwn, status }) => isOwn && status === "max_attempts_reached");
    // What is locked gives way, so its sends are no part of what is sent together.
    const together = live.filter((other) => other !== locked);
    const lockedSeconds = locked
        ? restartsLocked
            ? secondsToNextSend([locked], waits)
            : Math.ceil(locked.secondsLeft)
        : 0;
    const retryAfterSeconds = Math.max(lockedSeconds, secondsToWait ?? 0);
    if (retryAfterSeconds > 0)
        return new AppError("verification.too_many_checks", { reason: "locked", retryAfterSeconds });
    if (together.length > 0 && countSends(together) >= maxSends) {
        const secondsLeft = Math.ceil(Math.min(...together.map((other) => other.secondsLeft)));
        return new AppError("verification.too_many_sends", { retryAfterSeconds: Math.max(secondsLeft, 1) });
    }
    const resendSeconds = secondsToNextSend(together, waits);
    if (resendSeconds > 0)
        return new AppError("verification.too_early", { retryAfterSeconds: resendSeconds });
    return undefined;
}
const countSends = (rows) => rows.reduce((sum, { sends }) => sum + sends, 0);
function secondsToNextSend(rows, waits) {
    if (rows.length === 0)
        return 0;
    return Math.ceil(waitAfter(waits, countSends(rows)) - Math.min(...rows.map(({ secondsSince }) => secondsSince)));
}
//# sourceMappingURL=explain-obstacle.js.map