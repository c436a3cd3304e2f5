/** @module Sends a code to whoever is in front of a page or an app, under the rules against abuse. */
import type { Clock } from "../clock.js";
import type { Purpose } from "../codes.js";
import { AppError } from "../errors.js";
import { acceptRecipient, type Recipient } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import { purposes, waitAfter, waitsOf } from "../verify/purposes.js";
import type { Started } from "../verify/start-verification.js";
import type { Verifications } from "../verify/verifications.js";
import { findStanding, type StandingDependencies } from "./find-standing.js";
import { sendRules } from "./rules.js";
import { proofFor, type Visitor } from "./visitor.js";

export interface SendCodeRequest {
  service: Service;
  recipient: Recipient;
  purpose: Purpose;
  /** What else the code is bound to: see `StartRequest`. */
  binding?: string | undefined;
  /** Sends the code of this verification again. */
  verificationId?: string | undefined;
  visitor: Visitor;
  /** The solution of a challenge, as the page sent it. */
  altcha?: string | undefined;
  locale?: string | undefined;
  /** In place of the service's name. */
  brand?: string | undefined;
  nonce?: string | undefined;
}

export interface SentCode {
  verificationId: string;
  expiresInSeconds: number;
  /** Until the code may be sent again. */
  resendInSeconds: number;
  sendsLeft: number;
}

export interface SendCodeDependencies extends StandingDependencies {
  keyring: Keyring;
  clock: Clock;
  verifications: Pick<Verifications, "start" | "wasVerified">;
}

/** Throws what `startVerification` throws; failures that make one wait are told as such. */
export async function sendCode(
  { keyring, clock, limits, verifications }: SendCodeDependencies,
  request: SendCodeRequest,
): Promise<SentCode> {
  const { service, recipient, purpose, binding, verificationId, visitor, altcha, locale, brand, nonce } = request;
  // Its codes confirm payments, which a visitor does not name.
  if (service.psd2Enabled) throw new AppError("verification.payment_missing");
  const accepted = acceptRecipient(recipient);
  // Nobody should work for a recipient that is none.
  const proof = accepted && (await proofFor({ keyring, clock }, visitor, "send", altcha));
  const context = accepted && { keyring, service, visitor, recipient: accepted };
  const rules = context ? sendRules(context) : [];
  const rulesIfKnown = async () => {
    const standing = context && (await findStanding({ limits, verifications }, context));
    // On a page whoever asks could tell by the answer that the number has an account.
    const mayTell = visitor.key !== undefined || standing?.isFamiliar === true;
    return standing && mayTell ? sendRules(context, standing) : undefined;
  };
  try {
    const policy = { rules, rulesIfKnown, proof };
    const { device } = visitor;
    const text = { locale, brand };
    const request = { service, recipient, purpose, binding, resends: verificationId, text, nonce, policy, device };
    return toSentCode(await verifications.start(request), purpose, service);
  } catch (error) {
    // "Too many checks" says "start again" here, and that is just what has to wait.
    if (error instanceof AppError && error.code === "verification.too_many_checks")
      throw new AppError("limits.exceeded", error.facts);
    throw error;
  }
}

function toSentCode(started: Started, purpose: Purpose, service: Service): SentCode {
  const { sid, sends, sendsElsewhere, secondsSince = 0, extras, expiresAt } = started;
  const { maxSends } = purposes[purpose];
  const now = Date.parse(sends.at(-1)?.time ?? "") + secondsSince * 1000;
  const expiresInSeconds = Math.round((expiresAt.getTime() - now) / 1000);
  if (extras?.testNumber) return { verificationId: sid, expiresInSeconds, resendInSeconds: 0, sendsLeft: maxSends };
  const sendsToNumber = sends.length + sendsElsewhere;
  const sendsLeft = Math.max(maxSends - sendsToNumber, 0);
  const wait = Math.ceil(waitAfter(waitsOf(purpose, service), sendsToNumber) - secondsSince);
  return {
    verificationId: sid,
    expiresInSeconds,
    resendInSeconds: sendsLeft > 0 ? Math.min(Math.max(wait, 0), expiresInSeconds) : expiresInSeconds,
    sendsLeft,
  };
}
