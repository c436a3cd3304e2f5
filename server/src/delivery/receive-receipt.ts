/** @module Believes a delivery report if it is its vendor's, and writes down what it says. */
import type { DeliveryReport, ReceiptRequest } from "@munjigi/connectors/message-connector";
import type { Logger } from "pino";
import { callConnector } from "../connectors/call-connector.js";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { recordReport } from "./record-report.js";

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

const READ_MS = 5000;
/** A vendor may be quicker than our own note that it took the message. */
const WAITS_MS = [50, 200, 750];
const MAX_REPORTS = 1000;

/** The answer to vendors that want no other. */
const RECEIVED = { received: true };

export function createReceipts(dependencies: ReceiptDependencies): Receipts {
  return {
    async receive(token, posted) {
      const ready = await dependencies.watch.findByReceiptToken(token);
      if (!ready?.id) return undefined;
      const reports = await readReports(dependencies, ready, posted);
      if (!reports) return undefined;
      const strange = await recordAll(dependencies, { connectorId: ready.id, kind: ready.connector.id }, reports);
      const isKnown = reports.length === 0 || strange < reports.length;
      return isKnown ? (ready.connector.receiptAnswer ?? RECEIVED) : undefined;
    },
  };
}

/** `undefined` if the connector does not believe it, or reads no reports at all. */
async function readReports(
  dependencies: ReceiptDependencies,
  { id, connector, settings, receiptUrl }: ReadyConnector,
  { query, headers, body }: PostedReceipt,
): Promise<DeliveryReport[] | undefined> {
  if (!connector.receipt || receiptUrl === undefined) return undefined;
  const url = `${receiptUrl}${query}`;
  try {
    const read: unknown = await callConnector(dependencies, READ_MS, (context) =>
      connector.receipt?.({ url, headers, body }, settings, context),
    );
    if (!Array.isArray(read)) throw new Error("the connector read no list of reports");
    return read.slice(0, MAX_REPORTS);
  } catch (err) {
    dependencies.log.warn({ connector: id, err }, "a delivery report was not believed");
    return undefined;
  }
}

/** Returns how many are of no message we know, after a while in which our own note of it may come. */
async function recordAll(
  dependencies: ReceiptDependencies,
  connector: { connectorId: string; kind: string },
  reports: readonly DeliveryReport[],
): Promise<number> {
  let strange = reports;
  // They wait together: a long list of unknown messages keeps the vendor no longer than one.
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0 && strange.length > 0) await new Promise((done) => setTimeout(done, waitMs));
    const left: DeliveryReport[] = [];
    for (const report of strange) if (!(await recordReport(dependencies, connector, report))) left.push(report);
    strange = left;
  }
  return strange.length;
}
