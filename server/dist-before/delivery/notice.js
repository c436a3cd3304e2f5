/** @module Notices: messages that are no codes. Their kinds, and what a caller may tell in one. Pure. */
import { isStorable } from "../text.js";
export const noticeKinds = [
    "phone_changed",
    "phone_added",
    "email_changed",
    "email_added",
    "identifier_removed",
    "password_changed",
    "new_device",
    "account_deleted",
];
export const removableIdentifiers = ["phone", "email", "username", "social"];
const DAY_SECONDS = 24 * 3600;
export const noticeKind = {
    phone_changed: { lifetimeSeconds: DAY_SECONDS, values: ["ending"] },
    phone_added: { lifetimeSeconds: DAY_SECONDS, values: ["ending"] },
    email_changed: { lifetimeSeconds: DAY_SECONDS, values: ["address"] },
    email_added: { lifetimeSeconds: DAY_SECONDS, values: ["address"] },
    identifier_removed: { lifetimeSeconds: DAY_SECONDS, values: ["identifier"] },
    password_changed: { lifetimeSeconds: DAY_SECONDS, values: [] },
    new_device: { lifetimeSeconds: DAY_SECONDS, values: ["device", "time"] },
    account_deleted: { lifetimeSeconds: DAY_SECONDS, values: [] },
};
const MAX_BRAND_LENGTH = 64;
const MAX_DEVICE_LENGTH = 40;
/** One line that a reader can see and PostgreSQL can hold. */
export function cleanLine(text, maxLength) {
    const line = text
        .toWellFormed()
        .replace(/\s+/g, " ")
        .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd\u2800]/gu, "")
        .trim();
    return [...line].slice(0, maxLength).join("").trim();
}
export const cleanBrand = (brand) => cleanLine(brand, MAX_BRAND_LENGTH);
/**
 * A browser says of itself what it likes, so a device's name must not become a link or an address in a message of ours, nor a
 * number to call.
 */
function cleanDevice(text) {
    const harmless = cleanLine(text, MAX_DEVICE_LENGTH * 4)
        .replace(/\S*@\S*/g, " ")
        .replace(/[:/\\<>]+|\.(?=[^\s\d])/g, " ")
        .replace(/\d(?:[\s().-]*\d){6,}/g, " ");
    return cleanLine(harmless, MAX_DEVICE_LENGTH);
}
/** `undefined`: there is nothing to tell. */
const readers = {
    ending: (text) => /\d{2}$/.exec(text.replace(/\D/g, ""))?.[0],
    address(text) {
        const [, name, domain, top] = /^([^@\s])[^@\s]*@([^@\s.])[^@\s]*(\.[^@\s.]+)$/u.exec(cleanLine(text, 320)) ?? [];
        return name && `${name}•••@${domain}•••${top}`;
    },
    identifier: (text) => removableIdentifiers.find((one) => one === text),
    device: (text) => cleanDevice(text) || undefined,
    time(text) {
        const ms = Date.parse(text);
        return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
    },
};
/** Of what was given that which this kind tells, cleaned. Never throws: a notice must not undo what it is about. */
export function cleanValues(kind, given) {
    const entries = noticeKind[kind].values.flatMap((name) => {
        const text = given[name];
        const value = typeof text === "string" && isStorable(text) ? readers[name](text) : undefined;
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(entries);
}
//# sourceMappingURL=notice.js.map