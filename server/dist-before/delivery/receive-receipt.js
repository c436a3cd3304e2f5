import { callConnector } from "../connectors/call-connector.js";
import { recordReport } from "./record-report.js";
const READ_MS = 5000;
/** A vendor may be quicker than our own note that it took the message. */
const WAITS_MS = [50, 200, 750];
const MAX_REPORTS = 1000;
/** The answer to vendors that want no other. */
const RECEIVED = { received: true };
export function createReceipts(dependencies) {
    return {
        async receive(token, posted) {
            const ready = await dependencies.watch.findByReceiptToken(token);
            if (!ready?.id)
                return undefined;
            const reports = await readReports(dependencies, ready, posted);
            if (!reports)
                return undefined;
            const strange = await recordAll(dependencies, { connectorId: ready.id, kind: ready.connector.id }, reports);
            const isKnown = reports.length === 0 || strange < reports.length;
            return isKnown ? (ready.connector.receiptAnswer ?? RECEIVED) : undefined;
        },
    };
}
/** `undefined` if the connector does not believe it, or reads no reports at all. */
async function readReports(dependencies, { id, connector, settings, receiptUrl }, { query, headers, body }) {
    if (!connector.receipt || receiptUrl === undefined)
        return undefined;
    const url = `${receiptUrl}${query}`;
    try {
        const read = await callConnector(dependencies, READ_MS, (context) => connector.receipt?.({ url, headers, body }, settings, context));
        if (!Array.isArray(read))
            throw new Error("the connector read no list of reports");
        return read.slice(0, MAX_REPORTS);
    }
    catch (err) {
        dependencies.log.warn({ connector: id, err }, "a delivery report was not believed");
        return undefined;
    }
}
/** Returns how many are of no message we know, after a while in which our own note of it may come. */
async function recordAll(dependencies, connector, reports) {
    let strange = reports;
    // They wait together: a long list of unknown messages keeps the vendor no longer than one.
    for (const waitMs of [0, ...WAITS_MS]) {
        if (waitMs > 0 && strange.length > 0)
            await new Promise((done) => setTimeout(done, waitMs));
        const left = [];
        for (const report of strange)
            if (!(await recordReport(dependencies, connector, report)))
                left.push(report);
        strange = left;
    }
    return strange.length;
}
//# sourceMappingURL=receive-receipt.js.map