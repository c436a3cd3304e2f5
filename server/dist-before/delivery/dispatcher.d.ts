/**
 * @module Carries messages to their connectors. A message that this process makes is in its hands from the start: its row
 * is born leased. What another process left behind, what failed and what no slot was free for is leased from the table,
 * once a second and when woken: of each channel as much as its vendor takes, the rest stays there in the order it came. Leases and
 * results go to the database in batches.
 */
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import type { WritableRow } from "./outcome.js";
import { type SendDependencies } from "./send-message.js";
export interface DispatcherDependencies extends SendDependencies {
    sql: Database;
    metrics: Metrics;
    log: Logger;
}
/** Capacity of this process for one message, taken before its row is written. One of the two must be called, once. */
export interface Slot {
    /** The row was written, and leased: sends the message. This is its first try. */
    send(row: WritableRow): void;
    /** The row was not written, or is not leased: gives the slot back. */
    release(): void;
}
export declare class Dispatcher {
    private readonly dependencies;
    /** Slots taken for messages whose rows are being written, by channel. */
    private readonly reserved;
    /** Messages in the hands of connectors. */
    private inFlight;
    /** Channels whose vendors have a pace, and messages in the table that wait for it. */
    private readonly behind;
    private outcomes;
    private leaseTimer;
    /** For when a vendor takes more again. */
    private roomTimer;
    private pollTimer;
    private finishing;
    private leasing;
    private wokenMeanwhile;
    /** The last lease took as many as it asked for: there may be more. */
    private mayBeMore;
    private stopped;
    private outageLogged;
    constructor(dependencies: DispatcherDependencies);
    start(): void;
    /**
     * A slot for a message about to be made; `undefined` when none is free, or its vendor has enough: then the message is to be queued.
     */
    reserve(channel: string): Slot | undefined;
    /** Tells that there may be work in the table. Cheap. */
    wake(): void;
    /**
     * Takes no more, waits for what is out, writes the results down. At most `timeoutMs`; leases cover the rest. To be called
     * when no request is under way any more: a row that is still being written then would be leased and not sent.
     */
    stop(timeoutMs: number): Promise<void>;
    private free;
    private room;
    private lease;
    private askForRoom;
    private dispatch;
    /** `ageMs`: from the message's creation to this outcome. */
    private report;
    /** Writes results until none are left. While the database is away they wait here; after a crash the leases lapse. */
    private finish;
    private write;
    /** Logs once per outage. */
    private logOutage;
}
