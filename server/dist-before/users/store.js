import { fragment, param, prepare } from "../db/statement.js";
const columns = fragment `u.sid, u.name, u.language, u.password_hash is not null as has_password, u.created_at, u.updated_at,
  u.suspended_at, (select coalesce(jsonb_agg(jsonb_build_object('sid', i.sid, 'kind', i.kind, 'value', i.value,
    'createdAt', i.created_at, 'verifiedAt', i.verified_at, 'provedAt', i.proved_at) order by i.created_at, i.sid), '[]')
    from identifiers i where i.user_sid = u.sid) as identifiers`;
const selectOne = prepare()(fragment `select ${columns} from users u where u.sid = ${param("sid")}`);
export async function selectUser(sql, sid) {
    const [row] = await selectOne(sql, { sid });
    return row && toUser(row);
}
const date = (text) => (text === null ? null : new Date(text));
function toUser(row) {
    const identifiers = row.identifiers.map((one) => ({
        ...one,
        createdAt: new Date(one.createdAt),
        verifiedAt: date(one.verifiedAt),
        provedAt: date(one.provedAt),
    }));
    return { ...row, identifiers };
}
/** The newest word on each item. */
export async function selectConsents(sql, userSid) {
    return await sql `select distinct on (item) item, version, agreed, at from user_consents
    where user_sid = ${userSid} order by item, at desc`;
}
export async function insertConsent(sql, userSid, consent) {
    await sql `insert into user_consents (user_sid, item, version, agreed, at)
    values (${userSid}, ${consent.item}, ${consent.version}, ${consent.agreed}, clock_timestamp())`;
}
export async function updateName(sql, sid, name) {
    const rows = await sql `update users set name = ${name}, updated_at = clock_timestamp() where sid = ${sid} returning sid`;
    return rows.length > 0;
}
export async function deleteUser(sql, sid) {
    const rows = await sql `delete from users where sid = ${sid} returning sid`;
    return rows.length > 0;
}
export async function updatePasswordHash(sql, sid, passwordHash) {
    await sql `update users set password_hash = ${passwordHash}, updated_at = clock_timestamp() where sid = ${sid}`;
}
/** One of several, of which another one was proved. The user's row is locked, so that two at once do not take the last two. */
export async function deleteIdentifier(sql, userSid, sid) {
    await sql `select from users where sid = ${userSid} for update`;
    const rows = await sql `delete from identifiers i where i.sid = ${sid} and i.user_sid = ${userSid}
    and exists (select from identifiers o where o.user_sid = ${userSid} and o.sid <> i.sid and o.verified_at is not null)
    returning i.sid`;
    return rows.length > 0;
}
//# sourceMappingURL=store.js.map