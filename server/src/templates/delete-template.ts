/** @module Removes a template that no service has for its default. What was started with it is still sent. */
import type { Database } from "../db/open.js";
import { AppError } from "../errors.js";
import { builtInTemplates } from "./built-in-templates.js";
import type { TemplateCache } from "./find-template.js";
import { deleteTemplateRow, selectTemplate } from "./store.js";

/** Throws `template.not_found`, `template.in_use` and `template.built_in`. */
export async function deleteTemplate(
  { sql, templates }: { sql: Database; templates: TemplateCache },
  sid: string,
): Promise<void> {
  if (builtInTemplates.some((template) => template.sid === sid)) throw new AppError("template.built_in");
  const deleted = await deleteTemplateRow(sql, sid);
  templates.forget(sid);
  if (deleted) return;
  throw new AppError((await selectTemplate(sql, sid)) ? "template.in_use" : "template.not_found");
}
