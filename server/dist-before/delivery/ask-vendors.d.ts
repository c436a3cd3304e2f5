/** @module Asks vendors of whose messages nothing was reported yet what became of them: soon, then ever more seldom. */
import type { Logger } from "pino";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
export interface AskDependencies extends Outside {
    sql: Database;
    watch: Pick<ConnectorWatch, "find">;
    metrics: Metrics;
    log: Logger;
}
/** Asks batch after batch while there is more, but not for so long that a stop would have to wait for it. */
export declare function askVendors(dependencies: AskDependencies): Promise<void>;
