import { pageClause } from "../db/page.js";
import { firstSid } from "../sid.js";
/**
 * How many messages one page looks at. A filter that matches few would otherwise read everything there is; so a page may
 * come back short, or empty, and say where to go on.
 */
export const MAX_WALK = 10_000;
/** Identifiers have the clock of the process that made them, rows that of the database: a range allows for so much. */
const CLOCKS_APART_MS = 60_000;
const columns = (sql) => sql `m.sid, v.service_sid, v.sid as verification_sid, m.channel, m.status as message_status,
  coalesce(m.error_code, m.error_class) as error_code, m.price, m.currency, v.recipient, v.country, v.code_length, v.wording ->> 'locale' as locale,
  v.status as verification_status, v.expires_at <= clock_timestamp() as is_over, m.created_at,
  greatest(m.created_at, m.sent_at, case when v.status <> 'pending' then v.updated_at end) as updated_at`;
/** Messages by their dates, also as a range of the primary key: what is left over is a minute at either end. */
function datesWhere(sql, { after, before }) {
    const moved = (date, ms) => firstSid("VL", new Date(date.getTime() + ms));
    return sql `true
    ${after ? sql `and sid >= ${moved(after, -CLOCKS_APART_MS)} and created_at >= ${after}` : sql ``}
    ${before ? sql `and sid < ${moved(before, CLOCKS_APART_MS)} and created_at < ${before}` : sql ``}`;
}
/** All else: looked at message by message, and so by no more than a walk. */
function othersWhere(sql, filter) {
    const { channel, recipient, verificationSid, serviceSid, country, converted, prefix } = filter;
    return sql `true
    ${channel === undefined ? sql `` : sql `and m.channel = ${channel}`}
    ${recipient === undefined ? sql `` : sql `and v.recipient = ${recipient}`}
    ${verificationSid === undefined ? sql `` : sql `and v.sid = ${verificationSid}`}
    ${serviceSid === undefined ? sql `` : sql `and v.service_sid = ${serviceSid}`}
    ${country === undefined ? sql `` : sql `and v.country = ${country}`}
    ${converted === undefined ? sql `` : sql `and (v.status = 'approved') = ${converted}`}
    ${prefix === undefined ? sql `` : sql `and starts_with(v.recipient, ${prefix})`}`;
}
/** The verification of message `m`, for itself: a join would be hashed, which reads them all. */
const itsVerification = (sql) => sql `cross join lateral (select * from verifications where sid = m.verification_sid limit 1) as v`;
/** At most `MAX_WALK` messages next to the cursor, in the order of `pageClause`. */
const walk = (sql, filter, { cursor }) => sql `select * from messages where ${datesWhere(sql, filter)} ${pageClause(sql, { size: MAX_WALK - 1, cursor })}`;
/** In the order of `pageClause`, of the messages of one walk. */
export async function walkAttempts(sql, filter, page) {
    const direction = page.cursor?.side === "newer" ? sql `asc` : sql `desc`;
    return await sql `
    select ${columns(sql)} from (${walk(sql, filter, page)}) as m ${itsVerification(sql)}
    where ${othersWhere(sql, filter)} order by m.sid ${direction} limit ${page.size + 1}::int`;
}
/** Where a walk had to end; `undefined` if it came to the end of what there is. */
export async function selectWalkEnd(sql, filter, page) {
    const [row] = await sql `
    select sid from (${walk(sql, filter, page)}) as walked offset ${MAX_WALK - 1}::int`;
    return row?.sid;
}
/** In the order of `pageClause`: those of a number or a verification, found by way of its sends: no index more. */
export async function selectAttemptsOf(sql, filter, page) {
    return await sql `
    select * from (
      select ${columns(sql)}
      from verifications v cross join jsonb_to_recordset(v.sends) as s(attempt_sid text)
      cross join lateral (
        select * from messages where sid = s.attempt_sid and ${datesWhere(sql, filter)} limit 1
      ) as m
      where ${othersWhere(sql, filter)}
    ) as found where true ${pageClause(sql, page)}`;
}
export async function selectAttempt(sql, sid) {
    const [row] = await sql `
    select ${columns(sql)} from messages m join verifications v on v.sid = m.verification_sid where m.sid = ${sid}`;
    return row;
}
export async function countAttempts(sql, filter) {
    const [row] = await sql `
    select count(*)::int as total, count(*) filter (where v.status = 'approved')::int as converted
    from (select verification_sid, channel from messages where ${datesWhere(sql, filter)}) as m
      join verifications v on v.sid = m.verification_sid
    where ${othersWhere(sql, filter)}`;
    return row;
}
//# sourceMappingURL=attempt-store.js.map