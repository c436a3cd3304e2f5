/** @module The SQL that tells how much of a figure is used: for those who watch, not for those who decide. */
import type { Database } from "../db/open.js";
import { MAX_SLOTS } from "./rule.js";

/** A counter, by its key, and how far back its hits count. */
export interface UsageQuery {
  key: string;
  seconds: number;
}

/** Hits of each, in the order asked for. Rows are looked up one by one, as `store.ts` says. */
export async function selectUsage(sql: Database, queries: readonly UsageQuery[]): Promise<number[]> {
  if (queries.length === 0) return [];
  const rows = await sql<{ used: number }[]>`
    select coalesce(sum(h.hits), 0)::int as used
    from rows from (jsonb_to_recordset(${sql.json(queries as never)}::jsonb) as (key text, seconds int))
        with ordinality as q(key, seconds, place)
      cross join generate_series(0, ${MAX_SLOTS - 1}::int) as s(slot)
      left join lateral (select hits from limit_counters where key = q.key || '.' || s.slot limit 1) as c on true
      left join lateral (select count(*) as hits from unnest(c.hits) as hit
        where hit > clock_timestamp() - q.seconds * interval '1 second') as h on true
    group by q.place order by q.place`;
  return rows.map(({ used }) => used);
}
