/** @module The settings of alerts: shown with what in them cannot work, and changed by whoever has seen the newest version. */
import { changesBetween } from "../audit/changes.js";
import { recordEvent } from "../audit/record.js";
import type { Actor } from "../core.js";
import { type Database, inTransaction } from "../db/open.js";
import { DocumentInvalid, mergePatch, readDocument, readStored } from "../document.js";
import { AppError, type Language } from "../errors.js";
import { type AlertSettings, alertSettingsSchema } from "./settings.js";
import { replaceSettings, selectSettings } from "./settings-store.js";

export type VersionedSettings = AlertSettings & { version: number };

export interface SettingsChange {
  /** JSON Merge Patch, RFC 7396. */
  patch: unknown;
  /** The version that the caller has seen. */
  version: number;
  actor: Actor;
  language: Language;
}

export async function showSettings(sql: Database): Promise<VersionedSettings> {
  const row = await selectSettings(sql);
  return { ...readStored(alertSettingsSchema, row?.document ?? {}), version: row?.version ?? 0 };
}

/**
 * Of several who change the same version one wins; the others get `alert.version_changed`. A patch that changes nothing makes no version.
 * Throws `alert.settings_invalid` with every member that is wrong.
 */
export async function changeSettings(
  sql: Database,
  { patch, version, actor, language }: SettingsChange,
): Promise<VersionedSettings> {
  const { version: newest, ...before } = await showSettings(sql);
  if (newest !== version) throw new AppError("alert.version_changed");
  const after = read(before, patch, language);
  if (JSON.stringify(before) === JSON.stringify(after)) return { ...before, version };
  return await inTransaction(sql, async (tx) => {
    const changed = await replaceSettings(tx, after, version);
    if (changed === undefined) throw new AppError("alert.version_changed");
    const changes = changesBetween(before, after, (path) => path === "language");
    const subject = { kind: "alert_settings", id: "alerts" } as const;
    const data = { version: changed, ...changes?.data };
    await recordEvent(tx, { type: "alert.settings_changed", actor, subject, ...changes, data });
    return { ...after, version: changed };
  });
}

function read(before: AlertSettings, patch: unknown, language: Language): AlertSettings {
  try {
    return readDocument(alertSettingsSchema, mergePatch(before, patch, language), language);
  } catch (error) {
    if (!(error instanceof DocumentInvalid)) throw error;
    const { problems } = error;
    const [first] = problems;
    const facts = { parameter: first?.path || "document", problem: first?.problem ?? "", problems };
    throw new AppError("alert.settings_invalid", facts, { cause: error });
  }
}

export interface Warning {
  path: string;
  problem: string;
}

const NO_CONNECTOR = {
  ko: "쓸 수 있는 이메일 커넥터가 없어 이 주소들로 보낼 수 없습니다. 이메일 커넥터를 켜 주세요",
  en: "nothing can be sent to these addresses: no connector for e-mail can be used; activate one",
};

/** What is acceptable and cannot work as things are. */
export const warningsOf = ({ emails }: AlertSettings, canMail: boolean, language: Language): Warning[] =>
  emails.length > 0 && !canMail ? [{ path: "emails", problem: NO_CONNECTOR[language] }] : [];
