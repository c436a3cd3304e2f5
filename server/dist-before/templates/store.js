import { pageClause } from "../db/page.js";
const columns = (sql) => sql `sid, friendly_name, translations, created_at, updated_at`;
export async function insertTemplate(sql, sid, settings) {
    const [row] = await sql `
    insert into templates (sid, friendly_name, translations)
    values (${sid}, ${settings.friendlyName}, ${sql.json(settings.translations)}::jsonb)
    returning ${columns(sql)}`;
    return row;
}
export async function selectTemplate(sql, sid) {
    const [row] = await sql `select ${columns(sql)} from templates where sid = ${sid}`;
    return row;
}
/** As `selectTemplate`; it stays as it is until the transaction ends. */
export async function lockTemplate(tx, sid) {
    const [row] = await tx `select ${columns(tx)} from templates where sid = ${sid} for update`;
    return row;
}
/** In the order of `pageClause`; of this name, if one is given. */
export async function selectTemplates(sql, page, friendlyName) {
    return await sql `select ${columns(sql)} from templates
    where ${friendlyName === undefined ? sql `true` : sql `friendly_name = ${friendlyName}`} ${pageClause(sql, page)}`;
}
/** What is absent stays. */
export async function updateTemplateRow(sql, sid, { friendlyName, translations }) {
    const [row] = await sql `
    update templates set friendly_name = coalesce(${friendlyName ?? null}::text, friendly_name),
      translations = coalesce(${translations ? sql.json(translations) : null}::jsonb, translations),
      updated_at = clock_timestamp()
    where sid = ${sid} returning ${columns(sql)}`;
    return row;
}
/** Unless it is a service's default. */
export async function deleteTemplateRow(sql, sid) {
    const rows = await sql `
    delete from templates where sid = ${sid}
      and not exists (select from services where default_template_sid = ${sid} and deleted_at is null)
    returning 1`;
    return rows.length > 0;
}
//# sourceMappingURL=store.js.map