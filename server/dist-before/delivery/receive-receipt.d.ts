/** @module Believes a delivery report if it is its vendor's, and writes down what it says. */
import type { ReceiptRequest } from "@munjigi/connectors/sms/contract";
import type { Logger } from "pino";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
export interface ReceiptDependencies extends Outside {
    sql: Database;
    watch: Pick<ConnectorWatch, "findByReceiptToken">;
    metrics: Metrics;
    log: Logger;
}
/** A report as it was posted; the connector's `ReceiptRequest` gets our own address in place of the one it came to. */
export interface PostedReceipt extends Omit<ReceiptRequest, "url"> {
    /** With its question mark; or empty. */
    query: string;
}
export interface Receipts {
    /**
     * What the vendor is to hear; `undefined` where the address or the message is not known, or the report is not the vendor's.
     * Which of these it was is not told.
     */
    receive(token: string, posted: PostedReceipt): Promise<object | undefined>;
}
export declare function createReceipts(dependencies: ReceiptDependencies): Receipts;
