/** @module Takes an earlier version of a connector's settings. */
import { AppError } from "../errors.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { restoreVersion, selectConnector, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";

/**
 * A version that was in force before is so again at once, without a test: this is the way back. Any other becomes the
 * draft. Throws `connector.not_found` and `connector.version_not_found`.
 */
export async function restoreConnector(
  dependencies: ConnectorDependencies,
  id: string,
  version: number,
): Promise<Connector> {
  const row = await withSwitchLock(dependencies.sql, async (tx) => {
    if (!(await selectConnector(tx, id))) throw new AppError("connector.not_found");
    if (!(await restoreVersion(tx, id, version))) throw new AppError("connector.version_not_found");
    return await selectConnector(tx, id);
  });
  await dependencies.refresh();
  if (!row) throw new AppError("connector.not_found");
  return toConnector(dependencies, row);
}
