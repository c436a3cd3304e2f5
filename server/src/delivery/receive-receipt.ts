/** @module Believes a delivery report if it is its vendor's, and writes down what it says. */
import { type DeliveryReport, type ReceiptRequest, readFailureClass } from "@munjigi/connectors/sms/contract";
import type { Logger } from "pino";
import { callConnector } from "../connectors/call-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { cleanCode } from "./clean-answer.js";
import { recordReport } from "./message-store.js";

export interface ReceiveDependencies extends Outside {
  sql: Database;
  watch: Pick<ConnectorWatch, "findByReceiptToken">;
  metrics: Metrics;
  log: Logger;
}

const READ_MS = 5000;
/** A vendor may be quicker than our own note that it took the message. */
const WAITS_MS = [50, 200, 750];
const MOST_REPORTS = 1000;

/** Without more to say. */
const RECEIVED = { received: true };

/**
 * What the vendor is to hear; `undefined` where nobody here knows the address or the message, or the report is not the
 * vendor's: nothing says which.
 */
export async function receiveReceipt(
  dependencies: ReceiveDependencies,
  token: string,
  request: Omit<ReceiptRequest, "url"> & { /** With its question mark; or empty. */ query: string },
): Promise<object | undefined> {
  const { log } = dependencies;
  const ready = await dependencies.watch.findByReceiptToken(token);
  if (!ready?.connector.receipt || !ready.id || !ready.receiptUrl) return undefined;
  const { connector, settings, id } = ready;
  let reports: DeliveryReport[];
  try {
    const { query, headers, body } = request;
    const url = `${ready.receiptUrl}${query}`;
    const read: unknown = await callConnector(dependencies, READ_MS, (context) =>
      connector.receipt?.({ url, headers, body }, settings, context),
    );
    if (!Array.isArray(read)) throw new Error("the connector read no list of reports");
    reports = read;
  } catch (err) {
    log.warn({ connector: id, err }, "a delivery report was not believed");
    return undefined;
  }
  let strange = reports.slice(0, MOST_REPORTS);
  const count = strange.length;
  // All of them wait together: a list of strangers is no reason to keep the vendor for longer.
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0 && strange.length > 0) await new Promise((done) => setTimeout(done, waitMs));
    const left: DeliveryReport[] = [];
    for (const report of strange) if (!(await record(dependencies, id, connector.id, report))) left.push(report);
    strange = left;
  }
  return strange.length < count || count === 0 ? (connector.receiptAnswer ?? RECEIVED) : undefined;
}

/** Whether the message is known. What a module of a team's own makes of a report may be anything. */
export async function record(
  { sql, metrics }: Pick<ReceiveDependencies, "sql" | "metrics">,
  connectorId: string,
  name: string,
  report: DeliveryReport | null,
): Promise<boolean> {
  const { vendorMessageId, status, failureClass, vendorCode } = report ?? {};
  if (typeof vendorMessageId !== "string" || vendorMessageId.includes("\0")) return false;
  // On its way: nothing that we do not know. Still it is no stranger's.
  if (status === "sent") return true;
  if (status !== "delivered" && status !== "failed") return false;
  const stored = {
    vendorMessageId,
    status,
    errorClass: status === "failed" ? readFailureClass(failureClass) : null,
    errorCode: status === "failed" && typeof vendorCode === "string" ? cleanCode(vendorCode) : null,
  };
  const { known, changed } = await recordReport(sql, connectorId, stored);
  if (changed > 0) metrics.receipts.inc({ connector: name, outcome: stored.errorClass ?? status });
  return known > 0;
}
