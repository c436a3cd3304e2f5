/** @module Verifications: one code for one recipient, purpose and binding. The face of this room. */
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Job } from "../jobs/repeat.js";
import type { Refusals } from "../refusals/refusals.js";
import { firstSid } from "../sid.js";
import { type CheckDependencies, type CheckRequest, checkVerification } from "./check-verification.js";
import { type Conversion, selectConversions } from "./conversion-store.js";
import { endVerification } from "./end-verification.js";
import { fetchVerification } from "./fetch-verification.js";
import { createJoinStarts } from "./join-starts.js";
import { type Lifted, type LiftRequest, liftNumber } from "./lift-number.js";
import { noteRefusal } from "./note-refusal.js";
import type { StartRequest } from "./start-request.js";
import { type StartDependencies, type Started, startVerification } from "./start-verification.js";
import { sweepExpired, sweepRecipients } from "./sweep-verifications.js";
import {
  type CheckCounts,
  type ConversionCounts,
  forgetRecipients,
  hasApproved,
  selectCheckCounts,
  selectConversionCounts,
} from "./upkeep-store.js";
import type { CheckSubject, Verification } from "./verification.js";

export type { Conversion, Lifted };

export interface Verifications {
  /** Sends a code: a new one, or the live one again. See `startVerification`. */
  start(request: StartRequest): Promise<Started>;
  /** The verification after one try: approved, or still pending. See `checkVerification`. */
  check(request: CheckRequest): Promise<Verification>;
  /** Ends a pending one by the caller's word. Throws `verification.not_found` with the reason. */
  end(subject: CheckSubject, status: "approved" | "canceled"): Promise<Verification>;
  /** See `liftNumber`. */
  lift(request: LiftRequest, by: Actor): Promise<Lifted>;
  /** A pending, canceled or locked one; approved and expired ones are `verification.not_found`, as with Twilio. */
  fetch(subject: CheckSubject): Promise<Verification>;
  /** Whether a code of the service was accepted for this recipient, as long as recipients are kept. */
  wasVerified(serviceSid: string, recipient: string): Promise<boolean>;
  /**
   * Empties what is kept of numbers and addresses that no account has any more; a code that can still be checked is emptied when it is
   * over. Resolves to the bindings of those that were emptied.
   */
  forgetRecipients(tx: Database, addresses: readonly string[]): Promise<string[]>;
  /** What a watch over abuse looks at: how the verifications of visitors end. */
  countChecks(): Promise<CheckCounts[]>;
  countConversions(): Promise<ConversionCounts[]>;
  /** How many codes of each service, or of this one, were begun in a time, and used. */
  measureConversion(time: { from: Date; until: Date }, serviceSid?: string): Promise<Conversion[]>;
  /** What every process repeats. */
  jobs: readonly Job[];
}

export interface VerificationDependencies extends Omit<StartDependencies, "joinStarts" | "limits">, CheckDependencies {
  refusals: Pick<Refusals, "note" | "nameOf">;
  limits: StartDependencies["limits"] & CheckDependencies["limits"];
  /** How long numbers and addresses are kept. */
  retentionDays: number;
}

/** Seconds between two sweeps; a verification shows as expired within twice as long. */
const EXPIRY_SECONDS = 4;
const RETENTION_SECONDS = 3600;

export function createVerifications(dependencies: VerificationDependencies): Verifications {
  const { sql, retentionDays } = dependencies;
  const starting: StartDependencies = { ...dependencies, joinStarts: createJoinStarts() };
  return {
    start: (request) =>
      startVerification(starting, request).catch((error: unknown) => {
        noteRefusal(dependencies.refusals, request, error);
        throw error;
      }),
    check: (request) => checkVerification(dependencies, request),
    end: (subject, status) => endVerification(sql, subject, status),
    lift: (request, by) => liftNumber(dependencies, request, by),
    fetch: (subject) => fetchVerification(sql, subject),
    wasVerified: (serviceSid, recipient) => hasApproved(sql, serviceSid, recipient),
    forgetRecipients: (tx, addresses) => forgetRecipients(tx, addresses),
    countChecks: () => selectCheckCounts(sql),
    countConversions: () => selectConversionCounts(sql),
    measureConversion: ({ from, until }, serviceSid) =>
      selectConversions(sql, { from: firstSid("VE", from), until: firstSid("VE", until), serviceSid }),
    jobs: [
      { name: "expire verifications", seconds: EXPIRY_SECONDS, work: () => sweepExpired(sql) },
      { name: "empty recipients", seconds: RETENTION_SECONDS, work: () => sweepRecipients(sql, retentionDays) },
    ],
  };
}
