/**
 * @module Carries events to endpoints: passes on what has happened, leases what is due, sends it, writes down what became of it. Every
 * process does all of it; what one that died had in its hands is taken again when its lease has run out.
 */
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Outages } from "../db/outages.js";
import { gatherResults } from "../jobs/gather-results.js";
import { createRounds } from "../jobs/rounds.js";
import type { Metrics } from "../metrics.js";
import {
  type AddressRow,
  finishDeliveries,
  type LeasedDelivery,
  leaseDeliveries,
  type Outcome,
  selectAddresses,
} from "./delivery-store.js";
import { isDelivered, judgeAnswer } from "./judge-answer.js";
import { type Addresses, writePayload } from "./payload.js";
import { RELAY_BATCH, relayEvents } from "./relay-store.js";
import { type SendDependencies, sendDelivery } from "./send-delivery.js";

export interface CarryDependencies extends SendDependencies {
  sql: Database;
  random: Random;
  metrics: Metrics;
  log: Logger;
  outages: Outages;
}

export interface Carrier {
  start(): void;
  /** There is something to be carried. */
  wake(): void;
  /** Takes no more, waits for what is out, writes the results down. At most `timeoutMs`; leases cover the rest. */
  stop(timeoutMs: number): Promise<void>;
}

const POLL_MS = 500;
const UINT16 = 65_536;

export function createCarrier(dependencies: CarryDependencies): Carrier {
  const { sql, random, metrics, log, outages } = dependencies;
  let inFlight = 0;
  let stopped = false;
  let outageLogged = false;
  const rounds = createRounds(work, POLL_MS);
  const outcomes = gatherResults<Outcome>({
    async write(batch) {
      await finishDeliveries(sql, batch);
      // Their endpoints take others now.
      rounds.wake();
    },
    log,
    outages,
    name: "the carrier of webhooks",
  });

  async function work(): Promise<void> {
    try {
      const { taken, endpoints } = await relayEvents(sql);
      if (endpoints) {
        const { leased, held } = await leaseDeliveries(sql);
        if (leased.length > 0) await sendAll(leased);
        if (held > 0) rounds.wake();
      }
      if (taken >= RELAY_BATCH) rounds.wake();
      outageLogged = false;
    } catch (err) {
      if (stopped || outages.heard(err)) return;
      if (!outageLogged) log.error({ err }, "the carrier of webhooks cannot reach its tables");
      outageLogged = true;
    }
  }

  /** Resolves when all are on their way. */
  async function sendAll(leased: readonly LeasedDelivery[]): Promise<void> {
    const about = leased.filter(({ includeNumbers }) => includeNumbers).map(namesOf);
    // If this fails, the leases lapse.
    const rows = about.length > 0 ? await selectAddresses(sql, about) : [];
    const addresses = new Map(rows.map((row) => [row.sid, row]));
    inFlight += leased.length;
    for (const delivery of leased) void send(delivery, addresses.get(delivery.sid));
  }

  async function send(delivery: LeasedDelivery, row: AddressRow | undefined): Promise<void> {
    const { sid, tries, failures, endpointSid, eventSid: id } = delivery;
    const body = writePayload(delivery, row && addressesOf(delivery, row));
    const tried = await sendDelivery(dependencies, delivery, { id, body });
    const judged = judgeAnswer(tried, failures, random(2).readUInt16BE() / UINT16);
    const { status, delayMs, isGone } = judged;
    metrics.webhooks.inc({ outcome: isDelivered(tried) ? "delivered" : (tried.problem ?? "answer") });
    if (status !== "delivered")
      log.warn(
        { webhook: endpointSid, delivery: sid, failures: failures + 1, ...tried },
        status === "dead" ? "an event was not told" : "an event is to be told later",
      );
    outcomes.push({ sid, tries, status, delayMs, ...tried, isGone });
    inFlight -= 1;
  }

  return {
    start: rounds.start,
    wake: rounds.wake,
    async stop(timeoutMs) {
      stopped = true;
      const deadline = Date.now() + timeoutMs;
      await rounds.stop();
      while ((inFlight > 0 || !outcomes.isEmpty()) && Date.now() < deadline)
        await new Promise((done) => setTimeout(done, 10));
    },
  };
}

/** Where the numbers of an event are found. */
function namesOf({ sid, subjectKind, subjectId, facts }: LeasedDelivery) {
  const { verification, notice } = facts as { verification?: string; notice?: string };
  if (subjectKind === "user") return { sid, user: subjectId };
  if (subjectKind === "verification") return { sid, verification: subjectId };
  return { sid, ...(verification && { verification }), ...(notice && { notice }) };
}

function addressesOf({ subjectKind }: LeasedDelivery, { recipient, phoneNumber, email }: AddressRow): Addresses {
  if (subjectKind === "user") return { phoneNumber, email };
  return subjectKind === "verification" || subjectKind === "message" ? { to: recipient } : {};
}
