/** @module Writes down what a vendor reported of a message, whether it posted the report or was asked for it. */
import { readCarrier } from "@munjigi/connectors/kit/carrier";
import { type DeliveryReport, readFailureClass } from "@munjigi/connectors/message-connector";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { cleanCode } from "./clean-answer.js";
import { updateReported } from "./message-store.js";
import { updateTestReported } from "./test-store.js";

/**
 * Whether the message is known. `report` may be anything, since a module of a team's own may have made it. `kind` is what the
 * connector is called in metrics.
 */
export async function recordReport(
  { sql, metrics }: { sql: Database; metrics: Metrics },
  { connectorId, kind }: { connectorId: string; kind: string },
  report: DeliveryReport | null,
): Promise<boolean> {
  const { vendorMessageId, status, failureClass, vendorCode, carrier } = report ?? {};
  if (typeof vendorMessageId !== "string" || vendorMessageId.includes("\0")) return false;
  // That a message is on its way is nothing new, so nothing is written; it counts as known, since the vendor knows it.
  if (status === "sent") return true;
  if (status !== "delivered" && status !== "failed") return false;
  const stored = {
    vendorMessageId,
    status,
    errorClass: status === "failed" ? readFailureClass(failureClass) : null,
    errorCode: status === "failed" && typeof vendorCode === "string" ? cleanCode(vendorCode) : null,
    carrier: readCarrier(carrier) ?? null,
  };
  const { known, changed } = await updateReported(sql, connectorId, stored);
  if (changed > 0) metrics.receipts.inc({ connector: kind, outcome: stored.errorClass ?? status });
  // A test message is no message of anybody's, and its vendor reports it like any other.
  return known > 0 || (await updateTestReported(sql, { connectorId, vendorMessageId }, stored)) > 0;
}
