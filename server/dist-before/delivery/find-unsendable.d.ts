import type { Payment } from "../codes.js";
import type { ReadyConnector } from "../connectors/ready-connector.js";
import { type TemplateSubject } from "./find-template.js";
/** The part of a message that is to blame, and why. */
export interface UnsendablePart {
    parameter: keyof Payment | "substitutions" | "template" | "customCode";
    problem: string;
}
export interface SendableSubject extends TemplateSubject {
    country: string;
    codeLength: number;
    /** The caller chose the code. */
    callerCode: boolean;
}
/**
 * `undefined`: it can be sent. Only where the caller gave more than a brand: our own words are shortened until they fit. `ready`: the
 * connector that is to send it.
 */
export declare function findUnsendable(message: SendableSubject, ready: Pick<ReadyConnector, "connector" | "settings">): UnsendablePart | undefined;
/** What a text may have in the vendor's charset; Korean vendors send long ones where the settings allow it. */
export declare function maxBytesOf({ connector: { limits }, settings, }: Pick<ReadyConnector, "connector" | "settings">): number;
