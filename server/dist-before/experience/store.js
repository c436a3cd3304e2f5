/** `undefined`: nothing was ever set. */
export async function selectExperience(sql) {
    const [row] = await sql `select document, version from sign_in_experience`;
    return row;
}
/** Version 0 is the one that was never stored. Resolves to the new version; `undefined` if another came in between. */
export async function replaceExperience(sql, document, version) {
    const [row] = await sql `
    insert into sign_in_experience as e (id, document, version)
    select 'live', ${sql.json(document)}::jsonb, 1
    where ${version}::int = 0 or exists (select from sign_in_experience)
    on conflict (id) do update set document = excluded.document, version = e.version + 1, updated_at = clock_timestamp()
      where e.version = ${version}::int
    returning version`;
    return row?.version;
}
/** How long a draft is kept, in hours. */
const DRAFT_HOURS = 24;
const MAX_DRAFTS = 500;
/** Forgets the drafts of yesterday, and the oldest where there are too many. */
export async function insertDraft(sql, sid, document) {
    await sql `
    with swept as (
      delete from experience_drafts where created_at < clock_timestamp() - ${DRAFT_HOURS}::int * interval '1 hour'
        or sid in (select sid from experience_drafts order by sid desc offset ${MAX_DRAFTS - 1}::int)
    )
    insert into experience_drafts (sid, document) values (${sid}, ${sql.json(document)}::jsonb)`;
}
export async function selectDraft(sql, sid) {
    const [row] = await sql `select document from experience_drafts
    where sid = ${sid} and created_at > clock_timestamp() - ${DRAFT_HOURS}::int * interval '1 hour'`;
    return row?.document;
}
//# sourceMappingURL=store.js.map