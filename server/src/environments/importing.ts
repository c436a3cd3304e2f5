/** @module What the parts of an import share: who imports into which rooms, and failures that say where in the file. */
import type { Actor } from "../core.js";
import { AppError, type Language } from "../errors.js";
import { invalid } from "./read-file.js";
import type { State } from "./read-state.js";
import type { Rooms } from "./rooms.js";
import { type Ref, type SettingsFile, spellPath } from "./settings-file.js";

/** A secret that was made for what is new, told once and never again. */
export interface Credential {
  /** `applications.Shop` */
  path: string;
  /** The identifier here: of an application its `client_id`. */
  id: string;
  secret: string | null;
}

export interface Importing {
  rooms: Rooms;
  /** Before anything was changed. */
  state: State;
  file: SettingsFile;
  by: Actor;
  language: Language;
  /** What was before comes back, whoever would miss what takes its place. */
  isUndo: boolean;
  /** By section and name; what is made is added. */
  ids: Map<string, string>;
  credentials: Credential[];
}

const spell = (section: string, name: string) => JSON.stringify([section, name]);

export const idsOf = (refs: readonly Ref[]): Map<string, string> =>
  new Map(
    refs
      .filter(({ path }) => path.length === 2)
      .map(({ path: [section, name], id }) => [spell(section as string, name as string), id]),
  );

export const findId = ({ ids }: Pick<Importing, "ids">, section: string, name: string): string | undefined =>
  ids.get(spell(section, name));

export const noteId = ({ ids }: Pick<Importing, "ids">, section: string, name: string, id: string): void =>
  void ids.set(spell(section, name), id);

/** The identifier of a service that another part of the file names; `null` and `undefined` stay. Throws `settings.file_invalid`. */
export function serviceIdOf(importing: Importing, name: string | null | undefined, path: readonly string[]) {
  if (name === null || name === undefined) return name;
  const sid = findId(importing, "services", name);
  if (sid === undefined) throw invalid([{ path: spellPath(path), problem: "names a service that is not there" }]);
  return sid;
}

/** What a room refuses, said of the part of the file that it is about. */
export async function at<Result>(path: readonly string[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code.startsWith("settings.")) throw error;
    const place = spellPath(path);
    const below = (member: string | undefined) => (member ? `${place}.${member}` : place);
    const { parameter, problems, ...facts } = error.facts;
    throw new AppError(
      error.code,
      {
        ...facts,
        parameter: below(parameter),
        problems: problems?.map((one) => ({ ...one, path: below(one.path) })) ?? [
          { path: below(parameter), problem: error.text("en") },
        ],
      },
      { cause: error },
    );
  }
}
