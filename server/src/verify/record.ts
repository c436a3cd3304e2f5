/** @module What is left of a verification, to administrators: whom it was for, by which connector, how it ended. */
import type { Purpose } from "../codes.js";
import type { SendAttempt, VerificationStatus } from "./schema.js";

export const recordStatuses = [
  "pending",
  "approved",
  "canceled",
  "max_attempts_reached",
  "expired",
] as const satisfies readonly VerificationStatus[];

export interface VerificationRecord {
  sid: string;
  serviceSid: string;
  /** `null` once retention has emptied it. */
  recipient: string | null;
  /** ISO 3166-1 alpha-2, or `NO_COUNTRY`. */
  country: string;
  purpose: Purpose;
  channel: string;
  /** As of now: a code whose time is up is expired, whether the sweep has been there or not. */
  status: VerificationStatus;
  sends: SendAttempt[];
  /** Codes that were tried, the right one too. */
  checks: number;
  isTest: boolean;
  /** The kind of connector that had the last send, and which one. */
  connector: string | null;
  connectorId: string | null;
  createdAt: Date;
  expiresAt: Date;
  /** When it was over, or locked; `null`: it is neither. */
  endedAt: Date | null;
}

/** Wrong codes. */
export const wrongChecksOf = ({ status, checks }: VerificationRecord): number =>
  Math.max(0, status === "approved" ? checks - 1 : checks);
