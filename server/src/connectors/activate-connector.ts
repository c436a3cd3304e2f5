/** @module Puts a connector's newest settings in force, in place of whatever was: every process obeys within a second. */
import { AppError } from "../errors.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { refuseInbox } from "./factories.js";
import { leaveStandby, promote, selectConnector, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";

/**
 * `standby`: it sends what the active one cannot. Throws `connector.not_found`, `connector.untested` unless forced,
 * `connector.development_only`, and `connector.active` for a standby that is the active one.
 */
export async function activateConnector(
  dependencies: ConnectorDependencies,
  id: string,
  options: { force: boolean; role?: "active" | "standby" },
): Promise<Connector> {
  const { sql, factories, refresh } = dependencies;
  const { force, role = "active" } = options;
  const row = await withSwitchLock(sql, async (tx) => {
    const before = await selectConnector(tx, id);
    if (!before) throw new AppError("connector.not_found");
    const kind = factories.find(before.factoryId);
    refuseInbox(dependencies.environment, kind);
    if (role === "standby" && before.status === "active") throw new AppError("connector.active");
    const promotion = await promote(tx, id, role, { force: force || kind?.inbox === true });
    if (promotion === "untested") throw new AppError("connector.untested");
    return await selectConnector(tx, id);
  });
  await refresh();
  if (!row) throw new AppError("connector.not_found");
  return toConnector(dependencies, row);
}

/** Takes a connector off standby; one that does not stand by stays as it is. Throws `connector.not_found`. */
export async function endStandby(dependencies: ConnectorDependencies, id: string): Promise<Connector> {
  const row = await withSwitchLock(dependencies.sql, async (tx) => {
    await leaveStandby(tx, id);
    return await selectConnector(tx, id);
  });
  await dependencies.refresh();
  if (!row) throw new AppError("connector.not_found");
  return toConnector(dependencies, row);
}
