/** @module A page of a service's rate limits, newest first. */
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import type { RateLimit } from "./rate-limit.js";
import { selectRateLimits } from "./store.js";

export async function listRateLimits(sql: Database, serviceSid: string, page: PageRequest): Promise<Page<RateLimit>> {
  return cutPage(await selectRateLimits(sql, serviceSid, page), page);
}
