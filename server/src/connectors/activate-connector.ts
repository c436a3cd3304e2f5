/** @module Puts a connector's newest settings in force, in place of whatever was: every process obeys within a second. */
import { recordEvent } from "../audit/record.js";
import type { Actor, Expectation } from "../core.js";
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { type Connector, type ConnectorDependencies, isMessageType } from "./connector.js";
import { connectorEvent, stateOf } from "./connector-event.js";
import { explainLoss } from "./explain-loss.js";
import { isInbox, refuseInbox } from "./factories.js";
import {
  type ConnectorRow,
  leaveStandby,
  promote,
  retireRow,
  selectConnector,
  selectHolder,
  withSwitchLock,
} from "./store.js";
import { toConnector } from "./to-connector.js";

export interface Activation {
  /** Without a test of the same settings. */
  force: boolean;
  role?: "active" | "standby";
  /** What is put in force is what whoever does it has seen. */
  expect?: Expectation;
}

/**
 * `standby`: it sends what the active one cannot. Throws `connector.not_found`, `connector.untested` unless forced,
 * `connector.development_only`, `connector.active` for a standby that is the active one, and `connector.sends_nothing` for one of
 * social sign-in, which is active beside others and never stands by; and what `expect` does.
 */
export async function activateConnector(
  dependencies: ConnectorDependencies,
  id: string,
  options: Activation,
  by: Actor,
): Promise<Connector> {
  const { sql, factories, refresh } = dependencies;
  const { force, role = "active", expect } = options;
  const row = await withSwitchLock(sql, async (tx) => {
    const before = await selectConnector(tx, id);
    if (!before) throw new AppError("connector.not_found");
    expect?.(before);
    if (role === "standby") refuseSocial(before);
    const kind = factories.find(before.factoryId);
    refuseInbox(dependencies.environment, kind);
    if (role === "standby" && before.status === "active") throw new AppError("connector.active");
    return await promoteRecorded(tx, before, role, { force: force || isInbox(kind), by });
  });
  await refresh();
  if (!row) throw new AppError("connector.not_found");
  return await toConnector(dependencies, row);
}

/** `promote`, and the event of it, with whoever had the role before. Throws `connector.untested`. */
export async function promoteRecorded(
  tx: Database,
  before: ConnectorRow,
  role: "active" | "standby",
  { force, by }: { force: boolean; by: Actor },
): Promise<ConnectorRow | undefined> {
  const { id, type } = before;
  const holder = isMessageType(type) ? await selectHolder(tx, type, role) : undefined;
  // A connector of social sign-in sends nothing that could have been tested.
  const isFree = force || !isMessageType(type);
  if ((await promote(tx, id, role, { force: isFree })) === "untested") throw new AppError("connector.untested");
  const after = await selectConnector(tx, id);
  if (!after) return undefined;
  const data = holder === undefined || holder === id ? undefined : { replaced: holder };
  const name = role === "active" ? "connector.activated" : "connector.stood_by";
  await recordEvent(tx, connectorEvent(name, id, by, { before: stateOf(before), after: stateOf(after), data }));
  return after;
}

/**
 * Takes a connector off standby; one that does not stand by stays as it is. Throws `connector.not_found`, and `connector.in_use`
 * for a standby that sends alone, because no connector is active; `connector.sends_nothing` for one of social sign-in.
 */
export async function endStandby(dependencies: ConnectorDependencies, id: string, by: Actor): Promise<Connector> {
  const { found, row } = await withSwitchLock(dependencies.sql, async (tx) => {
    const before = await selectConnector(tx, id);
    if (before) refuseSocial(before);
    const found = await leaveStandby(tx, id);
    if (found?.left) await recordEvent(tx, connectorEvent("connector.standby_ended", id, by));
    return { found, row: await selectConnector(tx, id) };
  });
  if (found?.status === "standby" && !found.left && isMessageType(found.type))
    throw await explainLoss(dependencies, found.type);
  await dependencies.refresh();
  if (!row) throw new AppError("connector.not_found");
  return await toConnector(dependencies, row);
}

function refuseSocial({ type }: Pick<ConnectorRow, "type">): void {
  if (!isMessageType(type)) throw new AppError("connector.sends_nothing", { parameter: "id" });
}

/**
 * Nobody begins to sign in by a connector of social sign-in any more; who is linked to it stays so, and can unlink. One that is
 * not active stays as it is. Throws `connector.not_found`, and `connector.sends` for one that sends: another takes its place.
 */
export const deactivateConnector = (dependencies: ConnectorDependencies, id: string, by: Actor): Promise<Connector> =>
  retire(dependencies, id, by, ({ type }) => {
    if (isMessageType(type)) throw new AppError("connector.sends", { parameter: "id" });
  });

/**
 * The same of any that is in force, though nobody else may send by its channel: the way back to when nobody did. One that is not in
 * force stays as it is. Throws `connector.not_found`.
 */
export const retireConnector = (dependencies: ConnectorDependencies, id: string, by: Actor): Promise<Connector> =>
  retire(dependencies, id, by, () => {});

async function retire(
  dependencies: ConnectorDependencies,
  id: string,
  by: Actor,
  refuse: (row: ConnectorRow) => void,
): Promise<Connector> {
  const row = await withSwitchLock(dependencies.sql, async (tx) => {
    const before = await selectConnector(tx, id);
    if (!before) throw new AppError("connector.not_found");
    refuse(before);
    if (!(await retireRow(tx, id))) return before;
    const after = await selectConnector(tx, id);
    const change = { before: stateOf(before), ...(after && { after: stateOf(after) }) };
    await recordEvent(tx, connectorEvent("connector.deactivated", id, by, change));
    return after;
  });
  await dependencies.refresh();
  if (!row) throw new AppError("connector.not_found");
  return await toConnector(dependencies, row);
}
