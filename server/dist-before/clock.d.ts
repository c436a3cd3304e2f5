/** The time of this node. Expiry, leases and limits never use it: they use the database's `clock_timestamp()`. */
export type Clock = () => Date;
/** `n` bytes from a cryptographically secure generator. */
export type Random = (n: number) => Buffer;
export declare const systemClock: Clock;
/** The system's generator, asked for some thousand bytes at a time: identifiers take ten of them each. */
export declare const systemRandom: Random;
