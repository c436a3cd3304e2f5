/** @module Asks the rules: what is to be counted for a request, or why it may not be. */
import type { Logger } from "pino";
import type { Random } from "../clock.js";
import type { Database } from "../db/open.js";
import type { Metrics } from "../metrics.js";
import { type Rule, type Take } from "./rule.js";
import type { Hit } from "./take.js";
export interface LimitDependencies {
    sql: Database;
    metrics: Metrics;
    log: Logger;
    random: Random;
}
export interface AdmissionRequest {
    rules: readonly Rule[];
    /** A proof of work came along. */
    solved: boolean;
    /** Asked only when a rule that spares the safe list would refuse. */
    isSafe?: (() => Promise<boolean>) | undefined;
    /** Asked only when a rule would refuse: the rules that hold instead, if whom the request is about is no stranger. */
    rulesIfKnown?: (() => Promise<readonly Rule[] | undefined>) | undefined;
}
/**
 * What the statement has to count. Throws `limits.exceeded` with the seconds to wait, and `limits.challenge_required`. It
 * only reads, so that a refusal writes nothing: the statement that counts decides.
 */
export declare function admit(dependencies: LimitDependencies, request: AdmissionRequest): Promise<Take[]>;
/**
 * After the statement: gives back what was counted for something that did not happen. A member that was known before was
 * not counted again, and nobody can tell from the hit: those rules keep theirs.
 */
export declare function giveBack(sql: Database, hits: readonly Hit[], takes: readonly Take[]): Promise<void>;
/**
 * Counts a request that no statement of its own follows. Throws what `admit` throws, and nothing is counted then. At most so
 * many pass, however many ask at once.
 */
export declare function admitAndCount(dependencies: LimitDependencies, rules: readonly Rule[]): Promise<void>;
