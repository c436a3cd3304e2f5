/** @module A page of services, newest first. */
import type { Database } from "../db/open.js";
import type { Service } from "./service.js";
import { selectServices } from "./store.js";

export interface ServicePage {
  services: Service[];
  /** The identifiers to go on from, in either direction; absent where there is nothing more. */
  older?: string;
  newer?: string;
}

/** `cursor` is an identifier that a page before gave, and which way to go from it. */
export async function listServices(
  sql: Database,
  page: { size: number; cursor?: { sid: string; side: "older" | "newer" } },
): Promise<ServicePage> {
  const { size, cursor } = page;
  const rows = await selectServices(sql, { limit: size + 1, ...(cursor && { cursor }) });
  const more = rows.length > size;
  const backwards = cursor?.side === "newer";
  const services = !more ? rows : backwards ? rows.slice(1) : rows.slice(0, size);
  const first = services[0]?.sid;
  const last = services.at(-1)?.sid;
  const hasOlder = backwards || more;
  const hasNewer = backwards ? more : cursor !== undefined;
  return { services, ...(hasOlder && last && { older: last }), ...(hasNewer && first && { newer: first }) };
}
