/** @module The SQL of the settings of alerts. */
import type { Database } from "../db/open.js";

export interface SettingsRow {
  document: Record<string, unknown>;
  version: number;
}

/** `undefined`: nothing was ever set. */
export async function selectSettings(sql: Database): Promise<SettingsRow | undefined> {
  const [row] = await sql<SettingsRow[]>`select document, version from alert_settings`;
  return row;
}

/** Version 0 is the one that was never stored. Resolves to the new version; `undefined` if another came in between. */
export async function replaceSettings(sql: Database, document: object, version: number): Promise<number | undefined> {
  const [row] = await sql<{ version: number }[]>`
    insert into alert_settings as s (id, document, version)
    select 'live', ${sql.json(document as never)}::jsonb, 1
    where ${version}::int = 0 or exists (select from alert_settings)
    on conflict (id) do update set document = excluded.document, version = s.version + 1, updated_at = clock_timestamp()
      where s.version = ${version}::int
    returning version`;
  return row?.version;
}
