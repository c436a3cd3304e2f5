import { type AcceptedRecipient, type Recipient } from "../../recipient.js";
import { type Action, type Step, StepFailed } from "../step.js";
export declare const sendCode: Action;
export declare const resendCode: Action;
/** Whom the flow's code is for. */
export declare function recipientOf({ flow, service }: Step): AcceptedRecipient;
/** A page never says that a text was sent where none can be. */
export declare function requireChannel({ deps }: Step, channel: "sms" | "email", field: string, typed?: StepFailed["typed"]): void;
export interface Delivery {
    recipient: Recipient;
    purpose: Parameters<Step["deps"]["fraudGuard"]["sendCode"]>[0]["purpose"];
    isKnownDevice: boolean;
    /** Where a failure is shown. */
    field: string;
    typed?: StepFailed["typed"];
}
/** Sends a code that is bound to this flow. One that is under way already is enough. */
export declare function deliver({ deps, visit, flow, inputs, service }: Step, { recipient, purpose, isKnownDevice, field, typed }: Delivery, binding?: string): Promise<void>;
