export type EmailAddress = {
    ok: true;
    /** `local@domain`, lower-case, the domain in ASCII (IDNA): at most 254 characters. */
    address: string;
} | {
    ok: false;
    reason: "not_an_address" | "too_long" | "no_domain";
};
/**
 * Reads an address as people type it, with blanks around it, invisible characters in it, or full-width. The whole of it is
 * lower-cased: RFC 5321 §2.4 lets a host tell `Kim@` from `kim@`, but none does, and every spelling would have counters of its own.
 */
export declare function normalizeEmail(input: string): EmailAddress;
