/** @module The SQL of resources. Applications name them by their indicators, in a list: what must stay is locked, not referenced. */
import type { Database } from "../db/open.js";
import type { Resource } from "./application.js";

const columns = (sql: Database) => sql`sid, indicator, name, scopes, access_token_seconds, created_at, updated_at`;

export async function selectResource(sql: Database, indicator: string): Promise<Resource | undefined> {
  const [row] = await sql<Resource[]>`select ${columns(sql)} from resources where indicator = ${indicator}`;
  return row;
}

/** Newest first. */
export async function selectResources(sql: Database): Promise<Resource[]> {
  return await sql<Resource[]>`select ${columns(sql)} from resources order by sid desc`;
}

/** Those there are of these; they stay as they are until the transaction ends. In an order, so that no two wait for each other. */
export async function holdResources(tx: Database, indicators: readonly string[]): Promise<Resource[]> {
  return await tx<Resource[]>`select ${columns(tx)} from resources
    where indicator in (select jsonb_array_elements_text(${tx.json(indicators)}::jsonb)) order by sid for share`;
}

export async function lockResource(tx: Database, sid: string): Promise<Resource | undefined> {
  const [row] = await tx<Resource[]>`select ${columns(tx)} from resources where sid = ${sid} for update`;
  return row;
}

/** `undefined` if there is one of this indicator. */
export async function insertResource(
  sql: Database,
  { sid, indicator, name, scopes, accessTokenSeconds }: Omit<Resource, "createdAt" | "updatedAt">,
): Promise<Resource | undefined> {
  const [row] = await sql<Resource[]>`
    insert into resources (sid, indicator, name, scopes, access_token_seconds)
    values (${sid}, ${indicator}, ${name}, ${sql.json(scopes)}::jsonb, ${accessTokenSeconds}::int)
    on conflict (indicator) do nothing returning ${columns(sql)}`;
  return row;
}

export async function updateResourceRow(
  tx: Database,
  { sid, name, scopes, accessTokenSeconds }: Pick<Resource, "sid" | "name" | "scopes" | "accessTokenSeconds">,
): Promise<Resource> {
  const [row] = await tx<[Resource]>`
    update resources set name = ${name}, scopes = ${tx.json(scopes)}::jsonb, access_token_seconds = ${accessTokenSeconds}::int,
      updated_at = clock_timestamp()
    where sid = ${sid} returning ${columns(tx)}`;
  return row;
}

/** To be called while the resource is locked: whoever names it in an application waits for that lock. */
export async function isResourceUsed(tx: Database, indicator: string): Promise<boolean> {
  const rows = await tx`select from applications where resources ? ${indicator} limit 1`;
  return rows.length > 0;
}

/** Whether an application that has the resource asks for one of these scopes by default. Locked as above. */
export async function areScopesUsed(tx: Database, indicator: string, scopes: readonly string[]): Promise<boolean> {
  const rows = await tx`select from applications where resources ? ${indicator}
    and string_to_array(default_scopes, ' ') && (select array_agg(value) from jsonb_array_elements_text(${tx.json(scopes)}::jsonb))
    limit 1`;
  return rows.length > 0;
}

export async function deleteResourceRow(tx: Database, sid: string): Promise<void> {
  await tx`delete from resources where sid = ${sid}`;
}
