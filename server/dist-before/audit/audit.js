import { firstSid } from "../sid.js";
import { deleteEvents, selectEvents } from "./store.js";
const SWEEP_SECONDS = 3600;
const BATCH = 1000;
const DAY_MS = 86_400_000;
export function createAudit({ sql, clock, retentionDays }) {
    async function sweep() {
        const before = firstSid("AE", new Date(clock().getTime() - retentionDays * DAY_MS));
        while ((await deleteEvents(sql, before, BATCH)) === BATCH)
            ;
    }
    return {
        async list({ types, actor, subject, since, until, after, size }) {
            const bounds = [after, until && firstSid("AE", until)].filter((one) => one !== undefined).sort();
            const rows = await selectEvents(sql, {
                ...{ types, actor, subject },
                before: bounds[0],
                from: since && firstSid("AE", since),
                limit: size + 1,
            });
            const events = rows.slice(0, size);
            return { events, next: rows.length > size ? (events.at(-1)?.sid ?? null) : null };
        },
        jobs: retentionDays === 0 ? [] : [{ name: "forget events", seconds: SWEEP_SECONDS, work: sweep }],
    };
}
//# sourceMappingURL=audit.js.map