import { fragment, prepare } from "../db/statement.js";
import { enqueueNotices, noticeRecords } from "./enqueue.js";
const insert = prepare()(fragment `with ${enqueueNotices(fragment `true`)} select count(*)::int as count from notified`);
/** One statement, whatever their number; none of it without what it is about, if `sql` is that transaction. */
export async function insertNotices(sql, notices) {
    if (notices.length > 0)
        await insert(sql, { notices: noticeRecords(sql, notices) });
}
/** Empties recipients and values of notices older than `days`; at most `limit` rows. */
export async function emptyNotices(sql, days, limit) {
    const rows = await sql `
    update notices set recipient = null, "values" = '{}'
    where sid in (
      select sid from notices
      where recipient is not null and created_at < clock_timestamp() - ${days}::int * interval '1 day'
        and expires_at <= clock_timestamp()
      limit ${limit}::int for update skip locked)
    returning 1`;
    return rows.length;
}
//# sourceMappingURL=notice-store.js.map