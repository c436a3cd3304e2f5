/** @module Settings that are one JSON document: patched (RFC 7396), and read so that every member that is wrong is named. */
import type { z } from "zod";
import en from "zod/v4/locales/en.js";
import ko from "zod/v4/locales/ko.js";
import type { Language } from "./errors.js";

/** A member that is wrong, and why, in the caller's language. */
export interface DocumentProblem {
  path: string;
  problem: string;
}

/** What a patch or a document may not say; the room whose document it is makes its own error of it. */
export class DocumentInvalid extends Error {
  readonly problems: readonly DocumentProblem[];

  constructor(problems: readonly DocumentProblem[]) {
    super("a document is not acceptable");
    this.problems = problems.slice(0, MAX_PROBLEMS);
  }
}

const MAX_LEVELS = 8;
const MAX_PROBLEMS = 20;
const locales = { ko: ko().localeError, en: en().localeError };
const REQUIRED = { ko: "꼭 있어야 합니다", en: "is required" };
const TOO_DEEP = { ko: "너무 깊게 겹쳐 있습니다", en: "must not be nested so deep" };

/** The message of a check, in both languages: `readDocument` picks one. */
export const says = (en: string, ko: string) => ({ message: en, params: { en, ko } });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON Merge Patch: null takes a member out, which gives it its default; lists are replaced. Throws `DocumentInvalid`. */
export function mergePatch(target: unknown, patch: unknown, language: Language, level = 0): unknown {
  if (!isRecord(patch)) return patch;
  // The functions that walk through it would run out of stack.
  if (level > MAX_LEVELS) throw new DocumentInvalid([{ path: "", problem: TOO_DEEP[language] }]);
  const members = new Map(isRecord(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) members.delete(name);
    else members.set(name, mergePatch(members.get(name), value, language, level + 1));
  }
  return Object.fromEntries(members);
}

/** Throws `DocumentInvalid` with every member that is wrong. */
export function readDocument<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  language: Language,
): z.output<Schema> {
  const read = schema.safeParse(document, {
    error: (issue) => {
      if (issue.code === "invalid_type" && issue.input === undefined) return REQUIRED[language];
      return locales[language](issue);
    },
  });
  if (read.success) return read.data;
  throw new DocumentInvalid(
    read.error.issues.map(({ path, message, code, params }: ReadIssue) => ({
      path: path.map(String).join("."),
      problem: (code === "custom" && params?.[language]) || message,
    })),
  );
}

interface ReadIssue {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  params?: Partial<Record<Language, string>> | undefined;
}

/**
 * A document as a table has it. It may be another release's: members this one does not know are left out, and a part whose form has
 * changed gets its default, because what is read must go on.
 */
export function readStored<Schema extends z.ZodType>(
  schema: Schema,
  document: Record<string, unknown>,
): z.output<Schema> {
  const whole = schema.safeParse(document);
  if (whole.success) return whole.data;
  const copy = structuredClone(document);
  for (const issue of whole.error.issues)
    if (issue.code === "unrecognized_keys") for (const key of issue.keys) deleteAt(copy, [...issue.path, key]);
    else deleteAt(copy, issue.path.slice(0, 1));
  const rest = schema.safeParse(copy);
  return rest.success ? rest.data : schema.parse({});
}

function deleteAt(target: unknown, path: readonly PropertyKey[]): void {
  const [first, ...rest] = path;
  if (typeof target !== "object" || target === null || first === undefined) return;
  if (rest.length === 0) Reflect.deleteProperty(target, first);
  else deleteAt(Reflect.get(target, first), rest);
}
