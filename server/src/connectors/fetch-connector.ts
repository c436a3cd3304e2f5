/** @module One connector, with the versions its settings have had. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import type { Connector, VersionRecord } from "./connector.js";
import { type DescribeDependencies, describeConnector } from "./describe-connector.js";
import { selectConnector, selectVersions } from "./store.js";

/** Throws `connector.not_found`. */
export async function fetchConnector(
  dependencies: DescribeDependencies & { sql: Database },
  id: string,
): Promise<Connector & { versions: VersionRecord[] }> {
  const row = await selectConnector(dependencies.sql, id);
  if (!row) throw new AppError("connector.not_found");
  return { ...describeConnector(dependencies, row), versions: await selectVersions(dependencies.sql, id) };
}
