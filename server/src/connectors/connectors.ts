/** @module The connectors there are: all of them, and one with the versions its settings have had. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Connector, VersionRecord } from "./connector.js";
import { type DescribeDependencies, describeConnector } from "./describe-connector.js";
import { selectConnector, selectConnectors, selectVersions } from "./store.js";

/** Newest first. */
export async function listConnectors(dependencies: DescribeDependencies & { sql: Database }): Promise<Connector[]> {
  const rows = await selectConnectors(dependencies.sql);
  return rows.map((row) => describeConnector(dependencies, row));
}

/** Throws `connector.not_found`. */
export async function fetchConnector(
  dependencies: DescribeDependencies & { sql: Database },
  id: string,
): Promise<Connector & { versions: VersionRecord[] }> {
  const row = await selectConnector(dependencies.sql, id);
  if (!row) throw new AppError("connector.not_found");
  return { ...describeConnector(dependencies, row), versions: await selectVersions(dependencies.sql, id) };
}
