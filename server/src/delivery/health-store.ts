/** @module The SQL that tells how connectors are doing: of recent messages, how many each was given and did not bring. */
import type { Database } from "../db/open.js";

/** Of messages that are over, each counted once for every connector that was given it. Recipients that cannot be reached are left out. */
export interface ConnectorOutcomes {
  connectorId: string;
  messages: number;
  /** Those that this connector did not bring, whether or not another did. */
  failed: number;
  /** The class of failures that is the most frequent; `null`: none failed. */
  failureClass: string | null;
  /** Those that failed because nothing is left on the account. */
  outOfBalance: number;
}

/**
 * `from`: an identifier, older messages are not looked at. Most messages have never failed and are counted as they are; the others are
 * first taken apart into tries and put together again for each connector.
 */
export async function selectConnectorOutcomes(sql: Database, from: string): Promise<ConnectorOutcomes[]> {
  return await sql<ConnectorOutcomes[]>`
    with over as (
      select sid, status, connector_id, error_class, failures from messages
      where sid >= ${from} and status in ('sent', 'delivered', 'failed')
    ), tries as (
      select sid, connector_id, status = 'failed' as failed, error_class as class from over where failures is not null
      union all
      select o.sid, f.connector_id, true, f.class
      from over o cross join jsonb_to_recordset(o.failures) as f(connector_id text, class text) where o.failures is not null
    ), given as (
      select connector_id, status = 'failed' as failed, error_class as class from over where failures is null
      union all
      select connector_id, bool_and(failed), coalesce(
          max(class) filter (where failed and class in ('recipient_invalid', 'recipient_blocked', 'balance')),
          max(class) filter (where failed))
      from tries group by sid, connector_id
    )
    select connector_id, count(*)::int as messages, count(*) filter (where failed)::int as failed,
      mode() within group (order by class) filter (where failed) as failure_class,
      count(*) filter (where failed and class = 'balance')::int as out_of_balance
    from given
    where connector_id is not null and (failed and class in ('recipient_invalid', 'recipient_blocked')) is not true
    group by connector_id`;
}
