/**
 * @module Twilio's code and message for each failure that `/v2` can tell. Callers match on both.
 * https://www.twilio.com/docs/api/errors
 */
import type { AppError, ErrorCode } from "../errors.js";
interface TwilioEntry {
    code: number;
    message: (error: AppError, path: string) => string;
}
/** A row for each failure that an operation of `/v2` lists: a test holds it against openapi.json, both ways. */
export declare const twilioErrors: Partial<Record<ErrorCode, TwilioEntry>>;
/** A failure without a row is told in its own sentence, with the general code of its status. */
export declare function findTwilioError({ code, status }: AppError): TwilioEntry;
export {};
