import { type Language } from "../errors.js";
import { type Experience } from "./experience.js";
/** JSON Merge Patch (RFC 7396): null takes a member out, which gives it its default; lists are replaced. Throws `experience.invalid`. */
export declare function mergePatch(target: unknown, patch: unknown, language: Language, level?: number): unknown;
/** Throws `experience.invalid` with every member that is wrong, in the caller's language. */
export declare function readDocument(document: unknown, language: Language): Experience;
/**
 * A document as the table has it. It may be another release's: members this one does not know are left out, and a part whose
 * form has changed gets its default, because a page that signs people in must not fail for that.
 */
export declare function readStored(document: Record<string, unknown>): Experience;
