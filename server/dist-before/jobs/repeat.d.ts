/** @module Work that every process does again and again; each piece is safe to be done by several at once. */
import type { Logger } from "pino";
/** One piece of such work, as a room lists it. */
export interface Job {
    /** For the log. */
    name: string;
    /** From the end of a round to the next. */
    seconds: number;
    work: () => Promise<unknown>;
}
export interface Repeated {
    /** Resolves when the round that is running, if any, has ended. */
    stop(): Promise<void>;
}
/** Runs a job at once, then again `seconds` after it ended. A failure is logged and the next round comes all the same. */
export declare function repeat({ name, seconds, work }: Job, log: Logger): Repeated;
