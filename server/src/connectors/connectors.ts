/** @module The room's face to administrators: the connectors there are, and all that changes them. */
import { AppError, type Language } from "../errors.js";
import { activateConnector, endStandby } from "./activate-connector.js";
import type { Connector, ConnectorDependencies, VersionRecord } from "./connector.js";
import { createConnector, type NewConnector } from "./create-connector.js";
import { deleteConnector } from "./delete-connector.js";
import { recordPassedTest } from "./record-test.js";
import { resolveTestSubject, type TestSubject } from "./resolve-test-subject.js";
import { restoreConnector } from "./restore-connector.js";
import { selectConnector, selectConnectors, selectVersions } from "./store.js";
import { toConnector } from "./to-connector.js";
import { updateConnector } from "./update-connector.js";

/** What each of them throws stands at the function of its name; all but `list` and `create` throw `connector.not_found`. */
export interface Connectors {
  /** Newest first. */
  list(): Promise<Connector[]>;
  /** With the versions its settings have had. */
  fetch(id: string): Promise<Connector & { versions: VersionRecord[] }>;
  /** `ignored`: members of the config that its schema does not have; they are left out. */
  create(request: NewConnector): Promise<{ connector: Connector; ignored: string[] }>;
  update(id: string, config: unknown, language: Language): Promise<{ connector: Connector; ignored: string[] }>;
  activate(id: string, options: { force: boolean; role?: "active" | "standby" }): Promise<Connector>;
  endStandby(id: string): Promise<Connector>;
  restore(id: string, version: number): Promise<Connector>;
  delete(id: string, options: { force: boolean }): Promise<void>;
  /** What a test of a kind, or of a stored connector, is to send with. */
  resolveTestSubject(request: { id: string; config: unknown; language: Language }): Promise<TestSubject>;
  /** Settings that sent a test message may be activated for an hour. */
  recordPassedTest(subject: TestSubject): Promise<void>;
}

export function createConnectors(dependencies: ConnectorDependencies): Connectors {
  const { sql } = dependencies;
  return {
    async list() {
      return (await selectConnectors(sql)).map((row) => toConnector(dependencies, row));
    },
    async fetch(id) {
      const row = await selectConnector(sql, id);
      if (!row) throw new AppError("connector.not_found");
      return { ...toConnector(dependencies, row), versions: await selectVersions(sql, id) };
    },
    create: (request) => createConnector(dependencies, request),
    update: (id, config, language) => updateConnector(dependencies, id, config, language),
    activate: (id, options) => activateConnector(dependencies, id, options),
    endStandby: (id) => endStandby(dependencies, id),
    restore: (id, version) => restoreConnector(dependencies, id, version),
    delete: (id, options) => deleteConnector(dependencies, id, options),
    resolveTestSubject: (request) => resolveTestSubject(dependencies, request),
    recordPassedTest: (subject) => recordPassedTest(dependencies, subject),
  };
}
