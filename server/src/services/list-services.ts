/** @module A page of services, newest first. */
import type { Database } from "../db/open.js";
import { cutPage, type Page, type PageRequest } from "../db/page.js";
import type { Service } from "./service.js";
import { selectServices } from "./store.js";

export async function listServices(sql: Database, page: PageRequest): Promise<Page<Service>> {
  return cutPage(await selectServices(sql, page), page);
}
