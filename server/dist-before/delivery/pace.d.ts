/**
 * @module How fast a vendor may be called. Nobody tells us: a vendor that has too much refuses (429, "throttled", SMTP's 421), and a
 * refusal for rate promises that nothing was done. So the pace is found: at first there is none; a refusal shows what the vendor
 * took meanwhile, and that is the pace from then on. It grows again, slowly where it failed last time.
 *
 * Vendors limit two things, and most do not say which. (1) Calls at once: after the first refusal no more are out than the vendor
 * held then, and the next begins when one ends. (2) Calls in a time: where a call is refused although no more are out than the
 * vendor held before, what it took in the last second is its rate. Worked example, five a second: 40 calls at once, 5 taken, 35
 * refused: 5 at once. Five more, refused: 5 a second; the next when the first one is a second old, then one each 200 ms.
 *
 * Tried before: waits that double per message lose half of what the vendor would take; calls at once alone cannot hold 5 a second
 * with a vendor that answers in 20 ms; a rate alone takes seconds to find 3 connections.
 */
/**
 * What a refusal for rate says. `pace`: the vendor has too much. `alone`: one message was refused, and no other one beside it; that may
 * be its recipient's fault. `recipient`: it is, since others were taken between so many refusals of this one.
 */
export type RefusalMeaning = "pace" | "alone" | "recipient";
/** How often a message was refused, and when last. */
export interface Refusals {
    times: number;
    at: number;
}
/** Leave to make one call. One of its functions must be called when the call is over; the first one counts. */
export interface Turn {
    /** The vendor dealt with it, whatever it said. */
    answered(): void;
    /** The vendor refused it for rate; it may have named a wait. */
    refused(message: string, waitMs?: number): RefusalMeaning;
    /** It was not made, or says nothing about the vendor's pace. */
    over(): void;
}
export declare class Pace {
    private readonly now;
    /** Calls at once, whatever the vendor bears. */
    private readonly maxCalls;
    private readonly waiting;
    private timer;
    private stopped;
    /** Calls that are out. */
    private out;
    /** Calls at once: how many may be, and how many the vendor is known to hold. */
    private limit;
    private bearable;
    private answeredAtLimit;
    /** Calls in a second: how many may be, and how many the vendor took when it last refused. */
    private rate;
    private ceiling;
    /** The ceiling was found call by call, and not only guessed from a burst. */
    private isSteady;
    /** Time since then in which calls were made. */
    private busyMs;
    private certainty;
    /** A rate grows the slower the longer a refusal costs. */
    private caution;
    private lastBeginAt;
    private nextAt;
    /** What the vendor asked for, or what comes before the next look. */
    private heldUntil;
    /** Since when the vendor takes nothing. */
    private blockedSince;
    /** Refusals of calls that began before this are those of one burst. */
    private learntAt;
    private learnt;
    /** Messages refused since the last answer. */
    private readonly refusedInRow;
    private readonly refusals;
    /** Calls that the vendor dealt with lately, in the order they ended. */
    private answers;
    constructor(maxCalls?: number, now?: () => number);
    /** Leave to call now, if there is any. */
    tryBegin(): Turn | undefined;
    /** Leave to call within so many milliseconds, or `undefined`. Who has waited longest comes first, since when `since` says. */
    beginWithin(ms: number, since: number): Promise<Turn | undefined>;
    /** How many messages more are worth taking up now; and if none, when to ask again, in milliseconds. */
    room(): {
        messages: number;
        askInMs: number;
    };
    refusalsOf(message: string): Refusals | undefined;
    /** For how long nobody is to call. */
    heldMs(): number;
    /** Nobody waits any longer. */
    stop(): void;
    private mayBegin;
    private begin;
    private interpret;
    /** Gives leave to who waits, now and when the next one may. */
    private serve;
    private learnAnswer;
    /** The vendor takes a call again, so long after the last one. */
    private guessRate;
    private growRate;
    private forget;
    private growLimit;
    private learnRefusal;
    /** What was out at the same time and was answered, or may still be: so much the vendor holds. */
    private learnLimit;
    /** What began in the second before this call, and was answered: so much the vendor takes in a second. */
    private learnRate;
    private hold;
    private forgetOldAnswers;
}
