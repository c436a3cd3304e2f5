import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import { type Page, type PageRequest } from "../db/page.js";
import type { Rule } from "../limits/rule.js";
import type { Keyring } from "../secrets.js";
import { type Buckets } from "./buckets.js";
import { type RateLimit } from "./rate-limit.js";
export interface RateLimits {
    /**
     * The rules that the values of a start ask for, by limits at most a second old. Names that no limit has, and limits
     * without buckets, limit nothing.
     */
    rulesFor(serviceSid: string, values: ReadonlyMap<string, string>): Promise<Rule[]>;
    /** A page of a service's, newest first. */
    list(serviceSid: string, page: PageRequest): Promise<Page<RateLimit>>;
    /** Throws `rate_limit.not_found`. */
    fetch(serviceSid: string, sid: string): Promise<RateLimit>;
    /** It limits nothing until it has a bucket. Throws `service.not_found`, `rate_limit.name_invalid`, `.name_taken`, `.too_many`. */
    create(limit: Pick<RateLimit, "serviceSid" | "uniqueName" | "description">, by: Actor): Promise<RateLimit>;
    /** A description that is absent stays. The name stays always: callers know the limit by it. Throws `rate_limit.not_found`. */
    update(serviceSid: string, sid: string, description: string | undefined, by: Actor): Promise<RateLimit>;
    /** Its buckets go with it. Throws `rate_limit.not_found`. */
    delete(serviceSid: string, sid: string, by: Actor): Promise<void>;
    buckets: Buckets;
}
export interface RateLimitDependencies {
    sql: Database;
    keyring: Keyring;
    clock: Clock;
    random: Random;
}
export declare function createRateLimits({ sql, keyring, clock, random }: RateLimitDependencies): RateLimits;
