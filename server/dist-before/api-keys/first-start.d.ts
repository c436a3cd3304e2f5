/** @module The credentials of a new deployment: made once, under the migration lock, whoever of several starters is first. */
import type { Clock, Random } from "../clock.js";
import { type Database } from "../db/open.js";
export interface Credentials {
    accountSid: string;
    authToken: string;
    serviceSid: string;
    publishableKey: string;
    adminToken: string;
}
/**
 * Makes the account, the first service and their keys, unless they are there. `save` gets them in clear before they are
 * committed, so that a crash cannot leave a deployment whose token nobody knows. Resolves to them on the first start only.
 */
export declare function ensureCredentials({ sql, clock, random }: {
    sql: Database;
    clock: Clock;
    random: Random;
}, given: Partial<Credentials>, save: (credentials: Credentials) => Promise<void>): Promise<Credentials | undefined>;
/** The account's identifier. Throws if there was no first start. */
export declare function findAccountSid(sql: Database): Promise<string>;
