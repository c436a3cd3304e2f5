/** @module Imports a file in one transaction; a dry run does the same and takes it back, so that it meets every rule. */

import { recordEvent } from "../audit/record.js";
import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { AppError, type Language } from "../errors.js";
import type { Keyring } from "../secrets.js";
import { createSid } from "../sid.js";
import { type Change, type Counts, compareSettings, countChanges } from "./compare-settings.js";
import { importAlertSettings } from "./import-alert-settings.js";
import {
  importApplications,
  importResources,
  importRoles,
  importScopes,
  importWebhooks,
} from "./import-applications.js";
import { type ConnectorPlan, importConnectors, planConnectors } from "./import-connectors.js";
import { importExperience } from "./import-experience.js";
import { importServices, importTemplates } from "./import-services.js";
import { type Credential, type Importing, idsOf } from "./importing.js";
import { invalid } from "./read-file.js";
import { readState, type State } from "./read-state.js";
import { findUnnamed, removeRefs } from "./remove-settings.js";
import { openRooms, type RoomDependencies, type Rooms } from "./rooms.js";
import { openSecrets, placeOfSecret } from "./sealed-secrets.js";
import type { Reference, Secrets } from "./secret-references.js";
import { type SettingsFile, spellPath } from "./settings-file.js";
import { insertImport, takeImportLock, type Versions } from "./store.js";

export interface ImportRequest {
  file: SettingsFile;
  /** Values of the references in it. */
  secrets: Secrets;
  dryRun: boolean;
  /** Removes what the file does not have, where an undo can make it again. */
  prune: boolean;
  language: Language;
}

export interface ImportReport {
  /** `IM…`; `null`: nothing was changed. */
  id: string | null;
  changes: Change[];
  counts: Counts;
  /** By their place in the file. */
  missingSecrets: Reference[];
  /** Secrets that stay as they are, since nobody gave a value: whether it would be another is not known. */
  keptSecrets: Reference[];
  /** What this deployment has and the file does not, and what therefore stays. */
  onlyHere: string[];
  /** What could not be tried, while secrets are missing. */
  problem: string | null;
  credentials: Credential[];
}

export interface ImportDependencies extends RoomDependencies {
  sql: Database;
  clock: Clock;
  random: Random;
  /** Something else is in force: this process obeys at once. */
  refresh: () => Promise<void>;
}

/** Takes a transaction back that has done what it was for. */
class TakenBack extends Error {}

/**
 * Of all processes one at a time. What the file does not name stays as it is. Throws `settings.busy`, `settings.file_invalid`, `settings.secret_unopened` and
 * `settings.secrets_missing` (unless it is a dry run) before anything is changed; and what the rooms refuse, with its place in the
 * file: then nothing has changed.
 */
export async function importSettings(
  dependencies: ImportDependencies,
  request: ImportRequest,
  by: Actor,
): Promise<ImportReport> {
  const { sql } = dependencies;
  const report = await takeBack(sql, async (tx) => {
    await lockImports(tx);
    const rooms = await openRooms(tx, dependencies);
    const state = await readState(rooms);
    const { plans, importing } = await plan(rooms, state, { ...request, keyring: dependencies.keyring }, by);
    requireOpened(plans);
    const lacking = plans.filter(({ missing }) => missing.length > 0);
    if (lacking.length > 0 && !request.dryRun) throw missingSecrets(lacking);
    const { pruned, others } = findUnnamed(state, request.file);
    const problem = await tryOut(lacking.length > 0, async () => {
      await applyFile(
        importing,
        plans.filter((one) => !lacking.includes(one)),
      );
      if (request.prune) await removeRefs(rooms, state, pruned, by);
    });
    const after = problem === null ? await readState(rooms) : state;
    if (problem === null) requireNames(request.file, after, lacking);
    const changes = [...compareSettings(state.file, after.file), ...changesOfSecrets(plans)];
    const counts = countChanges(changes);
    const keep = !request.dryRun && changes.length > 0;
    const id = keep ? createSid("IM", dependencies.clock, dependencies.random) : null;
    if (id !== null) await recordImport(tx, { id, state, after, counts, by });
    const staying = request.prune ? others : [...others, ...pruned];
    return {
      keep,
      result: {
        ...{ id, changes, counts, problem },
        missingSecrets: lacking.flatMap(inFile("missing")),
        keptSecrets: plans.flatMap(inFile("kept")),
        onlyHere: staying.map(({ path }) => spellPath(path)),
        credentials: keep ? importing.credentials : [],
      },
    };
  });
  if (report.id !== null) await dependencies.refresh();
  return report;
}

/** Runs `work` in a transaction, which is kept if it says so. */
export async function takeBack<Result>(
  sql: Database,
  work: (tx: Database) => Promise<{ keep: boolean; result: Result }>,
): Promise<Result> {
  let done: { result: Result } | undefined;
  try {
    await inTransaction(sql, async (tx) => {
      const { keep, result } = await work(tx);
      done = { result };
      if (!keep) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  if (!done) throw new Error("a transaction ended without its result");
  return done.result;
}

export async function lockImports(tx: Database): Promise<void> {
  if (!(await takeImportLock(tx))) throw new AppError("settings.busy");
}

interface PlanRequest extends Pick<ImportRequest, "file" | "secrets" | "language"> {
  keyring: Keyring;
  isUndo?: boolean;
}

export async function plan(
  rooms: Rooms,
  state: State,
  { file, secrets, language, keyring, isUndo = false }: PlanRequest,
  by: Actor,
): Promise<{ plans: ConnectorPlan[]; importing: Importing }> {
  const importing: Importing = { rooms, state, file, by, language, isUndo, ids: idsOf(state.refs), credentials: [] };
  const known = { given: secrets, opened: await openSecrets(keyring, file) };
  return { plans: await planConnectors(importing, known), importing };
}

/** In an order in which each part finds what it names. */
export async function applyFile(importing: Importing, plans: readonly ConnectorPlan[]): Promise<void> {
  await importTemplates(importing);
  await importServices(importing);
  await importConnectors(importing, plans);
  await importExperience(importing);
  await importResources(importing);
  await importApplications(importing);
  await importScopes(importing);
  await importRoles(importing);
  await importWebhooks(importing);
  await importAlertSettings(importing);
}

/** Without all secrets not everything can be tried: then a refusal is told, and no failure. */
async function tryOut(isPart: boolean, work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!isPart || !(error instanceof AppError)) throw error;
    return `${error.facts.parameter ?? "file"}: ${error.text("en")}`;
  }
}

const inFile =
  (which: "missing" | "kept") =>
  (one: ConnectorPlan): Reference[] =>
    one[which].map(({ path, reference }) => ({ path: placeOfSecret(one.key, path), reference }));

const problemsOfMissing = (plans: readonly ConnectorPlan[]) =>
  plans.flatMap(inFile("missing")).map(({ path, reference }) => ({ path, problem: `${reference} has no value` }));

/** A dry run cannot go round a sealed secret that does not open either: nobody can give its value besides. */
function requireOpened(plans: readonly ConnectorPlan[]): void {
  const unopened = plans.flatMap((one) => one.unopened);
  const [first] = unopened;
  if (!first) return;
  const problems = [...unopened, ...problemsOfMissing(plans)];
  throw new AppError("settings.secret_unopened", { parameter: first.path, problem: first.problem, problems });
}

export function missingSecrets(plans: readonly ConnectorPlan[]): AppError {
  const problems = problemsOfMissing(plans);
  return new AppError("settings.secrets_missing", { parameter: problems[0]?.path ?? "secrets", problems });
}

/** Neither of the values is told. What is new is told with its connector; of one that lacks secrets only that it would come. */
function changesOfSecrets(plans: readonly ConnectorPlan[]): Change[] {
  return plans.flatMap((one): Change[] => {
    if (one.missing.length > 0 && !one.existing)
      return [{ change: "added", path: spellPath(["connectors", one.key]), new: { role: one.role } }];
    return one.secrets.map((path) => ({
      ...({
        change: "changed",
        path: placeOfSecret(one.key, path),
        old: "(a secret)",
        new: "(another secret)",
      } as const),
    }));
  });
}

/** A file that is imported once more must find again what it made. */
function requireNames(file: SettingsFile, after: State, lacking: readonly ConnectorPlan[]): void {
  const sections = ["services", "templates", "connectors", "resources", "applications", "webhooks"] as const;
  const problems = sections.flatMap((section) =>
    Object.keys(file[section] ?? {})
      .filter((key) => !Object.hasOwn(after.file[section], key))
      .filter((key) => section !== "connectors" || !lacking.some((one) => one.key === key))
      .map((key) => ({ path: spellPath([section, key]), problem: "would have another name here: name its elder too" })),
  );
  if (problems.length > 0) throw invalid(problems);
}

async function recordImport(
  tx: Database,
  { id, state, after, counts, by }: { id: string; state: State; after: State; counts: Counts; by: Actor },
): Promise<void> {
  const known = new Set(state.refs.map((ref) => `${ref.kind} ${ref.id}`));
  const versions = [...state.connectors.values()].map(({ id, version, draft }): [string, Versions] => [
    id,
    { version, draft: draft?.version ?? null },
  ]);
  await insertImport(tx, {
    ...{ sid: id, actorKind: by.kind, actorId: by.id, before: state.file, counts },
    connectorVersions: Object.fromEntries(versions),
    made: after.refs.filter((ref) => !known.has(`${ref.kind} ${ref.id}`)),
  });
  const subject = { kind: "settings_import", id } as const;
  await recordEvent(tx, { type: "settings.imported", actor: by, subject, data: { ...counts } });
}
