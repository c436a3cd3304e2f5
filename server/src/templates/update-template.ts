/** @module Changes a template: texts not yet started will read differently. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { builtInTemplates } from "./built-in-templates.js";
import type { TemplateCache } from "./find-template.js";
import { updateTemplateRow } from "./store.js";
import type { Template, TemplateSettings } from "./template.js";

/** What is absent stays. Throws `template.not_found` and `template.built_in`. */
export async function updateTemplate(
  { sql, templates }: { sql: Database; templates: TemplateCache },
  sid: string,
  changes: { [K in keyof TemplateSettings]?: TemplateSettings[K] | undefined },
): Promise<Template> {
  if (builtInTemplates.some((template) => template.sid === sid)) throw new AppError("template.built_in");
  const row = await updateTemplateRow(sql, sid, changes);
  templates.forget(sid);
  if (!row) throw new AppError("template.not_found");
  return { ...row, builtIn: false };
}
