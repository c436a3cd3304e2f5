/** @module A message enters the queue inside the statement that makes its verification, or not at all. */
import type { Database, Fragment } from "../db/open.js";
import { LEASE_SECONDS, SHORTEST_LIFE_SECONDS } from "./store.js";

/**
 * A statement: one message for each row of `source`, a fragment that yields `sid` (a verification), `channel` and `leased`:
 * whether the message is in this process's hands from birth (see `Dispatcher.reserve`).
 */
export function enqueueMessages(sql: Database, messageSid: string, source: Fragment): Fragment {
  return sql`insert into messages (sid, verification_sid, channel, status, tries, next_at)
    select ${messageSid}, sid, channel, case when leased then 'sending' else 'queued' end, leased::int,
      clock_timestamp() + leased::int * ${LEASE_SECONDS}::int * interval '1 second'
    from ${source}`;
}

/** A condition on `expires_at`: there is time to receive a code and type it. What has less is the lease's to judge. */
export function hasLife(sql: Database): Fragment {
  return sql`expires_at > clock_timestamp() + ${SHORTEST_LIFE_SECONDS}::int * interval '1 second'`;
}
