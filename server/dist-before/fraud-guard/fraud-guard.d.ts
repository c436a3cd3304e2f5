/**
 * @module What the public API and the pages have against abuse: limits on who may have how many codes sent and checked, proofs
 * of work, and a watch that raises alarms. The face of this room.
 */
import type { Logger } from "pino";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import type { Job } from "../jobs/repeat.js";
import type { Limits } from "../limits/limits.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Verification } from "../verify/verification.js";
import type { Verifications } from "../verify/verifications.js";
import { type Challenge } from "./challenge.js";
import { type CheckCodeRequest } from "./check-code.js";
import { type Alarmed } from "./lift-alarm.js";
import { type PasswordTry } from "./password-rules.js";
import { type SendCodeRequest, type SentCode } from "./send-code.js";
import { type LimitChanges, type ServiceLimits } from "./service-limits.js";
import { type Action, type Visitor } from "./visitor.js";
export interface FraudGuard {
    /** See `sendCode`. */
    sendCode(request: SendCodeRequest): Promise<SentCode>;
    /** See `checkCode`. */
    checkCode(request: CheckCodeRequest): Promise<Verification>;
    /** Counts a try of a password. Throws `limits.exceeded`. */
    admitPassword(request: PasswordTry): Promise<void>;
    /** A proof of work for this visitor to do. */
    createChallenge(visitor: Visitor, action: Action): Promise<Challenge>;
    /** Throws `service.not_found`. */
    showLimits(serviceSid: string): Promise<ServiceLimits>;
    /** Throws `service.not_found`. */
    changeLimits(serviceSid: string, changes: LimitChanges, by: Actor): Promise<ServiceLimits>;
    /** Resolves to whether there was anything to take back. Throws `service.not_found`. */
    liftAlarm(serviceSid: string, alarmed: Alarmed, by: Actor): Promise<boolean>;
    /** What every process repeats. */
    jobs: readonly Job[];
}
export interface FraudGuardDependencies {
    keyring: Keyring;
    clock: Clock;
    random: Random;
    metrics: Metrics;
    log: Logger;
    limits: Limits;
    services: Services;
    verifications: Verifications;
}
export declare function createFraudGuard(dependencies: FraudGuardDependencies): FraudGuard;
