/** @module The SQL of entities. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import type { Entity, EntityPath } from "./factor.js";

const columns = (sql: Database) => sql`sid, service_sid, identity, created_at, updated_at`;

/** `undefined` if there is one of this identity already, or no such service. */
export async function insertEntity(
  sql: Database,
  sid: string,
  { serviceSid, identity }: EntityPath,
): Promise<Entity | undefined> {
  const [row] = await sql<Entity[]>`
    insert into entities (sid, service_sid, identity, created_at, updated_at)
    select ${sid}, s.sid, ${identity}, clock_timestamp(), clock_timestamp() from services s
    where s.sid = ${serviceSid} and s.deleted_at is null
    on conflict (service_sid, identity) do nothing returning ${columns(sql)}`;
  return row;
}

export async function selectEntity(
  sql: Database,
  { serviceSid, identity }: EntityPath,
  lock?: "lock",
): Promise<Entity | undefined> {
  const [row] = await sql<Entity[]>`
    select ${columns(sql)} from entities where service_sid = ${serviceSid} and identity = ${identity}
    ${lock ? sql`for no key update` : sql``}`;
  return row;
}

/** In the order of `pageClause`. */
export async function selectEntities(sql: Database, serviceSid: string, page: PageRequest): Promise<Entity[]> {
  return await sql<Entity[]>`
    select ${columns(sql)} from entities where service_sid = ${serviceSid} ${pageClause(sql, page)}`;
}

/** Its factors and challenges go with it. Resolves to its identifier and theirs, which the caller has locked. */
export async function deleteEntityRow(
  tx: Database,
  entitySid: string,
): Promise<{ sid: string; factorSids: string[] } | undefined> {
  const [row] = await tx<{ sid: string; factorSids: string[] }[]>`
    with owned as (select coalesce(jsonb_agg(sid order by sid), '[]') as sids from factors where entity_sid = ${entitySid}),
      gone as (delete from entities where sid = ${entitySid} returning sid)
    select gone.sid, owned.sids as factor_sids from gone, owned`;
  return row;
}

/** Entities of services that are deleted, at most `limit`; resolves to how many went. */
export async function deleteOrphans(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    delete from entities where sid in (
      select e.sid from entities e join services s on s.sid = e.service_sid where s.deleted_at is not null
      limit ${limit}::int for update of e skip locked)
    returning 1`;
  return rows.length;
}
