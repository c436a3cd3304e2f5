import type { Clock, Random } from "../clock.js";
import type { Actor } from "../core.js";
import { type Database } from "../db/open.js";
import { type Page, type PageRequest } from "../db/page.js";
import { type Service, type ServiceSettings } from "./service.js";
export interface Services {
    /** At most a second old, so that no request pays for a statement of its own. Throws `service.not_found`. */
    find(sid: string): Promise<Service>;
    /** A page, newest first. */
    list(page: PageRequest): Promise<Page<Service>>;
    /** Settings that are not given are `serviceDefaults`; only the first start names the identifier. */
    create(settings: Partial<ServiceSettings> & Pick<ServiceSettings, "friendlyName">, by: Actor, sid?: string): Promise<Service>;
    /** `change` returns the settings that are to be different. Two updates at once both count. Throws `service.not_found`. */
    update(sid: string, change: (current: Service) => Partial<ServiceSettings>, by: Actor): Promise<Service>;
    /** Its keys die with it; codes not yet checked can no longer be. Throws `service.not_found`. */
    delete(sid: string, by: Actor): Promise<void>;
}
export declare function createServices({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}): Services;
