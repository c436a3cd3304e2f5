/**
 * @module What a vendor answered, made fit to be kept: as PostgreSQL can hold it, of the size we expect, and without the
 * recipient or the code, which stand in the verification only. Pure. Modules of a team's own may answer with anything.
 */
import { type Accepted, SendFailure, type SmsMessage } from "@munjigi/connectors/sms/contract";
/** A vendor's identifier as PostgreSQL can hold it: no NUL, no half of a surrogate pair. */
export declare function cleanId(id: unknown): string | null;
export declare function cleanParts(parts: unknown): number | null;
export declare function cleanPrice(price: Accepted["price"]): {
    price: string;
    currency: string;
} | object;
/**
 * A vendor's code is kept as it is unless it looks like a sentence, which might repeat a number. The longest known has 63
 * characters (Tencent's UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber).
 */
export declare function cleanCode(code: string | undefined): string | null;
/** Whether a vendor's word repeats the recipient or the code of the message it was given. */
export declare function isEcho(word: string, { to, code }: Pick<SmsMessage, "to" | "code">): boolean;
/**
 * What a connector threw, as a failure whose code tells nothing of the message. `message` is absent where it could not be
 * written: then there was nothing to repeat.
 */
export declare function cleanFailure(error: unknown, message: SmsMessage | undefined): SendFailure;
