/** @module The table of imports of settings. */
import { jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { Actor } from "../core.js";
import type { Counts } from "./compare-settings.js";
import type { Ref, SettingsFile } from "./settings-file.js";

/** An import, and what its undo needs. */
export const settingsImports = pgTable("settings_imports", {
  /** `IM…` */
  sid: text().primaryKey(),
  actorKind: text().$type<Actor["kind"]>().notNull(),
  actorId: text(),
  /** What was exported before it: settings, and references in the places of secrets. */
  before: jsonb().$type<SettingsFile>().notNull(),
  /** The versions that each connector had before it, by identifier: what it comes back from, with its secrets. */
  connectorVersions: jsonb().$type<Record<string, { version: number; draft: number | null }>>().notNull(),
  /** What it made. */
  made: jsonb().$type<Ref[]>().notNull(),
  counts: jsonb().$type<Counts>().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  undoneAt: timestamp({ withTimezone: true }),
});
