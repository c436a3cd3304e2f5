/**
 * @module Lets a vendor that fails rest: one circuit breaker for each connector and country, so that trouble with one
 * country's carriers does not stop the others.
 */
import { SendFailure } from "@munjigi/connectors/message-connector";
import {
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IBreaker,
  isBrokenCircuitError,
  SamplingBreaker,
} from "cockatiel";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import type { Metrics } from "../metrics.js";

/** So many failures in a row open a breaker. */
const MAX_FAILURES_IN_A_ROW = 5;
/** And so does this share of failures, among at least so many calls in so many milliseconds. */
const FAILING_SHARE = { threshold: 0.5, calls: 10, durationMs: 30_000 };
/** How long a breaker stays open before one call may try. */
const REST_MS = 10_000;
/** Countries times connectors that are remembered. */
const MAX_BREAKERS = 2000;

/**
 * Classes that say nothing about the vendor's health: with another recipient or text the call would succeed, and a vendor that has
 * too much is well (`pace.ts`).
 */
const NOT_THE_VENDORS = new Set(["recipient_invalid", "recipient_blocked", "content", "geo", "rate"]);

const blamesVendor = (error: unknown) =>
  !(error instanceof SendFailure) ||
  !(
    NOT_THE_VENDORS.has(error.failureClass) ||
    error.recipientOnly ||
    (error.failureClass === "unknown" && error.notSent)
  );

export interface Breakers {
  /** Runs a call; or, while the vendor rests, throws at once an error that `isOpen` recognises. */
  run<T>(connector: { key: string; name: string }, country: string, call: () => Promise<T>): Promise<T>;
  /** Whether the connector of this key rests, in one country at least. */
  isResting(key: string): boolean;
  /** The connectors that rest, by key, and the countries. */
  resting(): ReadonlyMap<string, ReadonlySet<string>>;
}

export const isOpen = isBrokenCircuitError;

export function createBreakers({ metrics, log }: { metrics: Pick<Metrics, "breakers">; log: Logger }): Breakers {
  const breakers = new LRUCache<string, CircuitBreakerPolicy>({ max: MAX_BREAKERS });

  const resting = new Map<string, Set<string>>();

  function createBreaker(key: string, name: string, country: string): CircuitBreakerPolicy {
    const breaker = circuitBreaker(handleWhen(blamesVendor), {
      halfOpenAfter: REST_MS,
      breaker: createEitherBreaker(),
    });
    breaker.onStateChange((state) => {
      const countries = resting.get(key) ?? new Set();
      if (state === CircuitState.Open) resting.set(key, countries.add(country));
      else if (state === CircuitState.Closed && countries.delete(country) && countries.size === 0) resting.delete(key);
      if (state === CircuitState.Open) {
        metrics.breakers.inc({ connector: name, country });
        log.warn(
          { connector: name, country, ms: REST_MS },
          "a connector fails too often: it is left alone for a while",
        );
      } else if (state === CircuitState.Closed) log.info({ connector: name, country }, "the connector works again");
    });
    return breaker;
  }

  return {
    isResting: (key) => resting.has(key),
    resting: () => resting,
    async run({ key, name }, country, call) {
      const id = `${key} ${country}`;
      let breaker = breakers.get(id);
      if (!breaker) {
        breaker = createBreaker(key, name, country);
        breakers.set(id, breaker);
      }
      return await breaker.execute(call);
    },
  };
}

/** Opens when either of two rules says so. */
function createEitherBreaker(): IBreaker {
  const each: IBreaker[] = [
    new ConsecutiveBreaker(MAX_FAILURES_IN_A_ROW),
    new SamplingBreaker({
      threshold: FAILING_SHARE.threshold,
      duration: FAILING_SHARE.durationMs,
      minimumRps: FAILING_SHARE.calls / (FAILING_SHARE.durationMs / 1000),
    }),
  ];
  return {
    state: undefined,
    success: (state) => {
      for (const one of each) one.success(state);
    },
    // `map` and not `some`: each rule must count the failure, also where the first one opens the breaker already.
    failure: (state) => each.map((one) => one.failure(state)).includes(true),
  };
}
