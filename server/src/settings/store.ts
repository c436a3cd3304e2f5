/** @module The SQL of services and keys. */
import type { Database } from "../db/open.js";
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

/** Newest first. `cursor` is the identifier next to which the page begins, and on which side. */
export async function selectServices(
  sql: Database,
  page: { limit: number; cursor?: { sid: string; side: "older" | "newer" } },
): Promise<Service[]> {
  const { limit, cursor } = page;
  if (cursor?.side === "newer") {
    const rows = await sql<Service[]>`select ${columns(sql)} from services
      where deleted_at is null and sid > ${cursor.sid} order by sid limit ${limit}::int`;
    return [...rows].reverse();
  }
  return await sql<Service[]>`select ${columns(sql)} from services
    where deleted_at is null ${cursor ? sql`and sid < ${cursor.sid}` : sql``} order by sid desc limit ${limit}::int`;
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

type KeyKind = "account" | "secret" | "publishable" | "admin";

export interface ApiKey {
  id: string;
  kind: KeyKind;
  serviceSid: string | null;
  /** Of publishable keys, like the two that follow. */
  origins: string[];
  challenge: "auto" | "always" | "off";
  dailyBudget: number;
}

export interface NewApiKey extends Pick<ApiKey, "id" | "kind" | "serviceSid"> {
  secretHash: string;
  name: string;
}

export async function insertApiKey(sql: Database, key: NewApiKey): Promise<void> {
  await sql`insert into api_keys ${sql({ ...key })}`;
}

/** The living key with this hash. */
export async function selectApiKey(sql: Database, secretHash: string): Promise<ApiKey | undefined> {
  const [row] = await sql<ApiKey[]>`select id, kind, service_sid, origins, challenge, daily_budget from api_keys
    where secret_hash = ${secretHash} and revoked_at is null`;
  return row;
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
