/** @module A document as somebody sent it, or as an earlier release stored it, made into an `Experience`. */
import en from "zod/v4/locales/en.js";
import ko from "zod/v4/locales/ko.js";
import { AppError } from "../errors.js";
import { experienceDefaults, experienceSchema } from "./experience.js";
const MAX_LEVELS = 8;
const MAX_PROBLEMS = 20;
const locales = { ko: ko().localeError, en: en().localeError };
const REQUIRED = { ko: "꼭 있어야 합니다", en: "is required" };
const TOO_DEEP = { ko: "너무 깊게 겹쳐 있습니다", en: "must not be nested so deep" };
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** JSON Merge Patch (RFC 7396): null takes a member out, which gives it its default; lists are replaced. Throws `experience.invalid`. */
export function mergePatch(target, patch, language, level = 0) {
    if (!isRecord(patch))
        return patch;
    // The functions that walk through it would run out of stack.
    if (level > MAX_LEVELS)
        throw invalid([{ path: "", problem: TOO_DEEP[language] }]);
    const members = new Map(isRecord(target) ? Object.entries(target) : []);
    for (const [name, value] of Object.entries(patch)) {
        if (value === null)
            members.delete(name);
        else
            members.set(name, mergePatch(members.get(name), value, language, level + 1));
    }
    return Object.fromEntries(members);
}
/** Throws `experience.invalid` with every member that is wrong, in the caller's language. */
export function readDocument(document, language) {
    const read = experienceSchema.safeParse(document, {
        error: (issue) => {
            if (issue.code === "invalid_type" && issue.input === undefined)
                return REQUIRED[language];
            return locales[language](issue);
        },
    });
    if (read.success)
        return read.data;
    throw invalid(read.error.issues.map(({ path, message, code, params }) => ({
        path: path.map(String).join("."),
        problem: (code === "custom" && params?.[language]) || message,
    })));
}
function invalid(problems) {
    const named = problems.slice(0, MAX_PROBLEMS);
    const [first] = named;
    return new AppError("experience.invalid", {
        parameter: first?.path || "document",
        problem: first?.problem ?? "",
        problems: named,
    });
}
/**
 * A document as the table has it. It may be another release's: members this one does not know are left out, and a part whose
 * form has changed gets its default, because a page that signs people in must not fail for that.
 */
export function readStored(document) {
    const whole = experienceSchema.safeParse(document);
    if (whole.success)
        return whole.data;
    const copy = structuredClone(document);
    for (const issue of whole.error.issues)
        if (issue.code === "unrecognized_keys")
            for (const key of issue.keys)
                deleteAt(copy, [...issue.path, key]);
        else
            deleteAt(copy, issue.path.slice(0, 1));
    const rest = experienceSchema.safeParse(copy);
    return rest.success ? rest.data : experienceDefaults;
}
function deleteAt(target, path) {
    const [first, ...rest] = path;
    if (typeof target !== "object" || target === null || first === undefined)
        return;
    if (rest.length === 0)
        Reflect.deleteProperty(target, first);
    else
        deleteAt(Reflect.get(target, first), rest);
}
//# sourceMappingURL=read-document.js.map