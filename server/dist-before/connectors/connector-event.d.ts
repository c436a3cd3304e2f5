import type { EventType, Facts, NewEvent } from "../audit/event.js";
import type { Actor } from "../core.js";
import type { ConnectorRow } from "./store.js";
export declare function connectorEvent(type: EventType, id: string, actor: Actor, facts?: Pick<NewEvent, "before" | "after" | "data">): NewEvent;
/** Which settings differ; `undefined` where the ones before cannot be read. */
export declare function settingsChange(before: unknown, after: unknown): Facts;
/** What a switch changes of a connector. */
export declare const stateOf: ({ status, version }: Pick<ConnectorRow, "status" | "version">) => {
    status: import("./schema.js").StoredStatus;
    version: number;
};
