/** @module The row of a verification that is about to be started: its identifier, its code's hashes, its words. */
import type { Clock, Random } from "../clock.js";
import { type Payment } from "../codes.js";
import type { AcceptedRecipient } from "../recipient.js";
import { type Keyring } from "../secrets.js";
import type { ChosenTemplate } from "../templates/choose-template.js";
import type { VerificationExtras } from "./schema.js";
import type { StartRequest } from "./start-request.js";
import type { NewVerification } from "./start-store.js";
export interface BuildDependencies {
    keyring: Keyring;
    clock: Clock;
    random: Random;
}
/** What the start has found out about a request. */
export interface Findings {
    recipient: AcceptedRecipient;
    /** The code that the configuration gives this number, which then gets no text. */
    testCode: string | undefined;
    /** A text other than the ordinary one. */
    template: ChosenTemplate | undefined;
}
export declare function buildVerification({ keyring, clock, random }: BuildDependencies, request: StartRequest, { recipient, testCode, template }: Findings): NewVerification;
/**
 * The code of this row as another one for the verification that is live: what its text is written from, and the hash by that
 * one's name. The row's own hashes stay, because the live verification may be over by the time of the statement, and then the
 * row is inserted under its own name.
 */
export declare function renewCode(keyring: Keyring, row: NewVerification, liveSid: string): {
    row: {
        serviceSid: string;
        recipient: string;
        purpose: import("../codes.js").Purpose;
        binding: string;
        sid: string;
        messageSid: string;
        country: string;
        channel: string;
        keyId: string;
        codeLength: number;
        codeMac: string;
        codeMacBySid: string;
        limitKey: string;
        callerCode: boolean;
        customCode: string | null;
        tags: Record<string, string> | null;
        extras: VerificationExtras | null;
        ttlSeconds: number;
        wording: {
            locale: string;
            brand: string;
            doNotShare?: true;
            appHash?: string;
            webOtpHost?: string;
            payment?: Payment;
            template?: import("../templates/template.js").ChosenText;
            serviceLocale?: string;
            codeSeed: string;
        };
    };
    renewedMacBySid: string;
};
/** The language of a text: the request's, else the service's, else the recipient's country decides. */
export declare const localeOf: ({ service, text }: StartRequest, country: string) => string;
