/** @module The SQL of passkeys. That a challenge is answered once and a counter goes up is one statement. */
import type { Database } from "../db/open.js";
import { fragment, param, prepare } from "../db/statement.js";
import type { Passkey } from "./passkey.js";

export interface StoredPasskey extends Passkey {
  publicKey: string;
  counter: number;
}

const columns = (sql: Database) => sql`sid, user_sid, rp_id, credential_id, transports, is_syncable, is_backed_up, name,
  created_at, used_at`;

/** The oldest first. */
export async function selectPasskeys(sql: Database, userSid: string): Promise<Passkey[]> {
  return await sql<Passkey[]>`select ${columns(sql)} from passkeys where user_sid = ${userSid} order by sid`;
}

export async function selectByCredential(sql: Database, credentialId: string): Promise<StoredPasskey | undefined> {
  const [row] = await sql<(Omit<StoredPasskey, "counter"> & { counter: string })[]>`
    select ${columns(sql)}, public_key, counter from passkeys where credential_id = ${credentialId}`;
  return row && { ...row, counter: Number(row.counter) };
}

export interface NewPasskey {
  sid: string;
  userSid: string;
  rpId: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: readonly string[];
  isSyncable: boolean;
  isBackedUp: boolean;
  aaguid: string;
  name: string;
  challengeHash: string;
  max: number;
}

const insert = prepare<{ isFresh: boolean; sid: string | null; knownOf: string | null; usedFor: string | null }>()(
  fragment`
  with answered as (
    insert into passkey_answers (challenge_hash, used_for, created_at)
    values (${param("challengeHash")}, ${param("sid")}, clock_timestamp())
    on conflict (challenge_hash) do nothing
    returning challenge_hash
  ), made as (
    insert into passkeys (sid, user_sid, rp_id, credential_id, public_key, counter, transports, is_syncable, is_backed_up, aaguid, name, created_at)
    select ${param("sid")}, ${param("userSid")}, ${param("rpId")}, ${param("credentialId")}, ${param("publicKey")}, ${param("counter")}::bigint,
      ${param("transports")}::jsonb, ${param("isSyncable")}::boolean, ${param("isBackedUp")}::boolean, ${param("aaguid")}, ${param("name")},
      clock_timestamp()
    from answered
    where (select count(*) from passkeys where user_sid = ${param("userSid")}) < ${param("max")}::int
    on conflict (credential_id) do nothing
    returning sid
  )
  select exists (select from answered) as is_fresh, (select sid from made) as sid,
    (select user_sid from passkeys where credential_id = ${param("credentialId")}) as known_of,
    (select used_for from passkey_answers where challenge_hash = ${param("challengeHash")}) as used_for`,
);

/** One at a time makes a passkey for a user: their number is counted. Resolves to whether there is one who may. */
export async function lockOwner(tx: Database, userSid: string): Promise<boolean> {
  const rows = await tx`select 1 from users where sid = ${userSid} and suspended_at is null for update`;
  return rows.length > 0;
}

/** One at a time takes something from a user, so that what they are told of it is counted. */
export async function waitForOthers(tx: Database, userSid: string): Promise<void> {
  await tx`select 1 from users where sid = ${userSid} for no key update`;
}

/** It is there until the transaction ends, and as it is; others may hold it too. */
export async function holdOwner(tx: Database, userSid: string): Promise<void> {
  await tx`select 1 from users where sid = ${userSid} for share`;
}

/**
 * Makes one of a challenge that was not answered before, for a user who is locked. `sid` is `null` where none was made: the credential is known (`knownOf`, whose), the
 * user has too many, or the challenge was answered (`isFresh`).
 */
export async function insertPasskey(tx: Database, passkey: NewPasskey) {
  const [row] = await insert(tx, { ...passkey, transports: tx.json(passkey.transports as never) });
  if (!row) throw new Error("a passkey was neither made nor refused");
  return row;
}

const use = prepare<{ isUsed: boolean; isFresh: boolean }>()(fragment`
  with answered as (
    insert into passkey_answers (challenge_hash, used_for, created_at)
    values (${param("challengeHash")}, ${param("usedFor")}, clock_timestamp())
    on conflict (challenge_hash) do nothing
    returning challenge_hash
  ), used as (
    -- A counter that does not go up is a copy's (§6.1.1); 0 is none.
    update passkeys set counter = ${param("counter")}::bigint, is_backed_up = ${param("isBackedUp")}::boolean, used_at = clock_timestamp()
    where sid = ${param("sid")} and user_sid = ${param("userSid")} and exists (select from answered)
      and (counter < ${param("counter")}::bigint or counter = 0 and ${param("counter")}::bigint = 0)
    returning sid
  )
  select exists (select from used) as is_used, exists (select from answered) as is_fresh`);

/** Takes an answer once, and the counter with it. */
export async function useAnswer(
  tx: Database,
  answer: {
    sid: string;
    userSid: string;
    counter: number;
    isBackedUp: boolean;
    challengeHash: string;
    usedFor: string;
  },
) {
  const [row] = await use(tx, answer);
  if (!row) throw new Error("a passkey was neither used nor refused");
  return row;
}

/** What a challenge was used for. */
export async function selectUse(sql: Database, challengeHash: string): Promise<string | undefined> {
  const [row] = await sql<{ usedFor: string }[]>`
    select used_for from passkey_answers where challenge_hash = ${challengeHash}`;
  return row?.usedFor;
}

export async function renamePasskey(sql: Database, userSid: string, sid: string, name: string): Promise<boolean> {
  const rows = await sql`update passkeys set name = ${name} where sid = ${sid} and user_sid = ${userSid} returning 1`;
  return rows.length > 0;
}

export async function deletePasskey(tx: Database, userSid: string, sid: string): Promise<boolean> {
  const rows = await tx`delete from passkeys where sid = ${sid} and user_sid = ${userSid} returning 1`;
  return rows.length > 0;
}

export const SWEEP_BATCH = 1000;

/** Answers whose challenge nobody could show any more. */
export async function sweepAnswers(sql: Database, olderThanSeconds: number): Promise<number> {
  const rows = await sql`delete from passkey_answers where challenge_hash in (
    select challenge_hash from passkey_answers
    where created_at < clock_timestamp() - ${olderThanSeconds}::int * interval '1 second' limit ${SWEEP_BATCH}::int) returning 1`;
  return rows.length;
}

/** Marks those of this relying party as usable and all others as not. */
export async function markUsable(sql: Database, rpId: string | null): Promise<void> {
  await sql`update passkeys set is_usable = not is_usable where is_usable is distinct from (rp_id is not distinct from ${rpId}::text)`;
}

/** How many are of another relying party. */
export async function selectOthers(sql: Database, rpId: string | null): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from passkeys where rp_id is distinct from ${rpId}::text`;
  return row?.count ?? 0;
}
