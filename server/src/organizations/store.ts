/** @module The SQL of organizations, their members and their roles. */
import type postgres from "postgres";
import { MAX_MATCHES, nameBeginsWith } from "../db/begins-with.js";
import type { Database } from "../db/open.js";
import type { Member, Organization, OrganizationSettings, Role } from "./organization.js";

// ---- organizations ----

export async function insertOrganization(tx: Database, sid: string, settings: OrganizationSettings): Promise<void> {
  const { name, slug, metadata } = settings;
  await tx`insert into organizations (sid, name, slug, metadata, created_at, updated_at)
    values (${sid}, ${name}, ${slug}, ${tx.json(metadata)}, clock_timestamp(), clock_timestamp())`;
}

export async function selectOrganization(sql: Database, sid: string): Promise<Organization | undefined> {
  const [row] = await sql<Organization[]>`select * from organizations where sid = ${sid}`;
  return row;
}

/** It stays as it is until the transaction ends; whoever joins it does not wait. */
export async function lockOrganization(tx: Database, sid: string): Promise<Organization | undefined> {
  const [row] = await tx<Organization[]>`select * from organizations where sid = ${sid} for no key update`;
  return row;
}

export interface OrganizationFilter {
  /** What the name begins with, in any case. */
  name: string | undefined;
  slug: string | undefined;
  before: string | undefined;
  limit: number;
}

/** Newest first. Which way a name is looked for is decided by how many there are, since the planner does not know the name. */
export async function selectOrganizations(sql: Database, filter: OrganizationFilter): Promise<Organization[]> {
  const { name, slug, before, limit } = filter;
  const bounds = sql`${slug === undefined ? sql`` : sql`and slug = ${slug}`}
    ${before === undefined ? sql`` : sql`and sid < ${before}`}`;
  const newest = (from: postgres.PendingQuery<postgres.Row[]>) =>
    sql<Organization[]>`select * from ${from} ${bounds} order by sid desc limit ${limit}::int`;
  if (name === undefined) return await newest(sql`organizations where true`);
  const matches = sql`select * from organizations where ${nameBeginsWith(sql, name)} order by lower(name) using ~<~ limit ${MAX_MATCHES + 1}::int`;
  const [{ count = 0 } = {}] = await sql<{ count: number }[]>`select count(*)::int from (${matches}) as m`;
  if (count <= MAX_MATCHES) return await newest(sql`(${matches}) as m where true`);
  // A pattern in a parameter is no range of the index, so the newest are read until the page is full.
  return await newest(sql`organizations where lower(name) like ${`${name.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`}`);
}

export async function updateOrganization(tx: Database, sid: string, settings: OrganizationSettings): Promise<void> {
  const { name, slug, metadata } = settings;
  await tx`update organizations set name = ${name}, slug = ${slug}, metadata = ${tx.json(metadata)},
    version = version + 1, updated_at = clock_timestamp()
    where sid = ${sid}`;
}

/** Members and invitations go with it, by their foreign keys. */
export async function deleteOrganization(tx: Database, sid: string): Promise<Organization | undefined> {
  const [row] = await tx<Organization[]>`delete from organizations where sid = ${sid} returning *`;
  return row;
}

// ---- members ----

const memberColumns = (sql: Database) => sql`m.user_sid, u.name, m.roles, m.created_at`;

/** In the order of their identifiers, so that the older account comes first. */
export async function selectMembers(
  sql: Database,
  organizationSid: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<Member[]> {
  return await sql<Member[]>`select ${memberColumns(sql)} from organization_members m join users u on u.sid = m.user_sid
    where m.organization_sid = ${organizationSid} ${after === undefined ? sql`` : sql`and m.user_sid > ${after}`}
    order by m.user_sid limit ${limit}::int`;
}

export async function selectMember(sql: Database, organizationSid: string, userSid: string) {
  const [row] = await sql<Member[]>`select ${memberColumns(sql)} from organization_members m
    join users u on u.sid = m.user_sid where m.organization_sid = ${organizationSid} and m.user_sid = ${userSid}`;
  return row;
}

/** Adds a member, or changes their roles. Throws PostgreSQL's `23503` where there is no such organization or user. */
export async function upsertMember(
  tx: Database,
  organizationSid: string,
  userSid: string,
  roles: readonly string[],
): Promise<void> {
  await tx`insert into organization_members (organization_sid, user_sid, roles, created_at)
    values (${organizationSid}, ${userSid}, ${tx.json(roles as string[])}, clock_timestamp())
    on conflict (organization_sid, user_sid) do update set roles = excluded.roles`;
}

export async function deleteMember(tx: Database, organizationSid: string, userSid: string): Promise<boolean> {
  const rows = await tx`delete from organization_members
    where organization_sid = ${organizationSid} and user_sid = ${userSid} returning 1`;
  return rows.length > 0;
}

/** Whether somebody else has the role. The organization is locked before, or two who ask at once both hear yes. */
export async function hasOther(tx: Database, organizationSid: string, userSid: string, role: string): Promise<boolean> {
  const rows = await tx`select from organization_members where organization_sid = ${organizationSid}
    and user_sid <> ${userSid} and roles ? ${role} limit 1`;
  return rows.length > 0;
}

// ---- roles ----

type RoleRow = Pick<Role, "name" | "description">;

export async function selectRoles(sql: Database): Promise<RoleRow[]> {
  return await sql<RoleRow[]>`select name, description from organization_roles order by name`;
}

/** Of these roles the ones that there are; they stay until the transaction ends. */
export async function holdRoles(tx: Database, names: readonly string[]): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`select name from organization_roles
    where name in (select jsonb_array_elements_text(${tx.json(names as string[])}::jsonb)) order by name for key share`;
  return rows.map(({ name }) => name);
}

/** Resolves to whether it is new; `undefined`: there are `max` already. */
export async function upsertRole(
  tx: Database,
  { name, description }: RoleRow,
  max: number,
): Promise<{ isNew: boolean; before: string | null } | undefined> {
  // Those who define one at once wait for each other, so that all are counted.
  await tx`lock table organization_roles in share row exclusive mode`;
  const [found] = await tx<RoleRow[]>`select name, description from organization_roles where name = ${name}`;
  if (!found) {
    const [{ count } = { count: 0 }] = await tx<
      { count: number }[]
    >`select count(*)::int as count from organization_roles`;
    if (count >= max) return undefined;
  }
  await tx`insert into organization_roles (name, description, created_at) values (${name}, ${description}, clock_timestamp())
    on conflict (name) do update set description = excluded.description`;
  return { isNew: !found, before: found?.description ?? null };
}

/** Until the transaction ends nobody gets the role. */
export async function lockRole(tx: Database, name: string): Promise<boolean> {
  const rows = await tx`select from organization_roles where name = ${name} for update`;
  return rows.length > 0;
}

/** Whether a member has it, or an invitation that is still open gives it. */
export async function isRoleUsed(tx: Database, name: string): Promise<boolean> {
  const [row] = await tx<{ used: boolean }[]>`select exists (select from organization_members where roles ? ${name})
    or exists (select from organization_invitations where status = 'pending' and expires_at > clock_timestamp() and roles ? ${name})
    as used`;
  return row?.used === true;
}

export async function deleteRole(tx: Database, name: string): Promise<void> {
  await tx`delete from organization_roles where name = ${name}`;
}
