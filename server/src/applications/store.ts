/** @module The SQL of applications and their secrets. It names `api_keys`: secrets are made only while the key of whoever asks lives. */
import type { Database } from "../db/open.js";
import type { ApplicationRow, ApplicationSecret, ApplicationSettings } from "./application.js";

/** An application with its living secrets, the newest first. */
export type StoredApplication = ApplicationRow & { secrets: (ApplicationSecret & { hash: string })[] };

/** As JSON has it. */
type Found = ApplicationRow & {
  secrets: { sid: string; hash: string; hint: string; createdAt: string; expiresAt: string | null }[];
};

const columns = (
  sql: Database,
) => sql`a.sid, a.name, a.type, a.redirect_uris, a.post_logout_redirect_uris, a.allowed_origins,
  a.service_sid, a.default_scopes, a.resources, a.default_resource, a.first_party, a.require_pkce, a.id_token_signing_alg,
  a.refresh_grace_seconds, a.backchannel_logout_uri, a.home_url, a.may_introspect, a.is_demo, a.is_console, a.created_at, a.updated_at,
  (select coalesce(jsonb_agg(jsonb_build_object('sid', s.sid, 'hash', s.hash, 'hint', s.hint, 'createdAt', s.created_at,
      'expiresAt', s.expires_at) order by s.created_at desc, s.sid desc), '[]') from application_secrets s
    where s.application_sid = a.sid and (s.expires_at is null or s.expires_at > clock_timestamp())) as secrets`;

function toStored(row: Found): StoredApplication {
  const secrets = row.secrets.map(({ createdAt, expiresAt, ...secret }) => ({
    ...secret,
    createdAt: new Date(createdAt),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  }));
  return { ...row, secrets };
}

export async function selectApplication(sql: Database, sid: string): Promise<StoredApplication | undefined> {
  const [row] = await sql<Found[]>`select ${columns(sql)} from applications a where a.sid = ${sid}`;
  return row && toStored(row);
}

/** Newest first. */
export async function selectApplications(sql: Database): Promise<StoredApplication[]> {
  const rows = await sql<
    Found[]
  >`select ${columns(sql)} from applications a where not a.is_console order by a.sid desc`;
  return rows.map(toStored);
}

export async function selectConsole(sql: Database): Promise<string> {
  const [row] = await sql<{ sid: string }[]>`select sid from applications where is_console`;
  return (row as { sid: string }).sid;
}

/** Makes it where there is none yet. */
export async function insertConsole(tx: Database, sid: string, settings: ApplicationSettings): Promise<void> {
  await tx`insert into applications ${tx(toRow(tx, { sid, ...settings, isConsole: true }))}
    on conflict (is_console) where is_console do nothing`;
}

/** As `selectApplication`; it stays as it is until the transaction ends. */
export async function lockApplication(tx: Database, sid: string): Promise<StoredApplication | undefined> {
  await tx`select from applications where sid = ${sid} for update`;
  return await selectApplication(tx, sid);
}

/** Whether a key lives or a person is an administrator, and that it does until the transaction ends: who revokes it at this moment waits, or is waited for. */
export async function holdActor(tx: Database, id: string): Promise<boolean> {
  const keys = await tx`select id from api_keys where id = ${id} and revoked_at is null for share`;
  if (keys.length > 0) return true;
  const people = await tx`select user_sid from admins where user_sid = ${id} and role = 'admin' for share`;
  return people.length > 0;
}

export async function insertApplication(
  tx: Database,
  sid: string,
  settings: ApplicationSettings & { isDemo?: boolean; isConsole?: boolean },
): Promise<void> {
  await tx`insert into applications ${tx(toRow(tx, { sid, ...settings }))}`;
}

export async function updateApplicationRow(tx: Database, sid: string, settings: ApplicationSettings): Promise<void> {
  // The driver takes its cue from the word in front: the list must stand right behind "set".
  const row = { ...toRow(tx, settings), updatedAt: tx`clock_timestamp()` };
  await tx`update applications set ${tx(row as never)} where sid = ${sid}`;
}

/** Its secrets go with it. Resolves to what it was. */
export async function deleteApplicationRow(tx: Database, sid: string): Promise<StoredApplication | undefined> {
  const before = await lockApplication(tx, sid);
  await tx`delete from applications where sid = ${sid}`;
  return before;
}

export interface NewSecret {
  sid: string;
  hash: string;
  hint: string;
}

/**
 * Another secret; the newest of the former lives `keepOldHours` more and all others go, so at most two live. The application is
 * locked by an earlier statement of the transaction (`lockApplication`): a statement that waits for a lock does not see the
 * secrets that were made while it waited. One whose end is set already does not get a later one.
 */
export async function replaceSecret(
  tx: Database,
  applicationSid: string,
  secret: NewSecret,
  keepOldHours: number,
): Promise<void> {
  await tx`
    with now as materialized (
      select clock_timestamp() as at
    ), newest as materialized (
      select sid from application_secrets, now
      where application_sid = ${applicationSid} and (expires_at is null or expires_at > at) and ${keepOldHours}::int > 0
      order by created_at desc, sid desc limit 1
    ), ending as (
      update application_secrets s set expires_at = least(s.expires_at, now.at + ${keepOldHours}::int * interval '1 hour')
      from newest, now where s.sid = newest.sid
    ), gone as (
      delete from application_secrets where application_sid = ${applicationSid} and sid not in (select sid from newest)
    )
    insert into application_secrets (sid, application_sid, hash, hint, created_at)
    select ${secret.sid}, ${applicationSid}, ${secret.hash}, ${secret.hint}, at from now`;
}

/** JSON columns need to be told from lists of values. */
function toRow(sql: Database, values: object) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? sql.json(value) : value]),
  );
}
