/** @module The room's face to administrators: the connectors there are, and all that changes them. */
import { recordEvent } from "../audit/record.js";
import { AppError } from "../errors.js";
import { createSid } from "../sid.js";
import { activateConnector, endStandby, promoteRecorded } from "./activate-connector.js";
import { connectorEvent, settingsChange, stateOf } from "./connector-event.js";
import { explainLoss } from "./explain-loss.js";
import { refuseInbox, requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { resolveTestSubject } from "./resolve-test-subject.js";
import { fingerprintOf, openNewestSettings, sealSettings } from "./sealed-settings.js";
import { deleteConnectorRow, insertConnector, insertVersion, recordTest, restoreVersion, selectConnector, selectConnectors, selectVersions, withSwitchLock, } from "./store.js";
import { toConnector } from "./to-connector.js";
export function createConnectors(dependencies) {
    const { sql } = dependencies;
    return {
        async list() {
            return (await selectConnectors(sql)).map((row) => toConnector(dependencies, row));
        },
        async fetch(id) {
            const row = await selectConnector(sql, id);
            if (!row)
                throw new AppError("connector.not_found");
            return { ...toConnector(dependencies, row), versions: await selectVersions(sql, id) };
        },
        create: (request, by) => createConnector(dependencies, request, by),
        update: (id, config, language, by) => updateConnector(dependencies, id, { config, language }, by),
        activate: (id, options, by) => activateConnector(dependencies, id, options, by),
        endStandby: (id, by) => endStandby(dependencies, id, by),
        restore: (id, version, by) => restoreConnector(dependencies, id, version, by),
        delete: (id, options, by) => deleteConnector(dependencies, id, options, by),
        resolveTestSubject: (request) => resolveTestSubject(dependencies, request),
        recordPassedTest: (subject) => recordPassedTest(dependencies, subject),
    };
}
/**
 * One transaction: it is made and in force, or nothing has changed. Throws `connector.unknown_factory`,
 * `connector.config_invalid`, `connector.untested`, `connector.development_only`.
 */
async function createConnector(dependencies, request, by) {
    const { sql, factories, clock, random } = dependencies;
    const kind = requireKind(factories, request.factoryId);
    if (request.activate)
        refuseInbox(dependencies.environment, kind);
    const { settings, ignored } = readConfig(kind, request.config, request.language);
    const version = sealSettings(dependencies, kind, settings);
    const id = createSid("CN", clock, random);
    const receiptToken = random(24).toString("base64url");
    const row = await withSwitchLock(sql, async (tx) => {
        await insertConnector(tx, { id, factoryId: kind.id, type: kind.type, receiptToken }, version);
        const after = { connectorId: kind.id, type: kind.type };
        await recordEvent(tx, connectorEvent("connector.created", id, by, { after }));
        const made = await selectConnector(tx, id);
        if (!request.activate || !made)
            return made;
        const isInbox = kind.inbox === true;
        return await promoteRecorded(tx, made, "active", { force: request.force || isInbox, by });
    });
    if (request.activate)
        await dependencies.refresh();
    if (!row)
        throw new Error("a connector that was just made is gone");
    return { connector: toConnector(dependencies, row), ignored };
}
/**
 * The config replaces the settings as a whole; where it has the mask, the secret stays. Throws `connector.not_found` and
 * `connector.config_invalid`.
 */
async function updateConnector(dependencies, id, { config, language }, by) {
    return await withSwitchLock(dependencies.sql, async (tx) => {
        const row = await selectConnector(tx, id);
        if (!row)
            throw new AppError("connector.not_found");
        const kind = requireKind(dependencies.factories, row.factoryId);
        const before = openNewestSettings(dependencies.keyring, kind, row);
        const { settings, ignored } = readConfig(kind, config, language, before);
        await insertVersion(tx, id, sealSettings(dependencies, kind, settings, before));
        const data = settingsChange(before?.settings, settings);
        await recordEvent(tx, connectorEvent("connector.updated", id, by, { data }));
        const changed = await selectConnector(tx, id);
        return { connector: toConnector(dependencies, changed), ignored };
    });
}
/**
 * A version that was in force before is so again at once, without a test: this is the way back. Any other becomes the
 * draft. Throws `connector.not_found` and `connector.version_not_found`.
 */
async function restoreConnector(dependencies, id, version, by) {
    const row = await withSwitchLock(dependencies.sql, async (tx) => {
        const before = await selectConnector(tx, id);
        if (!before)
            throw new AppError("connector.not_found");
        if (!(await restoreVersion(tx, id, version)))
            throw new AppError("connector.version_not_found");
        const after = await selectConnector(tx, id);
        const change = { before: stateOf(before), ...(after && { after: stateOf(after) }), data: { restored: version } };
        await recordEvent(tx, connectorEvent("connector.restored", id, by, change));
        return after;
    });
    await dependencies.refresh();
    if (!row)
        throw new AppError("connector.not_found");
    return toConnector(dependencies, row);
}
/** Throws `connector.not_found`, and `connector.in_use` with the services that could send no more. */
async function deleteConnector(dependencies, id, options, by) {
    const result = await withSwitchLock(dependencies.sql, async (tx) => {
        const found = await deleteConnectorRow(tx, id, options.force);
        const before = found && { connectorId: found.factoryId, type: found.type, status: found.status };
        if (found?.deleted && before)
            await recordEvent(tx, connectorEvent("connector.deleted", id, by, { before }));
        return found;
    });
    if (!result)
        throw new AppError("connector.not_found");
    if (!result.deleted)
        throw await explainLoss(dependencies, result.type);
    await dependencies.refresh();
}
/** Settings that sent a test message may be activated for an hour. */
async function recordPassedTest({ sql, keyring }, { kind, settings, stored = settings }) {
    // Under every key of the ring too: a release before 2026-11-29 may have saved the settings under an older one. And as they are
    // stored: a connector is activated by the fingerprint of that.
    const keys = [keyring.naming, ...keyring.all];
    const fingerprints = [settings, stored].flatMap((one) => keys.map((key) => fingerprintOf(key, kind, one)));
    await recordTest(sql, [...new Set(fingerprints)]);
}
//# sourceMappingURL=connectors.js.map