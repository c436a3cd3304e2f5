/** @module The room's face to administrators: the connectors there are, and all that changes them. */
import { recordEvent } from "../audit/record.js";
import type { Actor, Expectation } from "../core.js";
import { AppError, type Language } from "../errors.js";
import { createSid } from "../sid.js";
import {
  type Activation,
  activateConnector,
  deactivateConnector,
  endStandby,
  promoteRecorded,
  retireConnector,
} from "./activate-connector.js";
import { type CheckedConfig, checkConfig } from "./check-config.js";
import { type Comparison, compareConfig, openSecrets } from "./compare-config.js";
import { type Connector, type ConnectorDependencies, isMessageType, type VersionRecord } from "./connector.js";
import { connectorEvent, settingsChange, stateOf } from "./connector-event.js";
import { explainLoss } from "./explain-loss.js";
import { isInbox, refuseInbox, requireKind } from "./factories.js";
import { readConfig } from "./read-config.js";
import { resolveTestSubject, type TestSubject } from "./resolve-test-subject.js";
import { fingerprintOf, openNewestSettings, sealSettings } from "./sealed-settings.js";
import {
  type ConnectorRow,
  deleteConnectorRow,
  insertConnector,
  insertVersion,
  recordTest,
  restoreVersion,
  selectConnector,
  selectConnectors,
  selectVersions,
  withSwitchLock,
} from "./store.js";
import { toConnector } from "./to-connector.js";

export interface NewConnector {
  factoryId: string;
  config: unknown;
  activate: boolean;
  /** Without a test of the same settings. */
  force: boolean;
  language: Language;
}

/** What each of them throws stands at the function of its name; all but `list` and `create` throw `connector.not_found`. */
export interface Connectors {
  /** Newest first. */
  list(): Promise<Connector[]>;
  /** Those that send, without their settings: nobody is asked for it. */
  listSenders(): Promise<Pick<Connector, "id" | "factoryId">[]>;
  /** With the versions its settings have had. */
  fetch(id: string): Promise<Connector & { versions: VersionRecord[] }>;
  /** `ignored`: members of the config that its schema does not have; they are left out. */
  create(request: NewConnector, by: Actor): Promise<{ connector: Connector; ignored: string[] }>;
  update(
    id: string,
    config: unknown,
    language: Language,
    by: Actor,
    expect?: Expectation,
  ): Promise<{ connector: Connector; ignored: string[] }>;
  /** Whether a config would be taken; `id` may be a kind. Throws `connector.unknown_factory`, too. */
  check(request: { id: string; config: unknown; language: Language }): Promise<CheckedConfig>;
  compare(id: string, config: unknown, language: Language): Promise<Comparison>;
  /** See `openSecrets`. */
  openSecrets(id: string): Promise<Map<string, unknown>>;
  activate(id: string, options: Activation, by: Actor): Promise<Connector>;
  endStandby(id: string, by: Actor): Promise<Connector>;
  deactivate(id: string, by: Actor): Promise<Connector>;
  /** See `retireConnector`. */
  retire(id: string, by: Actor): Promise<Connector>;
  restore(id: string, version: number, by: Actor): Promise<Connector>;
  delete(id: string, options: { force: boolean }, by: Actor): Promise<void>;
  /** What a test of a kind, or of a stored connector, is to send with. */
  resolveTestSubject(request: { id: string; config: unknown; language: Language }): Promise<TestSubject>;
  /** Settings that sent a test message may be activated for an hour. */
  recordPassedTest(subject: TestSubject): Promise<void>;
}

export function createConnectors(dependencies: ConnectorDependencies): Connectors {
  const { sql } = dependencies;
  return {
    async list() {
      return await Promise.all((await selectConnectors(sql)).map((row) => toConnector(dependencies, row)));
    },
    async listSenders() {
      const rows = (await selectConnectors(sql)).filter(({ type }) => isMessageType(type));
      return rows.map(({ id, factoryId }) => ({ id, factoryId }));
    },
    async fetch(id) {
      const row = await selectConnector(sql, id);
      if (!row) throw new AppError("connector.not_found");
      return { ...(await toConnector(dependencies, row)), versions: await selectVersions(sql, id) };
    },
    create: (request, by) => createConnector(dependencies, request, by),
    update: (id, config, language, by, expect) => updateConnector(dependencies, id, { config, language, expect }, by),
    check: (request) => checkConfig(dependencies, request),
    compare: (id, config, language) => compareConfig(dependencies, id, config, language),
    openSecrets: (id) => openSecrets(dependencies, id),
    activate: (id, options, by) => activateConnector(dependencies, id, options, by),
    endStandby: (id, by) => endStandby(dependencies, id, by),
    deactivate: (id, by) => deactivateConnector(dependencies, id, by),
    retire: (id, by) => retireConnector(dependencies, id, by),
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
async function createConnector(
  dependencies: ConnectorDependencies,
  request: NewConnector,
  by: Actor,
): Promise<{ connector: Connector; ignored: string[] }> {
  const { sql, factories, clock, random } = dependencies;
  const kind = requireKind(factories, request.factoryId);
  if (request.activate) refuseInbox(dependencies.environment, kind);
  const { settings, ignored } = readConfig(kind, request.config, request.language);
  const version = sealSettings(dependencies, kind, settings);
  const id = createSid("CN", clock, random);
  const receiptToken = random(24).toString("base64url");
  const row = await withSwitchLock(sql, async (tx) => {
    await insertConnector(tx, { id, factoryId: kind.id, type: kind.type, receiptToken }, version);
    const after = { connectorId: kind.id, type: kind.type };
    await recordEvent(tx, connectorEvent("connector.created", id, by, { after }));
    const made = await selectConnector(tx, id);
    if (!request.activate || !made) return made;
    return await promoteRecorded(tx, made, "active", { force: request.force || isInbox(kind), by });
  });
  if (request.activate) await dependencies.refresh();
  if (!row) throw new Error("a connector that was just made is gone");
  return { connector: await toConnector(dependencies, row), ignored };
}

/**
 * The config replaces the settings as a whole; where it has the mask, the secret stays. Throws `connector.not_found`,
 * `connector.config_invalid`, and what `expect` does.
 */
async function updateConnector(
  dependencies: ConnectorDependencies,
  id: string,
  { config, language, expect }: { config: unknown; language: Language; expect?: Expectation | undefined },
  by: Actor,
): Promise<{ connector: Connector; ignored: string[] }> {
  const { row, ignored } = await withSwitchLock(dependencies.sql, async (tx) => {
    const row = await selectConnector(tx, id);
    if (!row) throw new AppError("connector.not_found");
    expect?.(row);
    const kind = requireKind(dependencies.factories, row.factoryId);
    const before = openNewestSettings(dependencies.keyring, kind, row);
    const { settings, ignored } = readConfig(kind, config, language, before);
    await insertVersion(tx, id, sealSettings(dependencies, kind, settings, before));
    const data = settingsChange(before?.settings, settings);
    await recordEvent(tx, connectorEvent("connector.updated", id, by, { data }));
    return { row: (await selectConnector(tx, id)) as ConnectorRow, ignored };
  });
  return { connector: await toConnector(dependencies, row), ignored };
}

/**
 * A version that was in force before is so again at once, without a test: this is the way back. Any other becomes the
 * draft. Throws `connector.not_found` and `connector.version_not_found`.
 */
async function restoreConnector(
  dependencies: ConnectorDependencies,
  id: string,
  version: number,
  by: Actor,
): Promise<Connector> {
  const row = await withSwitchLock(dependencies.sql, async (tx) => {
    const before = await selectConnector(tx, id);
    if (!before) throw new AppError("connector.not_found");
    if (!(await restoreVersion(tx, id, version))) throw new AppError("connector.version_not_found");
    const after = await selectConnector(tx, id);
    const change = { before: stateOf(before), ...(after && { after: stateOf(after) }), data: { restored: version } };
    await recordEvent(tx, connectorEvent("connector.restored", id, by, change));
    return after;
  });
  await dependencies.refresh();
  if (!row) throw new AppError("connector.not_found");
  return await toConnector(dependencies, row);
}

/**
 * Throws `connector.not_found`, `connector.in_use` with the services that could send no more, and `connector.signs_people_in` for
 * one of social sign-in that was ever in force. What people are linked by stays, and opens nothing without it.
 */
async function deleteConnector(
  dependencies: Pick<ConnectorDependencies, "sql" | "refresh" | "services" | "signInMethods">,
  id: string,
  options: { force: boolean },
  by: Actor,
): Promise<void> {
  const result = await withSwitchLock(dependencies.sql, async (tx) => {
    const found = await deleteConnectorRow(tx, id, options.force);
    const before = found && { connectorId: found.factoryId, type: found.type, status: found.status };
    if (found?.deleted && before) await recordEvent(tx, connectorEvent("connector.deleted", id, by, { before }));
    return found;
  });
  if (!result) throw new AppError("connector.not_found");
  if (!result.deleted)
    throw isMessageType(result.type)
      ? await explainLoss(dependencies, result.type)
      : new AppError("connector.signs_people_in");
  await dependencies.refresh();
}

/** Settings that sent a test message may be activated for an hour. */
async function recordPassedTest(
  { sql, keyring }: Pick<ConnectorDependencies, "sql" | "keyring">,
  { kind, settings, stored = settings }: Pick<TestSubject, "kind" | "settings" | "stored">,
): Promise<void> {
  // Under every key of the ring too: a release before 2026-11-29 may have saved the settings under an older one. And as they are
  // stored: a connector is activated by the fingerprint of that.
  const keys = [keyring.naming, ...keyring.all];
  const fingerprints = [settings, stored].flatMap((one) => keys.map((key) => fingerprintOf(key, kind, one)));
  await recordTest(sql, [...new Set(fingerprints)]);
}
