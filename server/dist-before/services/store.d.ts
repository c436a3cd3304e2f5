/** @module The SQL of services and of the safe list. */
import { type Database } from "../db/open.js";
import { type PageRequest } from "../db/page.js";
import type { Service, ServiceSettings } from "./service.js";
export declare function insertService(sql: Database, sid: string, settings: ServiceSettings): Promise<Service>;
export declare function selectService(sql: Database, sid: string): Promise<Service | undefined>;
/** In the order of `pageClause`. */
export declare function selectServices(sql: Database, page: PageRequest): Promise<Service[]>;
/** Changes a service to what `change` makes of the current one, which is locked meanwhile. */
export declare function updateServiceRow(sql: Database, sid: string, change: (current: Service) => Partial<ServiceSettings>): Promise<{
    before: Service;
    after: Service;
} | undefined>;
/**
 * The row stays for the record; what was being verified under it is over. Resolves to the keys that died with it, `undefined` if
 * there was no such service.
 */
export declare function markServiceDeleted(sql: Database, sid: string): Promise<string[] | undefined>;
export interface SafeNumber {
    sid: string;
    phoneNumber: string;
}
export declare function selectSafeNumber(sql: Database, phoneNumber: string): Promise<SafeNumber | undefined>;
/** `undefined` if it is listed already. */
export declare function insertSafeNumber(sql: Database, number: SafeNumber): Promise<SafeNumber | undefined>;
/** Resolves to its identifier. */
export declare function deleteSafeNumber(sql: Database, phoneNumber: string): Promise<string | undefined>;
