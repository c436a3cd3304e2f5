/**
 * @module The kinds of form fields that Twilio's API takes. A field with an unknown name is ignored, as Twilio does (newer SDKs
 * send more); a known field with a wrong value is refused. An optional field that is empty counts as absent.
 */
import { z } from "zod";
export declare const text: z.ZodString;
/** Of numbers that need their country, since no service says which is meant. */
export declare const STARTS_INTERNATIONAL: RegExp;
/** An absent or empty field is `undefined`; any other must satisfy `schema`. */
export declare const optional: <T extends z.ZodType>(schema: T) => z.ZodPreprocess<z.ZodOptional<T>, unknown>;
export declare const integer: (min: number, max: number) => z.ZodPipe<z.ZodString, z.ZodTransform<number, string>>;
export declare const friendlyName: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
export declare const locale: z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
export declare const country: z.ZodPipe<z.ZodString, z.ZodTransform<"AC" | "AD" | "AE" | "AF" | "AG" | "AI" | "AL" | "AM" | "AO" | "AR" | "AS" | "AT" | "AU" | "AW" | "AX" | "AZ" | "BA" | "BB" | "BD" | "BE" | "BF" | "BG" | "BH" | "BI" | "BJ" | "BL" | "BM" | "BN" | "BO" | "BQ" | "BR" | "BS" | "BT" | "BW" | "BY" | "BZ" | "CA" | "CC" | "CD" | "CF" | "CG" | "CH" | "CI" | "CK" | "CL" | "CM" | "CN" | "CO" | "CR" | "CU" | "CV" | "CW" | "CX" | "CY" | "CZ" | "DE" | "DJ" | "DK" | "DM" | "DO" | "DZ" | "EC" | "EE" | "EG" | "EH" | "ER" | "ES" | "ET" | "FI" | "FJ" | "FK" | "FM" | "FO" | "FR" | "GA" | "GB" | "GD" | "GE" | "GF" | "GG" | "GH" | "GI" | "GL" | "GM" | "GN" | "GP" | "GQ" | "GR" | "GT" | "GU" | "GW" | "GY" | "HK" | "HN" | "HR" | "HT" | "HU" | "ID" | "IE" | "IL" | "IM" | "IN" | "IO" | "IQ" | "IR" | "IS" | "IT" | "JE" | "JM" | "JO" | "JP" | "KE" | "KG" | "KH" | "KI" | "KM" | "KN" | "KP" | "KR" | "KW" | "KY" | "KZ" | "LA" | "LB" | "LC" | "LI" | "LK" | "LR" | "LS" | "LT" | "LU" | "LV" | "LY" | "MA" | "MC" | "MD" | "ME" | "MF" | "MG" | "MH" | "MK" | "ML" | "MM" | "MN" | "MO" | "MP" | "MQ" | "MR" | "MS" | "MT" | "MU" | "MV" | "MW" | "MX" | "MY" | "MZ" | "NA" | "NC" | "NE" | "NF" | "NG" | "NI" | "NL" | "NO" | "NP" | "NR" | "NU" | "NZ" | "OM" | "PA" | "PE" | "PF" | "PG" | "PH" | "PK" | "PL" | "PM" | "PR" | "PS" | "PT" | "PW" | "PY" | "QA" | "RE" | "RO" | "RS" | "RU" | "RW" | "SA" | "SB" | "SC" | "SD" | "SE" | "SG" | "SH" | "SI" | "SJ" | "SK" | "SL" | "SM" | "SN" | "SO" | "SR" | "SS" | "ST" | "SV" | "SX" | "SY" | "SZ" | "TA" | "TC" | "TD" | "TG" | "TH" | "TJ" | "TK" | "TL" | "TM" | "TN" | "TO" | "TR" | "TT" | "TV" | "TW" | "TZ" | "UA" | "UG" | "US" | "UY" | "UZ" | "VA" | "VC" | "VE" | "VG" | "VI" | "VN" | "VU" | "WF" | "WS" | "XK" | "YE" | "YT" | "ZA" | "ZM" | "ZW", string>>;
export declare const sid: (prefix: "VA" | "VE" | "HJ") => z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>;
export declare const form: <T extends z.ZodRawShape>(shape: T) => z.ZodPreprocess<z.ZodObject<{ -readonly [P in keyof T]: T[P]; }, z.core.$strip>, unknown>;
