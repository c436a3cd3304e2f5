/** @module Whom a service sends to: mobile numbers of its countries, no number that costs or cannot read, and e-mail addresses. */
import type { EmailAddress } from "../email.js";
import { AppError } from "../errors.js";
import { type AcceptedRecipient, NO_COUNTRY, type Recipient } from "../recipient.js";
import type { Service } from "../services/service.js";

/**
 * The recipient, or a refusal. A number's country is the one it belongs to within its calling code: a service that sends to
 * the United Kingdom does not by that send to Guernsey (+44 too), nor from the United States to Jamaica. `isSpared` is asked
 * only where the country would refuse; `isBlocked` says the operator's word. An e-mail address has no country, and so none that a service would not send to.
 */
export async function refuseRecipient(
  recipient: Recipient,
  service: Pick<Service, "allowedCountries">,
  isSpared: (e164: string) => Promise<boolean>,
  isBlocked: (e164: string) => Promise<boolean>,
): Promise<AcceptedRecipient> {
  if (recipient.channel === "email") return refuseEmail(recipient.email);
  const { phone } = recipient;
  if (phone.ok) {
    if (!service.allowedCountries.includes(phone.country) && !(await isSpared(phone.e164)))
      throw new AppError("verification.country_blocked", { country: phone.country });
    if (await isBlocked(phone.e164)) throw new AppError("verification.recipient_blocked");
    return { channel: "sms", address: phone.e164, country: phone.country };
  }
  if (phone.reason === "not_mobile") {
    if (phone.type === "FIXED_LINE") throw new AppError("verification.landline");
    throw new AppError("verification.number_blocked", { type: phone.type ?? "unknown" });
  }
  throw new AppError("request.invalid", { parameter: "recipient", problem: phoneProblems[phone.reason] });
}

function refuseEmail(email: EmailAddress): AcceptedRecipient {
  if (email.ok) return { channel: "email", address: email.address, country: NO_COUNTRY };
  throw new AppError("request.invalid", { parameter: "recipient", problem: emailProblems[email.reason] });
}

const phoneProblems = {
  not_a_number: "it is not a phone number",
  invalid: "it is not a valid phone number",
  ambiguous: "it may be read as two numbers; write it as + and its country code",
  retired_01x: "01X numbers were retired; 010 took their place",
} as const;

const emailProblems = {
  not_an_address: "it is not an e-mail address",
  too_long: "it is longer than an e-mail address can be",
  no_domain: "its domain is not one that gets mail",
} as const;
