import { callConnector } from "../connectors/call-connector.js";
import { leaseAsks, scheduleAsk } from "./message-store.js";
import { recordReport } from "./record-report.js";
const BATCH = 50;
const ASK_MS = 5000;
const MAX_ROUND_MS = 2500;
/** When a vendor is asked, in seconds since it took the message; after the last of these it is asked no more. */
const SCHEDULE_SECONDS = [10, 30, 60, 120, 300, 900, 3600];
/** Asks batch after batch while there is more, but not for so long that a stop would have to wait for it. */
export async function askVendors(dependencies) {
    const begun = dependencies.clock().getTime();
    let due;
    do {
        due = await leaseAsks(dependencies.sql, BATCH);
        await Promise.all(due.map((one) => ask(dependencies, one)));
    } while (due.length === BATCH && dependencies.clock().getTime() - begun < MAX_ROUND_MS);
}
async function ask(dependencies, { sid, connectorId, vendorMessageId, sentAt }) {
    const { sql, watch, clock, log } = dependencies;
    const ready = await watch.find(connectorId);
    if (!ready?.connector.status)
        return await scheduleAsk(sql, sid, undefined);
    const { connector, settings } = ready;
    try {
        const report = await callConnector(dependencies, ASK_MS, (context) => connector.status?.(vendorMessageId, settings, context));
        if (report?.status === "delivered" || report?.status === "failed") {
            await recordReport(dependencies, { connectorId, kind: connector.id }, { ...report, vendorMessageId });
            return;
        }
    }
    catch (err) {
        log.debug({ message: sid, connector: connectorId, err }, "the vendor did not tell");
    }
    const ageSeconds = (clock().getTime() - sentAt.getTime()) / 1000;
    const next = SCHEDULE_SECONDS.find((seconds) => seconds > ageSeconds + 1);
    await scheduleAsk(sql, sid, next === undefined ? undefined : (next - ageSeconds) * 1000);
}
//# sourceMappingURL=ask-vendors.js.map