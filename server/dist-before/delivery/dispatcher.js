import { createBreakers } from "./breakers.js";
import { Paces } from "./paces.js";
import { roomOf, sendMessage } from "./send-message.js";
import { finishMessages, leaseMessages } from "./store.js";
/** Messages in the hands of connectors at once. */
const CAPACITY = 500;
const BATCH = 200;
/** Wakes that come within this time share one lease statement, and outcomes one statement that writes them. */
const GATHER_MS = 15;
const POLL_MS = 1000;
const DATABASE_RETRY_MS = 250;
const CHANNELS = ["sms", "email"];
/** What the row of a message says that was born leased. */
const FIRST_TRY = {
    tries: 1,
    unknownOutcomes: 0,
    failures: null,
    ageMs: 0,
    deadBecause: null,
};
/** It was not tried, or refused for rate, which is no try. */
const waitsForVendor = ({ status, failure }) => status === "queued" && failure === null;
export class Dispatcher {
    dependencies;
    /** Slots taken for messages whose rows are being written, by channel. */
    reserved = new Map();
    /** Messages in the hands of connectors. */
    inFlight = 0;
    /** Channels whose vendors have a pace, and messages in the table that wait for it. */
    behind = new Set();
    outcomes = [];
    leaseTimer;
    /** For when a vendor takes more again. */
    roomTimer;
    pollTimer;
    finishing;
    leasing;
    wokenMeanwhile = false;
    /** The last lease took as many as it asked for: there may be more. */
    mayBeMore = false;
    stopped = false;
    outageLogged = false;
    constructor(dependencies) {
        this.dependencies = { ...dependencies, breakers: createBreakers(dependencies), paces: new Paces(dependencies) };
    }
    start() {
        this.pollTimer = setInterval(() => this.wake(), POLL_MS);
        this.pollTimer.unref();
        this.wake();
    }
    /**
     * A slot for a message about to be made; `undefined` when none is free, or its vendor has enough: then the message is to be queued.
     */
    reserve(channel) {
        if (this.stopped || this.free() <= 0)
            return undefined;
        const reserved = this.reserved.get(channel) ?? 0;
        // Who waits in the table was there before.
        if (this.behind.has(channel) || this.room(channel).messages <= reserved)
            return undefined;
        this.reserved.set(channel, reserved + 1);
        const release = () => void this.reserved.set(channel, (this.reserved.get(channel) ?? 1) - 1);
        return {
            send: (row) => {
                release();
                this.dispatch({ ...row, ...FIRST_TRY });
            },
            release,
        };
    }
    /** Tells that there may be work in the table. Cheap. */
    wake() {
        if (this.stopped || this.leaseTimer)
            return;
        this.leaseTimer = setTimeout(() => {
            this.leaseTimer = undefined;
            if (this.leasing) {
                this.wokenMeanwhile = true;
                return;
            }
            this.leasing = this.lease().finally(() => {
                this.leasing = undefined;
                if (!this.wokenMeanwhile)
                    return;
                this.wokenMeanwhile = false;
                this.wake();
            });
        }, GATHER_MS);
    }
    /**
     * Takes no more, waits for what is out, writes the results down. At most `timeoutMs`; leases cover the rest. To be called
     * when no request is under way any more: a row that is still being written then would be leased and not sent.
     */
    async stop(timeoutMs) {
        this.stopped = true;
        clearInterval(this.pollTimer);
        clearTimeout(this.leaseTimer);
        clearTimeout(this.roomTimer);
        // What waits for its turn is left to other processes.
        this.dependencies.paces.stop();
        const deadline = Date.now() + timeoutMs;
        await this.leasing;
        while ((this.inFlight > 0 || this.outcomes.length > 0 || this.finishing) && Date.now() < deadline)
            await new Promise((done) => setTimeout(done, 10));
    }
    free() {
        let reserved = 0;
        for (const slots of this.reserved.values())
            reserved += slots;
        return CAPACITY - reserved - this.inFlight;
    }
    room(channel) {
        return roomOf(this.dependencies, this.dependencies.connectors(channel));
    }
    async lease() {
        const free = Math.min(BATCH, this.free());
        this.mayBeMore = true;
        if (free <= 0)
            return;
        const limits = new Map();
        const paced = [];
        let askInMs = Number.POSITIVE_INFINITY;
        for (const channel of CHANNELS) {
            const room = this.room(channel);
            limits.set(channel, Math.max(0, Math.min(free, room.messages - (this.reserved.get(channel) ?? 0))));
            if (room.messages < free)
                askInMs = Math.min(askInMs, room.askInMs);
            if (Number.isFinite(room.messages) && limits.get(channel) !== 0)
                paced.push(channel);
            else if (!Number.isFinite(room.messages))
                this.behind.delete(channel);
        }
        this.askForRoom(askInMs);
        if ([...limits.values()].every((n) => n === 0))
            return;
        try {
            const leased = await leaseMessages(this.dependencies.sql, limits);
            this.outageLogged = false;
            // An update returns its rows in no order.
            leased.sort((one, other) => other.ageMs - one.ageMs);
            for (const message of leased) {
                this.dispatch(message);
                // A notice may be one more than there was room for.
                limits.set(message.channel, Math.max(0, (limits.get(message.channel) ?? 0) - 1));
            }
            for (const channel of paced)
                if (limits.get(channel) === 0)
                    this.behind.add(channel);
                else
                    this.behind.delete(channel);
            const left = [...limits.values()];
            this.mayBeMore = left.some((n) => n === 0);
            // Where a vendor takes no more, its next answer or its time wakes us.
            if (this.mayBeMore && CHANNELS.some((channel) => limits.get(channel) === 0 && this.room(channel).messages > 0))
                this.wake();
        }
        catch (error) {
            this.logOutage(error);
        }
    }
    askForRoom(askInMs) {
        clearTimeout(this.roomTimer);
        if (askInMs < POLL_MS)
            this.roomTimer = setTimeout(() => this.mayBeMore && this.wake(), askInMs).unref();
    }
    dispatch(message) {
        const { metrics, log } = this.dependencies;
        if (message.deadBecause) {
            metrics.messages.inc({ connector: "none", outcome: message.deadBecause });
            log.info({ message: message.sid, because: message.deadBecause }, "message not sent");
            return;
        }
        this.inFlight += 1;
        const begun = this.dependencies.clock().getTime();
        void sendMessage(message, this.dependencies).then((outcome) => {
            this.inFlight -= 1;
            if (waitsForVendor(outcome) && outcome.errorClass === "rate")
                this.behind.add(message.channel);
            this.report(outcome, message.ageMs + this.dependencies.clock().getTime() - begun);
            this.outcomes.push(outcome);
            this.finishing ??= this.finish().finally(() => {
                this.finishing = undefined;
            });
            if (this.mayBeMore)
                this.wake();
            if (outcome.status === "queued")
                setTimeout(() => this.wake(), outcome.delayMs).unref();
        });
    }
    /** `ageMs`: from the message's creation to this outcome. */
    report(outcome, ageMs) {
        const { metrics, log } = this.dependencies;
        const connector = outcome.connector ?? "none";
        const facts = {
            message: outcome.sid,
            connector,
            class: outcome.errorClass,
            vendorCode: outcome.errorCode,
            tries: outcome.tries,
        };
        // While a vendor rests or has too much, every message comes here every few seconds. Breaker and pace log and count that; a
        // warning each would fill the log, and a count each would look like lost messages.
        if (waitsForVendor(outcome)) {
            log.debug(facts, "message waits for its vendor");
            return;
        }
        metrics.messages.inc({ connector, outcome: outcome.errorClass ?? outcome.status });
        if (outcome.status === "sent")
            metrics.messageSeconds.observe({ connector }, ageMs / 1000);
        else
            log.warn(facts, outcome.status === "queued" ? "message will be tried again" : "message failed");
    }
    /** Writes results until none are left. While the database is away they wait here; after a crash the leases lapse. */
    async finish() {
        while (this.outcomes.length > 0) {
            await new Promise((done) => setTimeout(done, GATHER_MS));
            const batch = this.outcomes.splice(0, BATCH);
            await this.write(batch);
        }
    }
    async write(batch) {
        try {
            await finishMessages(this.dependencies.sql, batch);
        }
        catch (error) {
            this.logOutage(error);
            const isRefused = /^2[23]/.test(String(error.code));
            if (!isRefused) {
                this.outcomes.unshift(...batch);
                await new Promise((done) => setTimeout(done, DATABASE_RETRY_MS));
            }
            else if (batch.length > 1) {
                // A value the table refuses (SQLSTATE 22, 23) holds up its own message only, whose lease lapses.
                for (const outcome of batch)
                    await this.write([outcome]);
            }
        }
    }
    /** Logs once per outage. */
    logOutage(error) {
        if (this.outageLogged)
            return;
        this.outageLogged = true;
        this.dependencies.log.error({ err: error }, "the dispatcher cannot reach its table");
    }
}
//# sourceMappingURL=dispatcher.js.map