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
import { LRUCache } from "lru-cache";
const SECOND = 1000;
/** A wait that a vendor names for one message holds back the others for no longer than this: it may be one recipient's. */
const MAX_HOLD_MS = 30_000;
/** Between calls that only look whether a vendor takes anything again: a share of the time since it stopped, within bounds. */
const LOOK = { share: 0.2, minMs: 200, maxMs: 60_000 };
/** How a rate grows with the seconds in which calls were made: after a guess, and after a refusal call by call (CUBIC, RFC 9438). */
const GROWTH = { start: 4, cubic: 0.01 };
/** A rate that is refused where it was refused before is known the better: it grows so many times more slowly, up to a bound. */
const CERTAINTY = { factor: 2, max: 8, within: 1.15 };
/** And it is kept a little below: a call that was late makes the next one early, as the vendor counts. */
const MARGIN = 0.97;
/** What is left of a rate that is refused, unless the vendor took more. */
const SHRINK = 0.85;
/** Grown to so many times of what was refused last, the rate is given up; a refusal finds it anew. */
const MAX_GROWTH = 16;
/** A timer that came late is caught up with, but for no longer than this. */
const MAX_LATE_MS = 100;
/** So many times the limit are answered at the limit before one more at once is tried. */
const CALLS_BEFORE_GROWTH = 8;
/** So many times a message may be refused, while others are taken, before it is its recipient's trouble. */
const MAX_REFUSALS = 12;
/** Messages whose refusals are remembered. */
const MAX_REFUSED = 10_000;
/** A second, and what calls may take. */
const KEPT_MS = 6000;
/** What may begin in this time is worth taking up now. */
const AHEAD_MS = 500;
export class Pace {
    now;
    /** Calls at once, whatever the vendor bears. */
    maxCalls;
    waiting = [];
    timer;
    stopped = false;
    /** Calls that are out. */
    out = 0;
    /** Calls at once: how many may be, and how many the vendor is known to hold. */
    limit = Number.POSITIVE_INFINITY;
    bearable = 0;
    answeredAtLimit = 0;
    /** Calls in a second: how many may be, and how many the vendor took when it last refused. */
    rate = Number.POSITIVE_INFINITY;
    ceiling = 0;
    /** The ceiling was found call by call, and not only guessed from a burst. */
    isSteady = false;
    /** Time since then in which calls were made. */
    busyMs = 0;
    certainty = 1;
    /** A rate grows the slower the longer a refusal costs. */
    caution = SECOND;
    lastBeginAt = Number.NEGATIVE_INFINITY;
    nextAt = Number.NEGATIVE_INFINITY;
    /** What the vendor asked for, or what comes before the next look. */
    heldUntil = Number.NEGATIVE_INFINITY;
    /** Since when the vendor takes nothing. */
    blockedSince;
    /** Refusals of calls that began before this are those of one burst. */
    learntAt = Number.NEGATIVE_INFINITY;
    learnt = "limit";
    /** Messages refused since the last answer. */
    refusedInRow = new Set();
    refusals = new LRUCache({ max: MAX_REFUSED });
    /** Calls that the vendor dealt with lately, in the order they ended. */
    answers = [];
    constructor(maxCalls = Number.POSITIVE_INFINITY, now = () => performance.now()) {
        this.maxCalls = maxCalls;
        this.now = now;
    }
    /** Leave to call now, if there is any. */
    tryBegin() {
        return this.waiting.length === 0 && this.mayBegin() ? this.begin() : undefined;
    }
    /** Leave to call within so many milliseconds, or `undefined`. Who has waited longest comes first, since when `since` says. */
    async beginWithin(ms, since) {
        if (this.stopped || this.heldMs() > ms || this.nextAt - this.now() > ms)
            return undefined;
        return await new Promise((resolve) => {
            const timer = setTimeout(() => {
                this.waiting.splice(this.waiting.indexOf(waiter), 1);
                resolve(undefined);
            }, ms);
            const waiter = { since, resolve, timer };
            this.waiting.splice(this.waiting.findLastIndex((one) => one.since <= since) + 1, 0, waiter);
            this.serve();
        });
    }
    /** How many messages more are worth taking up now; and if none, when to ask again, in milliseconds. */
    room() {
        const untilMs = Math.max(this.heldUntil, this.nextAt) - this.now();
        if (this.blockedSince !== undefined || untilMs > AHEAD_MS) {
            const isSoon = untilMs <= AHEAD_MS && this.out + this.waiting.length === 0;
            return { messages: isSoon ? 1 : 0, askInMs: Math.max(50, untilMs - AHEAD_MS / 2) };
        }
        const byRate = (this.rate * AHEAD_MS) / SECOND + 1;
        const byLimit = 2 * Math.min(this.limit, this.maxCalls) - this.out;
        const messages = Math.max(0, Math.ceil(Math.min(byRate, byLimit)) - this.waiting.length);
        return { messages, askInMs: Math.min(AHEAD_MS, SECOND / this.rate) + 1 };
    }
    refusalsOf(message) {
        return this.refusals.get(message);
    }
    /** For how long nobody is to call. */
    heldMs() {
        return Math.max(0, this.heldUntil - this.now());
    }
    /** Nobody waits any longer. */
    stop() {
        this.stopped = true;
        clearTimeout(this.timer);
        for (const { resolve, timer } of this.waiting.splice(0)) {
            clearTimeout(timer);
            resolve(undefined);
        }
    }
    mayBegin() {
        const now = this.now();
        if (this.stopped || now < this.heldUntil || now < this.nextAt)
            return false;
        return this.out < (this.blockedSince === undefined ? Math.min(this.limit, this.maxCalls) : 1);
    }
    begin() {
        const now = this.now();
        const intervalMs = SECOND / this.rate;
        this.nextAt = Math.max(this.nextAt, now - Math.max(intervalMs, MAX_LATE_MS)) + intervalMs;
        this.busyMs += Math.min(now - this.lastBeginAt, 2 * intervalMs);
        this.lastBeginAt = now;
        this.out += 1;
        const call = { begunAt: now, atOnce: this.out };
        let isOver = false;
        const end = (learn) => {
            if (isOver)
                return;
            isOver = true;
            this.out -= 1;
            learn();
            this.serve();
        };
        return {
            answered: () => end(() => this.learnAnswer(call)),
            refused: (message, waitMs) => {
                const meaning = this.interpret(message);
                end(() => meaning === "pace" && this.learnRefusal(call, waitMs));
                return meaning;
            },
            over: () => end(() => { }),
        };
    }
    interpret(message) {
        const { times, at } = this.refusals.get(message) ?? { times: 0, at: 0 };
        if (times >= MAX_REFUSALS && (this.answers.at(-1)?.endedAt ?? 0) > at)
            return "recipient";
        this.refusals.set(message, { times: times + 1, at: this.now() });
        this.refusedInRow.add(message);
        return this.refusedInRow.size > 1 ? "pace" : "alone";
    }
    /** Gives leave to who waits, now and when the next one may. */
    serve() {
        while (this.waiting.length > 0 && this.mayBegin()) {
            const waiter = this.waiting.shift();
            clearTimeout(waiter.timer);
            waiter.resolve(this.begin());
        }
        clearTimeout(this.timer);
        this.timer = undefined;
        const untilMs = Math.max(this.heldUntil, this.nextAt) - this.now();
        // What waits for a call to end is served by its end.
        if (this.waiting.length > 0 && untilMs > 0)
            this.timer = setTimeout(() => this.serve(), Math.ceil(untilMs));
    }
    learnAnswer({ begunAt, atOnce }) {
        this.forgetOldAnswers();
        // What began before the vendor stopped does not tell that it goes on.
        if (this.blockedSince !== undefined && begunAt >= this.blockedSince) {
            this.blockedSince = undefined;
            if (!this.isSteady)
                this.guessRate(begunAt);
        }
        this.answers.push({ begunAt, endedAt: this.now() });
        this.refusedInRow.clear();
        this.growRate();
        this.growLimit(atOnce);
    }
    /** The vendor takes a call again, so long after the last one. */
    guessRate(begunAt) {
        const sinceMs = begunAt - (this.answers.at(-1)?.begunAt ?? Number.NEGATIVE_INFINITY);
        this.ceiling = Math.max(this.ceiling, SECOND / sinceMs);
        this.nextAt = begunAt + SECOND / this.ceiling;
        this.busyMs = 0;
    }
    growRate() {
        if (this.rate === Number.POSITIVE_INFINITY)
            return;
        const seconds = this.busyMs / this.caution;
        const known = this.certainty > 1 ? MARGIN : 1;
        const grown = this.isSteady ? known + GROWTH.cubic * (seconds / this.certainty) ** 3 : GROWTH.start ** seconds;
        if (grown <= MAX_GROWTH)
            this.rate = this.ceiling * grown;
        else
            this.forget();
    }
    forget() {
        this.rate = this.limit = Number.POSITIVE_INFINITY;
        this.bearable = 0;
        this.isSteady = false;
        this.certainty = 1;
    }
    growLimit(atOnce) {
        if (atOnce < this.limit)
            return;
        this.answeredAtLimit += 1;
        if (this.answeredAtLimit < CALLS_BEFORE_GROWTH * this.limit)
            return;
        this.bearable = this.limit;
        this.limit += 1;
        this.answeredAtLimit = 0;
    }
    learnRefusal(call, waitMs) {
        const now = this.now();
        if (waitMs !== undefined)
            this.hold(Math.min(waitMs, MAX_HOLD_MS));
        this.caution = Math.max(SECOND, Math.min(waitMs ?? 0, MAX_HOLD_MS));
        const isSameBurst = call.begunAt < this.learntAt;
        if (isSameBurst && this.learnt === "rate")
            return;
        if (isSameBurst || call.atOnce > Math.max(1, this.bearable))
            this.learnLimit(call);
        else
            this.learnRate(call);
        if (!isSameBurst)
            this.learntAt = now;
    }
    /** What was out at the same time and was answered, or may still be: so much the vendor holds. */
    learnLimit({ begunAt }) {
        const isProbe = this.bearable > 0 && this.limit > this.bearable;
        const answered = this.answers.filter(({ endedAt }) => endedAt >= begunAt).length;
        this.limit = isProbe ? this.bearable : Math.max(1, Math.min(this.limit, answered + this.out));
        this.bearable = this.limit;
        this.answeredAtLimit = 0;
        this.learnt = "limit";
    }
    /** What began in the second before this call, and was answered: so much the vendor takes in a second. */
    learnRate({ begunAt }) {
        const now = this.now();
        this.learnt = "rate";
        this.limit = this.bearable = Number.POSITIVE_INFINITY;
        const taken = this.answers.filter((one) => one.begunAt > begunAt - SECOND);
        const [first] = taken;
        const isFirstRate = this.rate === Number.POSITIVE_INFINITY;
        // One or two of a burst say little: the vendor may want calls apart. Then the next look tells.
        if (first && !(isFirstRate && taken.length <= 2)) {
            const untilOverMs = first.begunAt + SECOND - now;
            if (isFirstRate)
                this.ceiling = taken.length;
            else if (this.answers.some(({ endedAt }) => endedAt > this.learntAt)) {
                const isConfirmed = this.isSteady && this.rate < this.ceiling * CERTAINTY.within;
                this.certainty = isConfirmed ? Math.min(CERTAINTY.max, this.certainty * CERTAINTY.factor) : 1;
                this.ceiling = Math.max(taken.length, this.rate * SHRINK);
            }
            this.isSteady = !isFirstRate;
            this.rate = Math.min(this.rate, this.ceiling);
            this.busyMs = 0;
            const intervalMs = SECOND / this.rate;
            this.hold(isFirstRate ? untilOverMs : Math.min(Math.max(untilOverMs, intervalMs / 2), 2 * intervalMs));
            return;
        }
        this.blockedSince ??= now;
        if (isFirstRate)
            this.rate = this.ceiling = Math.max(1, taken.length);
        this.hold(Math.min(LOOK.maxMs, Math.max(LOOK.minMs, LOOK.share * (now - this.blockedSince))));
    }
    hold(ms) {
        this.heldUntil = Math.max(this.heldUntil, this.now() + ms);
        // Nothing is caught up with afterwards.
        this.nextAt = Math.max(this.nextAt, this.heldUntil);
    }
    forgetOldAnswers() {
        const since = this.now() - KEPT_MS;
        while ((this.answers[0]?.endedAt ?? Number.POSITIVE_INFINITY) < since)
            this.answers.shift();
    }
}
//# sourceMappingURL=pace.js.map