/** @module A message enters the queue inside the statement that makes its verification, or not at all. */
import type { Database, Fragment } from "../db/open.js";

/** A statement: one message for each row of `source`, a fragment that yields `sid` (a verification) and `channel`. */
export function enqueueMessages(sql: Database, messageSid: string, source: Fragment): Fragment {
  return sql`insert into messages (sid, verification_sid, channel)
    select ${messageSid}, sid, channel from ${source}`;
}
