/** @module Sends a code for a page or an app. */

import type { PublishableKey } from "../api-keys/api-key.js";
import type { ClientAddress } from "../client-address.js";
import { AppError } from "../errors.js";
import type { PhoneNumber } from "../phone.js";
import type { Service } from "../services/service.js";
import { type StartDependencies, startVerification } from "../verify/start-verification.js";
import { MOST_SENDS, type Verification } from "../verify/verification.js";
import { type Challenged, proofFor } from "./challenge-scope.js";
import { RESEND_WAITS } from "./limits.js";
import { sendRules } from "./rules.js";

export interface SendRequest extends Challenged {
  key: PublishableKey;
  service: Service;
  phone: PhoneNumber;
  address: ClientAddress | undefined;
  locale: string | undefined;
  nonce: string | undefined;
}

export interface SentCode {
  verificationId: string;
  expiresInSeconds: number;
  /** Until the code may be sent again. */
  resendInSeconds: number;
  sendsLeft: number;
}

/** Throws what `startVerification` throws; failures that make one wait are told as such. */
export async function sendCode(dependencies: StartDependencies, request: SendRequest): Promise<SentCode> {
  const { key, service, phone, address, locale, nonce } = request;
  // Its codes confirm payments, which this API knows nothing of.
  if (service.psd2Enabled) throw new AppError("verification.payment_missing");
  const waits = service.resendWaits ?? RESEND_WAITS;
  // Nobody should work for a number that is none.
  const proof = phone.ok ? await proofFor(dependencies, request, "send") : undefined;
  const rules = phone.ok ? sendRules({ ...dependencies, service, key, phone, address }) : [];
  try {
    const verification = await startVerification(dependencies, {
      service,
      recipient: { channel: "sms", phone },
      purpose: "public",
      binding: "",
      locale,
      nonce,
      waits,
      rules,
      proof,
      restartsLocked: true,
    });
    return describe(verification, waits);
  } catch (error) {
    // "Too many checks" says "start again" here, and that is just what has to wait.
    if (error instanceof AppError && error.code === "verification.too_many_checks")
      throw new AppError("limits.exceeded", error.facts);
    throw error;
  }
}

function describe({ sid, sends, extras, expiresAt, updatedAt }: Verification, waits: readonly number[]): SentCode {
  const expiresInSeconds = Math.round((expiresAt.getTime() - updatedAt.getTime()) / 1000);
  if (extras?.testNumber) return { verificationId: sid, expiresInSeconds, resendInSeconds: 0, sendsLeft: MOST_SENDS };
  const sendsLeft = Math.max(MOST_SENDS - sends.length, 0);
  const wait = waits[Math.min(sends.length, waits.length) - 1] ?? 0;
  return {
    verificationId: sid,
    expiresInSeconds,
    resendInSeconds: sendsLeft > 0 ? Math.min(wait, expiresInSeconds) : expiresInSeconds,
    sendsLeft,
  };
}
