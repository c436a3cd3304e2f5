/**
 * @module What to do after a failed try, and who is to try next. Pure. The bound: a definite failure is tried three times over
 * two connectors at most, an unknown outcome once more, whatever it brings: at most two texts for one request.
 */
import type { FailureClass, SendFailure } from "@munjigi/connectors/sms/contract";
import type { Clock, Random } from "../clock.js";
import type { ActiveConnector, ReadyConnector } from "../connectors/ready-connector.js";
import { cleanCode } from "./clean-answer.js";
import { MIN_LIFE_SECONDS } from "./outcome.js";
import type { FailedTry } from "./schema.js";

/** Definite failures are tried again until this many tries were made. */
export const MAX_TRIES = 3;
/** Connectors that try one message. */
const MAX_CONNECTORS = 2;
/** For so long a report may still come and say what became of it; then the message is sent once more. */
const UNKNOWN_WAIT_MS = 10_000;
/** What a vendor asks us to wait is cut to this, which is longer than any code lives. */
const MAX_WAIT_SECONDS = 3600;
const BACKOFF = { baseMs: 250, capMs: 4000 };

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

export function judgeFailure(
  message: { unknownOutcomes: number; failures: readonly FailedTry[] | null; secondsLeft: number },
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
  if (message.unknownOutcomes > 0 || failures.length >= MAX_TRIES) return last;
  if (isUnknown) return { ...last, retryInMs: UNKNOWN_WAIT_MS };
  const isPassing = failure.failureClass === "transient" || failure.failureClass === "rate";
  // A refusal that nobody has mapped may well be the account's too.
  const isAccounts = isOfTheAccount(failure.failureClass) || failure.failureClass === "unknown";
  const another = candidatesFor(active, failures).find((one) => !triedBy(failures).includes(keyOf(one)));
  if (another && (isPassing || isAccounts)) return { ...last, retryInMs: jitterMs(failures.length, random) };
  if (!isPassing) return last;
  const retryInMs = retryDelayMs(failures.length, failure.retryAfterSeconds, random);
  // The code would be over by then, so the message fails now: whoever looks at it sees that nothing more will come.
  return retryInMs > (message.secondsLeft - MIN_LIFE_SECONDS) * 1000 ? last : { ...last, retryInMs };
}

/** What the vendor asks us to wait, or else the backoff. */
function retryDelayMs(tries: number, retryAfterSeconds: number | undefined, random: Random): number {
  if (!Number.isFinite(retryAfterSeconds)) return jitterMs(tries, random);
  return Math.min(Math.max(retryAfterSeconds as number, 0), MAX_WAIT_SECONDS) * 1000;
}

/** Full jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ */
function jitterMs(tries: number, random: Random): number {
  const ceiling = Math.min(BACKOFF.capMs, BACKOFF.baseMs * 2 ** tries);
  return (random(4).readUInt32BE() / 2 ** 32) * ceiling;
}
