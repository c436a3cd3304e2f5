/**
 * @module Looks at how sends and checks end, and raises alarms: texts that nobody uses (somebody earns by them), codes that
 * nobody knows (somebody guesses). Every process looks; an alarm that is up already stays as it is.
 */
import type { Logger } from "pino";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Verifications } from "../verify/verifications.js";
export interface WatchDependencies {
    keyring: Keyring;
    services: Pick<Services, "find">;
    limits: Pick<Limits, "block" | "challenge">;
    verifications: Pick<Verifications, "countChecks" | "countConversions">;
    metrics: Metrics;
    log: Logger;
}
export declare function watchAbuse(dependencies: WatchDependencies): Promise<void>;
