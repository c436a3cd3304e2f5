import { LRUCache } from "lru-cache";
import { Pace } from "./pace.js";
/** Connectors and versions of their settings that are remembered. */
const MAX_PACES = 500;
const TELL_MS = 60_000;
/** Modules of a team's own may say anything of their calls at once; what is no count is left out. */
function readMaxCalls(connector, settings) {
    try {
        const calls = connector.maxCalls?.(settings);
        return Number.isInteger(calls) && calls > 0 ? calls : undefined;
    }
    catch {
        return undefined;
    }
}
export class Paces {
    paces = new LRUCache({ max: MAX_PACES });
    toldAt = new Map();
    metrics;
    log;
    constructor({ metrics, log }) {
        this.metrics = metrics;
        this.log = log;
    }
    of(key, { connector, settings }) {
        let pace = this.paces.get(key);
        if (!pace) {
            pace = new Pace(readMaxCalls(connector, settings));
            this.paces.set(key, pace);
        }
        return pace;
    }
    /** A connector's vendor has refused a call for rate: counted, and logged once a minute. */
    tellThrottle(connector) {
        this.metrics.throttles.inc({ connector });
        const now = performance.now();
        if (now - (this.toldAt.get(connector) ?? Number.NEGATIVE_INFINITY) < TELL_MS)
            return;
        this.toldAt.set(connector, now);
        this.log.warn({ connector }, "the vendor takes no more for now: messages wait for its pace");
    }
    stop() {
        for (const pace of this.paces.values())
            pace.stop();
    }
}
//# sourceMappingURL=paces.js.map