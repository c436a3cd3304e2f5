/** @module The entry of a connector's templates that fits a message: by what it is for, and by language. Pure. */
import type { Template } from "@munjigi/connectors/sms/contract";
import type { Purpose } from "../codes.js";
import type { Wording } from "./render-message.js";
export interface TemplateSubject {
    purpose: Purpose;
    wording: Wording;
}
export declare function findTemplate({ purpose, wording }: TemplateSubject, settings: unknown): Template | undefined;
/** Whether the vendor keeps the texts: then ours is not sent. */
export declare const keepsTexts: (settings: unknown) => boolean;
/**
 * The vendor's text for notices; the one of `Generic` will not do, since it tells a code. Of texts of ours there is none: they all hold
 * a code.
 */
export declare function findNoticeTemplate(settings: unknown, locale: string): Template | undefined;
