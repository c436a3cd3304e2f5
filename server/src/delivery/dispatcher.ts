/**
 * @module Carries messages to their connectors. A message that this process makes is in its hands from the start: its row
 * is born leased. What another process left behind, what failed and what no slot was free for is leased from the table,
 * once a second and when woken: of each channel as much as its vendor takes, the rest stays there in the order it came. Leases and
 * results go to the database in batches.
 */
import type { Logger } from "pino";
import type { Database } from "../db/open.js";
import type { Outages } from "../db/outages.js";
import { gatherResults, type Results } from "../jobs/gather-results.js";
import { createRounds, type Rounds } from "../jobs/rounds.js";
import type { Metrics } from "../metrics.js";
import { createBreakers } from "./breakers.js";
import type { EarlierTries, LeasedMessage, Outcome, WritableRow } from "./outcome.js";
import { Paces } from "./paces.js";
import { roomOf, type SendDependencies, sendMessage, type Vendors } from "./send-message.js";
import { finishMessages, leaseMessages } from "./store.js";

export interface DispatcherDependencies extends SendDependencies {
  sql: Database;
  metrics: Metrics;
  log: Logger;
  outages: Outages;
}

/** Messages in the hands of connectors at once. */
const CAPACITY = 500;
const BATCH = 200;
const POLL_MS = 1000;

const CHANNELS = ["sms", "email"] as const;

/** What the row of a message says that was born leased. */
const FIRST_TRY: EarlierTries = {
  tries: 1,
  unknownOutcomes: 0,
  failures: null,
  ageMs: 0,
  deadBecause: null,
};

/** Capacity of this process for one message, taken before its row is written. One of the two must be called, once. */
export interface Slot {
  /** The row was written, and leased: sends the message. This is its first try. */
  send(row: WritableRow): void;
  /** The row was not written, or is not leased: gives the slot back. */
  release(): void;
}

/** It was not tried, or refused for rate, which is no try. */
const waitsForVendor = ({ status, failure }: Outcome) => status === "queued" && failure === null;

export class Dispatcher {
  private readonly dependencies: DispatcherDependencies & Vendors;
  /** Slots taken for messages whose rows are being written, by channel. */
  private readonly reserved = new Map<string, number>();
  /** Messages in the hands of connectors. */
  private inFlight = 0;
  /** Channels whose vendors have a pace, and messages in the table that wait for it. */
  private readonly behind = new Set<string>();
  private readonly outcomes: Results<Outcome>;
  private readonly rounds: Rounds;
  /** For when a vendor takes more again. */
  private roomTimer: NodeJS.Timeout | undefined;
  /** The last lease took as many as it asked for: there may be more. */
  private mayBeMore = false;
  private stopped = false;
  private outageLogged = false;

  constructor(dependencies: DispatcherDependencies) {
    this.dependencies = { ...dependencies, breakers: createBreakers(dependencies), paces: new Paces(dependencies) };
    const { sql, log, outages } = dependencies;
    this.outcomes = gatherResults({
      write: (batch) => finishMessages(sql, batch),
      ...{ log, outages, name: "the dispatcher" },
    });
    this.rounds = createRounds(() => this.lease(), POLL_MS);
  }

  start(): void {
    this.rounds.start();
  }

  /**
   * A slot for a message about to be made; `undefined` when none is free, or its vendor has enough: then the message is to be queued.
   */
  reserve(channel: string): Slot | undefined {
    if (this.stopped || this.free() <= 0) return undefined;
    const reserved = this.reserved.get(channel) ?? 0;
    // Who waits in the table was there before.
    if (this.behind.has(channel) || this.room(channel).messages <= reserved) return undefined;
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

  /** Versions of connectors' settings whose breakers are open in this process, and for which countries. */
  resting(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.dependencies.breakers.resting();
  }

  /** Tells that there may be work in the table. Cheap. */
  wake(): void {
    this.rounds.wake();
  }

  /**
   * Takes no more, waits for what is out, writes the results down. At most `timeoutMs`; leases cover the rest. To be called
   * when no request is under way any more: a row that is still being written then would be leased and not sent.
   */
  async stop(timeoutMs: number): Promise<void> {
    this.stopped = true;
    clearTimeout(this.roomTimer);
    // What waits for its turn is left to other processes.
    this.dependencies.paces.stop();
    const deadline = Date.now() + timeoutMs;
    await this.rounds.stop();
    while ((this.inFlight > 0 || !this.outcomes.isEmpty()) && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 10));
  }

  private free(): number {
    let reserved = 0;
    for (const slots of this.reserved.values()) reserved += slots;
    return CAPACITY - reserved - this.inFlight;
  }

  private room(channel: string): { messages: number; askInMs: number } {
    return roomOf(this.dependencies, this.dependencies.connectors(channel));
  }

  private async lease(): Promise<void> {
    const free = Math.min(BATCH, this.free());
    this.mayBeMore = true;
    if (free <= 0) return;
    const limits = new Map<string, number>();
    const paced: string[] = [];
    let askInMs = Number.POSITIVE_INFINITY;
    for (const channel of CHANNELS) {
      const room = this.room(channel);
      limits.set(channel, Math.max(0, Math.min(free, room.messages - (this.reserved.get(channel) ?? 0))));
      if (room.messages < free) askInMs = Math.min(askInMs, room.askInMs);
      if (Number.isFinite(room.messages) && limits.get(channel) !== 0) paced.push(channel);
      else if (!Number.isFinite(room.messages)) this.behind.delete(channel);
    }
    this.askForRoom(askInMs);
    if ([...limits.values()].every((n) => n === 0)) return;
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
        if (limits.get(channel) === 0) this.behind.add(channel);
        else this.behind.delete(channel);
      const left = [...limits.values()];
      this.mayBeMore = left.some((n) => n === 0);
      // Where a vendor takes no more, its next answer or its time wakes us.
      if (this.mayBeMore && CHANNELS.some((channel) => limits.get(channel) === 0 && this.room(channel).messages > 0))
        this.wake();
    } catch (error) {
      this.logOutage(error);
    }
  }

  private askForRoom(askInMs: number): void {
    clearTimeout(this.roomTimer);
    if (askInMs < POLL_MS) this.roomTimer = setTimeout(() => this.mayBeMore && this.wake(), askInMs).unref();
  }

  private dispatch(message: LeasedMessage): void {
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
      if (waitsForVendor(outcome) && outcome.errorClass === "rate") this.behind.add(message.channel);
      this.report(outcome, message.ageMs + this.dependencies.clock().getTime() - begun);
      this.outcomes.push(outcome);
      if (this.mayBeMore) this.wake();
      if (outcome.status === "queued") setTimeout(() => this.wake(), outcome.delayMs).unref();
    });
  }

  /** `ageMs`: from the message's creation to this outcome. */
  private report(outcome: Outcome, ageMs: number): void {
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
    if (outcome.status === "sent") metrics.messageSeconds.observe({ connector }, ageMs / 1000);
    else log.warn(facts, outcome.status === "queued" ? "message will be tried again" : "message failed");
  }

  /** Logs once per outage. */
  private logOutage(error: unknown): void {
    if (this.dependencies.outages.heard(error) || this.outageLogged) return;
    this.outageLogged = true;
    this.dependencies.log.error({ err: error }, "the dispatcher cannot reach its table");
  }
}
