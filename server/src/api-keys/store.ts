/** @module The SQL of API keys. */
import type { Database } from "../db/open.js";
import type { ApiKey, ApiKeyChanges, ApiKeyRecord, KeyKind, PublishableSettings } from "./api-key.js";

const keyColumns = (sql: Database) => sql`id, kind, service_sid, name, origins, challenge, daily_budget,
  created_at, updated_at, last_used_at, revoked_at`;

export interface NewApiKeyRow {
  id: string;
  kind: KeyKind;
  secretHash: string;
  serviceSid: string | null;
  name: string;
}

/**
 * Whether the key of whoever asks still lives, for a statement that makes credentials. It waits for those who revoke that key
 * at this moment, and they wait for the statement. `undefined`: the server itself asks.
 */
const actor = (sql: Database, by: string | undefined) =>
  sql`select id from api_keys where id = ${by ?? null}::text and revoked_at is null for share`;
/** Or an administrator who is signed in to the console. */
const person = (sql: Database, by: string | undefined) =>
  sql`select user_sid from admins where user_sid = ${by ?? null}::text and role = 'admin' for share`;

/** `undefined` if the key `by` is revoked. */
export async function insertApiKey(sql: Database, key: NewApiKeyRow, by?: string): Promise<ApiKeyRecord | undefined> {
  const [row] = await sql<ApiKeyRecord[]>`
    with actor as materialized (${actor(sql, by)}), person as materialized (${person(sql, by)})
    insert into api_keys (id, kind, secret_hash, service_sid, name)
    select ${key.id}, ${key.kind}, ${key.secretHash}, ${key.serviceSid}, ${key.name}
    where ${by === undefined}::boolean or exists (select from actor) or exists (select from person)
    returning ${keyColumns(sql)}`;
  return row;
}

/** `undefined` if there is no such service, or the key `by` is revoked. */
export async function insertPublishableKey(
  sql: Database,
  key: NewApiKeyRow & PublishableSettings,
  by?: string,
): Promise<ApiKeyRecord | undefined> {
  const [row] = await sql<ApiKeyRecord[]>`
    with actor as materialized (${actor(sql, by)}), person as materialized (${person(sql, by)})
    insert into api_keys (id, kind, secret_hash, service_sid, name, origins, challenge, daily_budget)
    select ${key.id}, ${key.kind}, ${key.secretHash}, sid, ${key.name}, ${sql.json(key.origins)}::jsonb,
      ${key.challenge}, ${key.dailyBudget}::int
    from services where sid = ${key.serviceSid} and deleted_at is null
      and (${by === undefined}::boolean or exists (select from actor) or exists (select from person)) for share
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

export async function selectApiKeyRecord(sql: Database, id: string): Promise<ApiKeyRecord | undefined> {
  const [row] = await sql<ApiKeyRecord[]>`select ${keyColumns(sql)} from api_keys where id = ${id}`;
  return row;
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

/** A living key, which stays as it is until the transaction ends. */
export async function lockApiKey(tx: Database, id: string): Promise<ApiKeyRecord | undefined> {
  const [row] = await tx<ApiKeyRecord[]>`select ${keyColumns(tx)} from api_keys
    where id = ${id} and revoked_at is null for no key update`;
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
      daily_budget = coalesce(${dailyBudget ?? null}::int, daily_budget),
      -- Never the same twice, which is what whoever has seen it knows it by.
      updated_at = greatest(clock_timestamp(), updated_at + interval '1 millisecond')
    where id = ${id} and revoked_at is null and (${anyKind}::boolean or kind = 'publishable')
    returning ${keyColumns(sql)}`;
  return row;
}

/**
 * Revokes a living key unless it is the last that opens what it opens: the management API (admin tokens) or `/v2` (auth token
 * and secret keys). The living keys are locked, in one order, before they are counted: of several that revoke at once the
 * later ones count what the earlier ones left.
 */
export async function markKeyRevoked(
  sql: Database,
  id: string,
): Promise<Pick<ApiKeyRecord, "kind" | "serviceSid"> | undefined> {
  const [row] = await sql<Pick<ApiKeyRecord, "kind" | "serviceSid">[]>`
    with living as materialized (
      select id, kind = 'admin' as is_admin from api_keys
      where revoked_at is null and kind <> 'publishable' order by id for update
    )
    update api_keys k set revoked_at = clock_timestamp()
    where k.id = ${id} and k.revoked_at is null and (k.kind = 'publishable' or
      (select count(*) filter (where id <> ${id} and is_admin = (select kind = 'admin' from api_keys where id = ${id}))
        from living) > 0)
    returning kind, service_sid`;
  return row;
}

/**
 * The account's row stays, whatever its token: other rows and callers know it by its identifier. `undefined` if the key `by` is
 * revoked. Both rows are locked in the order of `markKeysUsed`, so that the two never wait for each other.
 */
export async function updateAuthToken(
  sql: Database,
  secretHash: string,
  name: string,
  by: string,
): Promise<ApiKeyRecord | undefined> {
  const [row] = await sql<ApiKeyRecord[]>`
    with locked as materialized (
      select id, revoked_at from api_keys where kind = 'account' or id = ${by} order by id for no key update
    ), person as materialized (${person(sql, by)})
    update api_keys set secret_hash = ${secretHash}, name = ${name}, created_at = clock_timestamp(),
      updated_at = greatest(clock_timestamp(), updated_at + interval '1 millisecond'), last_used_at = null, revoked_at = null
    where kind = 'account' and (exists (select from locked where locked.id = ${by} and locked.revoked_at is null) or exists (select from person))
    returning ${keyColumns(sql)}`;
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
