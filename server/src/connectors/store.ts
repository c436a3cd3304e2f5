/** @module The SQL of connectors. Whoever changes which one is in force holds one lock: there is never a second. */
import type { PendingQuery, Row } from "postgres";
import { type Database, inTransaction } from "../db/open.js";
import type { ConnectorType, MessageType, VersionRecord } from "./connector.js";
import type { NotedReason, StoredStatus } from "./schema.js";

/** How long a passing test of the same settings lets them be activated, in seconds. */
export const TEST_SECONDS = 3600;
/** The key of this room's advisory lock: "conn" in ASCII. */
const LOCK = 0x63_6f_6e_6e;
/** How long a failure is shown under the same settings: it may be mended at the provider, of which nobody tells us. */
const FAILURE_DAYS = 30;
/** How often a failure like the one before is written down, in seconds. */
export const FAILURE_SECONDS = 5;

export interface VersionRow {
  /** `CV…`: the sealed settings are bound to it, so that they cannot be put into another row. */
  versionId: string;
  sealedSettings: string;
  fingerprint: string;
  secretsSetAt: Record<string, string>;
  tested: boolean;
}

export interface ConnectorRow extends VersionRow {
  id: string;
  factoryId: string;
  type: ConnectorType;
  status: StoredStatus;
  version: number;
  receiptToken: string;
  createdAt: Date;
  updatedAt: Date;
  draftVersion: number | null;
  failureCode: string | null;
  failureReason: NotedReason | null;
  /** `null`: there is no failure, or it is of settings that are in force no more. */
  failedAt: Date | null;
  /** The version that waits, as JSON. */
  draft: VersionRow | null;
}

const isTested = (sql: Database, fingerprint: PendingQuery<Row[]>) => sql`exists (select from connector_tests t
  where t.fingerprint = ${fingerprint}
    and t.tested_at > clock_timestamp() - ${TEST_SECONDS}::int * interval '1 second')`;

const connectorRows = (sql: Database) => sql`
  select c.id, c.factory_id, c.type, c.status, c.version, c.draft_version, c.receipt_token, c.created_at, c.updated_at,
    c.failure_code, c.failure_reason, case when c.failed_version_id = v.id and c.failed_at > coalesce(v.activated_at, v.created_at)
      and c.failed_at > clock_timestamp() - ${FAILURE_DAYS}::int * interval '1 day' then c.failed_at end as failed_at,
    v.id as version_id, v.sealed_settings, v.fingerprint, v.secrets_set_at, ${isTested(sql, sql`v.fingerprint`)} as tested,
    case when d.id is not null then jsonb_build_object('versionId', d.id, 'sealedSettings', d.sealed_settings,
      'fingerprint', d.fingerprint, 'secretsSetAt', d.secrets_set_at, 'tested', ${isTested(sql, sql`d.fingerprint`)}) end as draft
  from connectors c
    join connector_versions v on v.connector_id = c.id and v.version = c.version
    left join connector_versions d on d.connector_id = c.id and d.version = c.draft_version`;

/** Newest first. */
export async function selectConnectors(sql: Database): Promise<ConnectorRow[]> {
  return await sql<ConnectorRow[]>`${connectorRows(sql)} order by c.id desc`;
}

export async function selectConnector(sql: Database, id: string): Promise<ConnectorRow | undefined> {
  const [row] = await sql<ConnectorRow[]>`${connectorRows(sql)} where c.id = ${id}`;
  return row;
}

export async function selectConnectorByReceiptToken(sql: Database, token: string): Promise<ConnectorRow | undefined> {
  const [row] = await sql<ConnectorRow[]>`${connectorRows(sql)} where c.receipt_token = ${token}`;
  return row;
}

/** Those that are in force: active and standby ones, the oldest first. */
export async function selectConnectorsInForce(sql: Database): Promise<ConnectorRow[]> {
  return await sql<ConnectorRow[]>`${connectorRows(sql)} where c.status in ('active', 'standby') order by c.id`;
}

/** The same, and what people may be linked to: retired ones of social sign-in. */
export async function selectConnectorsInUse(sql: Database): Promise<ConnectorRow[]> {
  return await sql<ConnectorRow[]>`${connectorRows(sql)} where ${isInUse(sql)}`;
}

/** A condition on `c`. */
const isInUse = (sql: Database) =>
  sql`(c.status in ('active', 'standby') or (c.type = 'Social' and c.status = 'retired'))`;

export type Role = Pick<ConnectorRow, "id" | "factoryId" | "type" | "status" | "versionId">;

/** Who is in use with which settings, and those of these kinds whether they are or not: read twice a second, so without more. */
export async function selectRoles(sql: Database, kinds: readonly string[]): Promise<Role[]> {
  const also = kinds.length > 0 ? sql`or c.factory_id in ${sql(kinds)}` : sql``;
  return await sql<Role[]>`select c.id, c.factory_id, c.type, c.status, v.id as version_id
    from connectors c join connector_versions v on v.connector_id = c.id and v.version = c.version
    where ${isInUse(sql)} ${also}`;
}

export async function selectVersions(sql: Database, id: string): Promise<VersionRecord[]> {
  return await sql<VersionRecord[]>`select version, created_at, activated_at from connector_versions
    where connector_id = ${id} order by version desc`;
}

export interface NewVersion {
  versionId: string;
  sealedSettings: string;
  fingerprint: string;
  secretsSetAt: Record<string, string>;
}

/** Runs `work` in a transaction that holds the room's lock: of all processes, one at a time changes what is in force. */
export async function withSwitchLock<T>(sql: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return await inTransaction(sql, async (tx) => {
    await tx`select pg_advisory_xact_lock(${LOCK}::bigint)`;
    return await work(tx);
  });
}

export async function insertConnector(
  sql: Database,
  row: { id: string; factoryId: string; type: ConnectorType; receiptToken: string },
  version: NewVersion,
): Promise<void> {
  await sql`
    with made as (
      insert into connectors (id, factory_id, type, receipt_token)
      values (${row.id}, ${row.factoryId}, ${row.type}, ${row.receiptToken}) returning id
    )
    insert into connector_versions (id, connector_id, version, sealed_settings, fingerprint, secrets_set_at)
    select ${version.versionId}, id, 1, ${version.sealedSettings}, ${version.fingerprint}, ${sql.json(version.secretsSetAt)}::jsonb
    from made`;
}

/** A connector that never sent takes the new version at once; any other keeps its own, and the new one waits as the draft. */
export async function insertVersion(sql: Database, id: string, version: NewVersion): Promise<boolean> {
  const rows = await sql`
    with changed as (
      update connectors set latest_version = latest_version + 1,
        -- Never the same twice, which is what whoever has seen it knows it by.
        updated_at = greatest(clock_timestamp(), updated_at + interval '1 millisecond'),
        version = case when status = 'draft' then latest_version + 1 else version end,
        draft_version = case when status = 'draft' then null else latest_version + 1 end
      where id = ${id} returning id, latest_version
    )
    insert into connector_versions (id, connector_id, version, sealed_settings, fingerprint, secrets_set_at)
    select ${version.versionId}, id, latest_version, ${version.sealedSettings}, ${version.fingerprint},
      ${sql.json(version.secretsSetAt)}::jsonb
    from changed returning id`;
  return rows.length > 0;
}

export type Promotion = "done" | "missing" | "untested";

/**
 * Puts a connector's newest version in force as its type's `role`; whoever had the role is retired, but for social sign-in, of
 * which several are active. To be called with the lock held. The promotion reads from the retirement, so that it comes after it:
 * the index allows one of a role at any moment.
 */
export async function promote(
  tx: Database,
  id: string,
  role: "active" | "standby",
  options: { force: boolean },
): Promise<Promotion> {
  const [result] = await tx<{ promoted: number }[]>`
    with wanted as (
      select c.id, c.type, coalesce(c.draft_version, c.version) as version, v.fingerprint
      from connectors c
        join connector_versions v on v.connector_id = c.id and v.version = coalesce(c.draft_version, c.version)
      where c.id = ${id}
    ), allowed as (
      select * from wanted where ${options.force} or ${isTested(tx, tx`wanted.fingerprint`)}
    ), retired as (
      update connectors c set status = 'retired', updated_at = clock_timestamp()
      from allowed a where c.type = a.type and c.type <> 'Social' and c.status = ${role} and c.id <> a.id returning c.id
    ), promoted as (
      update connectors c set status = ${role}, version = a.version, draft_version = null, updated_at = clock_timestamp()
      from allowed a cross join (select count(*) from retired) as first where c.id = a.id returning c.id, c.version
    ), dated as (
      update connector_versions v set activated_at = clock_timestamp()
      from promoted p where v.connector_id = p.id and v.version = p.version
    )
    select (select count(*)::int from promoted) as promoted from wanted`;
  if (!result) return "missing";
  return result.promoted > 0 ? "done" : "untested";
}

/**
 * Takes an earlier version: one that was in force before is in force at once, any other waits as the draft. To be called with
 * the lock held. `false`: there is no such version.
 */
export async function restoreVersion(tx: Database, id: string, version: number): Promise<boolean> {
  const rows = await tx`
    with found as (
      select connector_id, version, activated_at is not null as served from connector_versions
      where connector_id = ${id} and version = ${version}::bigint
    ), changed as (
      update connectors c set updated_at = clock_timestamp(),
        version = case when f.served or c.status = 'draft' then f.version else c.version end,
        draft_version = case when f.served or c.status = 'draft' then null else f.version end
      from found f where c.id = f.connector_id returning c.id, c.version, c.status
    ), dated as (
      update connector_versions v set activated_at = clock_timestamp()
      from changed c where v.connector_id = c.id and v.version = c.version and c.status in ('active', 'standby')
    )
    select id from changed`;
  return rows.length > 0;
}

/** Who has a role, if anybody does. To be called with the lock held. */
export async function selectHolder(
  tx: Database,
  type: MessageType,
  role: "active" | "standby",
): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`select id from connectors where type = ${type} and status = ${role}`;
  return row?.id;
}

/** A condition on `f`: codes of its channel are sent by it alone. A standby is alone where no connector is active. */
const sendsAlone = (sql: Database) => sql`(f.status = 'active' or (f.status = 'standby'
  and not exists (select from connectors o where o.type = f.type and o.status = 'active')))`;

/** To be called with the lock held. One that sends alone stays. `undefined`: there is none of this identifier. */
export async function leaveStandby(
  tx: Database,
  id: string,
): Promise<(Pick<ConnectorRow, "type" | "status"> & { left: boolean }) | undefined> {
  const [row] = await tx<(Pick<ConnectorRow, "type" | "status"> & { left: boolean })[]>`
    with found as (select id, type, status from connectors where id = ${id} for update),
    gone as (
      update connectors c set status = 'retired', updated_at = clock_timestamp()
      from found f where c.id = f.id and f.status = 'standby' and not ${sendsAlone(tx)} returning c.id
    )
    select type, status, exists (select from gone) as left from found`;
  return row;
}

/** One in force is so no more, whoever would miss it. To be called with the lock held. `false`: it was not in force. */
export async function retireRow(tx: Database, id: string): Promise<boolean> {
  const rows = await tx`update connectors set status = 'retired', updated_at = clock_timestamp()
    where id = ${id} and status in ('active', 'standby') returning id`;
  return rows.length > 0;
}

/** What is deleted only with `force`, as a condition on `f`: who sends alone, and what people may be linked to. */
const isMissed = (sql: Database) =>
  sql`case when f.type = 'Social' then f.status <> 'draft' else ${sendsAlone(sql)} end`;

/** To be called with the lock held. A connector that would be missed is deleted only with `force`. */
export async function deleteConnectorRow(
  tx: Database,
  id: string,
  force: boolean,
): Promise<(Pick<ConnectorRow, "factoryId" | "type" | "status"> & { deleted: boolean }) | undefined> {
  const [row] = await tx<(Pick<ConnectorRow, "factoryId" | "type" | "status"> & { deleted: boolean })[]>`
    with found as (select id, factory_id, type, status from connectors where id = ${id} for update),
    gone as (delete from connectors c using found f where c.id = f.id and (not ${isMissed(tx)} or ${force}) returning c.id)
    select factory_id, type, status, exists (select from gone) as deleted from found`;
  return row;
}

/** Settings with any of these fingerprints have just sent a message. Forgets what is older than a day. */
export async function recordTest(sql: Database, fingerprints: readonly string[]): Promise<void> {
  await sql`
    with swept as (delete from connector_tests where tested_at < clock_timestamp() - interval '1 day')
    insert into connector_tests (fingerprint, tested_at)
    select fingerprint, clock_timestamp() from jsonb_array_elements_text(${sql.json(fingerprints as string[])}) as fingerprint
    on conflict (fingerprint) do update set tested_at = excluded.tested_at`;
}

/** Versions sealed under another key than `keyId`. */
export async function selectVersionsNotSealedBy(sql: Database, keyId: string) {
  return await sql<{ id: string; factoryId: string; sealedSettings: string }[]>`
    select v.id, c.factory_id, v.sealed_settings from connector_versions v join connectors c on c.id = v.connector_id
    where not starts_with(v.sealed_settings, ${`${keyId}.`})`;
}

/** Replaces sealed settings, unless somebody changed them since they were read. */
export async function replaceSealedSettings(
  sql: Database,
  id: string,
  before: string,
  after: Pick<NewVersion, "sealedSettings" | "fingerprint">,
): Promise<void> {
  await sql`update connector_versions set sealed_settings = ${after.sealedSettings}, fingerprint = ${after.fingerprint}
    where id = ${id} and sealed_settings = ${before}`;
}

export interface NotedFailure {
  reason: NotedReason;
  code: string | null;
  versionId: string;
}

/**
 * Keeps the last failure. One like it that was kept within seconds stands for it, so that a provider that is down costs few
 * writes.
 */
export async function keepFailure(sql: Database, id: string, failure: NotedFailure): Promise<void> {
  const { reason, code, versionId } = failure;
  await sql`
    update connectors set failure_code = ${code}, failure_reason = ${reason}, failed_version_id = ${versionId},
      failed_at = clock_timestamp()
    where id = ${id} and (failed_at is null or failed_at < clock_timestamp() - ${FAILURE_SECONDS}::int * interval '1 second'
      or (failure_code, failure_reason, failed_version_id) is distinct from (${code}::text, ${reason}::text, ${versionId}::text))`;
}
