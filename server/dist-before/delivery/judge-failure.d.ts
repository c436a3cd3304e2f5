/**
 * @module What to do after a failed try, and who is to try next. Pure. The bound: what is sure not to have been sent costs nothing
 * and is tried for as long as the code is of use, over two connectors at most; an unknown outcome may have been a text, and is tried
 * once more: at most two texts for one request.
 */
import type { SendFailure } from "@munjigi/connectors/sms/contract";
import type { Clock, Random } from "../clock.js";
import type { ActiveConnector, ReadyConnector } from "../connectors/ready-connector.js";
import { type LeasedMessage } from "./outcome.js";
import type { FailedTry } from "./schema.js";
export interface Judgement {
    failure: FailedTry;
    /** Absent: that was the last try. */
    retryInMs?: number;
}
/** The name under which a connector's failures are remembered. */
export declare const keyOf: (candidate: Pick<ReadyConnector, "id" | "connector">) => string;
/**
 * The connectors that may try now, the first choice first: the active one, unless it was the one that just failed and
 * another stands by. One whose account was refused comes last: that does not pass by itself.
 */
export declare function candidatesFor(active: ActiveConnector, failures: readonly FailedTry[]): ReadyConnector[];
/** Too many calls, and not too many to this recipient: it says nothing of the message, and much of how fast the vendor may be called. */
export declare const isThrottle: ({ failureClass, recipientOnly }: SendFailure) => boolean;
export declare function judgeFailure(message: Pick<LeasedMessage, "unknownOutcomes" | "failures" | "secondsLeft" | "ageMs" | "channel">, active: ActiveConnector, candidate: ReadyConnector, failure: SendFailure, { clock, random }: {
    clock: Clock;
    random: Random;
}): Judgement;
/** What the vendor asks us to wait, in milliseconds. */
export declare function namedWaitMs(retryAfterSeconds: number | undefined): number | undefined;
