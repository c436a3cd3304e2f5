/** @module Codes that nobody can check any more, because `MUNJIGI_SECRET_KEY` lost the key they come from. */
import type { Database } from "../db/open.js";
import type { Keyring } from "../secrets.js";
/** The ids of keys that live codes come from and the ring does not have. */
export declare function findLostKeys(sql: Database, keyring: Keyring): Promise<string[]>;
