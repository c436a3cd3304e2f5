/** @module A deployment's settings as a file: written, read into another deployment, taken back. The face of this room. */
import type { Actor } from "../core.js";
import { inTransaction } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import { type ImportDependencies, type ImportReport, type ImportRequest, importSettings } from "./import-settings.js";
import { readState } from "./read-state.js";
import { openRooms } from "./rooms.js";
import type { SettingsFile } from "./settings-file.js";
import { type ImportSummary, readOneMoment, selectImport, selectImports } from "./store.js";
import { type UndoReport, undoImport } from "./undo-import.js";

export type { ImportSummary };

export interface Environments {
  /** All that travels, of one moment: no secrets, references in their places. */
  export(): Promise<SettingsFile>;
  /** See `importSettings`. */
  import(request: ImportRequest, by: Actor): Promise<ImportReport>;
  /** The last hundred, newest first. */
  imports(): Promise<ImportSummary[]>;
  /** With what was exported before it. Throws `settings.import_not_found`. */
  find(sid: string): Promise<ImportSummary & { before: SettingsFile }>;
  /** See `undoImport`. */
  undo(sid: string, options: { dryRun: boolean; language: Language }, by: Actor): Promise<UndoReport>;
}

export function createEnvironments(dependencies: ImportDependencies): Environments {
  const { sql } = dependencies;
  return {
    export: () =>
      inTransaction(sql, async (tx) => {
        await readOneMoment(tx);
        return (await readState(await openRooms(tx, dependencies))).file;
      }),
    import: (request, by) => importSettings(dependencies, request, by),
    imports: () => selectImports(sql),
    async find(sid) {
      const row = await selectImport(sql, sid);
      if (!row) throw new AppError("settings.import_not_found");
      return row;
    },
    undo: (sid, options, by) => undoImport(dependencies, sid, options, by),
  };
}
