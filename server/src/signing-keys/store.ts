/** @module The SQL of signing keys. Which one signs, and which are published, is decided by the database's clock. */
import type { Actor } from "../core.js";
import type { Database } from "../db/open.js";
import type { Algorithm } from "./algorithm.js";
import type { PublicJwk } from "./schema.js";

export interface PublishedKey {
  kid: string;
  algorithm: Algorithm;
  generation: number;
  publicJwk: PublicJwk;
  sealedPrivateKey: string;
  /** Whether its time has come. The newest key of those that may sign does. */
  maySign: boolean;
}

export interface SigningKeyRow extends PublishedKey {
  isPublished: boolean;
  createdAt: Date;
  signsFrom: Date;
  retiresAt: Date | null;
}

/** All that must be known to verify our tokens, of each algorithm newest first. */
export async function selectPublishedKeys(sql: Database): Promise<PublishedKey[]> {
  return await sql<PublishedKey[]>`
    select kid, algorithm, generation, public_jwk, sealed_private_key, signs_from <= clock_timestamp() as may_sign
    from signing_keys where retires_at is null or retires_at > clock_timestamp() order by algorithm, generation desc`;
}

/** Those that are gone too, newest first. */
export async function selectSigningKeys(sql: Database, limit: number): Promise<SigningKeyRow[]> {
  return await sql<SigningKeyRow[]>`
    select kid, algorithm, generation, public_jwk, sealed_private_key, signs_from <= clock_timestamp() as may_sign,
      retires_at is null or retires_at > clock_timestamp() as is_published, created_at, signs_from, retires_at
    from signing_keys order by created_at desc, algorithm limit ${limit}::int`;
}

/** Why there should be another key, each with the state of the table in which there should. */
export type RotationReason =
  /** Somebody wants one: unless one is waiting already to take over. `by` is the API key of whoever asks, if one was asked for. */
  | { why: "asked"; by?: Actor }
  /** Somebody wants all older ones gone: unless that has just been done. */
  | { why: "emergency"; by?: Actor }
  /** Its days are over. */
  | { why: "aged"; days: number }
  /** Nobody can use what is published, up to this generation: unless there has come another. */
  | { why: "unusable"; after: number };

/** Emergencies this close together are one, reported by several. */
const SAME_EMERGENCY_SECONDS = 5;

function isWanted(sql: Database, reason: RotationReason) {
  switch (reason.why) {
    case "asked":
      return sql`not exists (select from newest, now where signs_from > at)`;
    case "emergency":
      return sql`not exists (select from newest, now where generation > 1 and signs_from <= at
        and created_at > at - ${SAME_EMERGENCY_SECONDS}::int * interval '1 second'
        and not exists (select from published where published.generation < newest.generation))`;
    case "aged":
      return sql`exists (select from newest, now where signs_from <= at - ${reason.days}::int * interval '1 day')`;
    case "unusable":
      return sql`coalesce((select max(generation) from published), 0) = ${reason.after}::int`;
  }
}

export interface NewSigningKey {
  kid: string;
  algorithm: Algorithm;
  publicJwk: PublicJwk;
  sealedPrivateKey: string;
}

/**
 * Adds a key if the reason holds, and says when the older ones go: `keepSeconds` after this one begins to sign, which is
 * `leadSeconds` from now, or at once if there is none to sign until then. Of several at once one adds a key, because all
 * would add the same generation. Resolves to the newest key, to `undefined` if another was faster: look again, or to a `kid` of
 * `null` if the API key of whoever asked is revoked. It waits for those who revoke that key at this moment.
 */
export async function insertSigningKey(
  sql: Database,
  reason: RotationReason,
  key: NewSigningKey,
  { leadSeconds, keepSeconds }: { leadSeconds: number; keepSeconds: number },
): Promise<{ kid: string | null; isNew: boolean } | undefined> {
  const by = "by" in reason ? reason.by?.id : undefined;
  const [row] = await sql<{ kid: string | null; isNew: boolean }[]>`
    with actor as materialized (
      select id from api_keys where id = ${by ?? null}::text and revoked_at is null for share
    ), person as materialized (
      select user_sid from admins where user_sid = ${by ?? null}::text and role = 'admin' for share
    ), permitted as materialized (
      select where ${by === undefined}::boolean or exists (select from actor) or exists (select from person)
    ), now as materialized (
      select clock_timestamp() as at
    ), newest as materialized (
      select kid, generation, created_at, signs_from from signing_keys where algorithm = ${key.algorithm}
      order by generation desc limit 1
    ), published as materialized (
      select generation, signs_from from signing_keys, now
      where algorithm = ${key.algorithm} and (retires_at is null or retires_at > at)
    ), added as (
      insert into signing_keys (kid, algorithm, generation, public_jwk, sealed_private_key, created_at, signs_from)
      select ${key.kid}, ${key.algorithm}, coalesce((select generation from newest), 0) + 1, ${sql.json({ ...key.publicJwk })}::jsonb,
        ${key.sealedPrivateKey}, at, case when exists (select from published where published.signs_from <= at)
          then at + ${leadSeconds}::int * interval '1 second' else at end
      from now, permitted where ${isWanted(sql, reason)}
      on conflict (algorithm, generation) do nothing
      returning kid, generation, created_at, signs_from
    ), older as (
      update signing_keys k
      set retires_at = least(k.retires_at, added.signs_from + ${keepSeconds}::int * interval '1 second'),
        sealed_private_key = case when ${keepSeconds}::int = 0 then '' else k.sealed_private_key end
      from added where k.algorithm = ${key.algorithm} and k.generation < added.generation and (k.retires_at is null or k.retires_at > added.created_at)
    )
    select kid, true as is_new from added
    union all select kid, false from newest, permitted where not (${isWanted(sql, reason)})
    union all select null, false where not exists (select from permitted)`;
  return row;
}

/** What is no longer published will sign nothing: its private half need not be kept. */
export async function emptyRetiredKeys(sql: Database): Promise<void> {
  await sql`update signing_keys set sealed_private_key = ''
    where retires_at <= clock_timestamp() and sealed_private_key <> ''`;
}

/** Only what is still as it was read. */
export async function replaceSealedKey(sql: Database, kid: string, before: string, after: string): Promise<void> {
  await sql`update signing_keys set sealed_private_key = ${after} where kid = ${kid} and sealed_private_key = ${before}`;
}
