/** @module Checks a code for a page or an app, and vouches for the number. */
import type { ClientAddress } from "../client-address.js";
import { AppError } from "../errors.js";
import { forgetNeighbour } from "../limits/admit.js";
import type { CountryCode } from "../phone.js";
import type { Service } from "../services/service.js";
import { type CheckDependencies, checkVerification } from "../verify/check-verification.js";
import type { CheckSubject, Verification } from "../verify/verification.js";
import { type Challenged, proofFor } from "./challenge-scope.js";
import { checkRules, prefixKey } from "./rules.js";

export interface CheckCodeDependencies extends CheckDependencies {
  /** Signs what was verified: see `signVerificationToken`. */
  signToken: (verification: Verification) => Promise<string>;
}

export interface CheckCodeRequest extends Challenged {
  service: Service;
  phone: { e164: string; country: CountryCode };
  address: ClientAddress | undefined;
  code: string;
  /** Binds the check to this verification. */
  verificationId: string | undefined;
}

/** The verification token. Throws `verification.wrong_code`, `.already_approved` and what `checkVerification` throws. */
export async function checkCode(dependencies: CheckCodeDependencies, request: CheckCodeRequest): Promise<string> {
  const { service, phone, code, verificationId } = request;
  const proof = await proofFor(dependencies, request, "check");
  const checked = await checkVerification(dependencies, {
    subject: subjectOf(request),
    code,
    proof,
    rules: checkRules({ ...dependencies, ...request }, verificationId !== undefined),
    tellsUsedUp: true,
  });
  if (checked.status !== "approved") throw new AppError("verification.wrong_code");
  await forgetNeighbour(dependencies.sql, prefixKey({ ...dependencies, service, phone }), phone.e164.slice(-4));
  return await dependencies.signToken(checked);
}

function subjectOf({ service, phone, verificationId }: CheckCodeRequest): CheckSubject {
  const purpose = "public";
  return verificationId !== undefined
    ? { by: "sid", sid: verificationId, serviceSid: service.sid, purpose, recipient: phone.e164 }
    : { by: "target", target: { serviceSid: service.sid, recipient: phone.e164, purpose, binding: "" } };
}
