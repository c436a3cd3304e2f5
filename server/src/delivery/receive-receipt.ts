/** @module Believes a delivery report if it is its vendor's, and writes down what it says. */
import type { DeliveryReport, ReceiptRequest } from "@munjigi/connectors/sms/contract";
import type { Logger } from "pino";
import type { Clock, Random } from "../clock.js";
import { findConnectorByReceiptToken, type ReceiptDependencies } from "../connectors/find-by-receipt-token.js";
import type { Metrics } from "../metrics.js";
import { cleanCode } from "./judge-failure.js";
import { recordReport } from "./message-store.js";

export interface ReceiveDependencies extends ReceiptDependencies {
  metrics: Metrics;
  log: Logger;
  clock: Clock;
  random: Random;
  fetch: typeof fetch;
  lookup: (hostname: string) => Promise<string>;
}

/** `unknown`: nobody here knows the address or the message; says nothing about which. */
export type Received = "recorded" | "unknown" | "forged";

const READ_MS = 5000;
/** A vendor may be quicker than our own note that it took the message. */
const WAITS_MS = [50, 200, 750];
const MOST_REPORTS = 1000;

export async function receiveReceipt(
  dependencies: ReceiveDependencies,
  token: string,
  request: Omit<ReceiptRequest, "url"> & { /** With its question mark; or empty. */ query: string },
): Promise<Received> {
  const { log, fetch, lookup, clock, random } = dependencies;
  const ready = await findConnectorByReceiptToken(dependencies, token);
  if (!ready?.connector.receipt || !ready.id || !ready.receiptUrl) return "unknown";
  const { connector, settings, id } = ready;
  let reports: DeliveryReport[];
  try {
    const context = { fetch, lookup, clock, random, signal: AbortSignal.timeout(READ_MS) };
    const { query, headers, body } = request;
    const url = `${ready.receiptUrl}${query}`;
    reports = await ready.connector.receipt({ url, headers, body }, settings, context);
  } catch (err) {
    log.warn({ connector: id, err }, "a delivery report was not believed");
    return "forged";
  }
  let anyKnown = reports.length === 0;
  for (const report of reports.slice(0, MOST_REPORTS))
    if (await record(dependencies, id, connector.id, report)) anyKnown = true;
  return anyKnown ? "recorded" : "unknown";
}

/** Whether the message is known. */
export async function record(
  { sql, metrics }: Pick<ReceiveDependencies, "sql" | "metrics">,
  connectorId: string,
  name: string,
  report: DeliveryReport,
): Promise<boolean> {
  const { vendorMessageId, status } = report;
  if (typeof vendorMessageId !== "string" || vendorMessageId.includes("\0")) return false;
  // On its way: nothing that we do not know. Still it is no stranger's.
  if (status === "sent") return true;
  const stored = {
    vendorMessageId,
    status,
    errorClass: status === "failed" ? (report.failureClass ?? "unknown") : null,
    errorCode: status === "failed" ? cleanCode(report.vendorCode) : null,
  };
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0) await new Promise((done) => setTimeout(done, waitMs));
    const { known, changed } = await recordReport(sql, connectorId, stored);
    if (changed > 0) metrics.receipts.inc({ connector: name, outcome: stored.errorClass ?? status });
    if (known > 0) return true;
  }
  return false;
}
