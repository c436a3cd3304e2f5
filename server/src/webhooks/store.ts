/** @module The SQL of endpoints. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import { type Endpoint, type EndpointRow, type EndpointSettings, MAX_ENDPOINTS } from "./endpoint.js";

const COUNTED = 1000;
/** Any number that no other advisory lock of ours has. */
const ENDPOINTS_LOCK = 7_203_118;

const columns = (
  sql: Database,
) => sql`e.sid, e.service_sid, e.url, e.event_types, e.include_numbers, e.description, e.status,
  case when e.old_secret_until > clock_timestamp() then e.old_secret_until end as old_secret_until, e.failing_since, e.paused_at,
  e.created_at, e.updated_at,
  (select count(*)::int from (select from webhook_deliveries d where d.endpoint_sid = e.sid and d.status in ('waiting', 'sending')
    limit ${COUNTED}::int) as w) as waiting,
  (select count(*)::int from (select from webhook_deliveries d where d.endpoint_sid = e.sid and d.status = 'dead'
    limit ${COUNTED}::int) as g) as dead`;

const ofService = (sql: Database, serviceSid: string | undefined) =>
  serviceSid === undefined ? sql`` : sql`and e.service_sid = ${serviceSid}`;

/** Newest first. */
export async function selectEndpoints(sql: Database): Promise<Endpoint[]> {
  return await sql<Endpoint[]>`select ${columns(sql)} from webhook_endpoints e order by e.sid desc`;
}

/** A page of a service's, in the order of `pageClause`. */
export async function selectEndpointPage(sql: Database, serviceSid: string, page: PageRequest): Promise<Endpoint[]> {
  return await sql<
    Endpoint[]
  >`select * from (select ${columns(sql)} from webhook_endpoints e where e.service_sid = ${serviceSid}) as found
    where true ${pageClause(sql, page)}`;
}

/** With `serviceSid`, only if it is of that service. */
export async function selectEndpoint(
  sql: Database,
  sid: string,
  serviceSid: string | undefined,
): Promise<Endpoint | undefined> {
  const [row] = await sql<Endpoint[]>`
    select ${columns(sql)} from webhook_endpoints e where e.sid = ${sid} ${ofService(sql, serviceSid)}`;
  return row;
}

/** As it is in the table; it stays so until the transaction ends. */
export async function lockEndpoint(
  tx: Database,
  sid: string,
  serviceSid: string | undefined,
): Promise<EndpointRow | undefined> {
  const [row] = await tx<EndpointRow[]>`
    select * from webhook_endpoints e where e.sid = ${sid} ${ofService(tx, serviceSid)} for update`;
  return row;
}

/** With its secrets, to try it out. */
export async function selectWholeEndpoint(sql: Database, sid: string): Promise<EndpointRow | undefined> {
  const [row] = await sql<EndpointRow[]>`select * from webhook_endpoints where sid = ${sid}`;
  return row;
}

type Written = Omit<EndpointSettings, "enabled"> & Pick<EndpointRow, "status">;

/** Resolves to whether there was room for one more. */
export async function insertEndpoint(
  tx: Database,
  { sid, sealedSecret, ...settings }: Written & { sid: string; sealedSecret: string },
): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${ENDPOINTS_LOCK}::bigint)`;
  const { url, eventTypes, includeNumbers, description, serviceSid, status } = settings;
  const rows = await tx`
    insert into webhook_endpoints (sid, service_sid, url, event_types, include_numbers, description, status, sealed_secret)
    select ${sid}, ${serviceSid}, ${url}, ${tx.json(eventTypes)}, ${includeNumbers}, ${description}, ${status}, ${sealedSecret}
    where (select count(*) from webhook_endpoints) < ${MAX_ENDPOINTS}::int returning 1`;
  return rows.length > 0;
}

export async function updateEndpointRow(tx: Database, sid: string, settings: Written): Promise<void> {
  const { url, eventTypes, includeNumbers, description, serviceSid, status } = settings;
  await tx`update webhook_endpoints set url = ${url}, event_types = ${tx.json(eventTypes)}, include_numbers = ${includeNumbers},
    description = ${description}, service_sid = ${serviceSid}, status = ${status}, updated_at = clock_timestamp()
    where sid = ${sid}`;
}

/** What was to be told to it goes with it. */
export async function deleteEndpointRow(tx: Database, sid: string): Promise<void> {
  await tx`delete from webhook_endpoints where sid = ${sid}`;
}

/** Another secret; the one before signs too for `keepOldHours`, older ones no more. The row is locked. */
export async function replaceSecret(
  tx: Database,
  sid: string,
  { sealedSecret, keepOldHours }: { sealedSecret: string; keepOldHours: number },
): Promise<void> {
  await tx`update webhook_endpoints set sealed_secret = ${sealedSecret}, updated_at = clock_timestamp(),
    sealed_old_secret = case when ${keepOldHours}::int > 0 then sealed_secret end,
    old_secret_until = case when ${keepOldHours}::int > 0 then clock_timestamp() + ${keepOldHours}::int * interval '1 hour' end
    where sid = ${sid}`;
}

/** It is tried again, and what waits for it is due. The row is locked. */
export async function resumeRow(tx: Database, sid: string): Promise<void> {
  await tx`update webhook_endpoints set status = 'enabled', paused_at = null, failing_since = null, failures = 0,
    updated_at = clock_timestamp() where sid = ${sid}`;
  await tx`update webhook_deliveries set next_at = clock_timestamp()
    where endpoint_sid = ${sid} and status = 'waiting' and next_at > clock_timestamp()`;
}

// ---- secrets under another key ----

export type SealedSecrets = Pick<EndpointRow, "sid" | "sealedSecret" | "sealedOldSecret">;

export async function selectSecretsNotSealedBy(sql: Database, keyId: string): Promise<SealedSecrets[]> {
  return await sql<SealedSecrets[]>`select sid, sealed_secret, sealed_old_secret from webhook_endpoints
    where not starts_with(sealed_secret, ${`${keyId}.`}) or not starts_with(sealed_old_secret, ${`${keyId}.`})`;
}

/** Only if they are still what was read. */
export async function replaceSealedSecrets(sql: Database, before: SealedSecrets, after: SealedSecrets): Promise<void> {
  await sql`update webhook_endpoints set sealed_secret = ${after.sealedSecret}, sealed_old_secret = ${after.sealedOldSecret}
    where sid = ${before.sid} and sealed_secret = ${before.sealedSecret}`;
}
