/** @module The two sources of change that use cases take as arguments, so that tests can hold them still. */
import { randomBytes } from "node:crypto";

/** The time of this node. Expiry, leases and limits never use it: they use the database's `clock_timestamp()`. */
export type Clock = () => Date;

/** `n` bytes from a cryptographically secure generator. */
export type Random = (n: number) => Buffer;

export const systemClock: Clock = () => new Date();
export const systemRandom: Random = randomBytes;
