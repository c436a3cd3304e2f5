/** @module Makes a template. */
import type { Clock, Random } from "../clock.js";
import type { Database } from "../db/open.js";
import { createSid } from "../sid.js";
import { insertTemplate } from "./store.js";
import type { Template, TemplateSettings } from "./template.js";

/** `settings`: as `problemWithTemplateText` and `problemWithTemplateName` want them, with one default translation. */
export async function createTemplate(
  { sql, clock, random }: { sql: Database; clock: Clock; random: Random },
  settings: TemplateSettings,
): Promise<Template> {
  return { ...(await insertTemplate(sql, createSid("HJ", clock, random), settings)), builtIn: false };
}
