/**
 * @module What the public API and the pages have against abuse: limits on who may have how many codes sent and checked, proofs
 * of work, and a watch that raises alarms. The face of this room.
 */
import type { Logger } from "pino";
import type { Clock, Random } from "../clock.js";
import type { Actor, Expectation } from "../core.js";
import type { Job } from "../jobs/repeat.js";
import type { Limits } from "../limits/limits.js";
import type { Take } from "../limits/rule.js";
import type { Metrics } from "../metrics.js";
import type { Keyring } from "../secrets.js";
import type { Services } from "../services/services.js";
import type { Verification } from "../verify/verification.js";
import type { Lifted, Verifications } from "../verify/verifications.js";
import { type Challenge, createWork } from "./challenge.js";
import { type CheckCodeRequest, checkCode } from "./check-code.js";
import { type Alarmed, liftAlarm } from "./lift-alarm.js";
import { liftNumber } from "./lift-number.js";
import { type PasswordTry, passwordRules, type StepTry, stepRules } from "./password-rules.js";
import { type SendCodeRequest, type SentCode, sendCode } from "./send-code.js";
import { changeServiceLimits, type LimitChanges, type ServiceLimits, showServiceLimits } from "./service-limits.js";
import { type ShownAlarm, showAlarms } from "./show-alarms.js";
import { type Action, challengeScope, type Visitor } from "./visitor.js";
import { watchAbuse } from "./watch-abuse.js";

export interface FraudGuard {
  /** See `sendCode`. */
  sendCode(request: SendCodeRequest): Promise<SentCode>;
  /** See `checkCode`. */
  checkCode(request: CheckCodeRequest): Promise<Verification>;
  /** Counts a try of a password. Throws `limits.exceeded`. */
  admitPassword(request: PasswordTry): Promise<void>;
  /** Counts a step that sends nothing. Throws `limits.exceeded`. */
  admitStep(request: StepTry): Promise<void>;
  /** The same, to be counted by the statement that takes it (`limits/take.ts`). */
  countStep(request: StepTry): Take[];
  /** A proof of work for this visitor to do. */
  createChallenge(visitor: Visitor, action: Action): Promise<Challenge>;
  /** Throws `service.not_found`. */
  showLimits(serviceSid: string): Promise<ServiceLimits>;
  /** Throws `service.not_found`. */
  changeLimits(
    serviceSid: string,
    changes: LimitChanges,
    options: { by: Actor; expect: Expectation },
  ): Promise<ServiceLimits>;
  /** See `showAlarms`. */
  showAlarms(serviceSid: string): Promise<ShownAlarm[]>;
  /** Resolves to whether there was anything to take back. Throws `service.not_found`. */
  liftAlarm(serviceSid: string, alarmed: Alarmed, by: Actor): Promise<boolean>;
  /** See `liftNumber`. */
  liftNumber(serviceSid: string, recipient: string, by: Actor): Promise<Lifted>;
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

const WATCH_SECONDS = 10;

export function createFraudGuard(dependencies: FraudGuardDependencies): FraudGuard {
  const { services } = dependencies;
  return {
    sendCode: (request) => sendCode(dependencies, request),
    checkCode: (request) => checkCode(dependencies, request),
    admitPassword: (request) => dependencies.limits.admitAndCount(passwordRules({ ...dependencies, ...request })),
    admitStep: (request) => dependencies.limits.admitAndCount(stepRules({ ...dependencies, ...request })),
    countStep: (request) => dependencies.limits.presume(stepRules({ ...dependencies, ...request }), false),
    createChallenge: (visitor, action) => createWork(dependencies, challengeScope(visitor, action)),
    showLimits: (serviceSid) => showServiceLimits(services, serviceSid),
    changeLimits: (serviceSid, changes, options) => changeServiceLimits(services, serviceSid, changes, options),
    showAlarms: (serviceSid) => showAlarms(dependencies, serviceSid),
    liftAlarm: (serviceSid, alarmed, by) => liftAlarm(dependencies, serviceSid, alarmed, by),
    liftNumber: (serviceSid, recipient, by) => liftNumber(dependencies, serviceSid, recipient, by),
    jobs: [{ name: "watch abuse", seconds: WATCH_SECONDS, work: () => watchAbuse(dependencies) }],
  };
}
