/** With so few at once PostgreSQL shares its flushes well enough, and a second round trip would only cost time. */
const MAX_ALONE = 8;
/** Flushes begin this far apart. */
const FLUSH_INTERVAL_MS = 3;
/** One that nobody hears of again must not hold up those after it. */
const FLUSHED_WITHIN_MS = 5000;
export function shareCommits(sql) {
    const flush = shareFlushes(sql);
    let underWay = 0;
    return async (statement) => {
        underWay += 1;
        try {
            const later = underWay > MAX_ALONE;
            const result = await statement(later);
            if (later && result !== undefined)
                await flush();
            return result;
        }
        finally {
            underWay -= 1;
        }
    };
}
function shareFlushes(sql) {
    let waiting;
    let running = false;
    const run = async () => {
        running = true;
        while (waiting) {
            const { resolve, reject } = waiting;
            waiting = undefined;
            const next = new Promise((done) => setTimeout(done, FLUSH_INTERVAL_MS));
            // Writes a record to the log and nothing else, so that there is something to flush.
            const flushed = sql `select pg_logical_emit_message(true, 'munjigi', '')`.then(() => resolve(), reject);
            await withinTime(flushed, () => reject(Object.assign(new Error("no word of a flush"), { code: "ETIMEDOUT" })));
            await next;
        }
        running = false;
    };
    return () => {
        waiting ??= Promise.withResolvers();
        const { promise } = waiting;
        if (!running)
            void run();
        return promise;
    };
}
/** Resolves with `work`, or after the time for it, when `late` has been called. */
function withinTime(work, late) {
    return new Promise((done) => {
        const timer = setTimeout(() => {
            late();
            done();
        }, FLUSHED_WITHIN_MS);
        void work.then(() => {
            clearTimeout(timer);
            done();
        });
    });
}
//# sourceMappingURL=commit.js.map