/** @module The queue's length and age, measured when somebody looks at the metrics. */
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
export declare function queueGauges(sql: Database, metrics: Metrics): Promise<void>;
