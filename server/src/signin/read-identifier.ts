/** @module What somebody typed to say who they are. Pure. */
import type { IdentifierType } from "../experience/experience.js";
import { isCountry } from "../phone.js";
import { type AcceptedRecipient, acceptRecipient, type Recipient, readRecipient } from "../recipient.js";
import type { Service } from "../services/service.js";
import { readUsername } from "../users/read-identifier-value.js";
import { type Inputs, StepFailed } from "./step.js";

export type GivenIdentifier =
  | { kind: "phone" | "email"; recipient: Recipient; accepted: AcceptedRecipient; value: string }
  | { kind: "username"; value: string };

const NUMBER_PROBLEMS = {
  not_a_number: "sign_in.number_unreadable",
  invalid: "sign_in.number_unreadable",
  ambiguous: "sign_in.number_ambiguous",
  not_mobile: "sign_in.number_not_mobile",
  retired_01x: "sign_in.number_retired",
} as const;

/** As much of what was typed as can be kept and shown again. */
export const toShown = (text: string): string => [...text.slice(0, 4096).replace(/\p{C}/gu, "")].slice(0, 254).join("");

/** The country chosen beside the number, if it can be one. */
export const askedCountry = ({ country = "" }: Inputs): string | undefined =>
  /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : undefined;

/** Which of the fields was filled; the first of `kinds` if none was. */
export function kindOfInputs(inputs: Inputs, kinds: readonly IdentifierType[]): IdentifierType {
  return kinds.find((kind) => inputs[kind]?.trim()) ?? kinds.find((kind) => kind in inputs) ?? kinds[0] ?? "phone";
}

/** Throws `StepFailed` with the field's name. */
export function readIdentifier(
  kind: IdentifierType,
  inputs: Inputs,
  { defaultCountry, allowedCountries }: Pick<Service, "defaultCountry" | "allowedCountries">,
): GivenIdentifier {
  const text = inputs[kind] ?? "";
  const typed = { text: toShown(text), country: askedCountry(inputs) };
  const fail = (code: ConstructorParameters<typeof StepFailed>[0]) => new StepFailed(code, { field: kind, typed });
  if (kind === "username") {
    const value = readUsername(text);
    if (value === undefined) throw fail("sign_in.username_unreadable");
    return { kind, value };
  }
  if (kind === "phone" && text.trim() === "") throw fail("sign_in.number_missing");
  const asked = askedCountry(inputs) ?? "";
  const country = isCountry(asked) && allowedCountries.includes(asked) ? asked : defaultCountry;
  const recipient = readRecipient(text, kind === "phone" ? "sms" : "email", country);
  const accepted = acceptRecipient(recipient);
  if (accepted) return { kind, recipient, accepted, value: accepted.address };
  if (recipient.channel === "email" || recipient.phone.ok) throw fail("sign_in.email_unreadable");
  throw fail(NUMBER_PROBLEMS[recipient.phone.reason]);
}
