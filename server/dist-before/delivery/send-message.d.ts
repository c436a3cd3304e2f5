import type { ActiveConnector, ActiveConnectors } from "../connectors/ready-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { type Breakers } from "./breakers.js";
import { type LeasedMessage, type Outcome } from "./outcome.js";
import type { Paces } from "./paces.js";
export interface SendDependencies extends Outside {
    sql: Database;
    keyring: Keyring;
    connectors: ActiveConnectors;
    isUnusable: ConnectorWatch["isUnusable"];
}
/** What a try goes by that belongs to this process. */
export interface Vendors {
    breakers: Breakers;
    paces: Paces;
}
/** Never throws: every failure is an outcome. */
export declare function sendMessage(leased: LeasedMessage, dependencies: SendDependencies & Vendors): Promise<Outcome>;
/** How many messages of a channel are worth taking up now; and if none, when to ask again, in milliseconds. */
export declare function roomOf(vendors: Vendors, active: ActiveConnector | undefined): {
    messages: number;
    askInMs: number;
};
