/** @module All connectors there are, newest first. */
import type { Database } from "../db/open.js";
import type { Connector } from "./connector.js";
import { type DescribeDependencies, describeConnector } from "./describe-connector.js";
import { selectConnectors } from "./store.js";

export async function listConnectors(dependencies: DescribeDependencies & { sql: Database }): Promise<Connector[]> {
  const rows = await selectConnectors(dependencies.sql);
  return rows.map((row) => describeConnector(dependencies, row));
}
