/** @module Exports the settings: all that travels, of one moment; with its secrets only where they are encrypted for somebody. */
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { inTransaction } from "../db/open.js";
import { AppError } from "../errors.js";
import { readImportKey } from "./import-key.js";
import type { ImportDependencies } from "./import-settings.js";
import { readState } from "./read-state.js";
import { openRooms } from "./rooms.js";
import { sealSecrets } from "./sealed-secrets.js";
import type { SettingsFile } from "./settings-file.js";
import { readOneMoment } from "./store.js";

/** The event is written before anybody has the file. Throws `settings.import_key_invalid`. */
export async function exportSettings(
  dependencies: ImportDependencies,
  { encryptTo }: { encryptTo?: string | undefined },
  by: Actor,
): Promise<SettingsFile> {
  const { sql } = dependencies;
  const to = encryptTo === undefined ? undefined : await readImportKey(encryptTo);
  if (encryptTo !== undefined && !to) throw new AppError("settings.import_key_invalid", { parameter: "encryptTo" });
  const { file, sealed } = await inTransaction(sql, async (tx) => {
    await readOneMoment(tx);
    const rooms = await openRooms(tx, dependencies);
    const { file, connectors } = await readState(rooms);
    if (!to) return { file, sealed: 0 };
    const idOf = (key: string) => connectors.get(key)?.id ?? "";
    return await sealSecrets(file, (key) => rooms.connectors.openSecrets(idOf(key)), to);
  });
  const subject = { kind: "settings", id: "settings" } as const;
  const data = { secrets: sealed, key: to?.kid ?? null };
  await recordEvent(sql, { type: "settings.exported", actor: by, subject, data });
  return file;
}
