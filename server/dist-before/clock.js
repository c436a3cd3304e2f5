/** @module The two sources of change that use cases take as arguments, so that tests can hold them still. */
import { randomFillSync } from "node:crypto";
export const systemClock = () => new Date();
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
/** The system's generator, asked for some thousand bytes at a time: identifiers take ten of them each. */
export const systemRandom = (n) => {
    if (n > POOL_BYTES)
        return randomFillSync(Buffer.alloc(n));
    if (pool.length < n)
        pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
    const bytes = Buffer.from(pool.subarray(0, n));
    pool.fill(0, 0, n);
    pool = pool.subarray(n);
    return bytes;
};
//# sourceMappingURL=clock.js.map