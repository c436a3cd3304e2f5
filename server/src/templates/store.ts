/** @module The SQL of templates. It reads `services` by name: a default must not go. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import type { Template, TemplateSettings } from "./template.js";

type Row = Omit<Template, "builtIn">;

const columns = (sql: Database) => sql`sid, friendly_name, translations, created_at, updated_at`;

export async function insertTemplate(sql: Database, sid: string, settings: TemplateSettings): Promise<Row> {
  const [row] = await sql<[Row]>`
    insert into templates (sid, friendly_name, translations)
    values (${sid}, ${settings.friendlyName}, ${sql.json(settings.translations as never)}::jsonb)
    returning ${columns(sql)}`;
  return row;
}

export async function selectTemplate(sql: Database, sid: string): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`select ${columns(sql)} from templates where sid = ${sid}`;
  return row;
}

/** As `selectTemplate`; it stays as it is until the transaction ends. */
export async function lockTemplate(tx: Database, sid: string): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`select ${columns(tx)} from templates where sid = ${sid} for update`;
  return row;
}

/** In the order of `pageClause`; of this name, if one is given. */
export async function selectTemplates(sql: Database, page: PageRequest, friendlyName?: string): Promise<Row[]> {
  return await sql<Row[]>`select ${columns(sql)} from templates
    where ${friendlyName === undefined ? sql`true` : sql`friendly_name = ${friendlyName}`} ${pageClause(sql, page)}`;
}

/** What is absent stays. */
export async function updateTemplateRow(
  sql: Database,
  sid: string,
  { friendlyName, translations }: { [K in keyof TemplateSettings]?: TemplateSettings[K] | undefined },
): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    update templates set friendly_name = coalesce(${friendlyName ?? null}::text, friendly_name),
      translations = coalesce(${translations ? sql.json(translations as never) : null}::jsonb, translations),
      updated_at = clock_timestamp()
    where sid = ${sid} returning ${columns(sql)}`;
  return row;
}

/** Unless it is a service's default. */
export async function deleteTemplateRow(sql: Database, sid: string): Promise<boolean> {
  const rows = await sql`
    delete from templates where sid = ${sid}
      and not exists (select from services where default_template_sid = ${sid} and deleted_at is null)
    returning 1`;
  return rows.length > 0;
}
