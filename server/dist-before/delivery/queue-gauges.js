import { measureQueue } from "./store.js";
export async function queueGauges(sql, metrics) {
    const { waiting, oldestSeconds } = await measureQueue(sql);
    metrics.messagesWaiting.set(waiting);
    metrics.oldestMessageSeconds.set(oldestSeconds);
}
//# sourceMappingURL=queue-gauges.js.map