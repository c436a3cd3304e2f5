/** @module The queue's length and age, measured when somebody looks at the metrics. */
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { measureQueue } from "./store.js";

export async function queueGauges(sql: Database, metrics: Metrics): Promise<void> {
  const { waiting, oldestSeconds } = await measureQueue(sql);
  metrics.messagesWaiting.set(waiting);
  metrics.oldestMessageSeconds.set(oldestSeconds);
}
