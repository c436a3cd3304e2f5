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

/** `from`: an identifier, older messages are not looked at. */
export async function selectConnectorOutcomes(sql: Database, from: string): Promise<ConnectorOutcomes[]> {
  return await sql<ConnectorOutcomes[]>`
    with over as (
      select sid, status, connector_id, error_class, failures from messages
      where sid >= ${from} and status in ('sent', 'delivered', 'failed') and (connector_id is not null or failures is not null)
    ), tries as (
      select sid, connector_id, status = 'failed' as failed, error_class as class from over where connector_id is not null
      union all
      select o.sid, f.connector_id, true, f.class
      from over o cross join jsonb_to_recordset(coalesce(o.failures, '[]')) as f(connector_id text, class text)
      where f.connector_id is not null
    ), given as (
      select sid, connector_id, bool_and(failed) as failed, max(class) filter (where failed) as class,
        bool_or(failed and class in ('recipient_invalid', 'recipient_blocked')) as unreachable,
        coalesce(bool_or(failed and class = 'balance'), false) as out_of_balance
      from tries group by sid, connector_id
    )
    select connector_id, count(*)::int as messages, count(*) filter (where failed)::int as failed,
      mode() within group (order by class) filter (where failed) as failure_class,
      count(*) filter (where out_of_balance)::int as out_of_balance
    from given where unreachable is not true group by connector_id`;
}
