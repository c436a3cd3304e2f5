/** @module Checks the code that whoever is in front of a page or an app has entered, under the rules against abuse. */
import type { Clock } from "../clock.js";
import type { Purpose } from "../codes.js";
import { AppError } from "../errors.js";
import type { AcceptedRecipient } from "../recipient.js";
import type { Keyring } from "../secrets.js";
import type { Service } from "../services/service.js";
import type { CheckRequest } from "../verify/check-verification.js";
import type { TriedSubject, Verification } from "../verify/verification.js";
import type { Verifications } from "../verify/verifications.js";
import { checkRules, familiarKey, networkPrefixKey, prefixKey } from "./rules.js";
import { proofFor, type Visitor } from "./visitor.js";

export interface CheckCodeRequest {
  service: Service;
  recipient: AcceptedRecipient;
  purpose: Purpose;
  /** What the code was bound to when it was sent; absent: any code of the recipient's will do. */
  binding?: string | undefined;
  visitor: Visitor;
  /** The solution of a challenge, as the page sent it. */
  altcha?: string | undefined;
  code: string;
  /** Ties the check to this verification: the caller knows more than the recipient. */
  verificationId?: string | undefined;
  /** See `CheckRequest`. */
  onApproved?: CheckRequest["onApproved"];
}

export interface CheckCodeDependencies {
  keyring: Keyring;
  clock: Clock;
  verifications: Pick<Verifications, "check">;
}

/** The approved verification. Throws `verification.wrong_code`, `.already_approved` and what `checkVerification` throws. */
export async function checkCode(
  { keyring, clock, verifications }: CheckCodeDependencies,
  request: CheckCodeRequest,
): Promise<Verification> {
  const { service, recipient, visitor, altcha, code, verificationId, binding, onApproved } = request;
  const proof = await proofFor({ keyring, clock }, visitor, "check", altcha);
  const context = { keyring, service, visitor, recipient };
  const rules = checkRules(context, verificationId !== undefined || binding !== undefined);
  const { address } = recipient;
  const keys = () => [prefixKey(context, address), networkPrefixKey(context, address)];
  const success = {
    neighbour: recipient.channel === "sms" ? { keys: keys(), member: address.slice(-4) } : undefined,
    remember: familiarKey(context),
  };
  const checked = await verifications.check({ subject: subjectOf(request), code, proof, rules, success, onApproved });
  if (checked.status !== "approved") throw new AppError("verification.wrong_code");
  return checked;
}

function subjectOf({ service, recipient, purpose, binding, verificationId }: CheckCodeRequest): TriedSubject {
  const named = { serviceSid: service.sid, recipient: recipient.address, purpose };
  if (verificationId !== undefined) return { by: "sid", sid: verificationId, ...named };
  return binding === undefined ? { by: "recipient", ...named } : { by: "target", target: { ...named, binding } };
}
