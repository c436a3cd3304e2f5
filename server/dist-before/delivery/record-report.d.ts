/** @module Writes down what a vendor reported of a message, whether it posted the report or was asked for it. */
import { type DeliveryReport } from "@munjigi/connectors/sms/contract";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
/**
 * Whether the message is known. `report` may be anything, since a module of a team's own may have made it. `kind` is what the
 * connector is called in metrics.
 */
export declare function recordReport({ sql, metrics }: {
    sql: Database;
    metrics: Metrics;
}, { connectorId, kind }: {
    connectorId: string;
    kind: string;
}, report: DeliveryReport | null): Promise<boolean>;
