/**
 * @module The SQL that passes events on to endpoints. It empties `event_outbox` and takes the mark off `audit_events`, tables of a room
 * above: taking an event and making its deliveries are one statement, so none is lost and none comes twice.
 */

import { eventClock, eventDigits } from "../audit/event-sid.js";
import { hears } from "../audit/heard.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";

/** Events of each source that one statement takes. */
export const RELAY_BATCH = 500;
/** Any number that no other advisory lock of ours has. */
const RELAY_LOCK = 7_203_119;

/**
 * One process at a time: deliveries get their order here, and an earlier number that another process has not committed yet would be
 * overtaken. Events come in the order in which their transactions commit; of one transaction, and of those taken together, in their own.
 *
 * A member of an audit event that is `null` is told (a setting may have been taken away); only what the event does not have is not.
 */
const relay = prepare<{ taken: number; endpoints: boolean }>()(fragment`
  with turn as materialized (
    select pg_try_advisory_xact_lock(${RELAY_LOCK}) as ours
  ), marked as (
    update audit_events set outgoing = null where sid in (
      select sid from audit_events where outgoing and (select ours from turn) order by sid limit ${param("limit")}::int for update)
    returning sid, type, subject_kind, subject_id, service_sid, created_at,
      jsonb_build_object('actor', jsonb_build_object('kind', actor_kind, 'id', actor_id))
        || case when before is null then '{}' else jsonb_build_object('before', before) end
        || case when after is null then '{}' else jsonb_build_object('after', after) end
        || case when data is null then '{}' else jsonb_build_object('details', data) end as facts
  ), boxed as (
    delete from event_outbox where sid in (
      select sid from event_outbox where (select ours from turn) order by sid limit ${param("limit")}::int for update)
    returning sid, type, subject_kind, subject_id, service_sid, created_at, data as facts
  ), events as (
    select * from marked union all select * from boxed
  ), told as (
    insert into webhook_deliveries (sid, endpoint_sid, event_sid, type, subject_kind, subject_id, service_sid, facts, happened_at)
    select 'WD' || ${eventDigits(fragment`row_number() over (order by e.created_at, substr(e.sid, 3), w.sid)`)}, w.sid, e.sid, e.type,
      e.subject_kind, e.subject_id, e.service_sid, e.facts, e.created_at
    from events e join webhook_endpoints w on ${hears(fragment`e.type`, fragment`e.service_sid`)}, ${eventClock}
    order by e.created_at, substr(e.sid, 3), w.sid
    returning 1
  )
  select (select count(*) from events)::int as taken, exists (select from webhook_endpoints) as endpoints`);

/** Resolves to how many events were taken, and whether anybody could be told of any. */
export async function relayEvents(sql: Database): Promise<{ taken: number; endpoints: boolean }> {
  const [row] = await relay(sql, { limit: RELAY_BATCH });
  if (!row) throw new Error("the relay returned nothing");
  return row;
}
