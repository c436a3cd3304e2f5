/** @module Whom a service sends to: mobile numbers of its countries, and no number that costs or cannot read. */
import { AppError } from "../errors.js";
import type { CountryCode, PhoneNumber } from "../phone.js";
import type { Service } from "../settings/service.js";

/**
 * The number, or a refusal. The country is the one the number belongs to within its calling code: a service that sends to
 * the United Kingdom does not by that send to Guernsey (+44 too), nor from the United States to Jamaica. `isSpared` is asked
 * only where the country would refuse.
 */
export async function refuseRecipient(
  phone: PhoneNumber,
  service: Pick<Service, "allowedCountries">,
  isSpared: (e164: string) => Promise<boolean>,
): Promise<{ e164: string; country: CountryCode }> {
  if (phone.ok) {
    if (!service.allowedCountries.includes(phone.country) && !(await isSpared(phone.e164)))
      throw new AppError("verification.country_blocked", { country: phone.country });
    return phone;
  }
  if (phone.reason === "not_mobile") {
    if (phone.type === "FIXED_LINE") throw new AppError("verification.landline");
    throw new AppError("verification.number_blocked", { type: phone.type ?? "unknown" });
  }
  throw new AppError("request.invalid", { parameter: "To", problem: problems[phone.reason] });
}

const problems = {
  not_a_number: "it is not a phone number",
  invalid: "it is not a valid phone number",
  retired_01x: "01X numbers were retired; 010 took their place",
} as const;
