/** @module One try at one message: choose a connector, write the text, hand it over, and say what became of it. */
import type { Accepted, SendFailure, SmsMessage } from "@munjigi/connectors/message-connector";
import type { Random } from "../clock.js";
import { handOver } from "../connectors/call-connector.js";
import type { ActiveConnector, ActiveConnectors, ReadyConnector } from "../connectors/ready-connector.js";
import type { ConnectorWatch } from "../connectors/watch-connectors.js";
import type { Outside } from "../core.js";
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
import { type Breakers, isOpen } from "./breakers.js";
import { cleanCode, cleanFailure, cleanId, cleanParts, cleanPrice, isEcho } from "./clean-answer.js";
import { findUnsendable } from "./find-unsendable.js";
import { candidatesFor, isThrottle, type Judgement, judgeFailure, keyOf, namedWaitMs } from "./judge-failure.js";
import { type LeasedMessage, MIN_LIFE_SECONDS, type Outcome } from "./outcome.js";
import type { Pace, Turn } from "./pace.js";
import type { Paces } from "./paces.js";
import { priceClassOf } from "./price-class.js";
import { renewLease } from "./store.js";
import { writeMessage } from "./write-message.js";
import { canCarryNotice } from "./write-notice.js";

export interface SendDependencies extends Outside {
  sql: Database;
  keyring: Keyring;
  connectors: ActiveConnectors;
  isUnusable: ConnectorWatch["isUnusable"];
}

/** What a try goes by that belongs to this process. */
export interface Vendors {
  breakers: Breakers;
  paces: Paces;
}

/** Where every candidate's breaker is open: for how long the message waits, at least and at most; an old notice at most. */
const REST_MS = { min: 2000, max: 5000, ofNotice: 60_000 };
/** For so long a message waits in this process's hands for its turn; then in the table, where other processes find it. */
const MAX_IN_HAND_MS = 700;
/** Where one message alone was refused it comes back after this, doubled each time. */
const ALONE_MS = { first: 200, max: 1000 };
/**
 * When a vendor is asked for the first time what became of a message: soon if it posts no reports, later if it may post one. (It
 * may not, where the team has to type our address into the vendor's console and has not done so.)
 */
const FIRST_ASK_MS = { silent: 10_000, reporting: 60_000 };

/** A vendor had too much when this message was given to it. */
interface Refusal {
  failure: SendFailure;
  /** For how long this message is to leave that vendor alone, by `performance.now()`. */
  until: number;
}

/** What a candidate did with a message that is not over yet: it rests, or has too much. */
type NotNow = "resting" | { throttled: Refusal };

/** Never throws: every failure is an outcome. */
export async function sendMessage(leased: LeasedMessage, dependencies: SendDependencies & Vendors): Promise<Outcome> {
  const { connectors, isUnusable, random } = dependencies;
  const inForce = connectors(leased.channel);
  // Another process may have the key that this one lacks, or an administrator may mend it before the code is over.
  if (!inForce && isUnusable(leased.channel)) return buildResting(leased, random);
  // Of a code that was refused before it was made.
  if (!inForce) return buildFailed(leased, undefined, { class: leased.notice ? "channel_disabled" : "no_connector" });
  const active = ableOf(leased, inForce);
  if (leased.notice && !isSendable(leased, active))
    return buildFailed(leased, undefined, { class: "notice_unsupported" });
  const candidates = candidatesFor(active, leased.failures ?? []);
  if (candidates.length === 0) {
    // Two other connectors have tried and no third one may: the reason of the last failure stays.
    const last = leased.failures?.at(-1);
    return buildFailed(leased, undefined, last ?? { class: "unknown" });
  }
  const since = performance.now() - leased.ageMs;
  const until = performance.now() + MAX_IN_HAND_MS;
  const refusals = new Map<ReadyConnector, Refusal>();
  const attempt = async (candidate: ReadyConnector, turn: Turn) => {
    const result = await tryCandidate(leased, active, candidate, turn, dependencies);
    if (result === "resting" || !("throttled" in result)) return result;
    refusals.set(candidate, result.throttled);
    return undefined;
  };
  /** For how long this message is to leave a candidate alone. */
  const ownWaitMs = (candidate: ReadyConnector) =>
    Math.max(0, (refusals.get(candidate)?.until ?? 0) - performance.now());
  const waitMs = (candidate: ReadyConnector) =>
    Math.max(ownWaitMs(candidate), paceOf(dependencies, candidate).heldMs());

  let full: ReadyConnector[];
  do {
    // Those that may be called now, and then the one of the others that is free first.
    full = [];
    for (const candidate of candidates) {
      const turn = ownWaitMs(candidate) === 0 && paceOf(dependencies, candidate).tryBegin();
      const result = turn && (await attempt(candidate, turn));
      if (result === "resting") continue;
      if (result) return result;
      full.push(candidate);
    }
    if (full.length === 0) return buildResting(leased, random);
    const [next] = full.toSorted((one, other) => waitMs(one) - waitMs(other)) as [ReadyConnector];
    const leftMs = until - performance.now();
    if (waitMs(next) > leftMs) break;
    const place = placeOf(leased, since, [paceOf(dependencies, next)]);
    const turn = await paceOf(dependencies, next).beginWithin(leftMs, place);
    if (!turn) break;
    if (!(await isStillWanted(leased, dependencies))) {
      turn.over();
      return buildOutcome(leased, undefined, { status: "queued" });
    }
    const result = await attempt(next, turn);
    if (result && result !== "resting") return result;
  } while (performance.now() < until);
  // What holds all back is the lease's to heed, so it does not cost this message its place.
  const delays = candidates.map((one) => (full.includes(one) ? ownWaitMs(one) : REST_MS.min));
  const paces = candidates.map((one) => paceOf(dependencies, one));
  return buildThrottled(leased, Math.min(...delays), placeOf(leased, since, paces), [...refusals.values()].at(-1));
}

/**
 * Since when a message waits, as far as those beside it go: since it was made, or refused. Whoever was refused goes behind all that
 * have come by then; if it is its recipient's fault, the others show that the vendor is well.
 */
const placeOf = ({ sid }: LeasedMessage, since: number, paces: readonly Pace[]) =>
  Math.max(since, ...paces.map((pace) => pace.refusalsOf(sid)?.at ?? since));

/** A code may be cancelled, or used, while its message waits in our hands. While the database is away, nothing is sent. */
async function isStillWanted({ sid, tries }: LeasedMessage, { sql }: SendDependencies): Promise<boolean> {
  return await renewLease(sql, { sid, tries }).catch(() => false);
}

/**
 * Those that can send it at all; where none can, both, and the first one says why. One that cannot is nobody to hand a failed try over
 * to, so it must be gone before that is judged.
 */
function ableOf(leased: LeasedMessage, active: ActiveConnector): ActiveConnector {
  const { standby, ...alone } = active;
  if (!standby) return active;
  const isAble = isSendable(leased, active);
  if (isAble === isSendable(leased, standby)) return active;
  return isAble ? alone : standby;
}

const isSendable = (leased: LeasedMessage, ready: ReadyConnector) =>
  leased.notice ? canCarryNotice(ready, leased.notice) : findUnsendable(leased, ready) === undefined;

async function tryCandidate(
  leased: LeasedMessage,
  active: ActiveConnector,
  candidate: ReadyConnector,
  turn: Turn,
  dependencies: SendDependencies & Vendors,
): Promise<Outcome | NotNow> {
  const { keyring, breakers, paces } = dependencies;
  const { connector } = candidate;
  let message: SmsMessage | undefined;
  try {
    const accepted = await breakers.run({ key: keyOfVersion(candidate), name: connector.id }, leased.country, () => {
      message = writeMessage(keyring, leased, candidate);
      return handOver(candidate, message, dependencies);
    });
    turn.answered();
    return buildSent(leased, candidate, accepted, message);
  } catch (error) {
    if (isOpen(error)) {
      turn.over();
      return "resting";
    }
    const failure = cleanFailure(error, message);
    if (isThrottle(failure)) {
      const namedMs = namedWaitMs(failure.retryAfterSeconds);
      const meaning = turn.refused(leased.sid, namedMs);
      paces.tellThrottle(connector.id);
      if (meaning !== "recipient") {
        const times = paceOf(dependencies, candidate).refusalsOf(leased.sid)?.times ?? 1;
        const aloneMs = meaning === "alone" ? Math.min(ALONE_MS.max, ALONE_MS.first * 2 ** (times - 1)) : 0;
        return { throttled: { failure, until: performance.now() + (namedMs ?? aloneMs) } };
      }
    }
    // What was not done, or is one recipient's, does not tell what the vendor takes.
    if (failure.notSent && !["transient", "rate"].includes(failure.failureClass)) turn.answered();
    else turn.over();
    if (!leased.notice && failure.vendorCode === "forgotten" && !keyring.has(leased.keyId))
      return buildFailed(leased, candidate, { class: "secret_key_lost" });
    return buildJudged(leased, candidate, judgeFailure(leased, active, candidate, failure, dependencies));
  }
}

const paceOf = ({ paces }: Vendors, candidate: ReadyConnector) => paces.of(keyOfVersion(candidate), candidate);

/** How many messages of a channel are worth taking up now; and if none, when to ask again, in milliseconds. */
export function roomOf(vendors: Vendors, active: ActiveConnector | undefined): { messages: number; askInMs: number } {
  if (!active) return { messages: Number.POSITIVE_INFINITY, askInMs: 0 };
  const all = [active, ...(active.standby ? [active.standby] : [])];
  // One that rests has no room, unless there is no other: then its messages come and go with their own waits.
  const awake = all.filter((one) => !vendors.breakers.isResting(keyOfVersion(one)));
  const rooms = (awake.length > 0 ? awake : all).map((one) => paceOf(vendors, one).room());
  return {
    messages: rooms.reduce((sum, { messages }) => sum + messages, 0),
    askInMs: Math.min(...rooms.map(({ askInMs }) => askInMs)),
  };
}

/** No vendor was called, so this does not count as a failed try. A notice lives for long enough to come back ever more seldom. */
function buildResting(leased: LeasedMessage, random: Random): Outcome {
  const maxMs = leased.notice ? Math.max(REST_MS.max, Math.min(REST_MS.ofNotice, leased.ageMs / 8)) : REST_MS.max;
  const minMs = (REST_MS.min / REST_MS.max) * maxMs;
  const delayMs = minMs + ((maxMs - minMs) * random(4).readUInt32BE()) / 2 ** 32;
  return buildOutcome(leased, undefined, { status: "queued", delayMs, errorClass: "resting" });
}

/**
 * Its turn has not come, which does not count as a failed try either. It is due since it took its place, and the lease takes the
 * oldest first; where no vendor is to be called for `waitMs`, it is due then. A code that would be over by then fails now, so whoever
 * looks at it sees that nothing more will come.
 */
function buildThrottled(leased: LeasedMessage, waitMs: number, place: number, refusal: Refusal | undefined): Outcome {
  const code = cleanCode(refusal?.failure.vendorCode);
  if (waitMs > (leased.secondsLeft - MIN_LIFE_SECONDS) * 1000)
    return buildFailed(leased, undefined, { class: "rate", ...(code && { code }) });
  const delayMs = waitMs > 0 ? waitMs : place - performance.now();
  return buildOutcome(leased, undefined, { status: "queued", delayMs, errorClass: "rate", errorCode: code });
}

/** New settings have a breaker and a pace of their own: what failed under the old ones says nothing about them. */
const keyOfVersion = (candidate: ReadyConnector) => candidate.versionId ?? keyOf(candidate);

function buildOutcome(
  { sid, tries }: LeasedMessage,
  by: ReadyConnector | undefined,
  what: Partial<Outcome> & Pick<Outcome, "status">,
): Outcome {
  return {
    sid,
    tries,
    connector: by?.connector.id ?? null,
    connectorId: by?.id ?? null,
    vendorMessageId: null,
    parts: null,
    price: null,
    currency: null,
    priceClass: null,
    errorClass: null,
    errorCode: null,
    failure: null,
    delayMs: 0,
    askDelayMs: null,
    unknown: 0,
    ...what,
  };
}

function buildSent(
  leased: LeasedMessage,
  by: ReadyConnector,
  accepted: Accepted,
  message: SmsMessage | undefined,
): Outcome {
  const given = cleanId(accepted?.vendorMessageId);
  const vendorMessageId = given !== null && message && isEcho(given, message) ? null : given;
  const asks = vendorMessageId !== null && by.connector.status !== undefined;
  return buildOutcome(leased, by, {
    status: "sent",
    vendorMessageId,
    parts: cleanParts(accepted?.parts),
    ...cleanPrice(accepted?.price),
    priceClass: message ? priceClassOf(by.connector, { body: message.body, country: leased.country }) : null,
    askDelayMs: asks ? FIRST_ASK_MS[by.receiptUrl === undefined ? "silent" : "reporting"] : null,
  });
}

function buildFailed(
  leased: LeasedMessage,
  by: ReadyConnector | undefined,
  failure: { class: string; code?: string },
): Outcome {
  return buildOutcome(leased, by, {
    status: "failed",
    errorClass: failure.class,
    errorCode: failure.code ?? null,
  });
}

function buildJudged(leased: LeasedMessage, by: ReadyConnector, { failure, retryInMs }: Judgement): Outcome {
  const failed: Outcome = { ...buildFailed(leased, by, failure), failure, unknown: failure.unknown ? 1 : 0 };
  return retryInMs === undefined ? failed : { ...failed, status: "queued", delayMs: retryInMs };
}
