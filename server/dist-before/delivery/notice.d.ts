export declare const noticeKinds: readonly ["phone_changed", "phone_added", "email_changed", "email_added", "identifier_removed", "password_changed", "new_device", "account_deleted"];
export type NoticeKind = (typeof noticeKinds)[number];
export declare const removableIdentifiers: readonly ["phone", "email", "username", "social"];
/** What a text may tell besides brand and kind. Whatever is given, no whole number or address is kept of it. */
export interface NoticeValues {
    /** Of a number: the last two digits are kept. */
    ending?: string;
    /** An e-mail address, kept as `k•••@e•••.com`: its owner knows it, and nobody can write to it or tap on it. */
    address?: string;
    /** What was removed. */
    identifier?: (typeof removableIdentifiers)[number];
    /** As a person calls it: "Chrome, Windows". */
    device?: string;
    /** ISO 8601. */
    time?: string;
}
/** The values that each kind tells. */
interface ValuesOf {
    phone_changed: Required<Pick<NoticeValues, "ending">>;
    phone_added: Required<Pick<NoticeValues, "ending">>;
    email_changed: Required<Pick<NoticeValues, "address">>;
    email_added: Required<Pick<NoticeValues, "address">>;
    identifier_removed: Required<Pick<NoticeValues, "identifier">>;
    password_changed: Record<never, never>;
    new_device: Pick<NoticeValues, "device" | "time">;
    account_deleted: Record<never, never>;
}
/** What a notice says: its kind, with the values of that kind. */
export type NoticeContent = {
    [Kind in NoticeKind]: {
        kind: Kind;
        values: ValuesOf[Kind];
    };
}[NoticeKind];
/** A notice about to be made. */
export interface NewNotice {
    sid: string;
    serviceSid: string;
    recipient: string;
    country: string;
    channel: string;
    kind: NoticeKind;
    locale: string;
    brand: string;
    values: NoticeValues;
    lifetimeSeconds: number;
}
interface KindRow {
    /** For so long it is tried; then it would be no news. */
    lifetimeSeconds: number;
    values: readonly (keyof NoticeValues)[];
}
export declare const noticeKind: Readonly<Record<NoticeKind, KindRow>>;
/** One line that a reader can see and PostgreSQL can hold. */
export declare function cleanLine(text: string, maxLength: number): string;
export declare const cleanBrand: (brand: string) => string;
/** Of what was given that which this kind tells, cleaned. Never throws: a notice must not undo what it is about. */
export declare function cleanValues(kind: NoticeKind, given: Readonly<Record<string, unknown>>): NoticeValues;
export {};
