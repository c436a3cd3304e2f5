/** @module The SQL of services and keys. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import type { ApiKey, ApiKeyChanges, ApiKeyRecord, KeyKind, PublishableSettings } from "./api-key.js";
import type { Service, ServiceSettings } from "./service.js";

const columns = (sql: Database) => sql`sid, friendly_name, code_length, lookup_enabled, psd2_enabled,
  skip_sms_to_landlines, dtmf_input_required, tts_name, do_not_share_warning_enabled, custom_code_enabled,
  default_template_sid, verify_event_subscription_enabled, push, totp, whatsapp, passkeys, default_country,
  allowed_countries, default_locale, code_ttl_seconds, resend_policy, resend_waits, web_otp_host, limits, created_at, updated_at`;

export async function insertService(sql: Database, sid: string, settings: ServiceSettings): Promise<Service> {
  const [row] = await sql<[Service]>`insert into services ${sql(toRow(sql, { sid, ...settings }))}
    returning ${columns(sql)}`;
  return row;
}

export async function selectService(sql: Database, sid: string): Promise<Service | undefined> {
  const [row] = await sql<Service[]>`select ${columns(sql)} from services where sid = ${sid} and deleted_at is null`;
  return row;
}

/** In the order of `pageClause`. */
export async function selectServices(sql: Database, page: PageRequest): Promise<Service[]> {
  return await sql<Service[]>`select ${columns(sql)} from services where deleted_at is null ${pageClause(sql, page)}`;
}

/** Changes a service to what `change` makes of the current one, which is locked meanwhile. */
export async function updateServiceRow(
  sql: Database,
  sid: string,
  change: (current: Service) => Partial<ServiceSettings>,
): Promise<Service | undefined> {
  return await sql.begin(async (transaction) => {
    const tx = transaction as unknown as Database;
    const [current] = await tx<Service[]>`select ${columns(tx)} from services
      where sid = ${sid} and deleted_at is null for update`;
    if (!current) return undefined;
    // The driver takes its cue from the word in front: the list must stand right behind "set".
    const row = { ...toRow(tx, change(current)), updatedAt: tx`clock_timestamp()` };
    const [changed] = await tx<[Service]>`update services set ${tx(row as never)}
      where sid = ${sid} returning ${columns(tx)}`;
    return changed;
  });
}

/** The row stays for the record; what was being verified under it is over. */
export async function markServiceDeleted(sql: Database, sid: string): Promise<boolean> {
  const rows = await sql`
    with gone as (
      update services set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
      where sid = ${sid} and deleted_at is null returning sid
    ), revoked as (
      update api_keys set revoked_at = clock_timestamp()
      where service_sid in (select sid from gone) and revoked_at is null
    )
    select sid from gone`;
  return rows.length > 0;
}

const keyColumns = (sql: Database) => sql`id, kind, service_sid, name, origins, challenge, daily_budget,
  created_at, last_used_at, revoked_at`;

export interface NewApiKeyRow {
  id: string;
  kind: KeyKind;
  secretHash: string;
  serviceSid: string | null;
  name: string;
}

export async function insertApiKey(sql: Database, key: NewApiKeyRow): Promise<ApiKeyRecord> {
  const [row] = await sql<[ApiKeyRecord]>`insert into api_keys ${sql({ ...key })} returning ${keyColumns(sql)}`;
  return row;
}

/** `undefined` if there is no such service. */
export async function insertPublishableKey(
  sql: Database,
  key: NewApiKeyRow & PublishableSettings,
): Promise<ApiKeyRecord | undefined> {
  const [row] = await sql<ApiKeyRecord[]>`
    insert into api_keys (id, kind, secret_hash, service_sid, name, origins, challenge, daily_budget)
    select ${key.id}, ${key.kind}, ${key.secretHash}, sid, ${key.name}, ${sql.json(key.origins)}::jsonb,
      ${key.challenge}, ${key.dailyBudget}::int
    from services where sid = ${key.serviceSid} and deleted_at is null for share
    returning ${keyColumns(sql)}`;
  return row;
}

/** The living key with this hash. */
export async function selectApiKey(sql: Database, secretHash: string): Promise<ApiKey | undefined> {
  const [row] = await sql<ApiKey[]>`select id, kind, service_sid, origins, challenge, daily_budget from api_keys
    where secret_hash = ${secretHash} and revoked_at is null`;
  return row;
}

/** All keys there ever were, newest first. */
export async function selectApiKeys(sql: Database): Promise<ApiKeyRecord[]> {
  return await sql<ApiKeyRecord[]>`select ${keyColumns(sql)} from api_keys order by created_at desc, id desc`;
}

/** What became of a key, or `undefined` if there is none. */
export async function selectKeyState(
  sql: Database,
  id: string,
): Promise<{ kind: KeyKind; isRevoked: boolean } | undefined> {
  const [row] = await sql<{ kind: KeyKind; isRevoked: boolean }[]>`
    select kind, revoked_at is not null as is_revoked from api_keys where id = ${id}`;
  return row;
}

/** Changes what is given of a living key; what only publishable keys have, of a publishable key only. */
export async function updateApiKeyRow(
  sql: Database,
  id: string,
  changes: ApiKeyChanges,
): Promise<ApiKeyRecord | undefined> {
  const { name, origins, challenge, dailyBudget } = changes;
  const anyKind = origins === undefined && challenge === undefined && dailyBudget === undefined;
  const [row] = await sql<ApiKeyRecord[]>`
    update api_keys set name = coalesce(${name ?? null}::text, name),
      origins = coalesce(${origins ? sql.json(origins) : null}::jsonb, origins),
      challenge = coalesce(${challenge ?? null}::text, challenge),
      daily_budget = coalesce(${dailyBudget ?? null}::int, daily_budget)
    where id = ${id} and revoked_at is null and (${anyKind}::boolean or kind = 'publishable')
    returning ${keyColumns(sql)}`;
  return row;
}

/**
 * Revokes a living key unless it is the last that opens what it opens: the management API (admin tokens) or `/v2` (auth token
 * and secret keys). The living keys are locked, in one order, before they are counted: of several that revoke at once the
 * later ones count what the earlier ones left.
 */
export async function markKeyRevoked(sql: Database, id: string): Promise<boolean> {
  const rows = await sql`
    with living as materialized (
      select id, kind = 'admin' as is_admin from api_keys
      where revoked_at is null and kind <> 'publishable' order by id for update
    )
    update api_keys k set revoked_at = clock_timestamp()
    where k.id = ${id} and k.revoked_at is null and (k.kind = 'publishable' or
      (select count(*) filter (where id <> ${id} and is_admin = (select kind = 'admin' from api_keys where id = ${id}))
        from living) > 0)
    returning id`;
  return rows.length > 0;
}

/** The account's row stays, whatever its token: other rows and callers know it by its identifier. */
export async function updateAuthToken(sql: Database, secretHash: string, name: string): Promise<ApiKeyRecord> {
  const [row] = await sql<[ApiKeyRecord]>`
    update api_keys set secret_hash = ${secretHash}, name = ${name}, created_at = clock_timestamp(),
      last_used_at = null, revoked_at = null
    where kind = 'account' returning ${keyColumns(sql)}`;
  return row;
}

/** In one order, so that two processes never wait for each other. */
export async function markKeysUsed(sql: Database, ids: readonly string[]): Promise<void> {
  await sql`
    with used as materialized (
      select id from api_keys where id in (select jsonb_array_elements_text(${sql.json(ids)}::jsonb))
      order by id for no key update
    )
    update api_keys k set last_used_at = greatest(k.last_used_at, clock_timestamp()) from used where k.id = used.id`;
}

/** The account's identifier: there is one per deployment. */
export async function selectAccountSid(sql: Database): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`select id from api_keys where kind = 'account'`;
  return row?.id;
}

/** JSON columns need to be told from lists of values. */
function toRow(sql: Database, values: Partial<ServiceSettings> & { sid?: string }) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null ? sql.json(value as never) : value,
    ]),
  );
}

export interface SafeNumber {
  sid: string;
  phoneNumber: string;
}

export async function selectSafeNumber(sql: Database, phoneNumber: string): Promise<SafeNumber | undefined> {
  const [row] = await sql<SafeNumber[]>`select sid, phone_number from safe_list where phone_number = ${phoneNumber}`;
  return row;
}

/** `undefined` if it is listed already. */
export async function insertSafeNumber(sql: Database, number: SafeNumber): Promise<SafeNumber | undefined> {
  const [row] = await sql<SafeNumber[]>`
    insert into safe_list (sid, phone_number) values (${number.sid}, ${number.phoneNumber})
    on conflict (phone_number) do nothing returning sid, phone_number`;
  return row;
}

export async function deleteSafeNumber(sql: Database, phoneNumber: string): Promise<boolean> {
  const rows = await sql`delete from safe_list where phone_number = ${phoneNumber} returning 1`;
  return rows.length > 0;
}
