/** @module What a caller says to start a verification. */
import type { Payment, Purpose } from "../codes.js";
import type { Rule } from "../limits/rule.js";
import type { Proof } from "../limits/take.js";
import type { Recipient } from "../recipient.js";
import type { Service } from "../services/service.js";
import type { Substitutions, TemplateChoice } from "../templates/template.js";
export interface StartRequest {
    service: Service;
    recipient: Recipient;
    /** Says what the code may do: see `purposes.ts`. */
    purpose: Purpose;
    /** What else the code is bound to, a flow for example; empty for nothing. Absent: to this start, which no other one shares. */
    binding?: string | undefined;
    /** Whose wrong codes count together, beside others about the same recipient: a browser that its owner is known by. */
    device?: string | undefined;
    /** Sends the code of this verification again, if it still has one. A binding goes before it. */
    resends?: string | undefined;
    /** When the request arrived, by `performance.now()`; absent: now. */
    arrivedAt?: number;
    /** What the message says that the service does not. */
    text?: TextRequest;
    /** Limits of the caller's own. */
    policy?: StartPolicy | undefined;
    /** Kept with the verification and shown with it. */
    tags?: Record<string, string> | undefined;
    /** What the code confirms (PSD2). */
    payment?: Payment | undefined;
    /** Comes back in the token of what was verified. */
    nonce?: string | undefined;
}
export interface TextRequest {
    /** BCP 47; absent: see `localeOf`. */
    locale?: string | undefined;
    /** Replaces the service's name in this text. */
    brand?: string | undefined;
    /** A code of the caller's own; ignored unless the service allows it. */
    customCode?: string | undefined;
    /** For the text's last line; an e-mail has none. */
    appHash?: string | undefined;
    /** Texts other than the service's: the first one that can be filled is taken. */
    templates?: readonly TemplateChoice[] | undefined;
    /** Fill the template that is the service's default. */
    substitutions?: Substitutions | undefined;
}
export interface StartPolicy {
    /** Counted with the start, in its statement. */
    rules?: readonly Rule[] | undefined;
    /** Asked where one of them would refuse: those that hold if the recipient is no stranger. */
    rulesIfKnown?: (() => Promise<readonly Rule[] | undefined>) | undefined;
    /** The proof of work that came along. */
    proof?: Proof | undefined;
    /** Sends to numbers of any country; the caller answers for it. */
    anyCountry?: boolean;
}
