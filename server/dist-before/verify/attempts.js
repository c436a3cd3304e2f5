import { cutPage } from "../db/page.js";
import { AppError } from "../errors.js";
import { countAttempts, selectAttempt, selectAttemptsOf, selectWalkEnd, walkAttempts } from "./attempt-store.js";
/** A summary reads everything it counts: without a beginning it goes back no further than this. */
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;
export function createAttempts({ sql, clock }) {
    return {
        async list(filter, page) {
            if (filter.recipient !== undefined || filter.verificationSid !== undefined)
                return cutPage(await selectAttemptsOf(sql, filter, page), page);
            const found = await walkAttempts(sql, filter, page);
            const cut = cutPage(found, page);
            if (found.length > page.size)
                return cut;
            const end = await selectWalkEnd(sql, filter, page);
            if (end === undefined)
                return cut;
            return page.cursor?.side === "newer" ? { ...cut, newer: end } : { ...cut, older: end };
        },
        async fetch(sid) {
            const attempt = await selectAttempt(sql, sid);
            if (!attempt)
                throw new AppError("attempt.not_found");
            return attempt;
        },
        async summarize(filter) {
            const end = filter.before ?? clock();
            const after = filter.after ?? new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
            return await countAttempts(sql, { ...filter, after });
        },
    };
}
//# sourceMappingURL=attempts.js.map