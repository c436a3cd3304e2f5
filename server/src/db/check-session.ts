/**
 * @module Whether a connection is a session of PostgreSQL's own, as ours have to be: with settings of its own that stay, and with locks that
 * last beyond a transaction. A pooler between may give every transaction another session. Asked once, at the start.
 */
import { type Database, inTransaction, openDatabase, sessionSettings } from "./open.js";

const HOW = `In PgBouncer: pool_mode = session, and ignore_startup_parameters = ${Object.keys(sessionSettings()).join(", ")}`;

/** What stands between does not give us sessions; the message says what to do. */
export class NoSession extends Error {}

/** Throws `NoSession`. */
export async function checkSession(url: string): Promise<void> {
  const [one, other] = [openDatabase({ url, max: 1 }), openDatabase({ url, max: 1 })];
  try {
    if (!(await keepsItsSession(one, other)))
      throw new NoSession(
        `The pooler in front of PostgreSQL gives each transaction another session. Munjigi needs sessions of its own: connect to PostgreSQL itself, or pool sessions. ${HOW}.`,
      );
    const settings = await readSettings(one);
    const lost = Object.entries(sessionSettings()).filter(([name, value]) => settings.get(name) !== value);
    if (lost.length > 0)
      throw new NoSession(
        `The pooler in front of PostgreSQL drops settings that Munjigi's statements need. Give them to the role instead: ${lost
          .map(([name, value]) => `ALTER ROLE … SET ${name} = '${value}';`)
          .join(" ")}`,
      );
  } catch (error) {
    // PgBouncer: "unsupported startup parameter: statement_timeout".
    const parameter = /unsupported startup parameter:? (\w+)/.exec((error as Error).message)?.[1];
    if (parameter === undefined) throw error;
    throw new NoSession(
      `The pooler in front of PostgreSQL refuses ${parameter}. Munjigi needs sessions of its own: connect to PostgreSQL itself, or pool sessions. ${HOW}.`,
    );
  } finally {
    await Promise.all([one.end({ timeout: 1 }), other.end({ timeout: 1 })]);
  }
}

async function readSettings(sql: Database): Promise<ReadonlyMap<string, string>> {
  const names = Object.keys(sessionSettings());
  const rows = await sql<{ name: string; value: string }[]>`
    select name, current_setting(name) as value from jsonb_array_elements_text(${sql.json(names)}) as name`;
  return new Map(rows.map(({ name, value }) => [name, value]));
}

/**
 * `one` sets something and lets go; while `other` holds what was free then, it looks for what it has set. Where sessions are given by
 * the transaction, it meets another one, or none within the time.
 */
async function keepsItsSession(one: Database, other: Database): Promise<boolean> {
  const mark = Math.random().toString(36).slice(2);
  await one`select set_config('munjigi.session', ${mark}, false)`;
  return await inTransaction(other, async (tx) => {
    await tx`select 1`;
    const rows = await one<{ mark: string | null }[]>`select current_setting('munjigi.session', true) as mark`.catch(
      () => [],
    );
    return rows[0]?.mark === mark;
  });
}
