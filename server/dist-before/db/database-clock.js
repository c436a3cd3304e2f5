/** Seconds from one adjustment to the next. */
export const ADJUSTMENT_SECONDS = 60;
/** Smaller differences are the way to the database and back: following them would only make time jump. */
const TOLERANCE_MS = 200;
/** `own`: this machine's clock, which is taken to run evenly from one adjustment to the next. */
export function followDatabase(sql, own) {
    let offsetMs = 0;
    return {
        now: () => new Date(own().getTime() + offsetMs),
        async adjust() {
            const before = own().getTime();
            const [row] = await sql `select extract(epoch from clock_timestamp())::float8 * 1000 as ms`;
            const found = row.ms - (before + own().getTime()) / 2;
            if (Math.abs(found - offsetMs) > TOLERANCE_MS)
                offsetMs = Math.round(found);
        },
    };
}
//# sourceMappingURL=database-clock.js.map