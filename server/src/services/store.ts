/** @module The SQL of services and of the safe list. */
import { type Database, inTransaction } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
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
): Promise<{ before: Service; after: Service } | undefined> {
  return await inTransaction(sql, async (tx) => {
    const [current] = await tx<Service[]>`select ${columns(tx)} from services
      where sid = ${sid} and deleted_at is null for update`;
    if (!current) return undefined;
    // The driver takes its cue from the word in front: the list must stand right behind "set".
    const row = { ...toRow(tx, change(current)), updatedAt: tx`clock_timestamp()` };
    const [changed] = await tx<[Service]>`update services set ${tx(row as never)}
      where sid = ${sid} returning ${columns(tx)}`;
    return { before: current, after: changed };
  });
}

/** Entities that go in the statement that deletes their service. */
const MAX_GONE = 1000;

/**
 * The row stays for the record; what was being verified under it is over, and the secrets of its factors go with their entities: of a
 * service with more of them than one statement may hold, the others with the next sweep. Resolves to the keys that died with it, `undefined` if
 * there was no such service.
 */
export async function markServiceDeleted(sql: Database, sid: string): Promise<string[] | undefined> {
  const [row] = await sql<{ keys: string[] }[]>`
    with gone as (
      update services set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
      where sid = ${sid} and deleted_at is null returning sid
    ), revoked as (
      update api_keys set revoked_at = clock_timestamp()
      where service_sid in (select sid from gone) and revoked_at is null
      returning id
    ), disowned as (
      delete from entities where sid in (select e.sid from entities e join gone on gone.sid = e.service_sid limit ${MAX_GONE}::int)
    )
    select (select coalesce(jsonb_agg(id order by id), '[]') from revoked) as keys from gone`;
  return row?.keys;
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

export async function selectSafeNumberBySid(sql: Database, sid: string): Promise<SafeNumber | undefined> {
  const [row] = await sql<SafeNumber[]>`select sid, phone_number from safe_list where sid = ${sid}`;
  return row;
}

export async function selectSafeNumbers(sql: Database, page: PageRequest): Promise<SafeNumber[]> {
  return await sql<SafeNumber[]>`select sid, phone_number from safe_list where true ${pageClause(sql, page)}`;
}

/** `undefined` if it is listed already. */
export async function insertSafeNumber(sql: Database, number: SafeNumber): Promise<SafeNumber | undefined> {
  const [row] = await sql<SafeNumber[]>`
    insert into safe_list (sid, phone_number) values (${number.sid}, ${number.phoneNumber})
    on conflict (phone_number) do nothing returning sid, phone_number`;
  return row;
}

/** Resolves to its identifier. */
export async function deleteSafeNumber(sql: Database, phoneNumber: string): Promise<string | undefined> {
  const [row] = await sql<{ sid: string }[]>`delete from safe_list where phone_number = ${phoneNumber} returning sid`;
  return row?.sid;
}
