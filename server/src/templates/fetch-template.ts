/** @module Shows a template as it is now. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { builtInTemplates } from "./built-in-templates.js";
import { selectTemplate } from "./store.js";
import type { Template } from "./template.js";

/** Throws `template.not_found`. */
export async function fetchTemplate(sql: Database, sid: string): Promise<Template> {
  const builtIn = builtInTemplates.find((template) => template.sid === sid);
  if (builtIn) return builtIn;
  const row = await selectTemplate(sql, sid);
  if (!row) throw new AppError("template.not_found");
  return { ...row, builtIn: false };
}
