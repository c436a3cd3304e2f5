/** @module The connector that an address for delivery reports belongs to. */
import { makeReady, type ReadyConnector, type WatchDependencies } from "./active-connectors.js";
import { receiptUrlOf } from "./receipt-url.js";
import { selectConnectorByReceiptToken } from "./store.js";

export type ReceiptDependencies = Omit<WatchDependencies, "log">;

/** `undefined` if there is none, or it cannot be opened. Retired ones are found: their messages are still on their way. */
export async function findConnectorByReceiptToken(
  dependencies: ReceiptDependencies,
  token: string,
): Promise<ReadyConnector | undefined> {
  if (!/^[\w-]{20,64}$/.test(token)) return undefined;
  const row = await selectConnectorByReceiptToken(dependencies.sql, token);
  if (!row) return undefined;
  try {
    // In development the address is no public one, but reports that come are read all the same.
    return { ...makeReady(dependencies, row), receiptUrl: receiptUrlOf(dependencies.origin, token) };
  } catch {
    return undefined;
  }
}
