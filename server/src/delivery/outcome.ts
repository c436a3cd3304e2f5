/** @module A message in the hands of this process, and what became of it: what the rules, the try and the SQL have in common. */
import type { PriceClass } from "./price-class.js";
import type { RenderableCode, RenderableNotice } from "./render-message.js";
import type { FailedTry } from "./schema.js";

/** The lease of a worker. One that dies gives its messages back after this long. */
export const LEASE_SECONDS = 15;
/** A code with less life than this is of no use to somebody who still has to receive and type it. */
export const MIN_LIFE_SECONDS = 60;

/** What a message is written from. */
export type WritableRow = WritableCode | WritableNotice;
export type WritableCode = RenderableCode & OnItsWay;
export type WritableNotice = RenderableNotice & OnItsWay;

interface OnItsWay {
  sid: string;
  channel: string;
  /** How long the code or notice still lives. */
  secondsLeft: number;
}

/** A message in the hands of this process. */
export type LeasedMessage = WritableRow & EarlierTries;

/** What has become of it so far. */
export interface EarlierTries {
  /** The fencing number. */
  tries: number;
  /** Earlier tries that may or may not have sent a text. */
  unknownOutcomes: number;
  /** Earlier tries that failed. */
  failures: readonly FailedTry[] | null;
  /** How long it has waited, in milliseconds. */
  ageMs: number;
  /** Why it must not be sent after all; the row is already `failed` then. */
  deadBecause: "not_needed" | "expired" | "unknown" | null;
}

/** What became of one try at a message. */
export interface Outcome {
  sid: string;
  tries: number;
  status: "sent" | "failed" | "queued";
  connector: string | null;
  connectorId: string | null;
  vendorMessageId: string | null;
  parts: number | null;
  price: string | null;
  currency: string | null;
  /** Of a message that was taken: see `priceClassOf`. */
  priceClass: PriceClass | null;
  errorClass: string | null;
  errorCode: string | null;
  /** The try that failed, if this was one. */
  failure: FailedTry | null;
  /** For `queued`: when to try again; negative for what has been due all the while. */
  delayMs: number;
  /** For `sent`: when to ask the vendor what became of it. */
  askDelayMs: number | null;
  /** 1 if this try may or may not have sent a text. */
  unknown: 0 | 1;
}
