/** @module The SQL of how connectors fare. */
import type { Database } from "../db/open.js";

export interface HealthRow {
  connectorId: string;
  /** Which part of the span, from 0; `null`: all of it. */
  part: number | null;
  tried: number;
  accepted: number;
  delivered: number;
  p95Seconds: number | null;
  lastFailure: { at: string; class: string; code: string | null } | null;
}

/**
 * Tries of the messages made since `from`, by connector: over the whole span, and in parts of it. An identifier begins with the
 * time at which it was made, so the primary key finds them: a count by `created_at` would read the table.
 *
 * A message that one connector refused and another took is a try of both. What a vendor refused for rate is no try: the message was sent
 * a moment later. The time to delivery is the recipient's, from the message's making to the vendor's word of its arrival.
 */
export async function selectHealth(
  sql: Database,
  { from, since, partSeconds }: { from: string; since: Date; partSeconds: number },
): Promise<HealthRow[]> {
  return await sql<HealthRow[]>`
    with recent as materialized (
      select connector_id, status, sent_at, reported_at, created_at, error_class, error_code, failures
      from messages where sid >= ${from}
    ), attempts as (
      select connector_id, sent_at as at, true as accepted, status = 'delivered' as delivered,
        case when status = 'delivered' then extract(epoch from reported_at - created_at)::float8 end as seconds,
        case when status = 'failed' then coalesce(reported_at, sent_at) end as failed_at, error_class, error_code
      from recent where sent_at is not null and connector_id is not null
      union all
      select f.connector_id, f.at, false, false, null, f.at, f.class, f.code
      from recent cross join jsonb_to_recordset(failures) as f(at timestamptz, connector_id text, class text, code text)
      where f.connector_id is not null and f.class <> 'rate'
    ), parted as (
      select *, floor(extract(epoch from at - ${since}::timestamptz) / ${partSeconds}::int)::int as part from attempts
    )
    select connector_id, part, count(*)::int as tried, (count(*) filter (where accepted))::int as accepted,
      (count(*) filter (where delivered))::int as delivered,
      percentile_cont(0.95) within group (order by seconds) as p95_seconds,
      (array_agg(jsonb_build_object('at', failed_at, 'class', error_class, 'code', error_code) order by failed_at desc)
        filter (where failed_at is not null))[1] as last_failure
    from parted group by grouping sets ((connector_id), (connector_id, part))
    order by connector_id, part nulls first`;
}

/** Tries that failed one after another, up to now: none since has succeeded. */
export interface FailingRow {
  connectorId: string;
  failed: number;
  /** Whether none before them has succeeded either, as far back as was looked. */
  always: boolean;
  since: Date;
  /** The newest first. */
  failures: { class: string; code: string | null }[];
}

/** How many messages are looked at, the newest: enough to know how a connector fares, and no scan of a busy day. */
const MAX_LOOKED_AT = 5000;

/** For each connector its failures in a row. What is the recipient's fault, or a matter of pace, says nothing of a connector. */
export async function selectFailing(sql: Database, from: string): Promise<FailingRow[]> {
  return await sql<FailingRow[]>`
    with recent as materialized (
      select connector_id, status, sent_at, reported_at, error_class, error_code, failures
      from messages where sid >= ${from} order by sid desc limit ${MAX_LOOKED_AT}
    ), tries as (
      select connector_id, coalesce(reported_at, sent_at) as at, status = 'failed' as failed, error_class as class, error_code as code
      from recent where sent_at is not null and connector_id is not null
      union all
      select f.connector_id, f.at, true, f.class, f.code
      from recent cross join jsonb_to_recordset(failures) as f(at timestamptz, connector_id text, class text, code text)
      where f.connector_id is not null
    ), counted as (
      select *, max(at) filter (where not failed) over (partition by connector_id) as succeeded_at from tries
      where (failed and class in ('rate', 'recipient_invalid', 'recipient_blocked')) is not true
    )
    select connector_id, count(*)::int as failed, bool_and(succeeded_at is null) as always, min(at) as since,
      jsonb_agg(jsonb_build_object('class', class, 'code', code) order by at desc) as failures
    from counted where succeeded_at is null or at > succeeded_at
    group by connector_id`;
}
