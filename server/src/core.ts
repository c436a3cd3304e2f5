/** @module What every room may need of the world around it, as types: it comes in as arguments and is made in `start/` only. */
import type { Clock, Random } from "./clock.js";

/** `development` keeps messages in an inbox and may be looked into; `production` sends. */
export type Environment = "development" | "production";

/** The outside world, as far as a connector may touch it. `fetch` and `lookup` are those of `createOutgoing`. */
export interface Outside {
  fetch: typeof fetch;
  /** The address behind a name that may be connected to. Throws if there is none. */
  lookup: (hostname: string) => Promise<string>;
  clock: Clock;
  random: Random;
}
