/** @module Writes the text of a message from its verification or notice, at the moment it is needed. */
import { type Payment, type Purpose } from "../codes.js";
import { type Keyring } from "../secrets.js";
import type { ChosenText } from "../templates/template.js";
import { type NoticeText } from "./compose-notice.js";
/** What a text needs besides the code: kept with the verification from its start. */
export interface Wording {
    locale: string;
    brand: string;
    doNotShare?: true;
    appHash?: string;
    /** The host of the page that may read the code. */
    webOtpHost?: string;
    /** What the code confirms. */
    payment?: Payment;
    /** A text other than the ordinary one; goes with the recipient. */
    template?: ChosenText;
    /** The service's language, where the request asked for another. */
    serviceLocale?: string;
    /** What the code is derived from, where a resend has changed it; otherwise the verification's identifier. */
    codeSeed?: string;
}
/** What a text is written from. */
export type RenderableRow = RenderableCode | RenderableNotice;
interface Addressed {
    recipient: string;
    country: string;
}
export interface RenderableNotice extends Addressed {
    channel: string;
    notice: NoticeText;
}
export interface RenderableCode extends Addressed {
    notice?: null;
    verificationSid: string;
    purpose: Purpose;
    keyId: string;
    codeLength: number;
    /** The caller chose the code… */
    callerCode: boolean;
    /** …and this is it, encrypted, until the verification is over. */
    customCode: string | null;
    wording: Wording;
}
export interface RenderedMessage {
    body: string;
    /** `null` in a notice, which has none, and once a code that the caller had chosen is forgotten, or `MUNJIGI_SECRET_KEY` has lost the key it came from. */
    code: string | null;
}
/** A connector's own words, and how many minutes the code has left. */
export interface OwnWords {
    content: string | undefined;
    minutes: number;
}
export declare function renderMessage(keyring: Keyring, row: RenderableRow): RenderedMessage;
export declare function renderCode(keyring: Keyring, row: RenderableCode, own?: OwnWords): RenderedMessage;
export {};
