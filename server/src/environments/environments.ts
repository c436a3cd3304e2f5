/** @module A deployment's settings as a file: written, read into another deployment, taken back. The face of this room. */
import type { Actor } from "../core.js";
import { AppError } from "../errors.js";
import { exportSettings } from "./export-settings.js";
import { currentImportKey, writeImportKey } from "./import-key.js";
import { type ImportDependencies, type ImportReport, type ImportRequest, importSettings } from "./import-settings.js";
import type { SettingsFile } from "./settings-file.js";
import { type ImportSummary, selectImport, selectImports } from "./store.js";
import { type UndoReport, type UndoRequest, undoImport } from "./undo-import.js";

export type { ImportSummary };

export interface Environments {
  /**
   * All that travels, of one moment: references in the places of secrets, or secrets that only the deployment of the key
   * `encryptTo` can open. Throws `settings.import_key_invalid`.
   */
  export(options: { encryptTo?: string | undefined }, by: Actor): Promise<SettingsFile>;
  /** The key that others encrypt secrets to for this deployment. */
  importKey(): Promise<{ kid: string; key: string }>;
  /** See `importSettings`. */
  import(request: ImportRequest, by: Actor): Promise<ImportReport>;
  /** The last hundred, newest first. */
  imports(): Promise<ImportSummary[]>;
  /** With what was exported before it. Throws `settings.import_not_found`. */
  find(sid: string): Promise<ImportSummary & { before: SettingsFile }>;
  /** See `undoImport`. */
  undo(sid: string, request: UndoRequest, by: Actor): Promise<UndoReport>;
}

export function createEnvironments(dependencies: ImportDependencies): Environments {
  const { sql } = dependencies;
  return {
    export: (options, by) => exportSettings(dependencies, options, by),
    async importKey() {
      const key = await currentImportKey(dependencies.keyring);
      return { kid: key.kid, key: writeImportKey(key) };
    },
    import: (request, by) => importSettings(dependencies, request, by),
    imports: () => selectImports(sql),
    async find(sid) {
      const row = await selectImport(sql, sid);
      if (!row) throw new AppError("settings.import_not_found");
      return row;
    },
    undo: (sid, request, by) => undoImport(dependencies, sid, request, by),
  };
}
