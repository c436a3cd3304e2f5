/** @module Reads an identifier out of a path or a query. */
import { type ErrorCode } from "../errors.js";
import { type SidPrefix } from "../sid.js";
/** The canonical spelling of an identifier with this prefix. Throws `notFound` for a text that cannot be one. */
export declare function readSid(prefix: SidPrefix, text: string, notFound: ErrorCode): string;
export declare const readServiceSid: (text: string) => string;
