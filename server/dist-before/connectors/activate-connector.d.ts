import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Connector, ConnectorDependencies } from "./connector.js";
import { type ConnectorRow } from "./store.js";
/**
 * `standby`: it sends what the active one cannot. Throws `connector.not_found`, `connector.untested` unless forced,
 * `connector.development_only`, and `connector.active` for a standby that is the active one.
 */
export declare function activateConnector(dependencies: ConnectorDependencies, id: string, options: {
    force: boolean;
    role?: "active" | "standby";
}, by: Actor): Promise<Connector>;
/** `promote`, and the event of it, with whoever had the role before. Throws `connector.untested`. */
export declare function promoteRecorded(tx: Database, before: ConnectorRow, role: "active" | "standby", { force, by }: {
    force: boolean;
    by: Actor;
}): Promise<ConnectorRow | undefined>;
/**
 * Takes a connector off standby; one that does not stand by stays as it is. Throws `connector.not_found`, and `connector.in_use`
 * for a standby that sends alone, because no connector is active.
 */
export declare function endStandby(dependencies: ConnectorDependencies, id: string, by: Actor): Promise<Connector>;
