import type { NoticeKind, NoticeValues } from "./notice.js";
/** What a notice is written from. */
export interface NoticeText {
    kind: NoticeKind;
    locale: string;
    brand: string;
    values: NoticeValues;
}
export declare function composeNotice(notice: NoticeText, to: {
    channel: string;
    country: string;
}): string;
/** The subject of a notice by e-mail. */
export declare function composeNoticeSubject({ kind, locale, brand }: NoticeText): string;
