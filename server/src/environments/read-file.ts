/** @module A file as somebody sent it, in JSON or YAML, made into settings. */
import { parseDocument, stringify } from "yaml";
import { AppError } from "../errors.js";
import { type SettingsFile, settingsFile, spellPath } from "./settings-file.js";

const MAX_PROBLEMS = 20;
const MAX_LEVELS = 30;

/** `given`: the text of a file (JSON is YAML), or what was read from one. Throws `settings.file_invalid` with all that is wrong. */
export function readSettingsFile(given: unknown): SettingsFile {
  const document = typeof given === "string" ? parse(given) : given;
  if (isDeeperThan(document, MAX_LEVELS)) throw invalid([{ path: "", problem: "is nested too deep" }]);
  const read = settingsFile.safeParse(document);
  if (read.success) return read.data;
  throw invalid(
    read.error.issues.map(({ path, message }) => ({ path: spellPath(path.map(String)), problem: message })),
  );
}

/** For people: YAML has no quotes where none are needed, and lists line by line. */
export const writeYaml = (file: SettingsFile): string => stringify(file, { lineWidth: 0 });

function parse(text: string): unknown {
  // The parser's own messages quote the line, in which a secret may stand.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const line = text.slice(0, error.pos[0]).split("\n").length;
    throw invalid([{ path: `line ${line}`, problem: `is no YAML and no JSON (${error.code})` }]);
  }
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    throw invalid([{ path: "", problem: "has too many aliases, or one that leads nowhere" }]);
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

export function invalid(problems: readonly { path: string; problem: string }[]): AppError {
  const named = problems.slice(0, MAX_PROBLEMS).map(({ path, problem }) => ({ path: path || "file", problem }));
  const [first] = named;
  return new AppError("settings.file_invalid", {
    parameter: first?.path ?? "file",
    problem: first?.problem ?? "",
    problems: named,
  });
}
