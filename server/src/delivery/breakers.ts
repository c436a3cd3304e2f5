/**
 * @module Lets a vendor that fails rest: one circuit breaker for each connector and country, so that trouble with one
 * country's carriers does not stop the others.
 */
import { SendFailure } from "@munjigi/connectors/sms/contract";
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

/** Failures in a row that open it. */
const CONSECUTIVE = 5;
/** Or this share of at least so many calls in so many milliseconds. */
const SHARE = { threshold: 0.5, calls: 10, durationMs: 30_000 };
/** How long it stays open before one call may try. */
const REST_MS = 10_000;
/** Countries times connectors that are remembered. */
const MAX_BREAKERS = 2000;

/** Say nothing about the vendor: another recipient or text would do. */
const NOT_THE_VENDORS = new Set(["recipient_invalid", "recipient_blocked", "content", "geo"]);

const isTheVendors = (error: unknown) =>
  !(error instanceof SendFailure) ||
  !(NOT_THE_VENDORS.has(error.failureClass) || (error.failureClass === "unknown" && error.notSent));

export interface Breakers {
  /** Runs a call, or throws what `isOpen` knows without running it. */
  run<T>(connector: { key: string; name: string }, country: string, call: () => Promise<T>): Promise<T>;
}

export const isOpen = isBrokenCircuitError;

export function createBreakers({ metrics, log }: { metrics: Pick<Metrics, "breakers">; log: Logger }): Breakers {
  const breakers = new LRUCache<string, CircuitBreakerPolicy>({ max: MAX_BREAKERS });

  function make(name: string, country: string): CircuitBreakerPolicy {
    const breaker = circuitBreaker(handleWhen(isTheVendors), { halfOpenAfter: REST_MS, breaker: eitherOf() });
    breaker.onStateChange((state) => {
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
    async run({ key, name }, country, call) {
      const id = `${key} ${country}`;
      let breaker = breakers.get(id);
      if (!breaker) {
        breaker = make(name, country);
        breakers.set(id, breaker);
      }
      return await breaker.execute(call);
    },
  };
}

function eitherOf(): IBreaker {
  const each: IBreaker[] = [
    new ConsecutiveBreaker(CONSECUTIVE),
    new SamplingBreaker({
      threshold: SHARE.threshold,
      duration: SHARE.durationMs,
      minimumRps: SHARE.calls / (SHARE.durationMs / 1000),
    }),
  ];
  return {
    state: undefined,
    success: (state) => {
      for (const one of each) one.success(state);
    },
    // All are told, whichever speaks first.
    failure: (state) => each.map((one) => one.failure(state)).includes(true),
  };
}
