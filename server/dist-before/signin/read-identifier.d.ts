/** @module What somebody typed to say who they are. Pure. */
import type { IdentifierType } from "../experience/experience.js";
import { type AcceptedRecipient, type Recipient } from "../recipient.js";
import type { Service } from "../services/service.js";
import { type Inputs } from "./step.js";
export type GivenIdentifier = {
    kind: "phone" | "email";
    recipient: Recipient;
    accepted: AcceptedRecipient;
    value: string;
} | {
    kind: "username";
    value: string;
};
/** As much of what was typed as can be kept and shown again. */
export declare const toShown: (text: string) => string;
/** Which of the fields was filled; the first of `kinds` if none was. */
export declare function kindOfInputs(inputs: Inputs, kinds: readonly IdentifierType[]): IdentifierType;
/** Throws `StepFailed` with the field's name. */
export declare function readIdentifier(kind: IdentifierType, inputs: Inputs, { defaultCountry, allowedCountries }: Pick<Service, "defaultCountry" | "allowedCountries">): GivenIdentifier;
