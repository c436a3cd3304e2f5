/** @module Puts a connector's newest settings in force, in place of whatever was: every process obeys within a second. */
import { recordEvent } from "../audit/record.js";
import { AppError } from "../errors.js";
import { connectorEvent, stateOf } from "./connector-event.js";
import { explainLoss } from "./explain-loss.js";
import { refuseInbox } from "./factories.js";
import { leaveStandby, promote, selectConnector, selectHolder, withSwitchLock } from "./store.js";
import { toConnector } from "./to-connector.js";
/**
 * `standby`: it sends what the active one cannot. Throws `connector.not_found`, `connector.untested` unless forced,
 * `connector.development_only`, and `connector.active` for a standby that is the active one.
 */
export async function activateConnector(dependencies, id, options, by) {
    const { sql, factories, refresh } = dependencies;
    const { force, role = "active" } = options;
    const row = await withSwitchLock(sql, async (tx) => {
        const before = await selectConnector(tx, id);
        if (!before)
            throw new AppError("connector.not_found");
        const kind = factories.find(before.factoryId);
        refuseInbox(dependencies.environment, kind);
        if (role === "standby" && before.status === "active")
            throw new AppError("connector.active");
        return await promoteRecorded(tx, before, role, { force: force || kind?.inbox === true, by });
    });
    await refresh();
    if (!row)
        throw new AppError("connector.not_found");
    return toConnector(dependencies, row);
}
/** `promote`, and the event of it, with whoever had the role before. Throws `connector.untested`. */
export async function promoteRecorded(tx, before, role, { force, by }) {
    const { id, type } = before;
    const holder = await selectHolder(tx, type, role);
    if ((await promote(tx, id, role, { force })) === "untested")
        throw new AppError("connector.untested");
    const after = await selectConnector(tx, id);
    if (!after)
        return undefined;
    const data = holder === undefined || holder === id ? undefined : { replaced: holder };
    const name = role === "active" ? "connector.activated" : "connector.stood_by";
    await recordEvent(tx, connectorEvent(name, id, by, { before: stateOf(before), after: stateOf(after), data }));
    return after;
}
/**
 * Takes a connector off standby; one that does not stand by stays as it is. Throws `connector.not_found`, and `connector.in_use`
 * for a standby that sends alone, because no connector is active.
 */
export async function endStandby(dependencies, id, by) {
    const { found, row } = await withSwitchLock(dependencies.sql, async (tx) => {
        const found = await leaveStandby(tx, id);
        if (found?.left)
            await recordEvent(tx, connectorEvent("connector.standby_ended", id, by));
        return { found, row: await selectConnector(tx, id) };
    });
    if (found?.status === "standby" && !found.left)
        throw await explainLoss(dependencies, found.type);
    await dependencies.refresh();
    if (!row)
        throw new AppError("connector.not_found");
    return toConnector(dependencies, row);
}
//# sourceMappingURL=activate-connector.js.map