/** @module A page of templates, newest first; those that every deployment has come last. */
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import { builtInTemplates } from "./built-in-templates.js";
import { selectTemplates } from "./store.js";
import type { Template } from "./template.js";

export async function listTemplates(
  sql: Database,
  page: PageRequest & { friendlyName?: string | undefined },
): Promise<Page<Template>> {
  const { size, cursor, friendlyName } = page;
  const backwards = cursor?.side === "newer";
  const own = await selectTemplates(sql, page, friendlyName);
  const others = builtInTemplates.filter(
    (template) =>
      (friendlyName === undefined || template.friendlyName === friendlyName) &&
      (cursor === undefined || (backwards ? template.sid > cursor.sid : template.sid < cursor.sid)),
  );
  const found = [...own.map((row) => ({ ...row, builtIn: false })), ...others].sort((a, b) =>
    a.sid < b.sid === backwards ? -1 : 1,
  );
  return cutPage(found.slice(0, size + 1), page);
}
