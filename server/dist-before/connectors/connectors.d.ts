import type { Actor } from "../core.js";
import { type Language } from "../errors.js";
import type { Connector, ConnectorDependencies, VersionRecord } from "./connector.js";
import { type TestSubject } from "./resolve-test-subject.js";
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
    /** With the versions its settings have had. */
    fetch(id: string): Promise<Connector & {
        versions: VersionRecord[];
    }>;
    /** `ignored`: members of the config that its schema does not have; they are left out. */
    create(request: NewConnector, by: Actor): Promise<{
        connector: Connector;
        ignored: string[];
    }>;
    update(id: string, config: unknown, language: Language, by: Actor): Promise<{
        connector: Connector;
        ignored: string[];
    }>;
    activate(id: string, options: {
        force: boolean;
        role?: "active" | "standby";
    }, by: Actor): Promise<Connector>;
    endStandby(id: string, by: Actor): Promise<Connector>;
    restore(id: string, version: number, by: Actor): Promise<Connector>;
    delete(id: string, options: {
        force: boolean;
    }, by: Actor): Promise<void>;
    /** What a test of a kind, or of a stored connector, is to send with. */
    resolveTestSubject(request: {
        id: string;
        config: unknown;
        language: Language;
    }): Promise<TestSubject>;
    /** Settings that sent a test message may be activated for an hour. */
    recordPassedTest(subject: TestSubject): Promise<void>;
}
export declare function createConnectors(dependencies: ConnectorDependencies): Connectors;
