/**
 * @module The SQL of what is counted by the hour. It reads `verifications` and `messages` by name, of the rooms above.
 *
 * One statement answers: hours that were counted come from the table, all others are counted there and then. Both are of one snapshot,
 * and an hour is written with its mark in one transaction, so each verification is counted once, whatever is counted meanwhile.
 * Tried before: counting all rows on each look (three million in 30 days: seconds); a counter in the statements that start, send and check
 * (each would lock the same row of the hour, and a delivery report of yesterday would have to find it).
 */
import type { Database } from "../db/open.js";
import { COUNT_AGAIN_HOURS, hourOf, isFinal } from "./final-hours.js";
import { BUCKETS, bounds } from "./histogram.js";

const buckets = Array.from({ length: BUCKETS }, (_, n) => n);
/** PostgreSQL has no sum of arrays; element by element it is ten times as fast as taking them apart. */
const listOf = (write: (n: number) => string) => `array[${buckets.map(write).join(", ")}]`;
const countBuckets = (column: string) => listOf((n) => `count(*) filter (where ${column} = ${n})::int`);
const sumBuckets = (column: string) => listOf((n) => `coalesce(sum(${column}[${n + 1}]), 0)::int`);
const bucketOf = (seconds: string) => `width_bucket(${seconds}, array[${bounds.join(", ")}]::float8[])`;

/** The first identifier of a time: identifiers begin with its milliseconds. */
const firstSidAt = (time: string) => `'VE' || lpad(to_hex((extract(epoch from ${time}) * 1000)::bigint), 12, '0')`;
/** What message `m` was to its vendor, as a list of one; null: it is an e-mail, or was not taken. */
const spentOn = (
  m: string,
) => `case when ${m}.channel = 'sms' and ${m}.sent_at is not null then jsonb_build_array(jsonb_build_object(
    'class', ${m}.price_class, 'parts', ${m}.parts, 'price', ${m}.price, 'currency', ${m}.currency)) end`;
const hourColumns = `hour, service_sid, country, connector, carrier, begun, sent, delivered, verified, lost, spent, verify_seconds,
      deliver_seconds`;
const firstHour = `(select ${hourOf("sid")} from verifications order by sid limit 1)`;

/**
 * The `with` list that counts the hours of `asked`: each verification by itself (`one`), then in groups (`fresh`). A verification was
 * delivered if a vendor said so or the code was used, which is the better proof: many vendors never say. It was sent if a vendor took
 * it. What was lost on the way is lost at the first step that it did not take. Test numbers send nothing and are left out.
 */
const countAsked = `one as materialized (
    select h.hour, v.service_sid, v.country, coalesce(m.connector, '') as connector, coalesce(m.carrier, '') as carrier, way.*,
      case when jsonb_array_length(v.sends) > 1 then every.spent else m.spent end as spent,
      case when not way.sent then 'unsent.' || coalesce(m.failure, 'waiting')
        when not way.delivered then 'undelivered.' || coalesce(m.failure, 'unreported')
        when not way.verified then 'unverified.' || case
          when v.status = 'max_attempts_reached' or v.attempts + v.unbound_attempts >= 5 then 'wrong'
          when v.status = 'canceled' then 'canceled'
          when v.status = 'pending' and v.expires_at > clock_timestamp() then 'pending'
          when v.attempts + v.unbound_attempts = 0 then 'untried'
          else 'expired' end
      end as loss,
      case when way.verified then ${bucketOf("extract(epoch from v.updated_at - v.created_at)::float8")} end as verify_bucket,
      case when first.delivered_at is not null then ${bucketOf("extract(epoch from first.delivered_at - v.created_at)::float8")} end as deliver_bucket
    from asked h
    cross join lateral (
      select * from verifications where sid >= ${firstSidAt("h.hour")} and sid < ${firstSidAt("h.hour + interval '1 hour'")}
        and extras ->> 'testNumber' is null
      -- Without it hours and verifications are joined, which reads them all.
      offset 0
    ) as v
    left join lateral (
      select connector, carrier, ${spentOn("messages")} as spent, case when status = 'failed' then coalesce(error_class, 'unknown') end as failure,
        status in ('sent', 'delivered') or reported_at is not null as sent,
        case when status = 'delivered' then reported_at end as delivered_at, status = 'delivered' as delivered
      from messages where sid = v.sends -> -1 ->> 'attempt_sid' limit 1
    ) as m on true
    left join lateral (
      select bool_or(status in ('sent', 'delivered') or reported_at is not null) as sent, bool_or(status = 'delivered') as delivered,
        min(reported_at) filter (where status = 'delivered') as delivered_at,
        jsonb_agg(${spentOn("message")} -> 0) filter (where ${spentOn("message")} is not null) as spent
      from jsonb_array_elements(v.sends) as send
      cross join lateral (select * from messages where sid = send ->> 'attempt_sid' limit 1) as message
      where jsonb_array_length(v.sends) > 1
    ) as every on true
    cross join lateral (select least(m.delivered_at, every.delivered_at) as delivered_at) as first
    cross join lateral (select v.status = 'approved' as verified,
      v.status = 'approved' or coalesce(m.delivered, false) or coalesce(every.delivered, false) as delivered,
      v.status = 'approved' or coalesce(m.sent, false) or coalesce(every.sent, false) as sent) as way
  ), losses as (
    select hour, service_sid, country, connector, carrier, jsonb_object_agg(loss, n) as lost
    from (select hour, service_sid, country, connector, carrier, loss, count(*)::int as n from one where loss is not null
      group by hour, service_sid, country, connector, carrier, loss) as counted
    group by hour, service_sid, country, connector, carrier
  ), spending as (
    select hour, service_sid, country, connector, carrier, jsonb_object_agg(name, n) as spent from (
      select hour, service_sid, country, connector, carrier, name, sum(n) as n
      from one cross join lateral jsonb_to_recordset(one.spent) as m(class text, parts int, price numeric, currency text)
        cross join lateral (values ('texts', 1::numeric), ('parts', m.parts), ('class.' || m.class, 1),
          ('priced', case when m.price is not null then 1 end), ('price.' || m.currency, m.price)) as each(name, n)
      where name is not null and n is not null group by hour, service_sid, country, connector, carrier, name) as counted
    group by hour, service_sid, country, connector, carrier
  ), grouped as (
    select hour, service_sid, country, connector, carrier, count(*)::int as begun, count(*) filter (where sent)::int as sent,
      count(*) filter (where delivered)::int as delivered, count(*) filter (where verified)::int as verified,
      ${countBuckets("verify_bucket")} as verify_seconds, ${countBuckets("deliver_bucket")} as deliver_seconds
    from one group by hour, service_sid, country, connector, carrier
  ), fresh as (
    select hour, service_sid, country, connector, carrier, begun, sent, delivered, verified, verify_seconds, deliver_seconds,
      coalesce(l.lost, '{}') as lost, coalesce(s.spent, '{}') as spent from grouped g
    left join losses l using (hour, service_sid, country, connector, carrier)
    left join spending s using (hour, service_sid, country, connector, carrier)
  )`;

/** From the end of an hour to the first time it is counted: most codes have run out by then. */
const FIRST_MINUTES = 15;

/** Hours to be counted, the newest first: those that never were, and those that were not since one of the times above. */
export async function selectDueHours(sql: Database, limit: number): Promise<Date[]> {
  const again = COUNT_AGAIN_HOURS.map((hours) => `(interval '${hours} hours')`).join(", ");
  const rows = await sql<{ hour: Date }[]>`
    select h.hour from generate_series(${sql.unsafe(firstHour)},
      date_trunc('hour', clock_timestamp() - ${60 + FIRST_MINUTES}::int * interval '1 minute'), interval '1 hour') as h(hour)
    left join counted_hours c on c.hour = h.hour
    where c.hour is null or exists (select from (values ${sql.unsafe(again)}) as again(age)
      where c.counted_at < h.hour + interval '1 hour' + age and h.hour + interval '1 hour' + age <= clock_timestamp())
    order by h.hour desc limit ${limit}::int`;
  return rows.map(({ hour }) => hour);
}

/**
 * Counts an hour anew, in a transaction of the caller's. `false`: another process has just done so, or it was counted for the last time:
 * what it was counted from may be deleted since.
 */
export async function countHour(tx: Database, hour: Date): Promise<boolean> {
  const claimed = await tx`insert into counted_hours (hour, counted_at) values (${hour}, clock_timestamp())
    on conflict (hour) do update set counted_at = excluded.counted_at
      where counted_hours.counted_at < excluded.counted_at - interval '1 minute' and not ${tx.unsafe(isFinal("counted_hours"))}
    returning 1`;
  if (claimed.length === 0) return false;
  await tx`delete from verification_hours where hour = ${hour}`;
  await tx`with asked as (select ${hour}::timestamptz as hour), ${tx.unsafe(countAsked)}
    insert into verification_hours (${tx.unsafe(hourColumns)})
    select ${tx.unsafe(hourColumns)} from fresh`;
  return true;
}

export type Grouping = "country" | "connector" | "carrier" | "service" | "hour" | "day";

export interface CountedGroup {
  /** `null`: of all together. Times are ISO 8601. */
  key: string | null;
  begun: number;
  sent: number;
  delivered: number;
  verified: number;
  verifySeconds: number[];
  deliverSeconds: number[];
  /** Of all together only. */
  lost: Record<string, number> | null;
  /** The same; as decimals. */
  spent: Record<string, string> | null;
}

export interface CountQuery {
  /** Whole hours. */
  since: Date;
  until: Date;
  by: Grouping;
  serviceSid?: string | undefined;
  /** Of the days, by its IANA name. */
  timeZone: string;
}

const iso = (time: string) => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

function keyOf(sql: Database, by: Grouping, timeZone: string) {
  if (by === "service") return sql`service_sid`;
  if (by === "hour") return sql.unsafe(iso("hour"));
  if (by === "day")
    return sql`to_char((date_trunc('day', hour at time zone ${timeZone}::text) at time zone ${timeZone}::text) at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  if (by === "carrier") return sql`carrier`;
  return by === "country" ? sql`country` : sql`connector`;
}

/** Every group, and all together. */
export async function selectCounts(sql: Database, query: CountQuery): Promise<CountedGroup[]> {
  const { since, until, by, serviceSid, timeZone } = query;
  const ofService = serviceSid === undefined ? sql`` : sql`and service_sid = ${serviceSid}`;
  return await sql<CountedGroup[]>`
    with asked as (
      select h.hour from generate_series(greatest(${since}::timestamptz, ${sql.unsafe(firstHour)}),
        least(${until}::timestamptz, date_trunc('hour', clock_timestamp()) + interval '1 hour') - interval '1 hour',
        interval '1 hour') as h(hour)
      where not exists (select from counted_hours c where c.hour = h.hour)
    ), ${sql.unsafe(countAsked)}, counted as materialized (
      select *, ${keyOf(sql, by, timeZone)} as key from (
        select ${sql.unsafe(hourColumns)} from verification_hours where hour >= ${since} and hour < ${until} ${ofService}
        union all
        select ${sql.unsafe(hourColumns)} from fresh where true ${ofService}
      ) as hours
    )
    select key, coalesce(sum(begun), 0)::int as begun, coalesce(sum(sent), 0)::int as sent,
      coalesce(sum(delivered), 0)::int as delivered, coalesce(sum(verified), 0)::int as verified,
      to_jsonb(${sql.unsafe(sumBuckets("verify_seconds"))}) as verify_seconds,
      to_jsonb(${sql.unsafe(sumBuckets("deliver_seconds"))}) as deliver_seconds,
      case when grouping(key) = 1 then (select coalesce(jsonb_object_agg(loss, n), '{}') from (
        select loss, sum(times::int)::int as n from counted cross join lateral jsonb_each_text(counted.lost) as each(loss, times)
        group by loss) as summed) end as lost,
      case when grouping(key) = 1 then (select coalesce(jsonb_object_agg(name, trim_scale(n)::text), '{}') from (
        select name, sum(n::numeric) as n from counted cross join lateral jsonb_each_text(counted.spent) as each(name, n)
        group by name) as summed) end as spent
    from counted group by grouping sets ((key), ())`;
}
