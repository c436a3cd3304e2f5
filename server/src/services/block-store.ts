/** @module The SQL of the block list. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";

export interface BlockedPrefix {
  /** `BN…` */
  sid: string;
  prefix: string;
  note: string | null;
  createdAt: Date;
}

/** Differs after every change: entries are added under ever greater identifiers, and every other change takes one away. */
export async function selectBlockedMark(sql: Database): Promise<string> {
  const [row] = await sql<{ mark: string }[]>`select count(*) || ' ' || coalesce(max(sid), '') as mark from block_list`;
  return row?.mark ?? "";
}

export async function selectAllBlocked(sql: Database): Promise<string[]> {
  return (await sql<{ prefix: string }[]>`select prefix from block_list`).map(({ prefix }) => prefix);
}

export async function selectBlocked(sql: Database, page: PageRequest): Promise<BlockedPrefix[]> {
  return await sql<BlockedPrefix[]>`
    select sid, prefix, note, created_at from block_list where true ${pageClause(sql, page)}`;
}

export async function insertBlocked(
  sql: Database,
  { sid, prefix, note }: Omit<BlockedPrefix, "createdAt">,
  max: number,
): Promise<{ blocked: BlockedPrefix | undefined; isFull: boolean }> {
  const [blocked] = await sql<BlockedPrefix[]>`
    insert into block_list (sid, prefix, note, created_at)
    select ${sid}, ${prefix}, ${note}, clock_timestamp() where (select count(*) from block_list) < ${max}::int
    on conflict (prefix) do nothing returning sid, prefix, note, created_at`;
  if (blocked) return { blocked, isFull: false };
  const known = await sql`select sid from block_list where prefix = ${prefix}`;
  return { blocked: undefined, isFull: known.length === 0 };
}

export async function deleteBlocked(sql: Database, sid: string): Promise<boolean> {
  return (await sql`delete from block_list where sid = ${sid} returning sid`).length > 0;
}
