/** @module The SQL of factors. A code is compared by the caller; what it does to the row is one statement each. */
import type { Database } from "../db/open.js";
import { type PageRequest, pageClause } from "../db/page.js";
import { type Fragment, fragment, param, prepare } from "../db/statement.js";
import { waitAfter } from "../limits/failure-streaks.js";
import { announceEnds, endColumns } from "./announce-outcomes.js";
import { type EntityPath, type Factor, type FactorChanges, MAX_TRIES, UNVERIFIED_HOURS } from "./factor.js";
import type { TotpConfig } from "./totp.js";

/** What a code is compared with, and what stands in its way. */
export interface FactorToTry extends Factor {
  sealedSecret: string;
  lastStep: number;
  failures: number;
  /** The database's clock, in seconds since 1970. */
  nowSeconds: number;
  /** Whole seconds to wait after too many wrong codes in a row, null if none. */
  secondsToWait: number | null;
  /** Until one that is not verified is forgotten. */
  secondsToVerify: number;
}

/** One that nobody has verified in time is there no more. */
const isThere = fragment`(f.status = 'verified' or f.created_at > clock_timestamp() - interval '1 hour' * ${UNVERIFIED_HOURS})`;
const columns = fragment`f.sid, f.entity_sid, e.identity, e.service_sid, f.friendly_name, f.status, f.alg, f.code_length,
  f.time_step, f.skew, f.metadata, f.created_at, f.updated_at`;
const owned = fragment`f.entity_sid = e.sid and e.service_sid = ${param("serviceSid")} and e.identity = ${param("identity")}`;
/** The same in the driver's own templates. */
const inTemplate = (sql: Database, { parts }: Fragment) => sql.unsafe(parts.join(""));
/** The step is numbered as the factor's now are: one of another length, taken for one of these, would lie years ahead. */
const isUnused = fragment`f.last_step < ${param("step")}::int and f.time_step = ${param("timeStep")}::int`;
/** Nobody has to wait now. */
const isOpen = fragment`(f.wait_until is null or f.wait_until <= clock_timestamp())`;

const selectOne = prepare<FactorToTry>()(fragment`
  select ${columns}, f.sealed_secret, f.last_step, f.failures,
    extract(epoch from clock_timestamp())::float8 as now_seconds,
    case when not ${isOpen} then ceil(extract(epoch from f.wait_until - clock_timestamp()))::int end as seconds_to_wait,
    ceil(extract(epoch from f.created_at - clock_timestamp()))::int + 3600 * ${UNVERIFIED_HOURS} as seconds_to_verify
  from factors f join entities e on ${owned} where f.sid = ${param("sid")} and ${isThere}`);

export async function selectFactor(sql: Database, path: EntityPath, sid: string): Promise<FactorToTry | undefined> {
  const [row] = await selectOne(sql, { ...pathOf(path), sid });
  return row;
}

/** Keeps it as it is until the transaction ends, so that what is counted of it stays true. */
export async function lockFactor(tx: Database, sid: string): Promise<void> {
  await tx`select from factors where sid = ${sid} for update`;
}

/** In the order of `pageClause`. */
export async function selectFactors(sql: Database, entitySid: string, page: PageRequest): Promise<Factor[]> {
  return await sql<Factor[]>`
    select * from (
      select ${inTemplate(sql, columns)} from factors f join entities e on e.sid = f.entity_sid
      where e.sid = ${entitySid} and ${inTemplate(sql, isThere)}
    ) as found where true ${pageClause(sql, page)}`;
}

/** Of an entity that is locked. */
export async function countFactors(tx: Database, entitySid: string): Promise<number> {
  const [row] = await tx<[{ count: number }]>`
    select count(*)::int as count from factors f where f.entity_sid = ${entitySid} and ${inTemplate(tx, isThere)}`;
  return row.count;
}

export interface FactorRow extends TotpConfig {
  sid: string;
  friendlyName: string;
  sealedSecret: string;
  metadata: Record<string, string> | null;
}

export async function insertFactor(
  tx: Database,
  entitySid: string,
  row: FactorRow,
): Promise<Pick<Factor, "status" | "createdAt" | "updatedAt">> {
  const { sid, friendlyName, sealedSecret, alg, codeLength, timeStep, skew, metadata } = row;
  const [made] = await tx<[Pick<Factor, "status" | "createdAt" | "updatedAt">]>`
    insert into factors (sid, entity_sid, friendly_name, sealed_secret, alg, code_length, time_step, skew, metadata,
      created_at, updated_at)
    values (${sid}, ${entitySid}, ${friendlyName}, ${sealedSecret}, ${alg}, ${codeLength}::int, ${timeStep}::int, ${skew}::int,
      ${metadata && tx.json(metadata)}::jsonb, clock_timestamp(), clock_timestamp())
    returning status, created_at, updated_at`;
  return made;
}

/**
 * A change that is absent keeps the value. Under another length of time steps the last used one becomes the one that was over with it:
 * steps are numbered from 1970, so their numbers change too.
 */
const updateOne = prepare<{ sid: string }>()(fragment`
  update factors f set
    friendly_name = coalesce(${param("friendlyName")}::text, f.friendly_name),
    alg = coalesce(${param("alg")}::text, f.alg),
    code_length = coalesce(${param("codeLength")}::int, f.code_length),
    skew = coalesce(${param("skew")}::int, f.skew),
    time_step = coalesce(${param("timeStep")}::int, f.time_step),
    last_step = case when ${param("timeStep")}::int is null then f.last_step
      else ceil((f.last_step + 1) * f.time_step::numeric / ${param("timeStep")}::int)::int - 1 end,
    updated_at = clock_timestamp()
  where f.sid = ${param("sid")} and ${isThere} returning f.sid`);

export async function updateFactorRow(sql: Database, sid: string, changes: FactorChanges): Promise<boolean> {
  const { friendlyName = null, alg = null, codeLength = null, skew = null, timeStep = null } = changes;
  return (await updateOne(sql, { sid, friendlyName, alg, codeLength, skew, timeStep })).length > 0;
}

/** Its challenges go with it. */
export async function deleteFactorRow(sql: Database, path: EntityPath, sid: string): Promise<boolean> {
  const rows = await sql`
    delete from factors f using entities e
    where f.sid = ${sid} and e.sid = f.entity_sid and e.service_sid = ${path.serviceSid} and e.identity = ${path.identity}
      and ${inTemplate(sql, isThere)}
    returning 1`;
  return rows.length > 0;
}

/** A time step by its number, and the seconds it lasts. */
export interface SpentStep {
  step: number;
  timeStep: number;
}

const verify = prepare<{ sid: string }>()(fragment`
  update factors f set status = 'verified', last_step = ${param("step")}::int, failures = 0, updated_at = clock_timestamp()
  where f.sid = ${param("sid")} and f.status = 'unverified' and f.failures < ${MAX_TRIES} and ${isUnused}
    and ${isThere} returning f.sid`);

/** By the right code of a step. Resolves to whether it was this one that did it. */
export async function verifyFactorRow(sql: Database, sid: string, spent: SpentStep): Promise<boolean> {
  return (await verify(sql, { sid, ...spent })).length > 0;
}

const countWrong = prepare<{ sid: string }>()(fragment`
  update factors f set failures = f.failures + 1
  where f.sid = ${param("sid")} and f.status = 'unverified' and f.failures < ${MAX_TRIES} and ${isThere} returning f.sid`);

/** One wrong code more for a factor that is being verified; `false` if it may have no more. */
export async function countWrongVerification(sql: Database, sid: string): Promise<boolean> {
  return (await countWrong(sql, { sid })).length > 0;
}

const isPending = fragment`c.status = 'pending' and c.expires_at > clock_timestamp() and c.attempts < ${MAX_TRIES}`;
/** The factor first, then the challenge: whoever deletes a factor takes them in this order too. */
const approve = prepare<{ sid: string }>()(fragment`
  with spent as (
    update factors f set last_step = ${param("step")}::int, failures = 0, wait_until = null
    where f.sid = ${param("factorSid")} and f.status = 'verified' and ${isUnused} and ${isOpen}
    returning f.sid
  ), tried as (
    update challenges c set status = 'approved', attempts = c.attempts + 1, responded_at = clock_timestamp(),
      updated_at = clock_timestamp()
    from spent where c.sid = ${param("sid")} and c.factor_sid = spent.sid and ${isPending} returning ${endColumns}
  ), announced as (${announceEnds(fragment`tried`)})
  select sid from tried`);

/** By the right code of a step, which is spent with it. Resolves to whether it was. */
export async function approveChallenge(
  sql: Database,
  { sid, factorSid, step, timeStep }: SpentStep & { sid: string; factorSid: string },
): Promise<boolean> {
  return (await approve(sql, { sid, factorSid, step, timeStep })).length > 0;
}

const refuse = prepare<{ sid: string }>()(fragment`
  with counted as (
    update factors f set failures = f.failures + 1, wait_until = ${waitAfter(fragment`(f.failures + 1)`)}
    where f.sid = ${param("factorSid")} and f.status = 'verified' and ${isOpen} returning f.sid
  ), tried as (
    update challenges c set attempts = c.attempts + 1, updated_at = clock_timestamp()
    from counted where c.sid = ${param("sid")} and c.factor_sid = counted.sid and ${isPending} returning ${endColumns}
  ), announced as (${announceEnds(fragment`tried`)})
  select sid from tried`);

const refuseUsed = prepare<{ sid: string }>()(fragment`
  with tried as (
    update challenges c set attempts = c.attempts + 1, updated_at = clock_timestamp()
    where c.sid = ${param("sid")} and ${isPending} returning ${endColumns}
  ), announced as (${announceEnds(fragment`tried`)})
  select sid from tried`);

/**
 * One try more for a challenge; `false` if it may have no more. A code that was used already is no guess: it is not counted for the
 * factor, or a client that repeats itself would lock it.
 */
export async function countTry(
  sql: Database,
  { sid, factorSid, kind }: { sid: string; factorSid: string; kind: "wrong" | "used" },
): Promise<boolean> {
  const rows = kind === "wrong" ? await refuse(sql, { sid, factorSid }) : await refuseUsed(sql, { sid });
  return rows.length > 0;
}

/** Those that were never verified, at most `limit`; resolves to how many went. */
export async function deleteUnverified(sql: Database, limit: number): Promise<number> {
  const rows = await sql`
    delete from factors where sid in (
      select f.sid from factors f where f.status = 'unverified' and not ${inTemplate(sql, isThere)}
      limit ${limit}::int for update skip locked)
    returning 1`;
  return rows.length;
}

/** Secrets that another key than `keyId` sealed, behind `after`, by identifier. */
export async function selectSecretsNotSealedBy(
  sql: Database,
  keyId: string,
  after: string,
  limit: number,
): Promise<{ sid: string; sealed: string }[]> {
  return await sql<{ sid: string; sealed: string }[]>`
    select sid, sealed_secret as sealed from factors
    where split_part(sealed_secret, '.', 1) <> ${keyId} and sid > ${after} order by sid limit ${limit}::int`;
}

/** The keys that sealed secrets. */
export async function selectKeyIds(sql: Database): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select distinct split_part(sealed_secret, '.', 1) as id from factors`;
  return rows.map(({ id }) => id);
}

/** If it is still what was read. */
export async function replaceSecret(sql: Database, sid: string, before: string, after: string): Promise<void> {
  await sql`update factors set sealed_secret = ${after} where sid = ${sid} and sealed_secret = ${before}`;
}

const pathOf = ({ serviceSid, identity }: EntityPath) => ({ serviceSid, identity });
