/** @module The SQL of naming keys. */
import type { Database } from "../db/open.js";

/** A naming key, sealed under secret keys, by the ids of those. */
export type Copies = Readonly<Record<string, string>>;

export interface NamingKeyRow {
  generation: number;
  copies: Copies;
}

/** All there are, the oldest first. */
export async function selectNamingKeys(sql: Database): Promise<NamingKeyRow[]> {
  return await sql<NamingKeyRow[]>`select generation, copies from naming_keys order by generation`;
}

/** `false` if another process was faster: look again. */
export async function insertNamingKey(sql: Database, { generation, copies }: NamingKeyRow): Promise<boolean> {
  const rows = await sql`insert into naming_keys (generation, copies)
    values (${generation}::int, ${sql.json(copies)}::jsonb) on conflict do nothing returning generation`;
  return rows.length > 0;
}

export async function addCopies(sql: Database, { generation, copies }: NamingKeyRow): Promise<void> {
  await sql`update naming_keys set copies = copies || ${sql.json(copies)}::jsonb where generation = ${generation}::int`;
}

/** Only what is still as it was read: `false` if it is not. */
export async function replaceCopies(sql: Database, before: NamingKeyRow, copies: Copies): Promise<boolean> {
  const rows = await sql`update naming_keys set copies = ${sql.json(copies)}::jsonb
    where generation = ${before.generation}::int and copies = ${sql.json(before.copies)}::jsonb returning generation`;
  return rows.length > 0;
}
