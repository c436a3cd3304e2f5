/** @module A call to a vendor: within its time, and with no more of the world than a connector may touch. */
import { type Accepted, type SendContext, type SmsMessage } from "@munjigi/connectors/sms/contract";
import type { Outside } from "../core.js";
import type { ReadyConnector } from "./ready-connector.js";
/**
 * Gives `call` a context whose signal aborts after `timeoutMs`. A connector that is sure by then that nothing was sent may
 * still say so; any other end counts as `SendFailure` (`unknown`, `timeout`), and one that does not listen to its signal does
 * not hold the caller for longer. (Not `AbortSignal.timeout`: it cannot be called off, and firing late for every message cost
 * a sixth of the process.)
 */
export declare function callConnector<T>({ fetch, lookup, clock, random }: Outside, timeoutMs: number, call: (context: SendContext) => T | Promise<T>): Promise<T>;
/** What a call to a connector may take: its settings' `timeoutMs`, but no more than a try has. */
export declare function timeoutOf(settings: unknown): number;
/** Hands one message to its vendor. Whatever comes of it, nothing is written down. */
export declare function handOver({ connector, settings }: Pick<ReadyConnector, "connector" | "settings">, message: SmsMessage, outside: Outside): Promise<Accepted>;
