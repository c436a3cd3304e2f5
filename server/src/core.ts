/** @module What every room may be given: the deployment it works for, and the ways to the world outside. */
import type { Clock, Random } from "./clock.js";

export type Environment = "development" | "production";

/** One environment: one origin, one account. */
export interface Deployment {
  environment: Environment;
  /** `https://host[:port]`: every absolute URL of ours begins with it. */
  origin: string;
  /** `AC…` */
  accountSid: string;
}

/** Time, chance, and the only ways out (see `outgoing/create-outgoing.ts`). */
export interface Outside {
  fetch: typeof fetch;
  /** The address of a host, if it may be called. */
  lookup: (hostname: string) => Promise<string>;
  clock: Clock;
  random: Random;
}
