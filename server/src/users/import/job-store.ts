/** @module The SQL of imports of people: the jobs, their lines, and what became of each. */
import type { Actor } from "../../core.js";
import type { Database } from "../../db/open.js";
import type { FirebaseSettings } from "../foreign-hash.js";
import type { ImportStatus } from "../schema.js";
import type { LineResult } from "./person.js";

export interface ImportJob {
  sid: string;
  actorKind: Actor["kind"];
  actorId: string | null;
  status: ImportStatus;
  dryRun: boolean;
  adopt: boolean;
  lines: number;
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** With what only the work needs. */
export type OpenJob = ImportJob & { firebase: FirebaseSettings | null };

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
}

/** The key of the lock that whoever works holds: "user" in ASCII. */
const LOCK = 0x75_73_65_72;
/** Older ones are forgotten. */
const MAX_IMPORTS = 100;
/** In one statement, which is to be over soon. */
const MAX_DELETED = 10_000;

const columns = (sql: Database) =>
  sql`sid, actor_kind, actor_id, status, dry_run, adopt, lines, created, updated, unchanged, refused, created_at, started_at, ended_at`;

/** Of all processes one at a time works at imports, and at one of them, until the transaction ends. `false`: another does. */
export async function takeWork(tx: Database): Promise<boolean> {
  const [row] = await tx<[{ taken: boolean }]>`select pg_try_advisory_xact_lock(${LOCK}::bigint) as taken`;
  return row.taken;
}

export async function insertJob(
  sql: Database,
  job: { sid: string; dryRun: boolean; adopt: boolean; firebase: FirebaseSettings | null },
  actor: Actor,
): Promise<void> {
  await sql`insert into user_imports (sid, actor_kind, actor_id, status, dry_run, adopt, firebase, created_at, updated_at)
    values (${job.sid}, ${actor.kind}, ${actor.id}, 'receiving', ${job.dryRun}, ${job.adopt},
      ${job.firebase && sql.json(job.firebase as never)}::jsonb,
      clock_timestamp(), clock_timestamp())`;
}

export async function insertPart(
  sql: Database,
  part: { importSid: string; place: number; firstLine: number; sealedLines: string; lines: number },
): Promise<void> {
  await sql`
    with counted as (
      update user_imports set lines = lines + ${part.lines}, updated_at = clock_timestamp()
      where sid = ${part.importSid} and status = 'receiving' returning sid
    )
    insert into user_import_parts (import_sid, place, first_line, sealed_lines)
    select sid, ${part.place}::int, ${part.firstLine}::int, ${part.sealedLines} from counted`;
}

/** All lines have come. Resolves to the job, `undefined` if it was given up meanwhile. */
export async function openJob(sql: Database, sid: string): Promise<ImportJob | undefined> {
  const [row] = await sql<ImportJob[]>`update user_imports set status = 'waiting', updated_at = clock_timestamp()
    where sid = ${sid} and status = 'receiving' returning ${columns(sql)}`;
  return row;
}

export async function deleteJob(sql: Database, sid: string): Promise<void> {
  await sql`delete from user_imports where sid = ${sid}`;
}

/** Whose lines have not come for a while: the process that received them is gone. */
export async function deleteAbandoned(sql: Database, minutes: number): Promise<void> {
  await sql`delete from user_imports
    where status = 'receiving' and updated_at < clock_timestamp() - make_interval(mins => ${minutes}::int)`;
}

/** Newest first. */
export async function selectJobs(sql: Database): Promise<ImportJob[]> {
  return await sql<
    ImportJob[]
  >`select ${columns(sql)} from user_imports where status <> 'receiving' order by sid desc limit ${MAX_IMPORTS}::int`;
}

export async function selectJob(sql: Database, sid: string): Promise<ImportJob | undefined> {
  const [row] = await sql<
    ImportJob[]
  >`select ${columns(sql)} from user_imports where sid = ${sid} and status <> 'receiving'`;
  return row;
}

/** The oldest that is not over; locked, so that nobody cancels it in the middle of a part. */
export async function selectOpenJob(tx: Database): Promise<OpenJob | undefined> {
  const [row] = await tx<OpenJob[]>`select ${columns(tx)}, firebase from user_imports
    where status in ('waiting', 'running') order by sid limit 1 for no key update`;
  return row;
}

/** Whether there is work at all: asked each second, without a lock. */
export async function hasOpenJob(sql: Database): Promise<boolean> {
  const rows = await sql`select from user_imports where status in ('waiting', 'running') limit 1`;
  return rows.length > 0;
}

export interface OpenPart {
  place: number;
  firstLine: number;
  sealedLines: string;
}

/**
 * A part that a crash of the machine takes back is as it was, and is worked through again: nobody waits for the disk. What ends the job
 * does, and with it all that was before.
 */
export async function commitLater(tx: Database): Promise<void> {
  await tx`set local synchronous_commit = off`;
}

export async function selectOpenPart(tx: Database, importSid: string): Promise<OpenPart | undefined> {
  const [row] = await tx<OpenPart[]>`select place, first_line, sealed_lines from user_import_parts
    where import_sid = ${importSid} and sealed_lines is not null order by place limit 1`;
  return row;
}

/** The same by its place, without a lock: lines do not change. */
export async function selectPart(sql: Database, importSid: string, place: number): Promise<OpenPart | undefined> {
  const [row] = await sql<OpenPart[]>`select place, first_line, sealed_lines from user_import_parts
    where import_sid = ${importSid} and place = ${place} and sealed_lines is not null`;
  return row;
}

/** In the transaction that has made the people: a part is either worked through, or as it was. */
export async function finishPart(
  tx: Database,
  { importSid, place }: { importSid: string; place: number },
  results: readonly LineResult[],
  counts: Counts,
): Promise<void> {
  await tx`update user_import_parts set sealed_lines = null, results = ${tx.json(results as never)}::jsonb
    where import_sid = ${importSid} and place = ${place}`;
  await tx`update user_imports set status = 'running', started_at = coalesce(started_at, clock_timestamp()),
      updated_at = clock_timestamp(), created = created + ${counts.created}, updated = updated + ${counts.updated},
      unchanged = unchanged + ${counts.unchanged}, refused = refused + ${counts.refused}
    where sid = ${importSid}`;
}

/** Resolves to the job as it ended, `undefined` if it was over. The oldest ones are forgotten. */
export async function endJob(tx: Database, sid: string, status: "done" | "canceled"): Promise<ImportJob | undefined> {
  const [row] = await tx<ImportJob[]>`update user_imports set status = ${status}, firebase = null,
      ended_at = clock_timestamp(), updated_at = clock_timestamp()
    where sid = ${sid} and status in ('waiting', 'running') returning ${columns(tx)}`;
  return row;
}

/** Lines that are not to be worked through any more. */
export async function forgetLines(tx: Database, importSid: string): Promise<void> {
  await tx`delete from user_import_parts where import_sid = ${importSid} and sealed_lines is not null`;
}

/** Resolves to whether there are more. */
export async function forgetKeys(sql: Database, importSid: string): Promise<boolean> {
  const rows = await sql`delete from user_import_keys where (import_sid, hash) in (
      select import_sid, hash from user_import_keys where import_sid = ${importSid} limit ${MAX_DELETED}::int)`;
  return rows.count === MAX_DELETED;
}

/** Of imports that are over: keys that a cancelled one has left, reports after `days`, and all but the newest imports. */
export async function sweepJobs(sql: Database, days: number): Promise<void> {
  await sql`delete from user_import_keys where (import_sid, hash) in (
      select k.import_sid, k.hash from user_import_keys k
      where not exists (select from user_imports i where i.sid = k.import_sid and i.status in ('waiting', 'running'))
      limit ${MAX_DELETED}::int)`;
  await sql`delete from user_import_parts p using user_imports i
    where i.sid = p.import_sid and i.ended_at < clock_timestamp() - make_interval(days => ${days}::int)`;
  await sql`delete from user_imports where status in ('done', 'canceled')
    and sid in (select sid from user_imports order by sid desc offset ${MAX_IMPORTS}::int)`;
}

/** What became of lines, some parts at a time; `after`: the last place that was read. */
export async function selectResults(
  sql: Database,
  importSid: string,
  after: number,
  limit: number,
): Promise<{ place: number; results: LineResult[] }[]> {
  return await sql<{ place: number; results: LineResult[] }[]>`select place, results from user_import_parts
    where import_sid = ${importSid} and place > ${after} and results is not null order by place limit ${limit}::int`;
}

/** Which of these keys an earlier line of the file has. */
export async function selectKeys(
  tx: Database,
  importSid: string,
  hashes: readonly string[],
): Promise<{ hash: string; line: number }[]> {
  return await tx<{ hash: string; line: number }[]>`
    select k.hash, k.line from jsonb_array_elements_text(${tx.json(hashes as string[])}::jsonb) as a(hash)
    join user_import_keys k on k.import_sid = ${importSid} and k.hash = a.hash`;
}

export async function insertKeys(
  tx: Database,
  importSid: string,
  keys: readonly { hash: string; line: number }[],
): Promise<void> {
  await tx`insert into user_import_keys (import_sid, hash, line)
    select ${importSid}, k.hash, k.line from jsonb_to_recordset(${tx.json(keys as never)}::jsonb) as k(hash text, line int)`;
}
