/** @module A document as somebody sent it, or as an earlier release stored it, made into an `Experience`. */
import { DocumentInvalid, mergePatch as merge, readDocument as read, readStored as readBack } from "../document.js";
import { AppError, type Language } from "../errors.js";
import { type Experience, experienceSchema } from "./experience.js";

/** JSON Merge Patch (RFC 7396): null takes a member out, which gives it its default; lists are replaced. Throws `experience.invalid`. */
export const mergePatch = (target: unknown, patch: unknown, language: Language): unknown =>
  refusing(() => merge(target, patch, language));

/** Throws `experience.invalid` with every member that is wrong, in the caller's language. */
export const readDocument = (document: unknown, language: Language): Experience =>
  refusing(() => read(experienceSchema, document, language));

/** A document as the table has it: a page that signs people in must not fail for what another release wrote. */
export const readStored = (document: Record<string, unknown>): Experience => readBack(experienceSchema, document);

function refusing<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DocumentInvalid)) throw error;
    const { problems } = error;
    const [first] = problems;
    const facts = { parameter: first?.path || "document", problem: first?.problem ?? "", problems };
    throw new AppError("experience.invalid", facts, { cause: error });
  }
}
