/**
 * @module What to do after a failed try, and who is to try next. Pure. The bound: a definite failure is tried three times over
 * two connectors at most, an unknown outcome once more, whatever it brings: at most two texts for one request.
 */
import type { FailureClass, SendFailure } from "@munjigi/connectors/sms/contract";
import type { Clock, Random } from "../clock.js";
import type { ActiveConnector, ReadyConnector } from "../connectors/active-connectors.js";
import type { FailedTry } from "./schema.js";
import { SHORTEST_LIFE_SECONDS } from "./store.js";

/** Definite failures are tried again until this many tries were made. */
export const MOST_TRIES = 3;
/** Connectors that try one message. */
const MOST_CONNECTORS = 2;
/** A report may still come and tell; only then is the message sent once more. */
const UNKNOWN_WAIT_MS = 10_000;
/** Longer than any code lives. */
const LONGEST_WAIT_SECONDS = 3600;
const BACKOFF = { baseMs: 250, capMs: 4000 };

/** Another connector may do better at once. */
const OF_THE_ACCOUNT: readonly string[] = ["auth", "balance", "sender"] satisfies FailureClass[];
const isOfTheAccount = (failureClass: string) => OF_THE_ACCOUNT.includes(failureClass);

export interface Judgement {
  failure: FailedTry;
  /** Absent: that was the last try. */
  retryInMs?: number;
}

/** The name a connector goes by in what is remembered of its failures. */
export const keyOf = (line: Pick<ReadyConnector, "id" | "connector">) => line.id ?? line.connector.id;

const triedBy = (failures: readonly FailedTry[]) => failures.map((one) => one.connector_id ?? one.connector);

/**
 * The connectors that may try now, the first choice first: the active one, unless it was the one that just failed and
 * another stands by. One whose account was refused comes last: that does not pass by itself.
 */
export function linesFor(active: ActiveConnector, failures: readonly FailedTry[]): ReadyConnector[] {
  const { standby } = active;
  const tried = triedBy(failures);
  const all = standby ? [active, standby] : [active];
  const lines = tried.at(-1) === keyOf(active) ? all.reverse() : all;
  const isAllowed = (line: ReadyConnector) => tried.includes(keyOf(line)) || new Set(tried).size < MOST_CONNECTORS;
  const isRefused = (line: ReadyConnector) =>
    failures.some((one) => (one.connector_id ?? one.connector) === keyOf(line) && isOfTheAccount(one.class));
  return lines.filter(isAllowed).sort((one, other) => Number(isRefused(one)) - Number(isRefused(other)));
}

export function judge(
  message: { unknownOutcomes: number; failures: readonly FailedTry[] | null; secondsLeft: number },
  active: ActiveConnector,
  line: ReadyConnector,
  failure: SendFailure,
  { clock, random }: { clock: Clock; random: Random },
): Judgement {
  const isUnknown = !failure.notSent;
  const code = cleanCode(failure.vendorCode);
  const failedTry: FailedTry = {
    at: clock().toISOString(),
    connector: line.connector.id,
    ...(line.id && { connector_id: line.id }),
    class: failure.failureClass,
    ...(code && { code }),
    ...(isUnknown && { unknown: true }),
  };
  const failures = [...(message.failures ?? []), failedTry];
  const last: Judgement = { failure: failedTry };
  if (message.unknownOutcomes > 0 || failures.length >= MOST_TRIES) return last;
  if (isUnknown) return { ...last, retryInMs: UNKNOWN_WAIT_MS };
  const isPassing = failure.failureClass === "transient" || failure.failureClass === "rate";
  // A refusal that nobody has mapped may well be the account's too.
  const isAccounts = isOfTheAccount(failure.failureClass) || failure.failureClass === "unknown";
  const another = linesFor(active, failures).find((one) => !triedBy(failures).includes(keyOf(one)));
  if (another && (isPassing || isAccounts)) return { ...last, retryInMs: jitterMs(failures.length, random) };
  if (!isPassing) return last;
  const retryInMs = retryDelayMs(failures.length, failure.retryAfterSeconds, random);
  // The code would be over by then: whoever looks should see now that nothing comes.
  return retryInMs > (message.secondsLeft - SHORTEST_LIFE_SECONDS) * 1000 ? last : { ...last, retryInMs };
}

/** The vendor's own wish where it has one. */
function retryDelayMs(tries: number, retryAfterSeconds: number | undefined, random: Random): number {
  if (!Number.isFinite(retryAfterSeconds)) return jitterMs(tries, random);
  return Math.min(Math.max(retryAfterSeconds as number, 0), LONGEST_WAIT_SECONDS) * 1000;
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jitterMs(tries: number, random: Random): number {
  const ceiling = Math.min(BACKOFF.capMs, BACKOFF.baseMs * 2 ** tries);
  return (random(4).readUInt32BE() / 2 ** 32) * ceiling;
}

/**
 * A vendor's code is kept as it is unless it looks like a sentence, which might repeat a number. The longest known has 63
 * characters (Tencent's UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber).
 */
export function cleanCode(code: string | undefined): string | null {
  return code !== undefined && /^[\w.:-]{1,64}$/.test(code) && !/\d{7}/.test(code) ? code : null;
}
