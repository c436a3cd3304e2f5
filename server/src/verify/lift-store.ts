/** @module The SQL that lifts what refuses a number: one statement, over the counters, the waits and the verifications of that number. */

import type { NewEvent } from "../audit/event.js";
import { eventList, recordEventsOf } from "../audit/record.js";
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import { clearCounters, clearStreaks } from "../limits/clear-counters.js";
import { endRefusals } from "../refusals/end-refusals.js";
import { announceEnds, endColumns, wasPending } from "./announce-outcomes.js";

export interface Lifted {
  /** Limits that had refused it, by their names. */
  rules: string[];
  /** Counters and waits that begin anew. */
  counters: number;
  /** Verifications that are over by this. */
  verifications: string[];
}

/**
 * In the order in which starts and checks lock rows: counters, verifications, streaks. What is live is ended, since it holds the wait, the sends
 * and the lock of its code; the next request begins another one. The code of a test number waits for nothing and stays.
 */
const lift = prepare<Lifted>()(fragment`
  with refused as (${endRefusals}), names as (
    select name from jsonb_array_elements_text(${param("names")}::jsonb) as given(name)
    union select counter from refused where counter is not null
  ), cleared as (
    ${clearCounters(fragment`names`)}
  ), ended as (
    update verifications set custom_code = null, updated_at = clock_timestamp(),
      status = case when status = 'pending' and expires_at > clock_timestamp() then 'canceled' else 'expired' end
    where service_sid = ${param("serviceSid")} and recipient = ${param("recipient")} and status in ('pending', 'max_attempts_reached')
      and extras ->> 'testNumber' is null and (select count(*) from cleared) >= 0
    returning sid, service_sid, channel, status, tags, limit_key, ${endColumns}, ${wasPending}
  ), forgotten as (
    ${clearStreaks(fragment`(select name from names union select limit_key from ended) as streaks(name)`)}
  ), announced as (${announceEnds(fragment`ended where was_pending`)}
  ), lifted as (
    select coalesce((select jsonb_agg(distinct rule) from refused where rule <> ''), '[]') as rules,
      (select count(*)::int from cleared) + (select count(*)::int from forgotten) as counters,
      coalesce((select jsonb_agg(sid order by sid) from ended), '[]') as verifications
  ), recorded as (
    ${recordEventsOf(fragment`(select jsonb_agg(${param("event")}::jsonb || jsonb_build_object('data',
      jsonb_build_object('rules', rules, 'verifications', verifications))) from lifted)`)}
    where exists (select from lifted where counters > 0 or verifications <> '[]')
  )
  select * from lifted`);

/** `names`: of counters and streaks of the number that no refusal has to name. `event` is written if anything was lifted. */
export async function liftRecipient(
  sql: Database,
  {
    names,
    event,
    ...keys
  }: Record<"serviceSid" | "recipient" | "recipientKey", string> & { names: readonly string[]; event: NewEvent },
): Promise<Lifted> {
  const values = { ...keys, names: sql.json(names as string[]), event: sql.json(eventList([event])[0] as never) };
  const [row] = await lift(sql, values);
  return row as Lifted;
}
