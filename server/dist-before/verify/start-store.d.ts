/** @module The SQL of starting a verification: one statement. */
import type { Database } from "../db/open.js";
import type { RenderableCode, Wording } from "../delivery/render-message.js";
import type { Take } from "../limits/rule.js";
import type { Hit } from "../limits/take.js";
import { type Obstacle } from "./rows.js";
import type { VerificationExtras, VerificationStatus } from "./schema.js";
import { type Target, type Verification } from "./verification.js";
/** A live verification with what its text is written from. */
export interface StartedVerification extends Verification, Omit<RenderableCode, "verificationSid" | "recipient"> {
    recipient: string;
    /** Sends of other live verifications of the recipient, which this one's are limited together with. */
    sendsElsewhere: number;
    /** The message is this process's to send. */
    leased: boolean;
}
export interface NewVerification extends Target {
    sid: string;
    messageSid: string;
    country: string;
    channel: string;
    keyId: string;
    codeLength: number;
    codeMac: string;
    codeMacBySid: string;
    limitKey: string;
    callerCode: boolean;
    customCode: string | null;
    wording: Wording;
    tags: Record<string, string> | null;
    extras: VerificationExtras | null;
    ttlSeconds: number;
}
export interface StartOptions {
    /** A send that another start has made meanwhile is enough: nothing more is sent. */
    joins: boolean;
    /** How long ago the request arrived. */
    elapsedMs: number;
    /** The message is to be this process's from birth. */
    leased: boolean;
    /** Whoever is told must have waited for a flush. */
    later: boolean;
}
/** What few starts ask for: these go by a statement of their own, so that the others do not pay for it. */
export interface StartConditions {
    /** Counted before anything else; a list of the limits room's. */
    takes: readonly Take[];
    /** The proof of work to spend. */
    challenge: string | null;
    /** Seconds to wait after the first, second, … send. */
    waits: readonly number[];
    /** A verification that was locked by wrong codes is no obstacle. */
    restartsLocked: boolean;
    /** The live verification whose code is to be replaced by this row's; empty if there was none; null to keep codes. */
    rotates: string | null;
    /** The hash of this row's code under the name of that live verification. The row's own hash is of its own name. */
    renewedMacBySid: string | null;
    maxSends: number;
    /** Waits and sends are those of the recipient under all bindings, whose starts go one after the other. */
    inTurn: boolean;
    /** No text is sent: the code is a test number's. */
    silent: boolean;
}
/**
 * Starts a verification or sends the live one's code again, and queues the message: one statement. `undefined` when a
 * limit forbids it (`whyNotStarted` says which).
 *
 * The insert reads from the expiring update, so that it runs after it; otherwise it would meet the old row's index entry.
 */
export declare function startOrResend(sql: Database, row: NewVerification, options: StartOptions): Promise<StartedVerification | undefined>;
/** What a start with conditions brought. Hits that were counted for nothing are to be given back. */
export type ConditionalStart = {
    hits: Hit[];
} & ({
    started: StartedVerification;
} | {
    started: undefined;
    because: Obstacle;
});
/** `startOrResend` with conditions: it counts, spends and starts, or does not start. */
export declare function startOrResendIf(sql: Database, row: NewVerification, conditions: StartConditions, options: StartOptions): Promise<ConditionalStart>;
/** The live verification of a target. */
export declare function selectLiveSid(sql: Database, target: Target): Promise<string | undefined>;
/** What a live verification is bound to, by its name. */
export declare function selectBinding(sql: Database, named: Omit<Target, "binding"> & {
    sid: string;
}): Promise<string | undefined>;
/** A verification whose code was sent so short a time ago that it cannot be sent again. */
export interface JustStarted extends Verification {
    sendsElsewhere: number;
    /** Seconds since its last send. */
    secondsSince: number;
}
/** What the start before this one brought, as long as its code cannot be sent again. */
export declare function findJustStarted(sql: Database, target: Target, { waits, inTurn }: Pick<StartConditions, "waits" | "inTurn">): Promise<JustStarted | undefined>;
/** A live verification of a recipient, as it stands in the way of a start. */
export interface LiveRow {
    /** Of the binding of the start. */
    isOwn: boolean;
    status: VerificationStatus;
    sends: number;
    secondsLeft: number;
    /** Seconds since its last send. */
    secondsSince: number;
}
/** The second read: what stood in the way of a start. `secondsToWait`: for failures of the past; null if none. */
export declare function whyNotStarted(sql: Database, target: Target & Pick<NewVerification, "limitKey">, inTurn: boolean): Promise<{
    live: LiveRow[];
    secondsToWait: number | null;
}>;
