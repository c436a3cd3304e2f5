/** @module Undoes an import: what it changed is as it was before, what it made is gone. What was changed since by hand goes back too. */

import { isDeepStrictEqual } from "node:util";
import { recordEvent } from "../audit/record.js";
import { isInForce } from "../connectors/compare-config.js";
import type { Actor } from "../core.js";
import { AppError, type Language } from "../errors.js";
import { type Change, type Counts, compareSettings, countChanges } from "./compare-settings.js";
import { applyFile, type ImportDependencies, lockImports, missingSecrets, plan, takeBack } from "./import-settings.js";
import { readSettingsFile } from "./read-file.js";
import { readState, roleOf, type State } from "./read-state.js";
import { removeRefs } from "./remove-settings.js";
import { openRooms, type Rooms } from "./rooms.js";
import { placeOfSecret } from "./sealed-secrets.js";
import type { Secrets } from "./secret-references.js";
import type { SettingsFile } from "./settings-file.js";
import { type ImportRow, selectImport, takeForUndo, type Versions } from "./store.js";

export interface UndoRequest {
  dryRun: boolean;
  /** Values of the references in what was before: of connectors that somebody has deleted since. */
  secrets: Secrets;
  language: Language;
}

export interface UndoReport {
  changes: Change[];
  counts: Counts;
}

type Taken = Pick<ImportRow, "before" | "connectorVersions">;

/** What they make can be named by what is to go back: they go first. Whatever else is made goes when nothing names it any more. */
const FIRST: readonly string[] = ["webhook", "application", "connector"];

/**
 * The newest that is not undone, once. Throws `settings.import_not_found`, `.already_undone`, `.not_newest`, `.busy`,
 * `.secrets_missing` for a connector that somebody has deleted, and what the rooms refuse, a role that somebody has by now for one:
 * then nothing has changed.
 */
export async function undoImport(
  dependencies: ImportDependencies,
  sid: string,
  { dryRun, secrets, language }: UndoRequest,
  by: Actor,
): Promise<UndoReport> {
  const { keyring } = dependencies;
  const report = await takeBack(dependencies.sql, async (tx) => {
    await lockImports(tx);
    const taken = await takeForUndo(tx, sid);
    if (!taken) throw refusalOf(await selectImport(tx, sid));
    const rooms = await openRooms(tx, dependencies);
    const start = await readState(rooms);
    const secretsAtStart = await readSecrets(rooms, start);
    await restoreVersions(rooms, start, taken, by);
    const first = taken.made.filter(({ kind }) => FIRST.includes(kind));
    await removeRefs(rooms, start, first, by);
    const state = await readState(rooms);
    const file = withoutRestored(readSettingsFile(taken.before), state, taken.connectorVersions);
    const { plans, importing } = await plan(rooms, state, { file, secrets, language, keyring, isUndo: true }, by);
    const lacking = plans.filter(({ missing }) => missing.length > 0);
    if (lacking.length > 0) throw missingSecrets(lacking);
    await applyFile(importing, plans);
    await restoreDrafts(rooms, taken.connectorVersions, by);
    const rest = taken.made.filter((ref) => !first.includes(ref));
    await removeRefs(rooms, await readState(rooms), rest, by);
    const end = await readState(rooms);
    const changes = [
      ...compareSettings(start.file, end.file),
      ...compareSecrets(secretsAtStart, await readSecrets(rooms, end)),
    ];
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

/** What was in force is so again, with its secrets, which no file has. What waits beside it would come into force with its role. */
async function restoreVersions(rooms: Rooms, state: State, { before: file, connectorVersions }: Taken, by: Actor) {
  for (const [key, connector] of state.connectors) {
    const { id, version, draft } = connector;
    const before = connectorVersions[id];
    if (!before) continue;
    const isSame = before.version === version && before.draft === (draft?.version ?? null);
    const hasRole = file.connectors?.[key]?.role === roleOf(connector);
    if (isSame && (draft === null || hasRole)) continue;
    await rooms.connectors.restore(id, before.version, by);
  }
}

/**
 * When each has its role: what waited then waits again. What was put in force by hand since would be in force
 * again at once, so with a connector in force it stays a version, which may be restored by hand.
 */
async function restoreDrafts(rooms: Rooms, versions: Readonly<Record<string, Versions>>, by: Actor): Promise<void> {
  for (const connector of (await readState(rooms)).connectors.values()) {
    const { id, version, draft } = connector;
    const before = versions[id]?.draft ?? null;
    if (before === null || before === draft?.version || before === version) continue;
    const found = (await rooms.connectors.fetch(id)).versions.find((one) => one.version === before);
    if (found && !(found.activatedAt && isInForce(connector))) await rooms.connectors.restore(id, before, by);
  }
}

/** The settings of a connector that has its versions back are those: the file would make another version of them. */
function withoutRestored(file: SettingsFile, state: State, versions: Readonly<Record<string, Versions>>): SettingsFile {
  const entries = Object.entries(file.connectors ?? {}).map(([key, entry]) => {
    const there = state.connectors.get(key);
    const { settings, ...others } = entry;
    return [key, there && versions[there.id] ? others : entry] as const;
  });
  return { ...file, ...(file.connectors && { connectors: Object.fromEntries(entries) }) };
}

type SecretsByPlace = Map<string, unknown>;

async function readSecrets(rooms: Rooms, { connectors }: State): Promise<SecretsByPlace> {
  const found: SecretsByPlace = new Map();
  for (const [key, { id }] of connectors)
    for (const [path, secret] of await rooms.connectors.openSecrets(id)) found.set(placeOfSecret(key, path), secret);
  return found;
}

/** Of what is there before and after: neither of the values is told. */
function compareSecrets(before: SecretsByPlace, after: SecretsByPlace): Change[] {
  return [...before]
    .filter(([path, secret]) => after.has(path) && !isDeepStrictEqual(after.get(path), secret))
    .map(([path]) => ({ change: "changed", path, old: "(a secret)", new: "(another secret)" }));
}
