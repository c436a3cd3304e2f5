/** @module Undoes an import: what it changed is as it was before, what it made is gone. What was changed since by hand goes back too. */

import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { AppError, type Language } from "../errors.js";
import { type Change, type Counts, compareSettings, countChanges } from "./compare-settings.js";
import { applyFile, type ImportDependencies, lockImports, missingSecrets, plan, takeBack } from "./import-settings.js";
import { readSettingsFile } from "./read-file.js";
import { readState, type State } from "./read-state.js";
import { removeRefs } from "./remove-settings.js";
import { openRooms, type Rooms } from "./rooms.js";
import { selectImport, takeForUndo } from "./store.js";

export interface UndoReport {
  changes: Change[];
  counts: Counts;
}

/** What they make can be named by what is to go back: they go first. Whatever else is made goes when nothing names it any more. */
const FIRST: readonly string[] = ["webhook", "application", "connector"];

/**
 * The newest that is not undone, once. Throws `settings.import_not_found`, `.already_undone`, `.not_newest`, `.busy` and what the
 * rooms refuse, a role that somebody has by now for one: then nothing has changed.
 */
export async function undoImport(
  dependencies: ImportDependencies,
  sid: string,
  { dryRun, language }: { dryRun: boolean; language: Language },
  by: Actor,
): Promise<UndoReport> {
  const report = await takeBack(dependencies.sql, async (tx) => {
    await lockImports(tx);
    const taken = await takeForUndo(tx, sid);
    if (!taken) throw refusalOf(await selectImport(tx, sid));
    const rooms = await openRooms(tx, dependencies);
    const start = await readState(rooms);
    await restoreVersions(rooms, start, taken.connectorVersions, by);
    const first = taken.made.filter(({ kind }) => FIRST.includes(kind));
    await removeRefs(rooms, start, first, by);
    const state = await readState(rooms);
    const file = readSettingsFile(taken.before);
    const { plans, importing } = await plan(
      rooms,
      state,
      { file, secrets: {}, language, keyring: dependencies.keyring },
      by,
    );
    const lacking = plans.filter(({ missing }) => missing.length > 0);
    if (lacking.length > 0) throw missingSecrets(lacking);
    await applyFile(importing, plans);
    const rest = taken.made.filter((ref) => !first.includes(ref));
    await removeRefs(rooms, await readState(rooms), rest, by);
    const changes = compareSettings(start.file, (await readState(rooms)).file);
    const counts = countChanges(changes);
    const subject = { kind: "settings_import", id: sid } as const;
    await recordEvent(tx, { type: "settings.import_undone", actor: by, subject, data: { ...counts } });
    return { keep: !dryRun, result: { changes, counts } };
  });
  if (!dryRun) await dependencies.refresh();
  return report;
}

function refusalOf(found: { undoneAt: Date | null } | undefined): AppError {
  if (!found) return new AppError("settings.import_not_found");
  return new AppError(found.undoneAt === null ? "settings.not_newest" : "settings.already_undone");
}

/** With their secrets, which no file has. */
async function restoreVersions(rooms: Rooms, state: State, versions: Record<string, number>, by: Actor): Promise<void> {
  for (const { id, version, draft } of state.connectors.values()) {
    const before = versions[id];
    if (before !== undefined && before !== (draft?.version ?? version)) await rooms.connectors.restore(id, before, by);
  }
}
