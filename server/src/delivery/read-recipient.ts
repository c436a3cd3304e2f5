/** @module A recipient as somebody wrote it, a number or an address, for what is not a verification. */
import { normalizeEmail } from "../email.js";
import { normalizePhone } from "../phone.js";

export interface TestRecipient {
  /** E.164, or an e-mail address. */
  to: string;
  channel: "sms" | "email";
  /** ISO 3166-1 alpha-2; `ZZ` of an address. */
  country: string;
}

/** Numbers without a country are Korean. `undefined`: it is neither a mobile number nor an address. */
export function readRecipient(text: string): TestRecipient | undefined {
  if (text.includes("@")) {
    const email = normalizeEmail(text);
    return email.ok ? { to: email.address, channel: "email", country: "ZZ" } : undefined;
  }
  const phone = normalizePhone(text, "KR");
  return phone.ok ? { to: phone.e164, channel: "sms", country: phone.country } : undefined;
}
