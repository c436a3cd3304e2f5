/** @module Connectors whose last sends have all failed, for `munjigi doctor`: settings can be right, and their vendor refuse all the same. */
import type { Clock } from "../clock.js";
import type { Database } from "../db/open.js";
import { firstSid } from "../sid.js";
import { type FailingRow, selectFailing } from "./connector-health-store.js";

const LOOKED_BACK_MS = 86_400_000;
/** So many in a row are no accident. */
const IN_A_ROW = 10;
/** And so few are enough where nothing has succeeded. */
const OF_ALL = 3;

/** By the connector's id. */
export async function findFailing(sql: Database, clock: Clock): Promise<ReadonlyMap<string, FailingRow>> {
  const rows = await selectFailing(sql, firstSid("VL", new Date(clock().getTime() - LOOKED_BACK_MS)));
  const failing = rows.filter(({ failed, always }) => failed >= (always ? OF_ALL : IN_A_ROW));
  return new Map(failing.map((row) => [row.connectorId, row]));
}
