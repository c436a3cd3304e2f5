/** @module The SQL of notices. Their messages are leased, reported and listed as those of codes. */
import type { Database } from "../db/open.js";
import { fragment, prepare } from "../db/statement.js";
import { enqueueNotices, noticeRecords } from "./enqueue.js";
import type { NewNotice } from "./notice.js";

const insert = prepare<{ count: number }>()(
  fragment`with ${enqueueNotices(fragment`true`)} select count(*)::int as count from notified`,
);

/** One statement, whatever their number; none of it without what it is about, if `sql` is that transaction. */
export async function insertNotices(sql: Database, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length > 0) await insert(sql, { notices: noticeRecords(sql, notices) });
}

/** A condition on notice `n`: nothing of it is to be sent any more. */
const isOver = (sql: Database) => sql`(n.expires_at <= statement_timestamp() or not exists (
  select from messages m where m.sid = 'VL' || substr(n.sid, 3) and m.status in ('queued', 'sending')))`;

/** Empties recipients and values of notices older than `days`, and of those to be forgotten that were sent; at most `limit` rows. */
export async function emptyNotices(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update notices set recipient = null, "values" = '{}'
    where sid in (
      select sid from notices n
      where recipient is not null and (created_at < clock_timestamp() - ${days}::int * interval '1 day'
        and expires_at <= clock_timestamp() or forget_when_sent and ${isOver(sql)})
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}

/** Empties the notices to these numbers and addresses, at once or, where one is still to be sent, when it is. */
export async function forgetNoticesTo(sql: Database, addresses: readonly string[]): Promise<void> {
  await sql`
    update notices n set recipient = case when ${isOver(sql)} then null else recipient end,
      "values" = case when ${isOver(sql)} then '{}' else "values" end, forget_when_sent = true
    where n.recipient in (select jsonb_array_elements_text(${sql.json(addresses as string[])}::jsonb))`;
}

/** Ends notices whose subject is over: their messages, where not sent yet, are not sent any more. */
export async function endNotices(sql: Database, sids: readonly string[]): Promise<void> {
  await sql`
    update notices set expires_at = least(expires_at, clock_timestamp())
    where sid in (select jsonb_array_elements_text(${sql.json(sids as string[])}::jsonb))`;
}
