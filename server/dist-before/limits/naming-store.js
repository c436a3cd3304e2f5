/** All there are, the oldest first. */
export async function selectNamingKeys(sql) {
    return await sql `select generation, copies from naming_keys order by generation`;
}
/** `false` if another process was faster: look again. */
export async function insertNamingKey(sql, { generation, copies }) {
    const rows = await sql `insert into naming_keys (generation, copies)
    values (${generation}::int, ${sql.json(copies)}::jsonb) on conflict do nothing returning generation`;
    return rows.length > 0;
}
export async function addCopies(sql, { generation, copies }) {
    await sql `update naming_keys set copies = copies || ${sql.json(copies)}::jsonb where generation = ${generation}::int`;
}
/** Only what is still as it was read: `false` if it is not. */
export async function replaceCopies(sql, before, copies) {
    const rows = await sql `update naming_keys set copies = ${sql.json(copies)}::jsonb
    where generation = ${before.generation}::int and copies = ${sql.json(before.copies)}::jsonb returning generation`;
    return rows.length > 0;
}
//# sourceMappingURL=naming-store.js.map