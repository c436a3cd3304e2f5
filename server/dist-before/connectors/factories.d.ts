import type { SmsConnector } from "@munjigi/connectors/sms/contract";
import type { Environment } from "../core.js";
/** Kinds of connectors, by the identifier that Logto calls `connectorId`. */
export interface Factories {
    all: readonly SmsConnector[];
    find(id: string): SmsConnector | undefined;
}
/** A team's own connector could not be loaded; the message says which and why. */
export declare class ConnectorModuleError extends Error {
}
/**
 * The program's connectors and those of `MUNJIGI_CONNECTORS`: modules, `./file.mjs` from the working directory or a package's
 * name, whose default export is a connector or a list of them. Throws `ConnectorModuleError`.
 */
export declare function loadFactories(modules: readonly string[]): Promise<Factories>;
/** Throws `connector.unknown_factory`. */
export declare function requireKind(factories: Factories, id: string): SmsConnector;
/**
 * In production no messages go to an inbox: whoever reaches the server could read the codes. Throws
 * `connector.development_only`.
 */
export declare function refuseInbox(environment: Environment, kind: Pick<SmsConnector, "inbox"> | undefined): void;
