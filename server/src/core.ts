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

/** Who did something, for the record of what happened. */
export interface Actor {
  /** An API key by its kind, a person, the server itself, or somebody nobody knows yet. */
  kind: "admin" | "account" | "secret" | "user" | "server" | "visitor";
  /** The key's or the user's identifier; `null` for the server and for visitors. */
  id: string | null;
  /** The request in which it was done. */
  requestId?: string | undefined;
}

/** Throws where what is there, read under the lock of its change, is not what whoever changes it has seen. */
export type Expectation = (current: { updatedAt: Date }) => void;

/** What happens by itself: the first start, work that repeats. */
export const theServer: Actor = { kind: "server", id: null };
