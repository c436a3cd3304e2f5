/** @module Finds a template by its identifier; at most a second old, as services are. */

import { cacheBriefly } from "../brief-cache.js";
import type { Database } from "../db/open.js";
import { builtInTemplates } from "./built-in-templates.js";
import { selectTemplate } from "./store.js";
import type { Template } from "./template.js";

export interface TemplateCache {
  /** `undefined` if there is none. */
  find(sid: string): Promise<Template | undefined>;
  /** After a change: this process sees it at once. */
  forget(sid: string): void;
}

export function cacheTemplates(sql: Database): TemplateCache {
  const cache = cacheBriefly(async (sid) => {
    const row = await selectTemplate(sql, sid);
    return row && { ...row, builtIn: false };
  });
  return {
    find: async (sid) => builtInTemplates.find((template) => template.sid === sid) ?? (await cache.get(sid)),
    forget: cache.forget,
  };
}
