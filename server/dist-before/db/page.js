/** The end of a statement whose `where` has a condition already: one row more than the page, for `cutPage`. */
export function pageClause(sql, { size, cursor }) {
    const limit = sql `limit ${size + 1}::int`;
    if (cursor?.side === "newer")
        return sql `and sid > ${cursor.sid} order by sid ${limit}`;
    return sql `${cursor ? sql `and sid < ${cursor.sid}` : sql ``} order by sid desc ${limit}`;
}
/** The page of rows that came in the order of `pageClause`. */
export function cutPage(found, { size, cursor }) {
    const backwards = cursor?.side === "newer";
    const more = found.length > size;
    const rows = found.slice(0, size);
    if (backwards)
        rows.reverse();
    const first = rows[0]?.sid;
    const last = rows.at(-1)?.sid;
    const hasOlder = backwards || more;
    const hasNewer = backwards ? more : cursor !== undefined;
    return { rows, ...(hasOlder && last && { older: last }), ...(hasNewer && first && { newer: first }) };
}
//# sourceMappingURL=page.js.map