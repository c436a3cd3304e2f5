/** @module The SQL of notices. Their messages are leased, reported and listed as those of codes. */
import type { JSONValue } from "postgres";
import type { Database } from "../db/open.js";
import { fragment, prepare } from "../db/statement.js";
import { enqueueNotices } from "./enqueue.js";
import type { NoticeKind, NoticeValues } from "./notice.js";

/** A notice about to be made. */
export interface NewNotice {
  sid: string;
  serviceSid: string;
  recipient: string;
  country: string;
  channel: string;
  kind: NoticeKind;
  locale: string;
  brand: string;
  values: NoticeValues;
  lifetimeSeconds: number;
}

/** Notices as parameter `notices` of `enqueueNotices`. */
export const noticeRecords = (sql: Database, notices: readonly NewNotice[]) =>
  sql.json(
    notices.map(({ serviceSid, lifetimeSeconds, ...same }) => ({
      ...same,
      service_sid: serviceSid,
      lifetime_seconds: lifetimeSeconds,
    })) as unknown as JSONValue,
  );

const insert = prepare<{ count: number }>()(
  fragment`with ${enqueueNotices(fragment`true`)} select count(*)::int as count from notified`,
);

/** One statement, whatever their number; none of it without what it is about, if `sql` is that transaction. */
export async function insertNotices(sql: Database, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length > 0) await insert(sql, { notices: noticeRecords(sql, notices) });
}

/** Empties recipients and values of notices older than `days`; at most `limit` rows. */
export async function emptyNotices(sql: Database, days: number, limit: number): Promise<number> {
  const rows = await sql`
    update notices set recipient = null, "values" = '{}'
    where sid in (
      select sid from notices
      where recipient is not null and created_at < clock_timestamp() - ${days}::int * interval '1 day'
        and expires_at <= clock_timestamp()
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}
