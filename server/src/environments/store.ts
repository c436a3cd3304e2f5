/** @module The SQL of imports of settings. */
import type { Database } from "../db/open.js";
import type { settingsImports } from "./schema.js";

export type ImportRow = typeof settingsImports.$inferSelect;
export type Versions = ImportRow["connectorVersions"][string];
export type ImportSummary = Pick<ImportRow, "sid" | "actorKind" | "actorId" | "counts" | "createdAt" | "undoneAt">;

/** The key of this room's advisory lock: "sett" in ASCII. */
const LOCK = 0x73_65_74_74;
/** Older ones are forgotten. */
const MAX_IMPORTS = 100;

/** Of all processes one at a time changes settings by a file; the lock is held until the transaction ends. `false`: another has it. */
export async function takeImportLock(tx: Database): Promise<boolean> {
  const [row] = await tx<[{ taken: boolean }]>`select pg_try_advisory_xact_lock(${LOCK}::bigint) as taken`;
  return row.taken;
}

/** All that is read from now on is of one moment. To be called first in its transaction. */
export async function readOneMoment(tx: Database): Promise<void> {
  await tx`set transaction isolation level repeatable read, read only`;
}

export async function insertImport(
  tx: Database,
  { sid, actorKind, actorId, before, connectorVersions, made, counts }: Omit<ImportRow, "createdAt" | "undoneAt">,
): Promise<void> {
  await tx`
    with forgotten as (
      delete from settings_imports where sid in (select sid from settings_imports order by sid desc offset ${MAX_IMPORTS - 1}::int)
    )
    insert into settings_imports (sid, actor_kind, actor_id, before, connector_versions, made, counts, created_at)
    values (${sid}, ${actorKind}, ${actorId}, ${tx.json(before as never)}::jsonb, ${tx.json(connectorVersions)}::jsonb,
      ${tx.json(made as never)}::jsonb, ${tx.json(counts as never)}::jsonb, clock_timestamp())`;
}

/** Newest first. */
export async function selectImports(sql: Database): Promise<ImportSummary[]> {
  return await sql<
    ImportSummary[]
  >`select sid, actor_kind, actor_id, counts, created_at, undone_at from settings_imports
    order by sid desc`;
}

export async function selectImport(sql: Database, sid: string): Promise<ImportRow | undefined> {
  const [row] = await sql<
    ImportRow[]
  >`select sid, actor_kind, actor_id, before, connector_versions, made, counts, created_at,
    undone_at from settings_imports where sid = ${sid}`;
  return row;
}

/** Takes an import for its undo, once. `undefined`: it is undone, or a later one is not. */
export async function takeForUndo(tx: Database, sid: string): Promise<ImportRow | undefined> {
  const [row] = await tx<ImportRow[]>`update settings_imports i set undone_at = clock_timestamp()
    where sid = ${sid} and undone_at is null
      and not exists (select from settings_imports l where l.sid > i.sid and l.undone_at is null)
    returning sid, actor_kind, actor_id, before, connector_versions, made, counts, created_at, undone_at`;
  return row;
}
