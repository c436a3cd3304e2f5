/** @module The SQL of trials. */
import type { Database } from "../db/open.js";
import { TRIP_SECONDS } from "./state.js";

export async function insertTrial(
  sql: Database,
  { id, connectorId, askerHash }: { id: string; connectorId: string; askerHash: string },
): Promise<void> {
  await sql`insert into social_trials (id, connector_id, asker_hash, created_at)
    values (${id}, ${connectorId}, ${askerHash}, clock_timestamp())`;
}

/** Once; nobody may wait for it any more. */
export async function keepTrialResult(sql: Database, id: string, sealedResult: string): Promise<void> {
  await sql`update social_trials set sealed_result = ${sealedResult} where id = ${id} and sealed_result is null`;
}

export interface KeptTrial {
  sealedResult: string | null;
  expiresAt: Date;
}

/** What came of it, to whoever began it: with a result it is gone, so that of many who ask at once one hears it. */
export async function takeTrial(
  sql: Database,
  { id, connectorId, askerHash }: { id: string; connectorId: string; askerHash: string },
): Promise<KeptTrial | undefined> {
  const [row] = await sql<KeptTrial[]>`
    with found as materialized (
      select id, sealed_result, created_at + ${TRIP_SECONDS}::int * interval '1 second' as expires_at from social_trials
      where id = ${id} and connector_id = ${connectorId} and asker_hash = ${askerHash}
        and created_at > clock_timestamp() - ${TRIP_SECONDS}::int * interval '1 second' for update
    ), gone as (
      delete from social_trials t using found f where t.id = f.id and f.sealed_result is not null
    )
    select sealed_result, expires_at from found`;
  return row;
}

export async function sweepTrials(sql: Database): Promise<void> {
  await sql`delete from social_trials where created_at < clock_timestamp() - ${TRIP_SECONDS}::int * interval '1 second'`;
}
