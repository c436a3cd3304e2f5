/** @module The SQL of authenticator apps and recovery codes. What a code does to its row is one statement. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import { waitAfter } from "../limits/failure-streaks.js";

/** An app that nobody has confirmed by then begins anew. */
export const CONFIRM_HOURS = 1;

export interface TotpRow {
  sealedSecret: string;
  lastStep: number;
  createdAt: Date;
  confirmedAt: Date | null;
  usedAt: Date | null;
  /** The database's clock, in seconds since 1970. */
  nowSeconds: number;
  /** Whole seconds to wait after too many wrong codes in a row, null if none. */
  secondsToWait: number | null;
  recoveryCodesLeft: number;
}

/** One that nobody has confirmed in time is there no more. */
const isThere = fragment`(t.confirmed_at is not null or t.created_at > clock_timestamp() - interval '1 hour' * ${CONFIRM_HOURS})`;
const isOpen = fragment`(t.wait_until is null or t.wait_until <= clock_timestamp())`;

const selectOne = prepare<TotpRow>()(fragment`
  select t.sealed_secret, t.last_step, t.created_at, t.confirmed_at, t.used_at,
    extract(epoch from clock_timestamp())::float8 as now_seconds,
    case when not ${isOpen} then ceil(extract(epoch from t.wait_until - clock_timestamp()))::int end as seconds_to_wait,
    (select count(*)::int from user_recovery_codes c where c.user_sid = t.user_sid) as recovery_codes_left
  from user_totp t where t.user_sid = ${param("userSid")} and ${isThere}`);

export async function selectTotp(sql: Database, userSid: string): Promise<TotpRow | undefined> {
  const [row] = await selectOne(sql, { userSid });
  return row;
}

/** Of several at once one is kept, and so is one that waits to be confirmed: the page that shows it may be open twice. */
const insertOne = prepare<{ sealedSecret: string }>()(fragment`
  insert into user_totp as t (user_sid, sealed_secret, created_at)
  values (${param("userSid")}, ${param("sealedSecret")}, clock_timestamp())
  on conflict (user_sid) do update set sealed_secret = excluded.sealed_secret, created_at = excluded.created_at, last_step = -1,
    failures = 0, wait_until = null
  where not ${isThere} returning t.sealed_secret`);

/** Fails with an error of `isMissingReference` if there is no such user. */
export async function insertTotp(sql: Database, userSid: string, sealedSecret: string): Promise<void> {
  await insertOne(sql, { userSid, sealedSecret });
}

const confirm = prepare<{ userSid: string }>()(fragment`
  update user_totp t set confirmed_at = clock_timestamp(), used_at = clock_timestamp(), last_step = ${param("step")}::int,
    failures = 0, wait_until = null
  where t.user_sid = ${param("userSid")} and t.confirmed_at is null and t.sealed_secret = ${param("sealedSecret")}
    and ${isThere} and ${isOpen} returning t.user_sid`);

/** By the right code of a step of this secret. Resolves to whether it was this one that did it. */
export async function confirmTotp(
  sql: Database,
  userSid: string,
  { sealedSecret, step }: { sealedSecret: string; step: number },
): Promise<boolean> {
  return (await confirm(sql, { userSid, sealedSecret, step })).length > 0;
}

const spend = prepare<{ userSid: string }>()(fragment`
  update user_totp t set last_step = ${param("step")}::int, failures = 0, wait_until = null, used_at = clock_timestamp()
  where t.user_sid = ${param("userSid")} and t.confirmed_at is not null and t.last_step < ${param("step")}::int and ${isOpen}
  returning t.user_sid`);

/** Uses a step up. `false`: it was used, or nobody may try now. */
export async function spendStep(sql: Database, userSid: string, step: number): Promise<boolean> {
  return (await spend(sql, { userSid, step })).length > 0;
}

const countWrong = prepare<{ userSid: string }>()(fragment`
  update user_totp t set failures = t.failures + 1, wait_until = ${waitAfter(fragment`(t.failures + 1)`)}
  where t.user_sid = ${param("userSid")} and ${isThere} and ${isOpen} returning t.user_sid`);

/** One wrong code more; `false` if nobody may try now. */
export async function countWrongCode(sql: Database, userSid: string): Promise<boolean> {
  return (await countWrong(sql, { userSid })).length > 0;
}

const removeOne = prepare<{ wasConfirmed: boolean }>()(fragment`
  with codes as (delete from user_recovery_codes where user_sid = ${param("userSid")})
  delete from user_totp t where t.user_sid = ${param("userSid")} returning t.confirmed_at is not null as was_confirmed`);

/** With the recovery codes. Resolves to whether there was one that was confirmed. */
export async function deleteTotp(sql: Database, userSid: string): Promise<boolean> {
  const [row] = await removeOne(sql, { userSid });
  return row?.wasConfirmed === true;
}

/** Those that nobody confirmed in time. */
export async function deleteUnconfirmed(sql: Database): Promise<void> {
  await sql`delete from user_totp where confirmed_at is null
    and created_at <= clock_timestamp() - ${CONFIRM_HOURS}::int * interval '1 hour'`;
}

/** In the place of those there were. Whoever calls has locked the user, or two at once would leave twice as many. */
export async function replaceRecoveryCodes(tx: Database, userSid: string, hashes: readonly string[]): Promise<void> {
  await tx`delete from user_recovery_codes where user_sid = ${userSid}`;
  await tx`insert into user_recovery_codes (user_sid, hash, created_at)
    select ${userSid}, hash, at from (select clock_timestamp() as at) as clock, jsonb_array_elements_text(${tx.json(hashes as string[])}::jsonb) as h(hash)`;
}

/** When those were made that there are, in microseconds since 1970; empty: there are none. */
export async function selectRecoveryCodesMadeAt(sql: Database, userSid: string): Promise<string> {
  const [row] = await sql<[{ at: string }]>`
    select coalesce((extract(epoch from max(created_at)) * 1000000)::bigint::text, '') as at
    from user_recovery_codes where user_sid = ${userSid}`;
  return row.at;
}

/** Whether one of these is still good. */
export async function hasRecoveryCode(sql: Database, userSid: string, hashes: readonly string[]): Promise<boolean> {
  const rows = await sql`select from user_recovery_codes
    where user_sid = ${userSid} and hash in (select jsonb_array_elements_text(${sql.json(hashes as string[])}::jsonb)) limit 1`;
  return rows.length > 0;
}

const consume = prepare<{ hash: string }>()(fragment`
  delete from user_recovery_codes where user_sid = ${param("userSid")} and hash = ${param("hash")}
    and exists (select from user_totp where user_sid = ${param("userSid")} and confirmed_at is not null) returning hash`);

/** Of many at once one gets it. Codes that were being made while the app was removed are good for nothing. */
export async function consumeRecoveryCode(sql: Database, userSid: string, hash: string): Promise<boolean> {
  return (await consume(sql, { userSid, hash })).length > 0;
}

export async function countRecoveryCodes(sql: Database, userSid: string): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from user_recovery_codes where user_sid = ${userSid}`;
  return row.count;
}

/** Secrets that another key than `keyId` sealed, behind `after`, by user. */
export async function selectSecretsNotSealedBy(
  sql: Database,
  keyId: string,
  after: string,
  limit: number,
): Promise<{ sid: string; sealed: string }[]> {
  return await sql<{ sid: string; sealed: string }[]>`
    select user_sid as sid, sealed_secret as sealed from user_totp
    where split_part(sealed_secret, '.', 1) <> ${keyId} and user_sid > ${after} order by user_sid limit ${limit}::int`;
}

/** The keys that sealed secrets. */
export async function selectKeyIds(sql: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct split_part(sealed_secret, '.', 1) as id from user_totp`;
  return rows.map(({ id }) => id);
}

/** If it is still what was read. */
export async function replaceSecret(sql: Database, userSid: string, before: string, after: string): Promise<void> {
  await sql`update user_totp set sealed_secret = ${after} where user_sid = ${userSid} and sealed_secret = ${before}`;
}
