import { deleteExpired } from "./store.js";
const BATCH = 1000;
export async function sweepLimits(sql) {
    while ((await deleteExpired(sql, BATCH)) === BATCH)
        ;
}
//# sourceMappingURL=sweep-limits.js.map