/**
 * @module What to do after a failed try, and who is to try next. Pure. The bound: what is sure not to have been sent costs nothing
 * and is tried for as long as the code is of use, over two connectors at most; an unknown outcome may have been a text, and is tried
 * once more: at most two texts for one request.
 */
import type { FailureClass, SendFailure } from "@munjigi/connectors/message-connector";
import type { Clock, Random } from "../clock.js";
import type { ActiveConnector, ReadyConnector } from "../connectors/ready-connector.js";
import { cleanCode } from "./clean-answer.js";
import { type LeasedMessage, MIN_LIFE_SECONDS } from "./outcome.js";
import type { FailedTry } from "./schema.js";

/** Connectors that try one message. */
const MAX_CONNECTORS = 2;
/** For so long a report may still come and say what became of it; then the message is sent once more. */
const UNKNOWN_WAIT_MS = 10_000;
/** What a vendor asks us to wait is cut to this, which is longer than any code lives. */
const MAX_WAIT_SECONDS = 3600;
/** Before another connector tries. */
const MAX_HANDOVER_MS = 500;
/**
 * Waits before the same connector tries again double, from this much, and are cut to a minute or an eighth of the message's age. A
 * mail server's temporary reply is not to be followed by another try at once (RFC 5321 §4.5.4.1). The half hour that it recommends is
 * more than a code lives; a minute passes greylists, which open after one to five (RFC 6647 §4.1).
 */
const BACKOFF = { smsMs: 500, emailMs: 5000, capMs: 60_000, shareOfAge: 1 / 8 };
/** Less is not worth a try. */
const MIN_WAIT_MS = 1000;

/** The vendor refuses the account, so another connector may do better at once. */
const OF_THE_ACCOUNT: readonly string[] = ["auth", "balance", "sender"] satisfies FailureClass[];
const isOfTheAccount = (failureClass: string) => OF_THE_ACCOUNT.includes(failureClass);

export interface Judgement {
  failure: FailedTry;
  /** Absent: that was the last try. */
  retryInMs?: number;
}

/** The name under which a connector's failures are remembered. */
export const keyOf = (candidate: Pick<ReadyConnector, "id" | "connector">) => candidate.id ?? candidate.connector.id;

const triedBy = (failures: readonly FailedTry[]) => failures.map((one) => one.connector_id ?? one.connector);

/**
 * The connectors that may try now, the first choice first: the active one, unless it was the one that just failed and
 * another stands by. One whose account was refused comes last: that does not pass by itself.
 */
export function candidatesFor(active: ActiveConnector, failures: readonly FailedTry[]): ReadyConnector[] {
  const { standby } = active;
  const tried = triedBy(failures);
  const all = standby ? [active, standby] : [active];
  const candidates = tried.at(-1) === keyOf(active) ? all.reverse() : all;
  const isAllowed = (one: ReadyConnector) => tried.includes(keyOf(one)) || new Set(tried).size < MAX_CONNECTORS;
  const isRefused = (candidate: ReadyConnector) =>
    failures.some((one) => (one.connector_id ?? one.connector) === keyOf(candidate) && isOfTheAccount(one.class));
  return candidates.filter(isAllowed).sort((one, other) => Number(isRefused(one)) - Number(isRefused(other)));
}

/** Too many calls, and not too many to this recipient: it says nothing of the message, and much of how fast the vendor may be called. */
export const isThrottle = ({ failureClass, recipientOnly }: SendFailure) => failureClass === "rate" && !recipientOnly;

export function judgeFailure(
  message: Pick<LeasedMessage, "unknownOutcomes" | "failures" | "secondsLeft" | "ageMs" | "channel">,
  active: ActiveConnector,
  candidate: ReadyConnector,
  failure: SendFailure,
  { clock, random }: { clock: Clock; random: Random },
): Judgement {
  const isUnknown = !failure.notSent;
  const code = cleanCode(failure.vendorCode);
  const failedTry: FailedTry = {
    at: clock().toISOString(),
    connector: candidate.connector.id,
    ...(candidate.id && { connector_id: candidate.id }),
    class: failure.failureClass,
    ...(code && { code }),
    ...(isUnknown && { unknown: true }),
  };
  const failures = [...(message.failures ?? []), failedTry];
  const last: Judgement = { failure: failedTry };
  if (isUnknown) return message.unknownOutcomes > 0 ? last : { ...last, retryInMs: UNKNOWN_WAIT_MS };
  const isPassing = failure.failureClass === "transient" || failure.failureClass === "rate";
  // A refusal that nobody has mapped may well be the account's too.
  const isAccounts = isOfTheAccount(failure.failureClass) || failure.failureClass === "unknown";
  const another = candidatesFor(active, failures).find((one) => !triedBy(failures).includes(keyOf(one)));
  if (another && (isPassing || isAccounts)) return { ...last, retryInMs: share(random) * MAX_HANDOVER_MS };
  if (!isPassing) return last;
  // Beyond that the code would be over, so the message fails now: whoever looks at it sees that nothing more will come.
  const maxWaitMs = (message.secondsLeft - MIN_LIFE_SECONDS) * 1000;
  const namedMs = namedWaitMs(failure.retryAfterSeconds);
  if (namedMs !== undefined) return namedMs > maxWaitMs ? last : { ...last, retryInMs: namedMs };
  if (maxWaitMs < MIN_WAIT_MS) return last;
  return { ...last, retryInMs: Math.min(backoffMs(message, failures.length, random), maxWaitMs - MIN_WAIT_MS / 2) };
}

/** What the vendor asks us to wait, in milliseconds. */
export function namedWaitMs(retryAfterSeconds: number | undefined): number | undefined {
  if (!Number.isFinite(retryAfterSeconds)) return undefined;
  return Math.min(Math.max(retryAfterSeconds as number, 0), MAX_WAIT_SECONDS) * 1000;
}

/** From half of it to all of it, so that messages which failed together do not come back together. */
function backoffMs(
  { channel, ageMs }: Pick<LeasedMessage, "channel" | "ageMs">,
  tries: number,
  random: Random,
): number {
  const baseMs = channel === "email" ? BACKOFF.emailMs : BACKOFF.smsMs;
  const capMs = Math.max(BACKOFF.capMs, ageMs * BACKOFF.shareOfAge);
  return Math.min(capMs, baseMs * 2 ** (tries - 1)) * (0.5 + share(random) / 2);
}

const share = (random: Random) => random(4).readUInt32BE() / 2 ** 32;
